"""Inviting many: seen before it is sent, one mail for each, nobody twice, and whom no mail reached is named."""

from __future__ import annotations

import io
import re
from argparse import ArgumentParser
from datetime import timedelta

import pytest
import time_machine
from django.core import mail

from intramural.kit import clock
from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.people import actions, commands, invitations, mailing, queries
from intramural.people.errors import PlanChanged
from intramural.people.models import Invitation, Person
from intramural.people.testing import a_person, a_unit
from intramural.people.tests.post_office import open_office
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db

HERE = "/operator/invitations/"


def imported(handle: str, **more) -> Person:
    facts = {"standing": "imported", "is_active": False, "origin": f"slack:T1:{handle}", **more}
    return a_person(handle, **facts)


@pytest.fixture
def crew():
    deck = a_unit("Deck")
    fore = a_unit("Fore", parent=deck)
    return [
        imported("ida", name="Ida Aas", unit=deck),
        imported("jon", name="Jon Berg", unit=fore),
        imported("kim", name="Kim Dahl", unit=fore, email=None),
        imported("lea", name="Lea Eng", unit=fore, deactivated_at=clock.now()),
        imported("mia", name="Mia Foss", origin="mattermost:x:person:mia"),
    ]


@pytest.fixture
def office(settings):
    with open_office() as office:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_TIMEOUT = "127.0.0.1", office.port, 5
        yield office


def names(people) -> list[str]:
    return [person.handle for person in people]


def sent_to(chosen, olga, *, again=False) -> list[str]:
    plan = queries.plan(chosen, again=again)
    return names(actions.invite_together(chosen, by=olga, mark=plan.mark, again=again))


def deck():
    return queries.of_unit(queries.unit_named("deck"))


def test_who_is_chosen_by_unit_system_and_address(ada, crew):
    plan = queries.plan(deck())
    assert (names(plan.invited), names(plan.without_address), plan.ended) == (["ida", "jon"], ["kim"], 1)
    assert queries.sources() == ["mattermost", "slack"]
    assert names(queries.plan(queries.of_source("mattermost")).invited) == ["mia"]
    chosen, unknown = queries.of_addresses("Jon <JON@house.example>, ada@house.example;mia@house.example\nno\nx@y.example,,")
    plan = queries.plan(chosen, unknown=unknown)
    assert (names(plan.invited), plan.here, plan.unknown) == (["jon", "mia"], 1, ["no", "x@y.example"])
    with pytest.raises(Unacceptable):
        queries.of_source("teams")
    with pytest.raises(Unacceptable):
        queries.of_addresses(" ,\n")
    assert queries.unit_named("Deck / Fore").name == "Fore"
    for wrong in ("Aft", "Aft / Fore", "/", ""):
        with pytest.raises(Unacceptable):
            queries.unit_named(wrong)


def test_nobody_is_invited_twice_unless_again(crew, olga):
    assert sent_to(deck(), olga) == ["ida", "jon"]
    assert sent_to(deck(), olga) == []
    assert sent_to(deck(), olga, again=True) == [], "their mails have not left yet"
    assert mailing.send_invitations() == 2
    assert sent_to(deck(), olga) == []
    late = imported("nia", unit=crew[0].unit)
    assert sent_to(deck(), olga) == ["nia"]
    mailing.send_invitations()
    assert sent_to(deck(), olga, again=True) == ["ida", "jon", "nia"]
    mailing.send_invitations()
    assert sorted(message.to[0] for message in mail.outbox) == [
        f"{h}@house.example" for h in ("ida", "ida", "jon", "jon", "nia", "nia")
    ]
    assert Entry.objects.filter(name="PersonInvited", about=f"Person:{late.pk}").count() == 2
    links = [
        re.search(r"/invitations/(\w+)/", message.body)[1] for message in mail.outbox if message.to == ["ida@house.example"]
    ]
    assert queries.invitation(links[1]).person.handle == "ida"
    assert actions.accept(links[1], password="kettle-harbour-7").is_member


def test_what_was_seen_is_what_is_sent(ada, crew, olga):
    seen = queries.plan(deck())
    actions.invite("ida@house.example", by=olga)
    with pytest.raises(PlanChanged):
        actions.invite_together(deck(), by=olga, mark=seen.mark)
    assert Invitation.objects.count() == 1
    with pytest.raises(NotAllowed):
        actions.invite_together(deck(), by=ada, mark=queries.plan(deck()).mark)


def test_each_comes_in_as_what_they_were_brought_in_as(crew, olga):
    Person.objects.filter(handle="jon").update(comes_as="guest")
    plan = queries.plan(deck())
    assert {person.handle: plan.comes_as(person) for person in plan.invited} == {"ida": "member", "jon": "guest"}
    assert plan.guests == 1
    actions.invite_together(deck(), by=olga, mark=plan.mark)
    assert {handle: come_in(handle).standing for handle in ("ida", "jon")} == {"ida": "member", "jon": "guest"}


