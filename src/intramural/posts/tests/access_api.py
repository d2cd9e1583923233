"""Who is answered what by the API's operations on posts and comments."""

from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from intramural.posts.actions import draft, publish
from intramural.posts.beside import Beside
from intramural.posts.composing import Composition
from intramural.posts.tests.access import file_of, known_post, translucent, with_files
from tests.access import Row


def open_post(scene: Any) -> list[str]:
    return [scene.post.public_id]


def gated_post(scene: Any) -> list[str]:
    return [scene.gated_post.public_id]


def waiting_post(scene: Any) -> list[str]:
    return [scene.waiting_post.public_id]


def open_comment(scene: Any) -> list[str]:
    return [scene.comment.public_id]


def gated_comment(scene: Any) -> list[str]:
    return [scene.gated_comment.public_id]


def thanks(at: Any) -> Any:
    return lambda scene: [*at(scene), "thank"]


def a_poll(scene: Any) -> None:
    scene.poll = publish(by=scene.author, body="When?", kind="poll", beside=Beside(options=("Today", "Tomorrow")))


def the_poll(scene: Any) -> list[str]:
    return [scene.poll.public_id]


def the_draft(scene: Any) -> list[str]:
    return [scene.draft.public_id]


def a_draft(scene: Any) -> None:
    scene.draft = draft(Composition(body="Half a thought"), by=scene.author)


def a_text(scene: Any) -> dict[str, Any]:
    return {"files": SimpleUploadedFile("list.txt", b"words")}


def rows_of_file(method: str, in_the_open: Any, in_the_space: Any, waiting: Any, **more: Any) -> list[Row]:
    """The same question of the file of each post."""
    return [
        Row(method, statuses, at=file_of(name), first=with_files, **more)
        for name, statuses in (("post", in_the_open), ("gated_post", in_the_space), ("waiting_post", waiting))
    ]


NEW_WORDS = {"body": "We start at eight."}
INTO_MERGER = {**NEW_WORDS, "audience": {"kind": "space", "space": "merger"}}

#                       visitor guest member space_member owner author operator
OPEN_TO_READ = (401, 404, 200, 200, 200, 200, 200)
OPEN_TO_DO = (401, 404, 204, 204, 204, 204, 204)
GATED_TO_READ = (401, 404, 404, 200, 200, 200, 404)
GATED_TO_DO = (401, 404, 404, 204, 204, 204, 404)
OPEN_TO_ITS_AUTHOR = (401, 404, 403, 403, 403, 200, 403)
OPEN_TO_END = (401, 404, 403, 403, 403, 204, 403)
GATED_TO_ITS_AUTHOR = (401, 404, 404, 403, 403, 200, 404)
GATED_TO_END = (401, 404, 404, 403, 403, 204, 404)
WAITING = (401, 404, 404, 404, 404, 200, 404)


def done(address: Any, gated: Any) -> list[Row]:
    """Something that whoever reads may do, and undo."""
    return [
        Row(method, statuses, at=where)
        for method in ("PUT", "DELETE")
        for statuses, where in ((OPEN_TO_DO, address), (GATED_TO_DO, gated))
    ]


