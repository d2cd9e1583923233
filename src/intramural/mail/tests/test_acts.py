"""Each act by mail alone, from each kind of program, over SMTP."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from intramural.announcements import actions as announcements
from intramural.announcements.models import Acknowledgement
from intramural.mail import addresses
from intramural.mail.incoming import acts, answering
from intramural.mail.models import Answer, Received
from intramural.mail.outgoing import handing
from intramural.mail.tests.exchange import PASSED, Exchange
from intramural.people.actions import delegate
from intramural.people.models import Person, Unit
from intramural.posts import reach
from intramural.posts.beside import Beside
from intramural.posts.models import Comment, Post, PostFollow, Reaction, Vote
from intramural.posts.testing import A_PICTURE, a_comment, a_post
from intramural.spaces.models import Membership, Space
from intramural.spaces.testing import a_space

pytestmark = pytest.mark.django_db
Queued = Callable[..., object]
PROGRAMS = [
    "thunderbird",
    "outlook",
    "outlook_in_html_alone",
    "apple_mail",
    "iphone",
    "outlook_on_a_phone",
    "gmail",
    "android",
]
in_every_program = pytest.mark.parametrize("program", PROGRAMS)


@in_every_program
def test_reply(exchange: Exchange, ada: Person, ben: Person, program: str) -> None:
    row = exchange.write("Yes, on Friday.", by=ben, about=a_post(by=ada), program=program)
    (said,) = Comment.objects.all()
    assert (said.body, said.author, said.parent, row.act) == ("Yes, on Friday.", ben, None, "reply")


@in_every_program
def test_answer_a_question(exchange: Exchange, ada: Person, ben: Person, program: str) -> None:
    row = exchange.write("In the cellar.", by=ben, about=a_post(by=ada, kind="question", title="Where?"), program=program)
    assert (Comment.objects.get().body, row.act) == ("In the cellar.", "answer")


@in_every_program
def test_accept_an_answer(exchange: Exchange, ada: Person, ben: Person, program: str) -> None:
    question = a_post(by=ben, kind="question", title="Where?")
    answer = a_comment(by=ada, on=question)
    exchange.write("That is the answer!", by=ben, about=question, answers=answer, program=program)
    question.refresh_from_db()
    assert (question.accepted_answer, Comment.objects.count()) == (answer, 1)


@in_every_program
def test_react(exchange: Exchange, ada: Person, ben: Person, program: str) -> None:
    post = a_post(by=ada)
    exchange.write("+1", by=ben, about=post, program=program)
    exchange.write("👍🏽👍🏽", by=ben, about=post, answers=a_comment(by=ada, on=post), program=program)
    exchange.write("Thanks,\nBen", by=ben, about=post, program=program)
    given = Reaction.objects.values_list("kind", "comment__author__handle").order_by("pk")
    assert list(given) == [("agree", None), ("agree", "ada"), ("thank", None)]
    assert Comment.objects.count() == 1


@in_every_program
def test_vote(exchange: Exchange, ada: Person, ben: Person, program: str) -> None:
    poll = a_post(by=ada, kind="poll", body="When?", beside=Beside(options=("On Friday", "Next week")))
    exchange.write("2", by=ben, about=poll, program=program)
    assert Vote.objects.get().option.text == "Next week"
    exchange.write("on friday.", by=ben, about=poll, program=program)
    assert Vote.objects.get().option.text == "On Friday"
    exchange.write("Neither suits me.", by=ben, about=poll, program=program)
    assert (Vote.objects.count(), Comment.objects.get().body) == (1, "Neither suits me.")


@in_every_program
def test_acknowledge(exchange: Exchange, ada: Person, ben: Person, olga: Person, operations: Unit, program: str) -> None:
    delegate(ada, unit=operations, by=olga)
    post = a_post(by=ada, voice="official", voice_unit=operations)
    exchange.write("Acknowledged", by=ben, about=post, program=program)
    assert Comment.objects.get().body == "Acknowledged", "it is a word like any other where nothing asks for it"
    announcements.ask(post, by=ada)
    row = exchange.write("Acknowledged.", by=ben, about=post, program=program)
    assert (Acknowledgement.objects.get().person, row.act, Comment.objects.count()) == (ben, "acknowledge", 1)


@pytest.mark.parametrize(
    ("words", "text"),
    [("2. Next week", "Next week"), ("2) next week!", "Next week"), ("I vote 2", "Next week"), ("My vote: 1", "On Friday"),
     ("Option 2 please", "Next week"), ("On Friday, please", "On Friday"), ("I choose next week", "Next week")],
)  # fmt: skip
def test_a_vote_is_understood_as_people_write_it(
    exchange: Exchange, ada: Person, ben: Person, words: str, text: str
) -> None:
    poll = a_post(by=ada, kind="poll", body="When?", beside=Beside(options=("On Friday", "Next week")))
    exchange.write(words, by=ben, about=poll)
    assert (Vote.objects.get().option.text, Comment.objects.count()) == (text, 0)


@pytest.mark.parametrize(
    "words",
    ["Concern - who may know this?", "I have a concern about the prices", "My concern: it is too early", "Please take this down",
     "narrow - the prices are not out", "Can we make this smaller?", "unsubscribe me please", "Leave this", "take me off this list"],
)  # fmt: skip
def test_what_may_be_meant_for_a_few_is_published_for_nobody(
    exchange: Exchange, ada: Person, ben: Person, mailoutbox: list, words: str
) -> None:
    row = exchange.write(words, by=ben, about=a_post(by=ada))
    assert Comment.objects.count() == 0
    assert row.state == "taken" or (row.reason == "refused" and answering.send() == 1 and "say:" in mailoutbox[-1].body)


def test_what_may_be_a_vote_is_published_for_nobody(exchange: Exchange, ada: Person, ben: Person) -> None:
    poll = a_post(by=ada, kind="poll", body="When?", beside=Beside(options=("On Friday", "Next week")))
    for words in ("I vote for the first", "1 or 2", "2. On Friday"):
        assert exchange.write(words, by=ben, about=poll).reason == "refused"
    assert (Vote.objects.count(), Comment.objects.count()) == (0, 0)
    exchange.write("say: 1 or 2, both are fine", by=ben, about=poll)
    assert Comment.objects.get().body == "1 or 2, both are fine"


def test_ordinary_sentences_are_replies(exchange: Exchange, ada: Person, ben: Person) -> None:
    post = a_post(by=ada)
    said = ["Leave it with me, I will look.", "Stop by at noon and I will show you.", "It does not concern us."]
    for words in said:
        exchange.write(words, by=ben, about=post)
    assert list(Comment.objects.order_by("pk").values_list("body", flat=True)) == said


@in_every_program
def test_follow_and_leave_a_post(exchange: Exchange, ada: Person, ben: Person, program: str) -> None:
    post = a_post(by=ada)
    exchange.write("Follow", by=ben, about=post, program=program)
    assert PostFollow.objects.filter(post=post, person=ben).exists()
    exchange.write("unfollow", by=ben, about=post, program=program)
    assert not PostFollow.objects.exists()


@in_every_program
@pytest.mark.usefixtures("confirmed")
def test_join_and_leave_a_space(exchange: Exchange, kitchen: Space, cara: Person, program: str) -> None:
    to = addresses.space_address(kitchen)
    exchange.write("join", by=cara, to=to, program=program, subject="Hello", more=PASSED)
    assert Membership.objects.filter(space=kitchen, person=cara).exists()
    exchange.write("", by=cara, to=to, program="thunderbird", subject="leave", more=PASSED)
    assert not Membership.objects.filter(space=kitchen, person=cara).exists()


@in_every_program
@pytest.mark.usefixtures("confirmed")
def test_post_to_a_space(exchange: Exchange, kitchen: Space, ben: Person, program: str) -> None:
    exchange.write(
        "It is warm.\n\nCome and see.", by=ben, to=addresses.space_address(kitchen), program=program, subject="The new oven",
        more=PASSED,
    )  # fmt: skip
    (post,) = Post.objects.all()
    assert (post.title, post.body, post.space, post.author) == ("The new oven", "It is warm.\n\nCome and see.", kitchen, ben)


@in_every_program
def test_a_post_that_may_be_somebody_elses_waits_for_a_word(
    exchange: Exchange, kitchen: Space, ben: Person, mailoutbox: list, program: str
) -> None:
    to = addresses.space_address(kitchen)
    exchange.write("It is warm.", by=ben, to=to, program=program, subject="The new oven")
    (draft,) = Post.objects.all()
    assert (draft.state, draft.author) == ("draft", ben)
    assert answering.send() == 1
    (told,) = mailoutbox
    assert (told.to, told.extra_headers["Auto-Submitted"]) == ([ben.email], "auto-replied")
    assert f"/write/?draft={draft.public_id}" in told.body
    exchange.write("share", by=ben, to=told.reply_to[0], program=program)
    draft.refresh_from_db()
    assert (draft.state, draft.space, draft.body) == ("published", kitchen, "It is warm.")


def test_nine_acts_are_there() -> None:
    assert {*acts.names("post"), *acts.names("space"), "answer"} >= {
        "post", "reply", "react", "vote", "acknowledge", "answer", "accept", "follow", "leave",
    }  # fmt: skip


@pytest.mark.usefixtures("confirmed")
def test_a_line_says_why_it_goes_so_wide(exchange: Exchange, kitchen: Space, ben: Person, confirmed: None) -> None:
    words = "All will cost more.\n\nWhy so wide: everybody sells.\n\nFrom May on."
    exchange.write(words, by=ben, to=addresses.space_address(kitchen), subject="Prices", more=PASSED)
    post = Post.objects.get()
    assert post.why_wide == "everybody sells."
    assert post.body.split() == ["All", "will", "cost", "more.", "From", "May", "on."]


def test_a_forwarded_thread_becomes_a_draft(exchange: Exchange, kitchen: Space, ben: Person) -> None:
    words = (
        "Worth knowing.\n\n---------- Forwarded message ---------\nFrom: Mia Outside <mia@elsewhere.example>\n"
        "Date: Mon, 2 Mar 2026\nSubject: Ovens\nTo: <ben@house.example>\n\nAsk tom@elsewhere.example for the price."
    )
    exchange.write(words, by=ben, to=addresses.space_address(kitchen), subject="Fwd: Ovens", more=PASSED)
    (draft,) = Post.objects.all()
    assert (draft.state, draft.title) == ("draft", "Ovens")
    assert draft.body.startswith("Worth knowing.\n\n```quoted\n")
    assert "elsewhere" not in draft.body
    assert "Mia" not in draft.body
    assert Answer.objects.get().reason == "draft"


def test_words_below_a_word_that_is_acted_on_are_said(exchange: Exchange, ada: Person, ben: Person) -> None:
    question = a_post(by=ben, kind="question", title="Where?")
    answer = a_comment(by=ada, on=question)
    exchange.write("accept\n\nI found it there.", by=ben, about=question, answers=answer)
    assert Comment.objects.order_by("pk").last().body == "I found it there."
    exchange.write("Thanks for the long table, it is fine.", by=ben, about=question)
    assert not Reaction.objects.exists()


def test_an_answer_to_an_answer_joins_its_thread(exchange: Exchange, ada: Person, ben: Person) -> None:
    post = a_post(by=ada)
    first = a_comment(by=ada, on=post)
    exchange.write("So it is.", by=ben, about=post, answers=first)
    assert Comment.objects.get(author=ben).parent == first


def test_what_is_attached_is_taken_as_uploads_are(
    exchange: Exchange, ada: Person, ben: Person, settings: object, mailoutbox: list
) -> None:
    post = a_post(by=ada)
    exchange.write(
        "Here.", by=ben, about=post, files=[("ramp.png", "image/png", A_PICTURE), ("a.txt", "text/plain", b"One")]
    )
    assert sorted(Comment.objects.get().attachments.values_list("name", flat=True)) == ["a.txt", "ramp.png"]
    settings.MAX_UPLOAD_BYTES = 10  # type: ignore[attr-defined]
    row = exchange.write("And this.", by=ben, about=post, files=[("b.txt", "text/plain", b"Far too much")])
    assert (row.state, row.reason, Comment.objects.count()) == ("aside", "refused", 1)
    answering.send()
    assert "A file may have up to 10 bytes" in mailoutbox[-1].body


def test_who_may_not_post_in_a_space_is_told_why(exchange: Exchange, ada: Person, cara: Person, mailoutbox: list) -> None:
    gated = a_space("Board", owner=ada, gated=True)
    row = exchange.write("Hello", by=cara, to=addresses.space_address(gated))
    assert (row.state, row.reason) == ("aside", "refused")
    hidden = a_space("Secret", owner=ada, gated=True, is_listed=False)
    for to in (addresses.space_address(hidden), f"no-such@{addresses.settings.MAIL_DOMAIN}"):
        Answer.objects.all().delete()
        row = exchange.write("Hello", by=cara, to=to)
        assert (row.state, row.reason, Answer.objects.get().words) == ("aside", "nowhere", "")
    assert Post.objects.count() == 0


def test_acts_of_domains_above_come_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(acts._ACTS, "post", list(acts._ACTS["post"]))
    acts.act("consult answer", at="post", first=True)(lambda letter: None)
    assert acts.names("post")[0] == "consult answer"
    assert Received.State.TAKEN == "taken"


def test_a_post_of_a_space_for_its_members_alone_is_answered_by_them(exchange: Exchange, ada: Person, ben: Person) -> None:
    gated = a_space("Board", owner=ada, members=(ben,), gated=True)
    post = a_post(by=ada, to=reach.Choice("space", space=gated))
    assert exchange.write("Yes.", by=ben, about=post).state == "taken"


@pytest.mark.usefixtures("domain")
def test_a_digest_is_acted_on_by_the_addresses_that_it_names(
    exchange: Exchange, ada: Person, ben: Person, cara: Person, queued: Queued, mailoutbox: list
) -> None:
    """Who gets all news in one mail has the same acts: each thing in it names where its answer goes."""
    question = a_post(by=ben, kind="question", title="Where?")
    first, second = a_comment(by=ada, on=question, body="In the attic."), a_comment(by=cara, on=question, body="Downstairs.")
    poll = a_post(by=ada, kind="poll", body="When?", beside=Beside(options=("On Friday", "Next week")))
    for post, comment in ((question, first), (question, second), (poll, None)):
        queued(ben, post, comment, bundle="daily")
    assert handing.hand_over() == 1
    (digest,) = mailoutbox
    replies, answers = (re.findall(rf"mailto:({kind}\+[^?]+)", digest.body) for kind in ("reply", "answer"))
    assert "1. On Friday" in digest.body
    exchange.write("accept", by=ben, to=answers[1])
    question.refresh_from_db()
    assert question.accepted_answer == second
    exchange.write("Thanks", by=ben, to=answers[0])
    assert Reaction.objects.get().comment == first
    exchange.write("2", by=ben, to=replies[0 if "When?" in digest.body.partition("Where?")[0] else 1])
    assert Vote.objects.get().option.text == "Next week"
    assert exchange.write("Mine now", by=cara, to=answers[0]).reason == "nowhere"
