"""The one question: is there anybody whom this may concern, if it goes as far as it is meant to?

    think(draft)  →  what the text holds, what it is derived from, whose subject it is, where it comes from, how far it goes
                  →  the gravest of these, as one sentence that names people; or nothing, which is the rule

A thought about a subject comes from what everybody may read and from its steward's own examples. It never says which
example, and never repeats a code name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.db import connection

from intramural.kit import clock, markup
from intramural.people.models import Person, Unit
from intramural.spaces.models import Space
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.stewards.notes import Note
from intramural.thought import derivation, likeness, signals, training, weighing
from intramural.thought.models import Tally, Text
from intramural.thought.signals import Finding
from intramural.thought.weighing import Sums

MOST_OF_A_FILE, MOST_OF_ALL = 20_000, 60_000
NAMED, SPACE, UNIT, EVERYONE = range(4)
_WIDEST = {"named": NAMED, "space": SPACE, "unit": UNIT, "everyone": EVERYONE}
_HOW_FAR = {"me": NAMED, "people": NAMED, "space": SPACE, "members": SPACE, "units": UNIT, "everyone": EVERYONE}
_ADDRESSED = re.compile(r"\s*(?:hi|hello|hey|dear|hallo|liebe[r]?|lieber)?[ ,]*@[a-z][\w.-]*[^\n]{0,300}\?", re.IGNORECASE)
_FORWARDED = re.compile(
    r"(?im)^[> *]*(?:from|von): ?[^\n]+\n(?:[> *]*(?:sent|date|gesendet|datum|to|an|cc|subject|betreff): ?[^\n]*\n){2,}"
    r"|^-{2,} ?(?:forwarded message|original message|ursprüngliche nachricht|weitergeleitete nachricht) ?-{2,}"
)
MOST_COMPARED = 480
"""Documents that one draft is compared with: of each of its likeliest subjects as many, the newest."""


@dataclass(frozen=True)
class File:
    """An attachment: its name, and what could be read of it."""

    name: str
    text: str = ""


@dataclass(frozen=True)
class Draft:
    """What somebody is about to share. `audience` is one of the composer's words; `reach` says how far that goes, in words."""

    text: str
    author: Person | None = None
    title: str = ""
    kind: str = "update"
    files: tuple[File, ...] = ()
    source_url: str = ""
    made_by: str = ""
    owner: str = ""
    audience: str = "everyone"
    space: Space | None = None
    voice: str = "role"
    reach: str = ""

    @property
    def how_far(self) -> int:
        """How far it would go, on the scale of a say: NAMED, SPACE, UNIT, EVERYONE. An open space is read by everyone."""
        if self.audience == "space" and self.space is not None and not self.space.is_gated:
            return EVERYONE
        return _HOW_FAR.get(self.audience, EVERYONE)

    @property
    def goes_outside(self) -> bool:
        return self.space is not None and self.space.is_external and self.audience in ("space", "members")

    @property
    def whole(self) -> str:
        """All its words: title, body, and what stands in its files."""
        return "\n".join([self.title, self.text, *(file.text[:MOST_OF_A_FILE] for file in self.files)])[:MOST_OF_ALL]


@dataclass(frozen=True)
class Thought:
    """One sentence about a draft. `key` tells it from others; `needs_confirming`: it holds a live credential."""

    signal: str
    reason: str
    people: tuple[Person, ...] = ()
    stewardship: Stewardship | None = None
    findings: tuple[Finding, ...] = ()
    narrow_to: str = "people"

    @property
    def needs_confirming(self) -> bool:
        return self.signal == "credential"

    @property
    def key(self) -> str:
        return f"{self.signal}.{self.stewardship.public_id}" if self.stewardship is not None else self.signal


