"""D1: who looks after something makes it smaller, without any other right; it ends by itself unless somebody agrees."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from intramural.audiences.models import EVERYONE
from intramural.care import actions, queries
from intramural.care.actions import Circle
from intramural.care.errors import NotNow
from intramural.care.models import Narrowing, Sealed
from intramural.care.tasks import forget_sealed, lapse
from intramural.care.testing import a_narrowing
from intramural.kit import clock
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Unacceptable
from intramural.people import actions as people
from intramural.people.testing import a_person, a_token, a_unit
from intramural.posts import actions as posts
from intramural.posts import queries as shown
from intramural.posts.errors import AlreadyNarrowed, TakenDown
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db
WEEK = timedelta(days=7)


def later(by: timedelta):
    return time_machine.travel(clock.now() + by)


def can_read(person, post) -> bool:
    return Post.objects.released_to(person).filter(pk=post.pk).exists()


def test_who_looks_after_it_makes_it_smaller_at_once(post, ben, cara, dana, dirk, signed_in):
    assert can_read(cara, post)
    reason = {"because": "The prices are out in May.", "audience": "matter"}
    answer = signed_in(dana).post(f"/posts/{post.public_id}/narrowing/", reason)
    narrowing = Narrowing.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == narrowing.url
    assert [can_read(each, post) for each in (cara, ben, dana, dirk)] == [False, True, True, True]
    assert signed_in(cara).get(f"/posts/{post.public_id}/").status_code == 404
    page = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    assert "It was made smaller" in page
    assert "out in May" not in page
    matter = signed_in(ben).get(narrowing.url).content.decode()
    assert "The prices are out in May." in matter
    assert "Dana Silva, who looks after Pricing" in matter


def test_what_was_changed_before_it_was_narrowed_is_what_is_sealed_and_given_back(post, ben, cara, dana, dirk):
    before = posts.change_audience(post, by=ben, choice=Choice("people", people=(cara, dana, dirk))).audience
    posts.edit(post, by=ben, title="Old prices", body="All stays as it is. #pricing")
    narrowing = a_narrowing(of=post, by=dana)
    assert (narrowing.before, narrowing.post.audience_before) == (before, before)
    assert (narrowing.sealed.said["title"], narrowing.sealed.said["body"]) == ("Old prices", "All stays as it is. #pricing")


def test_in_an_open_space_without_being_a_member(ben, cara, dana, pricing, signed_in):
    space = a_space("Shop", owner=cara)
    post = a_post(by=ben, body="A tenth more. #pricing", to=Choice("space", space=space))
    a_narrowing(of=post, by=dana, to=Circle("members"))
    post.refresh_from_db()
    assert (post.audience_id, post.space_id) == (space.circle_id, space.pk)
    assert can_read(cara, post)
    assert not can_read(dana, post)
    assert signed_in(dana).get(f"/posts/{post.public_id}/narrowing/").status_code == 302


def test_what_one_may_not_see_is_not_there(ben, cara, dana, pricing, signed_in):
    space = a_space("Board", owner=cara, members=(ben,), gated=True)
    post = a_post(by=ben, body="#pricing", to=Choice("space", space=space))
    assert signed_in(dana).get(f"/posts/{post.public_id}/narrowing/").status_code == 404
    assert signed_in(dana).post(f"/posts/{post.public_id}/narrowing/", {"because": "No."}).status_code == 404


def test_another_topic_is_not_theirs(ben, dana, pricing, olga, signed_in):
    post = a_post(by=ben, body="Cake in the canteen. #canteen")
    for person in (dana, olga):
        assert signed_in(person).post(f"/posts/{post.public_id}/narrowing/", {"because": "No."}).status_code == 403
    with pytest.raises(NotAllowed, match="looks after"):
        a_narrowing(of=post, by=dana)


def test_the_unit_that_it_speaks_for(ben, dana, olga, operations):
    a_stewardship(unit=operations, steward=dana)
    people.delegate(ben, unit=operations, by=olga)
    a_narrowing(of=a_post(by=ben, voice="official", voice_unit=operations), by=dana)
    with pytest.raises(NotAllowed):
        a_narrowing(of=a_post(by=ben), by=dana)


@pytest.mark.parametrize("because", ["", "   ", "x" * 301])
def test_a_reason_in_a_sentence(post, dana, because):
    with pytest.raises(Unacceptable) as no:
        a_narrowing(of=post, by=dana, because=because)
    assert no.value.field == "because"


def test_never_wider(ben, cara, dana, pricing, operations, sales):
    team = a_unit("Night shift", parent=operations)
    a_person("nora", name="Nora Night", unit=team)
    post = a_post(by=ben, body="#pricing", to=Choice("units", units=(operations,)))
    with pytest.raises(Unacceptable, match="cannot read it now"):
        a_narrowing(of=post, by=ben, to=Circle("people", people=(cara,)))
    with pytest.raises(Unacceptable, match="cannot read it now"):
        a_narrowing(of=post, by=ben, to=Circle("units", units=(sales,)))
    a_narrowing(of=post, by=ben, to=Circle("units", units=(team,)))


def test_units_do_not_outgrow_a_space(ada, ben, operations, dana):
    """All of Operations is in the space now; who joins Operations tomorrow is not."""
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    post = a_post(by=ben, to=Choice("space", space=space))
    with pytest.raises(Unacceptable, match="cannot read it now"):
        a_narrowing(of=post, by=ben, to=Circle("units", units=(operations,)))


def test_not_the_same_circle(ada, ben):
    post = a_post(by=ben, to=Choice("people", people=(ada,)))
    with pytest.raises(Unacceptable, match="same people"):
        a_narrowing(of=post, by=ben, to=Circle("people", people=(ada,)))


def test_one_at_a_time(post, dana, dirk):
    a_narrowing(of=post, by=dana)
    with pytest.raises(AlreadyNarrowed):
        a_narrowing(of=post, by=dirk)
    again = Narrowing.objects.get()
    again.pk, again.public_id = None, "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_after_seven_days_all_is_as_it_was(post, cara, dana):
    reply = a_comment(by=cara, on=post, body="Good to know")
    was = Post.objects.values("public_id", "released_at", "audience_id", "space_id").get(pk=post.pk)
    a_narrowing(of=post, by=dana)
    with later(WEEK - timedelta(minutes=1)):
        assert lapse() == 0
        assert not can_read(cara, post)
    with later(WEEK + timedelta(minutes=1)):
        assert (lapse(), lapse()) == (1, 0)
        assert can_read(cara, post)
        assert Post.objects.values(*was).get(pk=post.pk) == was
        assert [each.pk for each in shown.thread(post, viewer=cara)] == [reply.pk]
    narrowing = Narrowing.objects.get()
    assert (narrowing.end, narrowing.ended_by) == ("lapsed", None)


def test_what_lapsed_takes_a_second_person(post, dana, dirk):
    a_narrowing(of=post, by=dana)
    with later(WEEK + timedelta(minutes=1)):
        lapse()
        with pytest.raises(NotAllowed, match="nobody agreed"):
            a_narrowing(of=post, by=dana)
        a_narrowing(of=post, by=dirk)


def test_seven_days_are_seven_days_in_however_many_pieces(post, dana, dirk):
    first = a_narrowing(of=post, by=dana)
    with later(timedelta(days=6)):
        actions.end(first, by=dana)
        second = a_narrowing(of=post, by=dana)
        assert second.lapses_at <= first.lapses_at + timedelta(minutes=1)
    with later(WEEK):
        assert lapse() == 1
        with pytest.raises(NotAllowed, match="You have had your seven days for this post, and nobody agreed"):
            a_narrowing(of=post, by=dana)
        a_narrowing(of=post, by=dirk)


def test_what_was_agreed_counts_for_nothing(post, ben, dana):
    first = a_narrowing(of=post, by=dana)
    with later(timedelta(days=6)):
        actions.agree(first, by=ben)
    with later(4 * WEEK):
        actions.end(first, by=dana)
        again = a_narrowing(of=post, by=dana)
    assert again.lapses_at - again.narrowed_at > WEEK - timedelta(minutes=1)


def test_the_author_agrees_and_it_stays(post, ben, cara, dana, signed_in):
    narrowing = a_narrowing(of=post, by=dana)
    assert signed_in(ben).post(f"{narrowing.url}agreement/").status_code == 302
    with later(WEEK * 2):
        assert lapse() == 0
        assert not can_read(cara, post)
    assert signed_in(ben).post(f"{narrowing.url}agreement/").status_code == 409
    assert signed_in(ben).post(f"{narrowing.url}end/").status_code == 403


def test_a_second_person_upholds_it(post, ben, dana, dirk, cara, signed_in):
    narrowing = a_narrowing(of=post, by=dana)
    assert signed_in(dana).post(f"{narrowing.url}upholding/").status_code == 403
    assert signed_in(ben).post(f"{narrowing.url}upholding/").status_code == 403
    assert signed_in(cara).post(f"{narrowing.url}upholding/").status_code == 404
    assert signed_in(dirk).post(f"{narrowing.url}upholding/").status_code == 302
    with later(WEEK * 2):
        assert lapse() == 0
    narrowing.refresh_from_db()
    assert narrowing.upheld_by == dirk
    assert narrowing.is_in_force
    assert not narrowing.is_provisional


def test_who_looks_after_it_ends_it(post, ben, cara, dana, dirk):
    narrowing = a_narrowing(of=post, by=dana)
    with pytest.raises(NotAllowed):
        actions.end(narrowing, by=ben)
    actions.end(narrowing, by=dirk)
    assert can_read(cara, post)
    with pytest.raises(NotNow):
        actions.end(narrowing, by=dirk)


def test_the_deputy_acts_when_the_steward_has_left(post, dana, dirk, olga, signed_in):
    narrowing = a_narrowing(of=post, by=dana)
    people.deactivate(dana, by=olga)
    assert signed_in(dirk).get(narrowing.url).status_code == 200
    assert signed_in(dirk).post(f"{narrowing.url}upholding/").status_code == 302


def test_the_matter_stays_with_who_looked_after_it(post, ben, dana, dirk):
    """Its author cannot edit the topic away from who looks after it."""
    narrowing = a_narrowing(of=post, by=dana)
    posts.edit(post, by=ben, title="New prices", body="Nothing of that kind.")
    assert {each.handle for each in queries.on_the_matter(narrowing)} == {"ben", "dana", "dirk"}


def test_the_author_takes_it_down(post, ben, cara, dana, gus, signed_in):
    answer = signed_in(ben).post(
        f"/posts/{post.public_id}/narrowing/", {"because": "It was the wrong file.", "audience": "nobody"}
    )
    assert answer.status_code == 302
    with pytest.raises(TakenDown):
        shown.one(post.public_id, viewer=cara)
    page = signed_in(cara).get(f"/posts/{post.public_id}/")
    assert page.status_code == 410
    for word in ("Ben Haddad", "New prices", "wrong file"):
        assert word not in page.content.decode()
    assert signed_in(gus).get(f"/posts/{post.public_id}/").status_code == 404
    assert shown.one(post.public_id, viewer=dana) == post
    actions.end(Narrowing.objects.get(), by=ben)
    assert shown.one(post.public_id, viewer=cara) == post


def test_only_its_author_takes_it_down(post, dana):
    with pytest.raises(NotAllowed):
        a_narrowing(of=post, by=dana, takes_down=True)


def test_its_author_goes_smaller_and_not_wider(post, ben, cara, dana):
    a_narrowing(of=post, by=dana)
    with pytest.raises(AlreadyNarrowed):
        posts.change_audience(post, by=ben, choice=Choice())
    posts.change_audience(post, by=ben, choice=Choice("me"))
    with later(WEEK + timedelta(minutes=1)):
        lapse()
        assert not can_read(cara, post)


def test_what_is_deleted_is_not_given_back(post, ben, cara, dana):
    a_narrowing(of=post, by=dana)
    posts.delete(post, by=ben)
    with later(WEEK + timedelta(minutes=1)):
        assert lapse() == 0
    assert Narrowing.objects.get().end == "deleted"
    with pytest.raises(NotFound):
        shown.one(post.public_id, viewer=cara)


def test_a_space_that_is_gated_meanwhile_keeps_it(ada, ben, cara, dana, pricing):
    space = a_space("Shop", owner=ada, members=(ben,))
    post = a_post(by=ben, body="#pricing", to=Choice("space", space=space))
    narrowing = a_narrowing(of=post, by=dana)
    spaces.gate(space, by=ada, purpose="Prices", sunset_on=(clock.now() + timedelta(days=60)).date())
    with pytest.raises(NotAllowed):
        actions.end(narrowing, by=dana)  # who is no member of it
    actions.end(narrowing, by=ben)
    post.refresh_from_db()
    assert post.audience_id == space.circle_id != EVERYONE
    assert not can_read(cara, post)
    assert can_read(ada, post)


def test_what_nobody_has_seen_is_taken_back_instead(ben):
    ben.undo_seconds = 60
    with pytest.raises(Conflict):
        a_narrowing(of=a_post(by=ben), by=ben)


def test_the_sealed_copy_is_kept_for_an_appeal(post, ben, cara, dana, signed_in):
    a_comment(by=cara, on=post, body="Good to know")
    narrowing = a_narrowing(of=post, by=dana)
    posts.edit(post, by=ben, title="Other", body="Other words #pricing")
    page = signed_in(dana).get(narrowing.url).content.decode()
    assert "From May on all will cost more." in page
    assert "Good to know" in page
    assert "Cara Lindqvist" in page
    actions.end(narrowing, by=dana)
    assert forget_sealed() == 0
    with later(timedelta(days=91)):
        assert forget_sealed() == 1
    assert not Sealed.objects.exists()
    assert signed_in(dana).get(narrowing.url).status_code == 200


def test_by_a_program(post, dana, cara):
    def call(person, path, data=None):
        headers = {"Authorization": f"Bearer {a_token(person)}"}
        return Client().post(f"/api/v1{path}", data or {}, content_type="application/json", headers=headers)

    assert call(cara, f"/posts/{post.public_id}/narrowing", {"because": "No."}).status_code == 403
    made = call(
        dana, f"/posts/{post.public_id}/narrowing", {"because": "Not out yet.", "audience": "people", "people": ["cara"]}
    )
    assert made.status_code == 201
    assert made.json()["lapses_at"]
    assert can_read(cara, post)
    ended = call(dana, f"/narrowings/{made.json()['id']}/end")
    assert (ended.status_code, ended.json()["end"]) == (200, "steward")
