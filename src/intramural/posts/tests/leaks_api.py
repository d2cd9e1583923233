from __future__ import annotations

from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.leaks.surfaces import Acts, Shows, Surface


def its_post(world: Any) -> list[str]:
    return [world.post_id]


def into(world: Any) -> dict[str, Any]:
    """A post meant for the space."""
    return {"body": "Hello.", "audience": {"kind": "space", "space": world.space_slug}}


def its_comment(world: Any) -> list[str]:
    return [world.comment_id]


def its_file(world: Any) -> list[str]:
    return [world.file_id]


def a_text(world: Any) -> dict[str, Any]:
    return {"files": SimpleUploadedFile("a.txt", b"words")}


def done(name: str, at: Any, *more: str) -> list[Surface]:
    """Something done to it, and taken back."""
    return [
        Acts(name, at=lambda w: [*at(w), *more], method="PUT", json=True),
        Acts(f"{name}, no longer", at=lambda w: [*at(w), *more], method="DELETE", json=True),
    ]


SURFACES: dict[str, Surface | list[Surface]] = {
    "api:reach_before_sending": Shows(
        "how far it would reach", query=lambda w: f"?audience=space&space={w.space_slug}", of_people=True
    ),
    "api:publish": [
        Acts("sharing into a space", data=into, json=True),
        Acts("sharing with words of it", data=lambda w: {"body": f"See /posts/{w.post_id}/ #{w.topic_slug}"}, json=True),
    ],
    "api:change_audience": Acts("changing whom it is for", at=its_post, data={"kind": "me"}, method="PUT", json=True),
    "api:withdraw": Acts("taking it back", at=its_post, json=True),
    "api:grow": Acts("growing it", at=its_post, json=True),
    "api:drafts": [
        Shows("one's drafts, to a program"),
        Acts("beginning a draft for a space", data=into, json=True),
    ],
    "api:draft": [
        Shows("a draft, to a program", at=its_post),
        Acts("going on with a draft", at=its_post, data={"body": "Hello."}, method="PUT", json=True),
        Acts("throwing a draft away", at=its_post, method="DELETE", json=True),
    ],
    "api:publish_draft": Acts("sharing a draft", at=its_post, json=True),
    "api:post": [
        Shows("a post, to a program", at=its_post, tombstones=True),
        Acts("changing it", at=its_post, data={"body": "Other words."}, method="PATCH", json=True),
        Acts("changing it wrongly", at=its_post, data={"body": "", "version": 9}, method="PATCH", json=True),
        Acts("deleting it", at=its_post, method="DELETE", json=True),
    ],
    "api:post_history": Shows("what a post said before, to a program", at=its_post, history=True, tombstones=True),
    "api:react_to_post": [
        *done("reacting", its_post, "thank"),
        Acts("reacting wrongly", at=lambda w: [w.post_id, "shout"], method="PUT", json=True),
    ],
    "api:keep_post": done("keeping", its_post),
    "api:follow_post": done("following", its_post),
    "api:vote": [
        Acts("voting", at=its_post, data={"option": 0}, method="PUT", json=True),
        Acts("taking a vote back", at=its_post, method="DELETE", json=True),
        Acts("voting wrongly", at=its_post, data={"option": 77}, method="PUT", json=True),
    ],
    "api:comments": [
        Shows("what is said under a post", at=its_post, tombstones=True),
        Acts("answering", at=its_post, data={"body": "Thank you."}, json=True),
        Acts("answering nothing", at=its_post, data={"body": ""}, json=True),
        Acts("answering an answer", at=its_post, data=lambda w: {"body": "Yes.", "parent": w.comment_id}, json=True),
        Acts("quoting", at=its_post, data=lambda w: {"body": "Yes.", "quotes": w.comment_id}, json=True),
    ],
    "api:one_comment": [
        Shows("a comment, to a program", at=its_comment, tombstones=True),
        Acts("changing a comment", at=its_comment, data={"body": "Other words."}, method="PATCH", json=True),
        Acts("deleting a comment", at=its_comment, method="DELETE", json=True),
    ],
    "api:comment_history": Shows(
        # No state edits the comment; the times alone stand there.
        "what a comment said before, to a program",
        at=its_comment,
        history=True,
        tombstones=True,
        of_people=True,
    ),
    "api:react_to_comment": done("reacting to a comment", its_comment, "thank"),
    "api:begin_draft_with_files": Acts("beginning a draft with files", data=a_text),
    "api:draft_files": [
        Shows("the files of a draft, to a program", at=its_post),
        Acts("sending a file to a draft, as a program", at=its_post, data=a_text),
    ],
    "api:post_files": [
        Shows("the files of a post, to a program", at=its_post, tombstones=True),
        Acts("sending a file to a post", at=its_post, data=a_text),
    ],
    "api:comment_files": [
        # In some states only the comment itself has files.
        Shows("the files of a comment, to a program", at=its_comment, of_people=True),
        Acts("sending a file to a comment", at=its_comment, data=a_text),
    ],
    "api:file": [
        Shows("a file, to a program", at=its_file),
        Acts("describing a file, as a program", at=its_file, data={"description": "A pallet"}, method="PATCH", json=True),
        Acts("taking a file off, as a program", at=its_file, method="DELETE", json=True),
    ],
    "api:file_versions": Shows("the versions of a file, to a program", at=its_file),
    "api:file_content": Shows("the bytes of a file, to a program", at=its_file),
    "api:file_thumbnail": Shows("a file drawn small, to a program", at=its_file),
    "api:file_preview": Shows("the first page of a file, to a program", at=its_file),
    "api:accept_answer": done("accepting an answer", its_comment),
}
