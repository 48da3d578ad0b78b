"""Anything that people, time and Stripe may do, in any order: no overlap, nothing lost, nothing shown that isn't so.

`STATE_MACHINE=deep` looks for an hour where CI looks for seconds.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import stripe
from hypothesis import HealthCheck, Phase, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from typing_extensions import override

from common import wiring
from common.domain.jobs import Queue
from common.store.door import Limits
from common.store.valkey import CLUSTER_SCHEME
from local.demo.practice import CHEN, JOHNSON
from local.stripe.server import StripeServer
from tests.product import DANIEL, MAYA, RUTH, Person, Product, Reply
from tests.product import JOHNSON as DR_JOHNSON
from tests.store.changes import TUESDAY_NINE
from tests.store.desk import Desk
from tests.store.ledger import Ledger, Record
from tests.store.stripe_events import event_of_confirmation, tell

DEEP = os.environ.get("STATE_MACHINE") == "deep"
SETTINGS = settings(
    max_examples=2000 if DEEP else 12,
    stateful_step_count=60 if DEEP else 30,
    deadline=None,
    database=None,
    phases=[Phase.generate] if DEEP else list(Phase),
    suppress_health_check=list(HealthCheck),
)
MINUTE = 60
PROBE = Person("uid-probe", "probe@example.com")
PEOPLE = st.sampled_from([MAYA, DANIEL, RUTH])  # Ruth's payer bars fees, so she needs no card
PROVIDERS = st.sampled_from([JOHNSON, CHEN])
TYPES = st.sampled_from(["typ_fullbodyskincheck", "typ_moleevaluation", "typ_acnevisit", "typ_followup"])
STARTS = st.integers(-4, 8).map(lambda step: TUESDAY_NINE + step * 15 * MINUTE)  # 8:00 to 11:00


def instant(at: int) -> str:
    return datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


class Clinic(RuleBasedStateMachine):
    """`product` and `stripe` are given by the test, over one place and the other."""

    product: Product
    server: StripeServer

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk(self.product)
        self.patients: dict[str, str] = {}
        self.secrets: dict[str, str] = {}
        self.closings: list[str] = []
        self.last: tuple[Callable[[], Reply], Reply, tuple[int, int]] | None = None

    @initialize()
    def begin(self) -> None:
        """Monday at nine; on Tuesday both providers see patients until eleven."""
        self.product.raw.flushall()
        self.server.api.reset()
        self.product.now = datetime(2027, 3, 1, 14, 0, tzinfo=UTC)
        self.product.signed_in_at.clear()
        wiring.door().limits = Limits(caller=10**9, clinic=10**9)
        self.product.start_demo_clinic()
        for person in (MAYA, DANIEL, RUTH, PROBE):
            self.patients[person.uid] = self.desk.patient(person).id
        for provider_id in (JOHNSON, CHEN):
            self._close(provider_id, "11:00", "24:00")

    # What people do

    @rule(who=PEOPLE, provider_id=PROVIDERS, type_id=TYPES, starts_at=STARTS)
    def hold(self, who: Person, provider_id: str, type_id: str, starts_at: int) -> None:
        before = Ledger(self.desk)
        free = before.free_starts(provider_id, type_id, starts_at, before.hold_of(self.patients[who.uid]))
        reply = self._hold(who, provider_id, type_id, starts_at)
        if starts_at in free:
            assert reply.ok()["starts_at"] == instant(starts_at)
            return
        nearest = reply.refused(409, "slot_taken")["nearest"]
        everybody = before.free_starts(provider_id, type_id, TUESDAY_NINE)
        on_the_day = [slot["starts_at"] for slot in nearest if slot["starts_at"].startswith("2027-03-02")]
        assert set(on_the_day) <= {instant(each) for each in everybody}

    @rule(who=PEOPLE)
    def accept(self, who: Person) -> None:
        before = Ledger(self.desk)
        record = before.latest_of(self.patients[who.uid])
        if record is None:
            return
        reply = self._accept(who, record)
        if not (record.may_be_booked(before.now) and before.is_free_for(record)):
            reply.refused(409, "slot_taken")
            return
        after = Ledger(self.desk).records[record.id]
        assert (reply.ok()["status"] == "booked") == (after.status == "booked")
        assert who != RUTH or after.status == "booked"
        if after.status != "booked":
            self.secrets[record.id] = reply.json["client_secret"]

    @rule(times=st.integers(0, 3))
    @precondition(lambda self: self.secrets)
    def confirm_card(self, times: int) -> None:
        """In the browser; Stripe's event comes never, once or several times."""
        appointment_id, secret = self.secrets.popitem()
        intent = self._confirm(secret)
        if intent is None:
            return
        event = event_of_confirmation(self.server, intent)
        before = Ledger(self.desk)
        record = before.records[appointment_id]
        bookable = record.may_be_booked(before.now) and before.is_free_for(record)
        expected = "booked" if record.status == "booked" or bookable else "taken"
        effects = [tell(self.product, event).ok()["effect"] for _ in range(times)]
        assert effects == [expected] * times
        assert not times or (Ledger(self.desk).records[appointment_id].status == "booked") == (expected == "booked")

    @rule(who=PEOPLE, number=st.integers(0, 3))
    def cancel(self, who: Person, number: int) -> None:
        ledger = Ledger(self.desk)
        held = ledger.hold_of(self.patients[who.uid])
        theirs = [*ledger.booked_by(self.patients[who.uid]), *([held] if held else [])]
        if theirs:
            self._cancel(who, theirs[number % len(theirs)])

    @rule(who=PEOPLE, provider_id=PROVIDERS, starts_at=STARTS)
    def move(self, who: Person, provider_id: str, starts_at: int) -> None:
        """What it had is its own until it has the new time, so it may overlap that."""
        before = Ledger(self.desk)
        booked = [one for one in before.booked_by(self.patients[who.uid]) if one.starts_at > self.product.epoch]
        if not booked:
            return
        visit = booked[0]
        query = {"appointment_id": visit.id, "provider_id": provider_id, "starts_at": instant(starts_at)}
        owed = self.product.call("reschedule", by=who, query=query).ok()["owed_minor"]
        reply = self._change(
            "reschedule", "POST", who, {**query, "version": visit.version, "expected_owed_minor": owed}
        )
        if starts_at in before.free_starts(provider_id, visit.type_id, starts_at, visit):
            assert reply.ok()["starts_at"] == instant(starts_at)
            assert Ledger(self.desk).records[visit.id].provider_id == provider_id
        else:
            reply.refused(409, "slot_taken")

    @rule(who=PEOPLE, status=st.sampled_from(["arrived", "booked"]))
    def attend(self, who: Person, status: str) -> None:
        """Somebody at the desk presses the wrong button, and the right one."""
        before = Ledger(self.desk)
        theirs = before.booked_by(self.patients[who.uid]) + before.arrived_of(self.patients[who.uid])
        if theirs:
            visit = theirs[0]
            body = {"appointment_id": visit.id, "status": status, "version": visit.version}
            reply = self._change("attendance", "POST", DR_JOHNSON, body)
            may = visit.status != status and self.product.epoch >= visit.starts_at - 24 * 3600
            assert (reply.status == 200) == may, reply.text

    @rule()
    def ask_again(self) -> None:
        """A reply was lost; the browser sends the same request."""
        if self.last is None or self.last[2] != self._moment():
            return
        call, answered, _ = self.last
        before = self._kept()
        again = call()
        assert again.status == answered.status
        assert {**again.json, "calendar_file": None} == {**answered.json, "calendar_file": None}
        assert self._kept() == before

    # What the clinic and the clock do

    @rule(provider_id=PROVIDERS, hour=st.integers(8, 10))
    @precondition(lambda self: len(self.closings) < 4)
    def close(self, provider_id: str, hour: int) -> None:
        self._close(provider_id, f"{hour:02}:00", f"{hour:02}:45")

    @rule(provider_id=PROVIDERS)
    def open(self, provider_id: str) -> None:
        """Takes the last closing back; what keeps both to the morning stays."""
        provider = self.desk.practice().get_provider(provider_id)
        closings = [each for each in provider.schedule.exceptions if each.hours.end < 1440]
        if closings:
            query = {"provider_id": provider_id, "version": str(provider.schedule_version)}
            query |= {"exception_id": closings[-1].id}
            self.product.call("availability", "DELETE", by=DR_JOHNSON, query=query).ok()

    @rule(minutes=st.sampled_from([1, 5, 10, 11, 60]))
    def wait(self, minutes: int) -> None:
        self.desk.later(minutes=minutes)

    @rule()
    def tick(self) -> None:
        """Both schedules: the second does what the first has made due."""
        self.product.tick()
        self.product.enforce()
        assert not [job for job, due in self.desk.jobs().items() if due <= self.product.epoch]

    # What must be so

    @rule(provider_id=PROVIDERS, type_id=TYPES)
    def look(self, provider_id: str, type_id: str) -> None:
        """What is shown is what can be held, each of it; what isn't shown can't."""
        shown = self._shown(provider_id, type_id)
        assert shown == Ledger(self.desk).free_starts(provider_id, type_id, TUESDAY_NINE)
        hidden = [at for at in range(TUESDAY_NINE - 3600, TUESDAY_NINE + 7500, 15 * MINUTE) if at not in shown]
        for starts_at in shown:
            self._hold(PROBE, provider_id, type_id, starts_at).ok()
        for starts_at in hidden[::3]:
            self._hold(PROBE, provider_id, type_id, starts_at).refused(409, "slot_taken")
        held = Ledger(self.desk).hold_of(self.patients[PROBE.uid])
        if held:
            self._cancel(PROBE, held)
            assert self._shown(provider_id, type_id) == shown

    @invariant()
    def everything_is_sound(self) -> None:
        if self.patients:
            Ledger(self.desk).assert_sound()

    @override
    def teardown(self) -> None:
        """In the end every job has come to its end, and nobody looks at the clinic any more."""
        while hints := [hint for queue in Queue if (hint := self.desk.looked_at(queue)) is not None]:
            self.desk.later(seconds=max(0, min(hints) - self.product.epoch))
            self.product.tick()
            self.product.enforce()
        raw, keys = self.product.raw, self.desk.keys
        for queue in Queue:
            assert not raw.exists(keys.jobs(queue))
            assert not raw.exists(keys.leases(queue))
        assert not raw.exists(keys.dead_jobs)
        assert not [one for one in Ledger(self.desk).records.values() if one.status == "pending"]

    # How it is asked

    def _change(self, function: str, method: str, by: Person, body: dict[str, Any]) -> Reply:
        key = uuid.uuid4().hex

        def call() -> Reply:
            return self.product.call(function, method, by=by, body=body, key=key)

        reply = call()
        note(f"{method} {function} {by.uid} {body}: {reply.status}")
        self.last = (call, reply, self._moment()) if reply.status == 200 else None
        return reply

    def _moment(self) -> tuple[int, int]:
        return self.product.epoch, self.desk.practice().version

    def _kept(self) -> dict[bytes, Any]:
        return self.desk.records()

    def _hold(self, who: Person, provider_id: str, type_id: str, starts_at: int) -> Reply:
        body = {"provider_id": provider_id, "appointment_type_id": type_id, "starts_at": instant(starts_at)}
        return self._change("book_slot", "POST", who, body)

    def _accept(self, who: Person, record: Record) -> Reply:
        body = {"appointment_id": record.id, "policy_version": 1, "policy_hash": record.policy_hash}
        return self._change("book_slot", "PUT", who, body)

    def _cancel(self, who: Person, record: Record) -> None:
        if record.starts_at <= self.product.epoch:
            return
        query = {"appointment_id": record.id}
        fee = self.product.call("cancel", by=who, query=query).ok()["fee_minor"]
        gone = self._change("cancel", "POST", who, {**query, "expected_fee_minor": fee}).ok()
        assert (gone["charge_id"] is not None) == (fee > 0)

    def _close(self, provider_id: str, start: str, end: str) -> None:
        version = self.desk.practice().get_provider(provider_id).schedule_version
        days = {"first_day": "2027-03-02", "last_day": "2027-03-02", "hours": {"start": start, "end": end}}
        body = {"provider_id": provider_id, "version": version, "kind": "closed", **days}
        self._change("availability", "POST", DR_JOHNSON, body).ok()

    def _shown(self, provider_id: str, type_id: str) -> list[int]:
        query = {"provider_id": provider_id, "appointment_type_id": type_id}
        days = {"first_day": "2027-03-02", "last_day": "2027-03-02"}
        (day,) = self.product.call("open_slots", query=query | days).ok()["days"]
        return [int(datetime.fromisoformat(slot["starts_at"]).timestamp()) for slot in day["slots"]]

    def _confirm(self, secret: str) -> str | None:
        """The intent, unless it was ended meanwhile."""
        api: Any = stripe.StripeClient("sk_test_0000000000000000", base_addresses={"api": self.server.url}).v1
        intent_id = secret.partition("_secret_")[0]
        status = api.setup_intents.retrieve(intent_id).status
        if status == "canceled":
            return None
        if status != "succeeded":
            api.setup_intents.confirm(intent_id, {"payment_method": "pm_card_visa"})
        return intent_id


def test_any_order_of_what_people_time_and_stripe_do_keeps_the_clinic_sound(
    product: Product, stripe_server: StripeServer
) -> None:
    class Here(Clinic):
        pass

    Here.product, Here.server = product, stripe_server
    # Three nodes decide as one does, in more trips: half as many examples show it.
    few = settings(SETTINGS, max_examples=SETTINGS.max_examples // 2)
    run_state_machine_as_test(Here, settings=few if CLUSTER_SCHEME in product.url else SETTINGS)
