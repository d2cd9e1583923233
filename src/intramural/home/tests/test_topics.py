"""Topics: who may know of one, what stands on its page, following."""

from __future__ import annotations

import re

import pytest

from intramural.care import actions as care
from intramural.home import queries
from intramural.people.actions import erase
from intramural.posts import actions as posts
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.spaces.testing import a_space
from intramural.stewards.testing import a_stewardship
from intramural.topics import actions as topics
from intramural.topics.models import Topic

pytestmark = pytest.mark.django_db


def listed(answer) -> list[str]:
    return re.findall(r'<h2><a href="/topics/([^/]+)/"', answer.content.decode())


def test_a_topic_is_there_once_somebody_wrote_of_it(ada, ben, signed_in):
    a_post(by=ada, body="We plan #Night_Shifts")
    assert listed(signed_in(ben).get("/topics/")) == ["night_shifts"]
    shown = signed_in(ben).get("/topics/Night_Shifts/").content.decode()
    assert "We plan" in shown


def test_a_word_that_one_may_not_read_is_no_topic(ada, ben, cara, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    a_post(by=ada, body="Soon #redwood", to=Choice("space", space=space))
    post = a_post(by=ada, body="Oops #oops")
    assert listed(signed_in(ben).get("/topics/")) == ["oops", "redwood"]
    assert listed(signed_in(cara).get("/topics/")) == ["oops"]
    hidden, absent = (signed_in(cara).get(f"/topics/{word}/") for word in ("redwood", "nothing"))
    assert (hidden.status_code, hidden.content) == (404, absent.content)
    posts.delete(post, by=ada)
    assert listed(signed_in(ben).get("/topics/")) == ["redwood"]


def test_of_what_is_translucent_only_topics_of_its_sentence_are_known(ada, ben, cara, gus, signed_in):
    space = a_space("Merger", owner=ada, members=(ben, gus), gated=True)
    known = Choice("space", space=space, known_to=Choice())
    a_post(by=ada, title="Routes", summary="Where #barges go.", body="To #redwood.", to=known)
    assert listed(signed_in(cara).get("/topics/")) == ["barges"]
    assert listed(signed_in(gus).get("/topics/")) == ["barges", "redwood"]
    page = signed_in(cara).get("/topics/barges/").content.decode()
    assert "Where #barges go." in page
    assert "redwood" not in page
    assert signed_in(cara).get("/topics/redwood/").status_code == 404


def test_its_page_shows_no_more_than_one_may_read(ada, ben, cara, signed_in):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    a_post(by=ada, body="Among us #pay", to=Choice("space", space=space))
    a_post(by=ada, body="For all #pay")
    a_post(by=ada, body="Something else")
    shown = signed_in(cara).get("/topics/pay/").content.decode()
    assert "For all" in shown
    assert "Among us" not in shown
    assert "Something else" not in shown
    assert "Among us" in signed_in(ben).get("/topics/pay/").content.decode()


def test_what_somebody_looks_after_is_known_to_every_member(ada, ben, gus, signed_in):
    pay = Topic.objects.create(slug="pay", name="Pay", description="What we earn")
    a_stewardship(topic=pay, steward=ada, deputy=ben)
    assert listed(signed_in(ben).get("/topics/?q=EARN")) == ["pay"]
    shown = signed_in(ben).get("/topics/pay/").content.decode()
    assert "Ada Okonkwo</bdi></a> looks after it, with" in shown
    assert signed_in(gus).get("/topics/pay/").status_code == 404
    assert listed(signed_in(gus).get("/topics/")) == []


def test_following_is_ones_own(ada, ben, signed_in):
    a_post(by=ada, body="We start at seven #pay")
    browser = signed_in(ben)
    browser.post("/topics/pay/following/")
    browser.post("/topics/pay/following/")
    assert 'aria-pressed="true"' in browser.get("/topics/pay/").content.decode()
    assert "We start at seven" in browser.get("/?only=following").content.decode()
    assert [it.slug for it in queries.beside(ben).topics] == ["pay"]
    assert queries.beside(ada).topics == []
    browser.post("/topics/pay/following/", {"take_back": "1"})
    assert queries.beside(ben).topics == []
    assert "We start at seven" not in browser.get("/?only=following").content.decode()


def test_what_somebody_followed_goes_when_they_are_erased(ada, ben, olga):
    pay = Topic.objects.create(slug="pay", name="Pay")
    for person in (ada, ben):
        topics.follow(pay, by=person)
    erase(ben, by=olga)
    assert list(pay.followers.all()) == [ada]


def test_ones_own_topics_say_what_one_is_there(ada, ben):
    pay = Topic.objects.create(slug="pay", name="Pay")
    a_stewardship(topic=pay, steward=ada, deputy=ben)
    pay.followers.add(ada)
    assert [(it.name, it.note) for it in queries.beside(ada).topics] == [("Pay", "steward")]
    assert [(it.name, it.note) for it in queries.beside(ben).topics] == [("Pay", "deputy")]


def test_pages_by_key_show_every_topic_once(ada, signed_in, django_assert_max_num_queries):
    for n in range(130):
        a_stewardship(topic=Topic.objects.create(slug=f"topic-{n}", name=f"Same {n % 3}"), steward=ada)
    browser, address, seen = signed_in(ada), "/topics/", []
    with django_assert_max_num_queries(3 * 3):
        while address:
            answer = browser.get(address)
            seen += listed(answer)
            more = re.search(r'rel="next" href="([^"]+)"', answer.content.decode())
            address = more[1] if more else ""
    assert len(seen) == len(set(seen)) == 130


@pytest.mark.parametrize("query", ["?q=%00pay", "?q=%25", "?q=" + "x" * 500])
def test_odd_questions_find_what_they_find(ada, signed_in, query):
    a_stewardship(topic=Topic.objects.create(slug="pay", name="Pay"), steward=ada)
    assert signed_in(ada).get(f"/topics/{query}").status_code == 200


def test_an_odd_address_is_no_topic(ada, signed_in):
    assert signed_in(ada).get("/topics/%00pay%ff/").status_code in (400, 404)
    assert signed_in(ada).get(f"/topics/{'x' * 900}/").status_code == 404


def test_the_page_costs_the_same_whatever_is_said(ada, ben, signed_in, django_assert_max_num_queries):
    for n in range(25):
        a_post(by=ada, body=f"Shift {n} #pay")
    browser = signed_in(ben)
    browser.get("/topics/pay/")
    with django_assert_max_num_queries(6):
        browser.get("/topics/pay/")


def mended(post, by, lesson):
    return care.recover(post, by=by, parts={"apology": "I am sorry."}, lesson=lesson)


def test_what_others_learned_stands_there_for_those_whom_the_post_was_for(ada, ben, cara, gus, pricing, signed_in):
    board = a_space("Board", owner=ada, members=(ben,), gated=True)
    mended(a_post(by=ben, body="#pricing"), ben, "Ask before prices.")
    mended(a_post(by=ben, body="#pricing", to=Choice("space", space=board)), ben, "Ask the board.")
    for person, open_one, of_board in ((ada, True, True), (ben, True, True), (cara, True, False)):
        page = signed_in(person).get("/topics/pricing/").content.decode()
        assert ("Ask before prices." in page, "Ask the board." in page) == (open_one, of_board), person
        assert "Ben Haddad" not in page.partition("What others learned")[2].partition("</section>")[0]
    assert "Ask before prices." not in signed_in(gus).get("/topics/pricing/").content.decode()


def test_its_writer_changes_it_puts_a_name_to_it_and_takes_it_away(ben, cara, dana, pricing, signed_in):
    concern = mended(a_post(by=ben, body="#pricing"), ben, "Ask before prices.")
    assert "Ask before prices." in signed_in(ben).get(concern.url).content.decode()
    assert "What others may learn" not in signed_in(dana).get(concern.url).content.decode()
    signed_in(ben).post(f"{concern.url}lesson/", {"lesson": "Ask Dana first.", "named": "on"})
    page = signed_in(cara).get("/topics/pricing/").content.decode()
    assert "Ask Dana first." in page
    assert "Ben Haddad" in page.partition("What others learned")[2].partition("</section>")[0]
    signed_in(ben).post(f"{concern.url}lesson/", {"lesson": ""})
    assert "What others learned" not in signed_in(cara).get("/topics/pricing/").content.decode()
