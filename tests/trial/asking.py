"""D3: an executive who never signs in is asked by mail and answers by mail; the author decides, with or without an answer."""

from __future__ import annotations

import re
from datetime import timedelta

from intramural.care.models import Consult, Offer, Remark
from intramural.care.testing import a_draft
from intramural.mail import addresses
from intramural.mail.models import Received
from intramural.people.models import Person, Session
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.testing import a_file
from tests.trial.house import House


class Asking(House):
    """Somebody asks the head of the company about a draft before sharing it."""

    @property
    def author(self) -> Person:
        """A reader whose manager is not the one who is asked."""
        return next(each for each in self.here.readers[3:] if each.manager not in (None, self.here.executive))

    def asked(self, *people: Person) -> tuple[Post, Consult]:
        """The draft, with a file, and the question that its author has asked from its page."""
        author = self.author
        draft = a_draft(by=author, body="All will cost 12 % more from May, says the quincebook. #pricing")
        posts.attach(draft, [a_file("list.txt", b"12,50 a quincebook")], by=author)
        with self.told():
            named = ", ".join(f"@{each.handle}" for each in people or (self.here.executive,))
            answer = self.browser(author).post(f"/drafts/{draft.public_id}/asking/", {"people": named})
        assert answer.status_code == 302
        return draft, Consult.objects.get(post=draft)

    def test_d3_who_never_signs_in_answers_by_mail_and_it_goes_out_in_three_clicks(self) -> None:
        draft, consult = self.asked()
        rosa, author = self.here.executive, self.author
        (question,) = self.mailed(rosa)
        assert "All will cost 12 % more from May" in question.body
        assert question.message()["Reply-To"] == addresses.consult_address(consult, rosa)
        with self.post_office() as office, self.told():
            office.write("fine if figures removed", by=rosa, about=consult, program="iphone")
        assert not Session.objects.filter(person=rosa).exists()
        (news,) = self.mailed(author)
        assert "it is fine, if" in news.subject
        browser = self.browser(author)
        page = browser.get(consult.url).content.decode()  # 1
        assert re.search(r"<del>.{0,90}12 %", page)
        offer = Offer.objects.get(remark__consult=consult)
        assert f'value="{offer.public_id}"' in page
        assert browser.post(f"{consult.url}taking/", {"offer": offer.public_id}).status_code == 302  # 2
        with self.told():
            assert browser.post(f"{consult.url}sharing/").status_code == 302  # 3
        shared = Post.objects.get(pk=draft.pk)
        assert (shared.state, "12 %" in shared.body) == ("published", False)
        assert self.reads(self.here.readers[9], shared)

    def test_d3_no_answer_in_four_hours_is_noted_and_hinders_nobody(self) -> None:
        draft, consult = self.asked()
        author = self.author
        self.mailed(author)
        self.later(timedelta(hours=3, minutes=59))
        self.keeper()
        assert "no answer" not in self.browser(author).get(consult.url).content.decode()
        self.later(timedelta(minutes=2))
        with self.told():
            pass
        self.keeper()
        assert "no answer" in self.browser(author).get(consult.url).content.decode()
        assert [each.subject for each in self.mailed(author)] == ["No answer yet about your draft"]
        asked = self.program(author)("GET", f"/consults/{consult.public_id}").json()["asked"]
        assert [each["silent"] for each in asked] == [True]
        with self.told():
            assert self.program(author)("POST", f"/consults/{consult.public_id}/sharing").status_code == 200
        assert Post.objects.get(pk=draft.pk).state == "published"

    def test_d3_the_draft_is_unreachable_for_everybody_else(self) -> None:
        draft, consult = self.asked()
        file = draft.attachments.get()
        others = (self.here.readers[9], self.here.operator, self.here.steward("pricing"), self.author.manager)
        for other in others:
            assert other is not None
            browser, call = self.browser(other), self.program(other)
            for path in (
                f"/posts/{draft.public_id}/", consult.url, f"/files/{file.public_id}/", f"/drafts/{draft.public_id}/asking/",
                f"{consult.url}files/{file.public_id}/", f"/files/{file.public_id}/thumbnail/",
            ):  # fmt: skip
                assert browser.get(path).status_code == 404, (other, path)
            for path in (
                f"/posts/{draft.public_id}", f"/drafts/{draft.public_id}", f"/consults/{consult.public_id}",
                f"/files/{file.public_id}", f"/files/{file.public_id}/content", f"/posts/{draft.public_id}/comments",
            ):  # fmt: skip
                assert call("GET", path).status_code == 404, (other, path)
            found = browser.get("/search/?q=quincebook").content
            assert b"12 %" not in found
            assert call("GET", "/search?q=quincebook").json()["items"] == []
            assert b"quincebook" not in browser.get(f"/write/?draft={draft.public_id}").content

    def test_d3_a_forged_mail_is_rejected_and_logged(self) -> None:
        _, consult = self.asked()
        rosa, forger = self.here.executive, self.here.readers[9]
        to = addresses.consult_address(consult, rosa)
        ours, _, domain = to.partition("@")
        made_up = f"{ours[:-4]}{'a' if ours[-4] != 'a' else 'b'}{ours[-3:]}@{domain}"
        with self.post_office() as office:
            rows = [
                office.write("Fine", by=forger, about=consult, to=to),
                office.write("Fine", by=rosa, about=consult, to=made_up),
                office.write("Fine", by=forger, about=consult, to=addresses.consult_address(consult, forger)),
            ]
            with self.settings(MAIL_TRUSTS=("mx.house.example",)):
                failed = {"Authentication-Results": "mx.house.example; dkim=fail; dmarc=fail header.from=house.example"}
                rows.append(office.write("Fine", by=rosa, about=consult, more=failed))
        assert {row.state for row in rows} == {Received.State.ASIDE}
        assert all(row.reason for row in rows)
        assert not Remark.objects.filter(consult=consult).exists()
        self.facts["reasons in the log"] = ", ".join(row.reason for row in rows)
