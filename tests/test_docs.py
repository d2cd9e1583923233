"""Documentation can fail: every page can be reached from docs/README.md, every link leads somewhere, every verb is explained."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from intramural.config import options, processes
from tests.journeys import pictures

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
PAGES = sorted([*DOCS.rglob("*.md"), *ROOT.glob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
PICTURE = re.compile(r"!\[([^\]]*)\]\(([^)\s]+)\)")
EXPLAINED = (
    "people/second-thought.md", "people/ask-first.md", "people/care.md", "people/openness.md", "people/stewards.md",
    "stewards/what-you-look-after.md",
)  # fmt: skip
"""Each explains one thing on one page, with a picture."""
OPERATORS = "\n".join(path.read_text(encoding="utf-8") for path in (DOCS / "operators").glob("*.md"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_somewhere(page: Path) -> None:
    missing = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not (page.parent / link).exists()]
    assert missing == []


def test_every_page_stands_in_the_index() -> None:
    index = {(DOCS / link).resolve() for link in LINK.findall((DOCS / "README.md").read_text(encoding="utf-8"))}
    pages = {page for page in DOCS.rglob("*.md") if page.name != "README.md" and page.parent.name != "decisions"}
    assert sorted(pages - index) == []


@pytest.mark.parametrize("verb", processes.VERBS, ids=lambda verb: verb.name)
def test_every_verb_is_in_a_page_for_operators(verb: processes.Verb) -> None:
    assert f"intramural {verb.name}" in OPERATORS


def test_every_setting_that_a_page_names_exists() -> None:
    named = set(re.findall(r"\bINTRAMURAL_[A-Z_]+\b", OPERATORS + (ROOT / "README.md").read_text(encoding="utf-8")))
    known = {*options.BY_NAME, *(f"{name}_FILE" for name in options.BY_NAME), options.FILE}
    assert sorted(named - known) == []


def test_the_proxy_lets_through_what_a_post_may_bring() -> None:
    megabytes, files = (int(options.BY_NAME[f"INTRAMURAL_UPLOAD_{name}"].default) for name in ("MB", "FILES"))
    assert f"client_max_body_size {megabytes * files + 4}m;" in OPERATORS


@pytest.mark.parametrize("page", EXPLAINED)
def test_what_care_is_about_is_shown_in_a_picture(page: str) -> None:
    assert [
        link for _, link in PICTURE.findall((DOCS / page).read_text(encoding="utf-8")) if link.startswith("../pictures/")
    ]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_picture_says_in_words_what_it_shows(page: Path) -> None:
    unsaid = [link for words, link in PICTURE.findall(page.read_text(encoding="utf-8")) if len(words.split()) < 5]
    assert unsaid == []


def test_pictures_are_small_shown_and_can_be_made_anew() -> None:
    kept = {path.name: path.stat().st_size for path in pictures.FOLDER.iterdir()}
    assert {name: size for name, size in kept.items() if size > pictures.MOST_BYTES} == {}
    assert kept.keys() == {f"{name}.webp" for name in (*pictures.FRAMES, pictures.OF_THE_DEMO)}
    shown = {Path(link).name for page in PAGES for _, link in PICTURE.findall(page.read_text(encoding="utf-8"))}
    assert sorted(kept.keys() - shown) == []
