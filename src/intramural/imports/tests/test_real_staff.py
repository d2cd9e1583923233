"""The real directory of an office, which has no line of column names."""

from __future__ import annotations

import pytest

from intramural.imports import actions
from intramural.imports.report import Report
from intramural.imports.staff.roll import Roll
from intramural.people.models import Person, Unit
from tests import real_input

pytestmark = pytest.mark.django_db


def test_everybody_is_there_once_with_unit_and_title() -> None:
    path = real_input.one("*people*/employees.tsv")
    names = ["id", "name", "division", "unit", "title", "-", "-"]
    rows = [row.split("\t") for row in path.read_text("utf-8").splitlines()]
    report = actions.bring_in_staff(Roll(path, names=names), report=Report())
    assert (report.taken, report.named) == (len(rows), 0)
    here = {(p.name, p.unit.parent.name, p.unit.name, p.title) for p in Person.objects.all()}
    assert here == {tuple(" ".join(cell.split()) for cell in row[1:5]) for row in rows}
    assert Unit.objects.filter(parent=None).count() == len({row[2] for row in rows})
    again = actions.bring_in_staff(Roll(path, names=names), report=Report())
    assert (again.taken, again.unchanged) == (0, len(rows))
