"""What `intramural doctor` looks at of mail: whether it can leave, and whether what came was taken."""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from intramural.config.findings import BAD, GOOD, MIND, PATIENCE, Finding


def mail(given: Mapping[str, Any]) -> Iterator[Finding]:
    """Greets the mail server and signs in, and sends nothing."""
    from intramural.config.serving import is_loopback

    to = urlsplit(given["INTRAMURAL_MAIL_URL"])
    if to.scheme in ("console", "file"):
        alone = is_loopback(urlsplit(given["INTRAMURAL_SITE_URL"]).hostname or "")
        says = "is printed to the console" if to.scheme == "console" else "is written into a folder"
        yield Finding("mail", GOOD if alone else MIND, f"It {says}; nobody gets any.",
                      "" if alone else "Set INTRAMURAL_MAIL_URL=smtp+starttls://USER:PASSWORD@HOST:587")  # fmt: skip
        return
    where = f"{to.hostname}:{to.port or (465 if to.scheme == 'smtps' else 587)}"
    try:
        _greet(given["INTRAMURAL_MAIL_URL"])
    except smtplib.SMTPAuthenticationError:
        yield Finding("mail", BAD, f"{where} refuses the user or the password.", "Correct them in INTRAMURAL_MAIL_URL.")
    except ssl.SSLError:
        yield Finding(
            "mail",
            BAD,
            f"{where} has no certificate that this machine trusts.",
            "Check the host's name, or install the authority's certificate.",
        )
    except (OSError, smtplib.SMTPException) as error:
        yield Finding(
            "mail",
            BAD,
            f"{where} cannot be reached ({type(error).__name__}).",
            "Check host and port in INTRAMURAL_MAIL_URL, and the firewall.",
        )
    else:
        yield Finding("mail", GOOD, f"{where} answers")


def mails_not_taken(given: Mapping[str, Any]) -> Iterator[Finding]:
    """Mails that came in and stand aside because something failed here; what was wrong with the mail itself is none."""
    from intramural.config import preparing
    from intramural.mail.incoming import taking

    if preparing.pending() or not given["INTRAMURAL_MAIL_DOMAIN"]:
        return
    if failed := taking.failed():
        yield Finding("mail that came", MIND, f"{failed:,} could not be taken, because something failed here.",
                      "The log says what, at mail.fault or mail.unreadable; when that is mended, take them once more at /operator/mail/")  # fmt: skip
    else:
        yield Finding("mail that came", GOOD, "nothing of ours has failed")


def _greet(url: str) -> None:
    from urllib.parse import unquote

    to = urlsplit(url)
    trusted = ssl.create_default_context()
    port = to.port or (465 if to.scheme == "smtps" else 587)
    make: Callable[[], smtplib.SMTP] = (
        (lambda: smtplib.SMTP_SSL(to.hostname or "", port, timeout=PATIENCE, context=trusted))
        if to.scheme == "smtps"
        else (lambda: smtplib.SMTP(to.hostname or "", port, timeout=PATIENCE))
    )
    with make() as server:
        server.ehlo()
        if to.scheme == "smtp+starttls":
            server.starttls(context=trusted)
            server.ehlo()
        if to.username:
            server.login(unquote(to.username), unquote(to.password or ""))
