"""What is written follows its author who is erased and the space it stands in, in the same transaction."""

from __future__ import annotations

from django.db.models import Exists, F, OuterRef, Q

from intramural.audiences.models import AUTHOR, EVERYONE
from intramural.kit import locks
from intramural.people.events import PersonBecameGuest, PersonErased
from intramural.people.models import Person
from intramural.posts import actions
from intramural.posts.models import Agreement, Attachment, Bookmark, Comment, Embargo, Mention, Post, PostFollow
from intramural.record import journal
from intramural.spaces.events import SpaceGated
from intramural.spaces.models import Space
from intramural.stewards.events import StewardshipEntrusted
from intramural.stewards.models import Stewardship


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """What others could read stays, without author; what nobody else could, drafts and notes to oneself, goes.

    Where others have spoken, what they said is theirs: it stays as it is, also under what its author kept for themselves since.
    """
    gone = event.person_id
    own = Post.objects.filter(author_id=gone)
    of_others = Comment.objects.filter(post=OuterRef("pk"), deleted_at=None).exclude(author_id=gone)
    own.filter(Q(state=Post.State.DRAFT) | Q(~Exists(of_others), audience_id=AUTHOR)).delete()
    own.update(author=None)
    Comment.objects.filter(author_id=gone).update(author=None)
    Attachment.objects.filter(added_by_id=gone).update(added_by=None)
    for trace in (Bookmark, PostFollow, Mention):
        trace.objects.filter(person_id=gone).delete()
    Post.honours.through.objects.filter(person_id=gone).delete()
    Agreement.objects.filter(person_id=gone).delete()
    for who in ("moved_by", "ended_by"):
        Embargo.objects.filter(**{who: gone}).update(**{who: None})


@journal.at_once(PersonBecameGuest)
def person_became_guest(event: PersonBecameGuest) -> None:
    """What waits for its day is closed to whoever knew of it because they looked after it as a member."""
    actions.close_to_guest(Person.objects.get(pk=event.person_id))


@journal.at_once(SpaceGated)
def space_gated(event: SpaceGated) -> None:
    """What everyone could read in the space is for its members from now on; what units or named people could, stays so.

    What is narrowed goes back to its members, and no further; what waits for its day opens to no more than them.
    """
    circle = Space.objects.values_list("circle_id", flat=True).get(pk=event.space_id)
    standing = Post.objects.filter(space_id=event.space_id)
    # Nobody narrows these or ends their narrowing meanwhile: a row that is neither any more, or not yet, would be passed over.
    locks.hold(standing.filter(Q(audience_id=EVERYONE) | Q(audience_before_id=EVERYONE)))
    standing.filter(audience_id=EVERYONE).update(audience_id=circle, audience_version=F("audience_version") + 1)
    standing.filter(audience_before_id=EVERYONE).update(audience_before_id=circle)
    Embargo.objects.filter(space_then=event.space_id, audience_then=EVERYONE).update(audience_then=circle)


@journal.at_once(StewardshipEntrusted)
def stewardship_entrusted(event: StewardshipEntrusted) -> None:
    """Whoever looks after a topic from now on is let into what waits for its day there."""
    over = Stewardship.objects.get(pk=event.stewardship_id)
    waiting = Post.objects.filter(embargoes__ended_at=None, embargoes__isnull=False, state=Post.State.PUBLISHED)
    for post in waiting.filter(topics=over.topic_id) if over.topic_id else ():
        actions.let_in(post, by=None)
