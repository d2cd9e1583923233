"""Mails from outside as the programs of people pass them on: in the text, or attached whole.

forwarders.IN_THE_TEXT["iphone"]("Worth knowing.", Outside())   →   clients.Mail
forwarders.attaches("Worth knowing.", Outside(), how="outlook")   →   bytes
"""

from __future__ import annotations

import html
from base64 import encodebytes
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from intramural.mail.tests import clients


@dataclass(frozen=True)
class Outside:
    """A mail from outside, as it came: with a thread below, and with people who are nobody here."""

    sender: str = "Mia Outside <mia@elsewhere.example>"
    to: str = "Ben Haddad <ben@house.example>, Tom Far <tom@elsewhere.example>"
    cc: str = "lists@elsewhere.example"
    subject: str = "Ovens on show"
    organisation: str = "Oven Makers"
    words: str = "Your network was on the big screen as a good one.\n\nAsk tom@elsewhere.example for the slides."
    older: str = "Will somebody of the house be there?"

    @property
    def body(self) -> str:
        """What its plain part says: its words, and what it answers to."""
        introduced = "On Sun, Mar 1, 2026 at 8:30 AM Tom Far <tom@elsewhere.example> wrote:"
        return f"{self.words}\n\n{introduced}\n{clients.arrows(self.older)}\n"

    def bytes(self) -> bytes:
        """The mail itself."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Cc"], mail["Subject"] = self.sender, self.to, self.cc, self.subject
        mail["Date"], mail["Message-ID"] = "Sun, 01 Mar 2026 18:00:00 +0100", "<77@elsewhere.example>"
        mail["Organization"] = self.organisation
        mail.set_content(self.body, cte="quoted-printable")
        mail.add_attachment(b"Slide one", maintype="text", subtype="plain", filename="slides.txt")
        return mail.as_bytes()


def thunderbird(words: str, it: Outside) -> clients.Mail:
    """Subject first, values behind tabs; in the text, unmarked."""
    head = "\n".join(
        f"{name}: \t{value}"
        for name, value in (("Subject", it.subject), ("Date", "Sun, 1 Mar 2026 18:00:00 +0100"), ("From", it.sender), ("To", it.to), ("CC", it.cc))
    )  # fmt: skip
    return clients.Mail(
        f"{clients.flowed(words)}\n\n\n-------- Forwarded Message --------\n{head}\n\n\n\n{it.body}", flowed=True
    )


def thunderbird_in_html(words: str, it: Outside) -> clients.Mail:
    """The head is a table."""
    rows = "".join(
        f'<tr><th align="RIGHT" valign="BASELINE" nowrap="nowrap">{name}: </th><td>{html.escape(value)}</td></tr>'
        for name, value in (("Subject", it.subject), ("Date", "Sun, 1 Mar 2026 18:00:00 +0100"), ("From", it.sender), ("To", it.to))
    )  # fmt: skip
    return clients.Mail(
        html=f'<p>{clients.rows(words)}</p><div class="moz-forward-container"><br>-------- Forwarded Message --------'
        f'<table class="moz-email-headers-table"><tbody>{rows}</tbody></table><br><br><p>{clients.rows(it.words)}</p>'
        f'<blockquote type="cite">{clients.rows(it.older)}</blockquote></div>'
    )


def outlook(words: str, it: Outside, *, language: str = "en") -> clients.Mail:
    """A block of fields and nothing else."""
    names = {"en": ("From", "Sent", "To", "Cc", "Subject"), "de": ("Von", "Gesendet", "An", "Cc", "Betreff")}[language]
    to = it.to.replace(", ", "; ")
    values = (it.sender, "Sunday, March 1, 2026 6:00 PM", to, it.cc, it.subject)
    plain = "\n".join(f"{name}: {value}" for name, value in zip(names, values, strict=True))
    rich = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in zip(names, values, strict=True))
    return clients.Mail(
        f"{words}\n\n{plain}\n\n{it.body}",
        f'<div class="WordSection1"><p class="MsoNormal">{clients.rows(words)}</p><div><div style="border:none;border-top:solid #E1E1E1 1.0pt">'
        f'<p class="MsoNormal">{rich}</p></div></div><p class="MsoNormal">{clients.rows(it.words)}</p></div>',
    )


def outlook_in_german(words: str, it: Outside) -> clients.Mail:
    return outlook(words, it, language="de")


def outlook_on_a_phone(words: str, it: Outside) -> clients.Mail:
    """Its advertisement, a line, the fields."""
    said = f"{words}\n\n" if words else ""
    return clients.Mail(
        f"{said}Get Outlook for iOS<https://aka.ms/o0ukef>\n________________________________\nFrom: {it.sender}\n"
        f"Sent: Sunday, March 1, 2026 6:00:00 PM\nTo: {it.to}\nSubject: {it.subject}\n\n{it.body}"
    )


def apple_mail(words: str, it: Outside) -> clients.Mail:
    """All of it quoted."""
    head = f"From: {it.sender}\nSubject: {it.subject}\nDate: 1 March 2026 at 18:00:00 CET\nTo: {it.to}"
    return clients.Mail(f"{words}\n\n" + clients.arrows(f"Begin forwarded message:\n\n{head}\n\n{it.body}") + "\n")


def iphone(words: str, it: Outside) -> clients.Mail:
    """Signed by the phone, then quoted."""
    head = f"From: {it.sender}\nDate: 1 March 2026 at 18:00:00 CET\nTo: {it.to}\nSubject: {it.subject}"
    said = f"{words}\n\n" if words else ""
    return clients.Mail(
        f"{said}Sent from my iPhone\n\nBegin forwarded message:\n\n" + clients.arrows(f"{head}\n\n{it.body}") + "\n"
    )


def gmail(words: str, it: Outside) -> clients.Mail:
    """As the page and the phone of Gmail do."""
    head = f"From: Mia Outside <{it.sender.partition('<')[2]}\nDate: Sun, Mar 1, 2026 at 6:00 PM\nSubject: {it.subject}\nTo: {it.to}"
    return clients.Mail(f"{words}\n\n---------- Forwarded message ---------\n{head}\n\n\n{it.body}")


def gmail_in_html_alone(words: str, it: Outside) -> clients.Mail:
    head = (
        f'From: <strong class="gmail_sendername" dir="auto">Mia Outside</strong> <span dir="auto">&lt;<a href="mailto:mia@elsewhere.example">'
        f"mia@elsewhere.example</a>&gt;</span><br>Date: Sun, Mar 1, 2026 at 6:00 PM<br>Subject: {it.subject}<br>To:  {html.escape(it.to)}<br>"
    )
    return clients.Mail(
        html=f'<div dir="ltr">{clients.rows(words)}</div><br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">---------- Forwarded message '
        f'---------<br>{head}</div><br><br><div dir="ltr">{clients.rows(it.words)}</div></div>'
    )


IN_THE_TEXT = {
    client.__name__: client
    for client in (
        thunderbird, thunderbird_in_html, outlook, outlook_in_german, outlook_on_a_phone,
        apple_mail, iphone, gmail, gmail_in_html_alone,
    )
}  # fmt: skip


def attaches(words: str, it: Outside, *, how: str = "thunderbird") -> bytes:
    """A mail with the other attached whole, as Thunderbird, Outlook, Apple Mail and a web mailer do; without its envelope's From and To."""
    text = f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n".encode()
    raw = it.bytes()
    part = {
        "thunderbird": b'Content-Type: message/rfc822; charset=UTF-8; name="Ovens on show.eml"\r\n'
        b'Content-Disposition: attachment; filename="Ovens on show.eml"\r\nContent-Transfer-Encoding: 7bit\r\n\r\n' + raw,
        "outlook": b"Content-Type: message/rfc822\r\nContent-Disposition: attachment;\r\n"
        b'\tcreation-date="Mon, 02 Mar 2026 08:00:00 GMT"\r\n\r\n' + raw,
        "apple": b"Content-Disposition: attachment;\r\n\tfilename*0=\"Ovens on\";\r\n\tfilename*1=\" show.eml\"\r\n"
        b"Content-Type: message/rfc822;\r\n\tname=\"Ovens on show.eml\"\r\n\r\n" + raw,
        "encoded": b"Content-Type: message/rfc822\r\nContent-Disposition: attachment\r\nContent-Transfer-Encoding: base64\r\n\r\n"
        + encodebytes(raw),
        "web": b'Content-Type: application/octet-stream; name="Ovens on show.eml"\r\n'
        b'Content-Disposition: attachment; filename="Ovens on show.eml"\r\nContent-Transfer-Encoding: base64\r\n\r\n'
        + encodebytes(raw),
    }[how]  # fmt: skip
    head = b"Subject: Fwd: Ovens on show\r\nMIME-Version: 1.0\r\nDate: Mon, 02 Mar 2026 09:00:00 +0100\r\n"
    head += b'Content-Type: multipart/mixed; boundary="=_cut"\r\n\r\n'
    return head + b"--=_cut\r\n" + text + b"\r\n--=_cut\r\n" + part + b"\r\n--=_cut--\r\n"
