"""The access table of the addresses that belong to no domain: health, and signing in and out."""

from __future__ import annotations

from tests.access import Row

ACCESS = {
    #                      visitor guest member space_member owner author operator
    "healthz": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "readyz": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "api:openapi": Row("GET", (200, 200, 200, 200, 200, 200, 200)),
    "account_login": [
        Row("GET", (200, 302, 302, 302, 302, 302, 302)),
        Row("POST", (200, 302, 302, 302, 302, 302, 302)),
    ],
    "account_logout": Row("POST", (302, 302, 302, 302, 302, 302, 302)),
}
