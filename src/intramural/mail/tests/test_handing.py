"""What is due leaves once, to whoever may read it now; what the mail server says is written down (F18, I4, I5)."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from intramural.audiences.models import AUTHOR
from intramural.kit import clock
from intramural.mail import actions, addresses, queries
from intramural.mail.models import Doubt, Letter
from intramural.mail.outgoing import bounced, complained, handing
from intramural.mail.tasks import forget_letters
from intramural.people import actions as people
from intramural.people.testing import a_person
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.record.models import Entry
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
SOON = timedelta(minutes=6)


def state(letter: Letter) -> str:
    letter.refresh_from_db()
    return letter.state


def later(by: timedelta):
    return time_machine.travel(clock.now() + by)


def test_what_is_due_leaves_once(ada, ben, queued):
    letter = queued(ben, a_post(by=ada, title="We start at seven"))
    assert handing.hand_over() == 1
    assert handing.hand_over() == 0
    assert [sent.to for sent in mail.outbox] == [["ben@house.example"]]
    assert state(letter) == "sent"


def test_what_is_not_due_waits(ada, ben, queued):
    letter = queued(ben, a_post(by=ada), due_at=clock.now() + timedelta(hours=1))
    assert handing.hand_over() == 0
    with later(timedelta(hours=2)):
        assert handing.hand_over() == 1
    assert state(letter) == "sent"


def test_the_same_news_is_queued_once(ada, ben, queued):
    post = a_post(by=ada)
    queued(ben, post)
    again = {"to": ben, "post": post, "reason": "because you were named", "due_at": clock.now()}
    assert not actions.queue(comment=None, **again)
    assert actions.queue(comment=a_comment(by=ada, on=post), **again)
    assert Letter.objects.count() == 2


def test_a_bundle_that_is_none_is_a_mistake(ada, ben):
    with pytest.raises(ValueError, match="no bundle"):
        actions.queue(to=ben, post=a_post(by=ada), comment=None, reason="", due_at=clock.now(), bundle="hourly")


@pytest.mark.parametrize("facts", [{"standing": "imported", "is_active": False}, {"is_active": False}, {"email": None}])
def test_nothing_is_queued_for_whoever_must_not_be_mailed(ada, facts):
    whom = a_person("nia", **facts)
    assert not actions.queue(to=whom, post=a_post(by=ada), comment=None, reason="", due_at=clock.now())


def narrowed(post, ben, olga):
    Post.objects.filter(pk=post.pk).update(audience_id=AUTHOR)


def deleted(post, ben, olga):
    posts.delete(post, by=post.author)


def ended(post, ben, olga):
    people.deactivate(ben, by=olga)


def erased(post, ben, olga):
    people.erase(ben, by=olga)


def left(post, ben, olga):
    actions.leave(ben, addresses.HOUSE)


@pytest.mark.parametrize("change", [narrowed, deleted, ended, erased, left])
@pytest.mark.parametrize("bundle", ["", "daily"])
def test_what_changed_before_it_leaves_is_asked_again(ada, ben, olga, queued, change, bundle):
    post = a_post(by=ada, body="Salaries of all")
    queued(ben, post, bundle=bundle)
    queued(ben, post, a_comment(by=ada, on=post), bundle=bundle)
    change(post, ben, olga)
    handing.hand_over()
    assert not mail.outbox
    assert set(Letter.objects.values_list("state", flat=True)) <= {"dropped"}


def test_whoever_is_out_of_a_space_gets_nothing_from_it(ada, ben, queued):
    space = a_space("Merger", owner=ada, members=(ben,), gated=True)
    letter = queued(ben, a_post(by=ada, to=Choice("space", space=space)))
    spaces.leave(space, by=ben)
    assert handing.hand_over() == 0
    assert state(letter) == "dropped"


def test_a_comment_that_was_taken_away_is_not_mailed(ada, ben, queued):
    post = a_post(by=ada)
    comment = a_comment(by=ada, on=post)
    letter = queued(ben, post, comment)
    posts.delete_comment(comment, by=ada)
    assert handing.hand_over() == 0
    assert state(letter) == "dropped"


def test_mails_go_over_smtp(ada, ben, cara, office, queued):
    post = a_post(by=ada)
    for whom in (ben, cara):
        queued(whom, post)
    assert handing.hand_over() == 2
    assert office.addresses == ["ben@house.example", "cara@house.example"]
    assert office.connections == 1


def test_a_server_that_is_down_loses_nothing(ada, ben, settings, queued):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", 1, 2
    letter = queued(ben, a_post(by=ada))
    assert handing.hand_over() == 0
    assert state(letter) == "waiting"
    assert letter.tries == 0
    assert letter.due_at > clock.now()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with later(timedelta(minutes=2)):
        assert handing.hand_over() == 1


def test_what_is_put_off_is_tried_again_ever_later(ada, ben, office, queued):
    letter = queued(ben, a_post(by=ada))
    office.at_rcpt["ben@house.example"] = "451 busy"
    waits, now = [], clock.now()
    for _ in range(len(handing.AGAIN_AFTER)):
        with time_machine.travel(now, tick=False):
            assert handing.hand_over() == 1
            assert state(letter) == "waiting"
            waits.append(letter.due_at - now)
            now = letter.due_at
    assert waits == list(handing.AGAIN_AFTER)
    assert max(waits) <= timedelta(days=1)
    with time_machine.travel(now, tick=False):
        handing.hand_over()
    assert state(letter) == "refused"
    assert letter.said == "451 busy"
    assert not Doubt.objects.exists()


def test_what_was_put_off_leaves_within_the_hour(ada, ben, office, queued):
    letter = queued(ben, a_post(by=ada))
    office.at_the_end["ben@house.example"] = "452 later"
    handing.hand_over()
    office.at_the_end.clear()
    with later(timedelta(minutes=2)):
        handing.hand_over()
    assert state(letter) == "sent"
    assert office.addresses == ["ben@house.example"]


def test_an_address_that_refuses_three_times_is_mailed_no_more(ada, ben, office, queued):
    office.at_rcpt["ben@house.example"] = "550 no such user"
    for _ in range(3):
        letter = queued(ben, a_post(by=ada))
        handing.hand_over()
        assert state(letter) == "refused"
    assert queries.doubt(ben).said == "550 no such user"
    assert Entry.objects.filter(name="AddressDoubted").count() == 1
    assert not actions.queue(to=ben, post=a_post(by=ada), comment=None, reason="", due_at=clock.now())
    assert actions.trust_again(ben)
    office.at_rcpt.clear()
    queued(ben, a_post(by=ada))
    handing.hand_over()
    assert office.addresses == ["ben@house.example"]


def test_another_address_is_not_in_doubt(ada, ben, office, queued):
    office.at_rcpt["ben@house.example"] = "550 no such user"
    for _ in range(3):
        queued(ben, a_post(by=ada))
        handing.hand_over()
    ben.email = "ben.haddad@house.example"
    ben.save()
    assert queries.may_be_mailed(ben)


def test_a_server_that_falls_silent_after_the_words_gets_one_more_and_no_third(ada, ben, office, queued):
    letter = queued(ben, a_post(by=ada))
    office.at_the_end["ben@house.example"] = ""
    handing.hand_over()
    assert (state(letter), letter.is_doubtful) == ("waiting", True)
    with later(SOON):
        handing.hand_over()
    assert state(letter) == "unsure"
    with later(timedelta(days=30)):
        assert handing.hand_over() == 0


def test_what_was_leaving_when_the_house_stopped_is_sent_once_more(ada, ben, queued):
    letter = queued(ben, a_post(by=ada))
    Letter.objects.update(state="leaving", claim="x", changed_at=clock.now() - timedelta(minutes=11))
    assert handing.hand_over() == 0
    with later(SOON):
        assert handing.hand_over() == 1
    assert (state(letter), letter.is_doubtful) == ("sent", True)


def test_what_cannot_be_written_does_not_hold_up_the_rest(ada, ben, cara, queued, monkeypatch):
    post = a_post(by=ada)
    broken, fine = queued(ben, post), queued(cara, post)
    write = handing.writing.mail
    monkeypatch.setattr(handing.writing, "mail", lambda news: write(news) if news[0].person == cara else 1 / 0)
    handing.hand_over()
    assert (state(broken), state(fine)) == ("waiting", "sent")


def test_what_comes_back_for_good_three_times_ends_the_mails(ada, ben, queued, domain):
    post = a_post(by=ada)
    queued(ben, post)
    address = addresses.bounce_address(post, ben)
    assert bounced(address, permanent=False)
    for _ in range(2):
        assert bounced(address, permanent=True, said="5.1.1 unknown")
    assert queries.may_be_mailed(ben)
    assert bounced(address, permanent=True, said="5.1.1 unknown")
    assert not queries.may_be_mailed(ben)


def test_failures_long_ago_do_not_count(ada, ben, queued, domain):
    post = a_post(by=ada)
    queued(ben, post)
    address = addresses.bounce_address(post, ben)
    for month in range(4):
        with later(timedelta(days=31 * month)):
            assert bounced(address, permanent=True)
    assert queries.may_be_mailed(ben)


def test_one_complaint_is_enough(ada, ben, queued, domain):
    post = a_post(by=ada)
    queued(ben, post)
    assert complained(addresses.bounce_address(post, ben))
    assert not queries.may_be_mailed(ben)


def test_a_bounce_of_what_was_never_mailed_says_nothing(ada, ben, domain):
    post = a_post(by=ada)
    assert not bounced(addresses.bounce_address(post, ben), permanent=True)
    assert not bounced(addresses.reply_address(post, ben), permanent=True)
    assert not bounced("ben@house.example", permanent=True)
    assert not Doubt.objects.exists()


def test_what_was_mailed_is_forgotten_after_ninety_days(ada, ben, cara, queued):
    post = a_post(by=ada)
    queued(ben, post)
    handing.hand_over()
    queued(cara, post, due_at=clock.now() + timedelta(days=200))
    with later(timedelta(days=89)):
        assert forget_letters() == 0
    with later(timedelta(days=91)):
        assert forget_letters() == 1


def test_erasing_somebody_forgets_what_they_were_mailed(ada, ben, olga, queued):
    queued(ben, a_post(by=ada))
    handing.hand_over()
    actions.leave(ben, addresses.HOUSE)
    people.erase(ben, by=olga)
    assert not Letter.objects.exists()
