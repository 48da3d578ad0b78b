"""Opaque ids: nothing in them tells a person, a clinic or a time."""

from __future__ import annotations

import hashlib
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_LENGTH = 20  # 100 random bits


def new_id(prefix: str) -> str:
    """`<prefix>_<20 characters>`, from the system's random source."""
    return f"{prefix}_" + "".join(secrets.choice(_ALPHABET) for _ in range(_LENGTH))


def derived_id(prefix: str, *parts: str) -> str:
    """The same id for the same parts, so that what is derived can't be made twice."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    number = int.from_bytes(digest, "big")
    return f"{prefix}_" + "".join(_ALPHABET[(number >> (5 * i)) & 31] for i in range(_LENGTH))
