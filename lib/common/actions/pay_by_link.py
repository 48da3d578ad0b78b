"""Finish a payment by a signed link: answer the bank, or use another card."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.actions.charge_card import intent_of, state_of, waive_where_barred
from common.domain.charges import ChargeStatus
from common.domain.outcomes import PaymentByLink

if TYPE_CHECKING:
    from typing import Literal

    from common.actions.charge_card import Till
    from common.domain.charges import Charge
    from common.domain.clinic import Practice
    from common.domain.drafts import ChargeRow
    from common.domain.payments import PaymentIntent

    _Word = Literal["open", "paid", "waived", "under_way"]


def open_payment(till: Till, charge_id: str) -> PaymentByLink:
    """Stripe is asked first: what was paid meanwhile is settled, and where there is nothing to pay with any more, or
    never was, it is made. Where the patient's payer bars fees by now, the fee is waived.

    Raises NotFoundError, VendorError.
    """
    charges = till.stores.charges
    row = charges.get(charge_id)
    if waive_where_barred(charges, row.charge, till.practice, row.patient):
        row = charges.get(charge_id)
    charge = row.charge
    intent = intent_of(till, charge, row.patient) if charge.needs_patient else None
    status = charge.status
    if intent is not None and intent.is_paid:
        state = state_of(charge, intent, till.now)
        status = charges.settle(charge.id, state) if state else status
    word = "waived" if charge.waived_at is not None else _word(status)  # what was paid all the same goes back
    return _shown(row, till.practice, word, intent)


def _word(status: ChargeStatus) -> _Word:
    if status in {ChargeStatus.SUCCEEDED, ChargeStatus.REFUNDED}:
        return "paid"
    return "open" if status in {ChargeStatus.FAILED, ChargeStatus.REQUIRES_ACTION} else "under_way"


def _shown(
    row: ChargeRow,
    practice: Practice,
    status: _Word,
    intent: PaymentIntent | None,
) -> PaymentByLink:
    charge, clinic = row.charge, practice.clinic
    is_open = status == "open" and intent is not None
    return PaymentByLink(
        status=status,
        kind=charge.kind,
        amount_minor=charge.amount_minor,
        currency=charge.currency,
        clinic_name=clinic.name,
        clinic_phone=clinic.phone,
        clinic_zone=clinic.zone,
        stripe_account=clinic.stripe_account,
        appointment_starts_at=row.appointment.starts_at,
        card=charge.card,
        needs_authentication=is_open and _asks_bank(charge),
        client_secret=intent.client_secret if is_open and intent else None,
        payment_method_id=charge.card.payment_method_id if is_open and charge.card else None,
    )


def _asks_bank(charge: Charge) -> bool:
    return charge.status is ChargeStatus.REQUIRES_ACTION
