"""What actions hand to the stores, and what comes back: changes as they should be written, rows as they were read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from common.domain.appointments import Appointment, Status
    from common.domain.availability import Visit
    from common.domain.cards import CardOnFile
    from common.domain.charges import Charge
    from common.domain.clinic import AppointmentType, Practice, Provider
    from common.domain.money import Money
    from common.domain.patients import Patient
    from common.domain.receipt import Settlement


@dataclass(frozen=True, slots=True)
class HoldDraft:
    """A hold as it should be written; the store adds ids and instants."""

    provider: Provider
    kind: AppointmentType
    practice: Practice
    patient: Patient
    starts_at: int
    expires_at: int
    deposit_minor: int
    needs_card: bool


@dataclass(frozen=True, slots=True)
class Paid:
    """What was paid in advance, through which intent, with which card."""

    amount: Money
    intent_id: str
    card: CardOnFile | None


@dataclass(frozen=True, slots=True)
class BookDraft:
    """Accepts (where `policy_hash` is given), books where `ready`, keeps `card` with the patient.

    `needs_card_on_file`: it is ready only while the patient has a card. `day_ends_at` is when to look whether somebody
    has said how the visit went; None for never.
    """

    policy_hash: str | None = None
    card: CardOnFile | None = None
    paid: Paid | None = None
    ready: bool = True
    needs_card_on_file: bool = False
    day_ends_at: int | None = None


@dataclass(frozen=True, slots=True)
class BookingProgress:
    """`unaccepted`: nobody has accepted the policy yet, so it can't be booked. The intents are those that were begun.

    `is_extra`: it was booked before, and without what was paid now, which has to go back.
    """

    status: Literal["booked", "pending", "unaccepted"]
    setup_intent_id: str | None
    payment_intent_id: str | None
    is_extra: bool = False


@dataclass(frozen=True, slots=True)
class CancelDraft:
    """Calling an appointment off as it should be written. `waived_by`: who of the clinic waives the fee, and why."""

    by: Literal["patient", "clinic"]
    settlement: Settlement
    reason: str | None
    waived_by: str | None = None


@dataclass(frozen=True, slots=True)
class MoveDraft:
    """An appointment's new time. `owed` is what it costs to cancel at the instant of moving, `fees_count_from` what
    the hours of later fees count back from.
    """

    provider: Provider
    practice: Practice
    shape: Visit
    starts_at: int
    owed: Money
    fees_count_from: int


@dataclass(frozen=True, slots=True)
class AttendanceDraft:
    """How a visit went, as `by` says. For a no-show, `settlement` is what it costs, and `charge_at` when the card is
    charged: None until someone of the clinic confirms it. It can be one from `noshow_from` on. What was said is taken
    back: `looks_again_at` is when to look whether somebody has said something else; None for never.
    """

    status: Status
    by: str
    settlement: Settlement
    charge_at: int | None
    noshow_from: int
    looks_again_at: int | None = None


@dataclass(frozen=True, slots=True)
class PaymentState:
    """How a charge's payment stands at Stripe. `next_attempt_at` is None where nothing happens by itself."""

    intent_id: str
    status: Literal["succeeded", "requires_action", "failed"]
    failure: str | None
    card: CardOnFile | None
    next_attempt_at: int | None


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A charge with the appointment that it is about, and whose it is."""

    charge: Charge
    appointment: Appointment
    patient: Patient


@dataclass(frozen=True, slots=True)
class Begun:
    """Whether a charge may be tried now, which one that a crash left open may too."""

    is_begun: bool
    charge: Charge


@dataclass(frozen=True, slots=True)
class CalendarRow:
    """An appointment with the patient it is for. `note_count` and `fee_minor` come with the appointment."""

    appointment: Appointment
    patient: Patient


@dataclass(frozen=True, slots=True)
class Note:
    """What someone of the clinic wrote on an appointment."""

    id: str
    author: str
    written_at: int
    text: str
