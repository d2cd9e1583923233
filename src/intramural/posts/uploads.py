"""Files that came with a form, taken in before its transaction begins: nobody waits while a picture is drawn.

    @for_people("POST", beforehand=uploads.take_in)
    def page(request): actions.attach(post, uploads.of(request).files(), by=request.user)

What then comes to be named by no row is swept away.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from django.conf import settings
from django.http import HttpRequest

from intramural.kit.errors import Refusal
from intramural.kit.files import limits, taking
from intramural.kit.files.taking import Taken
from intramural.posts.errors import TooManyFiles
from intramural.posts.files import store

FIELD = taking.FIELD
SHOWS = "shows-"


@dataclass
class Uploads:
    """What of the form's files was taken in, and the first refusal of the others."""

    taken: list[Taken] = field(default_factory=list)
    refusal: Refusal | None = None

    def files(self) -> list[Taken]:
        """All files of the form. Raises the refusal if any was not taken."""
        if self.refusal is not None:
            raise self.refusal
        return self.taken


def take_in(request: HttpRequest) -> None:
    """Takes in the files of the field `files`; what is refused is kept as words for `of`, and not raised."""
    came = Uploads(refusal=limits.refused(request))
    given = [file for file in request.FILES.getlist(FIELD) if file.name]
    if len(given) > settings.MAX_UPLOAD_FILES:
        came.refusal = TooManyFiles(len(given), settings.MAX_UPLOAD_FILES)
    for file in given if came.refusal is None else []:
        try:
            came.taken.append(taking.take(file.chunks(), file.name or "", into=store, most=settings.MAX_UPLOAD_BYTES))
        except Refusal as no:
            came.refusal = came.refusal or no
    request._uploads = came  # type: ignore[attr-defined]


def descriptions(request: HttpRequest) -> dict[str, str]:
    """What a form says of the files that are there already: the file's id → what it shows (fields `shows-ID`)."""
    return {name.removeprefix(SHOWS): request.POST[name] for name in request.POST if name.startswith(SHOWS)}


def of(request: HttpRequest) -> Uploads:
    """What `take_in` took in of this request; nothing where it was not asked."""
    found: Uploads = getattr(request, "_uploads", None) or Uploads()
    return found
