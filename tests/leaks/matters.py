"""What care does with the secret: a private talk about it, a narrowing by who looks after it or by its author; a consult
about a draft, in which who looks after it is asked; a request for access to what is translucent, which is for its author; and what
is not before a day."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from intramural.care import actions
from intramural.care.models import AccessRequest, Concern, Consult, Narrowing
from intramural.kit import clock
from intramural.notifications.testing import tell_of_access
from intramural.posts import actions as posts
from intramural.posts import composing
from intramural.posts.queries import embargoes
from intramural.posts.reach import Choice, NotBefore
from tests.leaks import policy

STATES = (
    "narrowed_by_steward", "taken_down", "draft_asked", "embargoed", "protected_then_narrowed", "translucent",
    "translucent_narrowed", "let_in", "grown_then_narrowed", "narrowed_then_deleted",
)  # fmt: skip
BY_ITS_AUTHOR = ("taken_down", "protected_then_narrowed")
TRANSLUCENT = ("translucent", "translucent_narrowed", "let_in")
GROWN = ("grown_then_narrowed",)


def more(world: Any) -> dict[str, Any]:
    """What a post in some states has besides: what is under embargo is for everyone long after the viewers have looked."""
    if world.state in TRANSLUCENT:
        return {"summary": f"{world.word('summary')} #{world.word('tag')}"}
    if world.state == "embargoed":
        return {"not_before": NotBefore(clock.now() + timedelta(days=30), Choice())}
    return {}


def turn(world: Any) -> None:
    """Both, at the addresses that the surfaces ask for; what is said in them is a secret of those on the matter."""
    if world.state == "draft_asked":
        _ask(world)
        return
    if world.state == "embargoed":
        _name(world)
        return
    if world.state in TRANSLUCENT:
        asked = actions.ask_for_access(world.post, by=world.people[policy.ASKS], words=world.word("request"))
        AccessRequest.objects.filter(pk=asked.pk).update(public_id=world.request_id)
        tell_of_access(world.people.values(), asked)
        if world.state == "let_in":
            actions.answer_access(asked, by=world.people["author"], answer="yes")
        if world.state == "translucent_narrowed":
            actions.narrow(world.post, by=world.people["author"], because=world.word("reason"))
        return
    if world.state != "protected_then_narrowed":
        concern = actions.raise_concern(world.post, by=world.people["steward"], kind="unsure", body=world.word("concern"))
        Concern.objects.filter(pk=concern.pk).update(public_id=world.concern_id)
    by = world.people["author" if world.state in BY_ITS_AUTHOR else "steward"]
    narrowing = actions.narrow(world.post, by=by, because=world.word("reason"), takes_down=world.state == "taken_down")
    Narrowing.objects.filter(pk=narrowing.pk).update(public_id=world.narrowing_id)
    if world.state == "narrowed_then_deleted":
        posts.delete(world.post, by=world.people["author"])


def grow(world: Any) -> None:
    """Its author makes an article of it and shares it with everybody."""
    draft = posts.grow(world.post, by=world.people["author"])
    posts.share(composing.of(draft), by=world.people["author"], draft=draft)


def _name(world: Any) -> None:
    """Who looks after it keeps a name of it, which is for those who keep its time alone."""
    embargo = embargoes.in_force(world.post)
    assert embargo is not None
    posts.move(embargo, by=world.people["steward"], opens_at=embargo.opens_at, names=world.word("name"))


def _ask(world: Any) -> None:
    """Its author asks the steward, who would have it otherwise; what they say is a secret of the two of them."""
    steward, author = world.people["steward"], world.people["author"]
    consult = actions.ask(world.post, by=author, people=(steward,), note=world.word("note"))
    wanted = actions.Wanted(
        body=f"{world.post.body} {world.word('offer')}", audience={"audience": "people", "people": "@nils"}
    )
    actions.opine(consult, by=steward, kind="if", because=world.word("condition"), wanted=wanted)
    actions.note_dissent(consult, by=author, because=world.word("dissent"))
    Consult.objects.filter(pk=consult.pk).update(public_id=world.consult_id)
