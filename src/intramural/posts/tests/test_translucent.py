"""Translucent posts: title, author and one sentence for everyone, the rest for a circle (R27)."""

from __future__ import annotations

from dataclasses import fields
from datetime import timedelta

import pytest
import time_machine

from intramural.audiences import queries as audiences
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.people import actions as people
from intramural.people.testing import a_person, a_unit
from intramural.posts import actions, composing, queries
from intramural.posts.errors import AlreadyNarrowed
from intramural.posts.models import Post, Revision
from intramural.posts.queries import Card, Shell
from intramural.posts.reach import Choice, of_audience, of_cards
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.topics.models import Topic

pytestmark = pytest.mark.django_db
KNOWN = {"title": "New carriers from May", "summary": "Which carriers we will use for #freight, and why."}
EVERYONE = Choice()


def translucent(*, by, unit, **more):
    """For a unit; everyone here knows of it."""
    words = {"body": "Hansa Lines at 4.10 a pallet. #rates", **KNOWN, **more}
    return a_post(by=by, to=Choice("units", units=(unit,), known_to=EVERYONE), **words)


@pytest.fixture
def post(ben, operations):
    return translucent(by=ben, unit=operations)


@pytest.fixture
def erik(operations):
    return a_person("erik", unit=operations)


def listed(viewer, **more):
    return queries.stream(viewer, **more).rows


def test_who_is_outside_sees_the_shell_and_nothing_else(post, ada, cara, gus):
    (shell,) = listed(cara)
    assert isinstance(shell, Shell)
    assert (shell.title, shell.summary, shell.author_handle, shell.voice_label) == (*KNOWN.values(), "ben", "In my role")
    assert {field.name for field in fields(Shell)} == {
        "public_id", "title", "summary", "released_at", "voice", "voice_unit", "author_id", "author_handle", "author_name", "author_photo",
    }  # fmt: skip
    (card,) = listed(ada)
    assert isinstance(card, Card)
    assert listed(gus) == []


def test_its_page_is_the_shell(post, cara, ada, gus, signed_in):
    page = signed_in(cara).get(f"/posts/{post.public_id}/").content.decode()
    assert KNOWN["title"] in page
    assert KNOWN["summary"] in page
    assert "Ben Haddad" in page
    assert "Hansa" not in page
    assert "rates" not in page
    assert "Reply" not in page
    whole = signed_in(ada).get(f"/posts/{post.public_id}/").content.decode()
    assert "Hansa" in whole
    assert "Operations, 2 people," in whole
    assert "Everyone here, 3 people,</b> can see its title and one sentence: “Which carriers" in whole
    assert signed_in(gus).get(f"/posts/{post.public_id}/").status_code == 404


def test_a_program_gets_a_shape_without_words(post, cara, signed_in):
    browser = signed_in(cara)
    (item,) = browser.get("/api/v1/stream").json()["items"]
    assert item == browser.get(f"/api/v1/posts/{post.public_id}").json()
    assert item["kind"] == "shell"
    assert item["access"] == f"/api/v1/posts/{post.public_id}/access"
    assert not item.keys() & {"body", "html", "files", "comments", "reactions", "topics", "space", "reach"}


def test_it_stands_in_its_place_where_it_may_be_known_to_belong(post, ben, cara):
    a_post(by=ben, body="Later.")
    freight, rates = (Topic.objects.get(slug=slug).pk for slug in ("freight", "rates"))
    kinds = [type(it) for it in listed(cara)]
    assert kinds == [type(it) for it in listed(cara, only="author", author=ben.pk)] == [Card, Shell]
    assert [type(it) for it in listed(cara, only="topic", topic=freight)] == [Shell]
    assert listed(cara, only="topic", topic=rates) == []


def test_its_kind_is_not_known(ben, cara, operations):
    translucent(by=ben, unit=operations, kind="question")
    assert listed(cara, only="questions") == []
    assert len(listed(ben, only="questions")) == 1


def test_pages_go_on_by_key_and_what_is_newer_is_counted(post, ben, cara):
    before = clock.now() - timedelta(minutes=1)
    for n in range(4):
        with time_machine.travel(clock.now() + timedelta(minutes=n + 1), tick=False):
            a_post(by=ben, body=f"{n}") if n != 2 else translucent(by=ben, unit=ben.unit, title="Another")
    with time_machine.travel(clock.now() + timedelta(minutes=9)):
        first = queries.stream(cara, size=2)
        second = queries.stream(cara, size=2, after=first.next)
        third = queries.stream(cara, size=2, after=second.next)
        assert [type(it) for it in (*first.rows, *second.rows, *third.rows)] == [Card, Shell, Card, Card, Shell]
        assert third.next is None
        assert queries.count_newer(cara, than=before) == 5


