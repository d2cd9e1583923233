"""What somebody wrote stays theirs when they become a guest, or leave the space; what is said for its members is closed to them,
under it too."""

from __future__ import annotations

from datetime import timedelta

import pytest

from intramural.audiences import actions as audiences
from intramural.kit import clock
from intramural.kit.errors import Conflict, NotAllowed, Unacceptable
from intramural.people import actions as people
from intramural.people.models import Person
from intramural.posts import actions, queries, talk
from intramural.posts.beside import Beside
from intramural.posts.models import Attachment, Embargo, Post
from intramural.posts.reach import Choice, NotBefore
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.spaces import actions as spaces
from intramural.spaces.models import Space
from intramural.spaces.testing import a_space
from tests.programs import Program

pytestmark = pytest.mark.django_db

NO_LONGER = "are a guest now|are not in it any more"


@pytest.fixture(params=["guest", "left"])
def space(request, ada, ben, cara):
    """Where it is said: for everyone, whose author becomes a guest, or in a gated space, which they leave."""
    return a_space("Turnips", owner=ben, members=(ada, cara), gated=True) if request.param == "left" else None


@pytest.fixture
def question(ada, space):
    return a_post(by=ada, kind=Post.Kind.QUESTION, body="When do we bake?", to=space and Choice("space", space=space))


@pytest.fixture
def talked(question, space, ada, ben, olga):
    """What was said for members: before its author was none any more, and after. Returns the author as they are now."""
    own = a_comment(by=ada, on=question, body="I mean the turnips")
    answer = a_comment(by=ben, on=question, body="Turnips at nine", parent=own, quotes=own)
    a_comment(by=ada, on=question, body="Thank you for turnips", parent=answer, quotes=answer)
    actions.accept(answer, by=ada)
    if space is None:
        people.change_standing(ada, by=olga, standing="guest")
    else:
        spaces.remove(space, ada, by=ben, reason="It is over.")
    said = a_comment(by=ben, on=question, body="Among us: the turnips are old", parent=own)
    actions.attach(said, [a_file("turnips.png")], by=ben)
    return Person.objects.get(pk=ada.pk)


def test_they_read_their_own_words_and_not_what_members_say_under_them(talked, question, ben, signed_in):
    page = signed_in(talked).get(f"/posts/{question.public_id}/").content.decode()
    assert "When do we bake?" in page
    assert "I mean the turnips" in page
    assert "Thank you for turnips" in page
    for words in ("at nine", "Among us", "turnips.png"):
        assert words not in page
        assert words in signed_in(ben).get(f"/posts/{question.public_id}/").content.decode()


def test_no_other_surface_tells_them(talked, question, ben, signed_in):
    card = queries.card(question, viewer=talked)
    assert (card.comments, card.answer, card.answer_by) == (2, None, None)
    assert queries.card(question, viewer=ben).comments == 4
    program = Program(talked)
    assert program.get(f"/posts/{question.public_id}").json()["accepted_answer"] is None
    told = program.get(f"/posts/{question.public_id}/comments").json()["items"]
    assert [(it["body"], it["quote"]) for it in told] == [("I mean the turnips", None), ("Thank you for turnips", None)]
    assert not Attachment.objects.visible_to(talked).exists()
    assert Attachment.objects.visible_to(ben).exists()
    answer = question.comments.get(body="Turnips at nine")
    assert program.get(f"/comments/{answer.public_id}").status_code == 404
    assert queries.cited(f"[it](/comments/{answer.public_id}/)", viewer=talked) == ()
    assert len(queries.cited(f"[it](/comments/{answer.public_id}/)", viewer=ben)) == 1


def test_a_comment_of_theirs_does_not_tell_what_it_answers(talked, question, ben):
    own = question.comments.get(body="Thank you for turnips")
    assert talk.alone(own.public_id, viewer=talked).quote_shown is None
    assert talk.alone(own.public_id, viewer=ben).quote_shown is not None


def test_they_speak_to_members_no_more(talked, question, signed_in):
    own = question.comments.get(body="I mean the turnips")
    for refused in (
        lambda: actions.edit(question, by=talked, body="Buy from my new company"),
        lambda: actions.edit_comment(own, by=talked, body="Buy from my new company"),
        lambda: actions.comment(question, by=talked, body="Buy from my new company"),
        lambda: actions.attach(question, [a_file("offer.png")], by=talked),
    ):
        with pytest.raises(NotAllowed, match=NO_LONGER):
            refused()
    assert signed_in(talked).get(f"/posts/{question.public_id}/editing/").status_code == 403