def test_an_operator_brings_all_of_a_source_in_as_guests(crew, olga, signed_in):
    desk, form = signed_in(olga), {"by": "source", "source": "slack", "standing": "guest"}
    page = desk.post(HERE, form).content.decode()
    assert "All of them come in as guests." in page
    assert "All of them come in as members." in desk.post(HERE, {**form, "standing": ""}).content.decode()
    mark = re.search(r'name="mark" value="(\w+)"', page)[1]
    assert desk.post(HERE, {**form, "step": "send", "mark": mark, "standing": ""}).status_code == 409
    assert desk.post(HERE, {**form, "step": "send", "mark": mark}).status_code == 302
    assert [come_in(handle).standing for handle in ("ida", "jon")] == ["guest", "guest"]
    assert desk.post(HERE, {**form, "standing": "imported"}).status_code == 422


def come_in(handle: str) -> Person:
    sent = queries.invitation_of(Person.objects.get(handle=handle))
    return actions.accept(invitations.token_of(sent.nonce), password="kettle-harbour-7")


def test_at_most_so_many_at_once_and_few_questions(olga, monkeypatch, django_assert_max_num_queries):
    unit = a_unit("Hold")
    for n in range(30):
        imported(f"p{n:02}", name=f"Person {n:02}", unit=unit)
    with django_assert_max_num_queries(3):
        assert len(queries.plan(queries.of_unit(unit)).invited) == 30
    monkeypatch.setattr("intramural.people.queries.inviting.MOST_TOGETHER", 20)
    plan = queries.plan(queries.of_unit(unit))
    assert (len(plan.invited), plan.left) == (20, 10)
    assert len(sent_to(queries.of_unit(unit), olga)) == 20
    assert len(sent_to(queries.of_unit(unit), olga)) == 10


def test_one_mail_for_each_over_one_connection(crew, olga, office):
    sent_to(queries.of_source("slack"), olga)
    assert mailing.send_invitations() == 2
    assert (office.addresses, office.connections) == (["ida@house.example", "jon@house.example"], 1)
    message = dict(office.taken)["ida@house.example"]
    assert message["Subject"] == "You are invited to Intramural"
    assert message["To"] == "ida@house.example"
    ida = Invitation.objects.get(person__handle="ida")
    assert invitations.link(ida) in message.get_payload()
    assert (ida.mail, ida.mail_said) == ("sent", "")
    assert mailing.send_invitations() == 0


def test_whom_no_mail_reached_is_named(crew, olga, office, signed_in):
    office.at_rcpt["ida@house.example"] = "550 no such person"
    office.at_the_end["jon@house.example"] = ""
    office.at_rcpt["mia@house.example"] = "451 come again"
    for source in ("slack", "mattermost"):
        sent_to(queries.of_source(source), olga)
    mailing.send_invitations()
    outcome = queries.outcome()
    told = {each.person.handle: each.mail_said for each in (*outcome.refused, *outcome.unsure, *outcome.troubled)}
    assert told["ida"] == "550 no such person"
    assert told["mia"] == "451 come again"
    assert "fell silent" in told["jon"]
    assert (names(each.person for each in outcome.refused), outcome.waiting) == (["ida"], 1)
    page = signed_in(olga).get(HERE).content.decode()
    for words in ("Refused by the mail server", "550 no such person", "Perhaps not arrived", "Tried, and tried again later"):
        assert words in page
    office.at_rcpt.clear()
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        mailing.send_invitations()
    assert office.addresses == ["mia@house.example"], "who was refused, or perhaps reached, is not mailed by itself"


def test_a_mail_server_that_is_not_there_keeps_nobody_out(crew, olga, office, settings):
    sent_to(queries.of_source("slack"), olga)
    there, settings.EMAIL_PORT = settings.EMAIL_PORT, 1
    assert mailing.send_invitations() == 0
    assert [each.mail for each in Invitation.objects.all()] == ["waiting"] * 2
    assert "cannot be reached" in queries.outcome().troubled[0].mail_said
    settings.EMAIL_PORT = there
    assert mailing.send_invitations() == 0, "not before a minute is over"
    with time_machine.travel(clock.now() + timedelta(minutes=2)):
        assert mailing.send_invitations() == 2
    assert office.addresses == ["ida@house.example", "jon@house.example"]


def test_what_a_crash_left_is_not_sent_twice(crew, olga, office):
    sent_to(queries.of_source("slack"), olga)
    Invitation.objects.filter(person__handle="ida").update(mail="leaving", mail_at=clock.now() - timedelta(minutes=11))
    mailing.send_invitations()
    assert office.addresses == ["jon@house.example"]
    assert names(each.person for each in queries.outcome().unsure) == ["ida"]


