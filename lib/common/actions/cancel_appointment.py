"""Call an appointment off for exactly the fee that was shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.actions.receipts import receipt_of
from common.domain.appointments import Status
from common.domain.errors import NotCancellableError
from common.domain.money import Money
from common.domain.outcomes import CancelTerms
from common.domain.receipt import FeeChangedError

if TYPE_CHECKING:
    from common.domain.appointments import Appointment, Cancellation
    from common.domain.clinic import Practice
    from common.domain.ports import Appointments


def cancel_terms(appointment: Appointment, practice: Practice, *, by_clinic: bool, now: int) -> CancelTerms:
    """Raises NotCancellableError. Free where the clinic cancels, and where nothing is booked yet."""
    if not appointment.can_be_cancelled(now):
        raise NotCancellableError
    receipt = receipt_of(appointment, practice)
    free = by_clinic or appointment.status is Status.PENDING or appointment.policy_accepted_at is None
    fee = Money(0, receipt.no_show.currency) if free else receipt.fee_at(now)
    return CancelTerms(appointment, receipt, fee, now)


def cancel_appointment(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    appointment: Appointment,
    *,
    by_clinic: bool,
    expected_fee_minor: int,
    reason: str | None,
    now: int,
) -> Cancellation:
    """Raises NotCancellableError, StaleVersionError, and FeeChangedError where the fee isn't what was shown."""
    if appointment.status is not Status.CANCELLED:  # or else perhaps by this very request: the store knows
        terms = cancel_terms(appointment, practice, by_clinic=by_clinic, now=now)
        if terms.fee.amount_minor != expected_fee_minor:
            raise FeeChangedError(terms.receipt, zone=practice.clinic.zone, now=now)
    fee = Money(expected_fee_minor, practice.clinic.currency)
    return appointments.cancel(appointment, by="clinic" if by_clinic else "patient", fee=fee, reason=reason)
