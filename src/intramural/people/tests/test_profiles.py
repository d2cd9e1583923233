"""What a profile says, and where somebody belongs."""

from __future__ import annotations

import pytest

from intramural.kit.errors import NotAllowed, Unacceptable
from intramural.people import actions
from intramural.people.errors import Ring
from intramural.record.models import Entry

pytestmark = pytest.mark.django_db


def test_ones_own_words(ada):
    actions.change_profile(ada, by=ada, name="Ada  Okonkwo-Lind", pronouns="she/her", about="Line one\r\n\r\nline two ")
    ada.refresh_from_db()
    assert (ada.name, ada.pronouns, ada.about) == ("Ada Okonkwo-Lind", "she/her", "Line one\n\nline two")
    assert Entry.objects.filter(name="ProfileChanged", by_id=ada.pk).count() == 1


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", " "),
        ("name", "x" * 121),
        ("about", "x" * 2001),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "../etc/passwd"),
        ("undo_seconds", "121"),
        ("undo_seconds", "-1"),
        ("undo_seconds", "٣"),
        ("undo_seconds", "soon"),
        ("is_operator", True),
        ("unit_id", 1),
    ],
)
def test_what_a_profile_does_not_take(ada, field, value):
    with pytest.raises(Unacceptable) as refused:
        actions.change_profile(ada, by=ada, **{field: value})
    assert refused.value.field == field


def test_somebody_elses_profile_is_theirs(ada, ben, olga):
    with pytest.raises(NotAllowed):
        actions.change_profile(ben, by=ada, title="Assistant")
    actions.change_profile(ben, by=olga, title="Dispatcher")
    assert ben.title == "Dispatcher"


def test_nobody_places_themselves(ben, sales):
    with pytest.raises(NotAllowed):
        actions.place(ben, by=ben, unit=sales)


def test_a_line_of_managers_has_an_end(ada, ben, cara, olga):
    actions.place(cara, by=olga, manager=ben)
    for above in (ada, ben, cara):
        with pytest.raises(Ring):
            actions.place(ada, by=olga, manager=above)
    with pytest.raises(Unacceptable):
        actions.place(ada, by=olga, level="emperor")


def test_placing_keeps_what_is_not_named(ben, ada, sales, olga):
    actions.place(ben, by=olga, unit=sales)
    ben.refresh_from_db()
    assert (ben.unit, ben.manager, ben.level) == (sales, ada, "worker")
    actions.place(ben, by=olga, manager=None, level="executive")
    ben.refresh_from_db()
    assert (ben.unit, ben.manager, ben.level) == (sales, None, "executive")
    assert Entry.objects.filter(name="PersonMoved").count() == 1


def test_following_is_quiet_and_once(ada, ben):
    actions.follow(ben, by=ada)
    actions.follow(ben, by=ada)
    assert list(ada.following.values_list("followed", flat=True)) == [ben.pk]
    actions.unfollow(ben, by=ada)
    assert not ada.following.exists()
    with pytest.raises(Unacceptable):
        actions.follow(ada, by=ada)