def test_narrowed_deleted_or_in_its_undo_window_nobody_knows_of_it(erik, post, ada, ben, cara):
    actions.narrow(post, to=composing.reach.resolve(Choice("people", people=(ada,)), by=ben), by=ada)
    assert listed(cara) == []
    actions.restore(post, by=ada)
    assert [type(it) for it in listed(cara)] == [Shell]
    actions.delete(post, by=ben)
    assert listed(cara) == []
    ben.undo_seconds = 60
    translucent(by=ben, unit=ben.unit)
    assert listed(cara) == []


def test_in_a_gated_space_it_does_not_name_the_space(ada, ben, cara, signed_in):
    merger = a_space("Merger", owner=ada, members=(ben,), gated=True, is_listed=False)
    post = a_post(by=ben, body="The offer.", to=Choice("space", space=merger, known_to=EVERYONE), **KNOWN)
    page = signed_in(cara).get(f"/posts/{post.public_id}/").content.decode()
    assert KNOWN["title"] in page
    assert "Merger" not in page
    assert [type(it) for it in listed(ada, only="space", space=merger.pk)] == [Card]


def test_a_smaller_part_of_the_house_may_know(ben, cara, gus, operations):
    """A unit that holds more than the circle."""
    erik, hall = a_person("erik", unit=a_unit("Hall", parent=operations)), a_unit("Yard", parent=operations)
    a_post(by=ben, body="x", to=Choice("units", units=(hall,), known_to=Choice("units", units=(operations,))), **KNOWN)
    assert [type(it) for it in listed(erik)] == [Shell]
    assert listed(cara) == []


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"title": ""}, "title"),
        ({"summary": " "}, "summary"),
        ({"summary": "x" * 301}, "summary"),
        ({"audience": "space", "space": "bakers"}, "known_to"),
        ({"audience": "members", "space": "outside"}, "known_to"),
        ({"known_to": "no-unit"}, "known_to"),
    ],
)
def test_what_makes_no_sense_is_refused(ben, ada, cara, operations, more, field):
    a_space("Bakers", owner=ada, members=(ben,))
    a_space("Outside", owner=ada, members=(ben,), gated=True, kind="external")
    form = {"audience": "units", "units": [operations.public_id], "body": "x", "known_to": "everyone", **KNOWN, **more}
    with pytest.raises(Unacceptable) as no:
        actions.share(composing.read(form), by=ben)
    assert no.value.field == field


def test_a_guest_makes_none(ada, gus):
    yard = a_space("Yard", owner=ada, members=(gus,), gated=True)
    with pytest.raises(NotAllowed):
        a_post(by=gus, body="x", to=Choice("members", space=yard, known_to=EVERYONE), **KNOWN)


def test_an_answer_left_over_in_the_form_means_nothing(ben):
    post = actions.share(composing.read({"body": "x", "audience": "everyone", "known_to": "everyone", **KNOWN}), by=ben)
    assert (post.known_to, post.summary) == (None, "")


def test_the_sentence_is_changed_with_the_words_and_known_topics_follow(post, ben, cara):
    actions.edit(post, by=ben, title="Carriers", body=post.body, summary="Now about #barges.")
    assert Revision.objects.get().summary == KNOWN["summary"]
    assert {topic.slug for topic in post.topics.all()} == {"barges", "rates"}
    (shell,) = listed(cara)
    assert (shell.title, shell.summary) == ("Carriers", "Now about #barges.")
    assert {topic.slug for topic in post.known_topics.all()} == {"barges"}
    with pytest.raises(Unacceptable):
        actions.edit(post, by=ben, title="", body=post.body)


def test_its_author_may_make_it_opaque_or_open_again(post, ben, cara, operations):
    units = Choice("units", units=(operations,))
    actions.change_audience(post, by=ben, choice=units)
    assert listed(cara) == []
    assert Post.objects.get().summary == ""
    again = Choice("units", units=(operations,), known_to=EVERYONE)
    actions.change_audience(post, by=ben, choice=again, summary="Which carriers.")
    assert [type(it) for it in listed(cara)] == [Shell]


def test_what_only_an_earlier_sentence_named_it_is_about_no_more(ben, operations):
    post = translucent(by=ben, unit=operations, summary="What #rates and #freight will be.", body="All #rates. `#freight`")
    known = Choice("units", units=(operations,), known_to=EVERYONE)
    actions.change_audience(post, by=ben, choice=known, summary="Which #barges.")
    assert {topic.slug for topic in post.topics.all()} == {"rates", "barges"}
    actions.change_audience(post, by=ben, choice=Choice("units", units=(operations,)))
    assert [topic.slug for topic in post.topics.all()] == ["rates"]
    assert not post.known_topics.exists()


def test_taken_back_it_is_a_draft_that_remembers(ben, operations):
    ben.undo_seconds = 60
    post = translucent(by=ben, unit=operations)
    actions.withdraw(post, by=ben)
    kept = composing.of(queries.draft(post.public_id, by=ben))
    assert (kept.known_to, kept.summary, kept.audience) == ("everyone", KNOWN["summary"], "units")


