"""Real mails: read without an exception, and the words of real mails found again in what programs make of them."""

from __future__ import annotations

import gzip
import itertools
import mailbox
import re
import tarfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from intramural.mail.incoming import reading, trimming
from intramural.mail.tests import clients
from intramural.mail.tests.test_trimming import flat
from tests import real_input

pytestmark = pytest.mark.slow
NOT_THEIR_OWN = re.compile(
    r"^\s*>|original message|forwarded|wrote:|^\s*(?:from|to|sent|subject|cc|von):|-- ?$|_{5}|-{5}", re.I | re.M
)
SENTENCE = re.compile(r"\w[.?!]\s*\Z")
CLOSING = re.compile(r"regards|sincerely|cheers|thank|best|@|unsubscribe", re.I)


def raw_mails(tmp_path: Path) -> Iterator[bytes]:
    with tarfile.open(real_input.one("*maildir*/*.tar.xz")) as archive:
        for member in archive:
            if member.isfile():
                yield archive.extractfile(member).read()
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        unpacked = tmp_path / path.stem
        unpacked.write_bytes(gzip.decompress(path.read_bytes()))
        box = mailbox.mbox(unpacked)
        yield from (box.get_bytes(key) for key in box.keys())  # noqa: SIM118  (a mailbox is no dictionary)
        box.close()


def test_every_real_mail_is_read(tmp_path: Path) -> None:
    mails = [*raw_mails(tmp_path), *(path.read_bytes() for path in vectors())]
    assert len(mails) > 4_500
    for raw in mails:
        arrived = reading.read(raw)
        trimmed = trimming.trim(arrived.said)
        assert trimmed.said or trimmed.quoted or not arrived.said.strip()


def test_the_words_are_found_again(tmp_path: Path) -> None:
    words = list(itertools.islice(own_words(raw_mails(tmp_path)), 400))
    assert len(words) == 400
    programs = itertools.cycle(
        itertools.product(sorted(set(clients.ALL) - {"between"}), ["en", "de", "fr"], ["", "Ben Haddad\nOperations"])
    )
    wrong = []
    for at, (said, (program, language, signature)) in enumerate(zip(words, programs, strict=False)):
        quoting = clients.Quoted(words=words[at - 1])
        mail = clients.ALL[program](said, quoting, language=language, signature=signature)
        read = reading.read(mail.bytes(sender="ben@house.example", to="inside@house.example"))
        if flat(trimming.trim(read.said, names=("Ben Haddad", "Ben")).said) != flat(said):
            wrong.append((program, language, said, trimming.trim(read.said).said))
    print(f"{len(words) - len(wrong)} of {len(words)} trimmed right")
    assert len(wrong) <= len(words) * 0.02, wrong[:5]


def own_words(mails: Iterator[bytes]) -> Iterator[str]:
    """The first paragraphs of real mails that quote nothing, each a different text."""
    seen = set()
    for raw in mails:
        text = reading.read(raw).said
        if not 40 < len(text) < 6_000 or NOT_THEIR_OWN.search(text):
            continue
        paragraphs = [part.strip() for part in re.split(r"\n\s*\n", text)][:4]
        while paragraphs and (
            not SENTENCE.search(paragraphs[-1]) or CLOSING.search(paragraphs[-1]) or len(paragraphs[-1]) < 40
        ):
            paragraphs.pop()
        said = "\n\n".join(paragraphs)
        if paragraphs and said not in seen:
            seen.add(said)
            yield said


def vectors() -> list[Path]:
    """The mails of the tests of CPython, where they lie beside the collections."""
    folder = Path(real_input.one("*maildir*")).parent.parent / "trust" / "vectors" / "mail-cpython"
    return sorted(folder.glob("msg_*.txt"))
