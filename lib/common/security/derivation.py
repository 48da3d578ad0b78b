"""How one key becomes many, and how several texts become one without ambiguity."""

from __future__ import annotations

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

KEY_BYTES = 32


def derive_key(secret: bytes, purpose: str, *parts: str, length: int = KEY_BYTES) -> bytes:
    """HKDF-SHA256 (RFC 5869). Keys of another purpose, or of other parts, tell nothing of this one."""
    return HKDF(SHA256(), length, salt=None, info=join_parts("calendersome", purpose, *parts)).derive(secret)


def join_parts(*parts: str) -> bytes:
    """Each part behind its length in characters, so that ("ab", "c") and ("a", "bc") stay two things.

    Lone surrogates pass: what a damaged record says of itself must fail to open, not fail to be asked.
    """
    return "".join([f"{len(part)}:{part}" for part in parts]).encode("utf-8", "surrogatepass")
