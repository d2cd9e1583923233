"""What comes in, read strictly, and what ninja and Django say no to, said as our refusals."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja.errors import HttpError, ValidationError
from ninja.parser import Parser

from intramural.kit import strict_json
from intramural.kit.errors import Refusal, TooMany, Unacceptable, Unreadable, WrongType
from intramural.ui.middleware import as_refusal

MOST_ERRORS = 20


class StrictParser(Parser):
    """Bodies are JSON as RFC 8259 has it, and say so."""

    def parse_body(self, request: HttpRequest) -> Any:
        if request.content_type != "application/json":
            raise WrongType("This reads JSON.", remedy="Send it with Content-Type: application/json.")
        return strict_json.read(request.body)


class NotAsDescribed(Unacceptable):
    """The body or an argument is not what the OpenAPI document describes; `errors` says where and why."""

    code = "not_as_described"

    def __init__(self, errors: list[dict[str, str]]) -> None:
        super().__init__(
            "That is not as the OpenAPI document describes it.",
            remedy=f"{errors[0]['field'] or 'body'}: {errors[0]['message']}.",
            field=errors[0]["field"],
        )
        self.errors = errors


def refusal_of(error: Exception) -> Refusal | None:
    """The refusal that an exception of an operation stands for; None for a fault of ours."""
    if isinstance(error, ValidationError):
        return NotAsDescribed([_described(each) for each in error.errors[:MOST_ERRORS]])
    if isinstance(error, HttpError):
        # Ninja wraps whatever the parser raised; ours says more.
        if isinstance(error.__cause__, Refusal):
            return error.__cause__
        if error.status_code == 429:
            return TooMany("Those were too many calls in a short time.", remedy="Wait a minute, and send it again.")
        return Unreadable("That cannot be read.", remedy="Look at the OpenAPI document, and send it again.")
    return as_refusal(error)


def _described(error: dict[str, Any]) -> dict[str, str]:
    """Where and why, without what was sent. Ninja's location begins with where it stood and the argument's name."""
    place = [str(step) for step in error["loc"][1:]]
    if error["loc"][0] == "body":
        place = place[1:]
    return {"field": ".".join(place)[:200], "message": str(error["msg"])[:200]}
