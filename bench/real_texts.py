"""Texts of the real input to measure the second thought by: subjects with their texts, documents, and what is made from them."""

from __future__ import annotations

import email.message
import gzip
import json
import mailbox
import random
import re
import sys
import tarfile
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

from tests import real_input

FEWEST = 10
"""Examples that a topic needs before it is measured."""
LONG_ENOUGH = 160


def topics() -> dict[str, dict[str, list[str]]]:
    """By kind and subject the texts of handbooks, mailing lists and channels."""
    return {
        "chapters of a handbook": _enough(_chapters()),
        "lists": _enough(_lists()),
        "channels": _enough(_channels()),
    }


def everything() -> Iterator[str]:
    """Every text of the real input as somebody might paste it: messages, mails with what they quote, documents, handbooks."""
    with zipfile.ZipFile(real_input.one("slack*/*.zip")) as archive:
        for name in sorted(archive.namelist()):
            if name.rpartition("/")[2][:2] == "20" and name.endswith(".json"):
                yield from (str(each.get("text", "")) for each in json.loads(archive.read(name)) if not each.get("subtype"))
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        with tempfile.NamedTemporaryFile() as plain:
            plain.write(gzip.decompress(path.read_bytes()))
            plain.flush()
            yield from map(_body, mailbox.mbox(plain.name))
    with tarfile.open(real_input.one("*maildir*/*.tar.xz")) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield _body(email.message_from_bytes(file.read()))
    yield from documents().values()


def _body(mail: email.message.Message) -> str:
    """What a mail says in plain text; "" where it says it otherwise."""
    part = next((part for part in mail.walk() if part.get_content_type() == "text/plain"), None)
    body = part.get_payload(decode=True) if part is not None else None
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else ""


def _enough(several_of: dict[str, list[str]]) -> dict[str, list[str]]:
    several = {
        name: list(dict.fromkeys(text for text in texts if len(text) >= LONG_ENOUGH)) for name, texts in several_of.items()
    }
    return {name: texts[:400] for name, texts in several.items() if len(texts) >= 2 * FEWEST}


def _chapters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with tarfile.open(real_input.one("*handbooks/*.tar.xz")) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            if file is not None:
                text = file.read().decode("utf-8", "replace")
                found[Path(member.name).stem] += [part.strip() for part in re.split(r"\n\s*\n", text)]
    return found


def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        with tempfile.NamedTemporaryFile() as plain:
            plain.write(gzip.decompress(path.read_bytes()))
            plain.flush()
            for mail in mailbox.mbox(plain.name):
                own = [line for line in _body(mail).split("\n-- \n")[0].splitlines() if line[:1] != ">"]
                found[re.split(r"[-_]\d{4}", path.name)[0]].append("\n".join(own).strip()[:4_000])
    return found


def _channels() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with zipfile.ZipFile(real_input.one("slack*/*.zip")) as archive:
        for name in sorted(archive.namelist()):
            channel, _, day = name.rpartition("/")
            if day[:2] == "20" and day.endswith(".json"):
                said = json.loads(archive.read(name))
                found[channel] += [str(each.get("text", "")) for each in said if not each.get("subtype")]
    return found


def documents() -> dict[str, str]:
    """Documents of a company and chapters of a handbook, as far as their words can be read."""
    with tempfile.TemporaryDirectory() as folder:
        for pattern in ("*company-documents/*.zip", "*office-formats/*.zip"):
            with zipfile.ZipFile(real_input.one(pattern)) as archive:
                archive.extractall(folder)
        with tarfile.open(real_input.one("*handbooks/*.tar.xz")) as archive:
            archive.extractall(folder, filter="data")
        return {name: text for name, text in of_folder(Path(folder)).items() if len(text) >= 1_000}


def of_folder(folder: Path) -> dict[str, str]:
    """The texts of the files in the folder, by path; "" of what cannot be read."""
    from intramural.kit.files import documents, sniffing

    found = {}
    with tempfile.TemporaryDirectory() as bench:
        for path in sorted(each for each in folder.rglob("*") if each.is_file()):
            written = Path(bench) / "text"
            written.unlink(missing_ok=True)
            try:
                documents.read(path, Path(bench), sniffing.sniff(path, path.name).media_type)
            except Exception as fault:
                print(f"{path.name}: {fault}", file=sys.stderr)
            text = written.read_text(encoding="utf-8", errors="replace") if written.exists() else ""
            found[str(path.relative_to(folder))] = text if text.strip() else ""
    return found


def _cut(text: str, chance: random.Random) -> str:
    """A third of it, from somewhere."""
    words = text.split()
    first = chance.randrange(max(1, len(words) * 2 // 3))
    return " ".join(words[first : first + max(60, len(words) // 3)])


def _reworded(text: str, chance: random.Random) -> str:
    """Every sixth word another, and sentences in another order."""
    words = text.split()
    others = [word for word in words if word.isalpha()] or ["other"]
    changed = [chance.choice(others) if chance.random() < 1 / 6 else word for word in words]
    sentences = [" ".join(changed[place : place + 18]) for place in range(0, len(changed), 18)]
    chance.shuffle(sentences)
    return ". ".join(sentences)


def _reformatted(text: str, chance: random.Random) -> str:
    """Short lines with bullets and hyphens, in capitals here and there."""
    lines, line = [], ""
    for word in text.split():
        if len(line) + len(word) > 46:
            head = word[: len(word) // 2]
            if len(word) > 9 and word.isalpha() and word.islower():
                lines.append(f"{line} {head}-")
                line = word[len(word) // 2 :]
                continue
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    lines.append(line)
    return "\n".join(f"  * {each.upper()}" if chance.random() < 0.1 else f"> {each}" for each in lines)


def _within(text: str, chance: random.Random) -> str:
    """A paragraph of it within other words."""
    words = text.split()
    first = chance.randrange(max(1, len(words) - 120))
    return f"Hello all, here is what I found, in case it helps somebody. {' '.join(words[first : first + 120])} What do you think of it?"


CHANGES: dict[str, Callable[[str, random.Random], str]] = {
    "cut": _cut,
    "reworded": _reworded,
    "reformatted": _reformatted,
    "a paragraph": _within,
}


def is_a_version(text: str, originals: dict[str, str]) -> bool:
    """Whether it is a version of one of them or one of its series, by a measure of our own: a part of its runs of eight words is there too."""
    runs = _runs(text)
    return any(len(runs & _runs_of(name, other)) > max(2, len(runs) / 50) for name, other in originals.items())


_known_runs: dict[str, frozenset[str]] = {}


def _runs_of(name: str, text: str) -> frozenset[str]:
    if name not in _known_runs:
        _known_runs[name] = _runs(text)
    return _known_runs[name]


def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(" ".join(words[place : place + 8]) for place in range(max(0, len(words) - 8)))
