"""What each script in changes/ promises: one effect a key, nothing half-written, nothing beyond the scope."""

from __future__ import annotations

from importlib import resources
from typing import Any

import pytest

from common.domain.errors import CalendersomeError, IdempotencyMismatchError, NotFoundError
from common.domain.scope import Role
from tests.product import DANIEL
from tests.store.changes import APART, CHANGES, Scene, scene_at, without
from tests.store.desk import Desk, at_once

KEY = "0123456789abcdef"


@pytest.fixture
def scene(desk: Desk) -> Scene:
    return scene_at(desk)


def patient_of(name: str, scene: Scene) -> str | None:
    return scene.maya.id if CHANGES[name].role is Role.PATIENT else None


def run(desk: Desk, name: str, scene: Scene, **asked: str) -> Any:
    return CHANGES[name].run(desk.open(CHANGES[name].role, patient_of(name, scene), **asked), scene)


def test_no_script_is_left_out() -> None:
    folder = resources.files("common.store") / "lua" / "changes"
    scripts = {path.name.removesuffix(".lua") for path in folder.iterdir() if not path.name.startswith("_")}
    assert scripts == CHANGES.keys() | APART


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_request_again_has_one_effect_and_the_same_answer(desk: Desk, name: str, scene: Scene) -> None:
    rows = len(desk.product.audit_rows())
    first = run(desk, name, scene, key=KEY)
    before = desk.kept()
    assert run(desk, name, scene, key=KEY) == first
    assert desk.kept() == before
    assert len(desk.product.audit_rows()) > rows


@pytest.mark.parametrize("name", CHANGES)
def test_the_same_request_many_times_at_once_has_one_effect(desk: Desk, name: str, scene: Scene) -> None:
    before = [len(desk.product.audit_rows()), len(desk.jobs()), len(desk.busy())]
    run(desk, name, scene, key=KEY)
    alone = [len(desk.product.audit_rows()), len(desk.jobs()), len(desk.busy())]
    desk.product.raw.flushall()
    desk.product.start_demo_clinic()
    again = scene_at(desk)
    assert [len(desk.product.audit_rows()), len(desk.jobs()), len(desk.busy())] == before
    answers = at_once([lambda: run(desk, name, again, key=KEY) for _ in range(6)])
    assert all(answer == answers[0] for answer in answers), answers
    assert [len(desk.product.audit_rows()), len(desk.jobs()), len(desk.busy())] == alone


@pytest.mark.parametrize("name", CHANGES)
def test_a_key_that_comes_with_another_request_is_refused_and_nothing_written(
    desk: Desk, name: str, scene: Scene
) -> None:
    run(desk, name, scene, key=KEY)
    before = desk.kept()
    with pytest.raises(IdempotencyMismatchError):
        run(desk, name, scene, key=KEY, asked="b" * 64)
    assert desk.kept() == before


@pytest.mark.parametrize("name", [name for name, change in CHANGES.items() if change.is_about_one])
def test_what_is_another_patients_is_not_there_and_nothing_is_written(desk: Desk, name: str, scene: Scene) -> None:
    daniel = desk.patient(DANIEL)
    scopes = [daniel.id, None]
    before = desk.kept()
    for patient_id in scopes:
        with pytest.raises(NotFoundError):
            CHANGES[name].run(desk.open(Role.PATIENT, patient_id), scene)
    assert desk.kept() == before


def test_a_patient_does_not_change_the_clinic(desk: Desk, scene: Scene) -> None:
    before = desk.kept()
    with pytest.raises(NotFoundError):
        CHANGES["change_practice"].run(desk.open(Role.PATIENT, scene.maya.id), scene)
    assert desk.kept() == before


@pytest.mark.parametrize("name", sorted(CHANGES.keys() - {"hold_slot", "sign_up", "change_practice"}))
def test_what_does_not_exist_is_not_there_for_the_whole_clinic_either(desk: Desk, name: str, scene: Scene) -> None:
    gone = without(scene)
    before = desk.kept()
    with pytest.raises(CalendersomeError) as refused:
        CHANGES[name].run(desk.open(Role.OWNER), gone)
    assert type(refused.value) is NotFoundError
    assert desk.kept() == before
