"""A machine's business in one clinic: what the schedule and Stripe's webhook act through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.ports import Stores


@dataclass(frozen=True, slots=True)
class Errand:
    """`appointment` is the one that was asked for, if any."""

    clinic_id: str
    now: int
    stores: Stores
    appointment: Appointment | None


class OpenErrand(Protocol):
    """Enters a clinic. The same `attempt_key` makes a change once. Raises NotFoundError."""

    def __call__(self, clinic_id: str, *, attempt_key: str, appointment_id: str = "") -> Errand: ...
