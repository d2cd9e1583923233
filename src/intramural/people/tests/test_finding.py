"""The directory, profiles, the chart and units: what they show, and what they never do."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from intramural.people import actions, photos, queries
from intramural.people.models import Person
from intramural.people.testing import a_person, a_unit

pytestmark = pytest.mark.django_db


def names(answer) -> list[str]:
    """The handles in the list of people, in its order."""
    listed = answer.content.decode().partition('<ul class="people">')[2].partition("</ul>")[0]
    return re.findall(r'class="by" href="/people/([^/]+)/"', listed)


@pytest.fixture
def look(ada, signed_in):
    browser = signed_in(ada)
    return lambda query="": browser.get(f"/people/{query}")


def test_everybody_by_name(look, ben, cara):
    assert names(look()) == ["ada", "ben", "cara"]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?q=lindq", ["cara"]),
        ("?q=CARA+Lindqvist", ["cara"]),
        ("?q=customs", ["ben"]),
        ("?q=hamburg", []),
        ("?q=nobody", []),
        ("?q=%25", []),
        ("?q=%00ben", ["ben"]),
        ("?site=Hamburg", ["ben"]),
        ("?level=manager", ["ada"]),
        ("?language=german", ["ben"]),
        ("?site=Hamburg&level=manager", []),
        ("?q=ÖZGÜR", ["ozgur"]),
    ],
)
def test_narrowed(look, ben, cara, query, found):
    Person.objects.filter(pk=ben.pk).update(site="Hamburg", ask_me_about="customs forms", languages="German, English")
    a_person("ozgur", name="Özgür Şahin")
    assert names(look(query)) == found


def test_a_unit_means_its_sub_units_too(look, ben, cara, operations, sales):
    dora = a_person("dora", unit=a_unit("Depot", parent=operations))
    assert names(look(f"?unit={operations.public_id}")) == ["ada", "ben", dora.handle]
    assert look("?unit=nosuchunit").status_code == 404


def test_pages_by_key_show_everybody_once(look):
    for n in range(70):
        a_person(f"p{n}", name=f"Same Name {n % 3}")
    seen, answer = [], look()
    while True:
        seen += names(answer)
        more = re.search(r'rel="next" href="/people/([^"]+)"', answer.content.decode())
        if more is None:
            break
        answer = look(more[1])
    assert len(seen) == len(set(seen)) == 71


@pytest.mark.parametrize("after", ["%", "AAAA", "LTEu", "x" * 500, "ﬀ", "OS4AYQ"])
def test_a_broken_place_in_the_list(look, after):
    assert look(f"?after={after}").status_code == 422


def test_who_is_gone_is_not_listed_and_who_was_erased_is_nowhere(look, ben, cara, olga):
    actions.deactivate(ben, by=olga)
    actions.erase(cara, by=olga)
    assert names(look()) == ["ada", "olga"]


def test_who_was_brought_in_is_listed_with_a_word(look):
    a_person("ida", standing="imported", is_active=False)
    answer = look()
    assert names(answer) == ["ada", "ida"]
    assert "Not here yet" in answer.content.decode()


def test_a_guest_finds_themselves_alone(gus, ada, signed_in):
    answer = signed_in(gus).get("/people/")
    assert names(answer) == ["gus"]
    assert "Operations" not in answer.content.decode()


def test_a_member_finds_whom_to_ask_who_is_told_to_ask_an_operator(look, ben, olga, gus, signed_in):
    said = re.compile(r"Operators? of [^:]+: (.+?)</p>")
    assert re.findall(r"/people/(\w+)/", said.search(look().content.decode())[1]) == ["olga"]
    assert signed_in(ben).get("/people/olga/").status_code == 200
    actions.appoint(ben, by=olga)
    assert re.findall(r"/people/(\w+)/", said.search(look().content.decode())[1]) == ["ben", "olga"]
    assert not said.search(signed_in(gus).get("/people/").content.decode())


@pytest.mark.parametrize("people", [1, 40])
def test_the_directory_asks_as_much_for_many_as_for_few(look, operations, people, django_assert_max_num_queries):
    for n in range(people):
        a_person(f"p{n}", unit=operations)
    look()
    with django_assert_max_num_queries(7):
        look()
    with django_assert_max_num_queries(6):
        look("?q=p")


def test_a_profile_says_what_its_person_wrote(ben, ada, signed_in):
    actions.change_profile(
        ben, by=ben, pronouns="he/him", title="Dispatcher", ask_me_about="customs", about="**Kettles** <script>x</script>"
    )
    page = signed_in(ada).get("/people/BEN/").content.decode()
    for words in ("Ben Haddad", "he/him", "Dispatcher", "customs", "<strong>Kettles</strong>", "Operations", "Ada Okonkwo"):
        assert words in page
    assert "<script>x" not in page


def test_a_profile_counts_nothing_and_knows_no_last_time(ben, ada, signed_in):
    page = signed_in(ada).get("/people/ben/").content.decode().lower()
    for words in ("last seen", "active", "posts", "followers", "last sign"):
        assert words not in page.split("<main")[1].split("</main")[0]


def test_a_profile_of_nobody_and_one_that_is_hidden_answer_alike(ada, gus, signed_in):
    browser = signed_in(gus)
    hidden, nobody = browser.get("/people/ada/"), browser.get("/people/nobody/")
    assert hidden.status_code == nobody.status_code == 404
    assert hidden.content == nobody.content


def test_following_and_not(ada, ben, signed_in):
    browser = signed_in(ada)
    assert browser.post("/people/ben/following/").url == "/people/ben/"
    assert ada.following.exists()
    assert 'aria-pressed="true"' in browser.get("/people/ben/").content.decode()
    browser.post("/people/ben/following/", {"take_back": "1"})
    assert not ada.following.exists()


def test_a_photo_is_served_at_its_own_address_alone(ada, ben, signed_in):
    key = photos.store.keep([b"bytes"], most=100).key
    Person.objects.filter(pk=ben.pk).update(photo_key=key)
    browser = signed_in(ada)
    answer = browser.get(f"/people/ben/photo/{key}/")
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "image/webp", b"bytes")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert browser.get(f"/people/ada/photo/{key}/").status_code == 404
    assert browser.get("/people/ben/photo/0000/").status_code == 404
    photos.remove(key)
    assert browser.get(f"/people/ben/photo/{key}/").status_code == 404


def test_the_chart_from_the_top_and_from_somebody(ada, ben, cara, signed_in):
    actions.place(cara, by=None, manager=ben)
    dora = a_person("dora", name="Dora Weiss", manager=cara)
    browser = signed_in(ada)
    [top] = queries.chart(ada)
    assert top.person == ada
    assert [branch.person for branch in top.below] == [ben]
    [caras] = top.below[0].below
    assert (caras.person, caras.below, caras.goes_on) == (cara, [], True)
    assert queries.line_above(cara, viewer=ben) == [ada, ben]
    [branch] = queries.chart(ada, of=cara)
    assert ([below.person for below in branch.below], branch.goes_on) == ([dora], False)
    whole, part = (browser.get(f"/people/chart/{query}").content.decode() for query in ("", "?of=cara"))
    assert "All who report to <bdi>Cara Lindqvist</bdi>" in whole
    assert "Dora Weiss" not in whole
    assert "Dora Weiss" in part


def drawn(branches) -> list[str]:
    return [handle for branch in branches for handle in (branch.person.handle, *drawn(branch.below))]


def test_a_team_stays_in_the_chart_when_its_manager_goes(ada, ben, cara, rosa, olga, signed_in):
    actions.place(ada, by=None, manager=rosa)
    actions.deactivate(ada, by=olga)
    assert drawn(queries.chart(olga)) == ["rosa", "ada", "ben"]
    assert "No longer here" in signed_in(olga).get("/people/chart/").content.decode()
    assert drawn(queries.chart(olga, of=ada)) == ["ada", "ben"]
    actions.deactivate(ben, by=olga)
    assert drawn(queries.chart(olga)) == []


def test_a_guest_reads_no_line_of_managers(ada, gus, rosa, signed_in):
    actions.place(ada, by=None, manager=rosa)
    actions.place(gus, by=None, manager=ada)
    page = signed_in(gus).get("/people/chart/?of=gus").content.decode()
    assert "Rosa Marchetti" not in page
    assert "Ada Okonkwo" not in page
    assert "Rosa Marchetti" in signed_in(ada).get("/people/chart/?of=gus").content.decode()


def test_the_chart_of_a_wide_house_stays_bounded(ada, signed_in, django_assert_max_num_queries):
    Person.objects.bulk_create(Person(handle=f"p{n}", name=f"P {n}", email=None, manager=ada) for n in range(450))
    browser = signed_in(ada)
    with django_assert_max_num_queries(6):
        assert browser.get("/people/chart/").status_code == 200
    [top] = queries.chart(ada)
    assert len(top.below) == 399
    assert top.goes_on


def test_whoever_has_reports_is_looked_for_once_and_not_for_everybody_again(ada):
    with CaptureQueriesContext(connection) as asked:
        queries.chart(ada)
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {asked[0]['sql']}")
        plan = str(cursor.fetchall())
    assert "people_person" in plan
    assert "CORRELATED" not in plan


def test_an_empty_chart_says_so(ada, signed_in):
    Person.objects.update(manager=None)
    assert "manager is known" in signed_in(ada).get("/people/chart/").content.decode()


def test_a_unit_with_its_line_its_people_and_its_head(ada, ben, cara, operations, signed_in):
    depot = a_unit("Depot", parent=operations)
    actions.change_unit(depot, by=None, head=cara)
    actions.place(cara, by=None, unit=depot)
    browser = signed_in(ada)
    top, below = (browser.get(f"/units/{unit.public_id}/") for unit in (operations, depot))
    assert names(top) == ["ada", "ben"]
    assert names(below) == ["cara"]
    assert "Depot" in top.content.decode()
    assert queries.units_above(depot) == [operations]
    assert "Headed by" in below.content.decode()
    assert browser.get("/units/nosuchunit/").status_code == 404
