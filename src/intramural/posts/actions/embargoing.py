"""Not before a day and hour (R95): a post is for a circle that knows, and opens by itself to whom was chosen for later.

    published to the circle  →  its time comes, or somebody lifts it  →  released to `audience_then`, as if published then
                             →  somebody calls it off                 →  it stays with the circle

Nothing opens but `open_due`, which the keeper calls, and `lift`: whatever stands still, an embargo opens late and never early.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from intramural.audiences import actions as audiences
from intramural.audiences import queries as reaches
from intramural.audiences.decisions import Decision, no, yes
from intramural.audiences.models import EVERYONE, Audience
from intramural.kit import clock
from intramural.kit.errors import Conflict, Unacceptable
from intramural.kit.markup import clean_line
from intramural.people.models import Person
from intramural.posts import policy, reach
from intramural.posts.actions.narrowing import for_no_more, not_let_back, stays_with_its_source
from intramural.posts.errors import AlreadyNarrowed, NoEmbargo
from intramural.posts.events import (
    AudienceChanged,
    EmbargoAgreed,
    EmbargoEnded,
    EmbargoMoved,
    EmbargoSet,
    PostReleased,
)
from intramural.posts.models import Agreement, Embargo, Post
from intramural.posts.queries import embargoes as queries
from intramural.record import journal
from intramural.spaces import policy as spaces_policy
from intramural.spaces import queries as spaces

LONGEST = timedelta(days=366)
MOST_REASON = 300
MOST_NAMES, LONGEST_NAME = 20, 80
End = Embargo.End
_OF_MEMBERS = (Audience.Kind.EVERYONE, Audience.Kind.UNITS)
_OTHERWISE = "Call it off, or have its author choose other readers for then."


@transaction.atomic
def embargo(post: Post, *, by: Person, opens_at: datetime, then: reach.Choice, names: str = "") -> Embargo:
    """Has a post that is shared with a circle open at a time to more people. Its author's alone.

    Refuses (422) a time that is past or more than a year ahead, an audience that lets nobody more read it, answers of others
    to more people than they were given to, and what `stays_with_its_source` refuses; (409) what is narrowed, or waits for its
    day already.
    """
    policy.may_edit(by, post).required()
    then = reach.held(then)
    post = _locked(post)
    if post.state != Post.State.PUBLISHED or queries.in_force(post) is not None:
        raise NoEmbargo("It waits for its day already, or is not shared yet.", remedy="Move the day instead.")
    for_no_more(post, reach.resolve(then, by=by), by=by)
    return begin(post, by=by, opens_at=opens_at, then=then, names=names)


def begin(post: Post, *, by: Person, opens_at: datetime, then: reach.Choice, names: str = "") -> Embargo:
    """As `embargo`, of a post that is published in this transaction. Who looks after its topics is let into the circle."""
    then = reach.held(then)
    _check_time(opens_at, post)
    if post.audience_before_id is not None:
        raise AlreadyNarrowed("It is narrowed for now.", remedy="See what was agreed, or end that first.")
    _stays_inside(post, then)
    if post.known_to_id is not None:
        raise _known_to_its_circle()
    chosen = post.audience
    post.audience = audiences.with_people(chosen, queries.looked_after_by(post))
    audience = reach.resolve(then, by=by)
    stays_with_its_source(post, post.audience)
    stays_with_its_source(post, audience, field="then")
    _goes_further(audience, post.audience)
    post.save(update_fields=["audience"])
    made = Embargo.objects.create(
        post=post, opens_at=opens_at, audience_then=audience, audience_chosen=chosen, space_then=then.space,
        names=_names(names), moved_by=by, set_at=clock.now(),
    )  # fmt: skip
    Agreement.objects.create(embargo=made, person=by, at=made.set_at)
    journal.note(EmbargoSet(embargo_id=made.pk, post_id=post.pk), by=by, about=post)
    return made


@transaction.atomic
def move(
    embargo: Embargo,
    *,
    by: Person,
    opens_at: datetime,
    because: str = "",
    then: reach.Choice | None = None,
    names: str | None = None,
) -> Embargo:
    """Gives it another day, and its author another audience for then. Who had agreed with the day is asked anew.

    Refuses (403) whoever neither wrote it nor looks after it; (422) what `embargo` refuses, and no reason of whoever did not
    write it; (409) what has ended.
    """
    then = then and reach.held(then)
    embargo = _held(embargo)
    policy.may_keep_time(by, embargo.post).required()
    is_other_day = opens_at != embargo.opens_at
    if is_other_day:
        _check_time(opens_at, embargo.post)
        embargo.opens_at, embargo.moved_by = opens_at, by
        embargo.because = _reason(because, by=by, post=embargo.post)
        embargo.version += 1
    if then is not None:
        policy.may_edit(by, embargo.post).required()
        _give_then(embargo, then, by=by)
    if names is not None:
        embargo.names = _names(names)
    embargo.save()
    if is_other_day:
        embargo.agreements.all().delete()
        Agreement.objects.create(embargo=embargo, person=by, at=clock.now())
    journal.note(EmbargoMoved(embargo_id=embargo.pk, post_id=embargo.post_id), by=by, about=embargo.post)
    return embargo


@transaction.atomic
def agree(embargo: Embargo, *, by: Person) -> Embargo:
    """Says that the day is well chosen; again changes nothing. Refuses (403) whoever neither wrote it nor looks after it."""
    embargo = _held(embargo)
    policy.may_keep_time(by, embargo.post).required()
    _, is_new = Agreement.objects.get_or_create(embargo=embargo, person=by, defaults={"at": clock.now()})
    if is_new:
        journal.note(EmbargoAgreed(embargo_id=embargo.pk, post_id=embargo.post_id), by=by, about=embargo.post)
    return embargo


@transaction.atomic
def lift(embargo: Embargo, *, by: Person, because: str = "") -> Post:
    """Opens it now, as its day would. Refuses what `move` refuses, and (409) what is narrowed or grew from what is, and what would
    open where its author may not share."""
    embargo = _held(embargo)
    policy.may_keep_time(by, embargo.post).required()
    embargo.because = _reason(because, by=by, post=embargo.post)
    if embargo.post.audience_before_id is not None:
        raise AlreadyNarrowed("It is narrowed for now, and opens when that ends.", remedy="End the narrowing first.")
    if queries.waits_for_its_source(embargo.post):
        raise AlreadyNarrowed(
            "What it grew from is narrowed for now, and it opens when that ends.", remedy="End that first."
        )
    still = _may_stand_there(embargo)
    if not still:
        raise Conflict(still.because, remedy=still.remedy)
    return _open(embargo, End.LIFTED, by=by)


@transaction.atomic
def call_off(embargo: Embargo, *, by: Person, because: str = "") -> Post:
    """It opens no more by itself, and stays with the circle. Refuses what `move` refuses."""
    embargo = _held(embargo)
    policy.may_keep_time(by, embargo.post).required()
    embargo.because = _reason(because, by=by, post=embargo.post)
    return _end(embargo, End.CALLED_OFF, by=by)


def open_due() -> int:
    """Opens what has come to its time, each in a transaction of its own; returns how many.

    What would open where its author may not share it any more is called off.
    """
    opened = 0
    for pk in queries.due():
        with transaction.atomic():
            found = Embargo.objects.filter(pk=pk).first()
            if found is None:
                continue
            _locked(found.post)
            if pk in queries.due():
                embargo = _held(found)
                if _may_stand_there(embargo):
                    _open(embargo, End.OPENED, by=None)
                    opened += 1
                else:
                    _end(embargo, End.CALLED_OFF, by=None)
    return opened


def _may_stand_there(embargo: Embargo) -> Decision:
    """Whether its author may still share it with those for whom it opens, and in its voice. That their account has ended puts them
    out of no space, and takes nothing back that they said officially.
    """
    post, author, space = embargo.post, embargo.post.author, embargo.space_then
    if author is None:
        return yes("its author was erased")
    if author.standing == Person.Standing.GUEST and embargo.audience_then.kind in _OF_MEMBERS:
        return no("Its author is a guest now, and shares within their spaces.", remedy=_OTHERWISE)
    if author.is_active and not policy.may_speak(author, post.voice, post.voice_unit):
        return no(
            "Its author does not speak officially for that unit any more.", remedy="Call it off, or wait until they do."
        )
    if space is None or not (author.is_active or space.is_gated):
        return yes("its author may")
    if spaces_policy.may_post(author, space, spaces.membership(space, author)):
        return yes("its author may")
    return no("Its author may not post in the space any more into which it would open.", remedy=_OTHERWISE)


def forget(post: Post, *, by: Person | None) -> None:
    """The post is deleted in this transaction, and opens to nobody."""
    in_force = Embargo.objects.filter(post=post, ended_at=None)
    in_force.update(ended_at=clock.now(), ended_by=by, end=End.DELETED)


def let_in(post: Post, *, by: Person | None) -> None:
    """Lets those into the circle who look after the post's topics, which may be others than when it was published."""
    if queries.in_force(post) is None or post.audience_before_id is not None or queries.waits_for_its_source(post):
        return
    left = post.audience_id
    post.audience = audiences.with_people(post.audience, queries.looked_after_by(post))
    if post.audience_id != left:
        _give(post, left, by=by)


