"""What somebody has put into the composer: words and choices as they were typed, nothing resolved and nothing refused.

    form or draft  →  Composition  →  choice(…), named(…), …  →  actions.share

A draft keeps a composition as it is, half done or wrong; only sharing asks whether it makes sense.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields, replace
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from intramural.audiences.models import AUTHOR, EVERYONE, Audience
from intramural.kit import markup
from intramural.kit.errors import NotFound, Unacceptable
from intramural.people import queries as people
from intramural.people.models import Person, Unit
from intramural.posts import reach, text
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Embargo, Post, Provenance
from intramural.posts.queries import embargoes
from intramural.spaces import queries as spaces
from intramural.spaces.models import Space
from intramural.stewards import queries as stewards
from intramural.topics.models import Topic
from intramural.ui.environment import read_moment, zone_of

SEVERAL = ("units", "then_units")
"""The fields that a form may send more than once."""
_BETWEEN = re.compile(r"[\s,;]+")


@dataclass(frozen=True)
class Composition:
    """The composer's fields. `space` is a slug, `units` are public ids, `people` and `honours` handles as typed.

    `why_wide` is the author's word on why it goes so far; `options` are a poll's, a line each; `way`, `url`, `made_by` and `owner`
    tell where a found document comes from. `known_to` is "everyone" or a unit's public id where it is translucent: they read
    title and `summary`. With `opens_at`, a time as it was typed, it is not before that: until then for the audience, `then` for
    another.
    """

    kind: str = "update"
    title: str = ""
    body: str = ""
    audience: str = "everyone"
    space: str = ""
    units: tuple[str, ...] = ()
    people: str = ""
    known_to: str = ""
    summary: str = ""
    voice: str = "role"
    voice_unit: str = ""
    why_wide: str = ""
    options: str = ""
    honours: str = ""
    way: str = ""
    url: str = ""
    made_by: str = ""
    owner: str = ""
    opens_at: str = ""
    then: str = "everyone"
    then_space: str = ""
    then_units: tuple[str, ...] = ()
    then_people: str = ""

    @property
    def is_empty(self) -> bool:
        """Whether nothing was written yet that would be missed."""
        return not any(value.strip() for value in (self.title, self.body, self.options, self.url))

    def plan(self) -> dict[str, Any]:
        """All but the words, to be kept with a draft."""
        kept = asdict(self)
        del kept["body"]
        return kept


def read(given: Mapping[str, Any], *, several: Mapping[str, list[str]] | None = None) -> Composition:
    """The composition that a form's fields make; what is missing has its default. `several` holds the repeated fields."""
    values: dict[str, Any] = {}
    for field in fields(Composition):
        if field.name in SEVERAL:
            chosen = (several or given).get(field.name, [])
            values[field.name] = tuple(markup.clean_line(str(unit)) for unit in chosen if unit)
        elif field.name == "body":
            values["body"] = markup.clean(str(given.get("body", "")))
        elif field.name in given:
            values[field.name] = markup.clean(str(given[field.name]))
    return Composition(**values)


def several_of(form: QueryDict) -> dict[str, list[str]]:
    """What a form sends more than once."""
    return {name: form.getlist(name) for name in SEVERAL}


def of(post: Post) -> Composition:
    """The composition that a draft holds, or that a published post would be again."""
    if post.state == Post.State.DRAFT and post.plan:
        return read({**post.plan, "body": post.body})
    chosen = {
        "kind": post.kind,
        "title": post.title,
        "body": post.body,
        "voice": post.voice,
        "why_wide": post.why_wide,
        **_choice_of(post),
    }
    if post.voice_unit is not None:
        chosen["voice_unit"] = post.voice_unit.public_id
    chosen["options"] = "\n".join(post.options.values_list("text", flat=True))
    chosen["honours"] = _handles(post.honours.order_by("name"))
    if post.kind == Post.Kind.FOUND and (source := Provenance.objects.filter(post=post).first()) is not None:
        chosen.update(way=source.way, url=source.url, made_by=source.made_by, owner=source.owner)
    return read(chosen)


def choice(composed: Composition, *, by: Person) -> reach.Choice:
    """Whom it is for. Refuses (422) units, spaces and people that are not there for this author, in the same words."""
    kind = composed.audience
    # In the form the question is not asked of what all can read, nor of what nobody else can: an answer left over means nothing.
    known_to = None if kind in ("everyone", "me") else _known_to(composed.known_to, by=by)
    if kind in ("space", "members"):
        return reach.Choice(kind, space=_space(composed.space, by=by), known_to=known_to)
    if kind == "units":
        return reach.Choice(kind, units=_units(composed.units, by=by), known_to=known_to)
    if kind == "people":
        return reach.Choice(kind, people=named(composed.people, by=by, field="people"), known_to=known_to)
    return reach.Choice(kind, known_to=known_to)


