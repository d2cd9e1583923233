from __future__ import annotations

from typing import Any

from django.test import Client

from intramural.care import doors
from intramural.care.models import Concern, Consult, Narrowing
from intramural.people.models import Person
from intramural.posts.models import Post
from tests.leaks.surfaces import Acts, Nothing, Reads, Shows, Surface

WHY = {"because": "Not yet."}


def its_post(world: Any) -> list[str]:
    return [world.post_id]


def its_matter(world: Any) -> list[str]:
    return [world.narrowing_id]


def its_talk(world: Any) -> list[str]:
    return [world.concern_id]


_BEHIND: dict[str, Any] = {
    "post": lambda w: (Post, w.post_id, doors.to_post),
    "talk": lambda w: (Concern, w.concern_id, doors.to_talk),
    "matter": lambda w: (Narrowing, w.narrowing_id, doors.to_matter),
    "exposure": lambda w: (Post, w.post_id, doors.to_exposure),
}


def through_a_mail(kind: str) -> Any:
    """What somebody finds behind the link of a mail about the post, its talk or its narrowing, if they had been mailed one."""

    def do(world: Any, person: Person | None) -> bytes:
        found, public_id, to = _BEHIND[kind](world)
        about = found.objects.filter(public_id=public_id).first()
        if person is None or about is None:
            return b""
        door = to(about, person)
        return Client().get(door).content + (Client().post(door).content if kind == "exposure" else b"")

    return do


def its_consult(world: Any) -> list[str]:
    return [world.consult_id]


def its_file(world: Any) -> list[str]:
    return [world.consult_id, world.file_id]


def asked_by_mail(with_file: bool) -> Any:
    """What somebody finds behind the link of the mail that asks them about a draft, if they had been mailed one."""

    def do(world: Any, person: Person | None) -> bytes:
        consult = Consult.objects.filter(public_id=world.consult_id).first()
        if person is None or consult is None:
            return b""
        door = doors.to_consult(consult, person)
        answer = Client().get(f"{door}files/{world.file_id}/?save" if with_file else door)
        return str(answer.headers).encode() + (b"".join(answer) if answer.streaming else answer.content)

    return do


SURFACES: dict[str, Surface | list[Surface]] = {
    "care:narrowing": [
        Shows("the form to make it smaller", at=its_post, tombstones=True),
        Acts("making it smaller", at=its_post, data=WHY),
        Acts("taking it down", at=its_post, data={**WHY, "audience": "nobody"}),
    ],
    "care:matter": Shows("why it was made smaller, with its sealed copy", at=its_matter),
    "care:concern": [
        Shows("the form to raise a concern", at=its_post, tombstones=True),
        Acts("raising a concern", at=its_post, data={"kind": "question", "body": "Who may know?"}),
    ],
    "care:recovery": [
        Shows("the form of who overshared", at=its_post, tombstones=True),
        Acts("mending it", at=its_post, data={"apology": "I am sorry.", "audience": "nobody"}),
    ],
    "care:talk": [
        Shows("a private talk", at=its_talk),
        Acts("answering in a private talk", at=its_talk, data={"body": "I see."}),
    ],
    "care:closing": Acts("settling a private talk", at=its_talk),
    "care:asking": [
        Shows("the form to ask first", at=its_post),
        Acts("asking first", at=its_post, data={"people": "@mara"}),
    ],
    "care:consult": [
        Shows("a consult", at=its_consult, of_consult=True),
        Acts("saying something in a consult", at=its_consult, data={"body": "Hm."}, of_consult=True),
    ],
    "care:opinion": Acts("answering a consult", at=its_consult, data={"answer": "fine"}, of_consult=True),
    "care:taking": Acts("taking an offer", at=its_consult, data={"offer": "made-up"}, of_consult=True),
    "care:showing_again": Acts("showing a draft again", at=its_consult, of_consult=True),
    "care:sharing": Acts("sharing what was asked about", at=its_consult, of_consult=True),
    "care:dissent": Acts("noting dissent", at=its_consult, data={"dissent": "No."}, of_consult=True),
    "care:calling_off": Acts("calling a consult off", at=its_consult, of_consult=True),
    "care:consult_file": Shows(
        "a file of a draft that one is asked about", at=its_file, queries=("", "?small", "?save"), of_consult=True
    ),
    "care:consult_door": Reads("a consult behind the link of a mail", asked_by_mail(False), of_consult=True),
    "care:consult_door_file": Reads("a file of a draft behind the link of a mail", asked_by_mail(True), of_consult=True),
    "care:post_door": Reads("a post's page behind the link of a mail", through_a_mail("post")),
    "care:talk_door": Reads("a private talk behind the link of a mail", through_a_mail("talk")),
    "care:matter_door": Reads("why it was made smaller, behind the link of a mail", through_a_mail("matter")),
    "care:exposure_door": Nothing("a button that asks first; what it opens names people, and no words of the post"),
    "care:matter_talk": Acts("saying something about a narrowing", at=its_matter, data={"body": "Why?"}),
    "care:lesson": Acts("keeping a lesson", at=its_talk, data={"lesson": "Ask first."}),
    "care:agreement": Acts("agreeing", at=its_matter),
    "care:upholding": Acts("upholding", at=its_matter),
    "care:ending": Acts("ending a narrowing", at=its_matter),
    "api:narrow_post": Acts("making it smaller, by a program", at=its_post, data=WHY, json=True),
    "api:narrowing": Shows("a narrowing, to a program", at=its_matter, of_people=True),
    "api:agree_with_narrowing": Acts("agreeing, by a program", at=its_matter, json=True),
    "api:uphold_narrowing": Acts("upholding, by a program", at=its_matter, json=True),
    "api:end_narrowing": Acts("ending a narrowing, by a program", at=its_matter, json=True),
    "api:ask_first": Acts("asking first, by a program", at=its_post, data={"people": ["mara"]}, json=True),
    "api:consults": Shows("the consults that one is in, to a program", of_people=True, of_consult=True),
    "api:consult": Shows("a consult, to a program", at=its_consult, of_consult=True),
    "api:consult_file": Shows("a file of a draft that one is asked about, to a program", at=its_file, of_consult=True),
    "api:answer_consult": Acts(
        "answering a consult, by a program", at=its_consult, data={"answer": "fine"}, json=True, of_consult=True
    ),
    "api:say_in_consult": Acts(
        "saying something in a consult, by a program", at=its_consult, data={"body": "Hm."}, json=True, of_consult=True
    ),
    "api:take_offer": Acts(
        "taking an offer, by a program", at=lambda w: [w.consult_id, "made-up"], json=True, of_consult=True
    ),
    "api:show_draft_again": Acts("showing a draft again, by a program", at=its_consult, json=True, of_consult=True),
    "api:share_after_asking": Acts(
        "sharing what was asked about, by a program", at=its_consult, data={}, json=True, of_consult=True
    ),
    "api:note_dissent": Acts(
        "noting dissent, by a program", at=its_consult, data={"dissent": "No."}, json=True, of_consult=True
    ),
    "api:call_consult_off": Acts("calling a consult off, by a program", at=its_consult, json=True, of_consult=True),
}
