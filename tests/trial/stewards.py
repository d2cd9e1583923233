"""D1: who looks after something makes it smaller, at once, without any other right; it ends by itself; somebody always looks after it."""

from __future__ import annotations

import re
import time
from datetime import timedelta
from typing import Any

from django.test import Client

from intramural.care.models import Narrowing
from intramural.mail.models import Answer
from intramural.people import actions as people
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from intramural.thought.tests import drafts
from tests.trial.house import House

WHY = "The prices are out in May."


class Stewards(House):
    """Pricing is looked after by somebody with no other right."""

    def in_a_space_of_others(self) -> Post:
        """A colleague's post about pricing, in an open space in which its steward is not."""
        dana = self.here.steward("pricing")
        space = next(each for each in self.here.spaces if not each.is_gated and dana not in each.members.all())
        author = next(each for each in self.here.readers if each in space.members.all())
        return self.about("pricing", by=author, to=Choice("space", space=space))

    def check_it_is_smaller(self, post: Post, narrow: Any) -> None:
        """It goes within two seconds for everybody but those on the matter; the author is told who and why, and mailed."""
        dana, outsider, author = self.here.steward("pricing"), self.here.readers[9], post.author
        assert not dana.is_operator
        assert author is not None
        assert self.reads(outsider, post)
        self.mailed(author)
        began = time.process_time()
        with self.told():
            narrow()
        assert not self.reads(outsider, post)
        self.facts["seconds of work until it is gone"] = round(time.process_time() - began, 2)
        assert time.process_time() - began < 2, "of its own work: a busy machine is not its doing"
        assert all(self.reads(each, post) for each in (dana, author))
        narrowing = Narrowing.objects.get(post=post)
        assert narrowing.by == dana
        assert "It was made smaller" in self.browser(author).get(f"/posts/{post.public_id}/").content.decode()
        page = self.browser(author).get(narrowing.url).content.decode()
        assert WHY in page
        assert f"{dana.name}, who looks after Pricing" in page
        (sent,) = self.mailed(author)
        assert f"Why: {WHY}" in sent.body
        (way,) = re.findall(r"://[^/]+(/care/matter/\S+)", sent.body)
        assert WHY in Client().get(way).content.decode(), "the author reads it without signing in"

    def test_d1_a_post_in_a_space_of_others_is_made_smaller_by_page(self) -> None:
        post, browser = self.in_a_space_of_others(), self.browser(self.here.steward("pricing"))
        self.check_it_is_smaller(post, lambda: browser.post(f"/posts/{post.public_id}/narrowing/", {"because": WHY}))

    def test_d1_a_post_in_a_space_of_others_is_made_smaller_by_a_program(self) -> None:
        post, call = self.in_a_space_of_others(), self.program(self.here.steward("pricing"))
        self.check_it_is_smaller(post, lambda: call("POST", f"/posts/{post.public_id}/narrowing", {"because": WHY}))

    def test_d1_a_post_in_a_space_of_others_is_made_smaller_by_mail(self) -> None:
        post, dana = self.in_a_space_of_others(), self.here.steward("pricing")
        with self.post_office() as office:
            self.check_it_is_smaller(post, lambda: office.write(f"Narrow: {WHY}", by=dana, about=post))

    def test_d1_a_post_without_its_tag_is_known_by_its_words(self) -> None:
        dana, payroll = self.here.steward("pricing"), self.here.steward("payroll")
        words = next(
            each.text for each in drafts.labelled(2_000) if each.subject == "pricing" and each.audience == "everyone"
        )
        with self.told():
            post = a_post(by=self.here.readers[0], body=words)
        assert self.program(payroll)("POST", f"/posts/{post.public_id}/narrowing", {"because": WHY}).status_code == 403
        self.check_it_is_smaller(
            post, lambda: self.browser(dana).post(f"/posts/{post.public_id}/narrowing/", {"because": WHY})
        )
        self.facts["because"] = Narrowing.objects.get(post=post).ground

    def test_d1_an_unrelated_topic_is_refused_by_page_program_and_mail(self) -> None:
        post, dana = self.about("payroll"), self.here.steward("pricing")
        assert self.browser(dana).post(f"/posts/{post.public_id}/narrowing/", {"because": WHY}).status_code == 403
        assert self.program(dana)("POST", f"/posts/{post.public_id}/narrowing", {"because": WHY}).status_code == 403
        with self.post_office() as office:
            office.write(f"Narrow: {WHY}", by=dana, about=post)
        assert "whoever looks after one of its topics" in Answer.objects.get(person=dana).words
        for person in (self.here.operator, self.here.executive):
            assert self.program(person)("POST", f"/posts/{post.public_id}/narrowing", {"because": WHY}).status_code == 403
        assert not Narrowing.objects.exists()
        assert self.reads(self.here.readers[9], post)

    def test_d1_after_seven_days_without_agreement_all_is_as_it_was(self) -> None:
        post, outsider = self.about("pricing"), self.here.readers[9]
        was = Post.objects.values("public_id", "released_at", "audience_id", "space_id").get(pk=post.pk)
        with self.told():
            self.browser(self.here.steward("pricing")).post(f"/posts/{post.public_id}/narrowing/", {"because": WHY})
        self.later(timedelta(days=7) - timedelta(minutes=1))
        self.keeper()
        assert not self.reads(outsider, post)
        self.later(timedelta(minutes=2))
        with self.told():
            pass
        assert self.reads(outsider, post)
        assert Post.objects.values(*was).get(pk=post.pk) == was
        assert Narrowing.objects.get(post=post).end == "lapsed"
        told = {each.to[0] for each in self.outbox() if "Nobody agreed by" in each.body}
        assert told == {post.author.email, self.here.steward("pricing").email}  # type: ignore[union-attr]

    def test_d1_when_the_steward_leaves_the_deputy_acts_within_a_minute(self) -> None:
        post, dana, dirk = self.about("pricing"), self.here.steward("pricing"), self.here.deputy("pricing")
        with self.told():
            people.deactivate(dana, by=self.here.operator)
        page = self.browser(self.here.readers[9]).get(self.here.stewardships["pricing"].url).content.decode()
        assert dirk.name in page
        assert self.program(dirk)("POST", f"/posts/{post.public_id}/narrowing", {"because": WHY}).status_code == 201
        assert not self.reads(self.here.readers[9], post)

    def test_d1_a_topic_is_never_without_somebody_in_silence(self) -> None:
        for person in (self.here.steward("pricing"), self.here.deputy("pricing")):
            with self.told():
                people.deactivate(person, by=self.here.operator)
        outsider = self.here.readers[9]
        listed = self.program(outsider)("GET", "/stewards?nobody=true").json()["items"]
        assert "Pricing" in {each["name"] for each in listed}
        assert "Pricing" in self.browser(outsider).get("/stewards/?nobody=1").content.decode()
