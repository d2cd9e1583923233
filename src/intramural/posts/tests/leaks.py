from __future__ import annotations

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.leaks.surfaces import Acts, Shows


def its_post(world):
    return [world.post_id]


def its_comment(world):
    return [world.comment_id]


def its_file(world):
    return [world.file_id]


SURFACES = {
    "posts:post": Shows(
        "a post's page",
        at=its_post,
        queries=("",),
        query=lambda w: f"?answer={w.comment_id}&quote={w.comment_id}&again={w.comment_id}",
        tombstones=True,
    ),
    "posts:history": Shows("what a post said before", at=its_post, history=True, tombstones=True),
    "posts:at_comment": Acts("going to a comment", at=its_comment, method="GET"),
    "posts:comment_history": Shows("what a comment said before", at=its_comment, history=True, tombstones=True),
    "posts:kept": Shows("what one keeps"),
    "posts:comment": [
        Acts("answering", at=its_post, data={"body": "Thank you."}),
        Acts("answering nothing", at=its_post, data={"body": ""}),
        Acts("answering an answer", at=its_post, data=lambda w: {"body": "Thank you.", "parent": w.comment_id}),
        Acts("quoting", at=its_post, data=lambda w: {"body": "Thank you.", "quotes": w.comment_id}),
    ],
    "posts:reaction": [
        Acts("reacting", at=its_post, data={"kind": "thank"}),
        Acts("reacting wrongly", at=its_post, data={"kind": "shout"}),
    ],
    "posts:keeping": Acts("keeping it", at=its_post),
    "posts:following": Acts("following it", at=its_post),
    "posts:editing": [
        Shows("the form to edit it", at=its_post, tombstones=True),
        Acts("editing it", at=its_post, data={"body": "Other words."}),
    ],
    "posts:vote": [
        Acts("voting", at=its_post, data={"option": "1"}),
        Acts("voting for nothing", at=its_post, data={"option": "11"}),
    ],
    "posts:growing": Acts("growing it", at=its_post),
    "posts:audience": [
        Shows("for whom it is", at=its_post, tombstones=True),
        Acts("changing for whom it is", at=its_post, data={"audience": "me"}),
    ],
    "posts:withdrawal": Acts("taking it back", at=its_post),
    "posts:deletion": [Shows("asking before it is deleted", at=its_post, tombstones=True), Acts("deleting it", at=its_post)],
    "posts:comment_reaction": Acts("reacting to a comment", at=its_comment, data={"kind": "thank"}),
    "posts:acceptance": Acts("accepting an answer", at=its_comment),
    "posts:comment_editing": [
        Shows("the form to edit a comment", at=its_comment, tombstones=True),
        Acts("editing a comment", at=its_comment, data={"body": "Other words."}),
    ],
    "posts:comment_withdrawal": Acts("taking a comment back", at=its_comment),
    "posts:comment_deletion": [
        Shows("asking before a comment is deleted", at=its_comment, tombstones=True),
        Acts("deleting a comment", at=its_comment),
    ],
    "posts:file_sending": Acts(
        "sending a file to a draft",
        at=None,
        data=lambda w: {"draft": w.post_id, "files": SimpleUploadedFile("a.txt", b"words")},
    ),
    "posts:file": Shows("a file", at=its_file, queries=("", "?save")),
    "posts:file_thumbnail": Shows("a file drawn small", at=its_file),
    "posts:file_preview": Shows("the first page of a file", at=its_file),
    "posts:file_about": [
        Shows("a file's versions, for its author", at=its_file),
        Acts("describing a file", at=its_file, data={"description": "A pallet"}),
    ],
    "posts:file_removal": Acts("taking a file off its post", at=its_file),
}
