from __future__ import annotations

from tests.leaks.surfaces import Nothing, Surface

SURFACES: dict[str, Surface | list[Surface]] = {
    "command:mail": Nothing(
        "mails go in, and examples out with words made up for them; what a sender is told holds nothing of what is here: see test_taking"
    ),
    "mail:mail/answer.txt": Nothing("words of the house, and the name of a space that its reader has written to"),
}
