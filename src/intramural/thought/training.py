"""Learning from what everybody may read, and from the stewards' own examples; from nothing else.

So a thought can never tell its reader of a text that they may not see. Only the keeper writes here, one after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from django.db import transaction
from django.db.models import QuerySet

from intramural.audiences.models import EVERYONE
from intramural.kit import clock
from intramural.kit.prepared import Given, Prepared, rows_of
from intramural.posts.models import Post
from intramural.stewards.models import Example, Stewardship
from intramural.thought import derivation, likeness
from intramural.thought.models import Frequency, Measure, Phrase, Print, Stale, Text, Weight

MOST_POSTS = 200
MOST_ORDINARY = 1_000
MOST_READ = 20_000
LONGEST_STEM, LONGEST_PHRASE = 40, 8
_OFF = 0.1
"""By more than this a text's length may not differ from what it is by how rare its stems are now."""
MOST_OF_A_PRINT = 24
"""Texts that are kept for one print: what stands in more is boilerplate."""


@dataclass(frozen=True)
class _Source:
    """A post or an example, as it is now."""

    key: tuple[str, int]
    version: int
    text: str


def mark_stale(stewardships: Iterable[int]) -> None:
    """What is known of these is made anew by the next chore."""
    Stale.objects.bulk_create([Stale(stewardship_id=pk) for pk in stewardships], ignore_conflicts=True)


@transaction.atomic
def refresh(stewardship_id: int) -> bool:
    """Learns one stewardship anew from its posts, examples, phrases and code names; whether it is still there."""
    Stale.objects.filter(stewardship=stewardship_id).delete()
    stewardship = Stewardship.objects.filter(pk=stewardship_id).first()
    if stewardship is None:
        return False
    posts = open_posts().filter(topics=stewardship.topic_id)[:MOST_POSTS] if stewardship.topic_id else []
    examples = Example.objects.filter(stewardship=stewardship)
    sources = [_of_post(post) for post in posts] + [
        _Source(("example", each.pk), 1, f"{each.name}\n{each.text}") for each in examples
    ]
    _keep(Text.objects.filter(stewardship=stewardship), sources, stewardship_id)
    _weigh(stewardship_id)
    Phrase.objects.filter(stewardship=stewardship).delete()
    Phrase.objects.bulk_create(
        Phrase(first=words.partition(" ")[0], words=words, stewardship=stewardship, is_code_name=is_code_name)
        for lines, is_code_name in ((_own_words(stewardship), False), (_hidden_words(stewardship), True))
        for words in sorted({as_phrase(line) for line in lines} - {""})
    )
    return True


@transaction.atomic
def learn_ordinary_talk() -> int:
    """Keeps the newest posts that everybody may read and nobody looks after; returns how many are kept."""
    looked_after = Stewardship.objects.filter(topic__isnull=False).values("topic")
    posts = open_posts().exclude(topics__in=looked_after)[:MOST_ORDINARY]
    sources = [_of_post(post) for post in posts]
    _keep(Text.objects.filter(stewardship=None), sources, None)
    return len(sources)


def open_posts() -> QuerySet[Post]:
    """The posts that are out and for everyone, the newest first."""
    found = Post.objects.filter(state=Post.State.PUBLISHED, audience=EVERYONE, released_at__lte=clock.now())
    return found.only("pk", "title", "body", "version").order_by("-released_at", "-pk")


def as_phrase(line: str, *, most: int = LONGEST_PHRASE) -> str:
    """The words of a phrase as they are compared: stems with blanks between; "" for none, and for more than eight."""
    stems = [stem[:LONGEST_STEM] for stem in likeness.stems_of(line)]
    return " ".join(stems) if 0 < len(stems) <= most else ""


def measure() -> Measure:
    """What holds for all; made where it is missing."""
    return _whole.first() or Measure.objects.get_or_create(pk=1)[0]


@Prepared
def _whole(given: Given) -> QuerySet[Measure]:
    return Measure.objects.filter(pk=1)


def rarities(stems: Sequence[str], number: int) -> dict[str, float]:
    """How rare each of the stems is among so many texts; without those that no text has."""
    rows = rows_of("SELECT stem, texts FROM thought_frequency WHERE stem IN ({})", stems)
    return {stem: likeness.rarity(texts, number) for stem, texts in rows}


def _own_words(stewardship: Stewardship) -> list[str]:
    return [*stewardship.phrases.splitlines(), *([stewardship.name] if stewardship.name else [])]


def _hidden_words(stewardship: Stewardship) -> list[str]:
    return [*stewardship.code_names.splitlines(), *stewardship.unreleased.values_list("name", flat=True)]


