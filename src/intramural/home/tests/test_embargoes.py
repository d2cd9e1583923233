"""Not before a day, from the composer and by a program, to the page, the news, the mail and the second thought."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.mail import tasks as mail
from intramural.notifications import tasks as news
from intramural.notifications.testing import heard
from intramural.people.testing import a_token
from intramural.posts import actions, composing, queries, tasks
from intramural.posts.models import Embargo, Post
from intramural.posts.queries import embargoes
from intramural.posts.reach import Choice, NotBefore
from intramural.posts.testing import a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.thought import drafting
from intramural.thought import queries as thought
from intramural.topics import actions as topics
from intramural.topics.models import Topic

pytestmark = pytest.mark.django_db

BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
DAY = datetime(2026, 3, 9, 8, 0, tzinfo=UTC)
TYPED = {
    "body": "Prices go down. #pricing",
    "audience": "people",
    "people": "@ada",
    "opens_at": "2026-03-09T09:00",
    "then": "everyone",
}


@pytest.fixture(autouse=True)
def time():
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def berlin(ben):
    """Ben, on whose clock it is an hour later."""
    ben.time_zone, ben.undo_seconds = "Europe/Berlin", 0
    ben.save()
    return ben


@pytest.fixture
def told(ben, ada, pricing):
    people = Choice("people", people=(ada,))
    return a_post(by=ben, title="The Falcon price list", body="#pricing", to=people, not_before=NotBefore(DAY, Choice()))


def page(browser, address):
    answer = browser.get(address)
    assert answer.status_code == 200, answer.status_code
    return re.sub(r"<[^>]+>", "", answer.content.decode())


def test_the_composer_says_how_far_it_goes_when_and_keeps_what_is_refused(berlin, ada, dana, pricing, signed_in):
    pricing.asks = "fine"  # so that no second thought comes first
    pricing.save()
    browser = signed_in(berlin)
    wrong = browser.post("/write/", {**TYPED, "opens_at": "2026-02-09T09:00"})
    shown = re.sub(r"<[^>]+>", "", wrong.content.decode())
    assert wrong.status_code == 422
    assert "That time is past" in shown
    assert 'value="2026-02-09T09:00"' in wrong.content.decode()
    drafted = browser.post("/drafts/", TYPED)
    assert drafted.status_code == 302
    draft = queries.drafts(berlin).rows[0]
    kept = page(browser, f"/write/?draft={draft.public_id}")
    now, then = "Ada Okonkwo, Ben Haddad and 2 others, 4 people, can read this.", "Everyone here, 4 people."
    assert f"{now} From 9 March 2026, 9:00 on: {then}" in kept
    assert browser.post("/write/", {**TYPED, "draft": draft.public_id}).status_code == 302
    post = Post.objects.get()
    assert embargoes.in_force(post).opens_at == DAY
    assert "Not before 9 March 2026, 8:00." in page(signed_in(ada), "/")
    assert "Not before" not in page(signed_in(berlin), "/write/reach/?audience=everyone")


def test_the_circle_reads_its_day_and_who_agreed_and_who_keeps_it_moves_it(told, ada, ben, cara, dana, signed_in):
    at = f"/posts/{told.public_id}/"
    shown = page(signed_in(ada), at)
    assert "Not before 9 March 2026, 8:00. Agreed by Ben Haddad. Then these can read it: Everyone here, 5 people." in shown
    assert "Move the day" not in shown
    assert signed_in(cara).get(at).status_code == 404
    steward = signed_in(dana)
    assert "Move the day, open it or call it off" in page(steward, at)
    assert steward.post(f"{at}embargo/agreement/").status_code == 302
    assert "Agreed by Ben Haddad and Dana Silva." in page(signed_in(ada), at)
    moved = {"opens_at": "2026-03-10T08:00", "because": "The board meets on Monday.", "names": "Falcon"}
    assert steward.post(f"{at}embargo/", moved).status_code == 302
    shown = page(signed_in(ben), at)
    assert "Not before 10 March 2026, 8:00. Agreed by Dana Silva." in shown
    assert "The board meets on Monday." in shown
    assert "Falcon" in page(signed_in(ben), f"{at}embargo/")
    assert steward.post(f"{at}opening/", {"because": "The board said yes."}).status_code == 302
    assert "The Falcon price list" in page(signed_in(cara), at)
    assert "Not before" not in page(signed_in(ben), at)


def test_what_was_typed_stays_though_it_waits_no_longer(told, ben, signed_in):
    actions.call_off(embargoes.in_force(told), by=ben)
    form = {"opens_at": "2026-03-10T08:00", "names": "Falcon\nHeron"}
    answer = signed_in(ben).post(f"/posts/{told.public_id}/opening/", form)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "It does not wait for a day." in page
    assert "Falcon\nHeron</textarea>" in page
    assert 'value="2026-03-10T08:00"' in page


def test_a_program_chooses_the_day_and_is_told_of_it(ben, ada, cara, client):
    def call(person, method, path, body=None):
        headers = {"Authorization": f"Bearer {a_token(person)}"}
        answer = client.generic(method, f"/api/v1{path}", json.dumps(body or {}), "application/json", headers=headers)
        return answer.status_code, answer.json()

    new = {"body": "Soon.", "opens_at": "2026-03-09T08:00:30Z", "audience_then": {"kind": "people", "people": ["cara"]}}
    ben.undo_seconds = 0
    ben.save()
    status, draft = call(ben, "POST", "/drafts", new)
    assert (draft["opens_at"], draft["audience_then"]["people"]) == ("2026-03-09T08:00:30+00:00", ["cara"])
    status, post = call(ben, "POST", f"/drafts/{draft['id']}/publication")
    assert (status, post["opens_at"], post["reach"]["words"]) == (201, "2026-03-09T08:00:30Z", "Only you can read this.")
    assert call(cara, "GET", f"/posts/{post['id']}")[0] == 404
    status, embargo = call(ben, "GET", f"/posts/{post['id']}/embargo")
    assert (embargo["agreed"], embargo["then"]["name"]) == (["Ben Haddad"], "Ben Haddad and Cara Lindqvist")
    status, embargo = call(
        ben, "PUT", f"/posts/{post['id']}/embargo", {"opens_at": "2026-03-12T08:00:00Z", "names": ["Falcon"]}
    )
    assert (status, embargo["opens_at"]) == (200, "2026-03-12T08:00:00Z")
    assert call(ben, "POST", f"/posts/{post['id']}/opening")[1]["opens_at"] is None
    assert call(cara, "GET", f"/posts/{post['id']}")[0] == 200
    assert call(ben, "POST", "/posts", {"body": "No.", "audience_then": {"kind": "everyone"}})[0] == 422


def test_who_looks_after_it_and_its_author_hear_of_its_day_and_nobody_else(
    ben, ada, cara, dana, dirk, pricing, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        people = Choice("people", people=(ada,))
        told = a_post(by=ben, title="Prices", body="#pricing", to=people, not_before=NotBefore(DAY, Choice()))
    news.decide()
    chosen = ["ben has chosen the day before which it is not for all: Prices"]
    assert [heard(each) for each in (dana, dirk, ada, ben, cara)] == [chosen, chosen, [], [], []]
    with django_capture_on_commit_callbacks(execute=True):
        actions.move(embargoes.in_force(told), by=dana, opens_at=DAY + timedelta(days=1), because="Not yet.")
    with django_capture_on_commit_callbacks(execute=True):
        actions.call_off(embargoes.in_force(told), by=dirk, because="It will not be.")
    news.decide()
    assert sorted(heard(ben)) == [
        "dana has chosen the day before which it is not for all: Prices",
        "dirk has called off the day on which it was to open: Prices",
    ]


def test_a_day_that_the_house_called_off_is_told_as_nobodys_doing(
    ben, ada, cara, dana, pricing, time, signed_in, django_capture_on_commit_callbacks
):
    hall = a_space("Bakers", owner=cara, members=(ben,), gated=True)
    then = Choice("space", space=hall)
    a_post(by=ben, title="Prices", body="#pricing", to=Choice("people", people=(ada,)), not_before=NotBefore(DAY, then))
    spaces.remove(hall, ben, by=cara, reason="He left the team.")
    time.move_to(DAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.open_due() == 0
    news.decide()
    said = "The day on which it was to open is called off"
    assert [said in page(signed_in(each), "/for-you/") for each in (ben, dana, ada)] == [True, True, False]


def test_when_its_day_comes_it_is_told_mailed_and_found_as_if_it_were_published_then(
    told, ada, cara, dana, time, signed_in, mailoutbox, settings, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        topics.follow(Topic.objects.get(slug="pricing"), by=cara)
        tasks.tell_released()
    news.decide()
    assert heard(cara) == []
    assert "Falcon price" not in page(signed_in(cara), "/search/?q=Falcon")
    time.move_to(DAY)
    with django_capture_on_commit_callbacks(execute=True):
        assert actions.open_due() == 1
    news.decide()
    assert heard(cara) == ["ben shares: The Falcon price list"]
    assert "Falcon price" in page(signed_in(cara), "/search/?q=Falcon")
    assert "The Falcon price list" in page(signed_in(cara), "/")


def test_a_mail_to_the_circle_carries_its_day(told, dana, time, mailoutbox, django_capture_on_commit_callbacks):
    from intramural.notifications import actions as telling

    telling.choose_rhythm(by=dana, bundle="", quiet_from=None, quiet_to=None)
    telling.tell_of_embargo(Embargo.objects.get().pk)
    news.decide()
    time.shift(timedelta(minutes=10))
    assert mail.hand_over_letters() == 1
    (letter,) = mailoutbox
    line = "Not before 9 March 2026, 8:00, agreed by Ben Haddad. Everyone here, 4 people, can read it then"
    assert line in letter.body
    assert line in letter.alternatives[0][0]


def thinks(by, body, **more):
    composed = composing.Composition(body=body, **more)
    return thought.think(drafting.of(composed, by=by))


def test_a_second_thought_knows_the_names_of_what_waits(told, ada, ben, cara, dana, gus, time):
    of_ada = thinks(ada, "We print the Falcon price list tomorrow.")
    assert of_ada.reason == "This names what is not to be told before 9 March 2026, 8:00."
    assert of_ada.people == (dana,)
    assert thinks(cara, "We print the Falcon price list tomorrow.") is None
    embargo = embargoes.in_force(told)
    actions.move(embargo, by=ben, opens_at=DAY, names="Falcon\nProject seven")
    for words in ("Is Falcon soon?", "What is project Seven?"):
        of_cara = thinks(cara, words)
        assert of_cara.reason == "Dana Silva may have a view: this names something of theirs."
        assert thinks(gus, words) is None
    assert thinks(ada, "Falcon?", audience="people", people="@ben") is None
    assert thinks(ada, "Falcon!", opens_at="2026-03-09T08:00") is None
    time.move_to(DAY)
    actions.open_due()
    assert thinks(cara, "Falcon is here.") is None
