"""A kind card after the second time, for the person alone; a coach who sees what its person lets them see, and no longer."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from intramural.care import actions as care
from intramural.care.testing import a_narrowing
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.participation import actions, coaching, queries, tasks
from intramural.participation.models import Closed, Coach, Consent
from intramural.people import actions as people
from intramural.posts.testing import a_post
from intramural.stewards.testing import a_stewardship

pytestmark = pytest.mark.django_db
BEGAN = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def time():
    with time_machine.travel(BEGAN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def pricing(dana, dirk):
    return a_stewardship(topic="pricing", steward=dana, deputy=dirk)


def too_far(by, *, narrows=None, body="Prices. #pricing"):
    """A post that went too far, narrowed by who looks after it, or mended by its author."""
    post = a_post(by=by, body=body)
    if narrows is not None:
        return a_narrowing(of=post, by=narrows)
    return care.recover(post, by=by, parts={"apology": "I am sorry."})


def shown(browser, address):
    return browser.get(address).content.decode()


CARD = "More than once lately something about Pricing was made smaller afterwards."


def test_the_second_time_under_one_topic_brings_up_one_kind_card(ben, ada, dana, dirk, cara, pricing, signed_in):
    narrowing = too_far(ben, narrows=dana)
    too_far(ben, body="A plan. #roadmap")
    too_far(ben)
    assert coaching.cards(ben) == [], "one of the two is what a steward thinks, and nobody else yet"
    care.agree(narrowing, by=ben)
    (card,) = coaching.cards(ben)
    assert card.topic.slug == "pricing"
    assert card.practice == "Before the next one, choose Ask first: Dana Silva looks after it, and is glad to be asked."
    browser = signed_in(ben)
    assert all(CARD in shown(browser, at) for at in ("/path/", "/write/"))
    for other in (ada, dana, cara):
        assert CARD not in shown(signed_in(other), "/write/") + shown(signed_in(other), "/path/")


def test_one_post_that_was_narrowed_and_then_mended_is_one(ben, dana, pricing):
    narrowing = too_far(ben, narrows=dana)
    care.recover(narrowing.post, by=ben, parts={"apology": "I am sorry."})
    assert coaching.cards(ben) == []


def test_what_did_not_stand_and_what_is_long_past_is_none(ben, dana, pricing, time):
    too_far(ben, narrows=dana)
    ended = too_far(ben, narrows=dana)
    care.end(ended, by=dana)
    assert coaching.cards(ben) == []
    time.shift(timedelta(days=8))
    care.lapse()
    too_far(ben)
    assert coaching.cards(ben) == []
    time.shift(timedelta(days=1))
    too_far(ben)
    assert len(coaching.cards(ben)) == 1
    time.shift(timedelta(days=91))
    assert coaching.cards(ben) == []


def test_a_closed_card_comes_up_when_something_new_did_and_never_for_readers(ben, dana, pricing, time, signed_in):
    too_far(ben)
    too_far(ben)
    browser = signed_in(ben)
    browser.post("/path/cards/pricing/", {"next": "/write/"})
    assert coaching.cards(ben) == []
    time.shift(timedelta(days=1))
    too_far(ben)
    assert len(coaching.cards(ben)) == 1
    browser.post("/path/switch/")
    assert CARD not in shown(browser, "/write/") + shown(browser, "/path/")


def test_a_coach_sees_with_consent_for_a_time_and_no_longer_than_its_person_likes(
    ben, ada, cara, dana, olga, pricing, time, signed_in
):
    too_far(ben)
    too_far(ben)
    for _ in range(2):
        too_far(ben, body="What few know. #redwood")
    coach = actions.name_coach(ada, by=olga, through=BEGAN.date() + timedelta(days=60))
    browser = signed_in(ben)
    assert browser.post("/path/coach/", {"coach": "ada", "days": "14", "note": "How do I ask?"}).status_code == 302
    its = queries.own_consent(ben)
    assert its.url in shown(browser, "/path/coach/")
    page = shown(signed_in(ada), its.url)
    assert all(words in page for words in ("Ben Haddad", "about Pricing was", "about a subject was", "How do I ask?"))
    assert not any(words in page.lower() for words in ("redwood", "what few know", "prices.", "#pricing"))
    for other in (cara, dana, olga):
        assert signed_in(other).get(its.url).status_code == 404
    browser.post("/path/coach/withdrawal/")
    assert (signed_in(ada).get(its.url).status_code, Consent.objects.count()) == (404, 0)
    again = actions.consent(coach, by=ben, days=14)
    time.shift(timedelta(days=15))
    assert signed_in(ada).get(again.url).status_code == 404
    assert (tasks.forget_consents(), Consent.objects.count()) == (1, 0)


def test_a_coach_whose_time_is_over_sees_nothing_more(ben, ada, olga, time):
    coach = actions.name_coach(ada, by=olga, through=BEGAN.date())
    its = actions.consent(coach, by=ben, days=90)
    assert queries.consent(its.public_id, viewer=ada) == its
    time.shift(timedelta(days=1))
    for _ in range(2):
        with pytest.raises(NotFound):
            queries.consent(its.public_id, viewer=ada)
        assert queries.coaches() == []
    actions.name_coach(ada, by=olga, through=BEGAN.date() + timedelta(days=3))
    actions.dismiss_coach(coach, by=ada)
    assert not Consent.objects.exists()


def test_operators_name_coaches_and_nobody_coaches_themselves(ben, ada, gus, olga):
    day = BEGAN.date() + timedelta(days=9)
    with pytest.raises(NotAllowed):
        actions.name_coach(ada, by=ben, through=day)
    for person, through in ((gus, day), (ada, BEGAN.date() - timedelta(days=1)), (ada, day + timedelta(days=400))):
        with pytest.raises(Unacceptable):
            actions.name_coach(person, by=olga, through=through)
    coach = actions.name_coach(ada, by=olga, through=day)
    with pytest.raises(NotAllowed):
        actions.dismiss_coach(coach, by=ben)
    with pytest.raises(NotAllowed):
        actions.consent(coach, by=ada, days=14)
    with pytest.raises(Unacceptable):
        actions.consent(coach, by=ben, days=365)


def test_nothing_is_kept_of_who_is_erased(ben, ada, olga, dana, pricing):
    too_far(ben)
    too_far(ben)
    actions.close_card(coaching.patterns(ben)[0].topic, by=ben)
    actions.consent(actions.name_coach(ada, by=olga, through=BEGAN.date()), by=ben, days=14)
    people.erase(ben, by=olga)
    assert not Consent.objects.exists()
    assert not Closed.objects.exists()
    people.erase(ada, by=olga)
    assert not Coach.objects.exists()
