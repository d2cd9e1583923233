"""D3: asking first. An opinion on a draft, with a clock, from one to three people; the author decides, whatever they say."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from intramural.care import actions, doors, queries
from intramural.care.errors import NotNow
from intramural.care.models import Consult, Offer, Remark
from intramural.care.testing import a_consult, a_draft
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.models import Attachment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file, a_post
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db
MONDAY = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def part(consult, person):
    return queries.part_of(person, consult)


def test_the_steward_of_its_topic_is_suggested(draft, ben, dana, dirk, signed_in):
    assert [(each.person, each.is_deputy) for each in queries.suggested(draft, viewer=ben)] == [(dana, False), (dirk, True)]
    page = signed_in(ben).get(f"/drafts/{draft.public_id}/asking/").content.decode()
    assert 'value="@dana"' in page
    assert "Dirk Deputy" in page
    assert "answers within 8 working hours" in page


def test_the_second_thought_names_others(draft, ben, signed_in):
    page = signed_in(ben).get(f"/drafts/{draft.public_id}/asking/?people=@cara,@rosa").content.decode()
    assert 'value="@cara,@rosa"' in page


def test_one_click_asks(draft, ben, dana, signed_in):
    answer = signed_in(ben).post(f"/drafts/{draft.public_id}/asking/", {"people": "@dana", "note": "Is May right?"})
    consult = Consult.objects.get()
    assert answer["Location"] == consult.url
    page = signed_in(dana).get(consult.url).content.decode()
    for words in ("New prices", "All will cost 12 % more", "Is May right?", "Everyone here, ", "look after Pricing"):
        assert words in page
    assert signed_in(ben).get(f"/drafts/{draft.public_id}/asking/")["Location"] == consult.url


def test_nobody_else_can_read_it_anywhere(draft, consult, ben, cara, dana, olga, signed_in):
    for person in (cara, olga):
        assert signed_in(person).get(consult.url).status_code == 404
        assert signed_in(person).post(consult.url, {"body": "Hm."}).status_code == 404
        assert signed_in(person).post(f"{consult.url}answer/", {"answer": "fine"}).status_code == 404
    for person in (cara, dana):
        assert signed_in(person).get(f"/posts/{draft.public_id}/").status_code == 404
        assert signed_in(person).get(f"/write/?draft={draft.public_id}").status_code == 404
        assert signed_in(person).get(f"/drafts/{draft.public_id}/asking/").status_code == 404
        assert not Post.objects.visible_to(person).filter(pk=draft.pk).exists()
        assert b"12 %" not in signed_in(person).get("/search/?q=prices").content


def test_its_files_are_reached_by_the_consult_alone(draft, consult, ben, cara, dana, signed_in):
    (late,) = posts.attach(draft, [a_file("late.png")], by=ben)
    assert signed_in(dana).get(f"{consult.url}files/{late.public_id}/").status_code == 404
    actions.show_again(consult, by=ben)
    at, page = f"{consult.url}files/{late.public_id}/", signed_in(dana).get(consult.url).content.decode()
    assert at in page
    door = f"{doors.to_consult(consult, dana)}files/{late.public_id}/"
    for answer in (signed_in(dana).get(at), signed_in(dana).get(f"{at}?small"), Client().get(door)):
        assert answer.status_code == 200
        assert b"".join(answer)
    assert signed_in(cara).get(at).status_code == 404
    assert signed_in(dana).get(f"/files/{late.public_id}/").status_code == 404
    posts.remove(late, by=ben)
    assert signed_in(dana).get(at).status_code == 404


def test_a_file_of_another_post_is_none_of_it(draft, consult, ben, dana, signed_in):
    other = a_post(by=ben, to=Choice("me"), files=[a_file()])
    file = Attachment.objects.get(post=other)
    assert signed_in(dana).get(f"{consult.url}files/{file.public_id}/").status_code == 404


def test_what_is_typed_later_nobody_reads_until_it_is_shown(draft, consult, ben, dana, signed_in):
    a_draft_again = posts.draft(_with(draft, "Quite other words."), by=ben, into=draft)
    assert b"Quite other" not in signed_in(dana).get(consult.url).content
    assert b"Show them the newer words" in signed_in(ben).get(consult.url).content
    actions.opine(consult, by=dana, kind="fine")
    signed_in(ben).post(f"{consult.url}showing/")
    assert b"Quite other" in signed_in(dana).get(consult.url).content
    assert part(consult, dana).answer == ""
    with pytest.raises(NotNow):
        actions.show_again(consult, by=ben)
    assert a_draft_again.pk == draft.pk


def _with(draft, body):
    from dataclasses import replace

    from intramural.posts import composing

    return replace(composing.of(draft), body=body)


@pytest.mark.parametrize("count", [0, 4])
def test_one_to_three(draft, ben, count):
    with pytest.raises(Unacceptable) as no:
        a_consult(about=draft, asks=tuple(a_person(f"p{n}") for n in range(count)))
    assert no.value.field == "people"
    assert not Consult.objects.exists()


def test_who_can_be_asked(draft, ben, gus):
    for person in (ben, gus):
        with pytest.raises(Unacceptable):
            a_consult(about=draft, asks=(person,))


def test_a_guest_asks_nobody(gus, dana):
    with pytest.raises(NotAllowed):
        a_consult(about=a_draft(by=gus), asks=(dana,))


def test_nothing_to_show(ben, dana):
    with pytest.raises(Unacceptable, match="nothing to show"):
        a_consult(about=a_draft(by=ben, title="", body="", url="x"), asks=(dana,))


def test_once_more_asks_who_is_new(draft, consult, ben, dana, rosa):
    assert a_consult(about=draft, asks=(dana, rosa)) == consult
    assert [each.person for each in queries.asked_in(consult)] == [dana, rosa]
    again = Consult.objects.get()
    again.pk, again.public_id = None, "other"
    with pytest.raises(IntegrityError), transaction.atomic():
        again.save()


def test_what_is_shared_is_not_asked_about(ben, dana):
    with pytest.raises(NotNow):
        a_consult(about=a_post(by=ben), asks=(dana,))


@pytest.mark.parametrize("kind", ["fine", "dont", "not_mine"])
def test_answers(consult, dana, ben, signed_in, kind):
    answer = signed_in(dana).post(f"{consult.url}answer/", {"answer": kind, "because": "It is too early."})
    assert answer.status_code == 302
    assert part(consult, dana).answer == kind
    assert "It is too early." in signed_in(ben).get(consult.url).content.decode()


@pytest.mark.parametrize("given", [{"answer": "dont"}, {"answer": "if"}, {"answer": "veto"}, {"answer": "fine", "because": "x" * 2001},
                                   {"answer": "if", "because": "x", "not_before": "tomorrow"}, {"answer": "not_mine", "asks": "@nobody"},
                                   {"answer": "if", "audience": "people", "people": "@nobody"}, {"answer": "if", "audience": "moon"},
                                   {"answer": "if", "not_before": "2020-01-01"}])  # fmt: skip
def test_what_is_no_answer_is_shown_again(consult, dana, signed_in, given):
    answer = signed_in(dana).post(f"{consult.url}answer/", given)
    assert answer.status_code == 422
    assert b'class="wrong"' in answer.content
    assert part(consult, dana).answer == ""


def test_they_may_think_again_and_the_same_is_said_once(consult, dana):
    for _ in range(2):
        actions.opine(consult, by=dana, kind="dont", because="Too early.")
    assert Remark.objects.count() == 1
    actions.opine(consult, by=dana, kind="fine")
    assert part(consult, dana).answer == "fine"
    assert [each.answer for each in queries.remarks(consult)] == ["dont", "fine"]


def test_its_author_does_not_answer_and_who_is_asked_does_not_decide(consult, ben, dana):
    with pytest.raises(NotAllowed):
        actions.opine(consult, by=ben, kind="fine")
    for verb in (actions.show_again, actions.share, actions.call_off):
        with pytest.raises(NotAllowed):
            verb(consult, by=dana)


def test_fine_if_the_figures_go_is_taken_and_shared_in_three_clicks(draft, consult, ben, cara, dana, signed_in):
    actions.opine(consult, by=dana, kind="if", because="the figures are removed")
    browser = signed_in(ben)
    page = browser.get(consult.url).content.decode()  # from For you, or the mail: 1
    assert '<del><span class="visually-hidden"> (removed: </span>12 %' in page
    assert '<ins><span class="visually-hidden"> (added: </span>…' in page
    offer = Offer.objects.get()
    browser.post(f"{consult.url}taking/", {"offer": offer.public_id})  # 2
    browser.post(f"{consult.url}sharing/")  # 3
    post = Post.objects.get(pk=draft.pk)
    assert (post.state, post.body) == ("published", "All will cost … more from May. #pricing")


def test_other_words_readers_and_a_day_by_the_form(draft, consult, ben, cara, dana, signed_in):
    answer = signed_in(dana).post(
        f"{consult.url}answer/",
        {"answer": "fine", "title": "Prices", "words": "All will cost more.\r\n", "audience": "people", "people": "Cara Lindqvist",
         "not_before": "2099-05-03"},
    )  # fmt: skip
    assert answer.status_code == 302
    offer = Offer.objects.get()
    assert part(consult, dana).answer == "if"
    assert offer.meant_for == "Ben Haddad and Cara Lindqvist, 2 people"
    page = signed_in(ben).get(consult.url).content.decode()
    assert "3 May 2099" in page
    assert "instead of Everyone here" in page
    actions.take(consult, offer.public_id, by=ben)
    actions.take(consult, offer.public_id, by=ben)
    actions.share(consult, by=ben)
    post = Post.objects.get(pk=draft.pk)
    assert (post.title, post.body) == ("Prices", "All will cost more.")
    assert list(post.audience.people.order_by("handle").values_list("handle", flat=True)) == ["ben", "cara"]


def test_words_that_were_made_of_others_are_not_taken(draft, consult, ben, dana, rosa, signed_in):
    a_consult(about=draft, asks=(rosa,))
    for person in (dana, rosa):
        actions.opine(consult, by=person, kind="if", because="without the figures")
    first, second = Offer.objects.order_by("pk")
    actions.take(consult, first.public_id, by=ben)
    with pytest.raises(NotNow, match="other words"):
        actions.take(consult, second.public_id, by=ben)
    assert signed_in(ben).get(consult.url).content.decode().count(">Take it<") == 0


def test_an_answer_to_former_words_counts_for_nothing(draft, consult, ben, dana, client, signed_in):
    """And what was changed in them is not put back into the newer ones."""
    door = doors.to_consult(consult, dana)
    former = {"version": "1", "answer": "fine", "title": draft.title, "words": draft.body, "because": "From here."}
    posts.draft(_with(draft, "All will cost 9 % more from June."), by=ben, into=draft)
    actions.show_again(consult, by=ben)
    for answer in (client.post(door, former), signed_in(dana).post(f"{consult.url}answer/", former)):
        page = answer.content.decode()
        assert (answer.status_code, "The draft has other words by now" in page) == (422, True)
        assert 'name="version" value="2"' in page
        assert "All will cost 9 % more from June.</textarea>" in page
        assert "From here." in page
    assert not Remark.objects.exists()
    client.post(door, {**former, "version": "2", "words": "All will cost 9 % more from June."})
    assert part(consult, dana).answer == "fine"


def test_taking_an_offer_asks_those_who_have_not_answered_about_the_new_words(draft, ben, dana, rosa):
    consult = a_consult(about=draft, asks=(dana, rosa))
    remark = actions.opine(consult, by=rosa, kind="if", because="the figures are removed")
    actions.take(consult, remark.offer.public_id, by=ben)
    asked = Entry.objects.filter(name="ConsultAsked").order_by("pk")
    told = [(each.facts["asked_id"], each.facts["version"]) for each in asked]
    assert told == [(part(consult, dana).pk, 1), (part(consult, rosa).pk, 1), (part(consult, dana).pk, 2)]


def test_taking_leaves_what_the_author_typed_since(draft, consult, ben, dana):
    actions.opine(consult, by=dana, kind="if", because="without the figures")
    posts.draft(_with(draft, "Begun anew."), by=ben, into=draft)
    with pytest.raises(NotNow):
        actions.take(consult, Offer.objects.get().public_id, by=ben)
    assert Post.objects.get(pk=draft.pk).body == "Begun anew."


def test_an_offer_of_another_consult_is_none(consult, ben, dana, cara):
    other = a_consult(about=a_draft(by=cara), asks=(dana,))
    actions.opine(other, by=dana, kind="if", because="without the figures")
    with pytest.raises(NotFound):
        actions.take(consult, Offer.objects.get().public_id, by=ben)


def test_a_condition_in_words_is_for_the_author_to_follow(consult, ben, dana, signed_in):
    actions.opine(consult, by=dana, kind="if", because="legal agrees")
    page = signed_in(ben).get(consult.url).content.decode()
    assert "legal agrees" in page
    assert ">Take it<" not in page


def test_not_mine_goes_on(draft, consult, ben, dana, rosa, signed_in):
    signed_in(dana).post(f"{consult.url}answer/", {"answer": "not_mine", "asks": "@rosa"})
    assert (part(consult, dana).passed_to, part(consult, rosa).named_by) == (rosa, dana)
    assert "not mine, ask Rosa Marchetti" in signed_in(ben).get(consult.url).content.decode()
    assert signed_in(rosa).get(consult.url).status_code == 200
    with pytest.raises(Unacceptable):
        actions.opine(consult, by=rosa, kind="not_mine", passes_to=ben)
    assert len(a_consult(about=draft, asks=(a_person("p1"), a_person("p2"))).asked.all()) == 4


def test_words_between(consult, ben, dana, signed_in):
    signed_in(dana).post(consult.url, {"body": "Which pallets?"})
    signed_in(ben).post(consult.url, {"body": "All of them."})
    signed_in(ben).post(consult.url, {"body": "All of them."})
    assert [(each.by, each.body) for each in queries.remarks(consult)] == [(dana, "Which pallets?"), (ben, "All of them.")]
    assert signed_in(dana).post(consult.url, {"body": " "}).status_code == 422


def test_without_signing_in_by_the_link_of_a_mail(consult, dana, ben):
    door = doors.to_consult(consult, dana)
    assert "New prices" in Client().get(door).content.decode()
    assert not Remark.objects.exists()
    assert Client().post(door, {"answer": "dont"}).status_code == 422
    assert Client().post(door, {"answer": "if", "because": "without the figures"}).status_code == 302
    assert Client().post(door, {"body": "Thank you for asking."}).status_code == 302
    assert Offer.objects.get().body == "All will cost … more from May. #pricing"
    assert [each.by for each in queries.remarks(consult)] == [dana, dana]
    assert Client().get(doors.to_consult(consult, ben)).status_code == 404
    token = door.split("/")[-2]
    assert Client().get(f"/care/talk/{token}/").status_code == 404
    assert Client().get(f"/care/consult/{token[:-1]}x/").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=31)):
        assert Client().get(door).status_code == 404


def test_a_door_closes_with_who_leaves(consult, dana, olga):
    door = doors.to_consult(consult, dana)
    people.deactivate(dana, by=olga)
    assert Client().get(door).status_code == 404
