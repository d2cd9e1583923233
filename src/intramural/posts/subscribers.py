"""What is written follows its author who is erased and the space it stands in, in the same transaction."""

from __future__ import annotations

from django.db.models import F

from intramural.audiences.models import AUTHOR, EVERYONE
from intramural.people.events import PersonErased
from intramural.posts.models import Attachment, Bookmark, Comment, Mention, Post, PostFollow
from intramural.record import journal
from intramural.spaces.events import SpaceGated
from intramural.spaces.models import Space


@journal.at_once(PersonErased)
def person_erased(event: PersonErased) -> None:
    """What others could read stays, without author; what nobody else could, drafts and notes to oneself, goes."""
    gone = event.person_id
    own = Post.objects.filter(author_id=gone)
    (own.filter(state=Post.State.DRAFT) | own.filter(audience_id=AUTHOR)).delete()
    own.update(author=None)
    Comment.objects.filter(author_id=gone).update(author=None)
    Attachment.objects.filter(added_by_id=gone).update(added_by=None)
    for trace in (Bookmark, PostFollow, Mention):
        trace.objects.filter(person_id=gone).delete()
    Post.honours.through.objects.filter(person_id=gone).delete()


@journal.at_once(SpaceGated)
def space_gated(event: SpaceGated) -> None:
    """What everyone could read in the space is for its members from now on; what units or named people could, stays so.

    What is narrowed goes back to its members, and no further.
    """
    circle = Space.objects.values_list("circle_id", flat=True).get(pk=event.space_id)
    standing = Post.objects.filter(space_id=event.space_id)
    standing.filter(audience_id=EVERYONE).update(audience_id=circle, audience_version=F("audience_version") + 1)
    standing.filter(audience_before_id=EVERYONE).update(audience_before_id=circle)
