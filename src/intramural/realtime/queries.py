"""What happened that somebody's open page should know of, and who may be told: asked when it is told, of the one predicate.

What is told is a word and a post's public id, and nothing else of it:

    post      others can read it since now
    changed   its words, its files, its readers' answers or reactions, or which answer was accepted; or this person may read it
              since now, or no longer, and knows of it
    gone      it was deleted, or is no longer for this person; or they knew of it, and know nothing of it any more
    again     what this person may see has changed: whatever is shown is asked for again
    missed    this person heard nothing for a while: as `again`, and everything that is shown may be old
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection

from intramural.audiences import visibility
from intramural.kit import clock
from intramural.people.middleware import person_of
from intramural.people.sessions import SessionStore
from intramural.posts.replies import author_is_out_sql
from intramural.record.models import Entry

NEW = {"PostReleased"}
CHANGED = {
    "PostEdited", "CommentReleased", "CommentEdited", "CommentDeleted", "Reacted", "ReactionTakenBack", "AnswerAccepted",
    "AnswerUnaccepted", "FileAttached", "FileDescribed", "FileRemoved", "EmbargoSet", "EmbargoMoved", "EmbargoAgreed",
    "EmbargoEnded",
}  # fmt: skip
OF_THE_TALK = {
    "CommentReleased", "CommentEdited", "CommentDeleted", "Reacted", "ReactionTakenBack", "AnswerAccepted", "AnswerUnaccepted",
    "FileAttached", "FileDescribed", "FileRemoved",
}  # fmt: skip
"""What may be of the talk under a post, which is not for every author of one: see `posts.replies`."""
GONE = {"PostDeleted"}
NARROWED = {"AudienceChanged"}
OF_A_PERSON = {"SpaceJoined", "SpaceLeft", "RemovedFromSpace", "PersonMoved", "PersonBecameGuest", "PersonBecameMember"}
OF_EVERYBODY = {"SpaceGated", "UnitMoved"}
OF_A_READER = {"PersonLetIn", "PersonPutOut"}
KNOWN = NEW | CHANGED | GONE | NARROWED | OF_A_PERSON | OF_EVERYBODY | OF_A_READER

_Told = tuple[str, int | None, bool, int | None, bool]

LATE = timedelta(seconds=3)
"""How much later than it was noted a thing may be committed, and still not be missed by who comes back."""
A_MOMENT = timedelta(seconds=10)
MOST_MISSED = 1000


@dataclass(frozen=True, slots=True)
class Happening:
    """An entry of the journal that pages may have to know of."""

    number: int
    at: datetime
    name: str
    post_id: int | None
    person_id: int | None
    from_audience_id: int | None
    from_known_to_id: int | None = None


@dataclass(frozen=True, slots=True)
class News:
    """One thing to tell one person: see the module."""

    word: str
    post: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Known:
    """Whose session it is, and a mark of the password that it was opened with."""

    person: int
    mark: int


def signed_in(key: str | None) -> Known | None:
    """Whom the session with this key is of, as every page decides it."""
    person = person_of(key, SessionStore(key))
    return Known(person.pk, hash(person.password)) if person is not None else None


def still_signed_in(keys: Iterable[str]) -> dict[str, Known]:
    """Those of the sessions that are still somebody's who may sign in."""
    asked = list(keys)
    found: dict[str, Known] = {}
    for begin in range(0, len(asked), 500):
        some = asked[begin : begin + 500]
        marks = ",".join(["%s"] * len(some))
        rows = _rows(
            "SELECT s.session_key, p.id, p.password FROM people_session s JOIN people_person p ON p.id = s.person_id "
            f"WHERE p.is_active AND s.expire_date > %s AND s.session_key IN ({marks})",
            [connection.ops.adapt_datetimefield_value(clock.now()), *some],
        )
        found |= {key: Known(person, hash(password)) for key, person, password in rows}
    return found


def newest() -> int:
    """The number of the journal's newest entry."""
    return Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0


