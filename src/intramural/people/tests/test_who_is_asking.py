"""Session and person are read in one query, and are what the idiom would have read."""

from __future__ import annotations

import pytest
from django.test import Client, RequestFactory

from intramural.people.middleware import SignedIn
from intramural.people.models import Person, Session

pytestmark = pytest.mark.django_db


def asked_by(client: Client, django_assert_num_queries):
    request = RequestFactory().get("/")
    request.COOKIES = {name: morsel.value for name, morsel in client.cookies.items()}
    with django_assert_num_queries(1):
        SignedIn(lambda request: None).process_request(request)
    return request.user


def test_the_person_is_whole(ada, signed_in, django_assert_num_queries):
    asked = asked_by(signed_in(ada), django_assert_num_queries)
    known = Person.objects.get(pk=ada.pk)
    fields = [field.attname for field in Person._meta.concrete_fields]
    assert [getattr(asked, name) for name in fields] == [getattr(known, name) for name in fields]


def test_the_deactivated_are_nobody(ada, signed_in, django_assert_num_queries):
    client = signed_in(ada)
    Person.objects.filter(pk=ada.pk).update(is_active=False)
    assert not asked_by(client, django_assert_num_queries).is_authenticated


def test_a_changed_password_ends_other_sessions(ada, signed_in, django_assert_num_queries):
    client = signed_in(ada)
    ada.set_password("another one entirely")
    ada.save()
    assert not asked_by(client, django_assert_num_queries).is_authenticated


def test_another_secret_key_signs_nobody_out_while_the_one_before_is_named(
    ada, signed_in, settings, django_assert_num_queries
):
    client = signed_in(ada)
    before, settings.SECRET_KEY = settings.SECRET_KEY, "another key of the same house, long enough"
    assert not asked_by(client, django_assert_num_queries).is_authenticated
    settings.SECRET_KEY_FALLBACKS = [before]
    assert client.get("/settings/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert asked_by(client, django_assert_num_queries) == ada


def test_a_session_knows_whose_it_is(ada, signed_in):
    signed_in(ada)
    assert Session.objects.get().person == ada
