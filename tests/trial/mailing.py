"""D14: narrowing, raising a concern and answering a question about a draft, by mail alone, from three kinds of program."""

from __future__ import annotations

from intramural.care import queries
from intramural.care.models import Concern, Narrowing
from intramural.care.testing import a_consult, a_draft
from intramural.people.models import Session
from intramural.posts.models import Comment
from tests.trial.house import House

PROGRAMS = ("thunderbird", "outlook", "iphone")


class Mailing(House):
    """None of them ever signs in."""

    def test_d14_narrow_raise_a_concern_and_answer_a_consult(self) -> None:
        rosa, dana, reader = self.here.executive, self.here.steward("pricing"), self.here.readers[9]
        with self.post_office() as office:
            for number, program in enumerate(PROGRAMS):
                post = self.about("pricing", body=f"Prices, part {number}. #pricing")
                office.write("Concern: who may know this?", by=reader, about=post, program=program)
                assert Concern.objects.get(post=post).raised_by == reader
                office.write("Narrow: the prices are out in May.", by=dana, about=post, program=program)
                assert Narrowing.objects.get(post=post).by == dana
                assert not self.reads(reader, post)
                consult = a_consult(about=a_draft(by=self.here.readers[3]), asks=(rosa,))
                office.write("Fine.", by=rosa, about=consult, program=program)
                part = queries.part_of(rosa, consult)
                assert part is not None
                assert part.answer == "fine"
                assert not Comment.objects.filter(post=post).exists()
        assert not Session.objects.filter(person__in=(rosa, dana)).exists()
        self.facts["programs"] = ", ".join(PROGRAMS)
