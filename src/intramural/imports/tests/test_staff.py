from __future__ import annotations

import argparse
import base64
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps

from intramural.audiences import actions as audiences
from intramural.imports import actions, queries, sources
from intramural.imports.errors import CannotBeRead
from intramural.imports.models import KnownAs
from intramural.imports.report import Report
from intramural.imports.staff.roll import Roll
from intramural.kit import clock
from intramural.people import actions as people
from intramural.people.models import Person, Unit

pytestmark = pytest.mark.django_db

STAFF = """\
Employee ID;Full name;E-Mail Address;Department;Team;Job title;Manager ID;Level;Office;Shoe size
7;Mia Berg;mia@old.example;Deck / Fore;;Bosun;9;manager;Bergen;38
8;Noor Aziz;noor@old.example;Deck / Fore;Watch;Hand;7;worker;Bergen;41
9;Kim Park;;Bridge;;Captain;;executive;;40
"""


def bring_in(tmp_path: Path, content: str | bytes, *, name: str = "staff.csv", columns: str = "") -> Report:
    path = tmp_path / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return actions.bring_in_staff(Roll(path, names=columns.split(",") if columns else []), report=Report())


def test_people_with_their_units_and_managers(tmp_path: Path) -> None:
    report = bring_in(tmp_path, STAFF)
    assert (report.taken, report.people, report.unchanged) == (3, 3, 0)
    assert [item["what"] for item in report.named_items()] == ["Shoe size"]
    noor = Person.objects.get(name="Noor Aziz")
    assert (noor.email, noor.title, noor.site, noor.level) == ("noor@old.example", "Hand", "Bergen", "worker")
    assert (noor.standing, noor.is_active, noor.has_usable_password()) == ("imported", False, False)
    assert [noor.unit.name, noor.unit.parent.name, noor.unit.parent.parent.name] == ["Watch", "Fore", "Deck"]
    assert (noor.manager.name, noor.manager.manager.name) == ("Mia Berg", "Kim Park")
    assert Person.objects.get(name="Kim Park").level == "executive"
    again = bring_in(tmp_path, STAFF)
    assert (again.taken, again.unchanged, again.people) == (0, 3, 0)
    assert Unit.objects.count() == 4


def test_who_is_here_stays_and_who_is_not_invited_is_filled_in(tmp_path: Path, ada: Person) -> None:
    Person.objects.filter(pk=ada.pk).update(email="mia@old.example")
    noor = Person.objects.create(
        handle="noor", name="Noor", email="NOOR@old.example", standing="imported", is_active=False, title="Cook"
    )
    report = bring_in(tmp_path, STAFF)
    assert (report.taken, report.unchanged, report.people) == (2, 1, 1)
    noor.refresh_from_db()
    ada.refresh_from_db()
    assert (noor.title, noor.site, noor.unit.name, noor.manager) == ("Cook", "Bergen", "Watch", ada)
    assert (ada.name, ada.unit.name, ada.manager, ada.site) == ("Ada Okonkwo", "Operations", None, "")


def test_an_audience_of_a_unit_has_who_is_brought_into_it(tmp_path: Path, operations: Unit) -> None:
    audience = audiences.for_units([operations])
    bring_in(tmp_path, "name,department\nMia Berg,Operations\n")
    assert audience.people.get().name == "Mia Berg"