def entries(*, after: int, gaps: Collection[int] = (), most: int = MOST_MISSED) -> list[tuple[int, Happening | None]]:
    """What was noted after an entry, oldest first, with what has come into the gaps before it; None: nothing for pages."""
    found = Entry.objects.filter(pk__gt=after)
    if gaps:
        found = found | Entry.objects.filter(pk__in=list(gaps))
    rows = found.order_by("pk").values_list("pk", "at", "name", "facts")[:most]
    return [(pk, _happening(pk, at, name, facts)) for pk, at, name, facts in rows]


@dataclass(frozen=True)
class Recent:
    """The last happenings, oldest first, and since when nothing is left out; `number` is the newest entry's."""

    happenings: list[Happening]
    since: datetime
    number: int


def recent() -> Recent:
    """What happened lately, as far as it is worth going through for who comes back."""
    rows = list(Entry.objects.order_by("-pk").values_list("pk", "at", "name", "facts")[:MOST_MISSED])
    happenings = [_happening(*row) for row in reversed(rows)]
    since = rows[-1][1] if len(rows) == MOST_MISSED else clock.EPOCH
    return Recent([one for one in happenings if one is not None], since, rows[0][0] if rows else 0)


def missed(lately: Iterable[Happening], since: datetime, *, after: datetime | None, person: int) -> list[News]:
    """What this person is told who has heard nothing since `after`; `lately` is whole from `since` on.

    A moment that is still to come is no moment of ours: the machine's clock was put back since.

    Who was away for longer than a moment asks anew for whatever is shown and is told of new posts alone: that a post they can
    read was changed would tell of a comment that came and went meanwhile, and that one is gone, of what was never theirs.
    """
    now = clock.now()
    if after is None or after < since or after > now:
        return [News("missed", "", now)]
    found = [one for one in lately if one.at > after - LATE]
    if after > now - A_MOMENT:
        return told(found, {person}).get(person, [])
    new = told([one for one in found if one.name in NEW], {person}).get(person, [])
    return [News("missed", "", after), *(one for one in new if one.word == "post")]


def told(happenings: Sequence[Happening], people: Collection[int]) -> dict[int, list[News]]:
    """Whom of these people to tell what, decided now: person → news, each thing once. At most four queries, six where something
    translucent changed.

    Nothing is told from a moment to come, whatever the journal says: a page goes on from the moment of what it heard last.
    """
    news, now = defaultdict[int, dict[tuple[str, str], News]](dict), clock.now()

    def tell(person: int, word: str, post: str, at: datetime) -> None:
        mine = news[person]
        mine.pop((word, post), None)
        mine[word, post] = News(word, post, min(at, now))

    posts = _posts({one.post_id for one in happenings if one.post_id is not None})
    see = _seeing(dict.fromkeys(posts, ""), people)
    lost = {
        one.number: _seeing({one.post_id: str(int(one.from_audience_id))}, people).get(one.post_id, set())
        for one in happenings
        if one.from_audience_id is not None and one.post_id in posts
    }
    forgotten = _forgotten(happenings, posts, people)
    for one in happenings:
        if one.name in OF_A_READER:
            if one.post_id in posts and one.person_id is not None and one.person_id in people:
                tell(one.person_id, "changed", posts[one.post_id][0], one.at)
            continue
        if one.name in OF_EVERYBODY or one.name in OF_A_PERSON:
            for person in people if one.name in OF_EVERYBODY else {one.person_id} & set(people):
                tell(person, "again", "", one.at)  # type: ignore[arg-type]
        if one.post_id not in posts:
            continue
        post, author, is_deleted, _, is_out = posts[one.post_id]
        word = "gone" if is_deleted else "post" if one.name in NEW else "changed"
        not_told = author if word == "post" or (is_out and one.name in OF_THE_TALK) else None
        for person in see.get(one.post_id, ()):
            if person != not_told:
                tell(person, word, post, one.at)
        for person in (lost.get(one.number, set()) | forgotten.get(one.number, set())) - see.get(one.post_id, set()):
            tell(person, "gone", post, one.at)
    return {person: sorted(mine.values(), key=lambda one: one.at) for person, mine in news.items()}


