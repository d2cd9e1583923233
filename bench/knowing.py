"""A house that knows what it is told: to measure the second thought by what it ships, over a database.

    learn    somebody looks after each topic, its texts are examples, other talk is posts; then the keeper's chores run
    ask      the ranking of stewards for a text, and the line that its author would read
    sources  from which examples a text is made

Nothing here knows how: it calls what the composer calls (`thought.queries`) and what the keeper calls (`thought.tasks`).
Import it where Django is set up.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from intramural.audiences.models import EVERYONE
from intramural.kit import clock
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards import actions as stewards
from intramural.stewards.models import Example, Stewardship
from intramural.thought import queries, tasks, training, weighing
from intramural.thought.derivation import Derivation
from intramural.thought.models import Frequency, Measure, Text
from intramural.thought.queries import Draft, File
from intramural.topics.models import Topic

MOST_OF_AN_EXAMPLE = stewards.MOST_EXAMPLE


@dataclass(frozen=True)
class Answer:
    """What is said of a text: the topics by likeness, with the reason of each; and the line, "" for none."""

    ranking: list[tuple[str, float, str, tuple[str, ...]]]
    line: str
    signal: str
    named: str


Names = Mapping[int, str]


def learn(topics: Mapping[str, Sequence[str]], ordinary: Sequence[str] = (), *, posts: Container[str] = ()) -> Names:
    """An emptied house in which a steward looks after each topic; returns the topics by stewardship.

    Of a topic's texts as many are examples as may be, the others posts; all of those of the topics named in `posts`. The
    ordinary ones are posts about nothing that somebody looks after.
    """
    _forget()
    steward, _ = Person.objects.get_or_create(
        handle="steward", defaults={"name": "Steward", "email": "steward@bench.example"}
    )
    names = {}
    for number, (name, texts) in enumerate(topics.items()):
        topic = Topic.objects.create(slug=f"topic{number}", name=name[:80])
        held = Stewardship.objects.create(kind=Stewardship.Over.TOPIC, topic=topic, steward=steward)
        most = 0 if name in posts else stewards.MOST_EXAMPLES
        Example.objects.bulk_create(
            Example(stewardship=held, name=f"{place}", text=text[:MOST_OF_AN_EXAMPLE])
            for place, text in enumerate(texts[:most], 1)
        )
        names[held.pk] = name
        made = Post.objects.bulk_create([_post(text, steward) for text in texts[most:]])
        Post.topics.through.objects.bulk_create(Post.topics.through(post=post, topic=topic) for post in made)
    Post.objects.bulk_create([_post(text, steward) for text in ordinary], batch_size=500)
    tasks.learn_ordinary_talk()
    for _ in range(2):  # what came first is weighed anew by what came later, as it is within hours
        training.mark_stale(Stewardship.objects.values_list("pk", flat=True))
        while tasks.refresh_stale():
            pass
    tasks.calibrate()
    return names


def ask(text: str, names: Names) -> Answer:
    """What the house says of a draft for everyone with this text."""
    ranked = queries.ranking(text, most=5)
    thought = queries.think(Draft(text))
    held = thought.stewardship if thought is not None else None
    return Answer(
        [(names[it.subject], it.score, weighing.because(it, names[it.subject]), it.telling) for it in ranked],
        line=thought.reason if thought is not None else "",
        signal=thought.signal if thought is not None else "",
        named=names[held.pk] if held is not None else "",
    )


def sources(text: str, names: Names) -> tuple[list[tuple[str, Derivation]], bool]:
    """The topics whose examples the text of a file is made from, the surest first; whether its author would read so."""
    draft = Draft("", files=(File("file", text),))
    found = queries.sources(draft.whole)
    held = dict(Example.objects.filter(pk__in=[pk for _, pk in found]).values_list("pk", "stewardship"))
    thought = queries.think(draft)
    return [(names[held[pk]], each) for each, pk in found], thought is not None and any(
        each.signal == "derived" for each in thought.subjects
    )


def _post(text: str, author: Person) -> Post:
    at = clock.now()
    return Post(
        kind="update", state=Post.State.PUBLISHED, author=author, audience_id=EVERYONE, body=text, body_html="",
        begun_at=at, published_at=at, released_at=at,
    )  # fmt: skip


def _forget() -> None:
    for model in (Example, Text, Frequency, Measure, Stewardship, Post, Topic):
        model.objects.all().delete()
