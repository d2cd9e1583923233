"""Which mails a program wrote: answers of the absent, what came back, lists, and our own. None of them is ever answered."""

from __future__ import annotations

import re
from email.message import Message

from intramural.mail.addresses import OURS
from intramural.mail.incoming import parts

_DAEMONS = re.compile(r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|daemon|bounces?)(?:[+@-]|\Z)", re.IGNORECASE)
_ABSENT = re.compile(
    r"\s*(?:auto(?:matic|matisch|mated)?[ -]?(?:reply|response|antwort|e antwort)|automatische antwort|out of (?:the )?office"
    r"|abwesenheits(?:notiz|nachricht|assistent)|abwesend\b|réponse automatique|absence du bureau|vacation\b|away from)",
    re.IGNORECASE,
)
_BACK = re.compile(
    r"\s*(?:undeliver|delivery (?:status notification|failure)|mail delivery (?:failed|failure|system)|returned mail|unzustellbar"
    r"|nicht zustellbar|failure notice|non remis)",
    re.IGNORECASE,
)


def kind(mail: Message) -> str:
    """ "bounce", "absence", "list", "own" or "program", by the headers (RFC 3834, RFC 2919, RFC 3464); "" for a person's."""
    if mail.get(OURS) is not None:
        return "own"
    sender = next((address for _, address in parts.addresses(mail, "From")), "")
    subject = parts.header(mail, "Subject")[:200]
    is_null = str(mail.get("Return-Path", "?")).strip() == "<>"
    if mail.get_content_type() == "multipart/report" or mail.get("X-Failed-Recipients") or _BACK.match(subject):
        return "bounce"
    submitted = parts.parameters(mail, "Auto-Submitted").partition(";")[0].strip()
    if _says_so(mail) or _ABSENT.match(subject) or submitted == "auto-replied":
        return "absence"
    if mail.get("List-Id") or mail.get("List-Post") or mail.get("List-Unsubscribe"):
        return "list"
    if submitted not in ("", "no") or is_null or _DAEMONS.match(sender):
        return "program"
    if parts.parameters(mail, "Precedence").strip() in ("bulk", "list", "junk"):
        return "list"
    return ""


def _says_so(mail: Message) -> bool:
    if any(mail.get(name) is not None for name in ("X-Autoreply", "X-Autorespond", "X-Vacation", "X-AutoReply-From")):
        return True
    return parts.parameters(mail, "Precedence").strip() == "auto_reply"