def _of_post(post: Post) -> _Source:
    return _Source(("post", post.pk), post.version, f"{post.title}\n{post.body}"[:MOST_READ])


def _keep(known: QuerySet[Text], sources: Sequence[_Source], stewardship_id: int | None) -> None:
    """Makes the known texts those of the sources; counts stems that came and went."""
    there = {("post", it.post_id) if it.post_id else ("example", it.example_id): it for it in known}
    wanted = {source.key: source for source in sources}
    gone = [it for key, it in there.items() if key not in wanted or wanted[key].version != it.version]
    change: Counter[str] = Counter()
    for it in gone:
        change.subtract(it.stems.split())
    new = [source for key, source in wanted.items() if key not in there or there[key].version != source.version]
    stems = {source.key: list(dict.fromkeys(_shortened(likeness.stems_of(source.text)))) for source in new}
    for each in stems.values():
        change.update(each)
    Text.objects.filter(pk__in=[it.pk for it in gone]).delete()
    number = _count(change, len(new) - len(gone))
    rare = rarities(sorted({stem for each in stems.values() for stem in each}), number)
    unknown = likeness.rarity(0, number)
    made = Text.objects.bulk_create(
        [
            Text(
                stewardship_id=stewardship_id,
                post_id=source.key[1] if source.key[0] == "post" else None,
                example_id=source.key[1] if source.key[0] == "example" else None,
                version=source.version,
                stems=" ".join(stems[source.key]),
                kept=likeness.kept(dict.fromkeys(stems[source.key], 1), rare, unknown),
            )
            for source in new
        ]
    )
    _print({text.pk: source.text for text, source in zip(made, new, strict=True) if source.key[0] == "example"})


def _print(texts: Mapping[int, str]) -> None:
    """Keeps the prints of new examples, so that comparing a draft stays quick however much boilerplate they share."""
    prints = {pk: derivation.prints(text) for pk, text in texts.items()}
    every = sorted({value for each in prints.values() for value in each})
    query = "SELECT value, COUNT(*) FROM thought_print WHERE value IN ({}) GROUP BY value"
    having: Counter[int] = Counter(dict(cast(list[tuple[int, int]], rows_of(query, every))))
    rows = []
    for pk, each in prints.items():
        for value in each:
            having[value] += 1
            if having[value] <= MOST_OF_A_PRINT:
                rows.append(Print(value=value, text_id=pk))
    Print.objects.bulk_create(rows, batch_size=2_000)


def _count(change: Counter[str], texts: int) -> int:
    """Adds to what is counted; returns how many texts there are now."""
    moved = {stem: by for stem, by in change.items() if by}
    stems = sorted(moved)
    for first in range(0, len(stems), 1_000):
        piece = stems[first : first + 1_000]
        known = dict(Frequency.objects.filter(stem__in=piece).values_list("stem", "texts"))
        rows = [Frequency(stem=stem, texts=max(0, known.get(stem, 0) + moved[stem])) for stem in piece]
        Frequency.objects.bulk_create(rows, update_conflicts=True, unique_fields=["stem"], update_fields=["texts"])
        Frequency.objects.filter(stem__in=piece, texts=0).delete()
    whole = measure()
    whole.texts = max(0, whole.texts + texts)
    whole.save(update_fields=["texts"])
    return whole.texts


def _weigh(stewardship_id: int) -> None:
    """Makes the profile of a stewardship anew, by how rare stems are now; and what is kept of its texts where that is off."""
    texts = list(Text.objects.filter(stewardship=stewardship_id).only("pk", "stems", "kept"))
    documents = [dict.fromkeys(text.stems.split(), 1) for text in texts]
    number = measure().texts
    rare, unknown = rarities(sorted({stem for each in documents for stem in each}), number), likeness.rarity(0, number)
    found = likeness.profile(documents, rare, unknown)
    Weight.objects.filter(stewardship=stewardship_id).delete()
    Weight.objects.bulk_create(
        [Weight(stem=stem, stewardship_id=stewardship_id, weight=weight) for stem, weight in found.items()], batch_size=1_000
    )
    off = []
    for text, document in zip(texts, documents, strict=True):
        kept = likeness.kept(document, rare, unknown)
        was, now = (float(each.partition(" ")[0]) for each in (text.kept or kept, kept))
        if abs(was - now) > _OFF * now:
            text.kept = kept
            off.append(text)
    Text.objects.bulk_update(off, ["kept"], batch_size=100)


def _shortened(stems: Iterable[str]) -> Iterable[str]:
    return (stem[:LONGEST_STEM] for stem in stems)
