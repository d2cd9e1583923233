"""Examples that come as files: their words are read before the transaction of the form begins, and the files are kept nowhere.

@for_people("POST", beforehand=texts.take_in)
def page(request): for name, text in texts.of(request): …
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from intramural.kit.errors import Refusal, TooLarge, Unacceptable
from intramural.kit.files import limits, names, reading, sniffing, taking
from intramural.kit.files.store import Store, receive
from intramural.stewards.actions import MOST_EXAMPLE

store = Store("examples")
"""Only while they are read does anything lie in it."""
MOST_AT_ONCE, SECONDS = 10, 20.0


def take_in(request: Any) -> None:
    """Reads the files of the form; what is refused is kept for `of`."""
    found: list[tuple[str, str]] = []
    refusal: Refusal | None = limits.refused(request)
    given = [file for file in request.FILES.getlist(taking.FIELD) if file.name]
    if len(given) > MOST_AT_ONCE:
        refusal = TooLarge(f"At most {MOST_AT_ONCE} files fit at once.", remedy="Send the others after.", field=taking.FIELD)
    for file in given if refusal is None else ():
        try:
            found.append(_read(file))
        except Refusal as no:
            refusal = no
            break
    request._examples = (found, refusal)


def of(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and words of each file, as much as an example holds. Raises the refusal if one could not be read."""
    found, refusal = getattr(request, "_examples", ([], None))
    if refusal is not None:
        raise refusal
    return list(found)


def _read(file: Any) -> tuple[str, str]:
    name = names.clean(file.name or "")
    with store.bench() as bench:
        given = bench / "given"
        if not receive(file.chunks(), given, most=settings.MAX_UPLOAD_BYTES):
            raise Unacceptable(f"“{name}” is empty.", remedy="Check the file, and choose it again.", field=taking.FIELD)
        text = reading.words(given, sniffing.sniff(given, name).media_type, into=store, seconds=SECONDS)
    if not text.strip():
        raise Unacceptable(
            f"No words can be read in “{name}”.", remedy="Paste its text, or send it as another kind.", field=taking.FIELD
        )
    return name[:120], text[:MOST_EXAMPLE]
