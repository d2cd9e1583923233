"""Handing mails over to the mail server, and what came of each.

    with posting.Line() as line:
        line.open()                     raises NobodyAnswers
        outcome = line.hand_over(mail)  Outcome("sent"), "later", "refused" or "unsure", and what the server said

A line is opened when it is needed, serves for many mails, and is opened anew after the server fell silent.
"""

from __future__ import annotations

import smtplib
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.base import BaseEmailBackend

SENT, LATER, REFUSED, UNSURE = "sent", "later", "refused", "unsure"
_TROUBLES = (OSError, smtplib.SMTPException)


class NobodyAnswers(Exception):
    """No mail can leave now. Its text says so, without an address."""


@dataclass(frozen=True)
class Outcome:
    """How it went. `unsure`: the server may have taken it and may not; nothing can tell."""

    how: str
    said: str = ""


class Line:
    """A connection to the mail server, as the operator set it."""

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def open(self) -> None:
        """Opens the line, if it is not open. Raises NobodyAnswers."""
        if self._connection is not None:
            return
        connection = get_connection()
        try:
            connection.open()
        except _TROUBLES as error:
            raise NobodyAnswers(f"The mail server cannot be reached: {type(error).__name__}.") from error
        self._connection = connection

    def close(self) -> None:
        if self._connection is not None:
            with suppress(*_TROUBLES):
                self._connection.close()
            self._connection = None

    def hand_over(self, mail: EmailMessage) -> Outcome:
        """Sends a mail to its one address, and says how that went. Raises NobodyAnswers where the line cannot be opened."""
        self.open()
        mail.connection = self._connection
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as error:
            return _answered(*next(iter(error.recipients.values()), (550, b"")))
        except smtplib.SMTPDataError as error:
            return _answered(error.smtp_code, error.smtp_error)
        except (smtplib.SMTPSenderRefused, smtplib.SMTPHeloError, smtplib.SMTPNotSupportedError) as error:
            return Outcome(LATER, f"The mail server does not take our mails: {type(error).__name__}.")
        except (UnicodeError, ValueError):
            return Outcome(REFUSED, "The address cannot be written in a mail.")
        except _TROUBLES as error:
            self.close()
            return Outcome(UNSURE, f"The mail server fell silent: {type(error).__name__}.")
        return Outcome(SENT)


def _answered(code: int, said: bytes | str) -> Outcome:
    words = said.decode("utf-8", "replace") if isinstance(said, bytes) else said
    return Outcome(LATER if 400 <= code < 500 else REFUSED, f"{code} {words}")
