"""Keep cards on file, apart from any booking: add one, choose which is charged, forget one."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from common.actions.secure_visit import customer_of
from common.domain.errors import CardNotReadyError, NotFoundError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.cards import CardOnFile, CardProcessor, SetupIntent
    from common.domain.patients import Patient
    from common.domain.ports import Patients


def start_card(
    patients: Patients, processor: CardProcessor, patient: Patient, *, clinic_id: str, key: str
) -> SetupIntent:
    """A new intent for the browser to confirm; the same `key` gives the same one. Raises VendorError."""
    customer_id = customer_of(patient, processor, clinic_id)
    patients.keep_card(patient.id, customer_id=customer_id, card=None)
    return processor.create_setup_intent(
        customer_id=customer_id,
        metadata={"clinic_id": clinic_id, "patient_id": patient.id},
        idempotency_key=f"setup:{patient.id}:{key}",
    )


def save_card(
    patients: Patients, processor: CardProcessor, patient: Patient, setup_intent_id: str, now: int
) -> Sequence[CardOnFile]:
    """All cards, the confirmed one first. Raises NotFoundError for somebody else's intent, CardNotReadyError,
    VendorError.
    """
    intent = processor.find_setup_intent(setup_intent_id)
    if intent is None or patient.customer_id is None or intent.customer_id != patient.customer_id:
        raise NotFoundError
    card = intent.card_kept(now)
    if card is None:
        raise CardNotReadyError
    patients.keep_card(patient.id, customer_id=patient.customer_id, card=card)
    return (card, *_others(patient, card.payment_method_id))


def choose_card(patients: Patients, patient: Patient, card_id: str, now: int) -> Sequence[CardOnFile]:
    """All cards, the chosen one first. Raises NotFoundError."""
    patients.choose_card(patient.id, card_id)
    chosen = next(card for card in patient.cards if card.payment_method_id == card_id)
    return (replace(chosen, chosen_at=now), *_others(patient, card_id))


def remove_card(patients: Patients, patient: Patient, card_id: str) -> Sequence[CardOnFile]:
    """The cards that stay. Raises NotFoundError, CardNeededError. Stripe forgets it within minutes."""
    patients.remove_card(patient.id, card_id, by_holder=True)
    return _others(patient, card_id)


def _others(patient: Patient, card_id: str) -> tuple[CardOnFile, ...]:
    return tuple(card for card in patient.cards if card.payment_method_id != card_id)
