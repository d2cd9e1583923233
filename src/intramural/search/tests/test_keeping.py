"""The index follows what happens, and what it missed is mended."""

from __future__ import annotations

from typing import Any

import pytest

from intramural.people import actions as people
from intramural.posts import actions as posts
from intramural.posts import tasks as posts_tasks
from intramural.posts.models import Attachment, Comment, Post
from intramural.posts.reach import Choice
from intramural.posts.testing import a_comment, a_file, a_post
from intramural.search import actions, commands, queries, spelling, subscribers, tasks
from intramural.search.models import Entry, Spelling
from intramural.spaces import actions as spaces
from intramural.spaces.testing import a_space


@pytest.fixture
def told(django_capture_on_commit_callbacks):
    """Within `with told():` the journal tells after commit, as it does in the house."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def found(viewer: Any, text: str) -> list[str]:
    return [hit.public_id for hit in queries.search(viewer, text).page.rows]


def test_what_can_be_read_is_found_and_what_was_taken_away_is_not(told, ada, ben):
    with told():
        post = a_post(by=ada, body="A turnip")
        posts_tasks.tell_released()
    assert found(ben, "turnip") == [post.public_id]
    with told():
        said = a_comment(by=ben, on=post, body="A beetroot")
        posts_tasks.tell_released()
    assert found(ada, "beetroot") == [said.public_id]
    with told():
        posts.edit(post, by=ada, body="A leek")
        posts.edit_comment(said, by=ben, body="A radish")
    assert (found(ben, "turnip"), found(ben, "leek")) == ([], [post.public_id])
    assert (found(ben, "beetroot"), found(ben, "radish")) == ([], [said.public_id])
    with told():
        posts.delete_comment(said, by=ben)
    assert not Entry.objects.filter(kind="comment").exists()
    with told():
        posts.delete(post, by=ada)
    assert not Entry.objects.filter(kind="post").exists()


def test_a_translucent_post_is_found_by_what_each_may_know_of_it(told, ada, ben, cara, gus):
    """Who may not read it finds its title and its sentence, and no word, file, topic, kind or space of the rest."""
    merger = a_space("Merger", owner=ada, members=(ben,), gated=True)
    with told():
        post = a_post(
            by=ada, kind="question", title="Orchard plans", summary="What grows where. #garden", body="A turnip. #secret",
            to=Choice("space", space=merger, known_to=Choice()),
        )  # fmt: skip
        posts.attach(post, [a_file("marrow.txt", b"pumpkin")], by=ada)
        posts_tasks.tell_released()
    Attachment.objects.update(text="pumpkin", is_read=True)
    tasks.read_files()
    for asked in ("turnip", "pumpkin", "marrow", "topic:secret", "is:question", "orchard has:file"):
        assert found(ben, asked), asked
        assert found(cara, asked) == [], asked
    for asked in ("orchard", "grows", "topic:garden", "from:ada", "in:merger orchard", "orchrad"):
        assert found(cara, asked) == found(ben, asked)[:1] == [post.public_id], asked
        assert found(gus, asked) == []
    shown = queries.search(cara, "orchard")
    (hit,) = shown.page.rows
    assert (hit.kind, hit.post_kind, hit.space_name, hit.label) == ("shell", "", None, "")
    assert ([(it.name, it.count) for it in shown.kinds], shown.spaces) == ([("posts", 1)], ())
    assert [it.title for it in queries.titles(cara, "orch")] == [it.title for it in queries.titles(ben, "orch")]
    assert queries.names(cara, "garden").topics
    assert not queries.names(cara, "secret").topics
    with told():
        posts.edit(post, by=ada, title="Orchard plans", summary="What blooms.", body="A leek")
    assert (found(cara, "grows"), found(cara, "blooms")) == ([], [post.public_id])
    Entry.objects.filter(kind="shell").delete()
    assert tasks.compare() == 1
    with told():
        posts.change_audience(post, by=ada, choice=Choice("space", space=merger))
    assert (found(cara, "orchard"), found(ben, "leek")) == ([], [post.public_id])
    assert not Entry.objects.filter(kind="shell").exists()


def test_what_can_still_be_taken_back_is_not_in_the_index(told, ada, ben):
    ada.undo_seconds = 60
    with told():
        a_post(by=ada, body="A turnip")
        posts_tasks.tell_released()
    actions.reindex()
    assert not Entry.objects.filter(kind="post").exists()


def test_another_space_and_an_answer_that_helped(told, ada, ben):
    bakers = a_space("Bakers", owner=ada)
    with told():
        post = a_post(by=ada, body="A turnip?", kind=Post.Kind.QUESTION)
        said = a_comment(by=ben, on=post, body="Yes")
        posts_tasks.tell_released()
        posts.change_audience(post, by=ada, choice=Choice("space", space=bakers))
        posts.accept(said, by=ada)
    assert found(ben, "turnip in:bakers is:answered") == [post.public_id]
    assert set(found(ben, "in:bakers")) == {post.public_id, said.public_id}
    with told():
        posts.unaccept(said, by=ada)
    assert found(ben, "turnip is:answered") == []


def test_a_file_by_its_name_and_when_it_was_read_by_its_text(told, ada, ben):
    with told():
        post = a_post(by=ada, body="See here", files=[a_file("ramp-plan.png")])
        posts_tasks.tell_released()
    file = post.attachments.get()
    assert found(ben, "ramp plan") == [file.public_id]
    assert found(ben, "here has:file") == [post.public_id]
    Attachment.objects.filter(pk=file.pk).update(is_read=True, text="The turnip stands by the ramp")
    Entry.objects.filter(kind="file").update(version=0)
    assert tasks.read_files() == 1
    assert tasks.read_files() == 0
    assert found(ben, "turnip") == [file.public_id]
    with told():
        posts.remove(file, by=ada)
    assert found(ben, "turnip") == []
    assert found(ben, "here has:file") == []


def test_a_file_by_what_it_shows_whenever_that_is_said(told, ada, ben):
    with told():
        post = a_post(by=ada, files=[a_file("first.png")])
        said = a_comment(by=ada, on=post)
        posts.attach(said, [a_file("second.png")], by=ada)
        posts_tasks.tell_released()
    for file, word in zip(post.attachments.order_by("pk"), ("turnip", "beetroot"), strict=True):
        with told():
            posts.describe(file, f"A {word}", by=ada)
        assert found(ben, word) == [file.public_id]
        with told():
            posts.describe(file, "A leek", by=ada)
        assert found(ben, word) == []


def test_people_follow_the_name_of_their_unit(told, ada, ben, cara, olga, operations, monkeypatch):
    monkeypatch.setattr(actions, "BATCH", 1)
    actions.reindex()
    assert {*queries.names(cara, "operations").people} == {ada, ben}
    with told():
        people.change_unit(operations, by=olga, name="Logistics")
    assert {*queries.names(cara, "logistics").people} == {ada, ben}
    assert queries.names(cara, "operations").people == ()


def test_people_and_spaces_follow_their_names(told, ada, ben, olga):
    with told():
        space = spaces.found(by=ada, name="Turnips", kind="social")
        people.change_profile(ada, by=ada, ask_me_about="Beetroot")
    assert queries.names(ben, "turnip").spaces == (space,)
    assert queries.names(ben, "beetroot").people == (ada,)
    with told():
        post = a_post(by=ada, body="A leek")
        posts_tasks.tell_released()
        people.erase(ada, by=olga)
    assert queries.names(ben, "okonkwo").people == ()
    assert found(ben, "leek") == [post.public_id]
    assert f"¤a{ada.pk} " not in Entry.objects.get(kind="post").words


def test_what_an_import_wrote_is_found(ada, ben):
    post = a_post(by=ada, body="A turnip")
    said = a_comment(by=ben, on=post, body="A beetroot")
    subscribers.brought_in(subscribers.BroughtIn(run="r", posts=1, comments=1))
    assert found(ben, "turnip") == [post.public_id]
    assert found(ada, "beetroot") == [said.public_id]


def test_what_was_missed_is_mended(ada, ben):
    post = a_post(by=ada, body="A turnip")
    said = a_comment(by=ben, on=post, body="A beetroot")
    gone = a_post(by=ada, body="A radish")
    actions.reindex()
    Entry.objects.filter(kind="post", ref=post.pk).delete()
    Entry.objects.filter(kind="person").delete()
    Comment.objects.filter(pk=said.pk).update(body="A leek", version=2)
    Post.objects.filter(pk=gone.pk).update(state="deleted")
    tasks._walk.below = None
    assert tasks.compare() == 3
    assert tasks.compare() == Entry.objects.filter(kind="person").count()
    assert tasks.compare() == 0
    assert found(ben, "turnip") == [post.public_id]
    assert found(ben, "leek") == [said.public_id]
    assert not Entry.objects.filter(kind="post", ref=gone.pk).exists()
    tasks._walk.below = None


def test_a_stopped_reindexing_is_gone_on_with(ada, monkeypatch, capsys):
    monkeypatch.setattr(actions, "BATCH", 2)
    for n in range(5):
        a_post(by=ada, body=f"Turnip {n}")

    def stopped(done: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        actions.reindex(step=stopped)
    assert Entry.objects.filter(kind="post").count() == 2
    assert commands.run(commands.argparse.Namespace(empty=False)) == 0
    assert Entry.objects.filter(kind="post").count() == 5
    assert "entries changed" in capsys.readouterr().out
    assert commands.run(commands.argparse.Namespace(empty=True)) == 0
    assert Entry.objects.filter(kind="post").count() == 5


def test_two_of_one_moment_and_one_number_are_both_kept(ada, monkeypatch):
    monkeypatch.setattr("intramural.search.ids.of", lambda at, public_id: 7)
    for n in range(3):
        a_post(by=ada, body=f"Turnip {n}")
    actions.reindex()
    assert sorted(Entry.objects.filter(kind="post").values_list("pk", flat=True))[1:] != []
    assert Entry.objects.filter(kind="post").count() == 3


def test_words_are_learned_once(db):
    assert spelling.learn(["turnip", "turnip", "leek", "abc", "x1y2"]) == 2
    rows = Spelling.objects.count()
    assert spelling.learn(["leek", "turnip"]) == 0
    assert Spelling.objects.count() == rows
    assert spelling.near("trunip") == ["turnip"]
    assert spelling.near("tur") == []
