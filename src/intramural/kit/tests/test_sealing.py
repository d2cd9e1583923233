"""What is sealed is opened by the secret key, for its purpose, and by nobody else."""

from __future__ import annotations

from typing import Any

import pytest

from intramural.kit import sealing


def test_sealed_and_opened() -> None:
    kept = sealing.seal("JBSWY3DP", purpose="apps")
    assert "JBSWY3DP" not in kept
    assert kept != sealing.seal("JBSWY3DP", purpose="apps")
    assert sealing.unseal(kept, purpose="apps") == "JBSWY3DP"
    assert sealing.is_current(kept, purpose="apps")


def test_for_another_purpose_changed_or_cut_it_stays_closed() -> None:
    kept = sealing.seal("JBSWY3DP", purpose="apps")
    other = "A" if kept[-10] != "A" else "B"
    for wrong, purpose in (
        (kept, "mails"),
        (kept[:-10] + other + kept[-9:], "apps"),
        (kept[:20], "apps"),
        ("sealed:ü", "apps"),
    ):
        assert not sealing.is_current(wrong, purpose=purpose)
        with pytest.raises(sealing.NotOpened):
            sealing.unseal(wrong, purpose=purpose)


def test_what_never_was_sealed_is_as_it_is() -> None:
    assert sealing.unseal("JBSWY3DP", purpose="apps") == "JBSWY3DP"
    assert not sealing.is_current("JBSWY3DP", purpose="apps")


def test_the_key_is_changed(settings: Any) -> None:
    kept, before = sealing.seal("JBSWY3DP", purpose="apps"), settings.SECRET_KEY
    settings.SECRET_KEY = "another key of the same house, long enough"
    with pytest.raises(sealing.NotOpened):
        sealing.unseal(kept, purpose="apps")
    settings.SECRET_KEY_FALLBACKS = [before]
    assert sealing.unseal(kept, purpose="apps") == "JBSWY3DP"
    assert not sealing.is_current(kept, purpose="apps")