@transaction.atomic
def close_to_guest(person: Person) -> None:
    """Takes whoever is a guest from now on out of the circles that they were let into because they look after a post. Where its
    author named them, they stay."""
    in_circle = Q(post__audience__grants__person=person) | Q(post__audience_before__grants__person=person)
    theirs = Embargo.objects.filter(in_circle, ended_at=None, audience_chosen__isnull=False).exclude(post__author=person)
    for each in theirs.exclude(audience_chosen__grants__person=person).distinct().order_by("post_id"):
        _put_out(each, person)


def _put_out(embargo: Embargo, person: Person) -> None:
    post = _locked(embargo.post)
    held = queries.in_force(post)
    if held is None or held.pk != embargo.pk or held.audience_chosen is None:
        return
    others = [each for each in queries.looked_after_by(post) if each.pk != person.pk]
    smaller = audiences.with_people(held.audience_chosen, others)
    if post.audience_before_id is not None:
        post.audience_before = smaller
        post.save(update_fields=["audience_before"])
        return
    left = post.audience_id
    post.audience = smaller
    _give(post, left, by=None)


def circle(post: Post, chosen: Audience) -> Audience:
    """The audience that the author of a post under embargo chooses for its circle, with who looks after its topics.

    Refuses (422) one for which it would open to nobody more.
    """
    embargo = queries.in_force(post)
    if embargo is None:
        return chosen
    embargo.audience_chosen = chosen
    embargo.save(update_fields=["audience_chosen"])
    if post.audience_before_id is not None:
        return chosen
    chosen = audiences.with_people(chosen, queries.looked_after_by(post))
    _goes_further(embargo.audience_then, chosen, field="audience")
    return chosen


