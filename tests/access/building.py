"""How the world comes to be: two clinics, and four patients who book, pay and come back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import stripe

from common.actions.start_clinic import start_clinic
from common.domain.admission import Attempt
from common.domain.clinic import Practice
from common.domain.scope import Membership
from common.security.root_keys import RootKeys
from common.store.clinics import ValkeyClinicRegister
from common.store.valkey import connect
from local.demo.people import TEAM
from local.demo.practice import CLINIC_ID, JOHNSON, practice
from tests.access.people import CHEN, HARBOR_OWNER, MOSS, OTHER_CLINIC, OTHER_PROVIDER, OTHER_TEAM, OTHER_TYPE, SAM
from tests.access.world import Snapshot, Visits, dump
from tests.product import DANIEL, MAYA, ROOT_KEYS, RUTH, Person, Product, details


def build(product: Product, stripe_url: str) -> Snapshot:
    """Every record comes from a call, as it does in life."""
    start = _Start(product, stripe.StripeClient("sk_test_0000000000000000", base_addresses={"api": stripe_url}))
    start.clinic(practice(product.epoch), {_uid(one.email): one.membership for one in TEAM} | HARBOR_OWNER)
    start.clinic(_other_practice(product.epoch), OTHER_TEAM)
    visits = {
        MAYA.uid: start.patient(MAYA, CLINIC_ID, CHEN, day=9),
        DANIEL.uid: start.patient(DANIEL, CLINIC_ID, CHEN, day=10),
        RUTH.uid: start.patient(RUTH, OTHER_CLINIC, MOSS, day=9),
        SAM.uid: start.patient(SAM, OTHER_CLINIC, MOSS, day=10),
    }
    return Snapshot({k: v for k, v in dump(product.raw).items() if b":rate:" not in k}, visits)


@dataclass(frozen=True)
class _Start:
    product: Product
    stripe: stripe.StripeClient

    def clinic(self, content: Practice, members: Mapping[str, Membership]) -> None:
        keys = RootKeys.parse(ROOT_KEYS)
        first = next(iter(members))
        attempt = Attempt("start", "0" * 64)
        valkey = connect(self.product.url)
        start_clinic(
            ValkeyClinicRegister(valkey, keys, first, uuid.uuid4().hex, attempt, self.product.epoch), content, members
        )

    def patient(self, person: Person, clinic: str, provider: Person, *, day: int) -> Visits:
        """The card is confirmed during the second booking: what Stripe would tell of it hasn't arrived yet."""
        barred, paying = details(payer_id="pay_masshealth"), details(payer_id="pay_aetna")
        profile = self._ok(clinic, person, "sign_up", "POST", {**barred, "full_name": f"Patient {person.uid}"})
        booked = self._hold(clinic, person, day)
        assert self._accept(clinic, person, booked)["status"] == "booked"
        self._ok(
            clinic, provider, "appointment_notes", "POST", {"appointment_id": booked["appointment_id"], "text": "Calm."}
        )
        del paying["privacy_notice"]
        self._ok(clinic, person, "profile", "PUT", {**paying, "version": profile["version"]})
        held = self._hold(clinic, person, day + 7)
        intent, _, _ = self._accept(clinic, person, held)["client_secret"].partition("_secret_")
        self.stripe.v1.setup_intents.confirm(intent, {"payment_method": "pm_card_visa"})
        policy_hash = held["receipt"]["policy_hash"]
        return Visits(profile["patient_id"], booked["appointment_id"], held["appointment_id"], policy_hash, intent)

    def _hold(self, clinic: str, person: Person, day: int) -> Any:
        provider, kind = (JOHNSON, "typ_acnevisit") if clinic == CLINIC_ID else (OTHER_PROVIDER, OTHER_TYPE)
        wanted = {"provider_id": provider, "appointment_type_id": kind, "starts_at": f"2027-03-{day:02}T15:00:00Z"}
        return self._ok(clinic, person, "book_slot", "POST", wanted)

    def _accept(self, clinic: str, person: Person, held: Mapping[str, Any]) -> Any:
        accepted = {
            "appointment_id": held["appointment_id"],
            "policy_version": 1,
            "policy_hash": held["receipt"]["policy_hash"],
        }
        return self._ok(clinic, person, "book_slot", "PUT", accepted)

    def _ok(self, clinic: str, by: Person, function: str, method: str, body: Mapping[str, Any]) -> Any:
        return self.product.call(function, method, by=by, query={"clinic": clinic}, body=body).ok()


def _other_practice(published_at: int) -> Practice:
    """Hilltop Skin: one provider, one type, ids of its own."""
    harbor = practice(published_at)
    schedule = replace(
        harbor.providers[0].schedule,
        exceptions=tuple(replace(e, id="exc_hilltopclosed") for e in harbor.providers[0].schedule.exceptions),
    )
    kind = next(t for t in harbor.types if t.id == "typ_acnevisit")
    return replace(
        harbor,
        clinic=replace(harbor.clinic, id=OTHER_CLINIC, slug="hilltop-skin", name="Hilltop Skin"),
        providers=(replace(harbor.providers[0], id=OTHER_PROVIDER, name="Dr. Moss", schedule=schedule),),
        types=(replace(kind, id=OTHER_TYPE, provider_ids=(OTHER_PROVIDER,)),),
    )


def _uid(email: str) -> str:
    return f"uid-{email.partition('@')[0]}"
