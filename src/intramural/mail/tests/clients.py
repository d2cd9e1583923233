"""Mails as the programs of people write them: Thunderbird, Outlook, Apple Mail, Gmail, phones; in English, German, French.

    mail = clients.thunderbird(words, quoting=Quoted(…), language="de")
    mail.bytes(sender="ada@house.example", to="reply+…@house.example", message_id=…, answers=…)

Each gives the MIME that the program gives: its plain part as it breaks and quotes lines, its HTML, its headers.
"""

from __future__ import annotations

import html
import textwrap
from collections.abc import Callable
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP


@dataclass(frozen=True)
class Quoted:
    """The mail that is answered."""

    who: str = "Ada Okonkwo"
    address: str = "inside@house.example"
    words: str = "Shall we open the canteen on Friday?\n\nThe new oven is here."
    subject: str = "The canteen"


@dataclass
class Mail:
    plain: str = ""
    html: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    flowed: bool = False
    files: list[tuple[str, str, bytes]] = field(default_factory=list)

    def bytes(
        self,
        *,
        sender: str,
        to: str,
        subject: str = "Re: The canteen",
        message_id: str = "<1@client.example>",
        answers: str = "",
        more: dict[str, str] | None = None,
    ) -> bytes:
        """The mail as it goes over the wire."""
        mail = EmailMessage(policy=SMTP)
        mail["From"], mail["To"], mail["Subject"] = sender, to, subject
        mail["Date"], mail["Message-ID"] = "Mon, 02 Mar 2026 09:00:00 +0100", message_id
        if answers:
            mail["In-Reply-To"], mail["References"] = answers, answers
        for name, value in {**self.headers, **(more or {})}.items():
            mail[name] = value
        if self.plain or not self.html:
            mail.set_content(self.plain, cte="quoted-printable")
            if self.flowed:
                mail.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
            if self.html:
                mail.add_alternative(self.html, subtype="html")
        else:
            mail.set_content(self.html, subtype="html")
        for name, kind, content in self.files:
            mail.add_attachment(content, maintype=kind.split("/")[0], subtype=kind.split("/")[1], filename=name)
        return mail.as_bytes()


_WHEN = {"en": "Mon, Mar 2, 2026 at 8:30 AM", "de": "Mo., 2. März 2026 um 08:30 Uhr", "fr": "lun. 2 mars 2026 à 08:30"}


