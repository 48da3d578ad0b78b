"""Accept the policy of a hold and book it, with the card on file or one that is being confirmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.actions.list_appointments import calendar_file
from common.actions.receipts import receipt_of
from common.actions.slots import nearest_free
from common.domain.errors import SlotTakenError
from common.domain.outcomes import Booking

if TYPE_CHECKING:
    from collections.abc import Callable

    from common.domain.appointments import Appointment
    from common.domain.cards import CardProcessor, SetupIntent
    from common.domain.clinic import Practice
    from common.domain.patients import Patient
    from common.domain.ports import Appointments


def book_appointment(  # noqa: PLR0913
    appointments: Appointments,
    open_processor: Callable[[], CardProcessor],
    practice: Practice,
    patient: Patient,
    appointment: Appointment,
    *,
    policy_hash: str,
    now: int,
) -> Booking:
    """Raises PolicyChangedError, VendorError, and SlotTakenError with the nearest free times.

    Acceptance is written down before the card is asked for, so that Stripe's webhook can finish the booking when
    the browser doesn't come back.
    """
    ready = patient.card is not None or not receipt_of(appointment, practice).may_charge
    try:
        progress = appointments.book(appointment, policy_hash=policy_hash, card=None, ready=ready)
        if progress.status == "booked":
            return _booked(appointment, practice, now)
        intent = _setup_intent(appointments, open_processor(), patient, appointment, progress.setup_intent_id)
        if intent.card is None:
            return _needs_card(appointment, intent)
        appointments.book(appointment, policy_hash=None, card=intent.card_kept(now), ready=True)
    except SlotTakenError:
        provider, kind = (
            practice.get_provider(appointment.provider_id),
            practice.get_type(appointment.type_id),
        )
        raise SlotTakenError(nearest_free(appointments, [provider], kind, appointment.starts_at, now)) from None
    return _booked(appointment, practice, now)


def _booked(appointment: Appointment, practice: Practice, now: int) -> Booking:
    file = calendar_file(appointment, practice, now)
    return Booking("booked", appointment.id, appointment.starts_at, appointment.ends_at, None, None, file)


def _needs_card(appointment: Appointment, intent: SetupIntent) -> Booking:
    return Booking(
        "needs_card",
        appointment.id,
        appointment.starts_at,
        appointment.ends_at,
        appointment.expires_at,
        intent.client_secret,
        None,
    )


def _setup_intent(
    appointments: Appointments,
    processor: CardProcessor,
    patient: Patient,
    appointment: Appointment,
    known_id: str | None,
) -> SetupIntent:
    """The one that stands, or a new one. Keys derive from ids, so a repeated call makes nothing twice."""
    known = processor.find_setup_intent(known_id) if known_id else None
    if known is not None and not known.is_spent:
        return known
    clinic_id = appointments.clinic_id
    customer_id = patient.customer_id or processor.create_customer(
        clinic_id=clinic_id, patient_id=patient.id, idempotency_key=f"customer:{patient.id}"
    )
    intent = processor.create_setup_intent(
        customer_id=customer_id,
        metadata={"clinic_id": clinic_id, "patient_id": patient.id, "appointment_id": appointment.id},
        idempotency_key=f"setup:{appointment.id}:{known_id or 'first'}",
    )
    appointments.attach_setup_intent(appointment, intent.id, customer_id)
    return intent
