"""The application as a server runs it leads where Django leads, the second time too."""

from __future__ import annotations

import pytest
from django.test import RequestFactory
from django.urls import Resolver404, resolve

from intramural.config.wsgi import Handler


def led(handler, path):
    request = RequestFactory().get(path)
    match = handler.resolve_request(request)
    assert request.resolver_match is match
    return match.func, match.args, match.kwargs, match.view_name


def test_each_address_leads_where_django_leads():
    handler = Handler()
    for path in ("/", "/posts/abcdefghijk12/", "/people/ada/", "/people/ben/", "/api/v1/stream", "/"):
        there = resolve(path)
        assert led(handler, path) == (there.func, there.args, there.kwargs, there.view_name)


def test_what_leads_nowhere_does_so_again():
    handler = Handler()
    for _ in range(2):
        with pytest.raises(Resolver404):
            led(handler, "/nowhere/at/all/")
