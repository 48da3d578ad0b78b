"""How the world comes to be: two clinics, and four patients who book, call off too late, and come back."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
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
    client = stripe.StripeClient("sk_test_0000000000000000", base_addresses={"api": stripe_url})
    start = _Start(product, client)
    begins = product.now
    start.clinic(practice(product.epoch), {_uid(one.email): one.membership for one in TEAM} | HARBOR_OWNER)
    start.clinic(_other_practice(product.epoch), OTHER_TEAM)
    product.now = begins - timedelta(days=1)
    told = {one.uid: start.joins(one, clinic, day) for one, clinic, day, _ in WHO}
    owing = {one.uid: start.books_today(one, clinic, hour) for one, clinic, _, hour in WHO}
    product.now = begins - timedelta(minutes=40)
    product.signed_in_at.clear()
    for person, clinic, *_ in WHO:
        told[person.uid] |= {"declined": start.call_off(clinic, person, owing[person.uid].pop())}
    product.enforce()
    for person, clinic, *_ in WHO:
        told[person.uid] |= {"due": start.call_off(clinic, person, owing[person.uid].pop())}
        told[person.uid] |= {"today": owing[person.uid].pop()}
    product.now = begins
    product.signed_in_at.clear()
    for person, clinic, day, _ in WHO:
        provider, visit = CHEN if clinic == CLINIC_ID else MOSS, told[person.uid]["booked"]
        told[person.uid] |= start.comes_back(person, clinic, provider, visit, day)
    product.signed_in_at.clear()
    visits = {uid: Visits(**each) for uid, each in told.items()}
    return Snapshot({k: v for k, v in dump(product.raw).items() if not _is_passing(k)}, visits)


# Who is a patient where, the day of March on which they have a visit, and the hour of Monday (UTC) when more begin.
WHO = (
    (MAYA, CLINIC_ID, 9, 15),
    (DANIEL, CLINIC_ID, 10, 18),
    (RUTH, OTHER_CLINIC, 9, 15),
    (SAM, OTHER_CLINIC, 10, 18),
)


def _is_passing(key: bytes) -> bool:
    return b":rate:" in key or b":session:" in key


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

    def joins(self, person: Person, clinic: str, day: int) -> dict[str, str]:
        """Books under a payer that bars fees, and then has another one. The later of two cards has no funds."""
        barred, paying = details(payer_id="pay_masshealth"), details(payer_id="pay_aetna")
        profile = self._ok(clinic, person, "sign_up", "POST", {**barred, "full_name": f"Patient {person.uid}"})
        booked = self._book(clinic, person, f"2027-03-{day:02}T15:00:00Z")
        del paying["privacy_notice"]
        self._ok(clinic, person, "profile", "PUT", {**paying, "version": profile["version"]})
        card = self._keep_card(clinic, person, "pm_card_visa")
        self.product.now += timedelta(seconds=1)
        self._keep_card(clinic, person, "pm_card_chargeCustomerFail")
        return {"patient_id": profile["patient_id"], "booked": booked, "card": card}

    def books_today(self, person: Person, clinic: str, hour: int) -> list[str]:
        """Three visits, of which two will be called off too late."""
        starts = [f"2027-03-01T{hour + half // 2:02}:{half % 2 * 30:02}:00Z" for half in range(3)]
        return [self._book(clinic, person, at) for at in starts]

    def call_off(self, clinic: str, person: Person, appointment_id: str) -> str:
        """For the fee that is due then; the charge's id."""
        body = {"appointment_id": appointment_id, "expected_fee_minor": 5000}
        return str(self._ok(clinic, person, "cancel", "POST", body)["charge_id"])

    def comes_back(self, person: Person, clinic: str, provider: Person, booked: str, day: int) -> dict[str, str]:
        """A card is confirmed during the next booking: what Stripe would tell of it hasn't arrived yet."""
        self._ok(clinic, provider, "appointment_notes", "POST", {"appointment_id": booked, "text": "Calm."})
        held = self._hold(clinic, person, f"2027-03-{day + 7:02}T15:00:00Z")
        asked = self._accept(clinic, person, held, another_card=True)
        intent, _, _ = asked["client_secret"].partition("_secret_")
        self.stripe.v1.setup_intents.confirm(intent, {"payment_method": "pm_card_visa"})
        policy_hash = held["receipt"]["policy_hash"]
        return {"held": held["appointment_id"], "policy_hash": policy_hash, "intent": intent}

    def _keep_card(self, clinic: str, person: Person, card: str) -> str:
        started = self._ok(clinic, person, "payment_method", "POST", {})
        self.stripe.v1.setup_intents.confirm(started["setup_intent_id"], {"payment_method": card})
        kept = self._ok(clinic, person, "payment_method", "PUT", {"setup_intent_id": started["setup_intent_id"]})
        return str(kept["cards"][0]["id"])

    def _book(self, clinic: str, person: Person, starts_at: str) -> str:
        held = self._hold(clinic, person, starts_at)
        assert self._accept(clinic, person, held)["status"] == "booked"
        return str(held["appointment_id"])

    def _hold(self, clinic: str, person: Person, starts_at: str) -> Any:
        provider, kind = (JOHNSON, "typ_acnevisit") if clinic == CLINIC_ID else (OTHER_PROVIDER, OTHER_TYPE)
        wanted = {"provider_id": provider, "appointment_type_id": kind, "starts_at": starts_at}
        return self._ok(clinic, person, "book_slot", "POST", wanted)

    def _accept(self, clinic: str, person: Person, held: Mapping[str, Any], **changed: Any) -> Any:
        accepted = {
            "appointment_id": held["appointment_id"],
            "policy_version": 1,
            "policy_hash": held["receipt"]["policy_hash"],
            **changed,
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
