"""Reading a Mattermost export, a line at a time. Its messages have no ids: place, author and millisecond name them."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import IO, Any

from intramural.imports import emoji
from intramural.imports.errors import CannotBeRead
from intramural.imports.material import File, Joined, Message, Named, Part, Place
from intramural.imports.mattermost import words
from intramural.imports.reading import CHUNK, LARGEST_ITEM, Seen, Spool, line, mapping, moment, several, text
from intramural.kit.files import zips
from intramural.people.actions.bringing_in import Newcomer

KINDS = {"version", "team", "channel", "user", "bot", "post", "direct_channel", "direct_post", "emoji", "scheme", "role"}
# What the system itself says where an older export does not mark it as such; the name is that of the author.
_NOTICE = re.compile(r"@?([\w.-]+) (?:(joined)|left|(?:was )?(?:added to|removed from)) the (?:channel|team)\b[^\n]{0,80}\Z")
_MANY = 500


class MattermostExport:
    """The people, channels and messages of an export. `name` tells servers apart where there are several."""

    name = "Mattermost"

    def __init__(self, path: Path, *, server: str = "") -> None:
        self._path, self._server = path, server
        self._zip, self._inner = _found(path)
        self.total = self._zip.getinfo(self._inner).file_size if self._zip else Path(self._inner).stat().st_size
        self._users: set[str] = set()
        self._known_places: set[str] = set()
        self._memberships = Spool()
        try:
            with self._open() as stream:
                first = stream.read(4096).lstrip(b"\xef\xbb\xbf \r\n\t")
        except zips.BROKEN as error:
            raise _damaged(path, error) from None
        if not first.startswith(b"{"):
            raise CannotBeRead(
                f"{path.name} is not a Mattermost export: it does not hold a JSON object a line.",
                remedy="Give the .jsonl or .zip that `mmctl export` or `mattermost export bulk` made.",
            )

    def _open(self) -> IO[bytes]:
        return self._zip.open(self._inner) if self._zip else Path(self._inner).open("rb")

    def key(self, *parts: str) -> str:
        """A key of this server; long ones are shortened to a digest."""
        key = ":".join(("mattermost", self._server, *parts))
        return key if len(key) <= 150 else f"mattermost:{hashlib.sha256(key.encode()).hexdigest()}"

    def _person(self, name: str) -> str:
        return self.key("person", name) if name in self._users else ""

    def _channel(self, team: str, name: str) -> str:
        key = self.key("channel", team, name)
        return key if key in self._known_places else ""

    def people(self) -> Iterator[Newcomer | Named]:
        """Who has a line of their own, and at the end who only writes or is written to."""
        named: set[str] = set()
        for kind, thing, _ in self._lines():
            if kind in ("user", "bot") and (name := line(thing.get("username")).lower()):
                self._users.add(name)
                yield self._newcomer(name, thing)
                self._remember(name, thing)
            named.update(_names_in(kind, thing))
        for name in sorted(named - self._users):
            self._users.add(name)
            yield Newcomer(origin=self.key("person", name), name=name, handle=name)

    def _newcomer(self, name: str, user: dict[str, Any]) -> Newcomer:
        full = f"{line(user.get('first_name'))} {line(user.get('last_name'))}".strip()
        return Newcomer(
            origin=self.key("person", name),
            name=full or line(user.get("nickname")) or line(user.get("display_name")) or name,
            address=line(user.get("email")),
            handle=name,
            title=line(user.get("position")),
            comes_as="guest" if "system_guest" in line(user.get("roles")).split() else "",
            left_at=_at(user.get("delete_at")),
        )

    def _remember(self, name: str, user: dict[str, Any]) -> None:
        for team in map(mapping, several(user.get("teams"))):
            for channel in map(mapping, several(team.get("channels"))):
                key = self.key("channel", line(team.get("name")), line(channel.get("name")))
                is_owner = "channel_admin" in line(channel.get("roles")).split()
                self._memberships.add(0, key, json.dumps([key, name, is_owner]))

    def places(self) -> Iterator[Place | Named]:
        """A public channel of a team that everyone may join is open; every other one is for its members."""
        open_teams: set[str] = set()
        channels: dict[str, dict[str, Any]] = {}
        for kind, thing, _ in self._lines():
            if kind == "team" and thing.get("type") == "O" and thing.get("allow_open_invite") is True:
                open_teams.add(line(thing.get("name")))
            if kind == "channel":
                key = self.key("channel", line(thing.get("team")), line(thing.get("name")))
                if not line(thing.get("name")) or key in channels:
                    yield Named("it has no name, or one that came before", f"channel {line(thing.get('display_name'))}")
                else:
                    channels[key] = thing
        self._known_places = set(channels)
        members = groupby(map(json.loads, self._memberships.sorted()), key=itemgetter(0))
        for key, rows in members:
            if key in channels:
                yield self._place(key, channels.pop(key), open_teams, [(row[1], row[2]) for row in rows])
        for key, channel in channels.items():
            yield self._place(key, channel, open_teams, [])
        self._memberships.clear()

    def _place(
        self, key: str, channel: dict[str, Any], open_teams: set[str], members: list[tuple[str, bool]]
    ) -> Place:  # fmt: skip
        return Place(
            origin=key,
            name=line(channel.get("display_name")) or line(channel.get("name")),
            is_gated=channel.get("type") != "O" or line(channel.get("team")) not in open_teams,
            members=tuple(self.key("person", name) for name, _ in members),
            owners=tuple(self.key("person", name) for name, is_owner in members if is_owner),
            description=line(channel.get("purpose")) or line(channel.get("header")),
            archived_at=_at(channel.get("deleted_at") or channel.get("delete_at")),
        )

    def messages(self) -> Iterator[Part]:
        seen = Seen()
        for number, (kind, thing, size) in enumerate(self._lines(), 1):
            what = f"line {number}"
            if kind == "":
                yield Part(Named(thing["reason"], what, size))
            elif kind not in KINDS:
                yield Part(Named(f"it is something else: {kind[:40]}", what, size))
            elif kind in ("post", "direct_post"):
                yield from self._thread(kind, thing, what, size, seen)

    def _thread(self, kind: str, post: dict[str, Any], what: str, size: int, seen: Seen) -> Iterator[Part]:
        team = line(post.get("team"))
        if kind == "direct_post":
            circle = sorted({line(name).lower() for name in several(post.get("channel_members"))})
            place, among = "", tuple(self.key("person", name) for name in circle)
            where = self.key("talk", *circle)
        else:
            place = where = self.key("channel", team, line(post.get("channel")))
            among = ()
        root = self._part(post, team, where, place, among, what, size, seen)
        yield root
        for number, reply in enumerate(map(mapping, several(post.get("replies"))), 1):
            answers = root.said.origin if isinstance(root.said, Message) else ""
            yield self._part(reply, team, where, place, among, f"{what}, reply {number}", 0, seen, answers=answers)

    def _part(
        self, post: dict[str, Any], team: str, where: str, place: str, among: tuple[str, ...],
        what: str, size: int, seen: Seen, answers: str = "",
    ) -> Part:  # fmt: skip
        at, author, said = _at(post.get("create_at")), line(post.get("user")).lower(), text(post.get("message"))
        if at is None:
            return Part(Named("it has no date that can be", what, size))
        notice = _NOTICE.match(said)
        if line(post.get("type")).startswith("system_") or (notice and not post.get("replies")):
            joined = (Joined(place, self.key("person", author), at),) if "join" in f"{post.get('type')}{said}" else ()
            return Part(Named("it says nothing: a notice of Mattermost itself", what, size), joined if place else ())
        key = f"{where}:{author}:{post['create_at']}"
        is_same = seen.add(key, said)
        if is_same:
            return Part(Named("the same words of the same author at the same moment came before", what, size))
        if is_same is False:
            key += ":" + hashlib.sha256(said.encode()).hexdigest()[:16]
        files = tuple(self._attached(post))
        notes = ("a file of it stays in Mattermost, and is named",) * sum(file.content is None for file in files)
        reactions = [mapping(reaction) for reaction in several(post.get("reactions"))]
        return Part(
            Message(
                origin="mattermost:" + hashlib.sha256(key.encode()).hexdigest(),
                place=place,
                among=among,
                author=self.key("person", author),
                at=at,
                edited_at=_at(post.get("edit_at")),
                body=self._body(post, said, team) or ("" if files else "*(It has no words.)*"),
                what=what,
                answers=answers,
                reactions=tuple(
                    (self.key("person", line(reaction.get("user")).lower()), emoji.reaction(line(reaction["emoji_name"])))
                    for reaction in reactions[:10_000]
                    if line(reaction.get("emoji_name"))
                ),
                files=files,
                notes=notes if place in self._known_places or among else (*notes, "its channel is not in the export"),
                size=size,
            )
        )

    def _attached(self, post: dict[str, Any]) -> Iterator[File]:
        for path in (line(mapping(one).get("path")) for one in several(post.get("attachments"))[:_MANY]):
            if path:
                yield File(name=path.rsplit("/", 1)[-1], content=self._content(path))

    def _content(self, path: str) -> Callable[[], Iterable[bytes]] | None:
        """The bytes of a file that lies beside the .jsonl, in the folder `data` as Mattermost puts it there, or without."""
        if self._zip is not None:
            inside = next((name for name in (f"data/{path}", path) if name in self._zip.NameToInfo), "")
            return partial(_chunks, partial(self._zip.open, inside)) if inside else None
        home = Path(self._inner).resolve().parent
        for found in ((home / "data" / path).resolve(), (home / path).resolve()):
            if found.is_relative_to(home) and found.is_file():
                return partial(_chunks, partial(_open, found))
        return None

    def _body(self, post: dict[str, Any], said: str, team: str) -> str:
        if not said.strip():
            attached = map(mapping, several(mapping(post.get("props")).get("attachments")))
            said = "\n\n".join(filter(None, (text(one.get("text")) or text(one.get("fallback")) for one in attached)))
        return words.as_markdown(said, person=self._person, place=lambda name: self._channel(team, name))

    def _lines(self) -> Iterator[tuple[str, dict[str, Any], int]]:
        """Kind, content and size of each line; the kind of one that cannot be read is "", and its content the reason."""
        try:
            yield from self._lines_to_the_end()
        except zips.BROKEN:
            yield "", {"reason": "the file cannot be read to its end"}, 0

    def _lines_to_the_end(self) -> Iterator[tuple[str, dict[str, Any], int]]:
        with self._open() as stream:
            while raw := stream.readline(LARGEST_ITEM):
                size = len(raw)
                if not raw.endswith(b"\n") and size == LARGEST_ITEM:
                    while (rest := stream.readline(LARGEST_ITEM)) and not rest.endswith(b"\n"):
                        size += len(rest)
                    yield "", {"reason": "the line is too long"}, size
                    continue
                try:
                    thing = json.loads(raw.decode("utf-8-sig", "replace")) if raw.strip() else None
                except (ValueError, RecursionError):
                    yield "", {"reason": "the line is not JSON"}, size
                    continue
                if thing is not None:
                    kind = line(mapping(thing).get("type"))
                    is_thing = kind not in KINDS or kind == "version" or isinstance(thing.get(kind), dict)
                    if not kind or not is_thing:
                        yield "", {"reason": "the line does not say what it is"}, size
                    else:
                        yield kind, mapping(thing.get(kind)), size


def _found(path: Path) -> tuple[zipfile.ZipFile | None, str]:
    """The archive, if it is one, and the name of the .jsonl in it, in the folder, or itself."""
    if path.is_dir():
        inside = sorted(path.glob("*.jsonl"))
        if len(inside) == 1:
            return None, str(inside[0])
        raise CannotBeRead(f"{path} holds {len(inside)} .jsonl files.", remedy="Name the one to bring in.")
    if not zipfile.is_zipfile(path):
        return None, str(path)
    try:
        archive = zipfile.ZipFile(path)
    except zips.BROKEN as error:
        raise _damaged(path, error) from None
    names = [name for name in archive.namelist() if name.endswith(".jsonl")]
    if len(names) != 1:
        raise CannotBeRead(f"{path.name} holds {len(names)} .jsonl files.", remedy="Give the .zip as Mattermost made it.")
    return archive, names[0]


def _damaged(path: Path, error: Exception) -> CannotBeRead:
    return CannotBeRead(
        f"{path.name} cannot be read ({error}).",
        remedy="Give the file as Mattermost made it; copy it again if it broke on its way.",
    )


def _names_in(kind: str, thing: dict[str, Any]) -> Iterator[str]:
    if kind in ("post", "direct_post"):
        posts = [thing, *map(mapping, several(thing.get("replies")))]
        yield from (name for post in posts if (name := line(post.get("user")).lower()))
    if kind in ("direct_channel", "direct_post"):
        members = several(thing.get("members") if kind == "direct_channel" else thing.get("channel_members"))
        yield from (name for member in members if (name := line(member).lower()))


def _at(milliseconds: Any) -> datetime | None:
    return moment(milliseconds / 1000) if isinstance(milliseconds, int | float) and milliseconds > 0 else None


def _chunks(opened: Callable[[], IO[bytes]]) -> Iterator[bytes]:
    with opened() as stream:
        while chunk := stream.read(CHUNK):
            yield chunk


def _open(path: Path) -> IO[bytes]:
    return path.open("rb")
