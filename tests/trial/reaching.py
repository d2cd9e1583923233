"""D5: twenty-five readers by their ways; the report names 22 by channel, three who could have, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core import mail

from intramural.care import exposures
from intramural.home.tests import test_exposure as script
from intramural.mail.models import Letter
from intramural.notifications.models import News
from intramural.people.models import Person
from intramural.posts import actions as posts
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file
from intramural.record.models import Entry
from intramural.spaces.testing import a_space
from tests.trial.house import House


class Reaching(House):
    """The script of twenty-five readers, in a space of the company."""

    @property
    def people(self) -> list[Person]:
        return self.here.readers[5:30]

    def handed_out(self) -> Post:
        here = self.here
        author, dana = here.readers[0], here.steward("pricing")
        space = a_space("Prices", owner=author, members=(dana, *self.people), gated=True)
        post = self.about(
            "pricing",
            title="Spring prices",
            body="Everything gets zweifach dearer. #pricing",
            to=Choice("space", space=space),
        )
        with self.told():
            posts.attach(post, [a_file("prices.txt", b"12,50")], by=author)
        self.later(timedelta(hours=3))
        # Nobody hears of it but as the script says.
        News.objects.filter(post=post).delete()
        Letter.objects.filter(post=post).delete()
        mail.outbox.clear()
        return post

    def test_d5_twenty_two_by_channel_three_who_could_have_and_no_false_entry(self) -> None:
        post, dana = self.handed_out(), self.here.steward("pricing")
        by_way, others = script.read_by_all(post, self.people, self.browser)
        with self.told():
            self.browser(dana).post(f"/posts/{post.public_id}/narrowing/", {"because": "Not out yet."})
        text = self.browser(dana).get(f"/posts/{post.public_id}/exposure/").content.decode()
        assert "handed out to 22 people" in text
        for way, who in by_way.items():
            heading = exposures.WORDS[way].capitalize()
            assert script.named(text, heading) == (len(who), sorted(person.name for person in who))
        assert script.named(text, "Could have read it, and nothing was handed out") == (
            3,
            sorted(person.name for person in others),
        )
        report = self.program(dana)("GET", f"/posts/{post.public_id}/exposure").json()
        assert report["handed_out_to"] == 22
        assert {each["way"]: _names(each) for each in report["ways"]} == {
            way: sorted(person.name for person in who) for way, who in by_way.items()
        }
        assert (report["could"]["count"], _names(report["could"])) == (3, sorted(person.name for person in others))
        self.facts |= {"named by channel": sum(map(len, by_way.values())), "could have": len(others), "false entries": 0}

    def test_d5_only_people_on_it_open_it_and_each_opening_is_shown_to_the_author(self) -> None:
        post, here = self.handed_out(), self.here
        author, dana = here.readers[0], here.steward("pricing")
        path = f"/posts/{post.public_id}/exposure/"
        assert self._asks(dana, path) == (404, 404)
        with self.told():
            self.program(dana)("POST", f"/posts/{post.public_id}/narrowing", {"because": "Not out yet."})
        for other in (self.people[0], here.operator, here.executive, here.deputy("pricing"), here.steward("fleet")):
            assert self._asks(other, path) == (404, 404), other
        noted = Entry.objects.filter(name="ExposureOpened")
        assert not noted.exists()
        assert self._asks(dana, path) == (200, 200)
        assert list(noted.values_list("by_id", "about")) == [(dana.pk, f"Post:{post.pk}")] * 2
        opened = self.browser(author).get(path).content.decode().split('id="opened"')[1].split("</section>")[0]
        assert f"<bdi>{dana.name}</bdi>" in opened
        shown = self.program(author)("GET", path.rstrip("/")).json()["openings"]
        assert [each["name"] for each in shown] == [author.name, dana.name]

    def _asks(self, person: Person, path: str) -> tuple[int, int]:
        """What somebody is answered by page and by program."""
        return self.browser(person).get(path).status_code, self.program(person)("GET", path.rstrip("/")).status_code


def _names(group: dict[str, Any]) -> list[str]:
    return [each["name"] for each in group["people"]]
