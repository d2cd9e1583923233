"""Both real Mattermost files: every message is taken or named."""

from __future__ import annotations

import json

import pytest

from intramural.imports import actions
from intramural.imports.mattermost.export import MattermostExport
from intramural.imports.report import Report
from intramural.posts.models import Comment, Post
from tests import real_input

pytestmark = pytest.mark.django_db


def test_every_message_is_taken_or_named_and_again_nothing_changes() -> None:
    here = 0
    for path in real_input.several("mattermost*/*.jsonl"):
        things = [json.loads(line) for line in path.read_text().splitlines()]
        posts = [thing[thing["type"]] for thing in things if thing["type"] in ("post", "direct_post")]
        messages = len(posts) + sum(len(post["replies"] or ()) for post in posts)
        report = actions.bring_in(MattermostExport(path), report=Report())
        assert report.taken + report.named == messages
        assert report.taken > 0
        here += report.taken
        assert Post.objects.count() + Comment.objects.count() == here
        again = actions.bring_in(MattermostExport(path), report=Report())
        assert (again.taken, again.unchanged, again.named, again.people) == (0, report.taken, report.named, 0)
