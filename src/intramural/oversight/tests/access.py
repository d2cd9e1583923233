from __future__ import annotations

from tests.access import Row

ACCESS = {
    #                                       visitor guest member space_member owner author operator
    "oversight:openness": Row("GET", (302, 403, 200, 200, 200, 200, 200)),
    "api:openness": Row("GET", (401, 403, 200, 200, 200, 200, 200)),
}
