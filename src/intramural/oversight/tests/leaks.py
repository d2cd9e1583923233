from __future__ import annotations

from tests.leaks.surfaces import Shows

SURFACES = {
    "oversight:openness": Shows("how open the house is", of_people=True),
    "api:openness": Shows("how open the house is, to a program", of_people=True),
}
