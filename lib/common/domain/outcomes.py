"""What actions answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from common.domain.appointments import Appointment, Hold, OpenSlot
    from common.domain.availability import Interval
    from common.domain.clinic import Provider
    from common.domain.money import Money
    from common.domain.patients import Patient
    from common.domain.receipt import Receipt


@dataclass(frozen=True, slots=True)
class SlotDay:
    """`full`: there are hours that day, but no time is left."""

    date: date
    state: Literal["free", "full", "closed"]
    slots: tuple[OpenSlot, ...]


@dataclass(frozen=True, slots=True)
class SlotDays:
    """Days are those of `zone`. `next_free` is looked for only where the days have no free time."""

    zone: str
    days: tuple[SlotDay, ...]
    next_free: OpenSlot | None


@dataclass(frozen=True, slots=True)
class HeldSlot:
    """`needs_card`: none is on file, and the policy may ask for a fee."""

    hold: Hold
    ends_at: int
    receipt: Receipt
    needs_card: bool


@dataclass(frozen=True, slots=True)
class Booking:
    """`client_secret` is for Stripe's browser library, where a card is still to be confirmed."""

    status: Literal["booked", "needs_card"]
    appointment_id: str
    starts_at: int
    ends_at: int
    expires_at: int | None
    client_secret: str | None
    calendar_file: str | None


@dataclass(frozen=True, slots=True)
class CancelTerms:
    """What cancelling costs at the instant `as_of`."""

    appointment: Appointment
    receipt: Receipt
    fee: Money
    as_of: int


@dataclass(frozen=True, slots=True)
class ListedAppointment:
    """`patient` is there for the team alone, `calendar_file` while the visit is ahead."""

    appointment: Appointment
    receipt: Receipt
    patient: Patient | None
    calendar_file: str | None


@dataclass(frozen=True, slots=True)
class Hours:
    """A provider's schedule with what it means for the next weeks: `outside` are visits beyond open hours."""

    provider: Provider
    open: Sequence[Interval]
    outside: Sequence[Interval]