def stays_unknown(post: Post) -> None:
    """Refuses (422) to let others know of a post that waits for its day: it has one circle that knows."""
    if post.known_to is not None and queries.in_force(post) is not None:
        raise _known_to_its_circle()


def _known_to_its_circle() -> Unacceptable:
    return Unacceptable(
        "Until its day only its circle knows of it.", remedy="Leave out who else may know that it exists.", field="known_to"
    )


def _open(embargo: Embargo, how: str, *, by: Person | None) -> Post:
    """What others read, hear, are mailed and find follows from here as from any release (`Post.released_at`)."""
    post, now = embargo.post, clock.now()
    left = post.audience_id
    post.audience, post.space = embargo.audience_then, embargo.space_then
    is_out = post.released_at is not None and post.released_at <= now  # else its author's undo window ends first
    if is_out:
        post.released_at = now
        post.save(update_fields=["released_at"])
    _give(post, left, by=by)
    _end(embargo, how, by=by)
    if is_out:
        journal.note(PostReleased(post_id=post.pk), by=post.author, about=post)
    return post


def _end(embargo: Embargo, how: str, *, by: Person | None) -> Post:
    embargo.ended_at, embargo.ended_by, embargo.end = clock.now(), by, str(how)
    embargo.save()
    ended = EmbargoEnded(embargo_id=embargo.pk, post_id=embargo.post_id, end=str(how))
    journal.note(ended, by=by, about=embargo.post)
    return embargo.post


