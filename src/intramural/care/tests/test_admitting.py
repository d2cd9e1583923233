"""Access to a translucent post: asked by whoever knows of it, answered by its steward or author, and by nobody else (R27)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.care import actions, doors, queries, tasks
from intramural.care.models import AccessRequest
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound
from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts.errors import AlreadyNarrowed
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


@pytest.fixture
def known(ben, ada, pricing):
    """Ben's post for Ada alone, that everyone knows of; its sentence names what Dana looks after."""
    words = {"title": "Prices from May", "summary": "What changes in #pricing, and why.", "body": "All 12 % more."}
    return a_post(by=ben, to=Choice("people", people=(ada,), known_to=Choice()), **words)


@pytest.fixture
def asked(known, cara):
    return actions.ask_for_access(known, by=cara, words="I answer the customers who ask.")


def handles(people):
    return [each.handle for each in people]


def test_it_is_asked_from_the_shell_and_answered_by_the_link_of_a_mail(known, ada, ben, cara, dana, client, signed_in):
    page = f"/posts/{known.public_id}/"
    assert f"{page}access/" in signed_in(cara).get(page).content.decode()
    signed_in(cara).post(f"{page}access/", {"words": "I answer the customers."})
    asked = AccessRequest.objects.get()
    assert "Nobody has answered yet." in signed_in(cara).get(f"{page}access/").content.decode()
    assert f'"{page}access/">Who asks for access' in signed_in(ben).get(page).content.decode()
    assert "Who asks for access" not in signed_in(ada).get(page).content.decode()
    door = doors.to_request(asked, dana)
    assert "I answer the customers." in client.get(door).content.decode()
    assert "12 %" not in client.get(door).content.decode()
    assert client.post(door, {"answer": "yes"})["Location"] == door
    assert "They can read it" in client.get(door).content.decode()
    assert "All 12 % more." in signed_in(cara).get(page).content.decode()
    assert {"AccessAsked", "PersonLetIn", "AccessAnswered"} <= set(Entry.objects.values_list("name", flat=True))
    assert "All 12 % more." not in signed_in(dana).get(page).content.decode()


def test_a_no_is_told_kindly_and_may_become_a_yes_and_a_yes_a_no(asked, known, ben, cara, signed_in):
    actions.answer_access(asked, by=ben, answer="no", because="Only until the contract is signed.")
    page = signed_in(cara).get(f"/posts/{known.public_id}/access/").content.decode()
    assert "Thank you for asking. “Only until the contract is signed.”" in page
    assert not Post.objects.visible_to(cara).exists()
    for answer, can_read in (("yes", True), ("no", False)):
        signed_in(ben).post(f"/access/{asked.public_id}/", {"answer": answer})
        assert Post.objects.visible_to(cara).exists() is can_read


def test_whoever_answers_is_not_offered_to_ask(asked, known, dana, rosa, signed_in):
    page = f"/posts/{known.public_id}/access/"
    assert 'name="words"' in signed_in(rosa).get(page).content.decode()
    answering = signed_in(dana).get(page).content.decode()
    assert "I answer the customers who ask." in answering
    assert 'name="words"' not in answering
    assert "To read it yourself, talk to its author" in answering


def test_it_is_asked_once(asked, known, cara):
    assert actions.ask_for_access(known, by=cara, words="Please!") == asked
    assert AccessRequest.objects.get().words == "I answer the customers who ask."


def test_other_readers_put_out_who_was_let_in_and_they_can_be_let_in_anew(
    asked, known, ada, ben, cara, dana, dirk, signed_in
):
    actions.answer_access(asked, by=dana, answer="yes")
    assert signed_in(cara).get(f"/posts/{known.public_id}/").status_code == 200
    wider = Choice("people", people=(ada, dirk), known_to=Choice())
    posts.change_audience(known, by=ben, choice=wider, summary=known.summary)
    page = signed_in(dana).get(asked.url).content.decode()
    assert "They cannot read it." in page
    assert "Yes, let them read it" in page
    actions.answer_access(asked, by=dana, answer="yes")
    assert queries.may_read(cara, Post.objects.get(pk=known.pk))


