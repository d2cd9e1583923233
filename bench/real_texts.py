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
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests import real_input

FEWEST = 10
"""Examples that a topic needs before it is measured."""
LONG_ENOUGH = 200
"""Characters of a text that is about something: "thanks, see you" is a draft about no topic."""
MOST = 400
DOCUMENTS = ("chapters of a handbook",)
"""Sets whose texts are a steward's documents; those of the others are posts that everybody may read."""
_SEED = 1_723
_EVERYTHING_ELSE = ("random", "all-broadcast")
"""The two channels that Slack makes for all and for everything else; here the first was renamed."""


def topics() -> dict[str, dict[str, list[str]]]:
    """By kind and topic the texts of a handbook's chapters, of mailing lists, of channels, and of mails that come as a series.

    These rules were settled as the first figures came in, so they are no proof for other texts. Topics whose names differ only
    in numbers, or in what stands behind "for", are one ("week1" and "week2"; "titles-for-ops"). A text is long enough, begins a
    conversation where it is a message of a channel (a reply leans on what it answers, and is never learned from), and stands in
    no other topic word for word. Topics with fewer than twice FEWEST texts are learned and may be named wrongly, but are not
    among those that are promised.
    """
    sets = {
        "chapters of a handbook": _usable(_chapters()),
        "mailing lists": _usable(_lists()),
        "channels": _usable({name: texts for name, texts in _channels().items() if name not in _EVERYTHING_ELSE}),
        "series of mails": _usable(_series_of_mails(), fewest=2 * FEWEST),
    }
    return {name: {f"{name}: {topic}": texts for topic, texts in topics.items()} for name, topics in sets.items()}


def ordinary_talk() -> list[str]:
    """What people wrote about nothing of that: in the channels for everything else, and in mails that are of no series.
    In an order of its own, which is the same each time."""
    channels = _channels()
    talk = [text for name in _EVERYTHING_ELSE for text in channels[name]]
    series = {text for texts in _series_of_mails().values() if len(texts) >= 2 * FEWEST for text in texts}
    talk += [text for texts in _series_of_mails().values() for text in texts if text not in series]
    found = sorted({text for text in talk if len(text) >= LONG_ENOUGH})
    random.Random(_SEED).shuffle(found)
    return found[:4_000]


def _usable(several_of: dict[str, list[str]], *, fewest: int = 2) -> dict[str, list[str]]:
    joined: dict[str, list[str]] = defaultdict(list)
    for name, texts in several_of.items():
        joined[_series(name)] += texts
    in_topics = Counter(text for texts in joined.values() for text in set(texts))
    found = {
        name: [text for text in dict.fromkeys(texts) if len(text) >= LONG_ENOUGH and in_topics[text] == 1][:MOST]
        for name, texts in joined.items()
    }
    return {name: texts for name, texts in found.items() if len(texts) >= fewest}


def _series(name: str) -> str:
    """What names have in common that differ in numbers and dates, or in what stands behind "for"."""
    return re.sub(r"[\W_]+", " ", re.sub(r"\d+", "", re.sub(r"-for-\w+$", "", name))).strip().lower()


def everything() -> Iterator[str]:
    """Every text of the real input as somebody might paste it: messages, mails with what they quote, documents, handbooks."""
    with zipfile.ZipFile(real_input.one("slack*/*.zip")) as archive:
        for name in sorted(archive.namelist()):
            if name.rpartition("/")[2][:2] == "20" and name.endswith(".json"):
                yield from (str(each.get("text", "")) for each in json.loads(archive.read(name)) if not each.get("subtype"))
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        yield from map(_body, _mbox(path))
    yield from map(_body, _maildir())
    yield from documents().values()


def _body(mail: email.message.Message) -> str:
    """What a mail says in plain text; "" where it says it otherwise."""
    part = next((part for part in mail.walk() if part.get_content_type() == "text/plain"), None)
    body = part.get_payload(decode=True) if part is not None else None
    return body.decode("utf-8", "replace") if isinstance(body, bytes) else ""