def test_what_was_withdrawn_ended_or_sent_anew_meanwhile(crew, olga, office):
    sent_to(queries.of_source("slack"), olga)
    actions.withdraw_invitation(crew[0], by=olga)
    actions.deactivate(crew[1], by=olga)
    assert mailing.send_invitations() == 0
    assert office.addresses == []


def test_a_link_that_waited_while_the_secret_key_was_changed(crew, olga, settings):
    sent_to(queries.of_source("mattermost"), olga)
    settings.SECRET_KEY = "another key of the same house, long enough"
    mailing.send_invitations()
    token = re.search(r"/invitations/(\w+)/", mail.outbox[0].body)[1]
    assert queries.invitation(token).person.handle == "mia"


def test_the_operators_page(crew, olga, signed_in):
    desk = signed_in(olga)
    unit = queries.unit_named("Deck").public_id
    look = {"by": "unit", "unit": unit, "source": "", "addresses": ""}
    page = desk.post(HERE, look).content.decode()
    for words in ("2 people get a mail", "Ida Aas", "jon@house.example", "1 without an address", "Kim Dahl", "Send 2 mails"):
        assert words in page
    assert not Invitation.objects.exists()
    mark = re.search(r'name="mark" value="(\w+)"', page)[1]
    send = {**look, "step": "send", "mark": mark, "idempotency_key": "one"}
    for _ in range(2):
        assert desk.post(HERE, send)["Location"] == HERE
    assert "2 people are invited" in desk.get(HERE).content.decode()
    assert "2 wait to be sent" in desk.get(HERE).content.decode()
    mailing.send_invitations()
    assert len(mail.outbox) == 2
    page = desk.post(HERE, look).content.decode()
    assert "Nobody gets a mail" in page
    assert "2 invited already" in page
    answer = desk.post(HERE, {**send, "idempotency_key": "two"})
    assert (answer.status_code, "Look once more" in answer.content.decode()) == (409, True)
    assert "2 people get a mail" in desk.post(HERE, {**look, "again": "yes"}).content.decode()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"by": "unit"}, "No unit was chosen"),
        ({"by": "source", "source": "teams"}, "Nobody who is not here yet came from there"),
        ({"by": "addresses", "addresses": " "}, "No address was written"),
        ({"by": "everybody"}, "Nobody was chosen"),
        ({"by": "addresses", "addresses": "a\0b"}, ""),
    ],
)
def test_a_refused_choice_keeps_what_was_typed(olga, signed_in, form, said):
    answer = signed_in(olga).post(HERE, {**form, "again": "yes"})
    page = answer.content.decode()
    assert answer.status_code == (422 if said else 200)
    assert said in page
    assert re.search(r'value="yes" checked', page)


def test_many_addresses_survive_the_second_look(crew, olga, signed_in):
    desk = signed_in(olga)
    page = desk.post(HERE, {"by": "addresses", "addresses": "ida@house.example\r\njon@house.example"}).content.decode()
    hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', page))
    assert desk.post(HERE, {**hidden, "csrfmiddlewaretoken": ""}).url == HERE
    assert Invitation.objects.count() == 2


def by_command(*words: str) -> int:
    parser = ArgumentParser()
    commands.add_arguments(parser)
    return commands.run(parser.parse_args(words))


def test_the_command_shows_asks_sends_and_reports(crew, olga, office, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert by_command("olga@house.example", "--invite-unit", "Deck") == 0
    out = capsys.readouterr().out
    assert "Ida Aas <ida@house.example>" in out
    assert "2 to be invited" in out
    assert "1 without an address: Kim Dahl" in out
    assert "Nothing was sent." in out
    assert not Invitation.objects.exists()
    office.at_rcpt["jon@house.example"] = "550 gone"
    assert by_command("olga@house.example", "--invite-import", "slack", "--yes") == 1
    out = capsys.readouterr().out
    assert "Jon Berg <jon@house.example>: refused by the mail server: 550 gone" in out
    assert "1 of 2 mails were taken" in out
    listed = tmp_path / "list.txt"
    listed.write_text("mia@house.example\njon@house.example\nx@y.example\n")
    assert by_command("olga@house.example", "--invite-list", str(listed), "--yes") == 0
    out = capsys.readouterr().out
    assert "1 invited before, and left out: Jon Berg" in out
    assert "1 that nobody here has: x@y.example" in out
    assert office.addresses == ["ida@house.example", "mia@house.example"]
    assert by_command("olga@house.example", "--invite-list", str(listed), "--yes") == 0
    assert office.addresses == ["ida@house.example", "mia@house.example"]


def test_the_command_refuses_who_is_no_operator(ada, olga, crew, tmp_path):
    for address in ("ada@house.example", "nobody@house.example"):
        with pytest.raises(NotAllowed):
            by_command(address, "--invite-unit", "Deck", "--yes")
    with pytest.raises(Unacceptable):
        by_command("olga@house.example", "--invite-list", str(tmp_path / "none"), "--yes")
    assert not Invitation.objects.exists()
