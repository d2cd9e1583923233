"""Who looks after a subject is who did last when a backup of before is put back."""

from __future__ import annotations

import pytest

from intramural.people.actions import leaving
from intramural.record.testing import closed_again
from intramural.stewards import actions
from intramural.stewards.models import Stewardship
from intramural.stewards.testing import a_stewardship

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closings_file")]


def test_whoever_gave_it_up_has_it_no_more(ada, ben, dana, dirk, olga, noted):
    kept = a_stewardship(topic="carriers", steward=dana, deputy=dirk)
    with noted():
        actions.entrust(kept, steward=ben, deputy=dirk, by=olga)
        actions.entrust(kept, steward=ada, deputy=None, by=olga)
    Stewardship.objects.filter(pk=kept.pk).update(steward=dana, deputy=dirk)
    assert closed_again() == ["StewardshipEntrusted"]
    kept.refresh_from_db()
    assert (kept.steward, kept.deputy) == (ada, None)
    assert closed_again() == []


def test_whoever_is_not_here_any_more_is_not_named(ada, dana, olga, noted):
    kept = a_stewardship(topic="carriers", steward=dana)
    with noted():
        actions.entrust(kept, steward=ada, deputy=None, by=olga)
    leaving.deactivate(ada, by=olga)
    Stewardship.objects.filter(pk=kept.pk).update(steward=dana)
    assert closed_again() == ["StewardshipEntrusted"]
    kept.refresh_from_db()
    assert kept.steward is None
