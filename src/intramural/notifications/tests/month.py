"""A month of a simulated company, hour by hour: what people say, what they want to hear, and what then leaves the house.

`bin/month` lives through it with 400 people; a short form is part of the tests.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import time_machine
from django.core import mail as outbox
from django.db.models import F

from intramural.announcements import actions as announcements
from intramural.kit import clock
from intramural.mail.models import Letter
from intramural.mail.tasks import hand_over_letters
from intramural.notifications import actions, policy, queries, tasks
from intramural.notifications.models import News, Push
from intramural.notifications.testing import hear
from intramural.notifications.tests.by_mail import ByMail
from intramural.notifications.tests.push_service import Browser, PushService
from intramural.people.actions import delegate
from intramural.people.models import Following, Person
from intramural.people.testing import a_unit
from intramural.posts import actions as posts
from intramural.posts.beside import Beside, Source
from intramural.posts.models import Comment, Post, PostFollow
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file
from intramural.spaces.models import Membership
from intramural.spaces.testing import a_space
from intramural.topics.models import Topic, TopicFollow
from intramural.ui.environment import zone_of

BEGINS = datetime(2026, 3, 16, 0, 0, tzinfo=UTC)  # the clocks go forward on the 29th in Europe, not in Tokyo
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "UTC")
HOUR = timedelta(hours=1)
KINDS = tuple(Post.Kind.values)
ACTS = ("reply", "answer", "vote", "react", "accept", "acknowledge")


@dataclass
class Month:
    """The company, what leaves it, and what was found wrong, in words."""

    people: list[Person]
    capture: Any
    service: PushService
    by: random.Random = field(default_factory=lambda: random.Random(7))
    wrong: list[str] = field(default_factory=list)
    mails: Counter[str] = field(default_factory=Counter)
    messages: Counter[str] = field(default_factory=Counter)
    pushes: Counter[str] = field(default_factory=Counter)
    browsers: dict[str, Browser] = field(default_factory=dict)
    seen: int = 0
    read: int = 0

    def __post_init__(self) -> None:
        self.all_by_mail = self.people[1]
        self.program = ByMail(self.all_by_mail)
        self.kept: set[int] = set()
        self.spaces = [
            a_space(f"Space {n}", owner=self.people[n], members=tuple(self._some(len(self.people) // 3, but=self.people[n])),
                    gated=n % 3 == 0)
            for n in range(4)
        ]  # fmt: skip
        self.topics = [Topic.objects.create(slug=slug, name=slug.capitalize()) for slug in ("pay", "rain")]
        for person in self.people:
            self._wish(person)
        mailed = self.all_by_mail
        Membership.objects.get_or_create(space=self.spaces[1], person=mailed)
        actions.choose({kind.name: ["mail"] for kind in queries.chosen(mailed)["kinds"]}, by=mailed)

    def _some(self, count: int, *, but: Person) -> list[Person]:
        return [person for person in self.by.sample(self.people, count) if person != but]

    def _wish(self, person: Person) -> None:
        by = self.by
        Person.objects.filter(pk=person.pk).update(time_zone=by.choice(ZONES))
        person.refresh_from_db()
        TopicFollow.objects.create(topic=by.choice(self.topics), person=person)
        for followed in self._some(3, but=person):
            Following.objects.create(person=person, followed=followed)
        if by.random() < 0.6:
            actions.choose_rhythm(by=person, bundle=by.choice(("", "daily", "weekly")), only_at_work=by.random() < 0.4)
        for n in range(by.choice((0, 1, 1, 2))):
            browser = self.browsers[f"/{person.handle}-{n}"] = Browser(f"{person.handle}-{n}")
            actions.add_device(by=person, endpoint=self.service.address(browser.name), name="A phone", **browser.keys)
        if by.random() < 0.5:
            names = [it.name for them in queries.chosen(person).values() for it in them]
            for name in by.sample(names, min(4, len(names))):
                actions.choose(
                    {name: by.choice((["mail"], ["page"], ["page", "mail"], ["page", "push"], ["mail", "push"], []))},
                    by=person,
                )

    def go(self, days: int) -> Month:
        """Lets the days pass, hour by hour."""
        with time_machine.travel(BEGINS, tick=False) as now:
            for hour in range(days * 24):
                for _ in range(self.by.choice((0, 0, 1, 2))):
                    self._something()
                self._told_kinds() if hour == 30 else None
                hear(self.capture)
                while tasks.decide():
                    pass
                tasks.note_quiet()
                tasks.put_off_mails()
                hand_over_letters()
                tasks.hand_over_pushes()
                self._look()
                self._look_at_devices()
                now.shift(HOUR)
        return self

    def _something(self) -> None:
        """Somebody says, answers, thanks, narrows or takes away something."""
        by, author = self.by, self.by.choice(self.people)
        named = by.choice(self.people)
        deed = by.random()
        if deed < 0.5:
            space = by.choice([None, *author.spaces.all()])
            kind = by.choice(("update", "question"))
            body = f"Of #{by.choice(self.topics).slug}" + (f" @{named.handle}" if by.random() < 0.4 else "")
            posts.publish(by=author, body=body, kind=kind, choice=Choice("space", space=space) if space else Choice())
        elif deed < 0.85:
            found = Post.objects.released_to(author).order_by("-pk")[:10]
            if found:
                post = by.choice(list(found))
                PostFollow.objects.get_or_create(post=post, person=author)
                posts.comment(post, by=author, body=f"I see @{named.handle}" if by.random() < 0.3 else "I see")
        else:
            mine = list(Post.objects.filter(state="published").exclude(pk__in=self.kept).order_by("-pk")[:5])
            if mine:
                post = by.choice(mine)
                if deed < 0.93:
                    posts.change_audience(post, by=post.author, choice=Choice("me"))  # type: ignore[arg-type]
                else:
                    posts.delete(post, by=post.author)  # type: ignore[arg-type]

    def _told_kinds(self) -> None:
        """Whoever wants everything by mail meets every kind of thread once."""
        mailed, other = self.all_by_mail, self.people[2]
        space = self.spaces[1]
        Membership.objects.get_or_create(space=space, person=other)
        here = Choice("space", space=space)
        own = posts.publish(by=mailed, body="Mine", choice=here)
        question = posts.publish(by=mailed, body="Which?", kind="question", choice=here)
        followed = posts.publish(by=other, body="Followed", choice=here)
        PostFollow.objects.create(post=followed, person=mailed)
        posts.publish(by=other, body=f"@{mailed.handle}?", kind="question", choice=here)
        posts.publish(by=other, body=f"@{mailed.handle}!", choice=here)
        posts.publish(by=other, body="Thanks", kind="kudos", beside=Beside(honours=(mailed,)))
        posts.publish(by=other, body="When?", kind="poll", choice=here, beside=Beside(options=("Now", "Later")))
        posts.publish(
            by=other, body="Look", kind="found", choice=here, beside=Beside(source=Source(url="https://example.org/"))
        )
        posts.publish(by=other, kind="album", body="", choice=here, files=[a_file()])
        for kind in ("status", "article", "idea"):
            posts.publish(by=other, body="New", title="A title" if kind == "article" else "", kind=kind, choice=here)
        mill = a_unit("Mill")
        mill.head = other
        mill.save()
        delegate(other, unit=mill, by=other)
        notice = posts.publish(by=other, body="Read", choice=here, voice="official", voice_unit=mill)
        announcements.ask(notice, by=other)
        for post in (own, question, followed):
            posts.comment(post, by=other, body="Well")
        self.kept = set(Post.objects.filter(author__in=(mailed, other)).values_list("pk", flat=True))

    def _look(self) -> None:
        """What left in this hour: to whom, when, of what."""
        now = clock.now()
        left = Letter.objects.filter(state=Letter.State.SENT, changed_at=now).select_related("person", "post", "comment")
        rhythms = queries.rhythms_of({letter.person for letter in left})
        for letter in left:
            person = letter.person
            self.mails[f"{person.pk}/{letter.post_id}/{letter.comment_id}"] += 1
            if policy.is_quiet(rhythms[person.pk], zone_of(person), now):
                self.wrong.append(f"{person} was mailed at {now} in their quiet")
            hidden = not Post.objects.released_to(person).filter(pk=letter.post_id).exists()
            if hidden or (letter.comment and not Comment.objects.visible_to(person).filter(pk=letter.comment_id).exists()):
                self.wrong.append(f"{person} was mailed of {letter}, which they may not read")
        fresh = outbox.outbox[self.seen :]
        self.seen = len(outbox.outbox)
        mailed = {letter.person.email for letter in left}
        self.wrong += [f"a mail about nothing to {mail.to} at {now}" for mail in fresh if not set(mail.to) <= mailed]
        for each in fresh:
            self.messages[f"{each.to} {each.extra_headers['Message-ID']}"] += 1
            if "Open it: " not in each.body:
                self.wrong.append(f"an empty mail to {each.to} at {now}")
            if each.to == [self.all_by_mail.email]:
                self.program.read(each)

    def _look_at_devices(self) -> None:
        """What appeared on which device in this hour. What fell into an undo window is out an hour later."""
        now = clock.now()
        fresh, self.read = self.service.received[self.read :], len(self.service.received)
        for each in fresh:
            shown = self.browsers[each.path].read(each)
            self.pushes[f"{each.path} {shown['id']}"] += 1
        left = Push.objects.filter(state=Push.State.SENT, changed_at=now).select_related("device__person", "news")
        rhythms = queries.rhythms_of({push.device.person for push in left})
        for push in left:
            person = push.device.person
            if policy.is_quiet(rhythms[person.pk], zone_of(person), now):
                self.wrong.append(f"{person} was pushed something at {now} in their quiet")
            if not News.objects.visible_to(person).filter(pk=push.news_id).exists():
                self.wrong.append(f"{person} was pushed {push.news}, which they may not read")
        if len(left) != len(fresh):
            self.wrong.append(f"{len(fresh)} pushes came at {now}, and {len(left)} are known of")

    def figures(self) -> dict[str, int]:
        """How much left the house, for the table of `bin/month`."""
        return {
            "mails": self.seen,
            "letters in them": sum(self.mails.values()),
            "pushes": sum(self.pushes.values()),
            "done by mail alone": sum(self.program.did[act] for act in ACTS),
        }

    def verdict(self) -> list[str]:
        """What was wrong in the whole month."""
        twice = [key for key, times in self.mails.items() if times > 1]
        pages = News.objects.filter(on_page=True, by=F("person"))
        kinds = set(Letter.objects.filter(person=self.all_by_mail).values_list("post__kind", flat=True))
        by_mail = News.objects.filter(person=self.all_by_mail, post__isnull=False)
        heard = set(by_mail.filter(on_page=False, is_quiet=False).values_list("kind", flat=True))
        wanted = {"asked", "mention", "answer", "reply", "comment", "thanked", "notice"}
        return [
            *self.wrong,
            *(f"mailed twice: {key}" for key in twice),
            *(f"mailed twice: {key}" for key, times in self.messages.items() if times > 1),
            *(f"told twice by mail: {key}" for key, times in self.program.told_of.items() if times > 1),
            *self.program.wrong,
            *(f"took no part by mail in {kind}" for kind in KINDS if not self.program.did[f"kind {kind}"]),
            *(f"never did by mail: {act}" for act in ACTS if not self.program.did[act]),
            *(f"pushed twice: {key}" for key, times in self.pushes.items() if times > 1),
            *(f"told of their own: {news}" for news in pages),
            *(f"never mailed of {kind}" for kind in sorted(wanted - heard)),
            *(["who wants mail only is shown some on the page"] if by_mail.filter(on_page=True).exists() else []),
            *([] if set(KINDS) <= kinds else [f"mailed of threads {kinds} alone"]),
        ]
