"""Up to when the events of Stripe accounts were looked through, and which were taken lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from common.store.keys import sweep, taken_event

if TYPE_CHECKING:
    from common.store.valkey import Valkey

_HOUR: Final = 3600


@dataclass(frozen=True, slots=True)
class ValkeySweeps:
    """Implements `common.domain.ports.Sweeps`."""

    valkey: Valkey

    def find(self, account: str | None) -> int | None:
        """None before the first time."""
        kept = self.valkey.get(sweep(account))
        return int(kept) if kept else None

    def keep(self, account: str | None, until: int) -> None:
        """From there on next time."""
        self.valkey.put(sweep(account), str(until))

    def was_taken(self, event_id: str) -> bool:
        """A hint that saves asking Stripe again."""
        return self.valkey.get(taken_event(event_id)) is not None

    def note_taken(self, event_id: str) -> None:
        """For an hour."""
        self.valkey.put(taken_event(event_id), "1", seconds=_HOUR)
