"""A person of the demo who acts through the product's own actions, at an instant of our choosing."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from typing import Literal, TypeVar

from common import settings, wiring
from common.actions.attend_appointment import attend_appointment
from common.actions.book_appointment import Acceptance, book_appointment
from common.actions.cancel_appointment import CancelWish, cancel_appointment, cancel_terms
from common.actions.hold_slot import hold_slot
from common.actions.keep_card import save_card, start_card
from common.actions.sign_up import sign_up
from common.actions.slots import first_free
from common.domain.admission import Admission, Attempt, Knock
from common.domain.appointments import Appointment
from common.domain.days import Days
from common.domain.patients import Patient, PatientDetails
from common.domain.ports import Stores
from common.domain.scope import TEAM, Role, Scope
from common.domain.wall_clock import HOUR, local_day
from common.integrations.stripe.client import open_client
from local.demo.practice import CLINIC_ID

NO_HASH = "0" * 64
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Visit:
    """Somebody in the clinic at `now`."""

    admission: Admission
    stores: Stores
    now: int

    @property
    def patient(self) -> Patient:
        return _there(self.admission.patient)

    @property
    def appointment(self) -> Appointment:
        return _there(self.admission.appointment)


@dataclass(frozen=True, slots=True)
class Visitor:
    """`uid` is the one of their account."""

    uid: str

    def enter(self, now: int, *roles: Role, appointment_id: str = "") -> Visit:
        knock = Knock(
            clinic_id=CLINIC_ID,
            actor_id=self.uid,
            caller=uuid.uuid4().hex,
            signed_in_at=now,
            roles=roles,
            function="demo",
            action="demo.enter",
            request_id=uuid.uuid4().hex,
            now=now,
            appointment_id=appointment_id,
            fit_for_team=True,
        )
        admission = wiring.door().admit(knock)
        patient_id = admission.membership.patient_id if admission.role is Role.PATIENT else None
        scope = Scope(CLINIC_ID, self.uid, admission.role, "demo", knock.request_id, patient_id)
        return Visit(admission, wiring.door().open(scope, Attempt(uuid.uuid4().hex, NO_HASH), now), now)

    def sign_up(self, details: PatientDetails, now: int) -> None:
        visit = self.enter(now, Role.MEMBER)
        sign_up(
            visit.stores.patients,
            visit.admission.practice,
            visit.admission.membership,
            None,
            details,
            texts=True,
            now=now,
        )

    def keep_card(self, now: int) -> None:
        """Visa 4242, confirmed as Stripe's browser library would."""
        visit = self.enter(now, Role.PATIENT)
        cards = wiring.processor(None).cards
        intent = start_card(visit.stores.patients, cards, visit.patient, clinic_id=CLINIC_ID, key=uuid.uuid4().hex)
        confirmed = self.enter(now, Role.PATIENT)
        told = settings.stripe()
        client = open_client(told.secret_key, told.api_base)
        client.v1.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
        save_card(confirmed.stores.patients, cards, confirmed.patient, intent.id, now)

    def book(self, type_id: str, provider_id: str, *, now: int, after: int) -> str:
        """The first free time after the day of the instant `after`, booked at `now`. Returns the appointment's id."""
        visit = self.enter(now, Role.PATIENT)
        practice, patient, appointments = visit.admission.practice, visit.patient, visit.stores.appointments
        kind, provider = practice.get_type(type_id), practice.get_provider(provider_id)
        zone = provider.schedule.zone
        day = local_day(after, zone)
        slot = first_free(appointments, [provider], kind, Days(day, day, zone), now)
        if slot is None:
            raise LookupError(f"the demo clinic has no time for {type_id}")
        held = hold_slot(
            appointments,
            practice,
            patient,
            provider_id=provider_id,
            type_id=type_id,
            starts_at=slot.starts_at,
            now=now,
        )
        again = self.enter(now, Role.PATIENT, appointment_id=held.hold.appointment_id)
        book_appointment(
            again.stores.appointments,
            wiring.processor,
            practice,
            patient,
            again.appointment,
            accepted=Acceptance(held.receipt.hash, "deposit", another_card=False, key=uuid.uuid4().hex),
            now=now,
        )
        return held.hold.appointment_id

    def cancel(self, appointment_id: str, now: int) -> None:
        visit = self.enter(now, Role.PATIENT, appointment_id=appointment_id)
        practice, appointment = visit.admission.practice, visit.appointment
        terms = cancel_terms(appointment, practice, visit.patient, by_clinic=False, now=now)
        fee_minor = terms.settlement.fee.amount_minor
        wish = CancelWish(by_clinic=False, expected_fee_minor=fee_minor, reason="I have to travel that week.")
        cancel_appointment(visit.stores.appointments, practice, visit.patient, appointment, wish=wish, now=now)

    def cancel_late(self, appointment_id: str) -> None:
        """Three hours before it, when there is a fee."""
        visit = self.enter(0, Role.PATIENT, appointment_id=appointment_id)
        self.cancel(appointment_id, visit.appointment.starts_at - 3 * HOUR)

    def attend(self, appointment_id: str, status: Literal["arrived", "fulfilled", "noshow"]) -> None:
        """Said by the clinic when the visit is over."""
        over = self.enter(0, *TEAM, appointment_id=appointment_id).appointment.ends_at
        visit = self.enter(over, *TEAM, appointment_id=appointment_id)
        attend_appointment(
            visit.stores.appointments,
            visit.admission.practice,
            visit.admission.visitor,
            visit.appointment,
            status=status,
            by=visit.admission.membership.name or "",
            now=over,
        )

    def write_note(self, appointment_id: str, text: str, now: int) -> None:
        visit = self.enter(now, *TEAM, appointment_id=appointment_id)
        visit.stores.notes.add(appointment_id, visit.admission.membership.name or "", text)


def _there(found: T | None) -> T:
    if found is None:
        raise LookupError("the demo asks for what it hasn't made yet")
    return found
