"""The repositories of the demo clinic, opened as anyone a test likes, and what they have written."""

from __future__ import annotations

import json
import uuid
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import timedelta
from threading import Barrier
from typing import Any, Final

from common import wiring
from common.domain.admission import Admission, Attempt, Knock
from common.domain.appointments import HOLD_SECONDS, Appointment, Hold
from common.domain.clinic import Practice
from common.domain.drafts import BookDraft, HoldDraft
from common.domain.jobs import Queue
from common.domain.patients import Patient
from common.domain.policy_content import policy_hash
from common.domain.scope import Role, Scope
from common.store.appointments import ValkeyAppointments
from common.store.door import ValkeyStores
from common.store.keys import Keys, clinics_with_jobs, taken_event
from local.demo.practice import JOHNSON
from tests.product import Person, Product, details
from tests.store.places import everything, kept

ACNE: Final = "typ_acnevisit"  # 30 minutes, no buffer of its own


@dataclass
class Desk:
    """A test's own place in the clinic: scope, key and instant are the test's to choose."""

    product: Product

    @property
    def keys(self) -> Keys:
        return Keys(self.product.clinic_id)

    def later(self, **passed: int) -> None:
        """Time passes; whoever calls next has signed in anew."""
        self.product.now += timedelta(**passed)
        self.product.signed_in_at.clear()

    def practice(self) -> Practice:
        return self._enter("schedule", whole_clinic=True).practice

    def open(
        self,
        role: Role,
        patient_id: str | None = None,
        *,
        key: str | None = None,
        asked: str = "a" * 64,
        actor: str = "somebody",
    ) -> ValkeyStores:
        """As `role`; `key` and `asked` are a request's idempotency key and hash."""
        self.practice()
        scope = Scope(self.product.clinic_id, actor, role, "desk", uuid.uuid4().hex, patient_id)
        return wiring.door().open(scope, Attempt(key or uuid.uuid4().hex, asked), self.product.epoch)

    def appointments(self, patient: Patient, *, key: str | None = None) -> ValkeyAppointments:
        """As this patient."""
        return self.open(Role.PATIENT, patient.id, key=key).appointments

    def patient(self, person: Person) -> Patient:
        """A patient of the clinic, signed up where they weren't."""
        self.product.call("sign_up", "POST", by=person, body=details(person)).ok()
        found = self._enter(person.uid).patient
        assert found is not None
        return found

    def draft(self, patient: Patient, starts_at: int, *, type_id: str = ACNE, provider: str = JOHNSON) -> HoldDraft:
        practice = self.practice()
        ends = self.product.epoch + HOLD_SECONDS
        return HoldDraft(
            provider=practice.get_provider(provider),
            kind=practice.get_type(type_id),
            practice=practice,
            patient=patient,
            starts_at=starts_at,
            expires_at=ends,
            deposit_minor=0,
            needs_card=True,
        )

    def hold(self, patient: Patient, starts_at: int, **chosen: str) -> Hold:
        return self.appointments(patient).hold(self.draft(patient, starts_at, **chosen))

    def book(self, patient: Patient, starts_at: int) -> Appointment:
        """Held, accepted and booked, with no card asked for."""
        held = self.get(self.hold(patient, starts_at).appointment_id)
        self.accept(patient, held, ready=True)
        return self.get(held.id)

    def accept(self, patient: Patient, held: Appointment, *, ready: bool = False) -> str:
        draft = BookDraft(policy_hash=held.policy_hash, ready=ready)
        return self.appointments(patient).book(held, draft).status

    def get(self, appointment_id: str) -> Appointment:
        found = self.open(Role.SCHEDULE).appointments.find(appointment_id)
        assert found is not None
        return found

    def policy_hash(self) -> str:
        return policy_hash(self.practice().policy)

    def everything(self) -> dict[bytes, Any]:
        return everything(self.product.raw)

    def kept(self) -> dict[bytes, Any]:
        return kept(self.product.raw)

    def records(self) -> dict[bytes, Any]:
        """What is kept, but for the hints that say which clinics to look at, and which events were taken."""
        hints = {clinics_with_jobs(queue).encode() for queue in Queue}
        taken = taken_event("").encode()
        kept = self.kept().items()
        return {key: held for key, held in kept if key not in hints and not key.startswith(taken)}

    def busy(self, provider: str = JOHNSON) -> list[str]:
        """Ids of appointments that have a block, by start."""
        members = self.product.raw.zrange(self.keys.busy(provider), 0, -1)
        return [member.decode().split(":")[2] for member in members]

    def jobs(self, *queues: Queue) -> dict[str, int]:
        """Each job with the instant it is due at; of all queues where none is named."""
        keys = [self.keys.jobs(queue) for queue in queues or Queue]
        rows = [row for key in keys for row in self.product.raw.zrange(key, 0, -1, withscores=True)]
        return {job.decode(): int(due_at) for job, due_at in rows}

    def looked_at(self, queue: Queue = Queue.REMINDERS) -> int | None:
        """When that schedule's tick will look at the clinic."""
        hint = self.product.raw.zscore(clinics_with_jobs(queue), self.product.clinic_id)
        return None if hint is None else int(hint)

    def deeds(self, action: str) -> list[tuple[str, str]]:
        """Subject and outcome of each audit row of an action, oldest first."""
        rows = self.product.raw.xrange(self.keys.audit)
        entries = [row for _, row in rows if json.loads(row[b"entry"])["action"] == action]
        return [(row[b"subject"].decode(), row[b"outcome"].decode()) for row in entries]

    def _enter(self, actor_id: str, *, whole_clinic: bool = False) -> Admission:
        return wiring.door().admit(
            Knock(
                clinic_id=self.product.clinic_id,
                actor_id=actor_id,
                caller=actor_id,
                signed_in_at=self.product.epoch,
                roles=(Role.ANYONE,) if whole_clinic else (Role.PATIENT,),
                function="desk",
                action="desk.enter",
                request_id=uuid.uuid4().hex,
                now=self.product.epoch,
                whole_clinic=whole_clinic,
            )
        )


def at_once(calls: Sequence[Callable[[], Any]]) -> list[Any]:
    """What each call gave or raised; all of them set out together."""
    line = Barrier(len(calls))

    def run(call: Callable[[], Any]) -> Any:
        line.wait(20)
        try:
            return call()
        except Exception as error:  # noqa: BLE001  # the losers' errors are what is looked at
            return error

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))