def _chapters() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    with tarfile.open(real_input.one("*handbooks/*.tar.xz")) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".md") else None
            if file is not None:
                found[Path(member.name).stem] += _pieces(file.read().decode("utf-8", "replace"))
    return found


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces that are long enough, each of whole sentences or lines."""
    piece = ""
    for part in re.split(r"\n\s*\n|\n(?=[#*-])|(?<=[.!?])\s", text):
        piece = f"{piece} {' '.join(part.split())}".strip()
        if len(piece) >= LONG_ENOUGH:
            yield piece
            piece = ""


def _lists() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in real_input.several("*mailing-lists/*.mbox.gz"):
        for mail in _mbox(path):
            own = [line for line in _body(mail).split("\n-- \n")[0].splitlines() if line[:1] != ">"]
            found[re.split(r"[-_]\d{4}", path.name)[0]].append("\n".join(own).strip()[:4_000])
    return found


@cache
def _channels() -> dict[str, list[str]]:
    """By channel what begins a conversation, as it is brought in."""
    from intramural.imports.slack import words

    found: dict[str, list[str]] = defaultdict(list)
    with zipfile.ZipFile(real_input.one("slack*/*.zip")) as archive:
        for name in sorted(archive.namelist()):
            channel, _, day = name.rpartition("/")
            if day[:2] == "20" and day.endswith(".json"):
                for said in json.loads(archive.read(name)):
                    if not said.get("subtype") and said.get("thread_ts", said.get("ts")) == said.get("ts"):
                        found[channel].append(words.of_markup(str(said.get("text", "")), lambda key: key))
    return found


@cache
def _series_of_mails() -> dict[str, list[str]]:
    """Mails by what their subjects say beside numbers and dates; of each what its sender wrote, without what was passed on."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for mail in _maildir():
        subject = re.sub(r"(?i)^(?:(?:re|fw|fwd):\s*)+", "", str(mail["Subject"] or "").strip())
        subject = re.sub(r"(?i)\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", "", subject)
        own = re.split(r"(?m)^.*(?:-Original Message-|Forwarded by|^From:).*$", _body(mail))[0]
        found[_series(subject)][own.strip()[:4_000]] = None
    return {name: list(texts) for name, texts in found.items() if name}


def _maildir() -> Iterator[email.message.Message]:
    with tarfile.open(real_input.one("*maildir*/*.tar.xz")) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield email.message_from_bytes(file.read())


def _mbox(path: Path) -> Iterator[email.message.Message]:
    with tempfile.NamedTemporaryFile() as plain:
        plain.write(gzip.decompress(path.read_bytes()))
        plain.flush()
        yield from mailbox.mbox(plain.name)


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


@dataclass(frozen=True)
class Split:
    """Documents to keep, and others to ask about: altered ones, each with the original that it is made from; others that are
    no version of an original, of the same series though they be; and versions, which are neither right nor wrong."""

    originals: dict[str, str]
    altered: dict[str, tuple[str, str]]
    others: dict[str, str]
    versions: dict[str, str]


def split_documents() -> Split:
    """Half of the documents are kept, in an order of chance; each is altered in four ways. The others are asked as they are."""
    kept = documents()
    chance = random.Random(_SEED)
    names = sorted(kept)
    chance.shuffle(names)
    originals = {name: kept[name] for name in names[: len(names) // 2]}
    altered = {
        f"{name} · {way}": (change(text, chance), name)
        for name, text in originals.items()
        for way, change in CHANGES.items()
    }
    rest = {name: kept[name] for name in names[len(names) // 2 :]}
    versions = {name for name, text in rest.items() if _is_a_version(text, originals)}
    return Split(
        originals,
        altered,
        others={name: text for name, text in rest.items() if name not in versions},
        versions={name: text for name, text in rest.items() if name in versions},
    )


def _is_a_version(text: str, originals: dict[str, str]) -> bool:
    """Whether half of its runs of eight words, or of an original's, stand in the other too: it was made from it, or both from
    another. What a company says of itself at the end of all its news, and a disclaimer, are less, and no reason to be told."""
    runs = _runs(text)
    return any(
        2 * len(runs & others) > min(len(runs), len(others)) for others in map(_runs, originals.values()) if runs and others
    )


@cache
def _runs(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", text.lower())
    return frozenset(" ".join(words[place : place + 8]) for place in range(max(0, len(words) - 8)))
