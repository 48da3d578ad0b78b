"""The way to a clinic's records: nobody gets a repository who wasn't let in."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from common.domain.admission import Admission
from common.domain.audit import AuditEntry
from common.domain.errors import NotFoundError
from common.domain.scope import Role
from common.store import scripts
from common.store.appointments import ValkeyAppointments
from common.store.charges import ValkeyCharges
from common.store.jobs import ValkeyJobs
from common.store.keys import Keys, slug
from common.store.memberships import membership_of
from common.store.notes import ValkeyNotes
from common.store.patients import ValkeyPatients
from common.store.practices import ValkeyPractices, practice_of
from common.store.records import appointment_of, patient_of
from common.store.scoped import Scoped, entry_json
from common.store.valkey import Command

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.admission import Attempt, Knock
    from common.domain.clinic import Practice
    from common.domain.jobs import Queue
    from common.domain.scope import Scope
    from common.security.root_keys import RootKeys
    from common.security.sealing import ClinicKey
    from common.store.valkey import Arg, Valkey

_MOST_KEPT: Final = 64  # clinics that a warm container remembers


@dataclass(frozen=True, slots=True)
class Limits:
    """Calls a minute. A page of the team's makes ten, and a desk that is busy opens one every few seconds."""

    caller: int = 300
    clinic: int = 6000


@dataclass(frozen=True, slots=True)
class Kept:
    """What a warm container remembers of a clinic; each call checks that it is still current."""

    practice: Practice
    clinic_key: ClinicKey


@dataclass(frozen=True, slots=True)
class ValkeyStores:
    """Implements `common.domain.ports.Stores`."""

    appointments: ValkeyAppointments
    patients: ValkeyPatients
    practices: ValkeyPractices
    notes: ValkeyNotes
    charges: ValkeyCharges
    scoped: Scoped

    def jobs(self, queue: Queue) -> ValkeyJobs:
        """Those of one scheduled function."""
        return ValkeyJobs(self.scoped.valkey, self.scoped.keys, queue, self.scoped.now)


@dataclass(slots=True)
class ValkeyDoor:
    """Implements `common.domain.ports.Door`."""

    valkey: Valkey
    root_keys: RootKeys
    limits: Limits = field(default_factory=Limits)
    _kept: dict[str, Kept] = field(default_factory=dict)

    def find_clinic_id(self, name: str) -> str:
        """Raises NotFoundError."""
        clinic_id = self.valkey.get(slug(name))
        if clinic_id is None:
            raise NotFoundError
        return clinic_id.decode()

    def admit(self, knock: Knock) -> Admission:
        """See reads/admit.lua."""
        keys = Keys(knock.clinic_id)
        kept = self._kept.get(knock.clinic_id)
        answer = self.valkey.run(
            Command(
                scripts.load("reads/admit"),
                [
                    keys.audit,
                    keys.members,
                    keys.practice,
                    keys.rate(knock.caller),
                    keys.rate("clinic"),
                    keys.session(knock.actor_id, knock.signed_in_at),
                ],
                self._admit_args(knock, kept),
            )
        )
        role, member, version, body, data_key, patient, cards, appointment, visitor, visitors_cards = answer
        if body:
            kept = Kept(practice_of(int(version), body), self.root_keys.unwrap(knock.clinic_id, data_key))
            self._keep(knock.clinic_id, kept)
        if kept is None:
            raise NotFoundError
        return Admission(
            role=Role(role.decode()),
            membership=membership_of(member),
            practice=kept.practice,
            patient=patient_of(patient, cards, kept.clinic_key) if patient else None,
            appointment=appointment_of(appointment, kept.clinic_key) if appointment else None,
            visitor=patient_of(visitor, visitors_cards, kept.clinic_key) if visitor else None,
        )

    def clinics_due(self, queue: Queue, now: int, most: int) -> Sequence[str]:
        """Ids of clinics that may have work due, longest due first."""
        return self.valkey.clinics_due(queue, now, most)

    def open(self, scope: Scope, attempt: Attempt, now: int) -> ValkeyStores:
        """The repositories, within `scope`."""
        kept, keys = self._kept[scope.clinic_id], Keys(scope.clinic_id)
        scoped = Scoped(self.valkey, keys, kept.clinic_key, scope, attempt, now)
        return ValkeyStores(
            appointments=ValkeyAppointments(scoped),
            patients=ValkeyPatients(scoped),
            practices=ValkeyPractices(scoped, kept.practice, lambda: self._read_practice(keys)),
            notes=ValkeyNotes(scoped),
            charges=ValkeyCharges(scoped),
            scoped=scoped,
        )

    def _read_practice(self, keys: Keys) -> Practice:
        version, body = self.valkey.practice(keys.practice)
        return practice_of(int(version), body)

    def _keep(self, clinic_id: str, kept: Kept) -> None:
        if len(self._kept) >= _MOST_KEPT:
            self._kept.pop(next(iter(self._kept)))
        self._kept[clinic_id] = kept

    def _admit_args(self, knock: Knock, kept: Kept | None) -> list[Arg]:
        entry = AuditEntry(knock.action, knock.actor_id, knock.function, knock.request_id, knock.now)
        return [
            knock.now,
            f"{knock.actor_id} *" if knock.whole_clinic else " ",
            entry_json(entry),
            "" if knock.whole_clinic else knock.actor_id,
            ",".join(knock.roles),
            self.limits.clinic if knock.whole_clinic else self.limits.caller,
            0 if knock.whole_clinic else self.limits.clinic,
            knock.signed_in_at,
            kept.practice.version if kept else "",
            knock.appointment_id,
            int(knock.audited),
            int(knock.fit_for_team),
        ]
