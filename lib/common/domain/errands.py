"""A machine's business in one clinic: what the schedule and Stripe's webhook act through."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Stores


@dataclass(frozen=True, slots=True)
class Errand:
    """`appointment` is the one that was asked for, if any, and `patient` whose it is."""

    clinic_id: str
    now: int
    practice: Practice
    stores: Stores
    appointment: Appointment | None
    patient: Patient | None


class OpenErrand(Protocol):
    """Enters a clinic. The same `attempt_key` makes a change once. Raises NotFoundError."""

    def __call__(self, clinic_id: str, *, attempt_key: str, appointment_id: str = "") -> Errand: ...
