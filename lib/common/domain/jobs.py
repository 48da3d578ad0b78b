"""Work that is due later. A job's id says all of it: what kind, about whom, which step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

_BACKOFF_SECONDS = (60, 120, 300, 900, 3600, 4 * 3600, 12 * 3600)


class JobKind(StrEnum):
    """What can be due."""

    HOLD_EXPIRY = "hold_expiry"
    SETUP_INTENT_CANCEL = "setup_intent_cancel"


@dataclass(frozen=True, slots=True)
class Job:
    """One leased job. `token` fences: whoever holds an older one can't settle it. `attempts` counts earlier ones."""

    id: str
    token: str
    attempts: int

    @property
    def kind(self) -> str:
        """A JobKind, unless another version of the product made it."""
        return self.id.split(":")[0]

    @property
    def subject(self) -> str:
        """The id of what it is about."""
        return self.id.split(":")[1]

    def retry_at(self, now: int) -> int | None:
        """When to try again after a failure; None once it has failed too often."""
        return now + _BACKOFF_SECONDS[self.attempts] if self.attempts < len(_BACKOFF_SECONDS) else None
