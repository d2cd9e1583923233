"""Limits on what comes in with a form, kept while it comes in, so that nobody fills the disk by sending on and on.

Django parses a form before any page is asked. Files of nobody are not read at all; a file that grows beyond the limit is
read on and thrown away, so that the words beside it arrive, and the page can say what was wrong.
"""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.http import HttpRequest

from intramural.kit.errors import Refusal
from intramural.kit.files.store import too_large

_MARK = "_files_refused"


class Limits(FileUploadHandler):
    """The first of the upload handlers; it lets through what the others may keep."""

    def handle_raw_input(self, input_data: Any, META: Any, content_length: int, *args: Any, **kwargs: Any) -> None:  # noqa: N803
        self.is_hopeless = content_length > settings.MAX_UPLOAD_BYTES * settings.MAX_UPLOAD_FILES + 4 * 1024 * 1024

    def new_file(self, *args: Any, **kwargs: Any) -> None:
        super().new_file(*args, **kwargs)
        person = getattr(self.request, "user", None)
        if self.is_hopeless:
            self._refuse()
        if self.is_hopeless or not getattr(person, "is_authenticated", False):
            raise StopUpload(connection_reset=True)

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes | None:
        if start + len(raw_data) > settings.MAX_UPLOAD_BYTES:
            self._refuse()
            return None
        return raw_data

    def file_complete(self, file_size: int) -> None:
        return None

    def _refuse(self) -> None:
        setattr(self.request, _MARK, too_large(settings.MAX_UPLOAD_BYTES))


def refused(request: HttpRequest) -> Refusal | None:
    """Why files of this request were not read to their end; None when all were."""
    request.FILES  # noqa: B018  (parses the form)
    refusal: Refusal | None = getattr(request, _MARK, None)
    return refusal
