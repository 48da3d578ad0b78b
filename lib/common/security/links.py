"""Links that need no sign-in: what they are good for is signed into them, and nothing of them is kept.

A link names opaque ids and an instant. What can be done by it depends on the record itself, so one that was used is
spent: a charge that was paid can't be paid again.
"""

from __future__ import annotations

import base64
import hashlib
import hmac

from common.domain.errors import LinkSpentError


class SignedLinks:
    """`secret` is never kept. A link made with another secret, or for another purpose, opens nothing."""

    def __init__(self, secret: str, purpose: str) -> None:
        self._key = hashlib.sha256(f"links:{purpose}:".encode() + secret.encode()).digest()

    def sign(self, *ids: str, expires_at: int) -> str:
        """A token fit for an address's fragment: the ids, the instant and 256 bits of signature between dots."""
        signed = ".".join((*ids, str(expires_at)))
        return f"{signed}.{self._signature(signed)}"

    def open(self, token: str, now: int) -> tuple[str, ...]:
        """The ids. Raises LinkSpentError for a link that ran out, or that was never ours."""
        signed, _, signature = token.rpartition(".")
        if not hmac.compare_digest(signature.encode(), self._signature(signed).encode()):
            raise LinkSpentError
        *ids, expires_at = signed.split(".")
        if now >= int(expires_at):
            raise LinkSpentError
        return tuple(ids)

    def _signature(self, signed: str) -> str:
        digest = hmac.new(self._key, signed.encode(), hashlib.sha256).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
