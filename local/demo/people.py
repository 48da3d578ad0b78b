"""Who works at Harbor Dermatology, and its first patients. All of them are made up."""

from __future__ import annotations

from dataclasses import dataclass

from common.domain.patients import PatientDetails
from common.domain.scope import Membership, Role
from local.demo.practice import CHEN, JOHNSON

PASSWORD = "a calm harbor at dawn"  # of made-up people, on the emulator alone


@dataclass(frozen=True, slots=True)
class TeamMember:
    """Someone who signs in to work."""

    email: str
    membership: Membership


TEAM = (
    TeamMember(
        "johnson@harborderm.example",
        Membership(frozenset({Role.OWNER, Role.PROVIDER}), provider_id=JOHNSON, name="Dr. Johnson"),
    ),
    TeamMember(
        "chen@harborderm.example",
        Membership(frozenset({Role.PROVIDER}), provider_id=CHEN, name="Dr. Chen"),
    ),
    TeamMember("priya@harborderm.example", Membership(frozenset({Role.STAFF}), name="Priya")),
)

PATIENTS = (
    PatientDetails("Maya Ortiz", "maya.ortiz@example.com", "+16175550168", "1992-06-14", "pay_aetna"),
    PatientDetails("Daniel Kim", "daniel.kim@example.com", "+16175550119", "1985-11-02", "pay_bluecross"),
    PatientDetails("Ruth Adeyemi", "ruth.adeyemi@example.com", "+16175550133", "1958-03-29", "pay_masshealth"),
)
