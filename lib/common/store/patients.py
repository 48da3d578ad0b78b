"""Patients in Valkey, their details sealed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.domain.ids import derived_id
from common.domain.jobs import Queue
from common.domain.patients import Patient
from common.domain.scope import Role
from common.store.memberships import member_json
from common.store.records import card_words, patient_fields, patient_of
from common.store.scoped import pairs

if TYPE_CHECKING:
    from common.domain.cards import CardOnFile
    from common.domain.patients import Consents, PatientDetails
    from common.domain.scope import Membership
    from common.store.scoped import Scoped


@dataclass(frozen=True, slots=True)
class ValkeyPatients:
    """Implements `common.domain.ports.Patients`."""

    scoped: Scoped

    def add(self, membership: Membership, details: PatientDetails, consents: Consents) -> str | None:
        """See changes/sign_up.lua. The id derives from the uid, so two tabs make one patient."""
        keys, uid = self.scoped.keys, self.scoped.scope.actor_id
        patient_id = derived_id("pat", keys.clinic_id, uid)
        joined = membership.joined(Role.PATIENT, patient_id)
        answer = self.scoped.change(
            "sign_up",
            "patient.sign_up",
            [keys.members, keys.patient(patient_id)],
            [
                uid,
                patient_id,
                member_json(joined),
                member_json(membership) if membership.roles else "",
                *pairs(patient_fields(self.scoped.clinic_key, patient_id, 1, details, consents)),
            ],
        )
        return patient_id if answer["created"] else None

    def change(self, patient: Patient, details: PatientDetails, consents: Consents, *, version: int) -> Patient:
        """See changes/change_patient.lua."""
        fields = patient_fields(self.scoped.clinic_key, patient.id, version + 1, details, consents)
        self.scoped.change(
            "change_patient",
            "patient.change",
            [self.scoped.keys.patient(patient.id)],
            [patient.id, version, *pairs(fields)],
        )
        return Patient(patient.id, version + 1, details, consents, patient.customer_id, patient.cards)

    def find(self, patient_id: str) -> Patient | None:
        """Only for machines: nobody is shown what this finds."""
        if not self.scoped.scope.reaches_clinic:
            return None
        keys, valkey = self.scoped.keys, self.scoped.valkey
        flat = valkey.hash(keys.patient(patient_id))
        return patient_of(flat, valkey.hash(keys.cards(patient_id)), self.scoped.clinic_key) if flat else None

    def keep_card(self, patient_id: str, *, customer_id: str, card: CardOnFile | None) -> None:
        """See changes/keep_card.lua."""
        self.scoped.change(
            "keep_card",
            "card.save" if card else "card.start",
            [self.scoped.keys.patient(patient_id)],
            [patient_id, customer_id, *card_words(self.scoped.clinic_key, card)],
        )

    def choose_card(self, patient_id: str, card_id: str) -> None:
        """See changes/choose_card.lua."""
        self.scoped.change("choose_card", "card.choose", [self.scoped.keys.cards(patient_id)], [patient_id, card_id])

    def remove_card(self, patient_id: str, card_id: str, *, by_holder: bool) -> None:
        """See changes/remove_card.lua."""
        keys = self.scoped.keys
        self.scoped.change(
            "remove_card",
            "card.remove",
            [keys.cards(patient_id), keys.visits(patient_id), keys.charges_of(patient_id)],
            [patient_id, card_id, int(by_holder)],
            due={Queue.ENFORCE_POLICY: self.scoped.now},
        )
