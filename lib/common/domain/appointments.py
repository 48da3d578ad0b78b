"""An appointment: a stretch of one provider's time that one patient holds or has booked.

All instants are seconds since the epoch (UTC); see docs/decisions for why whole seconds.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.domain.schedule import Interval

HOLD_SECONDS = 600


class Status(StrEnum):
    """FHIR's AppointmentStatus, as far as we use it. `pending` is a hold."""

    PENDING = "pending"
    BOOKED = "booked"
    ARRIVED = "arrived"
    FULFILLED = "fulfilled"
    CANCELLED = "cancelled"
    NOSHOW = "noshow"


@dataclass(frozen=True, slots=True)
class OpenSlot:
    """A time that can be booked now."""

    provider_id: str
    starts_at: int
    ends_at: int


@dataclass(frozen=True, slots=True)
class Appointment:
    """What the store keeps of one appointment. `version` grows with each change.

    `booked_at` is the instant the hold began: grace after booking counts from there. `blocked` is the visit
    with its buffers; two live appointments of one provider never overlap in it. `policy_accepted_at` is None
    until the patient has accepted `policy_version`, whose content hashes to `policy_hash`. `deposit_minor` is asked
    for to book it, `paid_minor` was paid then. `fees_count_from` is what the hours of fees count back from: its start,
    or a later one that it had until the clinic moved it. `attended_by` is the name of who noted how it went.
    """

    id: str
    provider_id: str
    patient_id: str
    type_id: str
    status: Status
    starts_at: int
    ends_at: int
    blocked: Interval
    booked_at: int
    expires_at: int | None
    price_minor: int
    payer_id: str | None
    policy_version: int
    policy_hash: str
    policy_accepted_at: int | None
    setup_intent_id: str | None
    payment_intent_id: str | None
    deposit_minor: int
    paid_minor: int
    owed_when_moved_minor: int
    fees_count_from: int
    attended_at: int | None
    attended_by: str | None
    cancelled_at: int | None
    cancelled_by: str | None
    fee_minor: int
    note_count: int
    version: int

    def is_live(self, now: int) -> bool:
        """Whether it keeps its time from others: a hold that ran out doesn't."""
        if self.status is Status.PENDING:
            return self.expires_at is not None and now < self.expires_at
        return self.status is not Status.CANCELLED

    @property
    def advance_minor(self) -> int:
        """What is paid in advance: what was, once it is booked."""
        return self.deposit_minor if self.status is Status.PENDING else self.paid_minor

    def can_be_cancelled(self, now: int) -> bool:
        """A visit can be called off until it begins."""
        return self.status in {Status.PENDING, Status.BOOKED} and now < self.starts_at


@dataclass(frozen=True, slots=True)
class Hold:
    """What the patient is told when a time is held."""

    appointment_id: str
    booked_at: int
    expires_at: int


@dataclass(frozen=True, slots=True)
class Cancellation:
    """`charge_id` names the charge that is due, where what was paid in advance doesn't cover the fee."""

    appointment_id: str
    cancelled_at: int
    fee_minor: int
    charge_id: str | None
