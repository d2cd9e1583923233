"""Files that came with a form, taken in before its transaction begins: nobody waits while a picture is drawn.

    @for_people("POST", beforehand=uploads.take_in)
    def page(request): actions.attach(post, uploads.of(request).files(), by=request.user)

What then comes to be named by no row is swept away.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest

from intramural.kit.errors import Refusal
from intramural.kit.files import limits, taking
from intramural.kit.files.taking import Taken
from intramural.posts.errors import TooManyFiles
from intramural.posts.files import store

FIELD = taking.FIELD
SHOWS, AGAIN = "shows-", "came"
_SALT, _GOOD_FOR = "intramural.posts.uploads", timedelta(hours=2)


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
    """Takes in the files of the field `files`, and those that `again` had in the form; what is refused is kept as words for `of`,
    and not raised.
    """
    came = Uploads(refusal=limits.refused(request))
    came.taken += _taken_before(request)
    given = [file for file in request.FILES.getlist(FIELD) if file.name]
    if len(given) > settings.MAX_UPLOAD_FILES:
        came.refusal = TooManyFiles(len(given), settings.MAX_UPLOAD_FILES)
    for file in given if came.refusal is None else []:
        try:
            came.taken.append(taking.take(file.chunks(), file.name or "", into=store, most=settings.MAX_UPLOAD_BYTES))
        except Refusal as no:
            came.refusal = came.refusal or no
    request._uploads = came  # type: ignore[attr-defined]


def again(request: HttpRequest) -> list[tuple[str, str]]:
    """Name and token of each file that was taken in, for a form that is shown again: it cannot hold the files themselves."""
    return [(file.name, signing.dumps([asdict(file), _of(request)], salt=_SALT)) for file in of(request).taken]


def _taken_before(request: HttpRequest) -> list[Taken]:
    found = []
    for token in request.POST.getlist(AGAIN)[: settings.MAX_UPLOAD_FILES]:
        try:
            file, whose = signing.loads(token, salt=_SALT, max_age=_GOOD_FOR)
        except (signing.BadSignature, ValueError, TypeError):
            continue
        if whose == _of(request):
            found.append(Taken(**file))
    return found


def _of(request: HttpRequest) -> str:
    return str(getattr(request.user, "public_id", ""))


def descriptions(request: HttpRequest) -> dict[str, str]:
    """What a form says of the files that are there already: the file's id → what it shows (fields `shows-ID`)."""
    return {name.removeprefix(SHOWS): request.POST[name] for name in request.POST if name.startswith(SHOWS)}


def of(request: HttpRequest) -> Uploads:
    """What `take_in` took in of this request; nothing where it was not asked."""
    found: Uploads = getattr(request, "_uploads", None) or Uploads()
    return found
