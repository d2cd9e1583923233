"""The JSON surface of one stewardship and of one's own absence. The list, with topics that nobody looks after, is in home."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from intramural.kit.wire import Day, Given, Moment, Shown, given_of
from intramural.people import queries as people
from intramural.people import scopes
from intramural.people.api import PersonName, UnitName, name_of
from intramural.people.entrance import PersonRequest
from intramural.people.programs import Surface
from intramural.stewards import actions, policy, queries

surface = Surface("Stewards")

KIND = Literal["topic", "function", "unit", "source"]
WIDEST = Literal["everyone", "unit", "space", "named"]
ASKS = Literal["ask", "tell", "fine"]


class StewardedTopic(Shown):
    slug: str
    name: str
    url: str


class Say(Shown):
    """What is asked of those who share. It holds nothing back, and neither does silence."""

    widest: WIDEST = Field(description="How far it may usually go.")
    asks: ASKS = Field(description="`ask` first, `tell`, or it is `fine`.")
    fine: str
    not_fine: str
    answers_within: int = Field(description="Working hours.")
    known_by: list[str] = Field(description="Words and phrases.")


class StewardshipLine(Shown):
    """Who looks after something, and what they ask. A topic that nobody ever looked after has neither id nor say."""

    id: str | None
    kind: KIND
    name: str
    topic: StewardedTopic | None
    unit: UnitName | None
    steward: PersonName | None
    deputy: PersonName | None
    acting: PersonName | None = Field(description="Who decides just now; null where nobody looks after it.")
    steward_away_through: Day | None
    say: Say | None
    url: str


class Example(Shown):
    id: str
    name: str
    characters: int


class Unreleased(Shown):
    """A name that is not out before a day."""

    id: str
    name: str
    opens_at: Moment


class NewUnreleased(Given):
    name: str = Field(max_length=80)
    opens_at: Moment


class Stewardship(StewardshipLine):
    examples: list[Example] | None = Field(description="For those who look after it; null for everybody else.")
    code_names: list[str] | None = Field(description="For those who look after it; null for everybody else.")
    watch: WIDEST | None = Field(
        description="Beyond what you are told, within a minute, of what goes wider; null where you are not told, and for who does not look after it."
    )
    unreleased: list[Unreleased] | None = Field(description="For those who look after it; null for everybody else.")


class Watch(Given):
    beyond: WIDEST = Field(
        description="You are told of what goes wider than this; `everyone`: of what people outside read too."
    )


class Named(Given):
    """Handles; null for nobody."""

    steward: str | None = Field(None, max_length=40)
    deputy: str | None = Field(None, max_length=40)


class NewSay(Given):
    """What is left out stays."""

    widest: WIDEST = "everyone"
    asks: ASKS = "tell"
    fine: str = Field("", max_length=300)
    not_fine: str = Field("", max_length=300)
    answers_within: int = Field(8, ge=1, le=80, description="Working hours.")
    known_by: list[str] = Field([], max_length=200)
    code_names: list[str] = Field([], max_length=200, description="For those who look after it.")


class NewExample(Given):
    name: str = Field(max_length=120)
    text: str = Field(max_length=actions.MOST_EXAMPLE)


class Absence(Given):
    through: Day


class Absent(Shown):
    through: Day | None = Field(description="The last day; null while you are not away.")


@surface.read("/stewards/{id}", scope=scopes.SPACES_READ, gives=Stewardship)
def stewardship(request: PersonRequest, id: str) -> Any:
    """Who looks after one thing"""
    return _whole(id, request)


@surface.write("PATCH", "/stewards/{id}", scope=scopes.STEWARDS_WRITE, gives=Stewardship)
def change_say(request: PersonRequest, id: str, said: NewSay) -> Any:
    """Change what is asked of those who share, as steward, as deputy, or as whoever may name them"""
    given = given_of(said)
    for name, field in (("known_by", "phrases"), ("code_names", "code_names")):
        if name in given:
            given[field] = "\n".join(given.pop(name))
    actions.say(queries.by_id(id, viewer=request.user), by=request.user, **given)
    return _whole(id, request)


@surface.write("PUT", "/stewards/{id}/people", scope=scopes.STEWARDS_WRITE, gives=Stewardship, shown_at="/stewards/{id}")
def entrust(request: PersonRequest, id: str, named: Named) -> Any:
    """Name steward and deputy: operators, the steward, and for a unit its head"""
    found = queries.by_id(id, viewer=request.user)
    policy.may_entrust(request.user, found).required()
    actions.entrust(found, by=request.user, **whom(request, named))
    return _whole(id, request)


@surface.write("PUT", "/stewards/{id}/watch", scope=scopes.STEWARDS_WRITE, gives=Stewardship, shown_at="/stewards/{id}")
def watch(request: PersonRequest, id: str, wanted: Watch) -> Any:
    """Be told within a minute when something about it goes wider, as one who looks after it"""
    actions.watch(queries.by_id(id, viewer=request.user), beyond=wanted.beyond, by=request.user)
    return _whole(id, request)


@surface.write("DELETE", "/stewards/{id}/watch", scope=scopes.STEWARDS_WRITE)
def end_watch(request: PersonRequest, id: str) -> Any:
    """Be told no longer"""
    actions.watch(queries.by_id(id, viewer=request.user), beyond="", by=request.user)


@surface.write("POST", "/stewards/{id}/examples", scope=scopes.STEWARDS_WRITE, gives=Example, shown_at="")
def add_example(request: PersonRequest, id: str, example: NewExample) -> Any:
    """Add a text that shows what it is about, as one who looks after it"""
    made = actions.add_example(queries.by_id(id, viewer=request.user), name=example.name, text=example.text, by=request.user)
    return _example(made)


@surface.write("DELETE", "/stewards/{id}/examples/{example_id}", scope=scopes.STEWARDS_WRITE)
def remove_example(request: PersonRequest, id: str, example_id: str) -> Any:
    """Remove an example, as one who looks after it"""
    found = queries.by_id(id, viewer=request.user)
    policy.may_keep_examples(request.user, found).required()
    actions.remove_example(queries.example(found, example_id), by=request.user)


@surface.write("POST", "/stewards/{id}/names", scope=scopes.STEWARDS_WRITE, gives=Unreleased, shown_at="")
def keep_name(request: PersonRequest, id: str, name: NewUnreleased) -> Any:
    """Keep a name that is not out before a day, as one who looks after it; the same name again gets another day"""
    found = queries.by_id(id, viewer=request.user)
    return _unreleased(actions.keep_name(found, name=name.name, opens_at=name.opens_at, by=request.user))


@surface.write("DELETE", "/stewards/{id}/names/{name_id}", scope=scopes.STEWARDS_WRITE)
def drop_name(request: PersonRequest, id: str, name_id: str) -> Any:
    """Forget a name that was not out yet, as one who looks after it"""
    found = queries.by_id(id, viewer=request.user)
    policy.may_keep_examples(request.user, found).required()
    actions.drop_name(queries.unreleased(found, name_id), by=request.user)


@surface.read("/me/absence", scope=scopes.SPACES_READ, gives=Absent)
def absence(request: PersonRequest) -> Any:
    """Until when you are away, and your deputies act"""
    return {"through": queries.away_through(request.user)}


@surface.write("PUT", "/me/absence", scope=scopes.STEWARDS_WRITE)
def go_away(request: PersonRequest, absence: Absence) -> Any:
    """Be away through a day; your deputies act meanwhile"""
    actions.go_away(by=request.user, through=absence.through)


@surface.write("DELETE", "/me/absence", scope=scopes.STEWARDS_WRITE)
def come_back(request: PersonRequest) -> Any:
    """Be back"""
    actions.come_back(by=request.user)


def whom(request: PersonRequest, named: Named) -> dict[str, Any]:
    """The people of these handles, ready to be named. Refuses (422) who is not there."""
    given = {"steward": named.steward, "deputy": named.deputy}
    return {field: people.named(handle or "", viewer=request.user, field=field) for field, handle in given.items()}


def line_of(it: Any) -> dict[str, Any]:
    """A StewardshipLine of a stewardship that came from its queries."""
    return {
        "id": it.public_id,
        "kind": it.kind,
        "name": it.over,
        "topic": it.topic and topic_name(it.topic),
        "unit": it.unit and {"id": it.unit.public_id, "name": it.unit.name},
        "steward": name_of(it.steward if it.steward is not None and it.steward.is_member else None),
        "deputy": name_of(it.deputy if it.deputy is not None and it.deputy.is_member else None),
        "acting": name_of(queries.acting(it)),
        "steward_away_through": queries.away_through(it.steward) if it.steward is not None else None,
        "say": {
            "widest": it.widest,
            "asks": it.asks,
            "fine": it.fine,
            "not_fine": it.not_fine,
            "answers_within": it.answers_within,
            "known_by": it.phrases.splitlines(),
        },
        "url": it.url,
    }


def line_without(topic: Any) -> dict[str, Any]:
    """A StewardshipLine of a topic that nobody ever looked after."""
    none = dict.fromkeys(("id", "unit", "steward", "deputy", "acting", "steward_away_through", "say"))
    named = topic_name(topic)
    return {**none, "kind": "topic", "name": topic.name, "topic": named, "url": named["url"]}


def topic_name(topic: Any) -> dict[str, str]:
    return {"slug": topic.slug, "name": topic.name, "url": f"/topics/{topic.slug}/"}


def _example(made: Any) -> dict[str, Any]:
    return {"id": made.public_id, "name": made.name, "characters": len(made.text)}


def _unreleased(kept: Any) -> dict[str, Any]:
    return {"id": kept.public_id, "name": kept.name, "opens_at": kept.opens_at}


def _whole(public_id: str, request: PersonRequest) -> dict[str, Any]:
    it = queries.by_id(public_id, viewer=request.user)
    keeps = policy.may_keep_examples(request.user, it).allowed
    return {
        **line_of(it),
        "examples": [_example(each) for each in it.examples.all()] if keeps else None,
        "code_names": it.code_names.splitlines() if keeps else None,
        "watch": (queries.watch_of(request.user, it) or None) if keeps else None,
        "unreleased": [_unreleased(each) for each in it.unreleased.all()] if keeps else None,
    }