def _give(post: Post, left: int | None, *, by: Person | None) -> None:
    post.audience_version += 1
    post.save(update_fields=["audience", "space", "audience_version"])
    changed = AudienceChanged(
        post_id=post.pk, audience_id=post.audience.pk, audience_version=post.audience_version, from_audience_id=left
    )
    journal.note(changed, by=by, about=post)


def _give_then(embargo: Embargo, then: reach.Choice, *, by: Person) -> None:
    audience, said = reach.resolve(then, by=by), reaches.Spoken(embargo.post.released_at, embargo.post.author_id)
    if audience.pk != embargo.audience_then_id:
        not_let_back(embargo.post, audience, by=by)
        if reaches.goes_further(audience, than=embargo.audience_then, of=said):
            for_no_more(embargo.post, audience, by=by)
    _stays_inside(embargo.post, then)
    _goes_further(audience, embargo.post.audience)
    embargo.audience_then, embargo.space_then = audience, then.space


def _locked(post: Post) -> Post:
    """The post as it is now, for this transaction alone."""
    whole = Post.objects.select_for_update(of=("self",)).select_related("author", "audience")
    return whole.get(pk=post.pk)


def _held(embargo: Embargo) -> Embargo:
    """The embargo and its post as they are now, for this transaction alone. Refuses (409) one that has ended."""
    post = _locked(embargo.post)
    held = queries.in_force(post)
    if held is None or held.pk != embargo.pk:
        raise NoEmbargo("It does not wait for a day any more.")
    if held.space_then is not None:
        held.space_then = spaces.held(held.space_then)
        held.refresh_from_db(fields=["audience_then"])  # which gating had changed, if it had the space until now
    held.post = post
    return held


def _check_time(opens_at: datetime, post: Post) -> None:
    first = max(clock.now(), post.released_at or clock.EPOCH)
    if first < opens_at <= first + LONGEST:
        return
    is_past = opens_at <= first
    raise Unacceptable(
        "That time is past, or nearly so." if is_past else "That is more than a year ahead.",
        remedy="Choose a later one, or leave it out and share it now." if is_past else "Choose an earlier one.",
        field="opens_at",
    )


def _goes_further(then: Audience, circle: Audience, *, field: str = "then") -> None:
    is_everyone = then.pk == EVERYONE != circle.pk  # whoever comes later is in it too
    if not is_everyone and not reaches.goes_further(then, than=circle):
        raise Unacceptable(
            "Nobody more could read it then than before.",
            remedy="Choose fewer people who know until then, or more for whom it opens.",
            field=field,
        )


def _stays_inside(post: Post, then: reach.Choice) -> None:
    """R28: what was written inside is not moved to where people outside read it."""
    names_a_guest = then.kind == "people" and any(not each.is_member for each in then.people)
    is_inside = names_a_guest and not reach.of_audience(post.audience, space=post.space).outside
    if is_inside or (then.space is not None and then.space.is_external and then.space.pk != post.space_id):
        raise Unacceptable(
            "What is written inside does not open by itself to people outside.",
            remedy="Write it in the external space when its day has come.",
            field="then",
        )


def _reason(because: str, *, by: Person, post: Post) -> str:
    """The reason that its author reads; of the author themselves none is asked."""
    reason = clean_line(because)
    if not reason and by.pk != post.author_id:
        raise Unacceptable("The reason is missing.", remedy="Say in a sentence why; its author reads it.", field="because")
    if len(reason) > MOST_REASON:
        raise Unacceptable(
            f"A reason has at most {MOST_REASON} characters; this one has {len(reason)}.",
            remedy="Say the most important.",
            field="because",
        )
    return reason


def _names(typed: str) -> str:
    lines = list(dict.fromkeys(line for each in typed.splitlines() if (line := clean_line(each))))
    if len(lines) > MOST_NAMES or any(len(line) > LONGEST_NAME for line in lines):
        raise Unacceptable(
            f"At most {MOST_NAMES} lines of {LONGEST_NAME} characters fit here.",
            remedy="Keep the telling ones.",
            field="names",
        )
    return "\n".join(lines)
