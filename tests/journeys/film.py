"""The journeys of care as pictures: `INTRAMURAL_FILM=screenshots bin/test tests/journeys/…` keeps one at each named step.

    film.shot(page, "narrowing-2-from-the-mail")                  what the window shows
    film.shot(page, "asking-3-the-answer", of=page.locator(…))     a part of it
    film.mail(page, text, "narrowing-1-the-mail")                  a mail, as plain as it is

    film.visit(page, "/openness/", "openness")                     another page, for the sake of its picture

Nothing is kept, and no time spent, where nobody asks for it. `python -m tests.journeys.pictures` makes those of the documentation from it.
"""

from __future__ import annotations

import html
import os
from pathlib import Path

from playwright.sync_api import Locator, Page

FOLDER = os.environ.get("INTRAMURAL_FILM", "")
SHARPNESS = 2 if FOLDER else 1
"""Points of a picture for each pixel of the page."""
_MAIL = "<style>body { font: 15px/1.5 monospace; max-width: 44rem; margin: 2rem auto; white-space: pre-wrap }</style>"


def shot(page: Page, name: str, *, of: Locator | None = None, whole: bool = False) -> None:
    """Keeps what is shown now under this name; `whole` what one would see by scrolling, too."""
    if not FOLDER:
        return
    path = Path(FOLDER, f"{name}.png")
    path.parent.mkdir(parents=True, exist_ok=True)
    if of is not None:
        of.screenshot(path=path, animations="disabled")
    else:
        page.screenshot(path=path, animations="disabled", full_page=whole)


def visit(page: Page, path: str, name: str) -> None:
    """Keeps what is shown at this address, which the journey itself does not need."""
    if FOLDER:
        page.goto(path)
        shot(page, name, of=page.locator("main"))


def mail(page: Page, text: str, name: str) -> None:
    """Keeps a mail, in a window of its own."""
    if not FOLDER:
        return
    sheet = page.context.browser.new_page(viewport={"width": 768, "height": 620}, device_scale_factor=SHARPNESS)  # type: ignore[union-attr]
    sheet.set_content(f"<!doctype html>{_MAIL}<body>{html.escape(text)}</body>")
    shot(sheet, name)
    sheet.close()
