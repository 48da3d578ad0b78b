"""Every change a clinic's store can make, so that what all of them promise is tested on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from common.domain.appointments import Appointment
from common.domain.clinic import Practice
from common.domain.money import Money
from common.domain.patients import Patient
from common.domain.drafts import HoldDraft
from common.domain.scope import Membership, Role
from common.store.door import ValkeyStores
from tests.product import MAYA
from tests.store.desk import Desk

TUESDAY_NINE: Final = 1_803_996_000  # 2027-03-02 9:00 AM EST
HOUR: Final = 3600


@dataclass(frozen=True)
class Scene:
    """Maya has one visit booked and holds a time; she might hold another one."""

    maya: Patient
    booked: Appointment
    held: Appointment
    draft: HoldDraft
    practice: Practice


@dataclass(frozen=True)
class Change:
    """One script at work. `role` is who may; `is_about_one`: only within the scope that has it."""

    run: Callable[[ValkeyStores, Scene], Any]
    role: Role = Role.PATIENT
    is_about_one: bool = True


def scene_at(desk: Desk) -> Scene:
    maya = desk.patient(MAYA)
    booked = desk.book(maya, TUESDAY_NINE)
    held = desk.get(desk.hold(maya, TUESDAY_NINE + HOUR).appointment_id)
    return Scene(maya, booked, held, desk.draft(maya, TUESDAY_NINE + 2 * HOUR), desk.practice())


def _rename(practice: Practice) -> Practice:
    return replace(practice, clinic=replace(practice.clinic, name=practice.clinic.name + "!"))


CHANGES: Final[Mapping[str, Change]] = {
    "attach_setup_intent": Change(lambda to, on: to.appointments.attach_setup_intent(on.held, "seti_1", "cus_1")),
    "book_appointment": Change(
        lambda to, on: to.appointments.book(on.held, policy_hash=on.held.policy_hash, card=None, ready=True)
    ),
    "cancel_appointment": Change(
        lambda to, on: to.appointments.cancel(on.booked, by="patient", fee=Money(5000, "usd"), reason="A cold.")
    ),
    "change_patient": Change(
        lambda to, on: to.patients.change(on.maya, on.maya.details, on.maya.consents, version=on.maya.version)
    ),
    "change_practice": Change(
        lambda to, _: to.practices.change("name", "clinic.change", _rename), role=Role.OWNER, is_about_one=False
    ),
    "hold_slot": Change(lambda to, on: to.appointments.hold(on.draft)),
    "keep_card": Change(lambda to, on: to.patients.keep_card(on.maya.id, customer_id="cus_1", card=None)),
    "sign_up": Change(
        lambda to, on: to.patients.add(Membership(), on.maya.details, on.maya.consents),
        role=Role.MEMBER,
        is_about_one=False,
    ),
    "write_note": Change(lambda to, on: to.notes.add(on.booked.id, "Dr. Johnson", "Fine."), role=Role.PROVIDER),
}
# Their own tests have them: one leaves no idempotency record, one comes before there is a clinic.
APART: Final = {"expire_hold", "start_clinic"}