def test_it_goes_to_the_steward_else_to_the_author(known, ben, cara, dana, dirk, olga):
    assert handles(queries.in_whose_hands(known, asks=cara)) == ["dana"]
    assert handles(queries.in_whose_hands(known, asks=dana)) == ["dirk"]
    people.deactivate(dana, by=olga)
    assert handles(queries.in_whose_hands(known, asks=cara)) == ["dirk"]
    people.deactivate(dirk, by=olga)
    assert handles(queries.in_whose_hands(known, asks=cara)) == ["ben"]
    assert handles(queries.who_may_answer(known)) == ["ben"]


def test_what_its_words_are_about_is_told_to_nobody_who_cannot_read_them(ada, ben, cara, dana, pricing):
    """A topic that stands in the words alone says nothing to its steward outside."""
    words = {"title": "May", "summary": "What changes.", "body": "All 12 % more. #pricing"}
    hidden = a_post(by=ben, to=Choice("people", people=(ada,), known_to=Choice()), **words)
    assert handles(queries.in_whose_hands(hidden, asks=cara)) == ["ben"]
    with pytest.raises(NotFound):
        queries.access_request(actions.ask_for_access(hidden, by=cara).public_id, viewer=dana)
    read = a_post(by=ben, to=Choice("people", people=(dana,), known_to=Choice()), **words)
    assert handles(queries.in_whose_hands(read, asks=cara)) == ["dana"]


def test_who_can_read_it_does_not_ask_and_nobody_answers_for_themselves(asked, known, ada, ben, cara, dana):
    with pytest.raises(NotAllowed):
        actions.ask_for_access(known, by=ada)
    own = actions.ask_for_access(known, by=dana)
    with pytest.raises(NotAllowed):
        actions.answer_access(own, by=dana, answer="yes")
    with pytest.raises(NotAllowed):
        actions.answer_access(asked, by=ada, answer="yes")


def test_while_it_is_narrowed_or_gone_there_is_no_request(asked, known, ada, ben, cara, dana):
    """Nobody outside knows of it then; its author lets nobody in before that has ended."""
    narrowing = actions.narrow(known, by=ben, because="Not yet.")
    for viewer in (cara, dana):
        with pytest.raises(NotFound):
            queries.access_request(asked.public_id, viewer=viewer)
    with pytest.raises(AlreadyNarrowed):
        actions.answer_access(asked, by=ben, answer="yes")
    assert queries.unanswered(clock.now() + timedelta(days=9)) == []
    actions.end(narrowing, by=ben)
    assert queries.access_request(asked.public_id, viewer=cara) == asked
    posts.delete(Post.objects.get(pk=known.pk), by=ben)
    for viewer in (ben, cara, dana):
        with pytest.raises(NotFound):
            queries.access_request(asked.public_id, viewer=viewer)


def test_silence_does_nothing_and_reminds_once_after_a_week(asked, known, cara, signed_in):
    with time_machine.travel(clock.now() + timedelta(days=6, hours=23)):
        assert tasks.remind_of_access() == 0
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        assert tasks.remind_of_access() == 1
        assert tasks.remind_of_access() == 0
        assert "whoever can was reminded" in signed_in(cara).get(f"/posts/{known.public_id}/access/").content.decode()
    assert not Post.objects.visible_to(cara).exists()


def test_by_a_program(known, cara, dana, signed_in):
    answer = signed_in(cara).post(f"/api/v1/posts/{known.public_id}/access", {}, content_type="application/json")
    at = answer["Location"]
    assert signed_in(dana).get(f"/api/v1/posts/{known.public_id}/access").json()["items"] == [answer.json()]
    yes = {"answer": "yes", "because": "Welcome."}
    assert signed_in(dana).put(f"{at}/answer", yes, content_type="application/json").json()["answer"] == "yes"
    assert signed_in(cara).get(f"/api/v1/posts/{known.public_id}").json()["body"] == "All 12 % more."
