"""What programs send and get: strict bodies in, JSON out, with an ETag. It knows no domain."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse
from django.utils.http import parse_etags
from ninja.params import functions as param_functions
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, Strict
from pydantic_core import to_json

Item = TypeVar("Item")


class Given(BaseModel):
    """A body that a program sends: types as they are, no unknown names."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Shown(BaseModel):
    """What a program gets, for the OpenAPI document. Answers are made as plain dicts; tests hold them to this."""

    model_config = ConfigDict(extra="forbid")


def given_of(body: Given) -> dict[str, Any]:
    """What a body gave, without what it left out."""
    return {name: getattr(body, name) for name in body.model_fields_set}


def _day(value: Any) -> Any:
    if not isinstance(value, str) or not _DAY.fullmatch(value):
        raise ValueError("write it as 2027-01-31")
    return value


def _moment(value: Any) -> Any:
    if not isinstance(value, str) or not _MOMENT.fullmatch(value):
        raise ValueError("write it as 2027-01-31T09:30:00Z")
    return value


def _in_utc(value: datetime) -> datetime:
    try:
        return value.astimezone(UTC)
    except OverflowError:
        raise ValueError("no such moment in UTC") from None


_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MOMENT = re.compile(_DAY.pattern + r"T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,9})?(Z|[+-][0-9]{2}:[0-9]{2})")
# JSON has no times: they are texts of RFC 3339.
Day = Annotated[date, BeforeValidator(_day), Strict(False), Field(description="Such as 2027-01-31.")]
Moment = Annotated[
    datetime,
    BeforeValidator(_moment),
    AfterValidator(_in_utc),
    Strict(False),
    Field(description="Such as 2027-01-31T09:30:00Z."),
]


def asked(default: Any, **rules: Any) -> Any:
    """A parameter of the address, with its default and the rules that pydantic knows."""
    return param_functions.Query(default, **rules)


MOST_OF_A_PAGE = 100
AFTER = asked("", max_length=400, description="`next` of the page before.")
HOW_MANY = asked(30, ge=1, le=MOST_OF_A_PAGE, description="How many items a page has.")


class PageOf(Shown, Generic[Item]):
    """One page of a list; `next`, given as `after`, asks for the page that follows, and is null on the last."""

    items: list[Item]
    next: str | None


def reply(request: HttpRequest, data: Any, *, status: int = 200) -> HttpResponse:
    """The data as JSON; None as no content (204). A GET carries an ETag, and is 304 for whoever has it already.

    The tag is made from the answer, so that it is compared only after all questions of permission were asked.
    """
    if data is None:
        response = HttpResponse(status=204)
        del response.headers["Content-Type"]
        return response
    body = to_json(data)
    if request.method != "GET":
        return HttpResponse(body, status=status, content_type="application/json")
    tag = f'"{hashlib.blake2b(body, digest_size=12).hexdigest()}"'
    known = request.headers.get("If-None-Match")
    if known is not None and _matches(tag, known):
        response = HttpResponse(status=304)
        del response.headers["Content-Type"]
    else:
        response = HttpResponse(body, status=status, content_type="application/json")
    response.headers["ETag"] = tag
    return response


def made(request: HttpRequest, data: Any, *, at: str) -> HttpResponse:
    """What was just made (201), and where it is."""
    response = reply(request, data, status=201)
    response.headers["Location"] = at
    return response


def _matches(tag: str, header: str) -> bool:
    return header.strip() == "*" or tag in [known.removeprefix("W/") for known in parse_etags(header)]
