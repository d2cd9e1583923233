from __future__ import annotations

import pytest
from django.test import Client

from intramural.kit import clock
from intramural.mail import actions, addresses, queries
from intramural.mail.incoming import acts
from intramural.mail.models import Left
from intramural.mail.outgoing import complained
from intramural.people import actions as people
from intramural.posts.testing import a_post
from intramural.record.models import Entry
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
MINE, ASIDE = "/settings/mail/", "/operator/mail/"


def way_out(person, about_id=addresses.HOUSE) -> str:
    return f"/mail/leaving/{addresses.leave_token(person, about_id)}/"


def test_one_click_of_a_mail_program_is_enough(ben):
    program = Client(enforce_csrf_checks=True)
    answer = program.post(way_out(ben), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert queries.has_left(ben, addresses.HOUSE)
    program.post(way_out(ben), {"List-Unsubscribe": "One-Click"})
    assert Entry.objects.filter(name="MailsLeft").count() == 1


def test_opening_the_way_out_changes_nothing(ben):
    answer = Client().get(way_out(ben))
    assert "Send me no more of these" in answer.text
    assert not Left.objects.exists()


def test_whoever_left_can_come_back(ada, ben):
    post = a_post(by=ada)
    client = Client()
    assert "Get them again" in client.post(way_out(ben)).text
    assert not actions.queue(to=ben, post=post, comment=None, reason="", due_at=clock.now())
    assert "Send me no more" in client.post(way_out(ben), {"again": "1"}).text
    assert actions.queue(to=ben, post=post, comment=None, reason="", due_at=clock.now())
    assert Entry.objects.filter(name="MailsWanted").count() == 1


def test_leaving_one_list_leaves_the_others(ada, ben):
    bakers = a_space("Bakers", owner=ada, members=(ben,))
    Client().post(way_out(ben, bakers.public_id))
    assert queries.left_by(ben) == {bakers.public_id}
    assert actions.queue(to=ben, post=a_post(by=ada), comment=None, reason="", due_at=clock.now())


def test_the_way_out_names_no_space_that_one_may_not_know_of(ada, ben):
    space = a_space("Redwood", owner=ada, members=(ben,), gated=True, is_listed=False)
    assert "Redwood" in Client().get(way_out(ben, space.public_id)).text
    space.memberships.filter(person=ben).delete()
    assert "Redwood" not in Client().get(way_out(ben, space.public_id)).text


def test_a_way_out_of_somebody_whose_account_ended_leads_nowhere(ben, olga):
    people.deactivate(ben, by=olga)
    assert Client().get(way_out(ben)).status_code == 404


@pytest.mark.parametrize("token", ["x", "0" * 50, "a" * 500])
def test_a_token_that_was_not_made_here_leads_nowhere(db, token):
    assert Client().post(f"/mail/leaving/{token}/").status_code == 404


def test_an_address_for_answers_is_no_way_out(ada, ben):
    token = addresses.reply_address(a_post(by=ada), ben).partition("@")[0].partition("+")[2]
    assert Client().post(f"/mail/leaving/{token}/").status_code == 404


def test_my_mails_say_where_they_go(ben, signed_in):
    assert "Mails go to <b>ben@house.example</b>" in signed_in(ben).get(MINE).text


def test_my_mails_say_that_they_came_back_and_what_to_do(ada, ben, signed_in, queued, domain):
    post = a_post(by=ada)
    queued(ben, post)
    complained(addresses.bounce_address(post, ben), said="550 <b>nobody</b> here")
    me = signed_in(ben)
    page = me.get(MINE).text
    assert "came back" in page
    assert "550 &lt;b&gt;nobody&lt;/b&gt; here" in page
    answer = me.post("/settings/mail/again/", follow=True)
    assert "Mails go to your address again." in answer.text
    assert queries.may_be_mailed(ben)


def test_my_mails_list_what_i_left(ada, ben, signed_in):
    bakers = a_space("Bakers", owner=ada, members=(ben,))
    for about_id in (bakers.public_id, addresses.DIGESTS):
        actions.leave(ben, about_id)
    me = signed_in(ben)
    page = me.get(MINE).text
    assert "Bakers" in page
    assert "digests" in page
    me.post("/settings/mail/again/", {"list": bakers.public_id})
    assert queries.left_by(ben) == {addresses.DIGESTS}


def test_what_can_be_no_list_is_not_found(ben, signed_in):
    assert signed_in(ben).post("/settings/mail/again/", {"list": "\x00"}).status_code == 404


def test_many_lists_cost_no_more_queries(ada, ben, signed_in, django_assert_max_num_queries):
    for number in range(12):
        actions.leave(ben, a_space(f"Space {number}", owner=ada).public_id)
    me = signed_in(ben)
    me.get(MINE)
    with django_assert_max_num_queries(8):
        me.get(MINE)


def test_operators_read_why_mails_were_set_aside_and_nothing_of_them(exchange, ada, ben, olga, signed_in, monkeypatch):
    browser = signed_in(olga)
    assert "Every mail that came in was taken." in browser.get(ASIDE).text
    exchange.write("A word for Ada alone.", by=ben, to="reply+nonsense@testserver")
    page = browser.get(ASIDE).text
    assert "Its address leads nowhere for its sender." in page
    assert "from house.example" in page
    assert not [word for word in ("for Ada alone", "ben@", "Ben Haddad", "nonsense") if word in page]
    assert "Take these once more" not in page
    assert ASIDE in browser.get(MINE).text
    assert ASIDE not in signed_in(ben).get(MINE).text


def test_operators_take_once_more_what_failed(exchange, ada, ben, olga, signed_in, monkeypatch):
    browser, post = signed_in(olga), a_post(by=ada)
    with monkeypatch.context() as patched:
        patched.setattr(acts.posts, "comment", lambda *a, **k: 1 / 0)
        exchange.write("Yes.", by=ben, about=post)
        assert "Take these once more" in browser.get(ASIDE).text
        assert "None could be taken this time either" in browser.post(ASIDE, follow=True).text
    assert "1 taken." in browser.post(ASIDE, follow=True).text
    assert post.comments.get().body == "Yes."
    assert "Every mail that came in was taken." in browser.get(ASIDE).text
    assert "Nothing had failed here." in browser.post(ASIDE, follow=True).text