class Tables:
    """The shelf (`likeness`) that lies in the database."""

    def __init__(self) -> None:
        whole = training.measure()
        self._number, self.threshold = whole.texts, whole.threshold

    def profiles(self, stems: Sequence[str], subjects: Sequence[int] | None = None) -> Iterable[tuple[str, int, float]]:
        query = "SELECT stem, stewardship_id, weight FROM thought_weight WHERE stem IN ({})"
        if subjects is not None:
            query += f" AND stewardship_id IN ({','.join(str(int(subject)) for subject in subjects) or 'NULL'})"
        return cast(Iterable[tuple[str, int, float]], training.rows_of(query, stems))

    def rarities(self, stems: Sequence[str]) -> Mapping[str, float]:
        return training.rarities(stems, self._number)

    def documents(self, subjects: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        if not subjects:
            return
        one = (
            "SELECT * FROM (SELECT stewardship_id, example_id, kept FROM thought_text"
            " WHERE stewardship_id = %s AND kept <> '' ORDER BY id DESC LIMIT %s) AS of_one"
        )
        values = [value for subject in subjects for value in (subject, MOST_COMPARED // len(subjects))]
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join([one] * len(subjects)), values)
            for subject, example, kept in cursor.fetchall():
                yield subject, "post" if example is None else "example", kept

    def unknown(self) -> float:
        return likeness.rarity(0, self._number)


def think(draft: Draft) -> Thought | None:
    """The thought about the draft; None, as for nine drafts in ten, where nobody need be thought of.

    It reads what is learned and says nothing to anybody. Seven queries at most for an ordinary text.
    """
    if draft.audience == "me" or not draft.whole.strip():
        return None
    text = draft.whole
    found = signals.all_in(text)
    grave = [each for each in found if each.group == "credential"]
    if grave:
        return Thought("credential", _of_credential(grave[0]), findings=tuple(grave))
    # Who looks after what is for members to know: a guest is told of what stands in the text alone.
    may_know = draft.author is None or draft.author.is_member
    if may_know and (subject := _subject(draft, text)):
        return subject
    if draft.how_far < EVERYONE and not draft.goes_outside:
        return None
    return _of_findings(draft, found) or (_of_source(draft) if may_know else None) or _of_reach(draft)


def is_muted(stewardship: Stewardship) -> bool:
    """Whether its line is said no more, because people passed it over."""
    return fared(stewardship).is_muted


def notes(stewardship: Stewardship) -> list[Note]:
    """What steward and deputy read on the page of what they look after."""
    to = f"{stewardship.url}second-thought/"
    if is_muted(stewardship):
        said = "The second thought about this has muted itself: people passed it over four times in five."
        return [Note(said, to, "What to do about it", asks=True)]
    return [Note("People who write about this may be told that you look after it.", to, "How that fares")]


def fared(stewardship: Stewardship) -> Sums:
    """How its lines fared, in sums."""
    return weighing.together(_sums([stewardship.pk]).values())


@dataclass(frozen=True)
class _Sign:
    """Something in a draft that points to a stewardship, and the reason to say."""

    signal: str
    stewardship_id: int
    because: str


def _subject(draft: Draft, text: str) -> Thought | None:
    """Whose subject it is, if somebody looks after it and asks for less than the draft's audience."""
    stems = derivation.stems_of(text)
    shelf = Tables()
    ranked = likeness.rank([stem[: training.LONGEST_STEM] for stem in stems[: likeness.MOST_WORDS]], shelf, most=3)
    signs = [*_derived(stems), *_tagged(draft), *_phrases(stems)]
    wanted = {*(sign.stewardship_id for sign in signs), *(each.subject for each in ranked[:1])}
    if not wanted:
        return None
    held = {it.pk: it for it in stewards.named(Stewardship.objects.filter(pk__in=wanted))}
    sums = _sums(wanted)
    if ranked and (best := held.get(ranked[0].subject)) is not None:
        fared_so_far = sums.get((best.pk, "likeness"), Sums())
        if weighing.is_sure(ranked, threshold=weighing.threshold(shelf.threshold, fared_so_far)):
            signs.append(_Sign("likeness", best.pk, weighing.because(ranked[0], best.over)))
    for sign in signs:
        stewardship = held.get(sign.stewardship_id)
        if stewardship is None or not _concerns(stewardship, draft) or not _suffices(sign, signs, sums):
            continue
        acts = stewards.acting(stewardship)
        if acts is not None:
            reason = _sentence(acts, stewardship, sign.because)
            return Thought(sign.signal, reason, (acts,), stewardship, narrow_to=_narrower(stewardship))
    return None


def _suffices(sign: _Sign, signs: Sequence[_Sign], sums: Mapping[tuple[int, str], Sums]) -> bool:
    """Whether it may be said: not where its subject is muted; where its kind is doubted, with another sign beside it."""
    own = {signal: each for (pk, signal), each in sums.items() if pk == sign.stewardship_id}
    if weighing.together(own.values()).is_muted:
        return False
    is_joined = any(other.stewardship_id == sign.stewardship_id and other.signal != sign.signal for other in signs)
    return is_joined or not own.get(sign.signal, Sums()).is_doubted


def _sums(stewardship_ids: Iterable[int]) -> dict[tuple[int, str], Sums]:
    """How the lines of these fared, by stewardship and signal."""
    rows = Tally.objects.filter(stewardship__in=list(stewardship_ids))
    names = ("stewardship_id", "signal", "shown", "passed", "fine", "not_theirs")
    return {(pk, signal): Sums(*counts) for pk, signal, *counts in rows.values_list(*names)}


def _concerns(stewardship: Stewardship, draft: Draft) -> bool:
    """Whether its say asks for less than this: nothing does where it is fine, or within the audience that it suggests."""
    if stewardship.asks == Stewardship.Asks.FINE:
        return False
    if draft.author is not None and draft.author.pk in (stewardship.steward_id, stewardship.deputy_id):
        return False
    return draft.goes_outside or draft.how_far == EVERYONE or draft.how_far > _WIDEST[stewardship.widest]


def _derived(stems: Sequence[str]) -> list[_Sign]:
    """The stewardships whose examples the text is made from, the surest first."""
    asked = derivation.prints_of(stems)
    having = training.rows_of("SELECT value, text_id FROM thought_print WHERE value IN ({})", asked)
    found = derivation.derived(asked, cast(list[tuple[int, int]], having))[:5]
    if not found:
        return []
    owners = dict(Text.objects.filter(pk__in=[each.document for each in found]).values_list("pk", "stewardship_id"))
    several = dict.fromkeys(pk for each in found if (pk := owners.get(each.document)) is not None)
    return [_Sign("derived", pk, "it repeats a part of a document that is kept there") for pk in several]


def _tagged(draft: Draft) -> list[_Sign]:
    """The stewardships of the topics that the text names with #."""
    _, tags = markup.mentioned(draft.text)
    if not tags:
        return []
    rows = Stewardship.objects.filter(topic__slug__in=tags).order_by("pk").values_list("pk", "topic__slug")
    return [_Sign("tag", pk, f"it is about #{slug}") for pk, slug in rows]


def _phrases(stems: Sequence[str]) -> list[_Sign]:
    """The stewardships whose phrases or code names stand in the text, code names first."""
    query = "SELECT words, stewardship_id, is_code_name, id FROM thought_phrase WHERE first IN ({})"
    shortened = [stem[: training.LONGEST_STEM] for stem in stems]
    rows = training.rows_of(query, sorted(set(shortened)))
    whole = f" {' '.join(shortened)} "
    found: dict[int, _Sign] = {}
    for words, pk, is_code_name, _ in sorted(rows, key=lambda row: (not row[2], row[3])):
        if f" {words} " in whole:
            because = "it names something of it" if is_code_name else "it uses words by which it is known"
            found.setdefault(pk, _Sign("phrase", pk, because))
    return list(found.values())


def _sentence(acts: Person, stewardship: Stewardship, because: str) -> str:
    asks = "asks to be asked first" if stewardship.asks == Stewardship.Asks.ASK else "may have a view"
    return f"{acts.name} looks after {stewardship.over} and {asks}: {because}."


def _narrower(stewardship: Stewardship) -> str:
    return {"space": "space", "named": "people"}.get(stewardship.widest, "units")


def _of_credential(found: Finding) -> str:
    return f"This holds what looks like {found.name}, and whoever reads it could use it."


def _of_findings(draft: Draft, found: Sequence[Finding]) -> Thought | None:
    """Personal data, an embargo that is still to come, or a marking: the gravest."""
    today = clock.now().date()
    still = [each for each in found if each.group != "embargo" or each.until is None or each.until >= today]
    if not still:
        return None
    order = ("personal", "embargo", "marking")
    first = min(still, key=lambda each: order.index(each.group))
    far = f"{draft.reach} could read it" if draft.reach else "everyone here could read it"
    if first.group == "embargo":
        until = f" until {first.until.day} {first.until:%B %Y}" if first.until else ""
        reason = f"This says that it waits{until}, and it would be out at once."
    elif first.group == "personal":
        reason = f"This holds what looks like {first.name}, and {far}."
    else:
        reason = f"This carries {first.name}, and {far}."
    return Thought(first.group, reason, findings=tuple(still))


def _of_source(draft: Draft) -> Thought | None:
    """A found document that is somebody else's: of a source, function or unit that somebody looks after."""
    if draft.kind != "found":
        return None
    names = [name.strip() for name in (draft.owner, draft.made_by) if name.strip()]
    held = _held_by_name(names, draft.source_url)
    if held is None or not _concerns(held, draft):
        return None
    sign = _Sign("found", held.pk, "")
    acts = stewards.acting(held) if _suffices(sign, [sign], _sums([held.pk])) else None
    if acts is None:
        return None
    reason = _sentence(acts, held, f"this comes from {names[0] if names else held.over}")
    return Thought("found", reason, (acts,), held, narrow_to=_narrower(held))


def _held_by_name(names: Sequence[str], url: str) -> Stewardship | None:
    for name in names:
        units = Unit.objects.filter(name__iexact=name).values("pk")
        for about in ({"name__iexact": name}, {"unit__in": units}, {"topic__name__iexact": name}):
            found: Stewardship | None = stewards.named(Stewardship.objects.filter(**about)).first()
            if found is not None:
                return found
    host = re.sub(r"^[a-z]+://(?:www\.)?", "", url.lower()).partition("/")[0]
    if not host:
        return None
    sources = stewards.named(Stewardship.objects.filter(kind=Stewardship.Over.SOURCE, phrases__icontains=host))
    return next((it for it in sources if host in it.phrases.lower().splitlines()), None)


def _of_reach(draft: Draft) -> Thought | None:
    """An audience that is unusually wide for what it is."""
    far = draft.reach or "everyone here"
    if _FORWARDED.search(draft.text):
        return Thought("wide", f"This holds a mail that was written to a few, and {far} could read it.")
    if len(draft.text) < 400 and not draft.title and draft.kind in ("status", "update", "") and _ADDRESSED.match(draft.text):
        return Thought("wide", f"This speaks to one person, and {far} could read it.")
    return None
