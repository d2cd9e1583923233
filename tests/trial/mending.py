"""D6: from the post one overshared to the mended one in three clicks; it counts as a self-report, and no sanction is near."""

from __future__ import annotations

import json
import re
import time
from datetime import timedelta
from html import unescape

from intramural.api.document import document
from intramural.care import words
from intramural.care.models import Concern, Narrowing
from intramural.notifications import queries as notifications
from intramural.oversight import queries as oversight
from intramural.oversight.tasks import count_months, count_stretches
from intramural.people.testing import a_person
from tests.trial.house import House

SANCTIONS = re.compile(
    r"sanction|penalt|disciplin|warning|strike|suspend|reprimand|offen[cs]e|punish|demerit", re.IGNORECASE
)


class Mending(House):
    """Somebody new shares with everyone what was meant for few."""

    def test_d6_three_clicks_mend_it_and_both_close(self) -> None:
        with self.told():
            new = a_person("newcomer", name="New Comer", unit=self.here.units[3])
        post, dana, outsider = self.about("pricing", by=new), self.here.steward("pricing"), self.here.readers[9]
        browser, pages, began = self.browser(new), [], time.perf_counter()
        page = browser.get(f"/posts/{post.public_id}/").content.decode()
        assert f'href="/posts/{post.public_id}/recovery/"' in page  # 1: More
        form = browser.get(f"/posts/{post.public_id}/recovery/").content.decode()  # 2: I overshared
        filled = dict(re.findall(r'<textarea[^>]*name="(\w+)"[^>]*>([^<]*)</textarea>', form))
        assert {name: unescape(said).strip() for name, said in filled.items()} == words.RECOVERY
        assert len(words.RECOVERY) == 5
        chosen = re.search(r'name="audience"[^>]* value="(\w+)" checked', form)
        assert chosen is not None
        sent = {name: unescape(said) for name, said in filled.items()}
        with self.told():
            mended = browser.post(f"/posts/{post.public_id}/recovery/", {**sent, "audience": chosen[1]})  # 3: Mend it now
        assert mended.status_code == 302
        assert time.perf_counter() - began < 90
        self.facts["clicks"] = 3
        concern = Concern.objects.get(post=post)
        assert mended["Location"] == concern.url
        assert not self.reads(outsider, post)
        assert Narrowing.objects.get(post=post).by == new
        # The five parts reach the steward on the page and by mail.
        in_app = unescape(self.browser(dana).get(concern.url).content.decode())
        (mailed,) = [each for each in self.mailed(dana) if "/care/talk/" in each.body]
        for part in words.RECOVERY.values():
            assert " ".join(part.split()) in " ".join(in_app.split())
            assert " ".join(part.split()) in " ".join(mailed.body.split())
        assert any(each.by == new for each in notifications.inbox(dana, only="asks").rows)
        for each in (self.browser(new), self.browser(dana)):
            pages.append(each.get(concern.url).content.decode())
            assert each.post(f"{concern.url}closing/").status_code == 302
        concern.refresh_from_db()
        assert not concern.is_open
        # No sanction: in no page of it, and in no operation of the API.
        pages += [page, form, in_app, self.browser(new).get(Narrowing.objects.get(post=post).url).content.decode()]
        for shown in pages:
            controls = re.findall(r"<(?:button|a|input|select|option|label|legend)\b[^>]*>[^<]*", shown)
            assert not [each for each in controls if SANCTIONS.search(each)]
        api = json.dumps({path: sorted(operations) for path, operations in document()["paths"].items()})
        assert not SANCTIONS.search(api)
        assert not [name for name in document()["components"]["schemas"] if SANCTIONS.search(name)]

    def test_d6_a_program_mends_it_with_one_call_and_both_close(self) -> None:
        author, dana, outsider = self.here.readers[2], self.here.steward("pricing"), self.here.readers[9]
        post, call = self.about("pricing", by=author), self.program(author)
        with self.told():
            mended = call("POST", f"/posts/{post.public_id}/recovery")
        assert mended.status_code == 201
        at = f"/concerns/{mended.json()['id']}"
        assert not self.reads(outsider, post)
        (mailed,) = [each for each in self.mailed(dana) if "/care/talk/" in each.body]
        seen = self.program(dana)("GET", at).json()
        for part in words.RECOVERY.values():
            assert part in seen["messages"][0]["body"]
            assert " ".join(part.split()) in " ".join(mailed.body.split())
        assert self.program(dana)("POST", f"{at}/messages", {"body": "Thank you. It is fine."}).status_code == 200
        for each in (call, self.program(dana)):
            with self.told():
                closed = each("POST", f"{at}/closing").json()
        assert closed["closed_at"]
        assert closed["narrowing"] == Narrowing.objects.get(post=post).public_id
        assert self.program(outsider)("GET", at).status_code == 404

    def test_d6_it_counts_as_a_self_report_and_not_as_a_concern(self) -> None:
        authors = self.here.readers[:10]
        for number, author in enumerate(authors):
            post = self.about("pricing", by=author)
            with self.told():
                if number % 2:
                    self.program(author)("POST", f"/posts/{post.public_id}/recovery")
                else:
                    self.browser(author).post(f"/posts/{post.public_id}/recovery/", {**words.RECOVERY, "audience": "nobody"})
        self.later(timedelta(days=45))
        count_months()
        count_stretches()
        told = {each.name: [row.number for row in each.rows] for each in oversight.registers()}
        assert (told["recovery"], told["concern"]) == ([10], [])
        assert "About 10 times" in self.browser(self.here.readers[12]).get("/openness/").content.decode()
