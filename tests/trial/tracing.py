"""D4: what is made smaller is gone from every way in two seconds later, and all of it comes back."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core import mail
from django.test import Client

from intramural.care.models import Narrowing
from intramural.kit import clock
from intramural.mail import actions as mails
from intramural.mail.models import Letter, Notice
from intramural.notifications.models import News
from intramural.people import actions as people
from intramural.people.models import Person
from intramural.people.testing import a_token
from intramural.posts import actions as posts
from intramural.posts.models import Attachment, Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file
from intramural.realtime import queries as realtime
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from tests.trial.house import House

WORD, ASKED = "merganser", "quince"
A_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\n"
    b"trailer<</Root 1 0 R>>"
)
TWO_SECONDS = timedelta(seconds=2)


@dataclass
class Shared:
    """A post with a PDF, a picture, a reply that came by mail, a quotation of it, and a post elsewhere that leads there."""

    post: Post
    reply: Comment
    pdf: Attachment
    picture: Attachment
    leading: Post


class Tracing(House):
    """`reader` is named in it and keeps it, `outsider` is neither; both may read it at first."""

    @property
    def outsider(self) -> Person:
        return self.here.readers[9]

    @property
    def reader(self) -> Person:
        return self.here.readers[10]

    def shared(self, **more: Any) -> Shared:
        here = self.here
        body = f"All about {ASKED} and {WORD}. @{self.reader.handle} #pricing"
        files = [a_file("plan.pdf", A_PDF), a_file()]
        post = self.about("pricing", **{"title": f"The {WORD} plan", "body": body, "files": files, **more})
        pdf, picture = post.attachments.order_by("pk")
        # What is drawn and read of a PDF takes a process of its own for seconds: it is put there as if it had been.
        Attachment.objects.filter(pk=pdf.pk).update(preview_key=picture.thumbnail_key, text=f"{WORD} in a PDF", is_read=True)
        with self.post_office() as office, self.told():
            office.write(f"Why {WORD}?", by=here.readers[11], about=post)
        reply = post.comments.get()
        with self.told():
            a_comment(by=here.readers[12], on=post, body=f"Because of {WORD}.", quotes=reply)
            leading = self.about("fleet", by=here.readers[13], body=f"See http://testserver/posts/{post.public_id}/")
            posts.keep(post, by=self.reader)
        return Shared(post, reply, pdf, picture, leading)

    def ways(self, person: Person, it: Shared) -> dict[str, tuple[int, bytes]]:
        """What somebody gets by each way in: status and bytes."""
        browser, program = self.browser(person), {"Authorization": f"Bearer {a_token(person)}"}

        def page(path: str) -> tuple[int, bytes]:
            return _read(browser.get(path))

        def call(path: str) -> tuple[int, bytes]:
            return _read(Client().get(f"/api/v1{path}", headers=program))

        post, author = it.post.public_id, it.post.author
        assert author is not None
        return {
            "permalink": page(f"/posts/{post}/"),
            "replies": page(f"/comments/{it.reply.public_id}/history/"),
            "reply's address": page(f"/comments/{it.reply.public_id}/"),
            "original file": page(f"/files/{it.pdf.public_id}/"),
            "picture": page(f"/files/{it.picture.public_id}/"),
            "thumbnail": page(f"/files/{it.picture.public_id}/thumbnail/"),
            "preview": page(f"/files/{it.pdf.public_id}/preview/"),
            "earlier words": page(f"/posts/{post}/history/"),
            "open page, asking": page(f"/live/posts/{post}/?whole=1"),
            "post that leads there": page(f"/posts/{it.leading.public_id}/"),
            "stream": page("/"),
            "topic": page("/topics/pricing/"),
            "author's talk": page(f"/people/{author.handle}/shared/"),
            "for you": page("/for-you/"),
            "kept": page("/kept/"),
            "search": page(f"/search/?q={ASKED}"),
            "item": call(f"/posts/{post}"),
            "list": call("/stream"),
            "said": call(f"/posts/{post}/comments"),
            "quotation": call(f"/posts/{post}/comments?limit=100"),
            "program's file": call(f"/files/{it.pdf.public_id}/content"),
            "program's preview": call(f"/files/{it.pdf.public_id}/preview"),
            "found": call(f"/search?q={ASKED}"),
            "news": call("/for-you"),
        }

    def test_d4_no_way_in_yields_a_byte_after_two_seconds_and_all_come_back(self) -> None:
        it, dana, author = self.shared(), self.here.steward("pricing"), self.here.readers[0]
        everybody = (self.outsider, self.reader)
        before = {person.pk: self.ways(person, it) for person in everybody}
        for found in before.values():
            assert not [name for name, (status, _) in found.items() if status not in (200, 302)], "a way that leads nowhere"
        open_to = {pk: _shows(found) for pk, found in before.items()}
        assert open_to[self.outsider.pk] >= ADDRESSES
        assert {"stream", "topic", "author's talk", "search", "found", "list"} <= open_to[self.outsider.pk]
        assert {"for you", "news", "kept"} <= open_to[self.reader.pk]
        begun = realtime.newest()
        with self.told():
            self.browser(dana).post(f"/posts/{it.post.public_id}/narrowing/", {"because": "Not out yet."})
        self.later(TWO_SECONDS)
        self.keeper()
        for person in everybody:
            now = self.ways(person, it)
            assert _shows(now) == set(), person
            assert {name: now[name][0] for name in ADDRESSES} == dict.fromkeys(ADDRESSES, 404)
        happened = [one for _, one in realtime.entries(after=begun) if one is not None]
        told = realtime.told(happened, {self.outsider.pk})[self.outsider.pk]
        assert ("gone", it.post.public_id) in [(one.word, one.post) for one in told]
        self.facts["ways"] = len(before[self.reader.pk])
        for person in (author, dana):
            assert {"permalink", "original file", "thumbnail", "item"} <= _shows(self.ways(person, it))
        narrowing = Narrowing.objects.get(post=it.post)
        sealed = self.browser(dana).get(narrowing.url).content.decode()
        assert WORD in sealed
        # And back again: everything, in its place.
        with self.told():
            assert self.program(dana)("POST", f"/narrowings/{narrowing.public_id}/end").status_code == 200
        for person in everybody:
            after = self.ways(person, it)
            assert _shows(after) == open_to[person.pk]
            assert _order(after["list"][1]) == _order(before[person.pk]["list"][1])
            assert after["said"][1] == before[person.pk]["said"][1]

    def test_d4_what_waits_to_be_mailed_never_leaves_and_what_left_is_followed_once(self) -> None:
        it, waiting, mailed = self.shared(), self.here.readers[14], self.here.readers[15]
        for person, bundle, after in ((waiting, "", 60), (self.reader, "daily", 3600), (mailed, "", -1)):
            due = clock.now() + timedelta(seconds=after)
            Letter.objects.filter(person=person, post=it.post).delete()
            assert mails.queue(to=person, post=it.post, comment=None, reason="", due_at=due, bundle=bundle)
        self.keeper()
        (first,) = self.mailed(mailed)
        assert WORD in first.body
        mail.outbox.clear()
        with self.told():
            self.browser(self.here.steward("pricing")).post(
                f"/posts/{it.post.public_id}/narrowing/", {"because": "Not out yet."}
            )
        self.later(timedelta(hours=20))
        for _ in range(3):
            self.keeper()
        assert not any(WORD in str(each.message()) for each in self.outbox())
        states = dict(Letter.objects.filter(post=it.post).values_list("person", "state"))
        assert (states[waiting.pk], states[self.reader.pk], states[mailed.pk]) == ("dropped", "dropped", "sent")
        (follow,) = self.mailed(mailed)
        assert "delete that mail" in follow.body
        assert follow.message()["References"]
        for word in (WORD, ASKED, it.post.author.name, self.here.steward("pricing").name):  # type: ignore[union-attr]
            assert word not in str(follow.message())
        assert Notice.objects.filter(person=mailed, kind=Notice.Kind.RECALLED).count() == 1
        assert not Notice.objects.filter(person=waiting).exists()
        assert not self.mailed(waiting)

    def test_d4_whoever_is_removed_gets_nothing_with_an_old_token(self) -> None:
        reader, owner = self.reader, self.here.readers[16]
        space = a_space("Merger", owner=owner, members=(reader,), gated=True)
        post = self.about("merger", by=owner, body=WORD, to=Choice("space", space=space))
        old = {"Authorization": f"Bearer {a_token(reader)}"}
        path = f"/api/v1/posts/{post.public_id}"
        assert Client().get(path, headers=old).status_code == 200
        with self.told():
            spaces.remove(space, person=reader, by=owner, reason="It is over.")
        assert Client().get(path, headers=old).status_code == 404
        with self.told():
            people.deactivate(reader, by=self.here.operator)
        assert Client().get(path, headers=old).status_code == 401

    def test_d4_a_line_about_it_is_there_no_more_and_then_again(self) -> None:
        it = self.shared()
        line = News.objects.get(person=self.reader, post=it.post, kind=News.Kind.MENTION)
        assert self.browser(self.reader).get(f"/for-you/{line.public_id}/").status_code == 302
        with self.told():
            self.program(self.here.steward("pricing"))(
                "POST", f"/posts/{it.post.public_id}/narrowing", {"because": "Not out yet."}
            )
        assert self.browser(self.reader).get(f"/for-you/{line.public_id}/").status_code == 404
        self.later(timedelta(days=7, minutes=1))
        with self.told():
            pass
        self.keeper()
        assert self.browser(self.reader).get(f"/for-you/{line.public_id}/").status_code == 302


ADDRESSES = {
    "permalink", "replies", "original file", "picture", "thumbnail", "preview", "open page, asking", "item", "said",
    "quotation", "program's file", "program's preview",
}  # fmt: skip


def _shows(ways: dict[str, tuple[int, bytes]]) -> set[str]:
    """By which ways somebody gets any of it."""
    return {name for name, (status, body) in ways.items() if status == 200 and (name in ADDRESSES or WORD.encode() in body)}


def _order(body: bytes) -> list[str]:
    return [each["id"] for each in json.loads(body)["items"]]


def _read(answer: Any) -> tuple[int, bytes]:
    return answer.status_code, b"".join(answer) if answer.streaming else answer.content