ACCESS = {
    "api:reach_before_sending": [
        Row("GET", (401, 403, 200, 200, 200, 200, 200)),
        Row("GET", (401, 422, 403, 200, 200, 200, 403), query="?audience=space&space=merger"),
        Row("GET", (401, 422, 422, 200, 200, 200, 422), query="?audience=space&space=redwood"),
    ],
    "api:publish": [
        Row("POST", (401, 403, 201, 201, 201, 201, 201), data=NEW_WORDS, json=True),
        Row("POST", (401, 422, 403, 201, 201, 201, 403), data=INTO_MERGER, json=True),
        Row("POST", (401, 403, 403, 403, 403, 403, 403), data={**NEW_WORDS, "voice": "official"}, json=True),
    ],
    "api:change_audience": [
        Row("PUT", OPEN_TO_ITS_AUTHOR, at=open_post, data={"kind": "me"}, json=True),
        Row("PUT", GATED_TO_ITS_AUTHOR, at=gated_post, data={"kind": "me"}, json=True),
    ],
    "api:withdraw": [
        Row("POST", (401, 404, 403, 403, 403, 409, 403), at=open_post, json=True),
        Row("POST", WAITING, at=waiting_post, json=True),
    ],
    "api:grow": [
        Row("POST", (401, 404, 403, 403, 403, 201, 403), at=open_post, json=True),
        Row("POST", (401, 404, 404, 403, 403, 201, 404), at=gated_post, json=True),
    ],
    "api:drafts": [
        Row("GET", (401, 200, 200, 200, 200, 200, 200)),
        Row("POST", (401, 201, 201, 201, 201, 201, 201), data=NEW_WORDS, json=True),
    ],
    "api:draft": [
        Row("GET", (401, 404, 404, 404, 404, 404, 404), at=open_post),
        Row("GET", WAITING, at=the_draft, first=a_draft),
        Row("PUT", WAITING, at=the_draft, first=a_draft, data=NEW_WORDS, json=True),
        Row("DELETE", (401, 404, 404, 404, 404, 204, 404), at=the_draft, first=a_draft),
    ],
    "api:publish_draft": [
        Row("POST", (401, 404, 404, 404, 404, 404, 404), at=open_post, json=True),
        Row("POST", (401, 404, 404, 404, 404, 201, 404), at=the_draft, first=a_draft, json=True),
    ],
    "api:post": [
        Row("GET", (401, 404, 200, 200, 200, 200, 200), at=known_post, first=translucent),
        Row("GET", OPEN_TO_READ, at=open_post),
        Row("GET", GATED_TO_READ, at=gated_post),
        Row("GET", WAITING, at=waiting_post),
        Row("PATCH", OPEN_TO_ITS_AUTHOR, at=open_post, data=NEW_WORDS, json=True),
        Row("PATCH", GATED_TO_ITS_AUTHOR, at=gated_post, data=NEW_WORDS, json=True),
        Row("DELETE", OPEN_TO_END, at=open_post),
        Row("DELETE", GATED_TO_END, at=gated_post),
    ],
    "api:post_history": [
        Row("GET", OPEN_TO_READ, at=open_post),
        Row("GET", GATED_TO_READ, at=gated_post),
        Row("GET", WAITING, at=waiting_post),
    ],
    "api:react_to_post": done(thanks(open_post), thanks(gated_post)),
    "api:keep_post": done(open_post, gated_post),
    "api:follow_post": done(open_post, gated_post),
    "api:vote": [
        Row("PUT", (401, 404, 404, 403, 403, 403, 404), at=gated_post, data={"option": 1}, json=True),
        Row("PUT", OPEN_TO_DO, at=the_poll, data={"option": 1}, json=True, first=a_poll),
        Row("DELETE", OPEN_TO_DO, at=the_poll, first=a_poll),
        Row("DELETE", (401, 404, 404, 403, 403, 403, 404), at=gated_post),
    ],
    "api:comments": [
        Row("GET", OPEN_TO_READ, at=open_post),
        Row("GET", GATED_TO_READ, at=gated_post),
        Row("POST", (401, 404, 201, 201, 201, 201, 201), at=open_post, data=NEW_WORDS, json=True),
        Row("POST", (401, 404, 404, 201, 201, 201, 404), at=gated_post, data=NEW_WORDS, json=True),
    ],
    "api:one_comment": [
        Row("GET", OPEN_TO_READ, at=open_comment),
        Row("GET", GATED_TO_READ, at=gated_comment),
        Row("PATCH", OPEN_TO_ITS_AUTHOR, at=open_comment, data=NEW_WORDS, json=True),
        Row("PATCH", GATED_TO_ITS_AUTHOR, at=gated_comment, data=NEW_WORDS, json=True),
        Row("DELETE", OPEN_TO_END, at=open_comment),
        Row("DELETE", GATED_TO_END, at=gated_comment),
    ],
    "api:comment_history": [
        Row("GET", OPEN_TO_READ, at=open_comment),
        Row("GET", GATED_TO_READ, at=gated_comment),
    ],
    "api:react_to_comment": done(thanks(open_comment), thanks(gated_comment)),
    "api:begin_draft_with_files": [
        Row("POST", (401, 201, 201, 201, 201, 201, 201), data=a_text),
        Row("POST", (401, 422, 422, 422, 422, 422, 422)),
        Row("POST", (401, 415, 415, 415, 415, 415, 415), json=True),
    ],
    "api:draft_files": [
        Row("GET", WAITING, at=the_draft, first=a_draft),
        Row("GET", (401, 404, 404, 404, 404, 404, 404), at=open_post),
        Row("POST", (401, 404, 404, 404, 404, 201, 404), at=the_draft, first=a_draft, data=a_text),
    ],
    "api:post_files": [
        Row("GET", OPEN_TO_READ, at=open_post),
        Row("GET", GATED_TO_READ, at=gated_post),
        Row("POST", (401, 404, 403, 403, 403, 201, 403), at=open_post, data=a_text),
        Row("POST", (401, 404, 404, 403, 403, 201, 404), at=gated_post, data=a_text),
        Row("POST", (401, 404, 404, 404, 404, 201, 404), at=waiting_post, data=a_text),
    ],
    "api:comment_files": [
        Row("GET", OPEN_TO_READ, at=open_comment),
        Row("GET", GATED_TO_READ, at=gated_comment),
        Row("POST", (401, 404, 403, 403, 403, 201, 403), at=open_comment, data=a_text),
        Row("POST", (401, 404, 404, 403, 403, 201, 404), at=gated_comment, data=a_text),
    ],
    "api:file": [
        *rows_of_file("GET", OPEN_TO_READ, GATED_TO_READ, WAITING),
        *rows_of_file("PATCH", OPEN_TO_ITS_AUTHOR, GATED_TO_ITS_AUTHOR, WAITING, data={"description": "A ramp"}, json=True),
        *rows_of_file("DELETE", OPEN_TO_END, GATED_TO_END, (401, 404, 404, 404, 404, 204, 404)),
    ],
    **{
        f"api:file_{what}": rows_of_file("GET", OPEN_TO_READ, GATED_TO_READ, WAITING)
        for what in ("versions", "content", "thumbnail", "preview")
    },
    "api:accept_answer": [
        Row("PUT", (401, 404, 403, 403, 403, 403, 403), at=open_comment),
        Row("PUT", (401, 404, 404, 403, 403, 403, 404), at=gated_comment),
        Row("DELETE", (401, 404, 403, 403, 403, 403, 403), at=open_comment),
    ],
}
