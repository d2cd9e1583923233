from __future__ import annotations

from datetime import timedelta

from django.core import mail

from intramural.care import queries as care
from intramural.care.models import Asked, Consult, Message, Narrowing, Remark
from intramural.kit import clock
from intramural.mail import actions
from intramural.mail.models import Letter, Notice
from intramural.mail.outgoing import asking, handing, notices
from intramural.people.models import Person
from intramural.posts.models import Comment, Post
from intramural.stewards.models import Watch
from tests.leaks.reading import whole_mail
from tests.leaks.surfaces import Nothing, Reads


def mailed(bundle: str):
    """What somebody is mailed of the post and the comment of the world, with every header as its reader sees it."""

    def do(world, person: Person | None) -> bytes:
        if person is None:
            return b""
        Letter.objects.all().delete()
        mail.outbox.clear()
        due = clock.now() - timedelta(seconds=1)
        for post in Post.objects.filter(public_id=world.post_id):
            for comment in [None, *Comment.objects.filter(post=post)]:
                actions.queue(
                    to=person, post=post, comment=comment, reason="because you follow it", due_at=due, bundle=bundle
                )
        handing.hand_over()
        return b"\n".join(whole_mail(sent) for sent in mail.outbox)

    return do


def consulted(world, person: Person | None) -> bytes:
    """What somebody is mailed of the consult of the world."""
    consult = Consult.objects.filter(public_id=world.consult_id).select_related("by").first()
    if person is None or consult is None:
        return b""
    Asked.objects.filter(consult=consult).update(answered_at=None)
    mail.outbox.clear()
    for asked in Asked.objects.filter(consult=consult, person=person).select_related("consult"):
        notices.tell(person, Notice.Kind.CONSULT, asking.key_of(asked).partition(":")[2], asked=asked)
    for remark in Remark.objects.filter(consult=consult).select_related("consult__by"):
        if person in care.remark_reaches(remark):
            notices.tell(person, Notice.Kind.REMARK, remark.pk, remark=remark)
    notices.hand_over()
    return b"\n".join(whole_mail(sent) for sent in mail.outbox)


def cared_for(world, person: Person | None) -> bytes:
    """What somebody is mailed of the post, its talks and its narrowings, whoever they are, if it were noted for them."""
    post = Post.objects.filter(public_id=world.post_id).first()
    if person is None or post is None:
        return b""
    Notice.objects.all().delete()
    mail.outbox.clear()
    for message in Message.objects.filter(concern__post=post):
        notices.tell(person, Notice.Kind.CONCERN, message.pk, message=message)
    for narrowing in Narrowing.objects.filter(post=post):
        for kind in (Notice.Kind.NARROWED, Notice.Kind.CONFIRMED, Notice.Kind.UPHOLD, Notice.Kind.ENDED):
            notices.tell(person, kind, narrowing.pk, narrowing=narrowing)
    Watch.objects.update_or_create(stewardship=world.stewardship, person=person, defaults={"beyond": "named"})
    notices.tell(person, Notice.Kind.WIDER, post.pk, post=post, stewardship=world.stewardship)
    notices.tell(person, Notice.Kind.OPENED, post.pk, post=post)
    notices.tell(person, Notice.Kind.RECALLED, post.pk, post=post)
    notices.tell(person, Notice.Kind.BRIEF, "now")
    actions.note_quiet(person, [post], week="now", due_at=clock.now())
    notices.hand_over()
    return b"\n".join(whole_mail(sent) for sent in mail.outbox)


SURFACES = {
    "mail:mail/letters": [Reads("M01, M03: a mail of its own", mailed("")), Reads("M02: a digest", mailed("daily"))],
    "mail:mail/notices": [
        Reads("a draft, for whoever is asked about it, and what is said there", consulted, of_consult=True),
        Reads("short mails of care and to stewards, whoever they were noted for", cared_for),
    ],
    "mail:mail/leaving.html": Nothing("the page of mail:leaving"),
    "mail:mail/settings.html": Nothing("the page of mail:settings"),
    "mail:leaving": Nothing(
        "the list that a token of the person's own names; a space that they may not know of has no name"
    ),
    "mail:settings": Nothing("the person's own address, and lists; a space that they may not know of has no name"),
    "mail:aside": Nothing("why mails could not be taken, for operators; nothing that one says, nor who wrote it"),
    "mail:mail/aside.html": Nothing("the page of mail:aside"),
    "mail:again": Nothing("a form of the person's own"),
}
