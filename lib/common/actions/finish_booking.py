"""Finish what Stripe tells of: a card was confirmed, perhaps after the browser was closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from common.domain.errors import NotFoundError, SlotTakenError

if TYPE_CHECKING:
    from collections.abc import Callable

    from common.domain.appointments import Appointment
    from common.domain.cards import CardOnFile, CardProcessor, PaymentEvent, SetupIntent
    from common.domain.errands import Errand, OpenErrand

Effect = Literal["booked", "pending", "unaccepted", "taken", "kept", "none"]


def take_payment_event(
    event: PaymentEvent, open_errand: OpenErrand, open_processor: Callable[[], CardProcessor]
) -> Effect:
    """What the event changed; `none` for one that doesn't concern us. Raises VendorError, StoreUnavailableError.

    Events come late, twice and in any order, so Stripe is asked how the intent stands now.
    """
    clinic_id = event.metadata.get("clinic_id")
    if event.kind != "setup_intent.succeeded" or event.setup_intent_id is None or clinic_id is None:
        return "none"
    appointment_id = event.metadata.get("appointment_id", "")
    try:
        errand = open_errand(clinic_id, attempt_key=event.id, appointment_id=appointment_id)
    except NotFoundError:
        return "none"
    intent = open_processor().find_setup_intent(event.setup_intent_id)
    card = intent.card_kept(int(event.created_at.timestamp())) if intent else None
    if intent is None or card is None:
        return "none"
    if errand.appointment is None:
        return _keep(errand, intent, card)
    return _book(errand, errand.appointment, card)


def _book(errand: Errand, appointment: Appointment, card: CardOnFile) -> Effect:
    try:
        return errand.stores.appointments.book(appointment, policy_hash=None, card=card, ready=True).status
    except SlotTakenError:
        return "taken"


def _keep(errand: Errand, intent: SetupIntent, card: CardOnFile) -> Effect:
    patient_id = intent.metadata.get("patient_id")
    if patient_id is None or intent.customer_id is None:
        return "none"
    try:
        kept = errand.stores.patients.keep_card(patient_id, customer_id=intent.customer_id, card=card)
    except NotFoundError:
        return "none"
    return "kept" if kept else "none"
