"""What the journeys of care begin with: a post that has gone wherever a post goes, and colleagues at Ostergate, of whom Dana
Whitlock, who looks after Pricing, never signs in."""

from __future__ import annotations

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

WORD = "merganser"
SIGNED_IN = ("felix", "noor", "ewan")
"""Who writes, who reads, and who is Dana's deputy."""


def colleagues() -> dict[str, Any]:
    """Those of the company who are signed in; what they share is told at once."""
    from intramural.people.models import Person

    Person.objects.filter(handle__in=SIGNED_IN).update(undo_seconds=0)
    return {handle: Person.objects.get(handle=handle) for handle in SIGNED_IN}


def traced(scene: Any) -> dict[str, str]:
    """Where everything of the post is, for the member, who is named in it; the owner looks after its topic."""
    from intramural.kit import clock
    from intramural.kit.paging import moment
    from intramural.kit.tests import papers
    from intramural.mail import addresses
    from intramural.mail.incoming import delivering
    from intramural.posts import actions as posts
    from intramural.posts.testing import a_comment, a_file, a_post

    files = [a_file("plan.pdf", papers.pdf(f"The {WORD} plan")), a_file("wall.png", papers.a_picture())]
    body = f"The {WORD} plan is out: all get more. @{scene.member.handle} #pay"
    post = a_post(by=scene.author, title=f"The {WORD} plan", body=body, files=files)
    plan, wall = post.attachments.order_by("pk")
    posts.describe(wall, f"A wall with a {WORD}", by=scene.author)
    to, mail = addresses.reply_address(post, scene.space_member), EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = scene.space_member.email, to, "Re: The plan"
    mail["Message-ID"] = f"<{post.public_id}@phone.example>"
    mail.set_content(f"Why {WORD}, and not heron?\n")
    delivering.deliver(mail.as_bytes(), to=[to], sender=scene.space_member.email)
    reply = post.comments.get()
    quoting = a_comment(by=scene.owner, on=post, body=f"Because of the {WORD}.", quotes=reply)
    leading = a_post(by=scene.owner, body=f"We begin with [the plan](/posts/{post.public_id}/).")
    return {
        # From here down in any list: other journeys write, and what is new comes first.
        "later": str(moment(clock.now() + timedelta(seconds=1))),
        "word": WORD, "post": f"/posts/{post.public_id}/", "item": f"/api/v1/posts/{post.public_id}",
        "plan": f"/files/{plan.public_id}/", "wall": f"/files/{wall.public_id}/", "reply": f"/comments/{reply.public_id}/",
        "quoting": f"/comments/{quoting.public_id}/", "leading": f"/posts/{leading.public_id}/",
    }  # fmt: skip
