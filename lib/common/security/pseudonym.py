"""Names for callers who haven't signed in, so that a rate can be counted without keeping an address."""

from __future__ import annotations

import hashlib


class Pseudonyms:
    """Keyed, so that going through all addresses doesn't lead back. `secret` is never kept."""

    def __init__(self, secret: str) -> None:
        self._key = hashlib.sha256(b"pseudonyms" + secret.encode()).digest()

    def of(self, address: str) -> str:
        """The same 32 hexadecimal digits for the same address."""
        return hashlib.blake2b(address.encode(), key=self._key, digest_size=16).hexdigest()
