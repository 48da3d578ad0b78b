"""changes/change_practice.lua, sign_up.lua and start_clinic.lua: who comes second decides anew, or is told."""

from __future__ import annotations

import uuid
from dataclasses import replace
from functools import partial

import pytest

from common import wiring
from common.domain.admission import Attempt
from common.domain.clinic import Practice
from common.domain.errors import ConflictError, PracticeChangedError, StaleVersionError
from common.domain.patients import Consents, PatientDetails
from common.domain.scope import Membership, Role
from common.store.clinics import ValkeyClinicRegister
from local.demo.practice import practice as demo_practice
from tests.product import MAYA
from tests.store.desk import Desk, at_once

DETAILS = PatientDetails("Maya Ortiz", "maya@example.com", "+16175550168", "1992-06-14", "pay_aetna")


def longer_name(practice: Practice) -> Practice:
    return replace(practice, clinic=replace(practice.clinic, name=practice.clinic.name + "!"))


def test_edits_at_once_are_made_one_after_the_other_and_none_is_lost(desk: Desk) -> None:
    edits = [partial(desk.open(Role.OWNER).practices.change, "name", "clinic.change", longer_name) for _ in range(4)]
    assert not [one for one in at_once(edits) if isinstance(one, Exception)]
    after = desk.practice()
    assert (after.clinic.name, after.version) == ("Harbor Dermatology!!!!", 5)
    assert desk.deeds("clinic.change") == [("name", "done")] * 4


def test_an_edit_that_meets_another_one_sees_its_outcome(desk: Desk) -> None:
    practices = desk.open(Role.OWNER).practices
    seen: list[int] = []

    def edit(practice: Practice) -> Practice:
        if not seen:
            desk.open(Role.OWNER).practices.change("name", "clinic.change", longer_name)
        seen.append(practice.version)
        return longer_name(practice)

    assert practices.change("name", "clinic.change", edit).clinic.name == "Harbor Dermatology!!"
    assert seen == [1, 2]


def test_an_edit_that_is_always_overtaken_gives_up_and_says_so(desk: Desk) -> None:
    practices = desk.open(Role.OWNER).practices

    def overtaken(practice: Practice) -> Practice:
        desk.open(Role.OWNER).practices.change("name", "clinic.change", longer_name)
        return practice

    with pytest.raises(PracticeChangedError):
        practices.change("name", "clinic.change", overtaken)
    assert desk.practice().version == 6


def test_two_tabs_that_sign_up_at_once_make_one_patient(desk: Desk) -> None:
    consents = Consents(desk.product.epoch, None)
    tabs = [
        partial(desk.open(Role.MEMBER, actor=MAYA.uid).patients.add, Membership(), DETAILS, consents) for _ in range(6)
    ]
    made = at_once(tabs)
    assert len([one for one in made if isinstance(one, str)]) == 1
    assert len([one for one in made if one is None]) == 5
    assert [outcome for _, outcome in desk.deeds("patient.sign_up")].count("done") == 1


def test_a_role_given_meanwhile_is_not_taken_away_by_signing_up(desk: Desk) -> None:
    """What was read of the member is not what is there any more."""
    before = desk.kept()
    patients = desk.open(Role.MEMBER, actor="uid-priya").patients
    with pytest.raises(StaleVersionError):
        patients.add(Membership(), DETAILS, Consents(desk.product.epoch, None))
    assert desk.kept() == before


def test_a_stale_edit_of_ones_details_is_refused_and_of_two_at_once_one_is_made(desk: Desk) -> None:
    maya = desk.patient(MAYA)
    edits = [
        partial(desk.open(Role.PATIENT, maya.id).patients.change, maya, DETAILS, maya.consents, version=1)
        for _ in range(4)
    ]
    outcomes = at_once(edits)
    assert sorted(type(one).__name__ for one in outcomes) == ["Patient"] + ["StaleVersionError"] * 3
    assert desk.patient(MAYA).version == 2


def test_a_clinic_is_made_once(desk: Desk) -> None:
    def register() -> ValkeyClinicRegister:
        door = wiring.door()
        attempt = Attempt(uuid.uuid4().hex, "0" * 64)
        return ValkeyClinicRegister(door.valkey, door.root_keys, "uid-x", uuid.uuid4().hex, attempt, desk.product.epoch)

    before = desk.kept()
    with pytest.raises(ConflictError):
        register().add(demo_practice(desk.product.epoch), {})
    assert desk.kept() == before
    theirs = demo_practice(desk.product.epoch)
    elsewhere = replace(theirs, clinic=replace(theirs.clinic, id="cln_elsewhere00000000000"))
    with pytest.raises(ConflictError):
        register().add(elsewhere, {"uid-x": Membership(frozenset({Role.OWNER}))})
    assert desk.kept() == before
    fresh = replace(elsewhere, clinic=replace(elsewhere.clinic, slug="elsewhere"))
    owner = {"uid-x": Membership(frozenset({Role.OWNER}))}
    made = at_once([partial(register().add, fresh, owner) for _ in range(5)])
    assert sorted(type(one).__name__ for one in made) == ["ConflictError"] * 4 + ["NoneType"]