def _known_to(chosen: str, *, by: Person) -> reach.Choice | None:
    if not chosen:
        return None
    if chosen == "everyone":
        return reach.Choice()
    return reach.Choice("units", units=_units((chosen,), by=by, field="known_to"))


def not_before(composed: Composition, *, by: Person) -> reach.NotBefore | None:
    """When it goes further, and how far; None for what waits for no day. Refuses (422) as `choice`, and what is no time."""
    if not composed.opens_at.strip():
        return None
    later = replace(
        composed, audience=composed.then, space=composed.then_space, units=composed.then_units, people=composed.then_people
    )
    try:
        return reach.NotBefore(opens_at=read_moment(composed.opens_at, by=by), then=choice(later, by=by))
    except Unacceptable as no:
        raise Unacceptable(no.message, remedy=no.remedy, field=THEN.get(no.field, no.field)) from None


THEN = {"audience": "then", "space": "then_space", "units": "then_units", "people": "then_people"}
"""The fields that say whom it is for, and those that say so for when its day has come."""


def as_typed(at: datetime, *, by: Person) -> str:
    """A moment as a form shows it, on the person's clock."""
    here = at.astimezone(zone_of(by))
    return here.strftime("%Y-%m-%dT%H:%M:%S" if here.second else "%Y-%m-%dT%H:%M")


def looked_after_by(composed: Composition, *, by: Person) -> list[Person]:
    """Who looks after the topics that its words name, and the unit that it speaks for: they are in the circle that knows.

    Of what its author alone knows until then nobody is told.
    """
    if not composed.opens_at.strip() or composed.audience not in ("people", "units"):
        return []
    _, words = markup.mentioned(composed.body)
    unit = voice_unit(composed, by=by)
    over = stewards.over(
        topics=list(Topic.objects.filter(slug__in=words).values_list("pk", flat=True)) if words else [],
        units=[unit.pk] if unit is not None else [],
    )
    return list({each.pk: each for one in over for each in stewards.deciders(one)}.values())


def beside(composed: Composition, *, by: Person) -> Beside:
    """What its kind has besides words. Refuses (422) people who are not there for the author."""
    return Beside(
        options=tuple(composed.options.splitlines()) if composed.kind == Post.Kind.POLL else (),
        honours=named(composed.honours, by=by, field="honours") if composed.kind == Post.Kind.KUDOS else (),
        source=Source(composed.way, composed.url, composed.made_by, composed.owner),
    )


def handles_in(typed: str) -> list[str]:
    """The handles that somebody typed in a line, each once, whether or not they are anybody's."""
    return list(dict.fromkeys(word.lstrip("@").lower() for word in _BETWEEN.split(typed) if word.lstrip("@")))


def named(typed: str, *, by: Person, field: str) -> tuple[Person, ...]:
    """The people whom the author names, in their order. Refuses (422) whom the author cannot find, and a name of several."""
    return tuple(people.all_named(typed, viewer=by, field=field))


def voice_unit(composed: Composition, *, by: Person) -> Unit | None:
    """The unit that it would speak for: the one that is named, else the only one there is.

    Whether the author may is the policy's to say.
    """
    if composed.voice != Post.Voice.OFFICIAL:
        return None
    units = people.speaks_for(by)
    if composed.voice_unit:
        return units.filter(public_id=composed.voice_unit).first()
    found = list(units[:2])
    return found[0] if len(found) == 1 else None


def checked(composed: Composition) -> Composition:
    """The composition, if kind and voice are among those that exist. Refuses (422) others.

    Without a kind it is a status if it is as short as one, else an update.
    """
    if not composed.kind:
        is_short = len(composed.body.strip("\n")) <= text.MOST_STATUS and not composed.title.strip()
        composed = replace(composed, kind=Post.Kind.STATUS.value if is_short else Post.Kind.UPDATE.value)
    for field, value, known in (("kind", composed.kind, Post.Kind), ("voice", composed.voice, Post.Voice)):
        if value not in known.values:
            raise Unacceptable(
                f"{value[:40]!r} is not a {field}.", remedy=f"Choose one of: {', '.join(known.values)}.", field=field
            )
    return composed


