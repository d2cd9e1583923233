"""What is said under a post: answers, quotes, reactions, taking back, editing, deleting."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test.utils import CaptureQueriesContext

from intramural.kit import clock
from intramural.kit.errors import Conflict, NotAllowed, NotFound, Unacceptable
from intramural.people import actions as people
from intramural.posts import actions, beside, queries
from intramural.posts.beside import Beside
from intramural.posts.errors import ChangedMeanwhile, TakenDown
from intramural.posts.models import Attachment, Comment, Post, Revision
from intramural.posts.queries import addressed
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post

pytestmark = pytest.mark.django_db


def later(person, seconds=30):
    """The person keeps an undo window, so that what they say now can still be taken back."""
    person.undo_seconds = seconds
    person.save()
    return person


def test_a_reply_can_be_answered_and_quoted(ada, ben, signed_in):
    post = a_post(by=ada)
    first = a_comment(by=ben, on=post, body="I will bring cake")
    signed_in(ada).post(f"/posts/{post.public_id}/comments/", {"body": "Lovely", "parent": first.public_id})
    signed_in(ada).post(f"/posts/{post.public_id}/comments/", {"body": "As said", "quotes": first.public_id})
    thread = queries.thread(post, viewer=ada)
    assert [(c.body, [r.body for r in c.replies_shown]) for c in thread] == [
        ("I will bring cake", ["Lovely"]),
        ("As said", []),
    ]
    assert thread[1].quote_shown == first
    page = signed_in(ben).get(f"/posts/{post.public_id}/?answer={first.public_id}").content.decode()
    assert "Your reply to Ben Haddad" in page
    assert page.count("I will bring cake") == 2  # itself, and quoted


def test_who_speaks_officially_no_more_rewords_nothing_official(ada, ben, olga, operations):
    given = people.delegate(ada, unit=operations, by=olga)
    official = {"voice": "official", "voice_unit": operations}
    post = a_post(by=ada, body="We close at five", **official)
    known = {"title": "Hours", "summary": "When we close", "to": Choice("people", people=(ben,), known_to=Choice())}
    shell, own = a_post(by=ada, **known, **official), a_post(by=ada)
    people.end_delegation(given, by=olga)
    for refused in (
        lambda: actions.edit(post, by=ada, body="We never close"),
        lambda: actions.attach(post, [a_file("hours.png")], by=ada),
        lambda: actions.change_audience(shell, by=ada, choice=known["to"], summary="We never close"),
    ):
        with pytest.raises(NotAllowed, match="officially"):
            refused()
    actions.change_audience(shell, by=ada, choice=known["to"], summary="When we close")
    actions.edit(own, by=ada, body="Mine to change")
    actions.edit_comment(a_comment(by=ada, on=post), by=ada, body="Mine too")
    people.delegate(ada, unit=operations, by=olga)
    assert actions.edit(post, by=ada, body="We close at six").body == "We close at six"
    actions.delete(post, by=ada)


def test_what_was_official_goes_on_as_a_draft_though_nobody_speaks(ada, olga, operations):
    given = people.delegate(later(ada), unit=operations, by=olga)
    post = a_post(by=ada, voice="official", voice_unit=operations)
    actions.withdraw(post, by=ada)
    people.end_delegation(given, by=olga)
    post.refresh_from_db()
    assert actions.attach(post, [a_file("hours.png")], by=ada)


def test_a_quote_shows_nothing_of_what_was_deleted(ada, ben, signed_in):
    post = a_post(by=ada)
    first = a_comment(by=ben, on=post, body="Carrots are purple")
    actions.comment(post, by=ada, body="Indeed", quotes=first)
    actions.delete_comment(first, by=ben)
    page = signed_in(ada).get(f"/posts/{post.public_id}/").content.decode()
    assert "Carrots" not in page
    assert "Indeed" in page


def test_answers_stand_under_a_blank_when_what_they_answer_is_gone(ada, ben, signed_in):
    post = a_post(by=ada)
    first = a_comment(by=ben, on=post, body="Carrots are purple")
    a_comment(by=ada, on=post, body="Some are", parent=first)
    actions.delete_comment(first, by=ben)
    page = signed_in(ada).get(f"/posts/{post.public_id}/").content.decode()
    assert "What was said here is not here any more." in page
    assert "Some are" in page
    assert "Carrots" not in page
    assert "Ben Haddad" not in page
    assert first.public_id not in page


def test_a_comment_waits_for_its_author_and_can_be_taken_back(ada, ben, signed_in):
    post = a_post(by=ada)
    said = a_comment(by=later(ben), on=post, body="Too soon")
    assert "Too soon" not in signed_in(ada).get(f"/posts/{post.public_id}/").content.decode()
    assert "Only you can see this yet" in signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    answer = signed_in(ben).post(f"{said.url}withdrawal/")
    assert answer.url == f"/posts/{post.public_id}/?again={said.public_id}#reply"
    assert "Too soon" in signed_in(ben).get(answer.url).content.decode()
    assert "Too soon" not in signed_in(ada).get(answer.url).content.decode()
    Comment.objects.update(released_at=clock.now() - timedelta(seconds=1), deleted_at=None)
    assert signed_in(ben).post(f"{said.url}withdrawal/").status_code == 409


def test_an_answer_never_shows_before_what_it_answers(ada, ben):
    post = a_post(by=ada)
    said = a_comment(by=later(ben), on=post)
    ben.undo_seconds = 0
    answer = a_comment(by=ben, on=post, parent=said)
    assert answer.released_at >= said.released_at


def test_an_empty_reply_is_refused_and_loses_nothing(ada, signed_in):
    post = a_post(by=ada)
    first = a_comment(by=ada, on=post)
    answer = signed_in(ada).post(f"/posts/{post.public_id}/comments/", {"body": "x" * 20_001, "parent": first.public_id})
    assert answer.status_code == 422
    assert "x" * 20_001 in answer.content.decode()
    assert f'name="parent" value="{first.public_id}"' in answer.content.decode()


def test_reactions_are_sums_and_can_be_taken_back(ada, ben, signed_in):
    post = a_post(by=ada)
    said = a_comment(by=ada, on=post)
    for url in (f"/posts/{post.public_id}/", said.url):
        part = signed_in(ben).post(f"{url}reactions/", {"kind": "agree"}, headers={"HX-Request": "true"}).content.decode()
        assert "Agree 1" in part
        assert "<html" not in part
        assert "Ben" not in part
        part = (
            signed_in(ben).post(f"{url}reactions/", {"take_back": "agree"}, headers={"HX-Request": "true"}).content.decode()
        )
        assert "Agree 1" not in part
        assert signed_in(ben).post(f"{url}reactions/", {"kind": "shrug"}).status_code == 422


def test_only_who_asked_accepts_an_answer(ada, ben, signed_in):
    question = a_post(by=ada, kind="question", body="Which depot?")
    answer = a_comment(by=ben, on=question, body="Gdansk")
    with pytest.raises(NotAllowed):
        actions.accept(answer, by=ben)
    signed_in(ada).post(f"{answer.url}acceptance/")
    assert "accepted answer" in signed_in(ben).get(f"/posts/{question.public_id}/").content.decode()
    signed_in(ada).post(f"{answer.url}acceptance/", {"take_back": "1"})
    assert "accepted answer" not in signed_in(ben).get(f"/posts/{question.public_id}/").content.decode()
    actions.accept(answer, by=ada)
    actions.delete_comment(answer, by=ben)
    question.refresh_from_db()
    assert question.accepted_answer is None


def test_a_question_in_the_stream_shows_the_answer_that_helped(ada, ben, cara, signed_in):
    question = a_post(by=ada, kind="question", body="Which depot?")
    answer = a_comment(by=ben, on=question, body="**Gdansk**, and Rotterdam")
    assert "Gdansk" not in signed_in(cara).get("/").content.decode()
    actions.accept(answer, by=ada)
    page = signed_in(cara).get("/").content.decode()
    assert "Gdansk, and Rotterdam" in page
    assert f"/posts/{question.public_id}/#comment-{answer.public_id}" in page
    assert page.count("Gdansk") == 1
    assert signed_in(cara).get(f"/posts/{question.public_id}/").content.decode().count("Gdansk") == 1
    actions.delete_comment(answer, by=ben)
    assert "Gdansk" not in signed_in(cara).get("/").content.decode()


def test_earlier_words_are_their_authors_alone(ada, ben, signed_in):
    post = a_post(by=ada, title="Pay", body="The old number")
    said = a_comment(by=ada, on=post, body="The old remark")
    for url, page in ((f"/posts/{post.public_id}/", post), (said.url, said)):
        assert signed_in(ada).post(f"{url}editing/", {"title": "Pay", "body": "The new words"}).status_code == 302
        assert "The old" in signed_in(ada).get(f"{url}history/").content.decode()
        others = signed_in(ben).get(f"{url}history/").content.decode()
        assert "Changed " in others
        assert "The old" not in others
        page.refresh_from_db()
        assert page.version == 2
    assert "edited" in signed_in(ben).get("/").content.decode()


def test_an_edit_before_anybody_saw_it_leaves_no_trace(ada):
    post = a_post(by=later(ada))
    actions.edit(post, by=ada, body="Better words")
    assert not Revision.objects.exists()
    post.refresh_from_db()
    assert post.edited_at is None


def test_an_edit_of_words_that_changed_meanwhile_keeps_what_was_typed(ada, signed_in):
    post = a_post(by=ada)
    actions.edit(post, by=ada, body="From another window")
    with pytest.raises(ChangedMeanwhile):
        actions.edit(post, by=ada, body="Mine", version=1)
    answer = signed_in(ada).post(f"/posts/{post.public_id}/editing/", {"body": "Mine, typed long", "version": "1"})
    assert answer.status_code == 409
    assert "Mine, typed long" in answer.content.decode()
    assert 'name="version" value="2"' in answer.content.decode()
    assert "What is there now" in answer.content.decode()
    assert "From another window" in answer.content.decode()
    refused = signed_in(ada).post(f"/posts/{post.public_id}/editing/", {"body": " ", "version": "2"})
    assert refused.status_code == 422


def test_what_was_deleted_is_a_tombstone_for_who_could_see_it(ada, ben, cara, operations, signed_in):
    post = a_post(by=ada, title="Numbers", to=Choice("units", units=(operations,)))
    page = signed_in(ada).get(f"/posts/{post.public_id}/deletion/")
    assert page.status_code == 200
    assert signed_in(ada).post(f"/posts/{post.public_id}/deletion/").status_code == 302
    for person, status in ((ada, 410), (ben, 410), (cara, 404)):
        gone = signed_in(person).get(f"/posts/{post.public_id}/")
        assert gone.status_code == status
        assert "Numbers" not in gone.content.decode()


def test_what_nobody_saw_leaves_no_tombstone(ada, ben):
    post = a_post(by=later(ada))
    actions.delete(post, by=ada)
    Post.objects.filter(pk=post.pk).update(published_at=clock.now() - timedelta(days=1))
    with pytest.raises(TakenDown):
        queries.one(post.public_id, viewer=ada)
    with pytest.raises(NotFound, match="no such post"):
        queries.one(post.public_id, viewer=ben)


def test_kept_and_followed_are_for_oneself(ada, ben, cara, signed_in):
    post = a_post(by=ada, body="Worth keeping")
    signed_in(ben).post(f"/posts/{post.public_id}/keeping/")
    signed_in(ben).post(f"/posts/{post.public_id}/following/")
    assert "Worth keeping" in signed_in(ben).get("/kept/").content.decode()
    assert "Worth keeping" not in signed_in(cara).get("/kept/").content.decode()
    assert [card.pk for card in queries.stream(ben, only="following").rows] == [post.pk]
    actions.change_audience(post, by=ada, choice=Choice("people", people=(cara,)))
    assert "Worth keeping" not in signed_in(ben).get("/kept/").content.decode()
    signed_in(cara).post(f"/posts/{post.public_id}/keeping/")
    signed_in(cara).post(f"/posts/{post.public_id}/keeping/", {"take_back": "1"})
    signed_in(cara).post(f"/posts/{post.public_id}/following/", {"take_back": "1"})
    assert "Worth keeping" not in signed_in(cara).get("/kept/").content.decode()


def test_a_poll_takes_one_vote_each(ada, ben):
    poll = a_post(by=ada, kind="poll", body="Cake?", beside=Beside(options=("Yes", "No")))
    with pytest.raises(Unacceptable):
        actions.vote(poll, by=ben, position=3)
    actions.vote(poll, by=ben, position=1)
    actions.vote(poll, by=ben, position=2)
    assert [option.votes for option in queries.card(poll, viewer=ada).poll.options] == [0, 1]
    actions.unvote(poll, by=ben)
    assert queries.card(poll, viewer=ada).poll.voters == 0
    with pytest.raises(NotAllowed):
        actions.vote(a_post(by=ada), by=ben, position=1)


def test_a_comment_from_under_another_post_is_refused(ada):
    other = a_comment(by=ada, on=a_post(by=ada))
    with pytest.raises(Unacceptable):
        actions.comment(a_post(by=ada), by=ada, body="Hm", parent=other)
    with pytest.raises(Conflict):
        actions.withdraw_comment(other, by=ada)


def test_a_long_talk_shows_its_newest_and_the_way_to_the_rest(ada, ben, signed_in, monkeypatch):
    monkeypatch.setattr(addressed, "AT_ONCE", 4)
    for query in (addressed._newest, addressed._newest_before):
        monkeypatch.setattr(query, "_kept", threading.local())
    post = a_post(by=ada)
    tops = [a_comment(by=ben, on=post, body=f"Word {n}") for n in range(6)]
    a_comment(by=ada, on=post, body="Late answer", parent=tops[0])
    newest = queries.newest(post, viewer=ada)
    said = [(each.body, [reply.body for reply in each.replies_shown]) for each in newest.rows]
    assert said == [("Word 0", ["Late answer"]), ("Word 3", []), ("Word 4", []), ("Word 5", [])]
    page = signed_in(ben).get(f"/posts/{post.public_id}/").content.decode()
    assert f"?before={newest.next}#comments" in page
    earlier = signed_in(ben).get(f"/posts/{post.public_id}/?before={newest.next}").content.decode()
    assert all(f"Word {n}" in earlier for n in range(3))
    assert "Earlier replies" not in earlier
    assert "Word 5" not in earlier
    for said in (*tops, queries.thread(post, viewer=ben)[0].replies_shown[0]):
        shown = signed_in(ben).get(f"/comments/{said.public_id}/", follow=True)
        assert f'id="comment-{said.public_id}"' in shown.content.decode()


def test_a_page_of_a_long_talk_asks_for_no_more_than_it_shows(ada, ben, monkeypatch, settings, tmp_path):
    settings.DATA_DIR = tmp_path
    monkeypatch.setattr(addressed, "AT_ONCE", 2)
    for query in (addressed._newest, addressed._newest_before):
        monkeypatch.setattr(query, "_kept", threading.local())
    post = a_post(by=ada)
    for n in range(5):
        said = a_comment(by=ben, on=post, files=[a_file(f"{n}.txt", b"words")])
        actions.react(post, comment=said, by=ada, kind="thank")
    before, each = None, []
    for _ in range(3):
        with loaded(Attachment) as files, CaptureQueriesContext(connection) as asked:
            page = queries.newest(post, viewer=ada, before=before)
        (reactions,) = [query["sql"] for query in asked if "FROM posts_reaction" in query["sql"]]
        assert "post_id" not in reactions
        assert all(said.reactions_shown == {"thank": (1, True)} for said in page.rows)
        each.append(([file.name for said in page.rows for file in said.files_shown], len(files)))
        before = page.next
    assert each == [(["3.txt", "4.txt"], 2), (["1.txt", "2.txt"], 2), (["0.txt"], 1)]


def test_an_article_grows_with_no_more_answers_than_it_names(ada, ben, monkeypatch):
    monkeypatch.setattr(beside, "MOST_ANSWERS", 3)
    post = a_post(by=ada, kind="status")
    gone, first, *others = [a_comment(by=ben, on=post) for _ in range(6)]
    actions.delete_comment(gone, by=ben)
    reply = a_comment(by=ada, on=post, parent=first)
    with loaded(Comment) as known:
        draft = actions.grow(post, by=ada)
    assert len(known) == 3
    assert all(said.url in draft.body for said in (first, *others[:2]))
    assert not any(said.url in draft.body for said in (gone, *others[2:], reply))


@contextmanager
def loaded(kind):
    """The rows of this kind that are loaded meanwhile."""
    rows = []

    def note(instance, **more):
        rows.append(instance)

    post_init.connect(note, sender=kind)
    yield rows
    post_init.disconnect(note, sender=kind)


def test_a_thread_takes_three_queries_whatever_its_length(ada, ben, django_assert_num_queries):
    post = a_post(by=ada)
    for _ in range(3):
        parent = a_comment(by=ben, on=post)
        actions.comment(post, by=ada, body="Yes", parent=parent, quotes=parent)
    with django_assert_num_queries(3):
        queries.thread(post, viewer=ada)
