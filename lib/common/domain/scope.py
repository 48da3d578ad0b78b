"""Who acts, as what, in which clinic: every repository is opened with a scope."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum


class Role(StrEnum):
    """What a person (or a machine) is in a clinic."""

    ANYONE = "anyone"
    MEMBER = "member"  # signed in, no role in this clinic yet
    PATIENT = "patient"
    PROVIDER = "provider"
    STAFF = "staff"
    OWNER = "owner"
    SCHEDULE = "schedule"
    STRIPE = "stripe"
    LINK = "link"  # whoever has a link that we signed


TEAM = (Role.PROVIDER, Role.STAFF, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Scope:
    """`actor_id` is a Firebase uid, or the machine's name; `patient_id` is set for patients alone."""

    clinic_id: str
    actor_id: str
    role: Role
    function: str
    request_id: str
    patient_id: str | None = None

    @property
    def reaches_clinic(self) -> bool:
        """Whether every patient's records are in reach, not just the actor's own."""
        return self.role in {*TEAM, Role.SCHEDULE, Role.STRIPE}


@dataclass(frozen=True, slots=True)
class Membership:
    """What the clinic's member list says of one uid; an empty one grants nothing."""

    roles: frozenset[Role] = frozenset()
    patient_id: str | None = None
    provider_id: str | None = None
    name: str | None = None

    def joined(self, role: Role, patient_id: str) -> Membership:
        """The same person, a patient now as well."""
        return replace(self, roles=self.roles | {role}, patient_id=patient_id)
