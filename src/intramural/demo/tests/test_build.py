from __future__ import annotations

import stat
import tempfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import TestCase, override_settings

from intramural.care.models import AccessRequest, Asked, Concern
from intramural.demo import build, commands, company, matters, passwords, pictures
from intramural.demo.weeks import RATES, ROADMAP, WEEKS
from intramural.kit import clock
from intramural.kit.errors import Conflict
from intramural.people.models import Person, Unit
from intramural.posts.models import Attachment, Comment, Post, Reaction
from intramural.spaces import tasks
from intramural.spaces.models import Space
from intramural.topics.models import Topic


@pytest.fixture
def data_dir(tmp_path: Path, settings: object) -> Path:
    settings.DATA_DIR = tmp_path  # type: ignore[attr-defined]
    return tmp_path


@pytest.mark.slow
class TestOstergate(TestCase):
    """The company, made once and looked at by each test."""

    @classmethod
    def setUpClass(cls) -> None:
        folder = cls.enterClassContext(tempfile.TemporaryDirectory())
        cls.enterClassContext(override_settings(DATA_DIR=Path(folder)))
        super().setUpClass()

    @classmethod
    def setUpTestData(cls) -> None:
        build.make()

    def test_the_company_is_whole(self) -> None:
        assert Person.objects.filter(standing="member").count() == len(company.people()) == 60
        assert Unit.objects.count() == 12
        assert set(Space.objects.values_list("kind", flat=True)) == set(Space.Kind.values)
        assert Post.objects.filter(state="published").count() == len(WEEKS)
        assert set(
            Topic.objects.exclude(stewardship__steward=None).exclude(stewardship__deputy=None).values_list("slug", flat=True)
        ) == set(company.TOPICS)
        assert Reaction.objects.exists()

    def test_everybody_but_the_head_of_the_house_and_the_guest_has_a_manager(self) -> None:
        assert set(Person.objects.filter(manager=None).values_list("handle", flat=True)) == {"rosa", "guro"}

    def test_nothing_of_it_lies_in_the_future_and_answers_follow_what_they_answer(self) -> None:
        assert not Post.objects.filter(released_at__gt=clock.now()).exists()
        for comment in Comment.objects.select_related("post"):
            assert comment.post.released_at is not None
            assert comment.post.released_at < comment.released_at <= clock.now()

    def test_a_roadmap_that_went_too_far_was_repaired_and_left_a_lesson(self) -> None:
        signe, jonas, ines = (Person.objects.get(handle=handle) for handle in ("signe", "jonas", "ines"))
        roadmap = Post.objects.get(title=ROADMAP)
        for who, sees in ((signe, True), (jonas, True), (ines, False)):
            assert Post.objects.visible_to(who).filter(pk=roadmap.pk).exists() is sees
        concern = Concern.objects.get(post=roadmap)
        assert concern.closed_at is not None
        assert concern.closed_at <= clock.now() - timedelta(days=17)
        self.client.force_login(ines)
        topic = self.client.get("/topics/route-planner/").content.decode()
        assert matters.LESSON in topic
        assert ROADMAP not in topic
        assert self.client.get(f"/posts/{roadmap.public_id}/").status_code == 404

    def test_a_question_and_a_request_wait_for_the_steward_who_signs_in(self) -> None:
        dana, ines = Person.objects.get(handle="dana"), Person.objects.get(handle="ines")
        assert Asked.objects.filter(person=dana, answer="").count() == 1
        assert AccessRequest.objects.filter(answered_at=None, post__title=RATES).count() == 1
        self.client.force_login(ines)
        assert "Dana Whitlock" in self.client.get("/").content.decode()
        shell = self.client.get(f"/posts/{Post.objects.get(title=RATES).public_id}/").content.decode()
        assert "line by line" in shell
        assert "wage round" not in shell

    def test_what_is_said_behind_a_gate_stays_there(self) -> None:
        ines, dana = Person.objects.get(handle="ines"), Person.objects.get(handle="dana")
        tender = Post.objects.filter(space__name="Nordvik tender")
        assert tender.exists()
        assert not Post.objects.visible_to(ines).filter(pk__in=tender).exists()
        assert Post.objects.visible_to(dana).filter(pk__in=tender).count() == tender.count()

    def test_every_kind_of_post_is_there_and_every_picture_is_described(self) -> None:
        assert set(Post.objects.values_list("kind", flat=True)) == set(Post.Kind.values)
        described = Attachment.objects.values_list("description", flat=True)
        assert len(described) == len(pictures.DRAWN)
        assert all(described)

    def test_one_gated_space_is_near_its_sunset_and_its_owner_will_be_asked(self) -> None:
        assert tasks.ask_for_renewals() == 1
        assert Space.objects.get(renewal_asked_at__isnull=False).name == "Nordvik tender"

    def test_four_people_sign_in_with_the_printed_password(self) -> None:
        told = commands.sign_ins("http://127.0.0.1:8000")
        for handle, _part in build.SIGN_INS:
            person = Person.objects.get(handle=handle)
            assert person.email is not None
            assert person.email in told
            assert person.check_password(passwords.shared())
        assert passwords.shared() in told

    def test_again_changes_nothing(self) -> None:
        before = Post.objects.count(), Person.objects.count()
        build.make()
        assert (Post.objects.count(), Person.objects.count()) == before


def test_a_house_in_which_somebody_lives_is_left_alone(ada: Person, data_dir: Path) -> None:
    with pytest.raises(Conflict, match="people in this house"):
        build.make()
    assert not build.is_here()


def test_the_password_is_for_its_owner_alone_and_stays(data_dir: Path) -> None:
    password = passwords.shared()
    assert stat.S_IMODE((data_dir / "demo_password").stat().st_mode) == 0o600
    assert passwords.shared() == password
    assert len(password.split("-")) == 4
