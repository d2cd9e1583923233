"""Whose a text is: by what it says of itself, and by what it is made of.

    derived   it repeats a part of a kept document            tag       it names the topic with #
    found     it comes from there                             link      it links there
    voice     it speaks officially for the unit               phrase    it uses words by which the subject is known
    likeness  it resembles its posts and examples

What is known comes from what everybody may read and from the stewards' own examples. It never says which example, and never
repeats a code name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from intramural.kit import markup
from intramural.kit.prepared import rows_of
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.thought import derivation, likeness, training, weighing
from intramural.thought.derivation import Derivation
from intramural.thought.likeness import Likeness
from intramural.thought.models import Text
from intramural.thought.queries import faring, shelf
from intramural.thought.queries.drafts import EVERYONE, WIDEST, Draft, Subject
from intramural.thought.queries.shelf import Tables
from intramural.thought.weighing import Sums

MOST_LINKS = 20
MOST_SOURCES = 10
_LINK = re.compile(r"https?://[^\s<>()\[\]\"']+", re.IGNORECASE)


def known(draft: Draft) -> list[Subject]:
    """What the draft touches that somebody looks after, by the surest sign of each, however far it goes and whatever is asked.

    A sign that people corrected too often counts only beside another.
    """
    return [subject for subject, _ in _found(draft)]


def to_be_said(draft: Draft) -> list[Subject]:
    """Those of them whose say asks for less than this, whose line is not muted, and whom nobody has asked about it yet."""
    return [
        subject
        for subject, fared in _found(draft)
        if not fared.is_muted
        and _concerns(subject, draft)
        and not draft.heard & {each.pk for each in stewards.deciders(subject.stewardship)}
        and stewards.acting(subject.stewardship) is not None
    ]


def ranking(text: str, *, most: int = 3) -> list[Likeness]:
    """The stewardships that the text resembles, best first; whether that suffices to name one is for `known`."""
    return _ranked(derivation.stems_of(text), Tables(), most=most)


def sources(text: str) -> list[tuple[Derivation, int]]:
    """From which examples the text is made, the surest first: what is shared, and the number of the example."""
    found = _sources(derivation.stems_of(text))
    examples = dict(Text.objects.filter(pk__in=[each.document for each in found]).values_list("pk", "example"))
    return [(each, example) for each in found if (example := examples.get(each.document)) is not None]


def goes_too_far(stewardship: Stewardship, draft: Draft) -> bool:
    """Whether it goes further than its say suggests."""
    return draft.goes_outside or draft.how_far == EVERYONE or draft.how_far > WIDEST[stewardship.widest]


def _concerns(subject: Subject, draft: Draft) -> bool:
    """Whether its say asks for less than this: nothing does where it is fine, or one's own.

    Who speaks officially about what others look after does so wherever; who speaks for a unit is asked for by its steward alone
    who asks to be asked.
    """
    it, author = subject.stewardship, draft.author
    if it.asks == Stewardship.Asks.FINE or (author is not None and author.pk in (it.steward_id, it.deputy_id)):
        return False
    if subject.signal == "voice":
        return it.asks == Stewardship.Asks.ASK
    return draft.is_official or goes_too_far(it, draft)


@dataclass(frozen=True)
class _Sign:
    """Something in a draft that points to a stewardship, and the reason to say."""

    signal: str
    stewardship_id: int
    because: str


def _found(draft: Draft) -> list[tuple[Subject, Sums]]:
    """Each subject by its surest sign, and how its lines fared."""
    stems = draft.stems
    tables = Tables()
    ranked = _ranked(stems, tables)
    derived = dict(_derived(stems, draft))
    signs = [
        *_tagged(draft),
        *_of_origin(draft),
        *_linked(draft),
        *_spoken(draft),
        *_phrases(stems),
    ]
    wanted = {*derived, *(sign.stewardship_id for sign in signs), *(each.subject for each in ranked[:1])}
    if not wanted:
        return []
    held: dict[int, Stewardship] = {it.pk: it for it in stewards.named(Stewardship.objects.filter(pk__in=wanted))}
    repeated = [(pk, weighing.repeating(held[pk].over, later=later)) for pk, later in derived.items() if pk in held]
    signs = [*(_Sign("derived", pk, because) for pk, because in repeated), *signs]
    fared = faring.sums(wanted)
    if ranked and (best := held.get(ranked[0].subject)) is not None:
        threshold = weighing.threshold(tables.threshold, fared.get((best.pk, "likeness"), Sums()))
        if weighing.is_sure(ranked, threshold=threshold):
            signs.append(_Sign("likeness", best.pk, weighing.because(ranked[0], best.over)))
    found: dict[int, tuple[Subject, Sums]] = {}
    for sign in signs:
        stewardship = held.get(sign.stewardship_id)
        if stewardship is not None and _suffices(sign, signs, fared):
            own = weighing.together(each for (pk, _), each in fared.items() if pk == stewardship.pk)
            found.setdefault(stewardship.pk, (Subject(stewardship, sign.signal, sign.because), own))
    return list(found.values())


def _ranked(stems: Sequence[str], tables: Tables, *, most: int = 3) -> list[Likeness]:
    return likeness.rank([stem[: training.LONGEST_STEM] for stem in stems[: likeness.MOST_WORDS]], tables, most=most)


def _suffices(sign: _Sign, signs: Sequence[_Sign], sums: Mapping[tuple[int, str], Sums]) -> bool:
    """Where its kind is doubted, only with another sign beside it."""
    is_joined = any(other.stewardship_id == sign.stewardship_id and other.signal != sign.signal for other in signs)
    return is_joined or not sums.get((sign.stewardship_id, sign.signal), Sums()).is_doubted


def _derived(stems: Sequence[str], draft: Draft) -> Iterator[tuple[int, bool]]:
    """The stewardships whose examples the text is made from, the surest first, each with whether they came after it was shared."""
    found = _sources(stems)[:5]
    if not found:
        return
    rows = Text.objects.filter(pk__in=[each.document for each in found])
    owners = {pk: (of, at) for pk, of, at in rows.values_list("pk", "stewardship_id", "example__added_at")}
    kept = [owners[each.document] for each in found if each.document in owners]
    for pk in dict.fromkeys(of for of, _ in kept if of is not None):
        yield pk, draft.shared_at is not None and all(at is None or at > draft.shared_at for of, at in kept if of == pk)


def _sources(stems: Sequence[str]) -> list[Derivation]:
    """By what the likeliest documents have of their own; what others have too is common stock."""
    asked = derivation.prints_of(stems)
    having = shelf.having(asked)
    likely = [each.document for each in derivation.derived(asked, having)[:MOST_SOURCES]]
    if not likely:
        return []
    return derivation.derived(asked, derivation.without_stock(having, likely, shelf.kin(likely)))


def _tagged(draft: Draft) -> Iterator[_Sign]:
    """The stewardships of the topics that its words name with #, in the title too."""
    _, tags = markup.mentioned(draft.own)
    if tags:
        rows = Stewardship.objects.filter(topic__slug__in=tags).order_by("pk").values_list("pk", "topic__slug")
        yield from (_Sign("tag", pk, f"it is about #{slug}") for pk, slug in rows)


