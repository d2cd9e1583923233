"""The verbs of stewards. Whoever is named need not agree beforehand, and hands it on with one step."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from intramural.kit import clock, markup
from intramural.kit.errors import TooLarge, Unacceptable
from intramural.people.models import Person, Unit
from intramural.record import journal
from intramural.stewards import events, policy, queries
from intramural.stewards.errors import LookedAfterAlready
from intramural.stewards.models import Away, Example, Stewardship, Unreleased, Watch
from intramural.topics import actions as topics

MOST_SENTENCE, MOST_NAME, MOST_PHRASES, MOST_PHRASE = 300, 80, 200, 80
MOST_EXAMPLES, MOST_EXAMPLE = 200, 100_000
LONGEST_PROMISE = 80
LONGEST_AWAY = timedelta(days=366)
_SAID = ("widest", "asks", "fine", "not_fine", "answers_within", "phrases")


@transaction.atomic
def found(
    *,
    by: Person,
    kind: str,
    topic: str = "",
    unit: Unit | None = None,
    name: str = "",
    steward: Person | None = None,
    deputy: Person | None = None,
) -> Stewardship:
    """Somebody looks after a topic (named by its word), a unit, a function or a source (by name) from now on.

    A topic that did not exist comes into being: whether one did, in a post that is not for the person, is not told. Refuses
    (403) who may not name, (409) what has a stewardship already, (422) what names no such thing.
    """
    policy.may_name(by, unit=unit if kind == "unit" else None).required()
    made = Stewardship(kind=_chosen(kind, Stewardship.Over.values, "kind"))
    if kind == Stewardship.Over.TOPIC:
        made.topic = _topic(topic)
        taken = Q(topic=made.topic)
    elif kind == Stewardship.Over.UNIT:
        if unit is None:
            raise Unacceptable("No unit was chosen.", remedy="Choose one from the list.", field="unit")
        made.unit = unit
        taken = Q(unit=unit)
    else:
        made.name = _line(name, "name", most=MOST_NAME)
        if not made.name:
            raise Unacceptable("What is looked after needs a name.", remedy="Such as “Press office”.", field="name")
        taken = Q(kind=kind, name__iexact=made.name)
    if Stewardship.objects.filter(taken).exists():
        raise LookedAfterAlready("That has its place among the stewards already.", remedy="Look for it under Stewards.")
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:
        raise LookedAfterAlready("That was founded just now by somebody else.", remedy="Look again.") from None
    journal.note(events.StewardshipFounded(stewardship_id=made.pk), by=by, about=made)
    _entrust(made, steward=steward, deputy=deputy, by=by)
    return made


@transaction.atomic
def entrust(stewardship: Stewardship, *, steward: Person | None, deputy: Person | None, by: Person) -> Stewardship:
    """Names steward and deputy; None for nobody. Refuses (403) who may not, (422) who is no member, and one person twice."""
    stewardship = _locked(stewardship)
    policy.may_entrust(by, stewardship).required()
    _entrust(stewardship, steward=steward, deputy=deputy, by=by)
    return stewardship


@transaction.atomic
def entrust_again(stewardship: Stewardship, *, steward: Person | None, deputy: Person | None) -> bool:
    """Names those who looked after it last before the house was put back from a backup; whether they are others. Whoever may not
    be named any more is not."""
    stewardship = _locked(stewardship)
    steward, deputy = (one if one is not None and policy.may_be_named(one).allowed else None for one in (steward, deputy))
    if (steward, deputy) == (stewardship.steward, stewardship.deputy):
        return False
    _entrust(stewardship, steward=steward, deputy=deputy, by=None)
    return True


@transaction.atomic
def say(stewardship: Stewardship, *, by: Person, **said: Any) -> Stewardship:
    """Changes what they ask for: widest, asks, fine, not_fine, answers_within (working hours), phrases, code_names.

    What is left out stays. Refuses (403) who may not, (422) what is too long or no choice.
    """
    stewardship = _locked(stewardship)
    policy.may_say(by, stewardship).required()
    if "code_names" in said:
        policy.may_keep_examples(by, stewardship).required()
        stewardship.code_names = _phrases(said["code_names"], "code_names")
    for field, value in said.items():
        if field in _SAID:
            setattr(stewardship, field, _READ[field](value))
        elif field != "code_names":
            raise TypeError(f"{field} is no part of a say")
    stewardship.save(update_fields=[*_SAID, "code_names"])
    journal.note(events.SayChanged(stewardship_id=stewardship.pk), by=by, about=stewardship)
    return stewardship


@transaction.atomic
def add_example(stewardship: Stewardship, *, name: str, text: str, by: Person) -> Example:
    """Adds a text that shows what it is about. Refuses (403) who does not look after it, (413) more than fits."""
    stewardship = _locked(stewardship)
    policy.may_keep_examples(by, stewardship).required()
    text, name = markup.clean(text).strip(), _line(name, "name", most=120)
    if not text or not name:
        raise Unacceptable("An example needs a name and a text.", remedy="Write both.", field="text" if name else "name")
    if len(text) > MOST_EXAMPLE:
        raise TooLarge(
            f"An example has at most {MOST_EXAMPLE:,} characters; this one has {len(text):,}.",
            remedy="Take the part that shows best what it is about.",
            field="text",
        )
    if stewardship.examples.count() >= MOST_EXAMPLES:
        raise TooLarge(f"There are {MOST_EXAMPLES} examples already.", remedy="Remove one that helps least.", field="text")
    example = Example.objects.create(stewardship=stewardship, name=name, text=text)
    journal.note(events.ExamplesChanged(stewardship_id=stewardship.pk), by=by, about=stewardship)
    return example


@transaction.atomic
def remove_example(example: Example, *, by: Person) -> None:
    """Takes an example away for good. Refuses (403) who does not look after it."""
    policy.may_keep_examples(by, example.stewardship).required()
    stewardship = example.stewardship
    example.delete()
    journal.note(events.ExamplesChanged(stewardship_id=stewardship.pk), by=by, about=stewardship)


@transaction.atomic
def watch(stewardship: Stewardship, *, beyond: str, by: Person) -> None:
    """From now on whoever looks after it is told within a minute of what goes wider than this; "" ends that. Each for themselves.

    It gives no right to read: they are told of what they may read. Refuses (403) others, (422) what is no choice.
    """
    policy.may_watch(by, stewardship).required()
    mine = Watch.objects.filter(stewardship=stewardship, person=by)
    if beyond == queries.watch_of(by, stewardship):
        return
    if beyond:
        beyond = _chosen(beyond, Stewardship.Widest.values, "beyond")
        Watch.objects.update_or_create(stewardship=stewardship, person=by, defaults={"beyond": beyond})
    else:
        mine.delete()
    journal.note(events.WatchChanged(stewardship_id=stewardship.pk, person_id=by.pk), by=by, about=stewardship)


@transaction.atomic
def keep_name(stewardship: Stewardship, *, name: str, opens_at: datetime, by: Person) -> Unreleased:
    """A name that is not out before a day: until then the second thought knows it, and only who looks after it sees it.

    The same name again gets another day. Refuses (403) who does not look after it, (422) no name, one that is known already,
    and a time that is past or more than a year ahead.
    """
    stewardship = _locked(stewardship)
    policy.may_keep_examples(by, stewardship).required()
    name, now = _line(name, "name", most=MOST_PHRASE), clock.now()
    if not name:
        raise Unacceptable("The name is missing.", remedy="Write the name that is not out yet.", field="name")
    if name.lower() in stewardship.phrases.lower().splitlines():
        raise Unacceptable("It is known by this name already.", remedy="Take it off the open words first.", field="name")
    if not now < opens_at <= now + LONGEST_AWAY:
        raise Unacceptable("That day is past, or more than a year ahead.", remedy="Choose another.", field="opens_at")
    if stewardship.unreleased.exclude(name=name).count() >= MOST_PHRASES:
        raise TooLarge(f"There are {MOST_PHRASES} names already.", remedy="Remove one.", field="name")
    kept, _ = Unreleased.objects.update_or_create(stewardship=stewardship, name=name, defaults={"opens_at": opens_at})
    journal.note(events.SayChanged(stewardship_id=stewardship.pk), by=by, about=stewardship)
    return kept


@transaction.atomic
def drop_name(kept: Unreleased, *, by: Person, is_out: bool = False) -> None:
    """The name waits no more: it is out now, or (without `is_out`) was never to be. Refuses (403) who does not look after it."""
    stewardship = _locked(kept.stewardship)
    policy.may_keep_examples(by, stewardship).required()
    if is_out:
        _let_out(stewardship, kept)
    else:
        kept.delete()
    journal.note(events.SayChanged(stewardship_id=stewardship.pk), by=by, about=stewardship)


def let_names_out() -> int:
    """Makes names open words whose day has come, each in a transaction of its own; returns how many."""
    done = 0
    for pk in Unreleased.objects.filter(opens_at__lte=clock.now()).values_list("pk", flat=True)[:200]:
        with transaction.atomic():
            found = Unreleased.objects.filter(pk=pk).select_related("stewardship").first()
            if found is None:
                continue
            stewardship = _locked(found.stewardship)
            kept = Unreleased.objects.filter(pk=pk, opens_at__lte=clock.now()).first()
            if kept is not None:
                _let_out(stewardship, kept)
                journal.note(events.SayChanged(stewardship_id=stewardship.pk), by=None, about=stewardship)
                done += 1
    return done


def _let_out(stewardship: Stewardship, kept: Unreleased) -> None:
    kept.delete()
    stewardship.phrases = "\n".join(dict.fromkeys([*stewardship.phrases.splitlines(), kept.name]))
    stewardship.save(update_fields=["phrases"])


@transaction.atomic
def go_away(*, by: Person, through: date) -> None:
    """The person is away through this day: where they are steward, the deputy acts from now on. Refuses (422) a day that
    is past or more than a year ahead."""
    today = queries.today_of(by)
    if not today <= through <= today + LONGEST_AWAY:
        raise Unacceptable(
            "That day is past, or more than a year ahead.", remedy=f"Choose a day from {today} on.", field="through"
        )
    Away.objects.update_or_create(person=by, defaults={"through": through})
    journal.note(events.StewardAway(person_id=by.pk), by=by, about=by)
    for stewardship in queries.named(Stewardship.objects.filter(steward=by)).order_by("pk"):
        _tell_deputy(stewardship, by=by)


@transaction.atomic
def come_back(*, by: Person) -> None:
    """Ends `go_away`; where they are not away, nothing changes."""
    if Away.objects.filter(person=by).delete()[0]:
        journal.note(events.StewardBack(person_id=by.pk), by=by, about=by)


@transaction.atomic
def step_in_for(person_id: int, *, forget: bool = False) -> None:
    """Notes, for each thing that this person looked after, that the deputy acts now in a steward's place, or that nobody does.

    Called when they cannot act any more. With `forget` their name goes too, and a deputy stays deputy.
    """
    mine = queries.named(Stewardship.objects.filter(Q(steward=person_id) | Q(deputy=person_id)))
    for stewardship in mine.order_by("pk"):
        part = "steward" if stewardship.steward_id == person_id else "deputy"
        if forget:
            setattr(stewardship, part, None)
            stewardship.save(update_fields=[part])
        if queries.acting(stewardship) is None:
            journal.note(events.LeftUnattended(stewardship_id=stewardship.pk), by=None, about=stewardship)
        elif part == "steward":
            _tell_deputy(stewardship, by=None, steward_id=person_id)
    if forget:
        Away.objects.filter(person_id=person_id).delete()


def _entrust(stewardship: Stewardship, *, steward: Person | None, deputy: Person | None, by: Person | None) -> None:
    for field, person, was in (("steward", steward, stewardship.steward_id), ("deputy", deputy, stewardship.deputy_id)):
        decision = policy.may_be_named(person) if person is not None and person.pk != was else None
        if decision is not None and not decision.allowed:
            raise Unacceptable(decision.because, remedy=decision.remedy, field=field)
    if steward is not None and deputy is not None and steward.pk == deputy.pk:
        raise Unacceptable(
            "Steward and deputy are two people.", remedy="Name another person, or nobody yet.", field="deputy"
        )
    were = stewardship.steward_id, stewardship.deputy_id
    stewardship.steward, stewardship.deputy = steward, deputy
    stewardship.save(update_fields=["steward", "deputy"])
    stewardship.watches.exclude(person__in=[each for each in (steward, deputy) if each is not None]).delete()
    entrusted = events.StewardshipEntrusted(
        stewardship_id=stewardship.pk,
        steward_id=steward.pk if steward else None,
        deputy_id=deputy.pk if deputy else None,
        was_steward_id=were[0],
        was_deputy_id=were[1],
    )
    journal.note(entrusted, by=by, about=stewardship)
    if queries.acting(stewardship) is None:
        journal.note(events.LeftUnattended(stewardship_id=stewardship.pk), by=by, about=stewardship)


def _tell_deputy(stewardship: Stewardship, *, by: Person | None, steward_id: int | None = None) -> None:
    """Notes that the deputy acts, if they do."""
    acts = queries.acting(stewardship)
    if acts is not None and acts.pk == stewardship.deputy_id:
        acting = events.DeputyActs(
            stewardship_id=stewardship.pk, deputy_id=acts.pk, steward_id=steward_id or stewardship.steward_id
        )
        journal.note(acting, by=by, about=stewardship)


def _locked(stewardship: Stewardship) -> Stewardship:
    """As it is now; nobody else changes it before this transaction ends."""
    Stewardship.objects.select_for_update().get(pk=stewardship.pk)
    now: Stewardship = queries.named(Stewardship.objects.filter(pk=stewardship.pk)).get()
    return now


def _topic(word: str) -> Any:
    _, words = markup.mentioned(f"#{markup.clean_line(word).lstrip('#')}")
    made = topics.named(sorted(words)[:1])
    if not made or made[0].slug != markup.clean_line(word).lstrip("#").lower():
        raise Unacceptable("That is no topic.", remedy="Write one word, as after # in a post: pricing.", field="topic")
    return made[0]


def _line(text: str, field: str, *, most: int) -> str:
    text = markup.clean_line(text)
    if len(text) > most:
        raise Unacceptable(f"At most {most} characters fit here; these are {len(text)}.", remedy="Shorten it.", field=field)
    return text


def _chosen(value: str, known: list[str], field: str) -> str:
    if value not in known:
        raise Unacceptable(
            f"{str(value)[:40]!r} is no choice here.", remedy=f"Choose one of: {', '.join(known)}.", field=field
        )
    return value


def _phrases(text: str, field: str) -> str:
    lines = list(dict.fromkeys(line for each in text.splitlines() if (line := markup.clean_line(each))))
    if len(lines) > MOST_PHRASES or any(len(line) > MOST_PHRASE for line in lines):
        raise Unacceptable(
            f"At most {MOST_PHRASES} lines of {MOST_PHRASE} characters fit here.",
            remedy="Keep the telling ones.",
            field=field,
        )
    return "\n".join(lines)


def _promise(hours: int) -> int:
    if not 1 <= hours <= LONGEST_PROMISE:
        raise Unacceptable(
            "An answer is promised within 1 to 80 working hours.", remedy="Such as 8: a working day.", field="answers_within"
        )
    return hours


_READ: dict[str, Any] = {
    "widest": lambda value: _chosen(value, Stewardship.Widest.values, "widest"),
    "asks": lambda value: _chosen(value, Stewardship.Asks.values, "asks"),
    "fine": lambda value: _line(value, "fine", most=MOST_SENTENCE),
    "not_fine": lambda value: _line(value, "not_fine", most=MOST_SENTENCE),
    "answers_within": _promise,
    "phrases": lambda value: _phrases(value, "phrases"),
}