def test_nor_where_members_know_of_it(ada, ben, olga):
    post = a_post(by=ada, title="Prices", summary="What we ask", to=Choice("people", people=(ben,), known_to=Choice()))
    people.change_standing(ada, by=olga, standing="guest")
    with pytest.raises(NotAllowed, match="are a guest now"):
        actions.edit(post, by=Person.objects.get(pk=ada.pk), title="My company", body="Sells", summary="Cheap")


def test_nor_while_it_is_narrowed_to_few_with_them(talked, question, ben):
    actions.narrow(question, to=audiences.for_people([talked, ben]), by=ben)
    question.refresh_from_db()
    assert {said.author_id for said in _said(question, talked)} == {talked.pk}
    assert {said.author_id for said in _said(question, ben)} == {talked.pk, ben.pk}
    with pytest.raises(NotAllowed, match=NO_LONGER):
        actions.edit(question, by=talked, body="Buy from my new company")


def test_nor_by_an_answer_or_a_vote(ada, ben, cara):
    space = a_space("Turnips", owner=ben, members=(ada, cara), gated=True)
    question = a_post(by=ada, kind=Post.Kind.QUESTION, to=Choice("space", space=space))
    own = a_comment(by=ada, on=question, body="Buy from my new company")
    poll = a_post(by=ada, kind=Post.Kind.POLL, to=Choice("space", space=space), beside=Beside(options=("a", "b")))
    spaces.leave(space, by=ada)
    for refused in (lambda: actions.accept(own, by=ada), lambda: actions.vote(poll, by=ada, position=1)):
        with pytest.raises(NotAllowed, match=NO_LONGER):
            refused()


def test_an_embargo_does_not_let_them_in_again(ada, ben, cara, rosa):
    space = a_space("Turnips", owner=ben, members=(ada, cara), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space))
    waiting = actions.embargo(post, by=ada, opens_at=clock.now() + timedelta(days=1), then=Choice())
    spaces.leave(space, by=ada)
    with pytest.raises(Unacceptable, match="among whom you are not any more"):
        actions.move(waiting, by=ada, opens_at=waiting.opens_at, then=Choice("people", people=(rosa,)))


@pytest.mark.parametrize("page", ["", "audience/", "narrowing/"])
def test_what_an_unlisted_space_is_called_now_is_not_told_to_who_has_left_it(ada, ben, cara, signed_in, page):
    space = a_space("Turnips", owner=ben, members=(ada, cara), gated=True, is_listed=False)
    post = a_post(by=ada, to=Choice("space", space=space))
    spaces.leave(space, by=ada)
    Space.objects.filter(pk=space.pk).update(name="Layoffs")
    assert "Layoffs" not in signed_in(ada).get(f"/posts/{post.public_id}/{page}").content.decode()
    assert "Layoffs" in signed_in(cara).get(f"/posts/{post.public_id}/").content.decode()


def test_other_readers_do_not_let_them_in_again(talked, question, cara):
    for _ in range(2):
        with pytest.raises(Unacceptable, match=r"among whom you are not any more|Others have answered"):
            actions.change_audience(question, by=talked, choice=Choice("people", people=(cara,)))
        actions.change_audience(question, by=talked, choice=Choice("me"))
        question.refresh_from_db()
        assert {said.author_id for said in _said(question, talked)} == {talked.pk}
    assert actions.edit(question, by=talked, body="A note").body == "A note"
    actions.delete(question, by=talked)


def test_whether_they_were_answered_is_not_told_by_a_refusal(ada, ben, cara):
    space = a_space("Turnips", owner=ben, members=(ada, cara), gated=True)
    posts = [a_post(by=ada, to=Choice("space", space=space)) for _ in range(2)]
    spaces.leave(space, by=ada)
    a_comment(by=ben, on=posts[0], body="Among us")
    for post in posts:
        with pytest.raises(Unacceptable, match="among whom you are not any more"):
            actions.change_audience(post, by=ada, choice=Choice("people", people=(cara,)))
        with pytest.raises(Unacceptable, match="among whom you are not any more"):
            actions.embargo(post, by=ada, opens_at=clock.now() + timedelta(days=1), then=Choice())


