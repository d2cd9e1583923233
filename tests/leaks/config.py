"""The surfaces that belong to no domain."""

from __future__ import annotations

from tests.leaks.surfaces import Nothing

SURFACES = {
    "healthz": Nothing("that the process answers"),
    "readyz": Nothing("that the database answers"),
    "account_login": Nothing("a form"),
    "account_logout": Nothing("a form"),
    "api:openapi": Nothing("what the API can do"),
    "command:demo": Nothing("prints how many it made"),
    "command:operator": Nothing("prints nothing of what people wrote"),
    "command:import": Nothing("prints counts, to the operator who brought the files"),
    "command:work": Nothing("prints nothing"),
    "command:serve": Nothing("prints its address"),
    "command:upgrade": Nothing("prints nothing"),
}
