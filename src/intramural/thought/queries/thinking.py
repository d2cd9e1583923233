"""The one question: is there anybody whom this may concern, if it goes as far as it is meant to?

think(draft)  →  what the text holds, whose subject it is, what it links to, how far it goes for its author and its place
              →  the gravest of these, as one sentence that names people; or nothing, which is the rule
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db.models import QuerySet

from intramural.audiences import visibility
from intramural.audiences.models import EVERYONE as ALL
from intramural.kit import clock
from intramural.kit.prepared import Given, Prepared
from intramural.people.models import Person
from intramural.posts.models import Post
from intramural.stewards import queries as stewards
from intramural.stewards.models import Stewardship
from intramural.thought import embargoes, signals
from intramural.thought.queries.drafts import EVERYONE, Draft, Subject, Thought
from intramural.thought.queries.subjects import goes_too_far, to_be_said
from intramural.thought.signals import Finding

MOST_NAMED = 3
LATELY, USUALLY = 20, 10
"""Of so many posts of somebody, or in a space, so many at least tell how far they usually go."""
_POST = re.compile(r"/posts/([0-9a-z]{13})\b")
_ADDRESSED = re.compile(r"\s*(?:hi|hello|hey|dear|hallo|liebe[r]?|lieber)?[ ,]*@[a-z][\w.-]*[^\n]{0,300}\?", re.IGNORECASE)
_FORWARDED = re.compile(
    r"(?im)^[> *]*(?:from|von): ?[^\n]+\n(?:[> *]*(?:sent|date|gesendet|datum|to|an|cc|subject|betreff): ?[^\n]*\n){2,}"
    r"|^-{2,} ?(?:forwarded message|original message|ursprüngliche nachricht|weitergeleitete nachricht) ?-{2,}"
)


def think(draft: Draft) -> Thought | None:
    """The thought about the draft; None, as for nine drafts in ten, where nobody need be thought of.

    Of a translucent one first about its shell, which goes further. It reads what is learned and says nothing to anybody. Nine
    queries at most for an ordinary text.
    """
    return (_think(draft.shell) if draft.shell is not None else None) or _think(draft)


def _think(draft: Draft) -> Thought | None:
    if draft.audience == "me" or not draft.whole.strip():
        return None
    found = signals.all_in(draft.whole)
    grave = [each for each in found if each.group == "credential"]
    if grave:
        return Thought("credential", _of_credential(grave[0]), findings=tuple(grave))
    if unsaid := embargoes.named_in(draft.stems, draft.author, tells=draft.tells, opens_at=draft.opens_at):
        return Thought("not_before", unsaid.reason, unsaid.people)
    # Who looks after what is for members to know: a guest is told of what stands in the text alone.
    may_know = draft.author is None or draft.author.is_member
    if may_know and (subjects := to_be_said(draft)):
        return _of_subjects(subjects, draft)
    if not draft.goes_far:
        return None
    return _of_findings(draft, found) or (_of_link(draft) if may_know else None) or _of_reach(draft) or _of_habit(draft)


def _of_subjects(subjects: Sequence[Subject], draft: Draft) -> Thought:
    """Who looks after what it touches, each person once, three at most: the first with what they ask, all with the reason."""
    named: dict[int, tuple[Person, Subject]] = {}
    for subject in subjects:
        acts = stewards.acting(subject.stewardship)
        if acts is not None and len(named) < MOST_NAMED:
            named.setdefault(acts.pk, (acts, subject))
    (first, about), *others = named.values()
    sentences = [_sentence(first, about, draft)]
    sentences += [f"{acts.name} looks after {each.stewardship.over}: {each.because}." for acts, each in others]
    return Thought(
        about.signal,
        " ".join(sentences),
        people=tuple(acts for acts, _ in named.values()),
        subjects=tuple(each for _, each in named.values()),
        narrow_to=_narrower(about.stewardship),
    )


def _sentence(acts: Person, subject: Subject, draft: Draft) -> str:
    it, because = subject.stewardship, subject.because
    asks = "asks to be asked first" if it.asks == Stewardship.Asks.ASK else "may have a view"
    if draft.is_official and subject.signal != "voice" and not goes_too_far(it, draft):
        because += ", and it would speak officially"
    return f"{acts.name} looks after {it.over} and {asks}: {because}."


def _narrower(stewardship: Stewardship) -> str:
    return {"space": "space", "named": "people"}.get(stewardship.widest, "units")


def _of_credential(found: Finding) -> str:
    return f"This holds what looks like {found.name}, and whoever reads it could use it."


def _of_findings(draft: Draft, found: Sequence[Finding]) -> Thought | None:
    """Personal data, an embargo that is still to come, or a marking: the gravest."""
    today = max(clock.now(), draft.opens_at or clock.EPOCH).date()
    still = [each for each in found if each.group != "embargo" or each.until is None or each.until >= today]
    if not still:
        return None
    order = ("personal", "embargo", "marking")
    first = min(still, key=lambda each: order.index(each.group))
    if first.group == "embargo":
        until = f" until {first.until.day} {first.until:%B %Y}" if first.until else ""
        reason = f"This says that it waits{until}, and it would be out at once."
    elif first.group == "personal":
        reason = f"This holds what looks like {first.name}, and {_far(draft)} could read it."
    else:
        reason = f"This carries {first.name}, and {_far(draft)} could read it."
    return Thought(first.group, reason, findings=tuple(still))


def _of_link(draft: Draft) -> Thought | None:
    """A link to a post that its author can read and most of those for whom this is cannot. Whoever wrote that one is named."""
    ids = _POST.findall(draft.own)
    if not ids or draft.author is None or draft.how_far < EVERYONE:
        return None
    read = Post.objects.released_to(draft.author).filter(public_id__in=ids).exclude(audience=ALL)
    for post in read.select_related("author").order_by("pk"):
        who = post.author
        if who is None or who.pk == draft.author.pk or not who.is_active:
            return Thought("link", f"This links to a post that is for fewer people than {_far(draft)}.")
        if who.pk not in draft.heard:
            reason = f"{who.name} shared with fewer people what this links to, and {_far(draft)} could read it."
            return Thought("link", reason, people=(who,))
    return None


def _of_reach(draft: Draft) -> Thought | None:
    """An audience that is unusually wide for what it is."""
    if _FORWARDED.search(draft.text):
        return Thought("wide", f"This holds a mail that was written to a few, and {_far(draft)} could read it.")
    if len(draft.text) < 400 and not draft.title and draft.kind in ("status", "update", "") and _ADDRESSED.match(draft.text):
        return Thought("wide", f"This speaks to one person, and {_far(draft)} could read it.")
    return None


def _of_habit(draft: Draft) -> Thought | None:
    """An audience that is wider than any that its author, or its space, has had lately."""
    if draft.author is None or draft.how_far < EVERYONE:
        return None
    if draft.space is not None and _are_narrower(
        _lately_in.rows(space=draft.space.pk, **visibility.values(visibility.viewer_of(draft.author)))
    ):
        return Thought(
            "wide", f"What stands in {draft.space.name} is usually for fewer people; {_far(draft)} could read this."
        )
    if draft.space is None and _are_narrower(_lately_by.rows(author=draft.author.pk)):
        return Thought("wide", f"You usually write for fewer people; {_far(draft)} could read this.")
    return None


_Audiences = tuple[int, int | None]
"""Those who read a post now, and before it was narrowed for a time."""


@Prepared
def _lately_by(given: Given) -> QuerySet[Post, _Audiences]:
    return _lately(Post.objects.filter(author_id=given.number("author")))


@Prepared
def _lately_in(given: Given) -> QuerySet[Post, _Audiences]:
    return _lately(Post.objects.released_to(visibility.viewer_given(given)).filter(space_id=given.number("space")))


def _lately(posts: QuerySet[Post]) -> QuerySet[Post, _Audiences]:
    newest = posts.filter(state=Post.State.PUBLISHED).order_by("-released_at", "-pk")
    return newest.values_list("audience_id", "audience_before_id")[:LATELY]


def _are_narrower(lately: Sequence[_Audiences]) -> bool:
    return len(lately) >= USUALLY and all((before or now) != ALL for now, before in lately)


def _far(draft: Draft) -> str:
    return (
        draft.reach[:1].lower() + draft.reach[1:] if draft.reach.startswith("Everyone") else draft.reach or "everyone here"
    )
