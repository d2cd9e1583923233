"""Sessions and tokens belong to their person, who sees and ends them."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.kit import clock
from intramural.kit.errors import NotFound, Unacceptable
from intramural.people import actions, queries, scopes
from intramural.people.models import Token
from intramural.people.testing import a_token

pytestmark = pytest.mark.django_db


def test_a_token_is_kept_as_its_hash_alone(ada):
    token, secret = actions.issue_token(by=ada, name=" Nightly  report ", allowed=["spaces:read", "posts:write"])
    assert secret.startswith("im_")
    assert secret not in str(Token.objects.values())
    assert (token.name, token.scopes) == ("Nightly report", ["posts:write", "spaces:read"])
    assert queries.token_of(secret) == token
    assert queries.token_of(secret + "x") is None


def test_a_token_runs_out(ada):
    _, secret = actions.issue_token(by=ada, name="Short", allowed=["posts:read"], days=1)
    with time_machine.travel(clock.now() + timedelta(days=1, seconds=1)):
        assert queries.token_of(secret) is None
    _, forever = actions.issue_token(by=ada, name="Long", allowed=["posts:read"], days=None)
    with time_machine.travel(clock.now() + timedelta(days=4000)):
        assert queries.token_of(forever) is not None


def test_a_token_ends_with_its_person(ada):
    _, secret = actions.issue_token(by=ada, name="T", allowed=["posts:read"])
    ada.is_active = False
    ada.save()
    assert queries.token_of(secret) is None


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "x" * 81}, {"allowed": []}, {"allowed": ["root"]}, {"days": 0}, {"days": 9999}]
)
def test_what_no_token_is(ada, wrong):
    with pytest.raises(Unacceptable):
        actions.issue_token(**{"by": ada, "name": "T", "allowed": ["posts:read"], **wrong})


def test_nobody_has_too_many(ada):
    for _ in range(30):
        actions.issue_token(by=ada, name="T", allowed=["posts:read"])
    with pytest.raises(Unacceptable):
        actions.issue_token(by=ada, name="T", allowed=["posts:read"])


def test_only_ones_own_are_ended(ada, ben):
    token, secret = actions.issue_token(by=ada, name="T", allowed=["posts:read"])
    with pytest.raises(NotFound):
        actions.end_token(token.public_id, by=ben)
    actions.end_token(token.public_id, by=ada)
    assert queries.token_of(secret) is None


def test_sessions_are_seen_and_ended(ada, ben, signed_in):
    here, there = signed_in(ada), signed_in(ada)
    assert queries.sessions_of(ada).count() == 2
    [other] = queries.sessions_of(ada).exclude(session_key=here.session.session_key)
    with pytest.raises(NotFound):
        actions.end_session(other.public_id, by=ben)
    actions.end_session(other.public_id, by=ada)
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200


def test_all_others_at_once(ada, ben, signed_in):
    here, bens = signed_in(ada), signed_in(ben)
    for _ in range(2):
        signed_in(ada)
    assert actions.end_other_sessions(by=ada, but=here.session.session_key) == 2
    assert here.get("/").status_code == 200
    assert bens.get("/").status_code == 200


def test_reading_and_writing_are_apart():
    assert scopes.allow(["posts:read"], scopes.POSTS_READ)
    assert not scopes.allow(["posts:write"], scopes.POSTS_READ)
    assert not scopes.allow(["posts:read"], scopes.POSTS_WRITE)
    assert not scopes.allow(["people:read"], scopes.POSTS_READ)


def test_a_secret_is_looked_up_once(ada, django_assert_num_queries):
    secret = a_token(ada)
    with django_assert_num_queries(1):
        assert queries.token_of(secret).person == ada
