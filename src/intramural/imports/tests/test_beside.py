"""Processes that read and draw beside an import change how long it takes, and nothing else."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from intramural.imports import actions
from intramural.imports.beside import Processes, worth_it
from intramural.imports.mail import archive
from intramural.imports.mail.archive import Archive
from intramural.imports.mail.mbox import Mbox
from intramural.imports.report import Report
from intramural.imports.testing import a_mail, a_mbox
from intramural.posts.models import Comment, Post

WORK = "intramural.kit.plain:as_markdown"
SOURCE = str(Path(__file__).resolve().parents[3])


@pytest.mark.parametrize("number", [0, 1, 3])
def test_answers_come_in_the_order_of_the_jobs(number: int) -> None:
    processes = Processes(number)
    for jobs in ([f"*{n}*" for n in range(20)], [], ["x" * 2_000_000, "_y_"]):
        found = list(processes.in_order(WORK, iter(jobs)))
        assert [job for job, _ in found] == jobs
        assert [answer[-3:] for _, answer in found] == [job.replace("*", r"\*").replace("_", r"\_")[-3:] for job in jobs]
    processes.end()


def test_what_one_of_them_leaves_undone_is_done_here() -> None:
    processes = Processes(2)
    answers = processes.in_order(WORK, (f"*{n}*" for n in range(30)))
    found = [next(answers)[1]]
    for one in processes._all:
        one._running.kill()
    found += [answer for _, answer in answers]
    assert found == [rf"\*{n}\*" for n in range(30)]
    processes.end()


def test_none_outlives_an_import_that_is_killed() -> None:
    program = (
        "import sys, time; from intramural.imports.beside import Processes; processes = Processes(2);"
        f"answers = processes.in_order({WORK!r}, iter('abcd')); next(answers);"
        "print(*[one._running.pid for one in processes._all], flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": SOURCE}
    ) as it:
        assert it.stdout is not None
        numbers = it.stdout.readline().split()
        it.send_signal(signal.SIGKILL)
    assert len(numbers) == 2
    for _ in range(300):
        if not any(is_running(int(number)) for number in numbers):
            return
        time.sleep(0.02)
    raise AssertionError("they went on")


def is_running(number: int) -> bool:
    try:
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.django_db
def test_an_archive_read_beside_is_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mails = [
        a_mail(n, f"P{n % 7} <p{n % 7}@old.example>", f"Re: Sails {n % 30}", f"*Up* {n}\n> a\n> b\n> c\n> d",
               to=f"p{n % 5}@old.example", id=str(n), References=f"<{n // 2}>")
        for n in range(200)
    ]  # fmt: skip
    path = a_mbox(tmp_path / "x.mbox", *mails, mails[3], b"no mail")
    found = []
    for number in (0, 2):
        monkeypatch.setattr(archive, "worth_it", lambda size, number=number: number)
        Post.objects.all().delete()
        report = actions.bring_in(Archive(Mbox(path)), report=Report())
        texts = [*Post.objects.order_by("origin").values_list("origin", "body", "body_html", "audience_id"),
                *Comment.objects.order_by("origin").values_list("origin", "body_html", "post__origin", "parent__origin")]  # fmt: skip
        rows = [re.sub("/posts/[0-9a-z]{13}/", "/posts/…/", repr(text)) for text in texts]
        found.append((report.taken, report.named, dict(report.reasons), rows))
    assert found[0] == found[1]
    assert found[0][:2] == (201, 1)


def test_a_small_source_is_worth_no_process() -> None:
    assert worth_it(100_000) == 0
