"""Requests to other machines: to hosts that the operator named, at an address that is looked at after its name was resolved.

    hosts = outgoing.Hosts(("push.example.com", "*.notify.windows.com", "127.0.0.1:8099"))
    hosts.take("https://push.example.com/abc")                 raises Refused
    answer = outgoing.post(url, body, headers, hosts=hosts)    raises Refused, NotSent or Unanswered

    Trouble
    ├── Refused       not a host that may be asked, or one whose name leads where it may not
    ├── NotSent       nobody answered there: nothing has left
    └── Unanswered    it was sent, at least in part, and nobody said whether it was taken

The addresses come from outside. So nothing is followed, nothing of the answer's body is read, and all of it ends in time.
"""

from __future__ import annotations

import http.client
import ipaddress
import re
import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlsplit

LONGEST = 1000
SECONDS = 5.0
_PLAIN = re.compile(r"https?://[!-~]+")


class Trouble(Exception):
    """Why it did not go as it should, in words without an address."""


class Refused(Trouble):
    pass


class NotSent(Trouble):
    pass


class Unanswered(Trouble):
    pass


@dataclass(frozen=True)
class Target:
    """Where a request goes. `is_named`: the operator wrote this very name, and no `*` that it falls under."""

    scheme: str
    host: str
    port: int
    path: str
    is_named: bool = True

    @property
    def is_here(self) -> bool:
        """Whether it is this machine."""
        return is_here(self.host)


@dataclass(frozen=True)
class Hosts:
    """Whom we may ask: names, `*.` before a name for all below it, and for this machine a name or number with a port."""

    names: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.names)

    def take(self, url: str) -> Target:
        """Where the address leads. Raises Refused for whatever is not https on its ordinary port at one of these hosts; this
        machine may be asked by http, and at the port that was named."""
        if len(url) > LONGEST or not _PLAIN.fullmatch(url) or "\\" in url or "#" in url:
            raise Refused("This is no address of a service.")
        try:
            parts = urlsplit(url)
            host, port = (parts.hostname or "").lower(), parts.port
        except ValueError:
            raise Refused("This is no address of a service.") from None
        if "@" in parts.netloc or not host:
            raise Refused("This is no address of a service.")
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        if is_here(host):
            port = port or (443 if parts.scheme == "https" else 80)
            if f"{host}:{port}" not in self.names:
                raise Refused("This machine is not to be asked.")
            return Target(parts.scheme, host, port, path)
        if parts.scheme != "https" or port not in (None, 443):
            raise Refused("Only https on its ordinary port is asked.")
        is_named = host in self.names
        if not is_named and not any(name[0] == "*" and host.endswith(name[1:]) for name in self.names):
            raise Refused("This host is not to be asked.")
        return Target("https", host, 443, path, is_named)


def is_here(host: str) -> bool:
    """Whether a host's name or number is that of this machine."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True)
class Answer:
    """What was answered; names of headers are in small letters."""

    status: int
    headers: Mapping[str, str]


def post(url: str, body: bytes, headers: Mapping[str, str], *, hosts: Hosts, seconds: float = SECONDS) -> Answer:
    """Sends the body to one of the hosts, within the seconds. A redirect is an answer like any other.

    Raises Refused, NotSent and Unanswered (see the module).
    """
    target, until = hosts.take(url), time.monotonic() + seconds
    line = _connected(target, _addresses(target), until)
    # A timeout of a socket begins anew with each byte that comes; this one does not.
    held: list[socket.socket] = [line]
    guard = threading.Timer(max(0.0, until - time.monotonic()), lambda: _shut(held[-1]))
    guard.daemon = True
    guard.start()
    try:
        if target.scheme == "https":
            secured = _secured(line, target)
            held.append(secured)
            _shake_hands(secured)
        return _asked(held[-1], target, body, headers)
    finally:
        guard.cancel()
        for each in held:
            each.close()


def _addresses(target: Target) -> list[str]:
    """The addresses of the name. One that leads into where the house lives is refused, unless the operator named the host."""
    try:
        found = socket.getaddrinfo(target.host, target.port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent(f"The name cannot be resolved: {type(error).__name__}.") from error
    addresses = list(dict.fromkeys(str(info[4][0]) for info in found))
    if not addresses or not all(may_be_asked(address, target) for address in addresses):
        raise Refused("The name leads to an address that is not to be asked.")
    return addresses


def may_be_asked(address: str, target: Target) -> bool:
    """Whether a request for this target may go to this address."""
    try:
        number = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return False
    number = getattr(number, "ipv4_mapped", None) or number
    if target.is_here:
        return number.is_loopback
    if number.is_loopback or number.is_link_local or number.is_multicast or number.is_unspecified:
        return False
    return number.is_global or (target.is_named and number.is_private)


def _connected(target: Target, addresses: list[str], until: float) -> socket.socket:
    said = "Nobody answers."
    for address in addresses:
        left = until - time.monotonic()
        if left <= 0:
            break
        try:
            return socket.create_connection((address, target.port), timeout=left)
        except OSError as error:
            said = f"Nobody answers: {type(error).__name__}."
    raise NotSent(said)


def _secured(line: socket.socket, target: Target) -> ssl.SSLSocket:
    return _certificates().wrap_socket(line, server_hostname=target.host, do_handshake_on_connect=False)


def _shake_hands(line: ssl.SSLSocket) -> None:
    try:
        line.do_handshake()
    except (OSError, ValueError) as error:
        raise NotSent(f"It cannot be spoken to in secret: {type(error).__name__}.") from error


@cache
def _certificates() -> ssl.SSLContext:
    return ssl.create_default_context()


def _asked(line: socket.socket, target: Target, body: bytes, headers: Mapping[str, str]) -> Answer:
    kind = http.client.HTTPSConnection if target.scheme == "https" else http.client.HTTPConnection
    connection = kind(target.host, target.port)
    connection.sock = line
    try:
        connection.request("POST", target.path, body, {**headers, "Connection": "close"})
        response = connection.getresponse()
        return Answer(response.status, {name.lower(): value for name, value in response.getheaders()})
    except (OSError, ValueError, http.client.HTTPException) as error:
        raise Unanswered(f"It was sent, and not answered: {type(error).__name__}.") from error
    finally:
        connection.close()


def _shut(line: socket.socket) -> None:
    with suppress(OSError, ValueError):
        line.shutdown(socket.SHUT_RDWR)
