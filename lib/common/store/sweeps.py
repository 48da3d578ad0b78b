"""Up to when the events of Stripe accounts were looked through, and which were taken lately."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from common.store.keys import failing_event, sweep, taken_event

if TYPE_CHECKING:
    from common.store.valkey import Valkey

# Longer than a sweep comes back for an event that can't be taken, which is when the others are listed again.
_REMEMBERED: Final = 2 * 86_400


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
        """For two days."""
        self.valkey.put(taken_event(event_id), "1", seconds=_REMEMBERED)

    def failing_since(self, event_id: str) -> int | None:
        """None where it never was tried in vain."""
        kept = self.valkey.get(failing_event(event_id))
        return int(kept) if kept else None

    def note_failing(self, event_id: str, now: int) -> int:
        """For two days."""
        since = self.failing_since(event_id)
        if since is None:
            self.valkey.put(failing_event(event_id), str(now), seconds=_REMEMBERED)
        return now if since is None else since
