"""What a space does to the posts that stand in it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.audiences.models import EVERYONE
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.posts import actions as posts
from intramural.posts import queries
from intramural.posts.models import Mention
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.spaces import actions
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db


def seen_by(person) -> set[str]:
    return {card.public_id for card in queries.stream(person).rows}


def gate(space, *, by):
    return actions.gate(space, by=by, purpose="A reason", sunset_on=clock.now().date() + timedelta(days=30))


def test_gating_closes_what_everyone_could_read_there_to_all_but_members(ada, ben, cara):
    space = a_space("Chess", owner=ada, members=(ben,))
    inside, outside = a_post(by=ada, to=Choice("space", space=space)), a_post(by=ada)
    assert {inside.public_id, outside.public_id} == seen_by(cara)
    gate(space, by=ada)
    assert seen_by(cara) == {outside.public_id}
    assert seen_by(ben) == {inside.public_id, outside.public_id}
    inside.refresh_from_db()
    assert (inside.audience_id, inside.audience_version) == (space.circle_id, 2)


def test_gating_leaves_units_named_people_and_oneself_their_readers(ada, ben, cara, sales):
    space = a_space("Chess", owner=ada, members=(ben,))
    to_unit = a_post(by=ada, to=Choice("units", space=space, units=(sales,)))
    to_one = a_post(by=ada, to=Choice("people", space=space, people=(cara,)))
    gate(space, by=ada)
    assert seen_by(cara) == {to_unit.public_id, to_one.public_id}
    assert seen_by(ben) == set()


def test_opening_opens_nothing_that_was_posted_before(ada, ben):
    space = a_space("Pricing", owner=ada, gated=True)
    before = a_post(by=ada, to=Choice("space", space=space))
    space = actions.open_up(space, by=ada)
    after = a_post(by=ada, to=Choice("space", space=space))
    assert seen_by(ben) == {after.public_id}
    before.refresh_from_db()
    assert before.audience_id == space.circle_id
    assert after.audience_id == EVERYONE


def test_gating_and_opening_does_not_open_what_was_closed(ada, ben):
    space = a_space("Chess", owner=ada)
    a_post(by=ada, to=Choice("space", space=space))
    gate(space, by=ada)
    actions.open_up(space, by=ada)
    assert seen_by(ben) == set()


def test_what_was_gated_stays_with_its_members_after_opening(ada, ben, cara):
    space = a_space("Layoffs", owner=ada, members=(ben,), gated=True)
    closed = a_post(by=ada, to=Choice("space", space=space))
    space = actions.open_up(space, by=ada)
    opened = a_post(by=ada, to=Choice("space", space=space))
    actions.join(space, by=cara)
    assert (seen_by(ben), seen_by(cara)) == ({closed.public_id, opened.public_id}, {opened.public_id})


def test_leaving_and_removal_close_at_once(ada, ben, cara):
    space = a_space("Pricing", owner=ada, members=(ben, cara), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space))
    assert seen_by(ben) == seen_by(cara) == {post.public_id}
    actions.leave(space, by=ben)
    actions.remove(space, cara, by=ada, reason="The project is over.")
    assert seen_by(ben) == seen_by(cara) == set()


def test_a_late_joiner_of_a_protected_history_sees_what_comes(ada, ben):
    space = a_space("Pricing", owner=ada, gated=True, protects_history=True)
    a_post(by=ada, to=Choice("space", space=space))
    actions.invite(space, [ben], by=ada)
    actions.accept(space, by=ben)
    later = a_post(by=ada, to=Choice("space", space=space))
    assert seen_by(ben) == {later.public_id}


def test_an_archived_space_is_read_and_not_added_to(ada, ben):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space))
    space = actions.archive(space, by=ada)
    assert seen_by(ben) == {post.public_id}
    with pytest.raises(NotAllowed):
        a_post(by=ben, to=Choice("space", space=space))
    post = queries.one(post.public_id, viewer=ben)
    with pytest.raises(NotAllowed):
        a_comment(by=ben, on=post)


def test_nothing_is_added_to_what_stands_in_an_archived_space(ada, ben):
    space = a_space("Pricing", owner=ada, members=(ben,), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space), kind="question")
    said = a_comment(by=ben, on=post)
    posts.react(post, by=ben, kind="thank")
    actions.archive(space, by=ada)
    post, said = queries.one(post.public_id, viewer=ada), queries.comment(said.public_id, viewer=ben)
    for refused in (
        lambda: posts.react(post, by=ben, kind="agree"),
        lambda: posts.edit(post, by=ada, body="Other words"),
        lambda: posts.edit_comment(said, by=ben, body="Other words"),
        lambda: posts.attach(post, [a_file()], by=ada),
        lambda: posts.accept(said, by=ada),
    ):
        with pytest.raises(NotAllowed, match="archived"):
            refused()
    posts.take_back(post, by=ben, kind="thank")
    posts.delete_comment(said, by=ben)
    posts.delete(post, by=ada)
    assert seen_by(ben) == set()


def test_what_was_written_inside_is_never_moved_outside(ada, gus):
    carriers = a_space("Carriers", owner=ada, members=(gus,), gated=True, kind="external")
    inside, outside = a_post(by=ada), a_post(by=ada, to=Choice("space", space=carriers))
    with pytest.raises(Unacceptable) as no:
        posts.change_audience(inside, by=ada, choice=Choice("space", space=carriers))
    assert no.value.field == "space"
    with pytest.raises(Unacceptable) as no:
        posts.change_audience(inside, by=ada, choice=Choice("people", people=(gus,)))
    assert no.value.field == "people"
    posts.change_audience(outside, by=ada, choice=Choice("space", space=carriers))
    posts.change_audience(outside, by=ada, choice=Choice("people", people=(gus,)))
    assert seen_by(gus) == {outside.public_id}


def test_neither_page_nor_program_moves_it_and_both_say_why(ada, gus, signed_in):
    a_space("Carriers", owner=ada, members=(gus,), gated=True, kind="external")
    inside, program, browser = a_post(by=ada), Program(ada), signed_in(ada)
    for typed in ({"audience": "space", "space": "carriers"}, {"audience": "people", "people": "@gus"}):
        page = browser.post(f"/posts/{inside.public_id}/audience/", typed)
        kind, to = typed["audience"], {"space": "carriers"} if "space" in typed else {"people": ["gus"]}
        answer = program.put(f"/posts/{inside.public_id}/audience", {"kind": kind, **to})
        assert (page.status_code, answer.status_code) == (422, 422)
        for said in (page.content.decode(), answer.json()["title"]):
            assert "What was written inside is not moved to where people outside read it." in said
    assert seen_by(gus) == set()


def test_an_external_post_says_so_in_lists_and_stands_in_a_frame(ada, signed_in):
    carriers = a_space("Carriers", owner=ada, gated=True, kind="external")
    post = a_post(by=ada, to=Choice("space", space=carriers))
    browser = signed_in(ada)
    assert "read outside" in browser.get("/").content.decode()
    shown = browser.get(f"/posts/{post.public_id}/").content.decode()
    assert "People outside the organisation read this" in shown
    assert 'class="framed"' in shown
    plain = browser.get(f"/posts/{a_post(by=ada).public_id}/").content.decode()
    assert "outside" not in plain.partition('id="main"')[2]
    assert "read outside" in browser.get("/spaces/").content.decode()


def test_a_program_is_told_of_space_and_reach_alike(ada, ben, gus):
    """Also of what names a guest; a list says of each post what the post itself says."""
    carriers = a_space("Carriers", owner=ada, gated=True, kind="external")
    a_post(by=ada, to=Choice("space", space=carriers))
    a_post(by=ada, to=Choice("people", people=(ben, gus)))
    a_post(by=ada)
    program = Program(ada)
    told = program.get("/stream").json()["items"]
    assert [each["reach"]["outside"] for each in told] == [False, True, True]
    assert [each["space"] and each["space"]["external"] for each in told] == [None, None, True]
    assert told[1]["reach"]["words"] == (
        "Ada Okonkwo, Ben Haddad and Gus Weber, 3 people, also outside the organisation, can read this."
    )
    for each in told:
        assert program.get(f"/posts/{each['id']}").json()["reach"] == each["reach"]
    for query, goes_out in {"audience=space&space=carriers": True, "audience=people&people=gus": True, "": False}.items():
        assert program.get(f"/reach?{query}").json()["outside"] is goes_out


def test_a_guest_names_only_whom_they_share_a_space_with(ada, ben, rosa, gus):
    space = a_space("Suppliers", owner=ada, members=(ben, gus), kind="external", gated=True)
    post = a_post(by=gus, to=Choice("space", space=space), body="Is it @ben, or @rosa?")
    said = a_comment(by=gus, on=post, body="@rosa, or @ada")
    assert [mention.person.handle for mention in Mention.objects.order_by("pk")] == ["ben", "ada"]
    assert 'href="/people/rosa/"' not in post.body_html + said.body_html
    by_a_member = a_comment(by=ada, on=post, body="@rosa")
    assert 'href="/people/rosa/"' in by_a_member.body_html
