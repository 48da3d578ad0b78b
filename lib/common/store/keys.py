"""The only place that spells a key.

Every key of a clinic carries the clinic's id as its hash tag, so one clinic is one cluster slot and a script may
touch all of its keys. Ids are opaque: no key name tells anything about a person.
"""

from __future__ import annotations

from dataclasses import dataclass

# Clinics with work that may be due, scored by the earliest instant. A hint: the clinic's own `jobs` is the truth.
CLINICS_WITH_JOBS = "jobs:clinics"


def slug(name: str) -> str:
    """String: the id of the clinic whose public address has this name."""
    return f"slug:{name}"


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of one clinic."""

    clinic_id: str

    @property
    def prefix(self) -> str:
        """What every key begins with; scripts build the keys of ids that they find on the way from it."""
        return f"c:{{{self.clinic_id}}}:"

    @property
    def practice(self) -> str:
        """Hash: version, body (JSON of the practice), data_key (the clinic's wrapped key)."""
        return self.prefix + "practice"

    @property
    def members(self) -> str:
        """Hash: uid → JSON of roles, patient id, provider id, name."""
        return self.prefix + "members"

    @property
    def audit(self) -> str:
        """Stream: one entry for each access and change, appended by the script that does it."""
        return self.prefix + "audit"

    @property
    def jobs(self) -> str:
        """Sorted set: job id → the instant it is due, or its lease ends."""
        return self.prefix + "jobs"

    @property
    def leases(self) -> str:
        """Hash: job id → JSON of fencing token and attempts, for jobs that were leased at least once."""
        return self.prefix + "leases"

    @property
    def dead_jobs(self) -> str:
        """Hash: job id → JSON of when and why it was given up."""
        return self.prefix + "dead-jobs"

    @property
    def charges(self) -> str:
        """Sorted set: charge id → the instant it fell due."""
        return self.prefix + "charges"

    def charge(self, charge_id: str) -> str:
        """Hash: appointment_id, patient_id, kind, amount_minor, currency, policy_version, status, due_at."""
        return f"{self.prefix}charge:{charge_id}"

    def appointment(self, appointment_id: str) -> str:
        """Hash: the fields of an appointment; `payer` is sealed."""
        return f"{self.prefix}appointment:{appointment_id}"

    def busy(self, provider_id: str) -> str:
        """Sorted set: `<blocked until>:<hold's end or 0>:<appointment id>` scored by the start of the block."""
        return f"{self.prefix}busy:{provider_id}"

    def patient(self, patient_id: str) -> str:
        """Hash: version, consents, customer_id; details and card are sealed."""
        return f"{self.prefix}patient:{patient_id}"

    def visits(self, patient_id: str) -> str:
        """Sorted set: the patient's appointment ids that were ever booked, by start."""
        return f"{self.prefix}visits:{patient_id}"

    def hold(self, patient_id: str) -> str:
        """String: the appointment id of the patient's one hold."""
        return f"{self.prefix}hold:{patient_id}"

    def notes(self, appointment_id: str) -> str:
        """List: JSON of a note's id, author and instant, with its sealed text."""
        return f"{self.prefix}notes:{appointment_id}"

    def replay(self, actor_id: str, function: str, step: str, key: str) -> str:
        """String: the hash of a request and the answer it got."""
        return f"{self.prefix}replay:{actor_id}:{function}:{step}:{key}"

    def session(self, actor_id: str, signed_in_at: int) -> str:
        """String: when the sign-in of that instant was last used."""
        return f"{self.prefix}session:{actor_id}:{signed_in_at}"

    def rate(self, caller: str) -> str:
        """String: how often a caller called in the running minute."""
        return f"{self.prefix}rate:{caller}"
