"""The only place that spells a key.

Every key of a clinic carries the clinic's id as its hash tag, so one clinic is one cluster slot and a script may
touch all of its keys. Ids are opaque: no key name tells anything about a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.domain.jobs import Queue


def clinics_with_jobs(queue: Queue) -> str:
    """Sorted set: clinics with work that may be due, by the earliest instant. A hint: their own `jobs` is the truth."""
    return f"jobs:clinics:{queue}"


def sweep(account: str | None) -> str:
    """String: the instant up to which a Stripe account's events were looked through."""
    return f"sweep:{account or 'platform'}"


def slug(name: str) -> str:
    """String: the id of the clinic whose public address has this name."""
    return f"slug:{name}"


def taken_event(event_id: str) -> str:
    """String: this event of Stripe's was taken within the last two days."""
    return f"event:{event_id}"


def failing_event(event_id: str) -> str:
    """String: the instant at which this event was first tried in vain, within the last two days."""
    return f"event:{event_id}:failing"


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

    def jobs(self, queue: Queue) -> str:
        """Sorted set: job id → the instant it is due, or its lease ends."""
        return f"{self.prefix}jobs:{queue}"

    def leases(self, queue: Queue) -> str:
        """Hash: job id → JSON of fencing token and attempts, for jobs that were leased at least once."""
        return f"{self.prefix}leases:{queue}"

    @property
    def dead_jobs(self) -> str:
        """Hash: job id → JSON of when and why it was given up."""
        return self.prefix + "dead-jobs"

    @property
    def open_charges(self) -> str:
        """Sorted set: ids of charges that aren't settled, by the instant they fall due (0: on somebody's word), and of
        those that couldn't be given back, by the instant of that.
        """
        return self.prefix + "open-charges"

    @property
    def paid_charges(self) -> str:
        """Sorted set: ids of charges that were paid, by the instant."""
        return self.prefix + "paid-charges"

    @property
    def refunded_charges(self) -> str:
        """Sorted set: ids of charges that went back, in part or whole, by the last such instant."""
        return self.prefix + "refunded-charges"

    def charges_of(self, patient_id: str) -> str:
        """Sorted set: a patient's charge ids, by the instant they were made."""
        return f"{self.prefix}charges-of:{patient_id}"

    def charge(self, charge_id: str) -> str:
        """Hash: the fields of a charge; its card and the reason to waive it are sealed."""
        return f"{self.prefix}charge:{charge_id}"

    def refund(self, refund_id: str) -> str:
        """Hash: id, charge_id, intent_id, amount_minor, status, made_at, by; the reason is sealed."""
        return f"{self.prefix}refund:{refund_id}"

    def held_refunds(self, charge_id: str) -> str:
        """Set: ids of refunds of a charge that wait for its bank's decision."""
        return f"{self.prefix}held-refunds:{charge_id}"

    @property
    def comparison(self) -> str:
        """String: JSON of when charges were last compared with Stripe's, and how many."""
        return self.prefix + "comparison"

    @property
    def differing(self) -> str:
        """Sorted set: ids of charges and payments that our books and Stripe don't agree on, by when that was found."""
        return self.prefix + "differing"

    def appointment(self, appointment_id: str) -> str:
        """Hash: the fields of an appointment; `payer` is sealed."""
        return f"{self.prefix}appointment:{appointment_id}"

    def busy(self, provider_id: str) -> str:
        """Sorted set: `<blocked until>:<hold's end or 0>:<appointment id>` scored by the start of the block."""
        return f"{self.prefix}busy:{provider_id}"

    def patient(self, patient_id: str) -> str:
        """Hash: version, consents, customer_id; details are sealed."""
        return f"{self.prefix}patient:{patient_id}"

    def cards(self, patient_id: str) -> str:
        """Hash: Stripe's id of a card → `<chosen at>:<the card, sealed>`."""
        return f"{self.prefix}cards:{patient_id}"

    def removed_cards(self, patient_id: str) -> str:
        """Set: Stripe's ids of cards that were removed, which no late event brings back."""
        return f"{self.prefix}removed-cards:{patient_id}"

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