def _choice_of(post: Post) -> dict[str, Any]:
    """Whom its author chose; of what waits for its day not those who are in the circle because they look after it."""
    embargo = embargoes.in_force(post) if post.author is not None else None
    chosen = embargo.audience_chosen if embargo is not None and post.audience_before_id is None else None
    return {
        **_choice(chosen or post.audience, post.space, author_id=post.author_id),
        **_known_of(post),
        **_then_of(post, embargo),
    }


def _then_of(post: Post, embargo: Embargo | None) -> dict[str, Any]:
    """What its embargo chose, if it waits for its day."""
    if embargo is None or post.author is None:
        return {}
    then = _choice(embargo.audience_then, embargo.space_then, author_id=post.author_id)
    return {"opens_at": as_typed(embargo.opens_at, by=post.author), **{THEN[name]: value for name, value in then.items()}}


def _choice(audience: Audience, space_of: Space | None, *, author_id: int | None) -> dict[str, Any]:
    audience = audience.base or audience
    chosen: dict[str, Any] = {"space": space_of.slug if space_of is not None else ""}
    if audience.pk in (EVERYONE, AUTHOR):
        kind = "me" if audience.pk == AUTHOR else ("space" if space_of is not None else "everyone")
    elif audience.kind == Audience.Kind.UNITS:
        kind, chosen["units"] = "units", list(audience.units.values_list("public_id", flat=True))
    elif audience.kind == Audience.Kind.PEOPLE:
        kind = "people"
        chosen["people"] = _handles(audience.people.exclude(pk=author_id).order_by("name"))
    else:
        space = Space.objects.filter(circle=audience).first()
        kind = "space" if space is not None and space.is_gated else "members"
        chosen["space"] = space.slug if space is not None else ""
    return {"audience": kind, **chosen}


def _known_of(post: Post) -> dict[str, str]:
    if post.known_to is None:
        return {}
    unit = None if post.known_to.pk == EVERYONE else post.known_to.units.first()
    return {"known_to": unit.public_id if unit is not None else "everyone", "summary": post.summary}


def choices(by: Person, composed: Composition) -> dict[str, Any]:
    """What the composer offers this person: units, spaces they may post in, and the units for which they speak."""
    mine = list(spaces.of_member(by).filter(archived_at=None))
    if further := {composed.space, composed.then_space} - {space.slug for space in mine} - {""}:
        mine += spaces.visible_to(by).filter(slug__in=further, archived_at=None)
    units = people.unit_tree() if by.is_member else []
    return {
        "spaces": [(space.slug, space.name) for space in mine],
        "units": units,
        "known_to": _who_may_know(by, units),
        "opens_at": _for_form(composed.opens_at, by=by),
        "speaks_for": [(unit.public_id, unit.name) for unit in people.speaks_for(by).order_by("name")],
    }


def _for_form(typed: str, *, by: Person) -> str:
    """A time as the form's field takes it; what is none stays as it was typed."""
    try:
        return as_typed(read_moment(typed, by=by), by=by) if typed.strip() else ""
    except Unacceptable:
        return typed


def _who_may_know(by: Person, units: Sequence[Unit]) -> list[tuple[str, str]]:
    """Who else may know of a translucent post: everyone, or a unit that the author is in, the smallest first. No guest offers it."""
    if not by.is_member:
        return []
    line = {int(step) for step in by.unit.path.split(".") if step} if by.unit is not None else set()
    own = [(unit.public_id, unit.name) for unit in reversed(units) if unit.pk in line]
    return [("", "Nobody else"), ("everyone", "Everyone here"), *own]


def _handles(named: QuerySet[Person]) -> str:
    """Those who can be named again; whoever was erased is nobody any more."""
    return " ".join(f"@{handle}" for handle in named.filter(erased_at=None).values_list("handle", flat=True))


def _space(slug: str, *, by: Person) -> Space:
    try:
        return spaces.by_slug(slug, viewer=by)
    except NotFound:
        raise Unacceptable(
            "That space is not there for you to post in.", remedy="Choose one from the list.", field="space"
        ) from None


def _units(public_ids: tuple[str, ...], *, by: Person, field: str = "units") -> tuple[Unit, ...]:
    found = tuple(Unit.objects.filter(public_id__in=public_ids)) if by.is_member else ()
    if len(found) < len(set(public_ids)):
        raise Unacceptable("One of those units is not there.", remedy="Choose from the list.", field=field)
    return found
