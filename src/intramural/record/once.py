"""Once: the same unsafe request, sent again with the same idempotency key, is answered again and done once.

The key and where the answer led are written in the transaction of the change, so that after a crash either both are
there or neither. What the answer said is not kept: by the time somebody asks again they may no longer see it, so it is
made anew at the address that it named (RFC 9110, Content-Location), or left out. Source of the rule: architecture.md, Data; the Idempotency-Key header is an IETF draft of the HTTPAPI group.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse

from intramural.kit import clock
from intramural.kit.errors import Conflict, Unacceptable
from intramural.kit.prepared import Given, Prepared, insert
from intramural.record.models import Answer

FIELD = "idempotency_key"
HEADER = "Idempotency-Key"
SHOWN_AT = "Content-Location"
KEPT_FOR = timedelta(days=2)


def key_of(request: HttpRequest) -> str:
    """The request's idempotency key: the header, or the field of a form; "" for none. Refuses (422) a malformed one."""
    key = request.headers.get(HEADER, "") or (request.POST.get(FIELD, "") if request.method == "POST" else "")
    if len(key) > 80 or not key.isprintable():
        raise Unacceptable("That idempotency key cannot be used.", remedy="Send 1 to 80 printable characters.", field=FIELD)
    return key


def answer(
    request: HttpRequest,
    *,
    by_id: int,
    do: Callable[[], HttpResponse],
    again: Callable[[str], HttpResponse] | None = None,
) -> HttpResponse:
    """Does `do` once for this person and key, atomically, and answers when asked again.

    What had words is then shown by `again`, as it is now for whoever asks, at the Content-Location of the first answer;
    where there is none, the second answer is empty (204). Redirects lead where they led.

    Refuses (409) the same key with other words. Without a key it is done each time. Of a refused request nothing is kept,
    raised or shown as a form again: a corrected form may be sent with its old key, and no page with what somebody wrote
    outlives the right to see it.
    """
    key = key_of(request)
    if not key:
        with transaction.atomic():
            return do()
    asked = _fingerprint(request)
    known = _known(request, by_id, key, asked)
    if known is not None:
        return _again(known, again)
    try:
        with transaction.atomic():
            row = insert(Answer(by_id=by_id, key=key, request_hash=asked, at=clock.now()))
            response = do()
            if response.status_code >= 400:
                row.delete()
                return response
            _keep(row, response)
            return response
    except IntegrityError:
        known = _known(request, by_id, key, asked)
        if known is None:
            raise
        return _again(known, again)


def _keep(row: Answer, response: HttpResponse) -> None:
    """Written out, as every form that is sent does it."""
    location, shown_at = response.get("Location", ""), response.get(SHOWN_AT, "")
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE record_answer SET status = %s, location = %s, shown_at = %s WHERE id = %s",
            [response.status_code, location, shown_at, row.pk],
        )


def forget_old() -> int:
    """Forgets answers older than two days; returns how many."""
    gone, _ = Answer.objects.filter(at__lt=clock.now() - KEPT_FOR).delete()
    return gone


def forget(by_id: int) -> None:
    """Forgets the answers to one person, who is being erased."""
    Answer.objects.filter(by_id=by_id).delete()


@Prepared
def _of_key(given: Given) -> QuerySet[Answer]:
    return Answer.objects.filter(by_id=given.number("by"), key=given.text("key"))


def _known(request: HttpRequest, by_id: int, key: str, asked: str) -> Answer | None:
    row = _of_key.first(by=by_id, key=key)
    if row is None or row.request_hash == asked:
        return row
    if request.path.startswith("/api/"):
        raise Conflict(
            "The same idempotency key came with another request.", remedy="Send a new key with a new request.", field=FIELD
        )
    raise Conflict(
        "This form was sent before, with other words, and those were taken.",
        remedy="Look at what became of them. What you meant to add, send from the page as it is now.",
        field=FIELD,
    )


def _again(row: Answer, again: Callable[[str], HttpResponse] | None) -> HttpResponse:
    """Its status and where it led, with what is now to be seen there; a refusal to show that takes its place."""
    if row.shown_at and again is not None:
        response = again(row.shown_at)
        if response.status_code >= 400:
            return response
        response.status_code = row.status
        response[SHOWN_AT] = row.shown_at
    else:
        response = HttpResponse(status=row.status if 300 <= row.status < 400 else 204)
        del response.headers["Content-Type"]
    if row.location:
        response["Location"] = row.location
    response["Idempotent-Replayed"] = "true"
    return response


def _fingerprint(request: HttpRequest) -> str:
    """Method, path and words of the request. The CSRF token may differ between two tries of the same form."""
    digest = hashlib.sha256(f"{request.method} {request.path}\n".encode())
    if request.content_type in ("application/x-www-form-urlencoded", "multipart/form-data"):
        for name in sorted(request.POST):
            if name != "csrfmiddlewaretoken":
                digest.update(repr((name, request.POST.getlist(name))).encode())
        for name in sorted(request.FILES):
            for file in request.FILES.getlist(name):
                digest.update(repr((name, file.name, file.size)).encode())
                for chunk in file.chunks():
                    digest.update(chunk)
    else:
        digest.update(request.body)
    return digest.hexdigest()
