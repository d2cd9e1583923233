"""The page of one space: what it is for, and what is posted in it."""

from __future__ import annotations

from django.http import HttpResponse

from intramural.home import places
from intramural.kit import clock
from intramural.kit.paging import read_key
from intramural.people.entrance import PersonRequest, for_people
from intramural.posts import drawing
from intramural.posts import queries as posts
from intramural.spaces import actions as spaces_actions
from intramural.spaces import policy
from intramural.spaces import queries as spaces
from intramural.ui import answers


@for_people("GET")
def space(request: PersonRequest, slug: str) -> HttpResponse:
    """A space and what the person may read of what stands in it; its first page moves their own mark forward."""
    seen = spaces.seen(slug, viewer=request.user)
    looked_at = clock.now()
    after = read_key(request.GET.get("after"))
    page = posts.stream(request.user, only="space", space=seen.space.pk, after=after)
    mark = seen.membership
    if mark is not None and after is None:
        newest = max([card.released_at for card in page.rows[:1]] + [seen.space.archived_at or clock.EPOCH])
        if newest > mark.read_to:
            spaces_actions.read_to(seen.space, by=request.user, at=looked_at)
    return answers.page(
        request,
        "home/space.html",
        {
            "seen": seen,
            "cards": page.rows,
            "draw": drawing.draw,
            "next": page.next,
            "waiting": [card for card in places.margin(request).cards if card.slug == slug and card.kind == "renewal"],
            "is_first": after is None,
            "may_post": policy.may_post(request.user, seen.space, seen.membership),
            "may_join": policy.may_join(request.user, seen.space, invited=seen.invitation is not None),
            "may_invite": policy.may_invite(seen.space, seen.membership),
            "may_leave": policy.may_leave(seen.space),
        },
    )
