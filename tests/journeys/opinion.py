"""Answers by mail, as who is asked, the consult that was begun last: the mail goes in as a mail server's pipe brings it."""

from __future__ import annotations

from email.message import EmailMessage

import django

LINE = "fine if the figures are removed"


def main() -> None:
    django.setup()
    from intramural.care.models import Asked
    from intramural.mail import addresses
    from intramural.mail.incoming import delivering

    asked = Asked.objects.select_related("consult", "person").order_by("-pk")[0]
    to = addresses.consult_address(asked.consult, asked.person)
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = f"{asked.person.name} <{asked.person.email}>", to, "Re: before sharing"
    mail["Message-ID"] = f"<{asked.consult.public_id}@phone.example>"
    mail.set_content(f"{LINE}\n\nSent from my phone\n")
    print(delivering.deliver(mail.as_bytes(), to=[to], sender=asked.person.email or ""))


if __name__ == "__main__":
    main()