def thunderbird(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """format=flowed, the quotation first or last, `-- ` before the signature."""
    said = flowed(words)
    if quoting:
        line = {
            "en": f"On 02/03/2026 08:30, {quoting.who} wrote:",
            "de": f"Am 02.03.26 um 08:30 schrieb {quoting.who}:",
            "fr": f"Le 02/03/2026 à 08:30, {quoting.who} a écrit :",
        }[language]
        said = f"{said}\n\n{line}\n{arrows(quoting.words)}"
    if signature:
        said += f"\n\n-- \n{signature}"
    return Mail(said + "\n", headers={"User-Agent": "Mozilla Thunderbird"}, flowed=True)


def thunderbird_below(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """The answer below what it answers."""
    quoting = quoting or Quoted()
    line = {
        "en": f"On 02/03/2026 08:30, {quoting.who} wrote:",
        "de": f"Am 02.03.26 um 08:30 schrieb {quoting.who}:",
        "fr": f"Le 02/03/2026 à 08:30, {quoting.who} a écrit :",
    }[language]
    said = f"{line}\n{arrows(quoting.words)}\n\n{flowed(words)}\n"
    if signature:
        said += f"\n-- \n{signature}\n"
    return Mail(said, flowed=True)


def outlook(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """No marks before quoted lines; a block of fields introduces them. The plain part beside the HTML."""
    fields = _outlook_fields(quoting, language) if quoting else []
    closing = f"\n\n{_regards(language)}\n\n{signature}" if signature else ""
    plain = words + closing
    rich = "".join(f'<p class="MsoNormal">{rows(part)}</p>' for part in [*words.split("\n\n"), closing.strip()] if part)
    if quoting:
        block = "\n".join(f"{name}: {value}" for name, value in fields)
        plain += f"\n\n{block}\n\n{quoting.words}"
        shown = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in fields)
        rich += (
            '<div><div style="border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm">'
            f'<p class="MsoNormal">{shown}</p></div></div><p class="MsoNormal">{rows(quoting.words)}</p>'
        )
    page = f'<html><head><style>p.MsoNormal {{margin:0}}</style></head><body lang="EN"><div class="WordSection1">{rich}</div></body></html>'
    return Mail(plain + "\n", page, headers={"X-Mailer": "Microsoft Outlook 16.0", "Thread-Topic": "The canteen"})


def outlook_in_html_alone(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """As Outlook on the web sends where it sends no plain part."""
    rich = "".join(f"<div>{rows(part)}</div><div><br></div>" for part in words.split("\n\n"))
    if signature:
        rich += f'<div id="Signature"><div>{rows(signature)}</div></div>'
    if quoting:
        shown = "<br>".join(f"<b>{name}:</b> {html.escape(value)}" for name, value in _outlook_fields(quoting, language))
        rich += f'<hr style="display:inline-block;width:98%"><div id="divRplyFwdMsg" dir="ltr"><font>{shown}</font></div><div>{rows(quoting.words)}</div>'
    return Mail(html=f"<html><body dir='ltr'>{rich}</body></html>")


def apple_mail(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """The introduction with the address in it, `>` before each line."""
    said = words
    if signature:
        said += f"\n\n{_regards(language)}\n{signature}"
    if quoting:
        line = {
            "en": f"On 2. Mar 2026, at 08:30, {quoting.who} <{quoting.address}> wrote:",
            "de": f"Am 02.03.2026 um 08:30 schrieb {quoting.who} <{quoting.address}>:",
            "fr": f"Le 2 mars 2026 à 08:30, {quoting.who} <{quoting.address}> a écrit :",
        }[language]
        said += (
            f"\n\n> {line}\n> \n{arrows(quoting.words)}" if language == "de" else f"\n\n{line}\n\n{arrows(quoting.words)}"
        )
    return Mail(said + "\n", headers={"X-Mailer": "Apple Mail (2.3774.300)", "Mime-Version": "1.0"})


def gmail(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """Lines broken at 72, the introduction perhaps over two lines, HTML beside."""
    said = "\n\n".join(_filled(part, 72) for part in words.split("\n\n"))
    rich = f'<div dir="ltr">{"<br><br>".join(rows(part) for part in words.split(chr(10) * 2))}</div>'
    if signature:
        said += f"\n\n-- \n{signature}"
        rich += (
            f'<span class="gmail_signature_prefix">-- </span><div dir="ltr" class="gmail_signature">{rows(signature)}</div>'
        )
    if quoting:
        line = {
            "en": f"On {_WHEN['en']} {quoting.who} <{quoting.address}> wrote:",
            "de": f"Am {_WHEN['de']} schrieb {quoting.who} <\n{quoting.address}>:",
            "fr": f"Le {_WHEN['fr']}, {quoting.who} <{quoting.address}> a écrit :",
        }[language]
        said += f"\n\n{_filled(line, 78) if chr(10) not in line else line}\n\n{arrows(quoting.words)}"
        rich += (
            f'<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">{html.escape(line)}<br></div>'
            f'<blockquote class="gmail_quote" style="margin:0">{rows(quoting.words)}</blockquote></div>'
        )
    return Mail(said + "\n", rich)


def gmail_in_html_alone(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """The HTML part of it where a gateway dropped the plain one."""
    return Mail(html=gmail(words, quoting, language=language, signature=signature).html)


_PHONES = {
    "iphone": {"en": "Sent from my iPhone", "de": "Von meinem iPhone gesendet", "fr": "Envoyé de mon iPhone"},
    "outlook": {"en": "Get Outlook for iOS<https://aka.ms/o0ukef>", "de": "Outlook für Android<https://aka.ms/AAb9ysg> beziehen",
                "fr": "Télécharger Outlook pour iOS<https://aka.ms/o0ukef>"},
    "samsung": {"en": "Sent from my Galaxy", "de": "Von meinem Samsung Galaxy Smartphone gesendet.",
                "fr": "Envoyé de mon appareil Galaxy"},
}  # fmt: skip


def iphone(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """The signature of the phone, then the introduction and `>`."""
    said = f"{words}\n\n{_PHONES['iphone'][language]}"
    if quoting:
        line = {
            "en": f"On 2 Mar 2026, at 08:30, {quoting.who} <{quoting.address}> wrote:",
            "de": f"Am 02.03.2026 um 08:30 schrieb {quoting.who} <{quoting.address}>:",
            "fr": f"Le 2 mars 2026 à 08:30, {quoting.who} <{quoting.address}> a écrit :",
        }[language]
        said += f"\n\n> {line}\n> \n{arrows('​' + quoting.words)}"
    return Mail(said + "\n", headers={"X-Mailer": "iPhone Mail (22D72)"})


def outlook_on_a_phone(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """`Get Outlook for …`, a rule of 32, a block of fields."""
    said = f"{words}\n\n{_PHONES['outlook'][language]}"
    if quoting:
        block = "\n".join(f"{name}: {value}" for name, value in _outlook_fields(quoting, language))
        said += f"\n{'_' * 32}\n{block}\n\n{quoting.words}"
    return Mail(said + "\n")


def android(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """Samsung's program: its line, then `-------- Original message --------` and fields."""
    said = f"{words}\n\n\n{_PHONES['samsung'][language]}"
    if quoting:
        rule = {
            "en": "-------- Original message --------",
            "de": "-------- Ursprüngliche Nachricht --------",
            "fr": "-------- Message d'origine --------",
        }[language]
        block = "\n".join(f"{name}: {value} " for name, value in _outlook_fields(quoting, language))
        said += f"\n{rule}\n{block}\n{quoting.words}"
    return Mail(said + "\n")


def between(words: str, quoting: Quoted | None = None, *, language: str = "en", signature: str = "") -> Mail:
    """Answers between the lines that they answer; the lines stay above them."""
    quoting = quoting or Quoted()
    asked = [row for row in quoting.words.split("\n") if row.strip()] or ["What?"]
    parts = words.split("\n\n")
    line = {
        "en": f"On 02/03/2026 08:30, {quoting.who} wrote:",
        "de": f"Am 02.03.26 um 08:30 schrieb {quoting.who}:",
        "fr": f"Le 02/03/2026 à 08:30, {quoting.who} a écrit :",
    }[language]
    rows = [line]
    for at, part in enumerate(parts):
        rows += [f"> {asked[at % len(asked)]}", "", part, ""]
    if signature:
        rows += ["-- ", signature]
    return Mail("\n".join(rows) + "\n")


Client = Callable[..., Mail]
ALL: dict[str, Client] = {
    client.__name__: client
    for client in (
        thunderbird, thunderbird_below, outlook, outlook_in_html_alone, apple_mail, gmail, gmail_in_html_alone, iphone,
        outlook_on_a_phone, android, between,
    )
}  # fmt: skip


def _outlook_fields(quoting: Quoted, language: str) -> list[tuple[str, str]]:
    names = {
        "en": ("From", "Sent", "To", "Subject"),
        "de": ("Von", "Gesendet", "An", "Betreff"),
        "fr": ("De ", "Envoyé ", "À ", "Objet "),
    }[language]
    values = (f"{quoting.who} <{quoting.address}>", "Monday, March 2, 2026 8:30 AM", "Ben Haddad <ben@house.example>")
    return list(zip(names, (*values, quoting.subject), strict=True))


def _regards(language: str) -> str:
    return {"en": "Kind regards,", "de": "Mit freundlichen Grüßen", "fr": "Cordialement,"}[language]


def flowed(words: str) -> str:
    """Paragraphs broken at 72 with a blank at the end of what goes on (RFC 3676)."""
    return "\n".join(
        " \n".join(textwrap.wrap(row, 72, break_long_words=False, break_on_hyphens=False)) for row in words.split("\n")
    )


def _filled(words: str, width: int) -> str:
    return "\n".join(
        "\n".join(textwrap.wrap(row, width, break_long_words=False, break_on_hyphens=False)) for row in words.split("\n")
    )


def arrows(words: str) -> str:
    return "\n".join(f"> {row}".rstrip() for row in words.split("\n"))


def rows(words: str) -> str:
    return html.escape(words, quote=False).replace("\n", "<br>\n")
