"""Up to when the events of Stripe accounts were looked through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.store.keys import sweep

if TYPE_CHECKING:
    from common.store.valkey import Valkey


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
