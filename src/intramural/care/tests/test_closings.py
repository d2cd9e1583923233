"""A consult that ended since a backup has ended again when it is put back."""

from __future__ import annotations

import pytest

from intramural.care import actions
from intramural.care.models import Consult
from intramural.care.testing import a_consult, a_draft
from intramural.record.testing import closed_again

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("closings_file")]


def test_whoever_was_asked_reads_the_draft_no_more(ben, dana, noted, signed_in):
    consult = a_consult(about=a_draft(by=ben), asks=(dana,))
    before = {"closed_at": None, "end": consult.end, "body": "All will cost more"}
    with noted():
        actions.call_off(consult, by=ben)
    Consult.objects.update(**before)
    assert "All will cost more" in signed_in(dana).get(consult.url).content.decode()
    assert closed_again() == ["ConsultClosed"]
    assert "All will cost more" not in signed_in(dana).get(consult.url).content.decode()
    assert closed_again() == []
