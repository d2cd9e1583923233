from __future__ import annotations

from intramural.care.tests.leaks import its_post
from tests.leaks.surfaces import Shows

SURFACES = {
    "care:exposure": Shows("whom it reached: names of those who were handed it", at=its_post, of_people=True),
}
