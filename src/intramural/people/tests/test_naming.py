"""Whom somebody names in a form, wherever people are asked for by name."""

from __future__ import annotations

import re

import pytest

from intramural.kit.errors import Unacceptable
from intramural.people import queries
from intramural.people.testing import a_person

pytestmark = pytest.mark.django_db


def named(text: str, viewer) -> list[str]:
    return [person.handle for person in queries.all_named(text, viewer=viewer, field="people")]


def test_by_handle_and_by_name(ada, ben, cara):
    for text in (
        "@ben, Cara Lindqvist",
        "ben;cara lindqvist\n",
        "@ben @cara",
        "ben cara",
        "BEN,, @cara , @ben",
        "Ben Haddad, cara",
    ):
        assert named(text, ada) == ["ben", "cara"], text
    assert named(" ,; @ \n", ada) == []
    assert queries.named("Cara Lindqvist", viewer=ada, field="person") == cara
    assert queries.named("@Ben, ", viewer=ada, field="person") == ben
    assert queries.named(" @ ", viewer=ada, field="person") is None


def test_who_is_not_there_and_who_is_several(ada, gus):
    for handle in ("eva", "eve"):
        a_person(handle, name="Eva Lund")
    for text, said in (("Eva Lund", "@eva, @eve"), ("Nobody Known", "nobody here"), ("@ben @nobody", "nobody here")):
        with pytest.raises(Unacceptable, match=re.escape(said)):
            named(text, ada)
        with pytest.raises(Unacceptable):
            queries.named(text.split(" @")[-1], viewer=ada, field="person")
    with pytest.raises(Unacceptable):
        named("ada", gus)
    with pytest.raises(Unacceptable):
        named(",".join(f"p{n}" for n in range(501)), ada)


def test_many_handles_are_few_questions(ada, django_assert_num_queries):
    for n in range(40):
        a_person(f"p{n}", name=f"Person {n}")
    with django_assert_num_queries(1):
        assert len(named(",".join(f"@p{n}" for n in range(40)), ada)) == 40


@pytest.mark.parametrize("typed", ["Ada Okonkwo", "@ada", "ada"])
def test_forms_take_names(ada, ben, olga, operations, signed_in, typed):
    desk = signed_in(olga)
    assert desk.post("/operator/people/ben/place/", {"manager": typed, "level": "worker"}).status_code == 302
    assert desk.post(f"/operator/units/{operations.public_id}/", {"name": "Operations", "head": typed}).status_code == 302
    assert desk.post(f"/units/{operations.public_id}/delegations/", {"person": typed}).status_code == 302
    ben.refresh_from_db()
    operations.refresh_from_db()
    assert (ben.manager, operations.head, operations.delegations.get().person) == (ada, ada, ada)


def test_a_refused_name_keeps_what_was_typed(ben, olga, operations, signed_in):
    for handle in ("eva", "eve"):
        a_person(handle, name="Eva Lund")
    answer = signed_in(olga).post(f"/units/{operations.public_id}/delegations/", {"person": "Eva Lund"})
    page = answer.content.decode()
    assert (answer.status_code, 'value="Eva Lund"' in page, "@eva, @eve" in page) == (422, True, True)
    assert "<people-names>" in page


def test_more_than_can_be_meant_is_refused_and_never_cut(ada):
    for text in (", ".join(f"@nobody{n}" for n in range(501)), "@ben," * 20_000):
        with pytest.raises(Unacceptable, match="more than 500"):
            named(text, ada)
