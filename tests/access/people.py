"""Everybody who may knock: at Harbor Dermatology, and at another clinic on the same product."""

from __future__ import annotations

from dataclasses import dataclass, replace

from common.domain.scope import Membership, Role
from tests.product import DANIEL, MAYA, RUTH, Person

OTHER_CLINIC = "cln_hilltopskin000000000"
OTHER_PROVIDER = "prv_moss000000000000000h"
OTHER_TYPE = "typ_acnevisithilltop"

CHEN = Person("uid-chen", "chen@harborderm.example")
PRIYA = Person("uid-priya", "priya@harborderm.example")
AVERY = Person("uid-avery", "avery@harborderm.example")
MOSS = Person("uid-moss", "moss@hilltop.example")
QUINN = Person("uid-quinn", "quinn@hilltop.example")
REYES = Person("uid-reyes", "reyes@hilltop.example")
SAM = Person("uid-sam", "sam.lee@example.com")
STRANGER = Person("uid-stranger", "stranger@example.com")

HARBOR_OWNER = {AVERY.uid: Membership(frozenset({Role.OWNER}), name="Avery")}
OTHER_TEAM = {
    MOSS.uid: Membership(frozenset({Role.PROVIDER}), provider_id=OTHER_PROVIDER, name="Dr. Moss"),
    QUINN.uid: Membership(frozenset({Role.STAFF}), name="Quinn"),
    REYES.uid: Membership(frozenset({Role.OWNER}), name="Reyes"),
}
PATIENTS = {MAYA.uid: MAYA, DANIEL.uid: DANIEL, RUTH.uid: RUTH, SAM.uid: SAM}


@dataclass(frozen=True)
class Caller:
    """`role` is what they are at Harbor Dermatology, MEMBER for nothing yet; `person` is None without a token."""

    name: str
    person: Person | None
    role: Role

    @property
    def roles(self) -> set[Role]:
        """Every role that they may act in."""
        if self.person is None:
            return {Role.ANYONE}
        return {Role.ANYONE, Role.MEMBER, self.role}

    def may(self, roles: tuple[Role, ...]) -> bool:
        """Whether one of `roles` is theirs."""
        return bool(self.roles & set(roles))


CALLERS = (
    Caller("nobody", None, Role.ANYONE),
    Caller("stranger", STRANGER, Role.MEMBER),
    Caller("unverified-patient", replace(MAYA, email_verified=False), Role.PATIENT),
    Caller("unverified-staff", replace(PRIYA, email_verified=False), Role.STAFF),
    Caller("patient", MAYA, Role.PATIENT),
    Caller("other-patient", DANIEL, Role.PATIENT),
    Caller("provider", CHEN, Role.PROVIDER),
    Caller("staff", PRIYA, Role.STAFF),
    Caller("owner", AVERY, Role.OWNER),
    Caller("patient-elsewhere", RUTH, Role.MEMBER),
    Caller("provider-elsewhere", MOSS, Role.MEMBER),
    Caller("staff-elsewhere", QUINN, Role.MEMBER),
    Caller("owner-elsewhere", REYES, Role.MEMBER),
)
HARBOR_TEAM = tuple(caller for caller in CALLERS if caller.name in {"provider", "staff", "owner"})
HARBOR_PEOPLE = tuple(c for c in CALLERS if c.name in {"patient", "provider", "staff", "owner"})
