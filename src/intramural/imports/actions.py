"""Bringing in what a source yields: people, then places with their members, then messages in batches.

A batch is one transaction. A run that was stopped, in whatever way, leaves whole batches behind, and the next run goes on
where it ended, because everything knows its origin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from typing import TypeVar

from django.db import transaction

from intramural.audiences import actions as audiences
from intramural.audiences.models import AUTHOR
from intramural.imports import queries, references
from intramural.imports.material import Message, Named, Part, Passed, Place, Source
from intramural.imports.models import KnownAs
from intramural.imports.queries import People, Somebody, addresses_of_posts
from intramural.imports.references import Standing
from intramural.imports.report import Report
from intramural.imports.staff.roll import Roll, keys_of
from intramural.kit import markup, plain
from intramural.kit.errors import NotReady, Refusal
from intramural.kit.files import zips
from intramural.kit.files.taking import Taken as Brought
from intramural.people.actions import bringing_in as people
from intramural.people.actions import profiles
from intramural.people.models import Person, Unit
from intramural.posts import actions as posts
from intramural.posts import text
from intramural.posts.actions import bringing_in as writing
from intramural.posts.actions.bringing_in import LeftBehind, Said
from intramural.spaces.actions import bringing_in as spaces
from intramural.spaces.models import Space

BATCH = 500
Taken = dict[tuple[str, int], Brought]
"""The files whose bytes are kept, by message and place in it."""
T = TypeVar("T")
Step = Callable[[int, int], None]
"""Called after each batch with how much of the source (in its unit) and how many messages it was."""


def bring_in(source: Source, *, report: Report, step: Step = lambda size, messages: None) -> Report:
    """Takes everything that the source yields, or names it in the report with the reason. Again changes nothing."""
    known = People()
    for found in _batches(source.people()):
        _bring_in_people([one for one in found if isinstance(one, people.Newcomer)], report)
        _name(found, report)
        step(sum(one.size for one in found if isinstance(one, Passed)), 0)
    standings: dict[str, Standing] = {}
    for place in source.places():
        if not isinstance(place, Named):
            standings[place.origin] = _bring_in_place(place, source.name, known, report)
        else:
            report.name(place.reason, place.what)
    for parts in _batches(source.messages()):
        files = _take_files(parts, report)
        _bring_in_messages(parts, source.name, known, standings, report, files)
        step(sum(part.said.size for part in parts), len(parts))
    report.finished = True
    return report


def bring_in_staff(roll: Roll, *, report: Report, step: Step = lambda size, messages: None) -> Report:
    """Takes the people of a staff list with units and managers; fills in what is empty of those whom nobody has invited."""
    for found in _batches(roll.people()):
        newcomers = [one for one in found if isinstance(one, people.Newcomer)]
        arrived = _bring_in_people(newcomers, report)
        changed = {one.origin for one in newcomers if arrived[one.origin].is_new or arrived[one.origin].is_filled}
        report.taken += len(changed)
        report.unchanged += len({one.origin for one in newcomers}) - len(changed)
        again = len(newcomers) - len({one.origin for one in newcomers})
        for _ in range(again):
            report.name("another row of the same person came before", "")
        _name(found, report)
        step(sum(one.size for one in found if isinstance(one, Passed)), len(newcomers))
    known = People()
    for rows in _batches(roll.managers()):
        _set_managers(rows, known, report)
        step(sum(size for *_, size in rows), 0)
    report.finished = True
    return report


@transaction.atomic
def _set_managers(rows: Sequence[tuple[str, tuple[str, ...], str, int]], known: People, report: Report) -> None:
    """Gives people who have none their manager."""
    who = known.of({key for person, managers, *_ in rows for key in (person, *managers)})
    reports = Person.objects.filter(manager=None, standing=Person.Standing.IMPORTED, erased_at=None)
    without = reports.in_bulk([who[person].pk for person, *_ in rows if person in who])
    named = _by_name(said for _, _, said, _ in rows)
    for person, managers, said, _ in rows:
        manager = next((who[key].pk for key in managers if key in who), named.get(said))
        if person not in who or who[person].pk not in without:
            continue
        if manager is None:
            report.note("its manager is not known")
            continue
        try:
            profiles.place(without[who[person].pk], by=None, manager=Person.objects.get(pk=manager))
        except Refusal:
            report.note("its manager would report to it")


def _by_name(names: Iterable[str]) -> dict[str, int]:
    """Those names that one person has and no other."""
    alone: dict[str, int] = {}
    several: set[str] = set()
    for name, pk in Person.objects.filter(name__in=set(names), erased_at=None).values_list("name", "pk"):
        several.update({name} & alone.keys())
        alone[name] = pk
    return {name: pk for name, pk in alone.items() if name not in several}


def _name(things: Iterable[object], report: Report) -> None:
    for thing in things:
        if isinstance(thing, Named):
            report.name(thing.reason, thing.what)


@transaction.atomic
def _bring_in_people(newcomers: Sequence[people.Newcomer], report: Report) -> dict[str, people.Arrived]:
    """Who was met before is known by their origin, even if their address has changed since."""
    if not newcomers:
        return {}
    distinct = list({newcomer.origin: newcomer for newcomer in newcomers}.values())
    keys = {newcomer.origin: list(keys_of(newcomer)) for newcomer in distinct}
    met = {origin: pk for origin, (pk,) in queries.known(keys, "person_id").items()}
    arrived = people.bring_in(distinct, met=met)
    wanted = {key: arrived[origin].pk for origin in keys for key in keys[origin]}
    erased = set(Person.objects.filter(pk__in=wanted.values(), erased_at__isnull=False).values_list("pk", flat=True))
    known = queries.known(wanted)
    KnownAs.objects.bulk_create(
        KnownAs(origin=queries.digest_of(key) if pk in erased else key, person_id=pk)
        for key, pk in wanted.items()
        if key not in known
    )
    units = {who.unit_id for who in arrived.values() if who.unit_id and (who.is_new or who.is_filled)}
    audiences.units_changed(Unit.objects.filter(pk__in=units))
    report.people += sum(who.is_new for who in arrived.values())
    return arrived


@transaction.atomic
def _bring_in_place(place: Place, system: str, known: People, report: Report) -> Standing:
    met = known.of({*place.members, *place.owners})
    members = [met[key].pk for key in place.members if key in met]
    if place.is_talk:
        named = list(Person.objects.filter(pk__in=members))
        return Standing(audiences.for_people(named).pk if 0 < len(named) <= audiences.MOST_NAMED else AUTHOR)
    space, is_new = spaces.bring_in(
        spaces.Arrival(
            origin=place.origin,
            name=place.name,
            kind=Space.Kind.EXTERNAL if place.is_external else Space.Kind.SOCIAL,
            is_gated=place.is_gated or place.is_external,
            description=place.description,
            purpose=f"Brought in from {system}",
            members=members,
            owners=[met[key].pk for key in place.owners if key in met],
            founded_at=place.founded_at,
            archived_at=place.archived_at,
        )
    )
    report.spaces += is_new
    # What was private there stays with the members, even if its space was opened here in the meantime.
    audience_id = space.audience_id if not place.is_gated else space.circle_id
    return Standing(audience_id, space.pk, markup.clean_line(place.name), space.slug, not space.is_gated)


@transaction.atomic
def _bring_in_messages(
    parts: Sequence[Part], system: str, known: People, standings: dict[str, Standing], report: Report, taken: Taken
) -> None:
    messages = [part.said for part in parts if isinstance(part.said, Message)]
    referred = [references.named_in(message.body) for message in messages]
    joins = [joined for part in parts for joined in part.joined]
    who = known.of(
        {message.author for message in messages}
        | {key for message in messages for key in message.among}
        | {key for message in messages for key, _ in message.reactions}
        | {joined.person for joined in joins}
        | {key for keys, _ in referred for key in keys}
    )
    who |= _meet_strangers([message for message in messages if message.author not in who], known, report)
    addresses = addresses_of_posts(key for _, keys in referred for key in keys)
    among = {message.origin: _circle(message, who) for message in messages if not message.place}
    circles = audiences.for_each_circle(set(among.values()))
    said = []
    for message in messages:
        body, mentions = references.resolve(message.body, people=who, places=standings, messages=addresses)
        files = _files(message, taken)
        body = _with_names(body, [file.name for file, kept in zip(message.files, files, strict=True) if kept is None])
        most = text.MOST_COMMENT if message.answers else text.MOST_BODY
        if len(body) > most:
            report.note("it was longer than fits, and is cut")
        circle = among.get(message.origin, frozenset())
        if len(circle) > audiences.MOST_NAMED:
            report.note(f"it was for more than {audiences.MOST_NAMED} people, and only its author can see it")
        standing = standings.get(message.place) or Standing(circles.get(circle, AUTHOR))
        author = who.get(message.author)
        said.append(
            Said(
                origin=message.origin,
                audience_id=standing.audience_id,
                space_id=standing.space_id,
                author_id=author.pk if author and not author.is_erased else None,
                at=message.at,
                edited_at=message.edited_at,
                title=message.title,
                body=_fitting(body, most=most),
                answers=message.answers,
                is_in_a_thread=message.is_in_a_thread,
                mentions=mentions,
                reactions=tuple(
                    (who[key].pk, kind) for key, kind in message.reactions if key in who and not who[key].is_erased
                ),
                files=tuple(filter(None, files)),
                rendered=message.rendered if body == message.body else None,
            )
        )
    outcome = posts.bring_in(said, run=system)
    _note_joins({(j.place, j.person): j.at for j in joins}, standings, {key: person.pk for key, person in who.items()})
    report.taken += outcome.posts + outcome.comments
    report.unchanged += outcome.unchanged
    for note in (note for message in messages for note in message.notes):
        report.note(note)
    _name((part.said for part in parts), report)


def _meet_strangers(messages: Sequence[Message], known: People, report: Report) -> dict[str, Somebody]:
    """Who wrote and is not among the source's people is somebody all the same, under the name that the message gives."""
    strangers = [people.Newcomer(origin=m.author, name=m.stranger) for m in messages if m.author and m.stranger]
    _bring_in_people(strangers, report)
    return known.of(stranger.origin for stranger in strangers)