def test_where_they_are_among_the_readers_all_is_as_before(ada, ben, olga):
    outside = a_space("Suppliers", owner=ben, members=(ada,), kind="external", gated=True)
    post = a_post(by=ada, to=Choice("space", space=outside), body="One")
    note = a_post(by=ada, to=Choice("me"), body="A note")
    people.change_standing(ada, by=olga, standing="guest")
    ada = Person.objects.get(pk=ada.pk)
    a_comment(by=ben, on=post, body="Welcome")
    assert [said.body for said in _said(post, ada)] == ["Welcome"]
    assert actions.edit(post, by=ada, body="Two").body == "Two"
    assert actions.edit(note, by=ada, body="Another").body == "Another"
    assert a_comment(by=ada, on=post).pk


def test_who_comes_back_reads_all_of_it(ada, ben, cara):
    space = a_space("Turnips", owner=ben, members=(ada, cara), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space))
    a_comment(by=ben, on=post, body="Welcome")
    spaces.leave(space, by=ada)
    assert _said(post, ada) == []
    spaces.invite(Space.objects.get(pk=space.pk), [ada], by=ben)
    spaces.join(Space.objects.get(pk=space.pk), by=ada)
    assert [said.body for said in _said(post, ada)] == ["Welcome"]
    assert actions.edit(post, by=ada, body="Another").body == "Another"


def test_in_an_open_space_and_in_none_its_author_goes_on_reading(ada, ben, sales):
    hall = a_space("Hall", owner=ben, members=(ada,))
    posts = [
        a_post(by=ada, to=to)
        for to in (Choice("space", space=hall), Choice("units", units=(sales,)), Choice("members", space=hall))
    ]
    spaces.leave(hall, by=ada)
    posts.append(a_post(by=ada, to=Choice("members", space=hall)))
    for post in posts:
        a_comment(by=ben, on=post, body="Welcome") if post.audience.kind != "units" else a_comment(
            by=ada, on=post, body="Welcome"
        )
        assert [said.body for said in _said(post, ada)] == ["Welcome"]
        assert actions.edit(post, by=ada, body="Another").body == "Another"


def test_what_was_gated_stays_so_for_who_left_before_it_was_opened(ada, ben, cara):
    space = a_space("Turnips", owner=ben, members=(ada, cara), gated=True)
    post = a_post(by=ada, to=Choice("space", space=space))
    a_comment(by=cara, on=post, body="Among us")
    spaces.leave(space, by=ada)
    spaces.open_up(Space.objects.get(pk=space.pk), by=ben)
    assert _said(post, ada) == []


@pytest.mark.parametrize("protects", [True, False])
def test_who_is_in_it_reads_what_is_said_under_their_own_whenever_they_came(ada, ben, protects):
    space = a_space("Turnips", owner=ben, members=(ada,), gated=True, protects_history=protects)
    post = a_post(by=ada, to=Choice("space", space=space))
    spaces.leave(space, by=ada)
    spaces.open_up(Space.objects.get(pk=space.pk), by=ben)
    space = Space.objects.get(pk=space.pk)
    spaces.join(space, by=ada)
    for own in (post, a_post(by=ada, to=Choice("members", space=space))):
        a_comment(by=ben, on=own, body="Welcome")
        assert [said.body for said in _said(own, ada)] == ["Welcome"]
        assert a_comment(by=ada, on=own, body="Thank you").pk


def _said(post, viewer):
    return [said for top in queries.thread(post, viewer=viewer) for said in (top, *top.replies_shown) if said.pk]


@pytest.mark.parametrize("units", [True, False])
def test_what_waits_for_its_day_opens_to_no_members(ada, ben, olga, operations, units):
    then = Choice("units", units=(operations,)) if units else Choice()
    post = a_post(by=ada, to=Choice("me"), not_before=NotBefore(clock.now() + timedelta(days=3), then))
    people.change_standing(ada, by=olga, standing="guest")
    ada = Person.objects.get(pk=ada.pk)
    with pytest.raises(Conflict, match="is a guest now"):
        actions.lift(queries.embargoes.in_force(post), by=ada)
    Embargo.objects.update(opens_at=clock.now() - timedelta(minutes=1))
    assert actions.open_due() == 0
    assert not Post.objects.released_to(ben).filter(pk=post.pk).exists()
    assert Embargo.objects.get().end == Embargo.End.CALLED_OFF
