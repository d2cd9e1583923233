"""Who came into a space with protected history later is not let in to what was said before, by no narrowing of it either."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine

from intramural.audiences.models import AUTHOR
from intramural.care import actions, exposures, queries
from intramural.care.actions import Circle
from intramural.care.testing import a_narrowing
from intramural.exposure.testing import a_ledger
from intramural.kit import clock
from intramural.kit.errors import NotAllowed, NotFound, Unacceptable
from intramural.posts import actions as posts
from intramural.posts.errors import AlreadyNarrowed
from intramural.posts.models import Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space
from intramural.stewards import actions as stewards

pytestmark = pytest.mark.django_db
DAYS = timedelta(days=2)


@pytest.fixture
def post(ada, ben, cara, dana, pricing) -> Post:
    """Ben has said it among ada and cara; dana, who looks after it, came in two days later."""
    board = a_space("Board", owner=ada, members=(ben, cara), gated=True, protects_history=True)
    with time_machine.travel(clock.now() - DAYS):
        said = a_post(by=ben, body="A tenth more, says the quincebook. #pricing", to=Choice("space", space=board))
        a_comment(by=cara, on=said, body="Who told them?")
    spaces.invite(board, [dana], by=ada)
    spaces.join(board, by=dana)
    return said


def can_read(person, post) -> bool:
    return Post.objects.released_to(person).filter(pk=post.pk).exists()


def test_those_on_the_matter_are_those_who_could_read_it(post, ben, cara, dana, dirk, signed_in):
    narrowing = a_narrowing(of=post, by=ben)
    assert [can_read(each, post) for each in (ben, cara, dana, dirk)] == [True, False, False, False]
    assert dana not in queries.on_the_matter(narrowing)
    for path in (f"/posts/{post.public_id}/", narrowing.url, f"/posts/{post.public_id}/exposure/"):
        assert signed_in(dana).get(path).status_code == 404
    assert actions.end(narrowing, by=ben).ended_at
    assert [can_read(each, post) for each in (ben, cara, dana)] == [True, True, False]


def test_nobody_is_named_who_could_not_read_it(post, ben, cara, dana):
    with pytest.raises(Unacceptable, match="cannot read it now"):
        a_narrowing(of=post, by=ben, to=Circle("people", people=(cara, dana)))
    a_narrowing(of=post, by=ben, to=Circle("people", people=(cara,)))
    assert not can_read(dana, post)
    with pytest.raises(AlreadyNarrowed):
        posts.change_audience(post, by=ben, choice=Choice("people", people=(dana,)))


def test_a_concern_reaches_nobody_who_cannot_read_the_post(post, cara, dana, ben, signed_in):
    concern = actions.raise_concern(post, by=cara, kind="question", body="May we?")
    assert {each.person for each in queries.between(concern)} == {ben, cara}
    with pytest.raises(NotFound):
        queries.concern(concern.public_id, viewer=dana)


def test_they_are_not_among_those_who_could_have_read_it(post, ada, ben, cara, dana, pricing, tmp_path):
    with a_ledger(tmp_path):
        _only_those_who_could(post, ada, ben, cara, dana, pricing)


def _only_those_who_could(post, ada, ben, cara, dana, pricing):
    stewards.entrust(pricing, steward=dana, deputy=cara, by=dana)
    actions.raise_concern(post, by=cara, kind="unsure", body="May we?")
    assert not exposures.may_open(dana, post)
    report = exposures.open_report(post, by=ben)
    assert set(report.could.people) | {each for way in report.ways for each in way.people} == {ada}


def test_the_answers_of_others_go_to_nobody_new(post, ada, ben, cara, dana):
    with pytest.raises(Unacceptable, match="not for more"):
        posts.change_audience(post, by=ben, choice=Choice("people", people=(dana,)))
    posts.change_audience(post, by=ben, choice=Choice("people", people=(cara,)))


def test_whoever_left_the_space_still_takes_back_their_own(post, ada, ben, cara):
    spaces.leave(post.space, by=ben)
    posts.change_audience(post, by=ben, choice=Choice("me"))
    assert Post.objects.get(pk=post.pk).audience_id == AUTHOR


def test_whoever_left_the_space_still_narrows_their_own(post, ada, ben, cara):
    spaces.leave(post.space, by=ben)
    a_narrowing(of=post, by=ben, takes_down=True)
    assert [can_read(each, post) for each in (ada, ben, cara)] == [False, True, False]


@pytest.mark.parametrize("takes_down", [True, False])
def test_whoever_left_the_space_reads_in_the_sealed_copy_what_they_said_themselves(
    post, ada, ben, cara, signed_in, takes_down
):
    a_comment(by=ben, on=post, body="I told them.")
    spaces.leave(post.space, by=ben)
    a_comment(by=ada, on=post, body="Among us: it was Ben.")
    narrowing = a_narrowing(of=post, by=ben, takes_down=takes_down)
    page = signed_in(ben).get(narrowing.url).content.decode()
    assert "I told them." in page
    for words in ("Who told them?", "Among us"):
        assert words not in page


def test_nor_do_they_let_anybody_in_to_what_the_members_say(post, ada, ben, olga):
    known = a_post(by=ben, title="Prices", summary="Of #pricing", to=Choice("space", space=post.space, known_to=Choice()))
    asked = actions.ask_for_access(known, by=olga)
    assert ben in queries.who_may_answer(asked.post)
    spaces.leave(post.space, by=ben)
    assert ben not in queries.who_may_answer(asked.post)
    with pytest.raises(NotAllowed):
        actions.answer_access(asked, by=ben, answer="yes")
