"""A push service on this machine, and browsers that subscribe to it and read what comes: RFC 8030, 8291 and 8292 by their letter.

Nothing here uses the library that writes our pushes: what it writes is read by what the documents say.
"""

from __future__ import annotations

import base64
import json
import os
import struct
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat


@dataclass(frozen=True)
class Received:
    """One request, as it came."""

    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class PushService:
    """Takes what is posted and answers 201, or what stands in `answers`: a status, with headers; "silence", "slow", "hang up"."""

    received: list[Received] = field(default_factory=list)
    answers: deque[Any] = field(default_factory=deque)
    always: Any = None
    ended: Event = field(default_factory=Event)

    def start(self, port: int = 0) -> PushService:
        service = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                service._take(self)

            def log_message(self, *said: Any) -> None:
                pass

        class Server(ThreadingHTTPServer):
            request_queue_size = 128

        self.server = Server(("127.0.0.1", port), Handler)
        self.server.daemon_threads = True
        Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        return self

    def stop(self) -> None:
        self.ended.set()
        self.server.shutdown()
        self.server.server_close()

    @property
    def host(self) -> str:
        """As the setting names it."""
        return f"127.0.0.1:{self.server.server_port}"

    def address(self, name: str) -> str:
        return f"http://{self.host}/{name}"

    def to(self, name: str) -> list[Received]:
        """What came for one subscription."""
        return [each for each in self.received if each.path == f"/{name}"]

    def _take(self, handler: Any) -> None:
        body = handler.rfile.read(int(handler.headers["Content-Length"]))
        self.received.append(Received(handler.path, {k.lower(): v for k, v in handler.headers.items()}, body))
        answer = self.answers.popleft() if self.answers else self.always or 201
        with suppress(OSError):
            if answer == "silence":
                self.ended.wait(20)
            elif answer == "slow":
                self._drip(handler)
            elif answer != "hang up":
                status, headers = answer if isinstance(answer, tuple) else (answer, {})
                handler.send_response(status)
                for name, value in headers.items():
                    handler.send_header(name, value)
                handler.send_header("Content-Length", "0")
                handler.end_headers()

    def _drip(self, handler: Any) -> None:
        """An answer without an end: a byte at a time, so that no read ever waits long."""
        handler.wfile.write(b"HTTP/1.1 201 Created\r\nX: ")
        for _ in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.1)


@dataclass
class Browser:
    """A browser that has subscribed: its keys, and what it reads."""

    name: str
    private: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    auth: bytes = field(default_factory=lambda: os.urandom(16))

    @property
    def point(self) -> bytes:
        return self.private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    @property
    def keys(self) -> dict[str, str]:
        """`p256dh` and `auth`, as a page is given them."""
        return {"p256dh": _text(self.point), "auth": _text(self.auth)}

    def read(self, received: Received) -> dict[str, Any]:
        """What the page's service worker would be given."""
        shown: dict[str, Any] = json.loads(self.decrypted(received.body))
        return shown

    def decrypted(self, body: bytes) -> bytes:
        """RFC 8188 with the key of RFC 8291; one record, which is the last."""
        salt, (size, length) = body[:16], struct.unpack("!LB", body[16:21])
        theirs, sealed = body[21 : 21 + length], body[21 + length :]
        assert length == 65
        assert len(sealed) <= size <= 4096
        shared = self.private.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), theirs))
        material = _hkdf(self.auth, shared, b"WebPush: info\0" + self.point + theirs, 32)
        key = _hkdf(salt, material, b"Content-Encoding: aes128gcm\0", 16)
        nonce = _hkdf(salt, material, b"Content-Encoding: nonce\0", 12)
        plain = AESGCM(key).decrypt(nonce, sealed, None).rstrip(b"\0")
        assert plain[-1:] == b"\2"
        return plain[:-1]


def claims(received: Received) -> tuple[dict[str, Any], str]:
    """What a push claims of who sends it (RFC 8292), and the key that has signed it; an AssertionError if it has not."""
    scheme, _, rest = received.headers["authorization"].partition(" ")
    assert scheme.lower() == "vapid"
    given = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, body, signature = given["t"].split(".")
    assert json.loads(_raw(head)) == {"typ": "JWT", "alg": "ES256"}
    signed = _raw(signature)
    assert len(signed) == 64
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), _raw(given["k"]))
    pair = encode_dss_signature(int.from_bytes(signed[:32]), int.from_bytes(signed[32:]))
    key.verify(pair, f"{head}.{body}".encode(), ec.ECDSA(hashes.SHA256()))
    return json.loads(_raw(body)), given["k"]


@contextmanager
def running(port: int = 0) -> Iterator[PushService]:
    service = PushService().start(port)
    try:
        yield service
    finally:
        service.stop()


@cache
def shared() -> PushService:
    """One for all that look at what is pushed and not at how; it ends with the process."""
    return PushService().start()


def _hkdf(salt: bytes, material: bytes, info: bytes, length: int) -> bytes:
    return HKDF(hashes.SHA256(), length=length, salt=salt, info=info).derive(material)


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _raw(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
