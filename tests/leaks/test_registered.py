"""A surface that nobody has registered fails the build."""

from __future__ import annotations

import re

from django.apps import apps

from intramural.audiences.models import Audience
from intramural.config.options import OPTIONS
from intramural.config.processes import VERBS
from intramural.posts.models import Post
from tests.leaks import policy, surfaces
from tests.test_access import ROUTES

REGISTERED = surfaces.registered()


def test_every_surface_is_registered():
    missing = sorted((ROUTES.keys() | surfaces.others()) - REGISTERED.keys())
    assert not missing, f"say in the domain's tests/leaks.py what these show: {', '.join(missing)}"


def test_nothing_is_registered_that_is_not_there():
    assert not sorted(REGISTERED.keys() - ROUTES.keys() - surfaces.others())


def test_every_way_a_post_can_stand_is_a_state():
    known = {"state": set(Post.State.values), "audience": set(Audience.Kind.values)}
    assert {name: set(ways) for name, ways in policy.STANDS.items()} == known
    assert {state for ways in policy.STANDS.values() for state in ways.values()} <= set(policy.STATES)


def test_the_states_are_those_of_the_reference_and_what_is_left_out_is_not_here():
    states = [state for ours in policy.REFERENCE.values() for state in ours]
    assert set(states) == set(policy.STATES)
    names = _names()
    for left_out, (because, words) in policy.NOT_HERE.items():
        assert not names & words, f"there is {names & words} now: give {left_out} a state in policy.py ({because})"


def _names() -> set[str]:
    """The words in the names of apps, tables, fields, settings, commands and addresses."""
    named = [config.label for config in apps.get_app_configs() if config.name.startswith("intramural.")]
    for model in apps.get_models():
        if model.__module__.startswith("intramural."):
            named += [re.sub(r"(?<!^)(?=[A-Z])", "_", model.__name__), *(field.name for field in model._meta.get_fields())]
    named += [*REGISTERED, *(verb.name for verb in VERBS), *(option.name for option in OPTIONS)]
    return {word for name in named for word in re.split(r"[^a-z]+", name.lower())}
