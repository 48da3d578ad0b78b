"""Charge a card for what is due: once, whatever dies in between.

The intent is made, written down, and only then confirmed; an intent can succeed once. So a crash leaves a charge that
is being attempted, with an intent or without, and whoever takes it up again goes on from there: an intent that was
made and not written down is found by its metadata, and one that was paid is only settled.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.actions.secure_visit import customer_of
from common.domain.charges import ChargeStatus, next_attempt_at
from common.domain.drafts import PaymentState
from common.domain.errors import ChargeSettledError, ChargeUnderWayError, NotFoundError
from common.domain.payments import PaymentStatus
from common.domain.vendor_errors import VendorError

if TYPE_CHECKING:
    from common.domain.charges import Charge
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.payments import PaymentIntent, Processor
    from common.domain.ports import Charges, Stores

BY_PAYER = "payer"


@dataclass(frozen=True, slots=True)
class Till:
    """Where a clinic's charges are made."""

    stores: Stores
    processor: Processor
    practice: Practice
    clinic_id: str
    now: int


def charge_card(till: Till, charge_id: str, *, by_hand: bool) -> ChargeStatus:
    """How it stands then. Raises NotFoundError, VendorError: then it is still being attempted, and taken up again."""
    charges = till.stores.charges
    charge = charges.find(charge_id)
    patient = till.stores.patients.find(charge.patient_id) if charge else None
    if charge is None or patient is None:
        raise NotFoundError
    if charge.status is not ChargeStatus.ATTEMPTING and _is_barred(charge, till.practice, patient):
        charges.waive(charge, by=BY_PAYER, reason=None)
        return ChargeStatus.WAIVED
    card_id = patient.card.payment_method_id if patient.card else None
    begun = charges.begin(charge_id, card_id=card_id, by_hand=by_hand)
    if not begun.is_begun or begun.charge.status is not ChargeStatus.ATTEMPTING:  # done, by this request's first try
        return begun.charge.status
    return charges.settle(charge_id, _attempt(till, begun.charge, patient))


def waive_where_barred(charges: Charges, charge: Charge, practice: Practice, patient: Patient) -> bool:
    """Lets a fee go that waits for a patient whose payer bars fees by now: what they pay all the same goes back."""
    if not charge.needs_patient or not _is_barred(charge, practice, patient):
        return False
    with suppress(ChargeUnderWayError, ChargeSettledError):  # somebody else was faster
        charges.waive(charge, by=BY_PAYER, reason=None)
    return True


def state_of(charge: Charge, intent: PaymentIntent, now: int) -> PaymentState | None:
    """What an intent says of its charge; None while nothing is decided."""
    if intent.is_paid:
        return PaymentState(intent.id, "succeeded", None, intent.card, None)
    if intent.status is PaymentStatus.PROCESSING:
        return None
    if intent.status is PaymentStatus.REQUIRES_ACTION or intent.failure == "authentication_required":
        return PaymentState(intent.id, "requires_action", "authentication_required", None, None)
    failure = "canceled" if intent.is_spent else intent.failure
    if failure is None:
        return None
    return PaymentState(intent.id, "failed", failure, None, next_attempt_at(failure, charge.attempts, now))


def _attempt(till: Till, charge: Charge, patient: Patient) -> PaymentState:
    intent = _intent_to_try(till, charge, patient)
    if charge.card is None:
        return PaymentState(intent.id, "failed", "no_card", None, None)
    if intent.status in {PaymentStatus.REQUIRES_PAYMENT_METHOD, PaymentStatus.REQUIRES_CONFIRMATION}:
        intent = _confirmed(till, charge, intent, charge.card.payment_method_id)
    state = state_of(charge, intent, till.now)
    if state is None:
        raise VendorError("stripe", "processing", "", permanent=False)
    return state


def _intent_to_try(till: Till, charge: Charge, patient: Patient) -> PaymentIntent:
    """One that the patient has left with their bank's question open can't be confirmed: it ends, another is made."""
    intent = intent_of(till, charge, patient)
    if intent.status is not PaymentStatus.REQUIRES_ACTION:
        return intent
    ended = till.processor.payments.cancel_payment(intent.id)
    return intent_of(till, charge, patient) if ended.is_spent else ended


def intent_of(till: Till, charge: Charge, patient: Patient) -> PaymentIntent:
    """The charge's own, found where a crash left it unwritten, or a new one. Raises VendorError."""
    payments = till.processor.payments
    known = payments.find_payment(charge.intent_id) if charge.intent_id else None
    if known is not None and not known.is_spent:
        return known
    customer_id = customer_of(patient, till.processor.cards, till.clinic_id)
    metadata = {
        "clinic_id": till.clinic_id,
        "patient_id": charge.patient_id,
        "appointment_id": charge.appointment_id,
        "charge_id": charge.id,
    }
    intent = payments.find_payment_for(customer_id, metadata) or payments.create_payment(
        amount=charge.amount,
        customer_id=customer_id,
        metadata=metadata,
        # Whoever makes it, at the same time even: it is one intent.
        idempotency_key=f"charge:{charge.id}:{known.id if known else 'first'}",
        keep_card=False,
    )
    till.stores.charges.attach_intent(charge, intent.id)
    return intent


def _confirmed(till: Till, charge: Charge, intent: PaymentIntent, card_id: str) -> PaymentIntent:
    key = f"confirm:{charge.id}:{intent.id}:{charge.attempts}:{card_id}"
    return till.processor.payments.confirm_payment(intent.id, card_id=card_id, present=False, idempotency_key=key)


def _is_barred(charge: Charge, practice: Practice, patient: Patient) -> bool:
    """Somebody whose payer bars fees by now isn't charged, whoever paid when they booked."""
    return patient.details.payer_id in practice.get_policy(charge.policy_version).barred_payers
