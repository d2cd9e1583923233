"""Refusals: the anticipated ways in which Intramural says no.

    Refusal
    ├── Unreadable      400  what came cannot be read at all
    ├── NotSignedIn     401  the request came without a person
    ├── NotAllowed      403  the person may see it but may not do this
    │   └── SignedOut   403  the person who wrote it is not signed in any more
    ├── NotFound        404  it is not there, or not there for this person
    ├── WrongMethod     405  nothing at this address does that
    ├── Gone            410  it was here for this person and has been taken away
    ├── Conflict        409  it changed in the meantime, or the same key came with other words
    ├── TooLarge        413  more than can be taken
    ├── WrongType       415  it came as something else than is read here
    ├── Unacceptable    422  the words or the file cannot be taken as they are
    ├── TooMany         429  too many tries in a short time
    └── NotReady        503  a part that the answer needs is not there just now

Each is said once, in words for a person, with a remedy; `kit.web` and the API turn it into a response.
"""

from __future__ import annotations


class Refusal(Exception):
    """An anticipated no. `message` says why, `remedy` what to do about it, `field` where it was met."""

    status = 400
    code = "refused"

    def __init__(self, message: str, *, remedy: str = "", field: str = "") -> None:
        super().__init__(message)
        self.message, self.remedy, self.field = message, remedy, field


class Unreadable(Refusal):
    status, code = 400, "unreadable"


class NotSignedIn(Refusal):
    status, code = 401, "not_signed_in"


class NotAllowed(Refusal):
    status, code = 403, "not_allowed"


class SignedOut(NotAllowed):
    """A form with somebody's words, and nobody who sent it. Not 401: a page asks for no other way to sign in."""

    code = "signed_out"

    def __init__(self) -> None:
        super().__init__(
            "You are not signed in any more, and nothing was sent.",
            remedy="Sign in, and send it again. Files have to be chosen once more.",
        )


class NotFound(Refusal):
    """The same words whether a thing is hidden or never existed: see the leak matrix, oracle 3."""

    status, code = 404, "not_found"

    def __init__(self, message: str = "There is nothing here for you to see.", *, remedy: str = "", field: str = "") -> None:
        super().__init__(
            message, remedy=remedy or "Check the address, or look for it in the stream or the directory.", field=field
        )


class WrongMethod(Refusal):
    status, code = 405, "wrong_method"


class Conflict(Refusal):
    status, code = 409, "conflict"


class Gone(Refusal):
    status, code = 410, "gone"


class TooLarge(Refusal):
    status, code = 413, "too_large"


class WrongType(Refusal):
    status, code = 415, "wrong_type"


class Unacceptable(Refusal):
    status, code = 422, "unacceptable"


class TooMany(Refusal):
    """`after` is for how many seconds it is of no use to try again; it leaves as Retry-After."""

    status, code = 429, "too_many"
    after = 60


class NotReady(Refusal):
    status, code = 503, "not_ready"
