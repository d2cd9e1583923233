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

from intramural.kit import clock, markup
from intramural.people.models import Person, Unit
from intramural.spaces.models import Space
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.stewards.notes import Note
from intramural.thought import derivation, likeness, signals, training, weighing
from intramural.thought.models import Tally, Text
from intramural.thought.signals import Finding

MOST_OF_A_FILE = 20_000
NAMED, SPACE, UNIT, EVERYONE = range(4)
_WIDEST = {"named": NAMED, "space": SPACE, "unit": UNIT, "everyone": EVERYONE}
_HOW_FAR = {"me": NAMED, "people": NAMED, "space": SPACE, "members": SPACE, "units": UNIT, "everyone": EVERYONE}
_ADDRESSED = re.compile(r"\s*(?:hi|hello|hey|dear|hallo|liebe[r]?|lieber)?[ ,]*@[a-z][\w.-]*[^\n]{0,300}\?", re.IGNORECASE)
_FORWARDED = re.compile(
    r"(?im)^[> *]*(?:from|von): ?[^\n]+\n(?:[> *]*(?:sent|date|gesendet|datum|to|an|cc|subject|betreff): ?[^\n]*\n){2,}"
    r"|^-{2,} ?(?:forwarded message|original message|ursprüngliche nachricht|weitergeleitete nachricht) ?-{2,}"
)
MOST_COMPARED = 400
"""Documents that one draft is compared with, the newest of its likeliest subjects."""
MUTED_FROM, MUTED_SHARE = 10, 0.8
GROWS = 0.06
"""By so much the likeness has to be greater for each time that somebody said it was fine, or not theirs."""


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
        return "\n".join([self.title, self.text, *(file.text[:MOST_OF_A_FILE] for file in self.files)])


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

    def profiles(self, stems: Sequence[str]) -> Iterable[tuple[str, int, float]]:
        query = "SELECT stem, stewardship_id, weight FROM thought_weight WHERE stem IN ({})"
        return cast(Iterable[tuple[str, int, float]], training.rows_of(query, stems))

    def rarities(self, stems: Sequence[str]) -> Mapping[str, float]:
        return training.rarities(stems, self._number)

    def documents(self, subjects: Sequence[int]) -> Iterable[tuple[int, str, str]]:
        rows = Text.objects.filter(stewardship__in=list(subjects)).exclude(kept="")
        for subject, example, kept in rows.order_by("-pk").values_list("stewardship_id", "example_id", "kept")[
            :MOST_COMPARED
        ]:
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
    """Whether its line is said no more: of at least ten times it was passed over in four of five."""
    rows = Tally.objects.filter(stewardship=stewardship).values_list("shown", "passed")
    shown, passed = (sum(column) for column in zip(*rows, strict=True)) if rows else (0, 0)
    return shown >= MUTED_FROM and passed >= MUTED_SHARE * shown


def notes(stewardship: Stewardship) -> list[Note]:
    """What steward and deputy read on the page of what they look after."""
    to = f"{stewardship.url}second-thought/"
    if is_muted(stewardship):
        said = "The second thought about this has muted itself: people passed it over four times in five."
        return [Note(said, to, "What to do about it", asks=True)]
    return [Note("People who write about this may be told that you look after it.", to, "How that fares")]


def fared(stewardship: Stewardship) -> dict[str, int]:
    """How its lines fared, in sums: shown, passed, fine, not_theirs."""
    names = ("shown", "passed", "fine", "not_theirs")
    rows = list(Tally.objects.filter(stewardship=stewardship).values_list(*names))
    return {name: sum(row[place] for row in rows) for place, name in enumerate(names)}


