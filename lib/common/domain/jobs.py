"""Work that is due later. A job's id says all of it: what kind, about whom, which step."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

_BACKOFF_SECONDS = (60, 120, 300, 900, 3600, 4 * 3600, 12 * 3600)


class Queue(StrEnum):
    """Whose work it is: the scheduled function of that name. So a slow card processor keeps no reminder waiting."""

    REMINDERS = "reminders"
    ENFORCE_POLICY = "enforce_policy"


class JobKind(StrEnum):
    """What can be due. The first is work for `reminders`, the rest for `enforce_policy`."""

    HOLD_EXPIRY = "hold_expiry"
    INTENT_CLOSE = "intent_close"  # a hold was let go: what was begun at Stripe for it ends, or is given back
    CHARGE = "charge"
    CHARGE_CLOSE = "charge_close"  # a charge was waived: its intent ends
    REFUND = "refund"
    CARD_DETACH = "card_detach"  # a patient had a card forgotten
    DAY_END = "day_end"  # nobody has said whether the patient came
    COMPARISON = "comparison"  # a day's charges against Stripe's


# Somebody's money, or what they asked us to forget: tried until it is done, however long the vendor is away.
_OWED: Final = frozenset({JobKind.INTENT_CLOSE, JobKind.CHARGE_CLOSE, JobKind.REFUND, JobKind.CARD_DETACH})


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

    @property
    def step(self) -> str:
        """Which step of it: `once` where there is one alone."""
        return self.id.split(":", 2)[2]

    def retry_at(self, now: int, *, permanent: bool = False) -> int | None:
        """When to try again after a failure; None where it is `permanent`, or once it has failed too often."""
        if permanent or (self.attempts >= len(_BACKOFF_SECONDS) and self.kind not in _OWED):
            return None
        return now + _BACKOFF_SECONDS[min(self.attempts, len(_BACKOFF_SECONDS) - 1)]
