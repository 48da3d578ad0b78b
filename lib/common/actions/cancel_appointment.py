"""Call an appointment off for exactly the fee that was shown."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.actions.receipts import moves_until, receipt_of, settlement_at
from common.domain.appointments import Status
from common.domain.drafts import CancelDraft
from common.domain.errors import NotCancellableError
from common.domain.money import Money
from common.domain.outcomes import CancelTerms
from common.domain.receipt import FeeChangedError, Settlement

if TYPE_CHECKING:
    from common.domain.appointments import Appointment, Cancellation
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Appointments


@dataclass(frozen=True, slots=True)
class CancelWish:
    """`by_clinic`: the clinic calls it off, at no cost. `waived_by` is who of the clinic asks for no fee although the
    patient cancels. `expected_fee_minor` is what was shown.
    """

    by_clinic: bool
    expected_fee_minor: int
    reason: str | None
    waived_by: str | None = None


def cancel_terms(
    appointment: Appointment, practice: Practice, patient: Patient | None, *, by_clinic: bool, now: int
) -> CancelTerms:
    """Raises NotCancellableError. Free where the clinic cancels, and where nothing is booked yet."""
    if not appointment.can_be_cancelled(now):
        raise NotCancellableError
    receipt = receipt_of(appointment, practice, patient)
    return CancelTerms(
        appointment=appointment,
        receipt=receipt,
        settlement=settlement_at(appointment, receipt, by_clinic=by_clinic, now=now),
        card=patient.card if patient else None,
        may_move=appointment.status is Status.BOOKED and now < moves_until(appointment, practice),
        as_of=now,
    )


def cancel_appointment(  # noqa: PLR0913
    appointments: Appointments,
    practice: Practice,
    patient: Patient | None,
    appointment: Appointment,
    *,
    wish: CancelWish,
    now: int,
) -> Cancellation:
    """Raises NotCancellableError, StaleVersionError, and FeeChangedError where the fee isn't what was shown."""
    receipt = receipt_of(appointment, practice, patient)
    settlement = settlement_at(appointment, receipt, by_clinic=wish.by_clinic, now=now)
    if appointment.status is not Status.CANCELLED:  # or else perhaps by this very request: the store knows
        terms = cancel_terms(appointment, practice, patient, by_clinic=wish.by_clinic, now=now)
        settlement = terms.settlement
        if settlement.fee.amount_minor != wish.expected_fee_minor:
            raise FeeChangedError(terms.receipt, zone=practice.clinic.zone, now=now)
    waived_by = wish.waived_by if settlement.fee.amount_minor else None
    if waived_by is not None:
        settlement = _without_fee(settlement)
    draft = CancelDraft("clinic" if wish.by_clinic else "patient", settlement, wish.reason, waived_by)
    return appointments.cancel(appointment, draft)


def _without_fee(settlement: Settlement) -> Settlement:
    """All that was paid in advance goes back; what would have been charged is written down as waived."""
    paid = Money(settlement.from_deposit.amount_minor + settlement.to_refund.amount_minor, settlement.fee.currency)
    nothing = Money(0, settlement.fee.currency)
    return Settlement(fee=nothing, from_deposit=nothing, to_charge=settlement.to_charge, to_refund=paid)
