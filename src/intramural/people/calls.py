"""How often a program may call: counted a minute at a time, so that one that runs wild slows nobody else down.

Calls with a token are counted in the memory of each process: reading stays without writing, and what was counted is gone
with the minute. Wrong tokens are counted in the database, by all processes together and by where they come from, of which
a keyed digest alone is kept. Only wrong ones are then refused: a token cannot be guessed (256 bits), and a program with an
old one must not shut out its neighbours behind the same address.
"""

from __future__ import annotations

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import BaseCache, caches
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from intramural.kit import clock
from intramural.people.errors import TooManyCalls

MINUTE = 60


def count(token_id: int) -> None:
    """Counts a call with this token. Refuses (429) more than INTRAMURAL_API_CALLS in a minute."""
    most = settings.API_CALLS
    if most and _count(caches["here"], f"calls/{token_id}") > most:
        raise TooManyCalls(most, after=_to_come())


def count_wrong(request: HttpRequest) -> None:
    """Counts a token that is none. Refuses (429) more than a tenth of INTRAMURAL_API_CALLS in a minute from one address."""
    if not settings.API_CALLS:
        return
    most = max(1, settings.API_CALLS // 10)
    cache, name = caches["default"], f"wrong/{_where(request)}"
    if cache.get(_key(name), 0) >= most or _count(cache, name) > most:
        raise TooManyCalls(most, after=_to_come(), of="wrong tokens")


def _count(cache: BaseCache, name: str) -> int:
    """One more; returns how many of this name there were in this minute."""
    key = _key(name)
    cache.add(key, 0, timeout=2 * MINUTE)
    try:
        return cache.incr(key)
    except ValueError:  # made room for others in between
        return 1


def _key(name: str) -> str:
    return f"{name}/{int(clock.now().timestamp()) // MINUTE}"


def _to_come() -> int:
    """The seconds until the next minute."""
    return MINUTE - int(clock.now().timestamp()) % MINUTE


def _where(request: HttpRequest) -> str:
    return salted_hmac("intramural.people.calls", get_adapter().get_client_ip(request)).hexdigest()[:20]
