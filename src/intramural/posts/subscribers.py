"""What is written follows its author, in the transaction that erases them."""

from __future__ import annotations

from intramural.audiences.models import AUTHOR
from intramural.people.events import PersonErased
from intramural.posts.models import Attachment, Bookmark, Comment, Mention, Post, PostFollow
from intramural.record import journal


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
