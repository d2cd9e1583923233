"""Why a mail could not be taken, and what its sender is told: the same words for what is hidden, over, or never was."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """`for_operator` is a line of the operator's page; `told` goes to the sender, or nobody is told where it is ""."""

    for_operator: str
    told: str = ""


REASONS = {
    "nowhere": Reason(
        "Its address leads nowhere for its sender.",
        "The address that you wrote to leads nowhere for you: it may be too old, misspelt, or made for somebody else. Answer the "
        "newest mail that you have, or look for the post on the page.",
    ),
    "stranger": Reason("Nobody here has the address that it came from."),
    "senders": Reason("It names no sender, or several."),
    "unproven": Reason(
        "Your mail server could not confirm that it came from its sender.",
        "Your mail could not be confirmed as yours, because it did not come by your organisation's mail server. Send it from there, "
        "or write it on the page.",
    ),
    "unreadable": Reason("It cannot be read as a mail."),
    "encrypted": Reason(
        "It is encrypted.", "Your mail is encrypted, and nobody has its key here. Send it again without encryption."
    ),
    "wordless": Reason("It says nothing of its own.", "Your mail has no words of its own and no file. Write a sentence above what it quotes."),
    "files_alone": Reason(
        "It holds files, where only words are read.",
        "Your mail holds files, and files do not come along here. Say it in words, or open the link in the mail that you answered.",
    ),
    "refused": Reason("What it asks was refused.", ""),
    "often": Reason("Its sender sent too many in an hour."),
    "fault": Reason(
        "Something failed here; the log says what.",
        "Something went wrong here when your mail was read. It is kept, and an operator can take it again. You can also write it on the page.",
    ),
    "absence": Reason("An automatic answer."),
    "bounce": Reason("A mail that came back."),
    "list": Reason("From a mailing list."),
    "own": Reason("One of our own mails."),
    "program": Reason("Written by a program."),
}  # fmt: skip
"""For "refused" the sender is told what the refusal says: its message and its remedy."""
