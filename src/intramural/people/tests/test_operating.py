"""Operators: which accounts they see, what they may do with them, and what is refused."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.core import mail

from intramural.kit.errors import Conflict, NotAllowed
from intramural.people import actions, mailing, queries
from intramural.people.errors import AddressTaken, LastOperator
from intramural.people.models import Person, Unit
from intramural.people.testing import a_person, a_unit
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def handles(answer) -> list[str]:
    return re.findall(r'class="by" href="/operator/people/([^/]+)/"', answer.content.decode())


@pytest.fixture
def desk(olga, signed_in):
    return signed_in(olga)


WAYS = [f"/operator/{name}/" for name in ("people", "invitations", "units", "skills", "coaches", "mail", "second-thought")]


def test_each_page_of_operators_leads_to_the_others_without_the_side(desk):
    assert 'href="/operator/people/"' in _main(desk.get("/people/"))
    for way in WAYS:
        found = _main(desk.get(way))
        assert [each for each in WAYS if f'href="{each}"' not in found] == []
        assert re.findall(r'href="([^"]+)" aria-current="page"', found) == [way]


def _main(answer) -> str:
    return answer.content.decode().partition("<main")[2].partition("</main>")[0]


def test_accounts_are_found_by_name_address_and_kind(ada, ben, gus, olga, desk):
    a_person("ida", standing="imported", is_active=False)
    actions.deactivate(ben, by=olga)
    gone = a_person("gone", name="Gone Girl")
    actions.erase(gone, by=olga)
    look = lambda query="": handles(desk.get(f"/operator/people/{query}"))  # noqa: E731
    assert look() == ["ada", "ben", "gus", "ida", "olga"]
    assert look("?q=okonk") == ["ada"]
    assert look("?q=BEN@house") == ["ben"]
    assert look("?q=ben@house.example") == ["ben"]
    assert look("?kind=ended") == ["ben"]
    assert look("?kind=not_yet") == ["ida"]
    assert look("?kind=guests") == ["gus"]
    assert look("?kind=operators") == ["olga"]
    assert look("?kind=here") == ["ada", "gus", "olga"]


def test_the_list_is_paged_and_asks_as_often_however_long_it_is(desk, django_assert_num_queries):
    for n in range(40):
        a_person(f"p{n:02}", name=f"Person {n:02}")
    with django_assert_num_queries(3):  # who asks, what stands beside the page, the accounts
        first = desk.get("/operator/people/")
    assert len(handles(first)) == 30
    more = re.search(r'rel="next" href="([^"]+)"', first.content.decode())[1]
    assert len(handles(desk.get(more.replace("&amp;", "&")))) == 11


def test_an_account_is_placed(ada, ben, sales, desk):
    form = {"unit": sales.public_id, "manager": "@Ada", "level": "executive"}
    assert desk.post("/operator/people/ben/place/", form).url == "/operator/people/ben/"
    ben.refresh_from_db()
    assert (ben.unit, ben.manager, ben.level) == (sales, ada, "executive")
    assert Entry.objects.filter(name="PersonMoved").exists()


def test_a_guest_is_placed_in_no_unit(gus, ada, sales, desk):
    page = desk.get("/operator/people/gus/").content.decode()
    assert "Guests belong to no unit." in page
    assert sales.public_id not in page
    answer = desk.post("/operator/people/gus/place/", {"unit": sales.public_id, "manager": "ada", "level": "worker"})
    assert answer.status_code == 422
    assert "Gus Weber is a guest, and guests belong to no unit. Make them a member first." in " ".join(
        re.sub(r"<[^>]+>", " ", answer.content.decode()).split()
    )
    assert desk.post("/operator/people/gus/place/", {"manager": "ada", "level": "worker"}).status_code == 302
    gus.refresh_from_db()
    assert (gus.unit, gus.manager) == (None, ada)


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"manager": "nobody"}, "nobody here with the handle or name"),
        ({"manager": "ben"}, "reports to"),
        ({"level": "king"}, "no such level"),
    ],
)
def test_a_refused_placement_keeps_what_was_typed(ben, desk, form, said):
    answer = desk.post("/operator/people/ben/place/", {"level": "worker", **form})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert said in page
    assert f'value="{form.get("manager", "")}"' in page


def test_a_unit_that_is_not_there(ben, desk):
    assert desk.post("/operator/people/ben/place/", {"unit": "nosuchunit", "level": "worker"}).status_code == 404


def test_another_address(ada, ben, olga, desk, signed_in):
    invited = actions.invite("nia@house.example", by=olga, name="Nia").person
    actions.change_address(invited, by=olga, address="Nia.A@house.example")
    assert queries.invitation_of(invited) is None
    assert queries.by_address("NIA.a@house.example") == invited
    with pytest.raises(AddressTaken):
        actions.change_address(ben, by=olga, address="ADA@house.example")
    with pytest.raises(NotAllowed):
        actions.change_address(ben, by=ada, address="b@house.example")
    for wrong in ("", "ben", "ada@house.example"):
        answer = desk.post("/operator/people/ben/address/", {"email": wrong})
        assert answer.status_code == 422
        assert 'id="email-wrong"' in answer.content.decode()
    desk.post("/operator/people/ben/address/", {"email": "b.haddad@house.example"})
    assert signed_in().post("/sign-in/", {"login": "b.haddad@house.example", "password": "ben-password"}).url == "/"


def test_operators_are_appointed_and_dismissed_and_one_is_left(ada, gus, olga, desk, signed_in):
    with pytest.raises(NotAllowed):
        actions.appoint(ada, by=ada)
    with pytest.raises(Conflict):
        actions.appoint(gus, by=olga)
    with pytest.raises(LastOperator):
        actions.dismiss(olga, by=olga)
    assert desk.post("/operator/people/olga/operating/", {"take_back": "1"}).status_code == 409
    desk.post("/operator/people/ada/operating/")
    assert signed_in(ada).get("/operator/people/").status_code == 200
    assert desk.post("/operator/people/olga/operating/", {"take_back": "1"}).url == "/sign-in/"
    assert desk.get("/operator/people/").status_code == 302
    assert signed_in(olga).get("/operator/people/").status_code == 403
    assert [e.name for e in Entry.objects.filter(name__startswith="Operator").order_by("pk")] == [
        "OperatorAppointed",
        "OperatorDismissed",
    ]


def test_an_account_is_ended_and_opened_again(ben, desk, signed_in):
    browser = signed_in(ben)
    desk.post("/operator/people/ben/deactivation/")
    assert browser.get("/").status_code == 302
    assert "Open it again" in desk.get("/operator/people/ben/").content.decode()
    desk.post("/operator/people/ben/deactivation/", {"take_back": "1"})
    assert Person.objects.get(pk=ben.pk).is_active


def test_nobody_ends_their_own_account(desk):
    page = desk.get("/operator/people/olga/").content.decode()
    assert "Nobody ends their own account." in page
    assert "Erase" not in page
    for path in ("deactivation", "erasure"):
        assert desk.post(f"/operator/people/olga/{path}/", {"handle": "olga"}).status_code == 403
    assert desk.get("/operator/people/olga/erasure/").status_code == 403


def test_erasing_asks_for_the_handle(ben, desk):
    assert "Somebody who has left" in desk.get("/operator/people/ben/erasure/").content.decode()
    assert desk.post("/operator/people/ben/erasure/", {"handle": "ada"}).status_code == 422
    assert Person.objects.filter(handle="ben").exists()
    assert desk.post("/operator/people/ben/erasure/", {"handle": "@Ben"}).url == "/operator/people/"
    assert desk.get("/operator/people/ben/").status_code == 404
    assert Person.objects.get(pk=ben.pk).erased_at is not None


def test_who_was_brought_in_is_invited(desk):
    a_person("ida", standing="imported", is_active=False)
    assert "Nobody has invited them yet." in desk.get("/operator/people/ida/").content.decode()
    desk.post("/operator/people/ida/invitation/")
    assert "the mail is about to leave" in desk.get("/operator/people/ida/").content.decode()
    mailing.send_invitations()
    assert mail.outbox[0].to == ["ida@house.example"]
    page = desk.get("/operator/people/ida/").content.decode()
    assert "Send it again" in page
    assert "works until" in page
    desk.post("/invitations/ida/withdrawal/", {"next": "/operator/people/ida/"})
    assert "Nobody has invited them yet." in desk.get("/operator/people/ida/").content.decode()


def test_who_is_here_is_not_invited_again(ben, desk):
    assert desk.post("/operator/people/ben/invitation/").status_code == 422


def test_units_are_made_moved_and_headed(ada, desk):
    desk.post("/operator/units/", {"name": "Works"})
    works = Unit.objects.get(name="Works")
    desk.post("/operator/units/", {"name": "Depot", "parent": works.public_id})
    depot = Unit.objects.get(name="Depot")
    assert depot.parent == works
    page = desk.get("/operator/units/").content.decode()
    assert page.index("Works") < page.index("Depot")
    desk.post(f"/operator/units/{depot.public_id}/", {"name": "Depot North", "head": "ada", "parent": ""})
    depot.refresh_from_db()
    assert (depot.name, depot.head, depot.parent) == ("Depot North", ada, None)


def test_a_refused_change_of_a_unit_changes_nothing_of_it(ada, desk, operations):
    depot = a_unit("Depot", parent=operations)
    form = {"name": "New name", "head": "ada", "parent": depot.public_id}
    answer = desk.post(f"/operator/units/{operations.public_id}/", form)
    assert answer.status_code == 422
    assert 'value="New name"' in answer.content.decode()
    operations.refresh_from_db()
    assert (operations.name, operations.head) == ("Operations", None)
    assert desk.post("/operator/units/", {"name": " "}).status_code == 422


def test_others_find_no_way_there(ada, gus, signed_in):
    for person in (ada, gus):
        page = signed_in(person).get("/people/").content.decode()
        assert "/operator/" not in page


def test_broken_words_are_refused_and_are_no_fault(ben, operations, desk):
    nul, long = "a\x00b", "x" * 5000
    for word in (nul, long, "\u202e", "\ud800"):
        for path, form in (
            ("/operator/people/ben/place/", {"unit": word, "manager": word, "level": word}),
            ("/operator/people/ben/address/", {"email": word}),
            ("/operator/people/ben/erasure/", {"handle": word}),
            ("/operator/units/", {"name": "", "parent": word}),
            (f"/operator/units/{operations.public_id}/", {"name": "", "head": word, "parent": word}),
            (f"/units/{operations.public_id}/delegations/", {"person": word, "until": word}),
            ("/invitations/", {"email": word, "name": word, "standing": word}),
        ):
            sent = urlencode({name: typed.encode("utf-8", "surrogatepass") for name, typed in form.items()})
            answer = desk.post(path, sent, content_type="application/x-www-form-urlencoded")
            assert answer.status_code in (404, 422), (path, word)
        assert desk.get("/operator/people/", {"q": word.encode("utf-8", "replace"), "kind": "x"}).status_code == 200
    assert desk.get("/settings/security/passkeys/99999999999999999999999/").status_code in (302, 404)
