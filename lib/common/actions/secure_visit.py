"""Make what a hold is secured with at Stripe: the setup of a card, or a payment in advance. Each is made once.

Keys derive from ids, and what was made is written down with the appointment before anybody confirms it: a repeated
call, or one after a crash, finds what stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.domain.appointments import Appointment
    from common.domain.cards import CardProcessor, SetupIntent
    from common.domain.money import Money
    from common.domain.patients import Patient
    from common.domain.payments import PaymentIntent, Processor
    from common.domain.ports import Appointments


def customer_of(patient: Patient, cards: CardProcessor, clinic_id: str) -> str:
    """The patient's customer id, made where there is none. Raises VendorError."""
    return patient.customer_id or cards.create_customer(
        clinic_id=clinic_id, patient_id=patient.id, idempotency_key=f"customer:{patient.id}"
    )


def setup_for(
    appointments: Appointments,
    processor: Processor,
    patient: Patient,
    appointment: Appointment,
    *,
    known_id: str | None,
) -> SetupIntent:
    """The one that stands, or a new one. Raises VendorError."""
    known = processor.cards.find_setup_intent(known_id) if known_id else None
    if known is not None and not known.is_spent:
        return known
    customer_id = customer_of(patient, processor.cards, appointments.clinic_id)
    intent = processor.cards.create_setup_intent(
        customer_id=customer_id,
        metadata=_metadata(appointments.clinic_id, appointment),
        idempotency_key=f"setup:{appointment.id}:{known_id or 'first'}",
    )
    appointments.attach_intent(appointment, intent.id, customer_id)
    return intent


def payment_for(  # noqa: PLR0913
    appointments: Appointments,
    processor: Processor,
    patient: Patient,
    appointment: Appointment,
    amount: Money,
    *,
    known_id: str | None,
) -> PaymentIntent:
    """The one that stands, or a new one. One for another amount is ended first, and counts if it was paid.

    Raises VendorError.
    """
    known = processor.payments.find_payment(known_id) if known_id else None
    if known is not None and not known.is_spent and not known.is_paid and known.amount != amount:
        known = processor.payments.cancel_payment(known.id)
    if known is not None and not known.is_spent:
        return known
    customer_id = customer_of(patient, processor.cards, appointments.clinic_id)
    intent = processor.payments.create_payment(
        amount=amount,
        customer_id=customer_id,
        metadata=_metadata(appointments.clinic_id, appointment),
        idempotency_key=f"deposit:{appointment.id}:{amount.amount_minor}:{known_id or 'first'}",
        keep_card=True,
    )
    appointments.attach_intent(appointment, intent.id, customer_id)
    return intent


def _metadata(clinic_id: str, appointment: Appointment) -> dict[str, str]:
    return {"clinic_id": clinic_id, "patient_id": appointment.patient_id, "appointment_id": appointment.id}
