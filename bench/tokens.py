"""Tokens signed as Google signs them, with its certificates served on loopback: verifying is the real thing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Self

from tests.integrations.firebase.google import PROJECT, Google, claims, unsigned

if TYPE_CHECKING:
    from collections.abc import Mapping

__all__ = ["PROJECT", "Signer"]


@dataclass(frozen=True)
class Signer:
    """`environment` leads firebase-admin to the certificates."""

    google: Google

    @property
    def environment(self) -> Mapping[str, str]:
        return self.google.environment

    @classmethod
    @contextmanager
    def started(cls, folder: Path) -> Iterator[Self]:
        google = Google(folder)
        try:
            yield cls(google)
        finally:
            google.close()

    def token(self, uid: str) -> str:
        """Signed with RS256, good for an hour."""
        return self.google.token(sub=uid)

    def unsigned_token(self, uid: str) -> str:
        """As the emulator makes them."""
        return unsigned({"alg": "none", "typ": "JWT"}, claims(sub=uid))
