"""What actions answer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from common.domain.appointments import Appointment, Hold, OpenSlot
    from common.domain.availability import Interval
    from common.domain.cards import CardOnFile
    from common.domain.charges import Charge, ChargeKind
    from common.domain.clinic import Provider
    from common.domain.money import Money
    from common.domain.patients import Patient
    from common.domain.receipt import Receipt, Settlement


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
    """`needs_card`: none is on file, and one may be charged. `prepay_minor` may be paid instead of the deposit."""

    hold: Hold
    ends_at: int
    receipt: Receipt
    needs_card: bool
    price_minor: int
    prepay_minor: int | None
    card: CardOnFile | None


@dataclass(frozen=True, slots=True)
class Booking:
    """`client_secret` is for Stripe's browser library, where a card or a payment is still to be confirmed."""

    status: Literal["booked", "needs_card", "needs_payment", "needs_action"]
    appointment_id: str
    starts_at: int
    ends_at: int
    expires_at: int | None
    amount_minor: int
    client_secret: str | None
    calendar_file: str | None


@dataclass(frozen=True, slots=True)
class CancelTerms:
    """What cancelling costs at the instant `as_of`, and which card would be charged."""

    appointment: Appointment
    receipt: Receipt
    settlement: Settlement
    card: CardOnFile | None
    may_move: bool
    as_of: int


@dataclass(frozen=True, slots=True)
class MoveTerms:
    """What moving a visit means. `owed` is what cancelling costs now, and stays owed."""

    appointment: Appointment
    provider_id: str
    starts_at: int
    ends_at: int
    owed: Money
    moves_until: int | None
    receipt: Receipt


@dataclass(frozen=True, slots=True)
class MovedAppointment:
    """The same appointment at its new time."""

    appointment_id: str
    provider_id: str
    starts_at: int
    ends_at: int
    version: int
    calendar_file: str | None


@dataclass(frozen=True, slots=True)
class Attendance:
    """How a visit went, and what comes of it."""

    appointment_id: str
    status: Literal["booked", "arrived", "fulfilled", "noshow"]
    fee_minor: int
    charge_at: int | None


@dataclass(frozen=True, slots=True)
class ExplainedCharge:
    """A charge with what it was for, and whose it is. `card` is the one that was asked, or will be. `pay_link` is a
    path of the site, where the patient can finish it.
    """

    charge: Charge
    appointment: Appointment
    patient: Patient
    card: CardOnFile | None
    receipt: Receipt
    pay_link: str | None


@dataclass(frozen=True, slots=True)
class Comparison:
    """How our charges of a day stood against Stripe's, and what differs by then, of whichever day: ids of our charges,
    and of payments at Stripe that our books don't have, or didn't have as paid.
    """

    compared_at: int
    charges: int
    differing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaymentByLink:
    """What the one who has a payment's link may know and do. `client_secret` is for Stripe's browser library."""

    status: Literal["open", "paid", "waived", "under_way"]
    kind: ChargeKind
    amount_minor: int
    currency: str
    clinic_name: str
    clinic_phone: str
    clinic_zone: str
    stripe_account: str | None
    appointment_starts_at: int
    card: CardOnFile | None
    needs_authentication: bool
    client_secret: str | None
    payment_method_id: str | None


@dataclass(frozen=True, slots=True)
class ListedAppointment:
    """`patient` is there for the team alone, `calendar_file` while the visit is ahead, `moves_until` while the patient
    may move it themselves.
    """

    appointment: Appointment
    receipt: Receipt
    patient: Patient | None
    calendar_file: str | None
    moves_until: int | None


@dataclass(frozen=True, slots=True)
class Hours:
    """A provider's schedule with what it means for the next weeks: `outside` are visits beyond open hours."""

    provider: Provider
    open: Sequence[Interval]
    outside: Sequence[Interval]