def _of_origin(draft: Draft) -> Iterator[_Sign]:
    """Those of a found document's origin: of who owns or made it, or of where it was found."""
    if draft.kind != "found":
        return
    names = [name.strip() for name in (draft.owner, draft.made_by) if name.strip()]
    for it in stewards.of_origin(names, [draft.source_url]):
        yield _Sign("found", it.pk, f"this comes from {names[0] if names else it.over}")


def _linked(draft: Draft) -> Iterator[_Sign]:
    """Those who are known by the host of a link in its words."""
    if links := _LINK.findall(draft.own)[:MOST_LINKS]:
        yield from (_Sign("link", it.pk, "it links to what comes from there") for it in stewards.of_origin(urls=links))


def _spoken(draft: Draft) -> Iterator[_Sign]:
    """Those of the unit that it would speak for, and of the units above, the nearest first."""
    if draft.is_official and draft.unit is not None:
        above = [step for step in reversed(draft.unit.path.split(".")) if step]
        for it in sorted(stewards.over(topics=[], units=[draft.unit.pk]), key=lambda it: above.index(str(it.unit_id))):
            yield _Sign("voice", it.pk, f"it speaks officially for {draft.unit.name}")


def _phrases(stems: Sequence[str]) -> list[_Sign]:
    """The stewardships whose phrases or code names stand in the text, code names first."""
    query = "SELECT words, stewardship_id, is_code_name, id FROM thought_phrase WHERE first IN ({})"
    shortened = [stem[: training.LONGEST_STEM] for stem in stems]
    rows = rows_of(query, sorted(set(shortened)))
    whole = f" {' '.join(shortened)} "
    found: dict[int, _Sign] = {}
    for words, pk, is_code_name, _ in sorted(rows, key=lambda row: (not row[2], row[3])):
        if f" {words} " in whole:
            because = "it names something of it" if is_code_name else "it uses words by which it is known"
            found.setdefault(pk, _Sign("phrase", pk, because))
    return list(found.values())
