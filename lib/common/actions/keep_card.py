"""Keep a card on file, apart from any booking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.domain.errors import CardNotReadyError, NotFoundError

if TYPE_CHECKING:
    from common.domain.cards import CardOnFile, CardProcessor, SetupIntent
    from common.domain.patients import Patient
    from common.domain.ports import Patients


def start_card(
    patients: Patients, processor: CardProcessor, patient: Patient, *, clinic_id: str, key: str
) -> SetupIntent:
    """A new intent for the browser to confirm; the same `key` gives the same one. Raises VendorError."""
    customer_id = patient.customer_id or processor.create_customer(
        clinic_id=clinic_id, patient_id=patient.id, idempotency_key=f"customer:{patient.id}"
    )
    patients.keep_card(patient.id, customer_id=customer_id, card=None)
    return processor.create_setup_intent(
        customer_id=customer_id,
        metadata={"clinic_id": clinic_id, "patient_id": patient.id},
        idempotency_key=f"setup:{patient.id}:{key}",
    )


def save_card(
    patients: Patients, processor: CardProcessor, patient: Patient, setup_intent_id: str, now: int
) -> CardOnFile:
    """The confirmed card, kept. Raises NotFoundError for somebody else's intent, CardNotReadyError, VendorError."""
    intent = processor.find_setup_intent(setup_intent_id)
    if intent is None or patient.customer_id is None or intent.customer_id != patient.customer_id:
        raise NotFoundError
    card = intent.card_kept(now)
    if card is None:
        raise CardNotReadyError
    patients.keep_card(patient.id, customer_id=patient.customer_id, card=card)
    return card
