"""Every change a clinic's store can make, so that what all of them promise is tested on all of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from common.domain.appointments import Appointment
from common.domain.cards import CardOnFile
from common.domain.charges import Charge
from common.domain.clinic import Practice
from common.domain.drafts import BookDraft, HoldDraft, MoveDraft
from common.domain.patients import Patient
from common.domain.scope import Membership, Role
from common.store.door import ValkeyStores
from tests.product import MAYA
from tests.store.desk import Desk
from tests.store.drafts import calling_off, missed, moving
from tests.store.tills import owe, pay

TUESDAY_NINE: Final = 1_803_996_000  # 2027-03-02 9:00 AM EST
HOUR: Final = 3600
FIRST: Final = CardOnFile("pm_first", "visa", "4242", 12, 2030, chosen_at=1)
SECOND: Final = CardOnFile("pm_second", "visa", "1881", 11, 2031, chosen_at=2)


@dataclass(frozen=True)
class Scene:
    """Maya has two cards, a visit booked, another one paid for, a fee due, and holds a time; she might hold another."""

    maya: Patient
    booked: Appointment
    held: Appointment
    paid: Charge
    due: Charge
    draft: HoldDraft
    move: MoveDraft
    practice: Practice


@dataclass(frozen=True)
class Change:
    """One script at work. `role` is who may; `is_about_one`: only within the scope that has it."""

    run: Callable[[ValkeyStores, Scene], Any]
    role: Role = Role.PATIENT
    is_about_one: bool = True


def scene_at(desk: Desk) -> Scene:
    maya = desk.patient(MAYA)
    for card in (FIRST, SECOND):
        desk.open(Role.PATIENT, maya.id).patients.keep_card(maya.id, customer_id="cus_1", card=card)
    paid = pay(desk, maya, TUESDAY_NINE + 3 * HOUR)
    due = owe(desk, maya, TUESDAY_NINE + 4 * HOUR)
    booked = desk.book(maya, TUESDAY_NINE)
    held = desk.get(desk.hold(maya, TUESDAY_NINE + HOUR).appointment_id)
    draft = desk.draft(maya, TUESDAY_NINE + 2 * HOUR)
    return Scene(maya, booked, held, paid, due, draft, moving(desk, booked, draft.starts_at), desk.practice())


def without(scene: Scene) -> Scene:
    """The same, with ids that nothing has."""
    return replace(
        scene,
        maya=replace(scene.maya, id="pat_nobody"),
        booked=replace(scene.booked, id="apt_none"),
        held=replace(scene.held, id="apt_none"),
        paid=replace(scene.paid, id="chg_none"),
        due=replace(scene.due, id="chg_none"),
    )


def _rename(practice: Practice) -> Practice:
    return replace(practice, clinic=replace(practice.clinic, name=practice.clinic.name + "!"))


CHANGES: Final[Mapping[str, Change]] = {
    "attach_intent": Change(lambda to, on: to.appointments.attach_intent(on.held, "seti_1", "cus_1")),
    "attend": Change(lambda to, on: to.appointments.attend(on.booked, missed(on.booked, noshow_from=0))),
    "begin_refund": Change(
        lambda to, on: to.charges.begin_refund(on.paid, amount_minor=1000, by="Priya", reason="Too much."),
    ),
    "book_appointment": Change(
        lambda to, on: to.appointments.book(on.held, BookDraft(policy_hash=on.held.policy_hash)),
    ),
    "cancel_appointment": Change(
        lambda to, on: to.appointments.cancel(on.booked, calling_off(5000, reason="A cold.")),
    ),
    "change_patient": Change(
        lambda to, on: to.patients.change(on.maya, on.maya.details, on.maya.consents, version=on.maya.version)
    ),
    "change_practice": Change(
        lambda to, _: to.practices.change("name", "clinic.change", _rename), role=Role.OWNER, is_about_one=False
    ),
    "choose_card": Change(lambda to, on: to.patients.choose_card(on.maya.id, FIRST.payment_method_id)),
    "hold_slot": Change(lambda to, on: to.appointments.hold(on.draft)),
    "keep_card": Change(lambda to, on: to.patients.keep_card(on.maya.id, customer_id="cus_1", card=None)),
    "move_appointment": Change(lambda to, on: to.appointments.move(on.booked, on.move, day_ends_at=None)),
    "remove_card": Change(lambda to, on: to.patients.remove_card(on.maya.id, "pm_first", by_holder=True)),
    "sign_up": Change(
        lambda to, on: to.patients.add(Membership(), on.maya.details, on.maya.consents),
        role=Role.MEMBER,
        is_about_one=False,
    ),
    "waive_charge": Change(lambda to, on: to.charges.waive(on.due, by="Priya", reason="The first time.")),
    "write_note": Change(lambda to, on: to.notes.add(on.booked.id, "Dr. Johnson", "Fine."), role=Role.PROVIDER),
}
# Their own tests have them: they leave no idempotency record, because the state itself says what is left to do (see
# test_book_and_cancel.py and test_charges.py), or come before there is a clinic.
APART: Final = {
    "attach_charge_intent",
    "begin_charge",
    "dispute_charge",
    "expire_hold",
    "keep_comparison",
    "make_comparison_due",
    "return_payment",
    "settle_charge",
    "settle_refund",
    "start_clinic",
}
