"""How well search finds on the real input: see bench/evaluate.py."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from bench import evaluate
from intramural.imports import actions as imports
from intramural.imports.mail.archive import Archive
from intramural.imports.mail.maildir import Maildir
from intramural.imports.mail.mbox import Mbox
from intramural.imports.report import Report
from intramural.imports.slack.export import SlackExport
from intramural.search import actions
from tests import real_input

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.mark.once
def test_what_is_right_stands_on_top(tmp_path: Path) -> None:
    with tarfile.open(real_input.one("*maildir*/*.tar.xz")) as archive:
        archive.extractall(tmp_path, filter="data")
    (mailbox,) = tmp_path.iterdir()
    imports.bring_in(SlackExport(real_input.one("slack*/*.zip")), report=Report())
    imports.bring_in(Archive(Maildir(mailbox), is_open=True), report=Report())
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        imports.bring_in(Archive(Mbox(path), is_open=True), report=Report())
    actions.reindex()
    lines = evaluate.score()
    assert len(lines) >= 100
    assert sum(line.ndcg for line in lines) / len(lines) >= evaluate.ENOUGH
