"""The note beside *For you* counts what the inbox shows, though it is asked in another way."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.home.queries import beside
from intramural.kit import clock
from intramural.notifications import actions, queries
from intramural.notifications.testing import hear
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def test_the_note_beside_every_page_says_what_the_inbox_shows(ada, ben, django_capture_on_commit_callbacks):
    gated = a_space("Merger", owner=ada, members=(ben,), gated=True, sunset_on=(clock.now() + timedelta(days=9)).date())
    post = a_post(by=ada, body="@ben here", to=Choice("space", space=gated))
    open_post = a_post(by=ada, body="@ben there")
    said = a_comment(by=ada, on=open_post, body="@ben, and there")
    spaces.invite(a_space("Redwood", owner=ada, gated=True, is_listed=False), [ben], by=ada)
    hear(django_capture_on_commit_callbacks)
    for invited in ben.space_invitations.all():
        actions.tell_of_invitation(invited.space_id, ben.pk)
    type(gated).objects.filter(pk=gated.pk).update(renewal_asked_at=clock.now())
    actions.tell_of_renewal(gated.pk)

    def agree(person, count):
        assert len(queries.inbox(person, only="asks").rows) == beside(person).asks == count

    agree(ben, 4)
    agree(ada, 1)
    posts.delete_comment(said, by=ada)
    agree(ben, 3)
    posts.change_audience(post, by=ada, choice=Choice("me"))
    agree(ben, 2)
    spaces.decline(ben.space_invitations.get().space, by=ben)
    agree(ben, 1)
    actions.finish(queries.inbox(ben, only="asks").rows[0].news, by=ben)
    agree(ben, 0)
    type(gated).objects.filter(pk=gated.pk).update(renewal_asked_at=None)
    agree(ada, 0)
    assert beside(ben).asks_note == ""
