from __future__ import annotations

from tests.access import Row

ACCESS = {
    #                         visitor guest member space_member owner author operator
    "ui:gallery": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
}
