"""Opaque ids: nothing in them tells a person, a clinic or a time."""

from __future__ import annotations

import hashlib
import secrets

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
_BITS = 100  # five a character


def new_id(prefix: str) -> str:
    """`<prefix>_<20 characters>`, from the system's random source."""
    return f"{prefix}_{_spelled(secrets.randbits(_BITS))}"


def derived_id(prefix: str, *parts: str) -> str:
    """The same id for the same parts, so that what is derived can't be made twice."""
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return f"{prefix}_{_spelled(int.from_bytes(digest, 'big'))}"


def _spelled(number: int) -> str:
    return "".join([_ALPHABET[(number >> shift) & 31] for shift in range(0, _BITS, 5)])