def test_a_table_without_a_line_of_names(tmp_path: Path) -> None:
    bring_in(tmp_path, "1\tMia Berg\tDeck\tF\tBosun\n", name="x.tsv", columns="id,name,unit,-,title")
    mia = Person.objects.get()
    assert (mia.name, mia.unit.name, mia.title, mia.email) == ("Mia Berg", "Deck", "Bosun", None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_names_in_any_encoding(tmp_path: Path, encoding: str) -> None:
    bring_in(tmp_path, "name,email\nJürgen Åberg,j@old.example\n".encode(encoding))
    assert Person.objects.get().name == "Jürgen Åberg"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_whatever_ends_its_lines(tmp_path: Path, end: str) -> None:
    assert bring_in(tmp_path, STAFF.replace("\n", end)).taken == 3


def test_a_manager_by_address_or_name_and_none_in_a_ring(tmp_path: Path) -> None:
    report = bring_in(
        tmp_path,
        "name,email,manager\nA,a@old.example,B\nB,b@old.example,c@old.example\nC,c@old.example,A\nD,d@old.example,nobody\n"
        "E,e@old.example,Twin\nTwin,t@old.example,\nTwin,u@old.example,\n",
    )
    found = dict(Person.objects.exclude(manager=None).values_list("name", "manager__name"))
    assert found == {"A": "B", "B": "C"}
    assert report.notes == {"its manager would report to it": 1, "its manager is not known": 2}


def test_the_people_of_an_ldif(tmp_path: Path) -> None:
    name = base64.b64encode("Nóra Azíz".encode()).decode()
    ldif = (
        "version: 1\n\ndn: ou=People,dc=old\nobjectClass: organizationalUnit\nou: People\n\n"
        "# a comment\ndn: cn=mia,ou=People,dc=old\nobjectClass: inetOrgPerson\ncn: Mia Berg\nmail: mia@old.\n example\n"
        "jpegPhoto:: AAAA\n\n"
        f"dn: cn=nora,ou=People,dc=old\nobjectClass: user\ncn:: {name}\nmail: nora@old.example\ndepartment: Deck\n"
        "manager: CN=mia,ou=People,dc=old\nuserAccountControl: 514\nphoto:< file:///x\n"
    )
    assert bring_in(tmp_path, ldif, name="x.ldif").taken == 2
    nora = Person.objects.get(name="Nóra Azíz")
    assert (nora.manager.email, nora.unit.name) == ("mia@old.example", "Deck")
    assert nora.deactivated_at is not None


def test_dates_from_the_year_down_are_taken(tmp_path: Path) -> None:
    bring_in(tmp_path, "name,hired,left\nA,2020-02-03,\nB,3/2/2020,2021-01-31\nC,20200203,no\nD,,yes\n")
    rows = {p.name: (p.joined_at, p.deactivated_at) for p in Person.objects.all()}
    began = datetime(2020, 2, 3, tzinfo=UTC)
    assert (rows["A"], rows["C"]) == ((began, None), (began, None))
    assert rows["B"] == (None, datetime(2021, 1, 31, tzinfo=UTC))
    assert rows["D"][1] is not None


@pytest.mark.parametrize(
    "rows",
    ["\n\n\n", ",,,\n", "\0\0,x\n", '"never closed,\nx\n', "a," * 5000 + "\n", "x" * 2_000_000 + "\n", "=cmd(),not an address\n",
     "Mia," + "m" * 300 + "@old.example\n", "\ud800 Half,h@old.example\n"],
)  # fmt: skip
def test_strange_rows_raise_nothing(tmp_path: Path, rows: str) -> None:
    report = bring_in(tmp_path, f"name,email\n{rows}Last,l@old.example\n".encode("utf-8", "surrogatepass"))
    assert report.finished


@pytest.mark.parametrize("content", ["", "shoe,size\n1,2\n", "\x7fELF"])
def test_what_names_nobody_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "x").write_text(content)
    options = argparse.Namespace(columns="")
    with pytest.raises(CannotBeRead):
        sources.open_source("people", tmp_path / "x", options)
    with pytest.raises(CannotBeRead):
        sources.open_source("people", tmp_path / "nothing", options)


def test_nothing_is_kept_of_what_a_list_called_whoever_is_erased_and_nobody_is_brought_back(
    tmp_path: Path, olga: Person
) -> None:
    staff = "id,name,email\n7,Ida Berg,ida.berg@old.example\n"
    bring_in(tmp_path, staff)
    people.erase(Person.objects.get(name="Ida Berg"), by=olga)
    for rows in (staff, staff.replace("ida.berg@", "ida@")):
        assert not KnownAs.objects.filter(origin__contains="ida").exists()
        assert not KnownAs.objects.filter(origin__contains="staff").exists()
        report = bring_in(tmp_path, rows)
        assert (report.people, report.taken, report.unchanged) == (0, 0, 1)
    assert not Person.objects.filter(name="Ida Berg").exists()


def test_an_upgrade_forgets_what_those_who_were_erased_were_called(tmp_path: Path, olga: Person) -> None:
    bring_in(tmp_path, "id,name,email\n7,Ida Berg,ida.berg@old.example\n8,Jon Dahl,jon@old.example\n")
    ida = Person.objects.get(name="Ida Berg")
    names = list(KnownAs.objects.filter(person=ida).values_list("origin", flat=True))
    Person.objects.filter(pk=ida.pk).update(erased_at=clock.now())
    import_module("intramural.imports.migrations.0002_digests_of_the_erased").forget(apps, None)
    assert set(queries.known(names, "person_id").values()) == {(ida.pk,)}
    assert not KnownAs.objects.filter(origin__in=names).exists()
    assert KnownAs.objects.filter(origin="mail:jon@old.example").exists()
