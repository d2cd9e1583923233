"""What stands beside the words of a post in a list: polls, sources, thanks, link cards; and what it costs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from intramural.audiences.models import Audience
from intramural.kit.errors import Unacceptable
from intramural.people.actions import delegate, end_delegation, erase
from intramural.people.models import Person
from intramural.people.queries import delegation
from intramural.posts import actions, composing, queries
from intramural.posts.beside import Beside, LinkCard, Source
from intramural.posts.models import Post, Provenance
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def a_poll(by, **more):
    return a_post(by=by, kind="poll", body="Cake?", beside=Beside(options=("Yes", "No")), **more)


def test_a_vote_is_a_sum_and_ones_own(ada, ben, cara, signed_in):
    poll = a_poll(ada)
    part = signed_in(ben).post(f"/posts/{poll.public_id}/vote/", {"option": "1"}, headers={"HX-Request": "true"})
    assert 'name="take_back" value="1" aria-pressed="true"' in part.content.decode()
    assert "<html" not in part.content.decode()
    signed_in(cara).post(f"/posts/{poll.public_id}/vote/", {"option": "1"})
    seen = queries.card(poll, viewer=ada).poll
    assert [(option.text, option.votes, option.is_mine) for option in seen.options] == [("Yes", 2, False), ("No", 0, False)]
    shown = signed_in(ada).get(f"/posts/{poll.public_id}/").content.decode()
    assert "2 votes" in shown
    assert "Ben Haddad" not in shown
    signed_in(ben).post(f"/posts/{poll.public_id}/vote/", {"take_back": "1"})
    assert queries.card(poll, viewer=ada).poll.voters == 1


def test_a_link_card_shows_what_its_reader_may_see_and_no_more(ada, ben, cara):
    open_post = a_post(by=ada, title="Open to all", body="…")
    closed = a_post(by=ada, title="Merger numbers", to=Choice("people", people=(cara,)))
    a_post(by=ada, body=f"See [this](/posts/{open_post.public_id}/) and [that](/posts/{closed.public_id}/)")
    assert [link.title for link in queries.stream(ben).rows[0].links] == ["Open to all"]
    assert [link.title for link in queries.stream(cara).rows[0].links] == ["Open to all", "Merger numbers"]
    actions.delete(open_post, by=ada)
    assert queries.stream(ben).rows[0].links == ()


def test_a_link_to_a_space_is_a_card_for_whoever_may_know_of_it(ada, ben, cara, signed_in):
    a_space("Bakers", owner=ada)
    a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    a_post(by=ada, body="[Ours](/spaces/bakers/), [theirs](/spaces/redwood/), http://testserver/spaces/bakers/")
    a_post(by=ada, body="https://elsewhere.example/spaces/bakers/ and [none](/spaces/none/)")
    assert [row.links for row in queries.stream(cara).rows] == [
        (),
        (LinkCard("/spaces/bakers/", "Bakers", space="Social space"),),
    ]
    shown = signed_in(cara).get("/").content.decode()
    assert "Social space" in shown
    assert "Redwood" not in shown
    assert [link.title for link in queries.stream(ben).rows[1].links] == ["Bakers", "Redwood"]
    assert "Social space, gated" in signed_in(ben).get("/").content.decode()
    Space.objects.filter(slug="bakers").update(name="Bakers and cooks")
    assert queries.stream(cara).rows[1].links[0].title == "Bakers and cooks"


def test_kudos_survive_whom_they_thank(ada, ben, cara, olga):
    kudos = a_post(by=ada, kind="kudos", body="You saved the day", beside=Beside(honours=(ben, cara)))
    assert [named.name for named in queries.card(kudos, viewer=olga).honours] == ["Ben Haddad", "Cara Lindqvist"]
    erase(ben, by=olga)
    assert [named.name for named in queries.card(kudos, viewer=olga).honours] == ["Cara Lindqvist"]


@pytest.mark.parametrize(
    ("kind", "beside"),
    [
        ("kudos", {"honours": "@ben"}),
        ("poll", {"options": "Yes\nNo"}),
        ("found", {"url": "https://example.org/1"}),
    ],
)
def test_what_was_taken_back_and_shared_as_another_kind_leaves_it_behind(ada, ben, kind, beside):
    ada.undo_seconds = 20
    post = actions.share(composing.read({"kind": kind, "body": "Well done", **beside}), by=ada)
    actions.withdraw(post, by=ada)
    ada.undo_seconds = 0
    draft = Post.objects.get(pk=post.pk)
    composed = replace(composing.of(draft), kind="update")
    shared = actions.share(composed, by=ada, draft=draft)
    assert (list(shared.honours.all()), list(shared.options.all())) == ([], [])
    assert not Provenance.objects.exists()


def test_a_list_asks_once_for_each_of_these_that_it_has(ada, ben, django_assert_num_queries):
    for n in range(3):
        a_poll(ada)
        a_post(by=ada, kind="kudos", beside=Beside(honours=(ben,)))
        a_post(by=ada, kind="found", beside=Beside(source=Source(url=f"https://example.org/{n}")))
    with django_assert_num_queries(5):
        queries.stream(ben)
    Post.objects.exclude(kind="status").delete()
    a_post(by=ada)
    with django_assert_num_queries(2):
        queries.stream(ben)


def test_the_audience_is_changed_by_its_author_at_once(ada, ben, cara, signed_in):
    post = a_post(by=ada, body="For fewer")
    shown = signed_in(ada).get(f"/posts/{post.public_id}/audience/").content.decode()
    assert "Everyone here, 3 people," in shown
    assert (
        signed_in(ada).post(f"/posts/{post.public_id}/audience/", {"audience": "people", "people": "@ben"}).status_code
        == 302
    )
    assert signed_in(ben).get(f"/posts/{post.public_id}/").status_code == 200
    assert signed_in(cara).get(f"/posts/{post.public_id}/").status_code == 404
    again = signed_in(ada).post(f"/posts/{post.public_id}/audience/", {"audience": "people", "people": "@nobody"})
    assert again.status_code == 422
    assert "@nobody" in again.content.decode()


def test_answers_of_others_go_no_further_than_they_were_given(ada, ben, cara, operations):
    post = a_post(by=ada, to=Choice("units", units=(operations,)))
    actions.change_audience(post, by=ada, choice=Choice())
    actions.change_audience(post, by=ada, choice=Choice("units", units=(operations,)))
    a_comment(by=ada, on=post)
    actions.change_audience(post, by=ada, choice=Choice("people", people=(ben,)))
    answer = a_comment(by=ben, on=post)
    for wider in (Choice(), Choice("units", units=(operations,)), Choice("people", people=(ben, cara))):
        if wider.kind == "units":
            Person.objects.filter(pk=cara.pk).update(unit=operations)
            Audience.objects.get(kind="units").grants.create(person=cara)
        with pytest.raises(Unacceptable) as no:
            actions.change_audience(post, by=ada, choice=wider)
        assert no.value.field == "audience"
    actions.change_audience(post, by=ada, choice=Choice("me"))
    actions.delete_comment(answer, by=ben)
    actions.change_audience(post, by=ada, choice=Choice())


def test_an_official_post_keeps_its_label_and_day_when_the_delegation_ends(ada, ben, olga, operations, signed_in):
    delegate(ada, unit=operations, by=olga)
    post = a_post(by=ada, body="We move", voice="official", voice_unit=operations)
    a_post(by=ben, body=f"See [this](/posts/{post.public_id}/)")
    assert queries.stream(ben).rows[0].links[0].voice == "Official for Operations"
    shown = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    assert "speaks for it no longer" not in shown
    end_delegation(delegation(operations, "ada"), by=olga)
    shown = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    assert "Official for Operations" in shown
    assert "speaks for it no longer" in shown