def test_one_person_is_let_in_to_this_post_and_to_nothing_else(post, ben, cara, operations):
    other = translucent(by=ben, unit=operations, title="Another")
    actions.admit(post, cara, by=ben)
    actions.admit(post, cara, by=ben)
    assert queries.one(post.public_id, viewer=cara).body.startswith("Hansa")
    with pytest.raises(NotFound):
        queries.one(other.public_id, viewer=cara)
    told = of_audience(Post.objects.get(pk=post.pk).audience)
    assert (told.name, told.people) == ("Operations, and 1 more", 3)
    assert audiences.reaches([Post.objects.get(pk=post.pk).audience_id], circle_names={}).popitem()[1] == told
    actions.put_out(post, cara, by=ben)
    assert [type(it) for it in listed(cara)] == [Shell, Shell]


def test_who_was_let_in_stays_while_others_come_and_go(post, ada, ben, cara, rosa, olga, operations, sales):
    actions.admit(post, cara, by=ben)
    people.place(rosa, by=olga, unit=operations)
    people.place(ada, by=olga, unit=sales)
    assert {who.handle for who in (ada, ben, cara, rosa) if Post.objects.visible_to(who).exists()} == {"ben", "cara", "rosa"}
    people.place(cara, by=olga, unit=operations)
    people.place(cara, by=olga, unit=sales)
    assert Post.objects.visible_to(cara).exists()


def test_who_leaves_a_space_leaves_what_somebody_was_let_in_to(ada, ben, cara, rosa):
    merger = a_space("Merger", owner=ada, members=(ben, rosa), gated=True)
    post = a_post(by=ada, body="The offer.", to=Choice("space", space=merger, known_to=EVERYONE), **KNOWN)
    actions.admit(post, cara, by=ada)
    spaces.leave(merger, by=ben)
    assert {who.handle for who in (ada, ben, cara, rosa) if Post.objects.visible_to(who).exists()} == {"ada", "cara", "rosa"}
    assert of_audience(Post.objects.get().audience).name == "Members of Merger, and 1 more"


def test_the_same_choice_again_leaves_whoever_was_let_in(post, ben, cara, operations):
    actions.admit(post, cara, by=ben)
    kept = Post.objects.get(pk=post.pk)
    choice = composing.choice(composing.of(kept), by=ben)
    actions.change_audience(kept, by=ben, choice=choice, summary=kept.summary)
    assert Post.objects.visible_to(cara).exists()
    actions.change_audience(kept, by=ben, choice=Choice("people", people=(ben,)))
    assert not Post.objects.visible_to(cara).exists()


def test_narrowing_takes_it_from_whoever_was_let_in_until_it_ends(post, ada, ben, cara, operations):
    actions.admit(post, cara, by=ben)
    units = composing.reach.resolve(Choice("units", units=(operations,)), by=ben)
    actions.narrow(post, to=units, by=ada)
    assert not Post.objects.visible_to(cara).exists()
    with pytest.raises(AlreadyNarrowed):
        actions.admit(post, cara, by=ben)
    actions.restore(post, by=ada)
    assert Post.objects.visible_to(cara).exists()


@pytest.mark.parametrize(
    "verb", ["reactions", "comments", "keeping", "following", "vote", "concern", "narrowing", "editing"]
)
def test_nothing_can_be_done_with_what_is_only_known(post, ada, ben, cara, signed_in, verb):
    a_comment(by=ben, on=post)
    address, said = f"/posts/{post.public_id}/{verb}/", {"kind": "thank", "body": "Hm."}
    assert signed_in(ada).post(address, said).status_code not in (404, 405)
    assert signed_in(cara).post(address, said).status_code == 404


def test_nobody_reads_the_history_of_what_they_only_know(post, ada, ben, cara, signed_in):
    actions.edit(post, by=ben, title="Carriers", body="Hansa Lines at 5.")
    address = f"/posts/{post.public_id}/history/"
    assert [signed_in(each).get(address).status_code for each in (ben, ada, cara)] == [200, 200, 404]


def test_who_is_let_in_to_one_post_learns_of_no_unlisted_space(ada, ben, cara, signed_in):
    space = a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    post = a_post(by=ada, to=Choice("space", space=space, known_to=EVERYONE), **{**KNOWN, "body": "Of the trees"})
    actions.admit(post, cara, by=ada)
    known = queries.card(queries.one(post.public_id, viewer=ben), viewer=ben)
    assert (known.space_name, known.space_slug) == ("Redwood", "redwood")
    card = queries.card(queries.one(post.public_id, viewer=cara), viewer=cara)
    assert (card.space_name, card.space_slug, card.space_kind) == (None, None, None)
    assert of_cards([card])[card.audience_id].words == "Members of the space, and 1 more, 3 people, can read this."
    browser = signed_in(cara)
    for address in ("/", f"/posts/{post.public_id}/", f"/live/posts/{post.public_id}/?whole=1"):
        page = browser.get(address).content.decode()
        assert "New carriers from May" in page
        assert "redwood" not in page.lower(), address
    spaces.invite(space, [cara], by=ada)
    assert queries.card(post, viewer=cara).space_name == "Redwood"
