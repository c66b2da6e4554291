"""Texts for addresses that nobody can make up: a payload and its signature, HMAC-SHA-256 (RFC 2104)."""

import base64
import binascii
import hashlib
import hmac
from dataclasses import dataclass

SIGNATURE_LENGTH = 16  # bytes


@dataclass(frozen=True, kw_only=True)
class Signed:
    """What a signed text holds, before anybody has looked whether the signature is right."""

    signature: bytes
    payload: bytes

    def is_by(self, key: bytes, about: bytes = b"") -> bool:
        """Whether the key signed the payload, about the same thing."""
        return hmac.compare_digest(self.signature, _signature(self.payload, key, about))


def sign(payload: bytes, key: bytes, about: bytes = b"") -> str:
    """Return a text that holds a payload, signed with a key.

    `about` is signed with it but not held: what is said about one thing is worth nothing about another.
    """
    return base64.urlsafe_b64encode(_signature(payload, key, about) + payload).decode().rstrip("=")


def read_signed(text: str) -> Signed:
    """Return what a signed text holds; of one that is none, a signature that no key made."""
    try:
        held = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        held = b""
    return Signed(signature=held[:SIGNATURE_LENGTH], payload=held[SIGNATURE_LENGTH:])


def _signature(payload: bytes, key: bytes, about: bytes) -> bytes:
    return hmac.digest(key, about + payload, hashlib.sha256)[:SIGNATURE_LENGTH]