def _circle(message: Message, who: Mapping[str, Somebody]) -> frozenset[int]:
    return frozenset(who[key].pk for key in (message.author, *message.among) if key in who)


def _take_files(parts: Sequence[Part], report: Report) -> Taken:
    """Keeps the bytes that came with messages which are new here, each before any row names it."""
    coming = [
        part.said for part in parts if isinstance(part.said, Message) and any(file.content for file in part.said.files)
    ]
    here = writing.those_here(message.origin for message in coming) if coming else set()
    taken: Taken = {}
    for message in coming:
        for place, file in enumerate(message.files if message.origin not in here else ()):
            if file.content is not None:
                try:
                    taken[message.origin, place] = writing.take_file(file.name, file.content())
                except NotReady:
                    raise
                except Refusal as refusal:
                    report.note(f"a file of it was refused: {refusal.code}")
                except (KeyError, *zips.BROKEN):
                    report.note("a file of it cannot be read")
    return taken


def _files(message: Message, taken: Taken) -> list[LeftBehind | Brought | None]:
    """The files as they will stand under the message; None for one of which there is only the name."""
    found: list[LeftBehind | Brought | None] = []
    for place, file in enumerate(message.files):
        left = LeftBehind(file.name, file.url, file.media_type, file.size) if file.url else None
        found.append(taken.get((message.origin, place)) or left)
    return found


def _with_names(body: str, gone: Sequence[str]) -> str:
    """The text with the names of the files that lie nowhere from here on."""
    rows = (f"*A file that was not brought in: {plain.as_markdown(name)}*" for name in gone)
    return "\n\n".join([*filter(None, [body]), *rows])


def _fitting(body: str, *, most: int) -> str:
    """The text, cut where it is longer than a post or comment may be; the source of it keeps the rest."""
    return body if len(body) <= most else body[: most - 140].rsplit("\n", 1)[0] + "\n\n*(It was longer than fits here.)*"


def _note_joins(joins: dict[tuple[str, str], datetime], standings: dict[str, Standing], people_: dict[str, int]) -> None:
    found = {}
    for (place, person), at in joins.items():
        space_id = standings[place].space_id if place in standings else None
        if space_id is not None and person in people_:
            found[(space_id, people_[person])] = at
    spaces.joined(found)


def _batches(things: Iterable[T]) -> Iterator[list[T]]:
    rest = iter(things)
    while batch := list(islice(rest, BATCH)):
        yield batch
