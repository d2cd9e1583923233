"""Every page of people, in light and dark, at three widths: nothing axe complains of, nothing that must be scrolled sideways."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from intramural.people import actions, invitations

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
SIGNED_OUT = ("/sign-in/", "/sign-in/closed/", "/password/", "/password/mailed/", "/password/1-x/", "/invitations/{token}/")
SIGNED_IN = (
    "/people/", "/people/?q=zz", "/people/ada/", "/people/chart/", "/units/{unit}/", "/settings/", "/settings/sessions/",
    "/settings/tokens/", "/settings/security/", "/settings/security/password/", "/settings/security/again/", "/invitations/",
    "/operator/people/", "/operator/people/ben/", "/operator/people/nia/", "/operator/people/ben/erasure/",
    "/operator/units/", "/operator/units/{unit}/",
)  # fmt: skip


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_they_can_be_read_by_everybody(ada, ben, olga, operations, journey, theme, width):
    actions.delegate(ben, unit=operations, by=olga)
    nonce = actions.invite("nia@house.example", by=olga, name="Nia Adeyemi").nonce
    names = {"token": invitations.token_of(nonce), "unit": operations.public_id}
    wrong = []
    for handle, paths in (("", SIGNED_OUT), ("olga", SIGNED_IN)):
        page = journey(handle, viewport={"width": width, "height": 800}, color_scheme=theme)
        for path in paths:
            page.goto(path.format(**names))
            if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"):
                wrong.append(f"{path} must be scrolled sideways at {width}")
            found = Axe().run(page, options=RULES)
            wrong += [f"{path} {each['id']}: {each['nodes'][0]['html'][:160]}" for each in found.response["violations"]]
        wrong += page.faults
    assert not wrong, "\n".join(wrong)
