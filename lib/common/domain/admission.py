"""Being let into a clinic: who knocks, what they are given, and the door that decides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.appointments import Appointment
    from common.domain.clinic import Practice
    from common.domain.jobs import Queue
    from common.domain.patients import Patient
    from common.domain.ports import Stores
    from common.domain.scope import Membership, Role, Scope


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at the door of a clinic.

    `actor_id` is '' for anyone; `caller` is who the rate is counted for. `roles` are those that may come in, the one
    to act as first. `whole_clinic` is for machines, who act for everyone.
    `fit_for_team`: the sign-in had the second factor that a clinic's team needs. `action` is what the audit trail
    calls it.
    """

    clinic_id: str
    actor_id: str
    caller: str
    signed_in_at: int
    roles: tuple[Role, ...]
    function: str
    action: str
    request_id: str
    now: int
    appointment_id: str = ""
    audited: bool = False
    fit_for_team: bool = False
    whole_clinic: bool = False


@dataclass(frozen=True, slots=True)
class Attempt:
    """An idempotency key with the hash (64 hexadecimal digits) of the request that it came with."""

    key: str
    request_hash: str


@dataclass(frozen=True, slots=True)
class Admission:
    """Who the caller is in this clinic, and what was brought along when they were let in.

    `patient` is the caller's own record; `visitor` whose `appointment` is, for callers of the clinic's side.
    """

    role: Role
    membership: Membership
    practice: Practice
    patient: Patient | None = None
    appointment: Appointment | None = None
    visitor: Patient | None = None


class Door(Protocol):
    """The way to a clinic's records."""

    def find_clinic_id(self, slug: str) -> str:
        """Raises NotFoundError."""
        ...

    def admit(self, knock: Knock) -> Admission:
        """Raises NotFoundError, RateLimitedError, SessionEndedError, ForbiddenError."""
        ...

    def clinics_due(self, queue: Queue, now: int, most: int) -> Sequence[str]:
        """Ids of clinics that may have work due, longest due first."""
        ...

    def open(self, scope: Scope, attempt: Attempt, now: int) -> Stores:
        """The repositories, within `scope`. The clinic must have been entered by `admit` before."""
        ...
