"""Which language a text is in, as far as its stems depend on it."""

from __future__ import annotations

from collections.abc import Sequence

SHORT = 12
"""Up to so many words a text could be in either language."""
_COMMON = {
    "en": frozenset(
        """
        the and of to in is that it for you was with on as have but be they are this from at not or an by we can if will
        has there what all would about which do when your our been please thanks
        """.split()  # noqa: SIM905
    ),
    "de": frozenset(
        """
        der die das und ist nicht ein eine einen zu den dem mit sich auf fur von im des auch es wir ihr sie ich bei aus
        nach wie wird sind werden oder haben hat noch wenn nur uber zum zur bitte danke dass kann was
        """.split()  # noqa: SIM905
    ),
}
EVERYDAY = (
    _COMMON["en"]
    | _COMMON["de"]
    | frozenset(
        """
        a i me my so no how who where why which does did were am us them his her its he she than then too any some into out
        am um da man mich mir uns euch wo wer warum welche wann habe bin bist seid
        """.split()  # noqa: SIM905
    )
)
"""Words that say so little that a question of several words leaves them out."""


def language_of(words: Sequence[str]) -> str:
    """ "en", "de", "both" where it could be either, "" where it is neither."""
    sample = words[:400]
    counts = {name: sum(map(common.__contains__, sample)) for name, common in _COMMON.items()}
    best = max(counts, key=counts.__getitem__)
    other = min(counts.values())
    if counts[best] >= 3 and counts[best] > 2 * other:
        return best
    if len(sample) > 5 * SHORT and counts[best] * 20 < len(sample) and not counts[best] > 5:
        return ""
    return "both"
