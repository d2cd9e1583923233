"""A concern is a private talk between who raised it, the author and who looks after it; an author mends what they overshared."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from intramural.care import actions, doors, queries, words
from intramural.care.errors import NotNow
from intramural.care.models import Concern, Message, Narrowing
from intramural.care.testing import a_narrowing
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db


def a_concern(post, by, *, kind="question", body="Who may know this?"):
    return actions.raise_concern(post, by=by, kind=kind, body=body)


def names(concern):
    return [(each.person.handle, each.part) for each in queries.between(concern)]


def test_it_reaches_the_author_and_who_looks_after_it(post, ben, cara, dana, rosa, signed_in):
    answer = signed_in(cara).post(f"/posts/{post.public_id}/concern/", {"kind": "question", "body": "Who may know this?"})
    concern = Concern.objects.get()
    assert answer["Location"] == concern.url
    assert names(concern) == [("cara", "raised"), ("ben", "author"), ("dana", "cares")]
    for person in (ben, cara, dana):
        page = signed_in(person).get(concern.url).content.decode()
        assert "Who may know this?" in page
        assert "Between Cara Lindqvist, Ben Haddad and Dana Silva, and" in re.sub("</?bdi>", "", page)
    assert signed_in(rosa).get(concern.url).status_code == 404
    assert "Who may know this?" not in signed_in(rosa).get(f"/posts/{post.public_id}/").content.decode()


def test_it_reaches_the_deputy_where_the_steward_wrote_it_or_cannot_read_it(ben, cara, dana, dirk, pricing, signed_in):
    space = a_space("Closed", owner=ben, members=(cara, dirk), gated=True)
    of_the_steward = a_post(by=dana, body="#pricing")
    for_a_few = a_post(by=ben, body="#pricing", to=Choice("space", space=space))
    for post, author in ((of_the_steward, "dana"), (for_a_few, "ben")):
        assert "Dirk Deputy" in signed_in(cara).get(f"/posts/{post.public_id}/concern/").content.decode()
        concern = a_concern(post, cara)
        assert names(concern) == [("cara", "raised"), (author, "author"), ("dirk", "cares")]
    assert signed_in(dana).get(concern.url).status_code == 404


def test_what_a_steward_overshared_is_told_to_the_deputy(cara, dana, dirk, pricing):
    mended = actions.recover(a_post(by=dana, body="#pricing"), by=dana, parts={"apology": "I am sorry."})
    assert names(mended) == [("dana", "raised"), ("dirk", "cares")]


def test_a_talk_says_about_which_post_it_is_and_why_that_goes_so_wide(ben, cara, dana, rosa, pricing, signed_in):
    post = a_post(by=ben, title="New prices", body="#pricing", why_wide="Everybody sells.")
    form = signed_in(cara).get(f"/posts/{post.public_id}/concern/").content.decode()
    concern = a_concern(post, cara)
    for page in (
        form,
        signed_in(dana).get(concern.url).content.decode(),
        Client().get(doors.to_talk(concern, dana)).content.decode(),
        Client().get(doors.to_post(post, dana)).content.decode(),
    ):
        assert "New prices" in page
        assert "Everybody sells." in page
    a_narrowing(of=post, by=dana)
    for page in (signed_in(cara).get(concern.url), Client().get(doors.to_talk(concern, cara))):
        assert "New prices" not in page.content.decode(), "she may not know now what it says"
    assert "New prices" in signed_in(dana).get(concern.url).content.decode()


def test_by_the_door_of_a_talk_its_post_is_made_smaller_for_a_unit(post, cara, dana, operations):
    door = doors.to_talk(a_concern(post, cara), dana)
    assert "Make it smaller now" in Client().get(door).content.decode()
    assert Client().post(door, {"do": "narrow", "because": "", "audience": "matter"}).status_code == 422
    chosen = {"do": "narrow", "because": "Not yet.", "audience": "units", "units": operations.public_id}
    assert Client().post(door, chosen)["Location"].startswith("/care/matter/")
    assert Narrowing.objects.get().audience.kind == "units"
    assert "Make it smaller now" not in Client().get(door).content.decode()


def test_without_words_kind_ones_are_sent(post, cara):
    for kind, said in words.OFFERED.items():
        if kind != "question":
            a_concern(post, cara, kind=kind, body="  ")
            assert Message.objects.order_by("-pk")[0].body == said


def test_once_more_goes_on_with_the_same_talk(post, cara):
    assert a_concern(post, cara) == a_concern(post, cara, kind="takedown", body="Please.")
    assert [each.body for each in Message.objects.all()] == ["Who may know this?", "Please."]


def test_the_same_words_twice_are_said_once(post, cara, ben):
    concern = a_concern(post, cara)
    for _ in range(2):
        actions.answer(concern, by=ben, body="Everybody in Sales.")
    assert Message.objects.count() == 2


@pytest.mark.parametrize(("kind", "body"), [("anger", "x"), ("overshared", "x"), ("unsure", "x" * 2001)])
def test_what_cannot_be_raised(post, cara, kind, body):
    with pytest.raises(Unacceptable):
        a_concern(post, cara, kind=kind, body=body)


def test_not_about_ones_own(post, ben):
    with pytest.raises(NotAllowed):
        a_concern(post, ben)


def test_a_steward_who_cannot_read_it_is_not_told(ada, ben, dana, pricing):
    space = a_space("Board", owner=ada, members=(ben,), gated=True)
    concern = a_concern(a_post(by=ben, body="#pricing", to=Choice("space", space=space)), ada)
    assert names(concern) == [("ada", "raised"), ("ben", "author")]


def test_the_deputy_hears_of_it_when_the_steward_has_left(post, cara, dana, dirk, olga):
    concern = a_concern(post, cara)
    with pytest.raises(NotFound):
        queries.concern(concern.public_id, viewer=dirk)
    people.deactivate(dana, by=olga)
    assert queries.concern(concern.public_id, viewer=dirk) == concern


def test_what_is_said_about_a_narrowing_stays_among_those_on_it(post, ben, cara, dana):
    """Who raised a concern as a reader hears nothing of it."""
    raised = a_concern(post, cara)
    narrowing = a_narrowing(of=post, by=dana)
    talk = actions.talk_about(narrowing, by=ben, body="The customer has asked for it.")
    assert (talk.pk != raised.pk, names(talk)) == (True, [("ben", "raised"), ("dana", "cares")])
    assert actions.talk_about(narrowing, by=dana, body="I see.").pk == talk.pk
    assert queries.messages(raised)[-1].body == "Who may know this?"
    with pytest.raises(NotFound):
        queries.concern(talk.public_id, viewer=cara)


def test_who_has_a_talk_of_their_own_talks_about_a_narrowing_too(post, ben, dana, dirk, signed_in):
    a_concern(post, dana)
    narrowing = a_narrowing(of=post, by=dirk)
    answer = signed_in(dana).post(f"{narrowing.url}talk/", {"body": "Good."})
    assert answer.status_code == 302
    assert names(Concern.objects.get(kind="narrowing")) == [("dana", "raised"), ("ben", "author"), ("dirk", "cares")]


def test_with_oneself_alone_there_is_no_talk(post, ben):
    narrowing = a_narrowing(of=post, by=ben)
    with pytest.raises(NotNow, match="Nobody else is on this"):
        actions.talk_about(narrowing, by=ben, body="Hm.")
    assert not Concern.objects.exists()


def test_both_sides_close_it(post, ben, cara, signed_in):
    concern = a_concern(post, cara)
    signed_in(cara).post(f"{concern.url}closing/")
    concern.refresh_from_db()
    assert concern.is_open
    assert "settled" in signed_in(cara).get(concern.url).content.decode()
    actions.answer(concern, by=ben, body="One thing more.")
    signed_in(ben).post(f"{concern.url}closing/")
    concern.refresh_from_db()
    assert concern.is_open
    signed_in(cara).post(f"{concern.url}closing/")
    concern.refresh_from_db()
    assert not concern.is_open
    with pytest.raises(NotNow):
        actions.answer(concern, by=ben, body="Late.")


def test_by_the_link_of_a_mail_without_signing_in(post, ben, cara):
    door = doors.to_post(post, cara)
    assert "New prices" in Client().get(door).content.decode()
    assert not Concern.objects.exists()
    answer = Client().post(door, {"kind": "narrow", "body": ""})
    concern = Concern.objects.get()
    assert concern.raised_by == cara
    assert answer.status_code == 302
    talk = doors.to_talk(concern, ben)
    assert words.OFFERED["narrow"] in Client().get(talk).content.decode()
    Client().post(talk, {"body": "I do so now."})
    Client().post(talk, {"do": "close"})
    assert Message.objects.order_by("-pk")[0].by == ben
    assert queries.has_closed(ben, concern)


def test_who_never_signs_in_makes_it_smaller_by_the_link_of_a_mail(post, cara, dana):
    door = doors.to_post(post, dana)
    assert "Make it smaller now" in Client().get(door).content.decode()
    assert "Make it smaller now" not in Client().get(doors.to_post(post, cara)).content.decode()
    assert Client().post(door, {"do": "narrow", "because": ""}).status_code == 422
    narrowed = Client().post(door, {"do": "narrow", "because": "Not out yet."})
    narrowing = Narrowing.objects.get()
    token = narrowed["Location"].split("/")[-2]
    assert (narrowing.by, doors.read("matter", token)) == (dana, doors.Door(dana, narrowing.public_id))
    assert Client().post(door, {"do": "narrow", "because": "Not out yet."}).status_code == 409


def test_a_link_asks_again_what_may_be_seen(post, cara, dana, olga):
    door, talk = doors.to_post(post, cara), doors.to_talk(a_concern(post, cara), cara)
    a_narrowing(of=post, by=dana)
    assert Client().get(door).status_code == 404
    people.deactivate(cara, by=olga)
    assert Client().get(talk).status_code == 404


def test_a_link_ends_and_cannot_be_made_up(post, cara, dana):
    door = doors.to_post(post, cara)
    token = door.split("/")[-2]
    assert Client().get(f"/care/talk/{token}/").status_code == 404
    assert Client().get(f"/care/post/{token[:-1]}x/").status_code == 404
    with time_machine.travel(clock.now() + timedelta(days=91)):
        assert Client().get(door).status_code == 404


def mended(post, by, **more):
    return actions.recover(post, by=by, parts=words.RECOVERY, **more)


def test_an_author_mends_what_they_overshared(post, ben, cara, dana, signed_in):
    page = signed_in(ben).get(f"/posts/{post.public_id}/recovery/").content.decode()
    assert "Dana Silva" in page
    assert all(part in page for part in words.RECOVERY.values())
    parts = {**words.RECOVERY, "again": "", "audience": "nobody", "lesson": "Ask before prices."}
    answer = signed_in(ben).post(f"/posts/{post.public_id}/recovery/", parts)
    concern = Concern.objects.get()
    assert answer["Location"] == concern.url
    assert (concern.kind, concern.lesson, names(concern)) == (
        "overshared",
        "Ask before prices.",
        [("ben", "raised"), ("dana", "cares")],
    )
    said = Message.objects.get().body
    assert said.startswith(words.RECOVERY["apology"])
    assert words.RECOVERY["again"] not in said
    assert Post.objects.get(pk=post.pk).is_taken_down
    assert not Post.objects.visible_to(cara).exists()
    page = signed_in(dana).get(concern.url).content.decode()
    assert "I am sorry." in page
    assert "Ask before prices." not in page


def test_made_smaller_instead(ada, ben, cara, dana, pricing):
    space = a_space("Shop", owner=ada, members=(ben,))
    post = a_post(by=ben, body="#pricing", to=Choice("space", space=space))
    mended(post, ben, takes_down=False, to=actions.Circle("members"))
    assert Post.objects.visible_to(ada).exists()
    assert not Post.objects.visible_to(cara).exists()


def test_what_is_narrowed_already_stays_so(post, ben, dana):
    narrowing = a_narrowing(of=post, by=dana)
    mended(post, ben)
    assert Narrowing.objects.get() == narrowing
    assert Concern.objects.get().kind == "overshared"


def test_where_nobody_looks_after_it_one_says_who_should_know(ben, rosa, signed_in):
    post = a_post(by=ben, body="Oh.")
    signed_in(ben).post(f"/posts/{post.public_id}/recovery/", {**words.RECOVERY, "audience": "nobody", "tells": "@rosa"})
    assert names(Concern.objects.get()) == [("ben", "raised"), ("rosa", "cares")]


def test_it_is_mended_beside_a_talk_about_a_former_narrowing(post, ben, dana, rosa):
    """The post goes, the lesson stays, and all who should know are told."""
    narrowing = a_narrowing(of=post, by=dana)
    talk = actions.talk_about(narrowing, by=ben, body="Why?")
    actions.end(narrowing, by=dana)
    mended = actions.recover(post, by=ben, parts=words.RECOVERY, lesson="Ask before May.", tells=[rosa])
    assert (mended.pk != talk.pk, mended.kind, mended.lesson) == (True, "overshared", "Ask before May.")
    assert names(mended) == [("ben", "raised"), ("dana", "cares"), ("rosa", "cares")]
    assert Narrowing.objects.get(ended_at=None).is_takedown


def test_once_more_with_others_tells_them_too_and_shows_them_nothing_older(post, ben, cara, dana, rosa):
    first = actions.recover(post, by=ben, parts=words.RECOVERY)
    actions.answer(first, by=dana, body="Thank you.")
    assert actions.recover(post, by=ben, parts={"apology": "Sorry again."}).pk == first.pk
    second = actions.recover(post, by=ben, parts=words.RECOVERY, tells=[rosa])
    assert [each.person for each in queries.between(second)] == [ben, dana, rosa]
    assert [each.by for each in queries.messages(second)] == [ben]


def test_only_its_author_mends_it_and_not_without_a_word(post, ben, dana):
    with pytest.raises(NotAllowed):
        mended(post, dana)
    with pytest.raises(Unacceptable):
        actions.recover(post, by=ben, parts={})
    assert not Narrowing.objects.exists()


def test_no_sanction_stands_anywhere_in_it(post, ben, dana, signed_in):
    """D6: nothing in this lane names a consequence, on the form or in the talk that follows."""
    form = signed_in(ben).get(f"/posts/{post.public_id}/recovery/").content.decode()
    concern = mended(post, ben)
    for page in (form, signed_in(dana).get(concern.url).content.decode()):
        shown = re.sub("<[^>]*>", "", page.lower().split("<main")[1].split("</main>")[0])
        assert not re.search(r"\b(sanction|strike|warn|suspend|block|violat|report|punish)", shown)


def test_nobody_is_left_out_who_should_know(post, ben, cara, dana):
    """An author who has left is no part of it."""
    gone = a_person("gone", name="Gone Soon")
    other = a_post(by=gone, body="#pricing")
    type(gone).objects.filter(pk=gone.pk).update(is_active=False)
    assert names(a_concern(Post.objects.get(pk=other.pk), cara)) == [("cara", "raised"), ("dana", "cares")]
    posts.delete(post, by=ben)
