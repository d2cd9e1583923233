from __future__ import annotations

from intramural.posts.beside import Beside
from intramural.posts.reach import Choice
from intramural.posts.testing import a_post
from tests.access import Row


def open_post(scene):
    return [scene.post.public_id]


def gated_post(scene):
    return [scene.gated_post.public_id]


def waiting_post(scene):
    return [scene.waiting_post.public_id]


ANSWER = {"body": "Thank you."}
THANKS = {"kind": "thank"}
NEW_WORDS = {"body": "We start at eight."}


def open_comment(scene):
    return [scene.comment.public_id]


def gated_comment(scene):
    return [scene.gated_comment.public_id]


def a_poll(scene):
    scene.poll = a_post(by=scene.author, kind="poll", body="Cake?", beside=Beside(options=("Yes", "No")))
    scene.gated_poll = a_post(
        by=scene.author,
        kind="poll",
        body="Cake?",
        beside=Beside(options=("Yes", "No")),
        to=Choice("space", space=scene.space),
    )


ACCESS = {
    #                visitor guest member space_member owner author operator
    "posts:post": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=open_post),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=gated_post),
        Row("GET", (302, 404, 404, 404, 404, 200, 404), at=waiting_post),
    ],
    "posts:comment": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=open_post, data=ANSWER),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=gated_post, data=ANSWER),
    ],
    "posts:reaction": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=open_post, data=THANKS),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=gated_post, data=THANKS),
    ],
    "posts:vote": [
        Row("POST", (302, 404, 403, 403, 403, 403, 403), at=open_post, data={"option": "1"}),
        Row(
            "POST", (302, 404, 302, 302, 302, 302, 302), at=lambda s: [s.poll.public_id], data={"option": "2"}, first=a_poll
        ),
        Row(
            "POST",
            (302, 404, 404, 302, 302, 302, 404),
            at=lambda s: [s.gated_poll.public_id],
            data={"option": "1"},
            first=a_poll,
        ),
        Row(
            "POST", (302, 404, 422, 422, 422, 422, 422), at=lambda s: [s.poll.public_id], data={"option": "x"}, first=a_poll
        ),
    ],
    "posts:growing": [
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_post),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_post),
    ],
    "posts:audience": [
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_post),
        Row("GET", (302, 404, 404, 403, 403, 200, 404), at=gated_post),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_post, data={"audience": "me"}),
        Row("POST", (302, 404, 403, 403, 403, 422, 403), at=open_post, data={"audience": "units"}),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_post, data={"audience": "me"}),
    ],
    "posts:withdrawal": [
        Row("POST", (302, 404, 403, 403, 403, 409, 403), at=open_post),
        Row("POST", (302, 404, 404, 404, 404, 302, 404), at=waiting_post),
    ],
    "posts:kept": Row("GET", (302, 200, 200, 200, 200, 200, 200)),
    "posts:keeping": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=open_post),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=gated_post),
    ],
    "posts:following": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=open_post),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=gated_post),
    ],
    "posts:editing": [
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_post),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_post, data=NEW_WORDS),
        Row("GET", (302, 404, 404, 403, 403, 200, 404), at=gated_post),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_post, data=NEW_WORDS),
    ],
    "posts:history": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=open_post),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=gated_post),
        Row("GET", (302, 404, 404, 404, 404, 200, 404), at=waiting_post),
    ],
    "posts:comment_reaction": [
        Row("POST", (302, 404, 302, 302, 302, 302, 302), at=open_comment, data=THANKS),
        Row("POST", (302, 404, 404, 302, 302, 302, 404), at=gated_comment, data=THANKS),
    ],
    "posts:acceptance": [
        Row("POST", (302, 404, 403, 403, 403, 403, 403), at=open_comment),
        Row("POST", (302, 404, 404, 403, 403, 403, 404), at=gated_comment),
    ],
    "posts:comment_editing": [
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_comment),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_comment, data=NEW_WORDS),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_comment, data=NEW_WORDS),
    ],
    "posts:comment_history": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=open_comment),
        Row("GET", (302, 404, 404, 200, 200, 200, 404), at=gated_comment),
    ],
    "posts:comment_withdrawal": [
        Row("POST", (302, 404, 403, 403, 403, 409, 403), at=open_comment),
        Row("POST", (302, 404, 404, 403, 403, 409, 404), at=gated_comment),
    ],
    "posts:comment_deletion": [
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_comment),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_comment),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_comment),
    ],
    "posts:deletion": [
        Row("GET", (302, 404, 403, 403, 403, 200, 403), at=open_post),
        Row("POST", (302, 404, 403, 403, 403, 302, 403), at=open_post),
        Row("POST", (302, 404, 404, 403, 403, 302, 404), at=gated_post),
    ],
}
