"""What happens to money outside of the window: cards are kept, visits booked, the schedule ticks, banks decide."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

import pytest
import redis
import requests
import stripe

from common import wiring
from common.domain.jobs import Queue
from common.domain.wall_clock import DAY
from common.store.keys import Keys
from local.demo.people import PASSWORD as TEAM_PASSWORD
from local.demo.people import TEAM
from local.demo.practice import CLINIC_ID, JOHNSON
from local.demo.visitor import Visitor
from tests.site.booking import TYPE_ID
from tests.site.clinic import SECONDS, ZONE, ClinicApi, day_of
from tests.site.people import PASSWORD, Patient

NEXT_MONTH: Final = 30
DECLINES_LATER: Final = "pm_card_chargeCustomerFail"
ASKS_EACH_TIME: Final = "pm_card_authenticationRequired"
IS_DISPUTED: Final = "pm_card_createDispute"


@dataclass(frozen=True, slots=True)
class Till:
    clinic: ClinicApi

    @property
    def team_token(self) -> str:
        """Dr. Chen's: the one in the window is Dr. Johnson, and nobody may call more than so often a minute."""
        return self.clinic.stack.auth.client.sign_in(TEAM[1].email, TEAM_PASSWORD).id_token

    def keep_card(self, patient: Patient, card: str = "pm_card_visa") -> None:
        """As the Payment Element does it; where the bank asks, its question is answered."""
        started = _ok(self.clinic.call("payment_method", "POST", token=patient.token, body={}))
        told = self.clinic.stack.environment
        stripe_api = told["STRIPE_API_BASE"]
        api = stripe.StripeClient(told["STRIPE_SECRET_KEY"], base_addresses={"api": stripe_api}).v1
        intent, secret = started["setup_intent_id"], started["client_secret"]
        if api.setup_intents.confirm(intent, {"payment_method": card}).status == "requires_action":
            sent = {"key": "pk_test_x", "intent": intent, "client_secret": secret, "outcome": "complete"}
            requests.post(f"{stripe_api}/v1/3ds2/authenticate", data=sent, timeout=SECONDS).raise_for_status()
        _ok(self.clinic.call("payment_method", "PUT", token=patient.token, body={"setup_intent_id": intent}))

    def expire_card(self, patient: Patient) -> None:
        """The month printed on it is over."""
        body = {"payment_method": self._card(patient), "exp_month": 1, "exp_year": 2024}
        url = f"{self.clinic.stack.environment['STRIPE_API_BASE']}/_control/cards"
        requests.post(url, json=body, timeout=SECONDS).raise_for_status()

    def take_card_off(self, patient: Patient) -> None:
        """At Stripe itself, and not through us; until we have heard of it."""
        told = self.clinic.stack.environment
        api = stripe.StripeClient(told["STRIPE_SECRET_KEY"], base_addresses={"api": told["STRIPE_API_BASE"]}).v1
        api.payment_methods.detach(self._card(patient))
        self.clinic.stack.stripe.program.wait_until(lambda: not self._cards(patient), seconds=SECONDS)

    def _card(self, patient: Patient) -> str:
        return str(self._cards(patient)[0]["id"])

    def _cards(self, patient: Patient) -> list[dict[str, Any]]:
        return list(_ok(self.clinic.call("payment_method", token=patient.token))["cards"])

    def book_ahead(self, patient: Patient) -> dict[str, Any]:
        """An acne visit with Dr. Johnson next month, by the card on file; the appointment as the patient sees it."""
        first = datetime.now(UTC) + timedelta(days=NEXT_MONTH)
        days = (day_of(first + timedelta(days=days)) for days in range(14))
        starts_at = next(time for day in days for time in self.clinic.open_times(TYPE_ID, JOHNSON, day))
        held = self.clinic.hold(patient, TYPE_ID, JOHNSON, starts_at)
        receipt = held["receipt"]
        accepted = {name: receipt[name] for name in ("policy_version", "policy_hash")}
        body = {"appointment_id": held["appointment_id"], **accepted}
        booked = _ok(self.clinic.call("book_slot", "PUT", token=patient.token, body=body))
        assert booked["status"] == "booked", booked
        return self.visit_of(patient, str(held["appointment_id"]))

    def book_before(self, patient: Patient) -> dict[str, Any]:
        """The same, of the last working day before today: nobody has said yet whether they came."""
        at = datetime.now(ZONE).replace(hour=12) - timedelta(days=1)
        while at.weekday() > 4:
            at -= timedelta(days=1)
        uid = self.clinic.stack.auth.client.sign_in(patient.person.email, PASSWORD).uid
        day_before = int((at - timedelta(days=1)).timestamp())
        with acting_in(self.clinic):
            booked = Visitor(uid).book(TYPE_ID, JOHNSON, now=day_before - 2 * DAY, after=day_before)
        return self.visit_of(patient, booked)

    def visit_of(self, patient: Patient, appointment_id: str) -> dict[str, Any]:
        return next(one for one in self.clinic.visits(patient.token) if one["id"] == appointment_id)

    def cancel(self, patient: Patient, visit: dict[str, Any]) -> None:
        """By the patient, for what is shown."""
        asked = {"appointment_id": visit["id"]}
        shown = _ok(self.clinic.call("cancel", token=patient.token, query=asked))
        body = {**asked, "expected_fee_minor": shown["fee_minor"]}
        _ok(self.clinic.call("cancel", "POST", token=patient.token, body=body))

    def miss(self, visit: dict[str, Any]) -> None:
        """Somebody of the clinic says that nobody came."""
        body = {"appointment_id": visit["id"], "status": "noshow", "version": visit["version"]}
        _ok(self.clinic.call("attendance", "POST", token=self.team_token, body=body))

    def tick(self) -> None:
        """The schedule's call, which charges what is due and sends back what is to go back.

        The stack's own schedule may have some of it in hand at that moment: then until that is done.
        """
        deadline = time.monotonic() + SECONDS
        self._tick_once()
        while self._is_in_hand():
            assert time.monotonic() < deadline, "another tick doesn't end"
            self._tick_once()

    def _tick_once(self) -> None:
        url = f"{self.clinic.stack.origin}/api/enforce_policy"
        secret = {"X-Require-Whisk-Auth": self.clinic.stack.secrets.tick_secret}
        _ok(requests.post(url, headers=secret, timeout=SECONDS))

    def _is_in_hand(self) -> bool:
        """Whether a job is leased: then it is due again when its lease ends."""
        keys = Keys(CLINIC_ID)
        jobs, leases = keys.jobs(Queue.ENFORCE_POLICY), keys.leases(Queue.ENFORCE_POLICY)
        with redis.Redis.from_url(self.clinic.stack.environment["VALKEY_URL"]) as valkey:
            return any(
                valkey.zscore(jobs, job) == json.loads(lease)["ends"] for job, lease in valkey.hgetall(leases).items()
            )

    def charges(self, patient: Patient) -> list[dict[str, Any]]:
        """Their own, as they see them."""
        answer = _ok(self.clinic.call("charges", token=patient.token, query={"as": "patient"}))
        return list(answer["charges"])

    def patient_id(self, patient: Patient) -> str:
        return str(_ok(self.clinic.call("profile", token=patient.token))["patient_id"])


@contextmanager
def acting_in(clinic: ClinicApi) -> Iterator[None]:
    """Lets this process do what the stack's functions do, at an instant of its choosing."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in clinic.stack.environment.items():
            patch.setenv(name, value)
        _forget_wiring()
        yield
    _forget_wiring()


def _forget_wiring() -> None:
    for made in vars(wiring).values():
        if hasattr(made, "cache_clear"):
            made.cache_clear()


def _ok(answer: requests.Response) -> dict[str, Any]:
    assert answer.ok, answer.text
    return dict(answer.json())
