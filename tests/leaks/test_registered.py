"""A surface that nobody has registered fails the build."""

from __future__ import annotations

from tests.leaks import surfaces
from tests.test_access import ROUTES

REGISTERED = surfaces.registered()


def test_every_surface_is_registered():
    missing = sorted((ROUTES.keys() | surfaces.others()) - REGISTERED.keys())
    assert not missing, f"say in the domain's tests/leaks.py what these show: {', '.join(missing)}"


def test_nothing_is_registered_that_is_not_there():
    assert not sorted(REGISTERED.keys() - ROUTES.keys() - surfaces.others())
