"""Makes the demo clinic with its people and some history, through the product's own actions."""

from __future__ import annotations

import os
import uuid

from common import settings, wiring
from common.actions.start_clinic import start_clinic
from common.domain.admission import Attempt
from common.domain.patients import PatientDetails
from common.domain.wall_clock import DAY
from common.security.root_keys import RootKeys
from common.store.clinics import ValkeyClinicRegister
from common.store.valkey import connect
from local.demo.people import PASSWORD, PATIENTS, TEAM
from local.demo.practice import CHEN, JOHNSON, practice
from local.demo.visitor import NO_HASH, Visitor
from local.firebase.client import AuthClient

LONG_AGO = 90 * DAY


def main() -> None:
    now = wiring.now()
    auth = AuthClient(f"http://{os.environ['FIREBASE_AUTH_EMULATOR_HOST']}", settings.core().firebase_project_id)
    team = {_account(auth, member.email, member.membership.name or ""): member.membership for member in TEAM}
    owner = next(iter(team))
    core = settings.core()
    register = ValkeyClinicRegister(
        connect(core.valkey_url),
        RootKeys.parse(core.root_keys),
        actor_id=owner,
        request_id=uuid.uuid4().hex,
        attempt=Attempt(uuid.uuid4().hex, NO_HASH),
        now=now - LONG_AGO,
    )
    start_clinic(register, practice(now - LONG_AGO), team)
    maya, daniel, ruth = (_patient(auth, details, now - 60 * DAY) for details in PATIENTS)
    _history(maya, daniel, ruth, Visitor(owner), now)


def _history(maya: Visitor, daniel: Visitor, ruth: Visitor, doctor: Visitor, now: int) -> None:
    """Visits behind: done, called off in time and late, missed. One ahead for each."""
    for someone in (maya, daniel):
        someone.keep_card(now - 50 * DAY)
    first = maya.book("typ_fullbodyskincheck", JOHNSON, now=now - 48 * DAY, after=now - 40 * DAY)
    doctor.write_note(first, "One atypical spot on the left shoulder. Biopsy suggested.", now - 39 * DAY)
    doctor.attend(first, "fulfilled")
    doctor.attend(maya.book("typ_followup", CHEN, now=now - 30 * DAY, after=now - 20 * DAY), "fulfilled")
    maya.cancel(maya.book("typ_moleevaluation", JOHNSON, now=now - 18 * DAY, after=now - 9 * DAY), now - 15 * DAY)
    maya.cancel_late(maya.book("typ_acnevisit", JOHNSON, now=now - 12 * DAY, after=now - 6 * DAY))
    ahead = maya.book("typ_moleevaluation", JOHNSON, now=now - DAY, after=now + 3 * DAY)
    doctor.write_note(ahead, "New mole on the left shoulder, noticed last month.", now - DAY)
    doctor.attend(daniel.book("typ_acnevisit", JOHNSON, now=now - 25 * DAY, after=now - 12 * DAY), "noshow")
    daniel.book("typ_acnevisit", JOHNSON, now=now - DAY, after=now + 2 * DAY)
    doctor.attend(ruth.book("typ_rashoreczema", CHEN, now=now - 28 * DAY, after=now - 14 * DAY), "fulfilled")
    ruth.book("typ_fullbodyskincheck", CHEN, now=now - 2 * DAY, after=now + 5 * DAY)


def _patient(auth: AuthClient, details: PatientDetails, now: int) -> Visitor:
    visitor = Visitor(_account(auth, details.email))
    visitor.sign_up(details, now)
    return visitor


def _account(auth: AuthClient, email: str, name: str = "") -> str:
    return auth.create_account(email, PASSWORD, name=name, is_verified=True)


if __name__ == "__main__":
    main()