def _forgotten(happenings: Sequence[Happening], posts: Mapping[int, _Told], people: Collection[int]) -> dict[int, set[int]]:
    """happening → who knew of its post before by the words of its shell, and knows nothing of it now."""
    found: dict[int, set[int]] = {}
    for one in happenings:
        if one.post_id is None or one.post_id not in posts:
            continue
        known_to = one.from_known_to_id if one.name in NARROWED else posts[one.post_id][3] if one.name in GONE else None
        if known_to is not None:
            asked = {"known_to": str(int(known_to)), "before": "NULL"}
            knew = _asking(visibility.known_sql("p", person="v", **asked), [one.post_id], people)
            knows = _asking(f"p.state = 'published' AND {visibility.known_sql('p', person='v')}", [one.post_id], people)
            found[one.number] = {who for _, who in knew} - {who for _, who in knows}
    return found


def visible(public_ids: Collection[str], *, person: int) -> list[str]:
    """Those of the posts that this person may still read, or may still know of."""
    asked = list(public_ids)
    if not asked:
        return []
    names = {f"id{n}": one for n, one in enumerate(asked)}
    rows = _rows(
        "SELECT p.public_id FROM posts_post p JOIN people_person v ON v.id = %(person)s WHERE p.state = 'published'"
        f" AND p.public_id IN ({','.join(f'%({name})s' for name in names)})"
        f" AND ({visibility.sql('p', person='v')} OR {visibility.known_sql('p', person='v')})",
        {**names, "person": person, "now": connection.ops.adapt_datetimefield_value(clock.now())},
    )
    return [public_id for (public_id,) in rows]


def _seeing(posts: dict[int, str], people: Collection[int]) -> dict[int, set[int]]:
    """post → who of the people may see it now; with an audience's number, who might if it had that audience."""
    found: dict[int, set[int]] = defaultdict(set)
    for audience in set(posts.values()):
        which = [pk for pk, its in posts.items() if its == audience]
        for post, person in _asking(visibility.sql("p", person="v", audience=audience), which, people):
            found[post].add(person)
    return found


def _asking(predicate: str, posts: Collection[int], people: Collection[int]) -> Iterator[tuple[int, int]]:
    """The pairs of a post `p` and a person `v` for whom the predicate holds now."""
    which, everybody = ",".join(str(int(pk)) for pk in posts), sorted(people)
    for begin in range(0, len(everybody), 2000):
        some = ",".join(str(int(person)) for person in everybody[begin : begin + 2000])
        yield from _rows(
            f"SELECT p.id, v.id FROM posts_post p JOIN people_person v ON v.id IN ({some}) WHERE p.id IN ({which})"
            f" AND {predicate}",
            {"now": connection.ops.adapt_datetimefield_value(clock.now())},
        )


def _posts(numbers: Collection[int]) -> dict[int, _Told]:
    """number → public id, author, whether it was deleted, who may know of it, whether its author does not read the talk about it."""
    if not numbers:
        return {}
    which = ",".join(str(int(number)) for number in sorted(numbers))
    rows = _rows(
        f"SELECT p.id, p.public_id, p.author_id, p.state, p.known_to_id, {author_is_out_sql('p')} FROM posts_post p WHERE p.id IN ({which})",
        {"now": connection.ops.adapt_datetimefield_value(clock.now())},
    )
    return {
        pk: (public_id, author, state == "deleted", known_to, bool(out))
        for pk, public_id, author, state, known_to, out in rows
    }


def _happening(pk: int, at: datetime, name: str, facts: dict[str, Any]) -> Happening | None:
    if name not in KNOWN:
        return None
    named = (facts.get(each) for each in ("post_id", "person_id", "from_audience_id", "from_known_to_id"))
    return Happening(pk, at, name, *named)


def _rows(statement: str, parameters: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())


def position(at: datetime) -> str:
    """A moment as a page and a stream write it, to go on from there."""
    return str(round((at - clock.EPOCH).total_seconds() * 1_000_000))


def read_position(text: str) -> datetime | None:
    """The moment that a page or a browser names; None for what none of ours gave out."""
    if not text.isascii() or not text.isdigit() or len(text) > 17:
        return None
    return clock.EPOCH + timedelta(microseconds=int(text))