def _subject(draft: Draft, text: str) -> Thought | None:
    """Whose subject it is, if somebody looks after it and asks for less than the draft's audience."""
    stems = derivation.stems_of(text)
    shelf = Tables()
    ranked = likeness.rank([stem[: training.LONGEST_STEM] for stem in stems[: likeness.MOST_WORDS]], shelf, most=3)
    derived = _derived(stems)
    _, tags = markup.mentioned(draft.text)
    tagged = set(Stewardship.objects.filter(topic__slug__in=tags).values_list("pk", flat=True)) if tags else set()
    named = _phrases(stems)
    wanted = {*derived, *tagged, *named, *(each.subject for each in ranked[:1])}
    held = {it.pk: it for it in stewards.named(Stewardship.objects.filter(pk__in=wanted))} if wanted else {}
    ways: list[tuple[str, int, str]] = [
        ("derived", pk, "it repeats a part of a document that is kept there") for pk in derived
    ]
    ways += [("tag", pk, f"it is about #{_slug(held[pk])}") for pk in sorted(tagged) if pk in held]
    ways += [("phrase", pk, because) for pk, because in named.items()]
    if ranked and ranked[0].subject in held:
        best = ranked[0]
        if weighing.is_sure(ranked, threshold=_threshold(held[best.subject], shelf.threshold)):
            ways.append(("likeness", best.subject, weighing.because(best, held[best.subject].over)))
    for signal, pk, because in ways:
        stewardship = held.get(pk)
        if stewardship is not None and _concerns(stewardship, draft) and not is_muted(stewardship):
            acts = stewards.acting(stewardship)
            if acts is not None:
                return Thought(
                    signal, _sentence(acts, stewardship, because), (acts,), stewardship, narrow_to=_narrower(stewardship)
                )
    return None


def _concerns(stewardship: Stewardship, draft: Draft) -> bool:
    """Whether its say asks for less than this: nothing does where it is fine, or within the audience that it suggests."""
    if stewardship.asks == Stewardship.Asks.FINE:
        return False
    if draft.author is not None and draft.author.pk in (stewardship.steward_id, stewardship.deputy_id):
        return False
    return draft.goes_outside or draft.how_far == EVERYONE or draft.how_far > _WIDEST[stewardship.widest]


def _threshold(stewardship: Stewardship, calibrated: float) -> float:
    """How alike a draft must be: more, the more often people said that it was fine, or not theirs."""
    sums = fared(stewardship)
    return max(calibrated, weighing.FLOOR) * (1 + GROWS * (sums["fine"] + sums["not_theirs"]))


def _derived(stems: Sequence[str]) -> list[int]:
    """The stewardships whose examples the text is made from, the surest first."""
    asked = derivation.prints_of(stems)
    having = training.rows_of("SELECT value, text_id FROM thought_print WHERE value IN ({})", asked)
    found = derivation.derived(asked, cast(list[tuple[int, int]], having))
    if not found:
        return []
    owners = dict(Text.objects.filter(pk__in=[each.document for each in found[:5]]).values_list("pk", "stewardship_id"))
    return list(dict.fromkeys(pk for each in found[:5] if (pk := owners.get(each.document)) is not None))


def _phrases(stems: Sequence[str]) -> dict[int, str]:
    """The stewardships whose phrases or code names stand in the text, and the reason to say."""
    query = "SELECT words, stewardship_id, is_code_name, id FROM thought_phrase WHERE first IN ({})"
    whole = f" {' '.join(stem[: training.LONGEST_STEM] for stem in stems)} "
    rows = training.rows_of(query, sorted({stem[: training.LONGEST_STEM] for stem in stems}))
    found: dict[int, str] = {}
    for words, pk, is_code_name, _ in sorted(rows, key=lambda row: (not row[2], row[3])):
        if f" {words} " in whole:
            found.setdefault(pk, "it names something of it" if is_code_name else "it uses words by which it is known")
    return found


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
    acts = stewards.acting(held) if held is not None and _concerns(held, draft) and not is_muted(held) else None
    if held is None or acts is None:
        return None
    return Thought(
        "found", _sentence(acts, held, f"this comes from {names[0] if names else held.over}"), (acts,), held,
        narrow_to=_narrower(held),
    )  # fmt: skip


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


def _slug(stewardship: Stewardship) -> str:
    return stewardship.topic.slug if stewardship.topic is not None else stewardship.over
