from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.posts import actions
from intramural.posts.beside import Beside
from intramural.posts.composing import Composition
from intramural.posts.reach import Choice
from intramural.posts.testing import a_file, a_post
from tests.access import Row


def open_post(scene):
    return [scene.post.public_id]


def gated_post(scene):
    return [scene.gated_post.public_id]


def translucent(scene):
    """For one member of the space; everyone here may know of it."""
    words = {"title": "Pay from May", "summary": "What changes, and when.", "body": "All get 3 % more."}
    scene.known_post = a_post(by=scene.author, to=Choice("people", people=(scene.space_member,), known_to=Choice()), **words)


def known_post(scene):
    return [scene.known_post.public_id]


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


def with_files(scene):
    """A picture under the open, the gated and the waiting post."""
    if hasattr(scene, "files"):
        return
    names = ("post", "gated_post", "waiting_post")
    scene.files = {name: actions.attach(getattr(scene, name), [a_file()], by=scene.author)[0] for name in names}
    for file in scene.files.values():
        file.preview_key = file.thumbnail_key
        file.save()


def a_text():
    return SimpleUploadedFile("list.txt", b"words")


def a_draft(scene):
    """The author's, whoever asks."""
    return actions.draft(Composition(body="Not yet"), by=scene.author).public_id


def file_of(name):
    return lambda scene: [scene.files[name].public_id]


def rows_of_file(method, in_the_open, in_the_space, waiting, **more):
    """The same question of the file of each post."""
    return [
        Row(method, statuses, at=file_of(name), first=with_files, **more)
        for name, statuses in (("post", in_the_open), ("gated_post", in_the_space), ("waiting_post", waiting))
    ]


SEEN = (302, 404, 200, 200, 200, 200, 200), (302, 404, 404, 200, 200, 200, 404), (302, 404, 404, 404, 404, 200, 404)
OWN = (302, 404, 403, 403, 403, 200, 403), (302, 404, 404, 403, 403, 200, 404), (302, 404, 404, 404, 404, 200, 404)
CHANGED = (302, 404, 403, 403, 403, 302, 403), (302, 404, 404, 403, 403, 302, 404), (302, 404, 404, 404, 404, 302, 404)


ACCESS = {
    #                visitor guest member space_member owner author operator
    "posts:post": [
        Row("GET", (302, 404, 200, 200, 200, 200, 200), at=known_post, first=translucent),
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
    "posts:at_comment": [
        Row("GET", (302, 404, 302, 302, 302, 302, 302), at=open_comment),
        Row("GET", (302, 404, 404, 302, 302, 302, 404), at=gated_comment),
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
    "posts:file_sending": [
        Row("POST", (302, 302, 302, 302, 302, 302, 302), data=lambda s: {"files": a_text()}),
        Row("POST", (302, 404, 404, 404, 404, 302, 404), data=lambda s: {"files": a_text(), "draft": a_draft(s)}),
        Row("POST", (302, 422, 422, 422, 422, 422, 422)),
    ],
    "posts:file": rows_of_file("GET", *SEEN),
    "posts:file_thumbnail": rows_of_file("GET", *SEEN),
    "posts:file_preview": rows_of_file("GET", *SEEN),
    "posts:file_about": [
        *rows_of_file("GET", *OWN),
        *rows_of_file("POST", *CHANGED, data={"description": "A pallet"}),
    ],
    "posts:file_removal": rows_of_file("POST", *CHANGED),
}
