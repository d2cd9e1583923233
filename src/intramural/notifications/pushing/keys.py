"""The key pair by which push services know the house. It follows from the secret key, so there is nothing more to keep."""

from __future__ import annotations

import base64
import hashlib
from dataclasses import dataclass
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, PublicFormat
from django.conf import settings

from intramural.kit import outgoing, sealing
from intramural.people.models import Person

# The order of the group of P-256 (SP 800-186). 48 bytes taken modulo it are as good as any (FIPS 186-5, A.2.1).
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


@dataclass(frozen=True)
class Pair:
    """Both keys as PEM, and the public one as browsers want it."""

    private: bytes
    public: bytes
    shown: str


def ours() -> Pair:
    """The pair of the house."""
    return _pair(sealing.derived(purpose="signing pushes", length=48))


def hosts() -> outgoing.Hosts:
    """The push services that may be asked; none: nothing is pushed in this house."""
    return outgoing.Hosts(settings.PUSH_HOSTS)


def mark(person: Person, *, in_session: bool) -> str:
    """What a device is marked with: another mark later says that the house's key, or the person's password, has changed."""
    way_in = person.get_session_auth_hash() if in_session else ""
    return hashlib.sha256(f"{ours().shown} {way_in}".encode()).hexdigest()


@cache
def _pair(seed: bytes) -> Pair:
    private = ec.derive_private_key(int.from_bytes(seed) % (_ORDER - 1) + 1, ec.SECP256R1())
    public = private.public_key()
    point = public.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return Pair(
        private=private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        public=public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
        shown=base64.urlsafe_b64encode(point).rstrip(b"=").decode(),
    )
