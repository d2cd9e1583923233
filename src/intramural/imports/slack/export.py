"""Reading a Slack export, a message at a time, each channel in the order of its time."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from intramural.imports import emoji
from intramural.imports.errors import CannotBeRead
from intramural.imports.material import File, Joined, Message, Named, Part, Place
from intramural.imports.reading import Spool, items_of_array, line, mapping, moment, several
from intramural.imports.slack import words
from intramural.kit import clock, plain
from intramural.kit.files import zips
from intramural.people.actions.bringing_in import Newcomer

# What Slack itself says about a channel; nobody wrote it.
NOTICES = {
    "channel_join", "channel_leave", "channel_topic", "channel_purpose", "channel_name", "channel_archive",
    "channel_unarchive", "channel_posting_permissions", "channel_convert_to_private", "channel_canvas_updated",
    "group_join", "group_leave", "group_topic", "group_purpose", "group_name", "group_archive", "group_unarchive",
    "bot_add", "bot_remove", "bot_enable", "bot_disable", "pinned_item", "unpinned_item", "reminder_add",
    "sh_room_created", "huddle_thread", "app_conversation_join", "ekm_access_denied",
}  # fmt: skip
JOINS = {"channel_join", "group_join"}
SLACK_ITSELF = "USLACKBOT"
GUESTS = ("is_restricted", "is_ultra_restricted", "is_stranger")
GONE_FILES = {"tombstone", "hidden_by_limit", "file_access"}
LISTS = ("channels.json", "groups.json", "mpims.json", "dms.json")
DELETED = "*This message was deleted before it was brought in.*"


class SlackExport:
    """The people, places and messages of an export."""

    name = "Slack"

    def __init__(self, path: Path) -> None:
        self._files = _Files(path)
        if not self._files.has("users.json") and not self._files.has("channels.json"):
            raise CannotBeRead(
                f"{path.name} is not a Slack export: it holds neither users.json nor channels.json.",
                remedy="Give the .zip as Slack made it, or the folder that it unpacks to.",
            )
        self.total = sum(size for _, size in self._files.messages())
        self._workspace = ""
        self._places: dict[str, str] = {}

    def key(self, id: str) -> str:
        """Something of this workspace; ids may come in lower case, a message is "channel:time"."""
        return f"slack:{self._workspace}:{id.upper()}"[:200]

    def people(self) -> Iterator[Newcomer | Named]:
        for user in self._files.items("users.json"):
            if isinstance(user, Named):
                yield user
                continue
            if not line(user.get("id")):
                yield Named("it has no id", "a person of users.json")
                continue
            self._workspace = self._workspace or line(user.get("team_id"))
            yield self._newcomer(line(user["id"]), user, mapping(user.get("profile")))

    def _newcomer(self, id: str, user: dict[str, Any], profile: dict[str, Any]) -> Newcomer:
        names = (profile.get("real_name"), user.get("real_name"), profile.get("display_name"), user.get("name"), id)
        return Newcomer(
            origin=self.key(id),
            name=next(filter(None, map(line, names))),
            address=line(profile.get("email")),
            handle=line(profile.get("display_name")) or line(user.get("name")),
            title=line(profile.get("title")),
            pronouns=line(profile.get("pronouns")),
            time_zone=line(user.get("tz")),
            comes_as="guest" if any(user.get(sign) is True for sign in GUESTS) else "",
            left_at=(moment(user.get("updated")) or clock.now()) if user.get("deleted") is True else None,
        )

    def places(self) -> Iterator[Place | Named]:
        known = set()
        for kind in LISTS:
            for channel in self._files.items(kind):
                if isinstance(channel, Named):
                    yield channel
                    continue
                id = line(channel.get("id"))
                name = line(channel.get("name")) or id
                if not id or id in known:
                    yield Named("it has no id" if not id else "another of the same id came before", f"{kind}: {name}")
                    continue
                known.add(id)
                self._places[id if kind == "dms.json" else name] = id
                yield self._place(id, name, kind, channel)
        for folder in self._files.folders():
            if folder not in self._places:
                self._places[folder] = folder
                yield Place(origin=self.key(folder), name=folder, is_gated=True)

    def _place(self, id: str, name: str, kind: str, channel: dict[str, Any]) -> Place:
        members = tuple(self.key(line(member)) for member in several(channel.get("members")))
        creator = self.key(line(channel.get("creator")))
        about = [line(mapping(channel.get(part)).get("value")) for part in ("purpose", "topic")]
        is_shared = any(channel.get(sign) is True for sign in ("is_ext_shared", "is_pending_ext_shared"))
        founded_at = moment(channel.get("created"))
        updated = channel.get("updated")
        updated_at = moment(updated / 1000) if isinstance(updated, int | float) else None
        return Place(
            origin=self.key(id),
            name=name,
            is_gated=kind != "channels.json" or channel.get("is_private") is True,
            is_talk=kind in ("dms.json", "mpims.json"),
            is_external=is_shared,
            members=members,
            owners=(creator,) if creator in members else (),
            description=next(filter(None, about), ""),
            founded_at=founded_at,
            archived_at=(updated_at or founded_at or clock.EPOCH) if channel.get("is_archived") is True else None,
        )

    def messages(self) -> Iterator[Part]:
        with Spool() as spool:
            for folder, paths in self._files.by_folder():
                size = sum(size for _, size in paths)
                yield from self._spooled(spool, [path for path, _ in paths])
                yield from self._of_folder(spool, folder, size)
                spool.clear()

    def _spooled(self, spool: Spool, paths: list[str]) -> Iterator[Part]:
        for path in paths:
            try:
                for item, source in self._files.array(path):
                    time = line(item.get("ts")) if isinstance(item, dict) else ""
                    if moment(time) is None:
                        yield Part(Named("it has no date that can be", f"{path}: {source[:120]}"))
                    else:
                        spool.add(float(time), time, source)
            except zips.BROKEN as error:
                yield Part(Named("the file cannot be read to its end", f"{path}: {error}"))

    def _of_folder(self, spool: Spool, folder: str, size: int) -> Iterator[Part]:
        channel, before, done = self._places[folder], "", 0
        for source in spool.sorted():
            message = json.loads(source)
            time = line(message.get("ts"))
            share = min(len(source), size - done)
            done += share
            yield self._part(message, channel, folder, share, is_twin=time == before)
            before = time
        if size > done:
            self.total -= size - done

    def _part(self, message: dict[str, Any], channel: str, folder: str, size: int, *, is_twin: bool) -> Part:
        time, subtype = line(message["ts"]), line(message.get("subtype"))
        what = f"{folder}, {time}"
        place, author = self.key(channel), self.key(line(message.get("user")))
        at = moment(time)
        assert at is not None
        if is_twin:
            return Part(Named("another message of the same place and time came before", what, size))
        if subtype in NOTICES:
            joined = (Joined(place, author, at),) if subtype in JOINS else ()
            return Part(Named("it says nothing: a notice of Slack itself", f"{what}: {subtype}", size), joined)
        if subtype == "tombstone" and not message.get("reply_count"):
            return Part(Named("it was deleted in the source", what, size))
        thread = line(message.get("thread_ts"))
        files, notes = self._attached(message)
        return Part(
            Message(
                origin=self.key(f"{channel}:{time}"),
                place=place,
                author=author,
                stranger=_name_in(message) if line(message.get("user")).upper() != SLACK_ITSELF else "",
                at=at,
                edited_at=moment(mapping(message.get("edited")).get("ts")),
                body=self._body(message, subtype, has_files=bool(files)),
                what=what,
                answers=self.key(f"{channel}:{thread}") if thread and thread != time else "",
                reactions=tuple(self._reactions(message)),
                files=files,
                notes=notes,
                size=size,
            )
        )

    def _body(self, message: dict[str, Any], subtype: str, *, has_files: bool) -> str:
        if subtype == "tombstone":
            return DELETED
        body = words.of_message(message, self.key)
        program = line(message.get("username")) or line(mapping(message.get("bot_profile")).get("name"))
        if not message.get("user") and program:
            body = f"**{plain.as_markdown(program)}** (a program): {body}"
        if body.strip() or has_files:
            return body
        return "*A call was held.*" if message.get("room") else "*(It has no words.)*"

    def _reactions(self, message: dict[str, Any]) -> Iterator[tuple[str, str]]:
        for reaction in map(mapping, several(message.get("reactions"))):
            for user in several(reaction.get("users")):
                if line(reaction.get("name")):
                    yield self.key(line(user)), emoji.reaction(line(reaction["name"]))

    def _attached(self, message: dict[str, Any]) -> tuple[tuple[File, ...], tuple[str, ...]]:
        """Files stay in Slack. The key that an export puts into their addresses would let anybody in: it is left out."""
        files, notes = [], []
        for file in map(mapping, several(message.get("files"))):
            url = line(file.get("permalink")) or line(file.get("url_private"))
            if line(file.get("mode")) in GONE_FILES or not url.startswith("https://"):
                notes.append("a file of it was deleted in the source")
                continue
            size = file.get("size")
            files.append(
                File(
                    name=line(file.get("name")) or line(file.get("title")) or "file",
                    url=url.partition("?")[0],
                    media_type=line(file.get("mimetype")),
                    size=size if isinstance(size, int) and 0 <= size < 2**60 else 0,
                )
            )
            notes.append("a file of it stays in Slack, and is linked")
        return tuple(files), tuple(notes)


def _name_in(message: dict[str, Any]) -> str:
    profile = mapping(message.get("user_profile")) if message.get("user") else {}
    return next(filter(None, (line(profile.get(part)) for part in ("real_name", "display_name", "name"))), "")


class _Files:
    """The files of an export, in a .zip or a folder; paths are "users.json" and "channel/file.json"."""

    def __init__(self, path: Path) -> None:
        self._zip: zipfile.ZipFile | None = None
        self._sizes: dict[str, int] = {}
        self._real: dict[str, str] = {}
        if path.is_dir():
            found = [(str(file.relative_to(path)), file.stat().st_size) for file in path.rglob("*.json") if file.is_file()]
            self._folder = path
        else:
            try:
                self._zip = zipfile.ZipFile(path)
            except zips.BROKEN as error:
                raise CannotBeRead(
                    f"{path} cannot be opened as a .zip ({error}).", remedy="Give the .zip as Slack made it."
                ) from None
            found = [(item.filename, item.file_size) for item in self._zip.infolist() if item.filename.endswith(".json")]
        depth = min((name.count("/") for name, _ in found if Path(name).name in ("users.json", *LISTS)), default=0)
        for name, size in found:
            inner = "/".join(name.split("/")[depth:])
            if inner.count("/") <= 1:
                self._sizes[inner], self._real[inner] = size, name

    def has(self, path: str) -> bool:
        return path in self._sizes

    def messages(self) -> list[tuple[str, int]]:
        return [(path, size) for path, size in self._sizes.items() if "/" in path]

    def folders(self) -> list[str]:
        return sorted({path.split("/")[0] for path in self._sizes if "/" in path})

    def by_folder(self) -> Iterator[tuple[str, list[tuple[str, int]]]]:
        grouped: dict[str, list[tuple[str, int]]] = {}
        for path, size in sorted(self.messages()):
            grouped.setdefault(path.split("/")[0], []).append((path, size))
        yield from grouped.items()

    def open(self, path: str) -> IO[bytes]:
        return self._zip.open(self._real[path]) if self._zip else (self._folder / self._real[path]).open("rb")

    def array(self, path: str) -> Iterator[tuple[Any, str]]:
        with self.open(path) as stream:
            yield from items_of_array(stream)

    def items(self, path: str) -> Iterator[dict[str, Any] | Named]:
        """The objects of a list that may be absent, broken, or hold other things."""
        if not self.has(path):
            return
        try:
            for item, source in self.array(path):
                yield (
                    item
                    if isinstance(item, dict)
                    else Named("it is not what this file should hold", f"{path}: {source[:80]}")
                )
        except zips.BROKEN as error:
            yield Named("the file cannot be read to its end", f"{path}: {error}")
