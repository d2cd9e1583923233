"""D18: of a translucent post everybody knows title, owner and one sentence, and nobody else than its circle a byte more."""

from __future__ import annotations

from intramural.care.models import AccessRequest
from intramural.mail import addresses
from intramural.people.models import Session
from intramural.posts.reach import Choice
from tests.trial.tracing import A_PDF, ADDRESSES, WORD, Tracing

SHELL = {"permalink", "open page, asking", "item"}
"""Where somebody who may only know of it is shown what they may know."""
CLOSED = ADDRESSES - SHELL | {"reply's address", "earlier words"}


class Knowing(Tracing):
    """The post of `Tracing`, for a circle that `outsider` is not in."""

    def test_d18_an_outsider_gets_no_byte_of_a_translucent_post_until_its_steward_says_yes_by_mail(self) -> None:
        here, outsider, dana = self.here, self.outsider, self.here.steward("pricing")
        circle = tuple(here.readers[10:14])
        known = {"title": "Prices from May", "summary": "What changes in #pricing."}
        it = self.shared(**known, to=Choice("people", people=circle, known_to=Choice()))
        post, author = it.post, it.post.author
        assert author is not None
        ways = self.ways(outsider, it)
        for name, (status, body) in ways.items():
            assert WORD.encode() not in body, name
            assert A_PDF not in body, name
            assert (status == 404) is (name in CLOSED), (name, status)
        for name in SHELL:
            assert "Prices from May" in ways[name][1].decode(), name
            assert "What changes in" in ways[name][1].decode(), name
            assert author.name in ways[name][1].decode(), name
        assert {name for name, (status, _) in self.ways(circle[0], it).items() if status == 200} >= ADDRESSES
        self.mailed(dana)
        with self.told():
            self.browser(outsider).post(f"/posts/{post.public_id}/access/", {"words": "I answer the customers."})
        asked = AccessRequest.objects.get(post=post)
        (request,) = self.mailed(dana)
        assert "I answer the customers." in request.body
        assert not any(WORD in str(each.message()) for each in self.mailed(outsider))
        with self.post_office() as office, self.told():
            office.write("Yes", by=dana, to=addresses.access_address(asked, dana))
        assert self.reads(outsider, post)
        after = self.ways(outsider, it)
        assert {name for name, (status, _) in after.items() if status == 200} >= ADDRESSES
        assert WORD.encode() in after["permalink"][1]
        assert not Session.objects.filter(person=dana).exists()
        self.facts["ways"] = len(ways)
