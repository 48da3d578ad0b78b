"""Where Stripe and our books go different ways: both give back, the bank took it first, the news comes out of order."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from common.actions import sweep_events
from tests.functions.steps import accept, go_to, hold, later, publish
from tests.money.books import Books, assert_sound
from tests.money.racing import Line, make_room, without, won
from tests.money.till import BOTOX, OVER, TOO_LATE, TUESDAY, Till
from tests.product import JOHNSON, MAYA


@pytest.fixture
def paid(till: Till) -> str:
    """$50 for a late cancellation, charged."""
    charge_id = till.cancel_late()
    till.product.enforce()
    return charge_id


def tick_past(till: Till, minutes: int = 11) -> None:
    later(till.product, minutes=minutes)
    till.product.tick()
    till.product.enforce()


def refund_at_stripe(till: Till, amount: int) -> None:
    intent = next(one for one in till.bank.made("payment_intent") if one["status"] == "succeeded")
    till.bank.api.refunds.create({"payment_intent": intent["id"], "amount": amount})


def dispute(till: Till) -> Any:
    intent = next(one for one in till.bank.made("payment_intent") if one["status"] == "succeeded")
    return till.bank.server.levers.open_dispute(intent["id"])


def pay_deposit(till: Till, **wanted: str) -> Any:
    """Paid in the browser, which then never came back."""
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX, **wanted).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    return held


def test_what_the_clinic_and_somebody_at_stripe_give_back_at_once_goes_back_once(till: Till, paid: str) -> None:
    till.bank.fail("POST", "/v1/refunds")
    till.change(paid, "refund").ok()
    refund_at_stripe(till, 5000)
    till.bank.deliver(till.bank.event("charge.refunded")).ok()
    assert till.charge(paid)["status"] == "refunded"
    tick_past(till)
    charge = till.charge(paid)
    assert (charge["status"], charge["refunded_minor"], charge["refunding_minor"]) == ("refunded", 5000, 0)
    assert_sound(till)


def test_a_part_given_back_at_stripe_is_known_although_a_dispute_was_told_of_first(till: Till, paid: str) -> None:
    refund_at_stripe(till, 2000)
    dispute(till)
    till.bank.deliver(till.bank.event("charge.dispute.created")).ok()
    till.bank.deliver(till.bank.event("charge.refunded")).ok()
    assert (till.charge(paid)["refunded_minor"], till.charge(paid)["dispute"]) == (2000, "open")
    tick_past(till)
    assert_sound(till)


def test_a_dispute_told_of_before_the_payment_is_kept_with_it(till: Till) -> None:
    held = pay_deposit(till)
    dispute(till)
    till.bank.deliver(till.bank.event("charge.dispute.created")).ok()
    assert till.visit(held["appointment_id"])["status"] == "booked"
    (charge,) = till.charges()
    assert (charge["status"], charge["dispute"]) == ("succeeded", "open")


def test_a_refund_told_of_before_the_payment_is_kept_with_it(till: Till) -> None:
    pay_deposit(till)
    refund_at_stripe(till, 5000)
    till.bank.deliver(till.bank.event("charge.refunded")).ok()
    (charge,) = till.charges()
    assert (charge["status"], charge["refunded_minor"]) == ("refunded", 5000)


def test_what_stripe_will_never_give_back_does_not_stay_on_its_way(till: Till) -> None:
    """Somebody gave the deposit back at Stripe already when the visit is called off; nobody has told us of it yet."""
    held = pay_deposit(till)
    tick_past(till, 4)
    refund_at_stripe(till, 5000)
    objects = till.bank.server.account.objects
    for event in [one for one in till.bank.made("event") if "refund" in one["type"]]:
        del objects[event["id"]]
    body = {"appointment_id": held["appointment_id"], "expected_fee_minor": 0}
    till.product.call("cancel", "POST", by=JOHNSON, body=body).ok()
    tick_past(till)
    (charge,) = till.charges()
    assert (charge["status"], charge["refunding_minor"], charge["refund_failed_minor"]) == ("succeeded", 0, 5000)
    assert Books(till).due_jobs() == []


def test_a_no_show_said_twice_gives_the_rest_of_the_deposit_back_once(till: Till) -> None:
    publish(till.product, no_show_fee={"kind": "amount", "value": 2000})
    held = pay_deposit(till)
    tick_past(till, 4)
    go_to(till.product, OVER)
    for status in ("noshow", "booked", "noshow"):
        till.attend(held["appointment_id"], status).ok()
        tick_past(till, 1)
    tick_past(till, 24 * 60)
    (charge,) = till.charges()
    assert charge["refunded_minor"] == 3000
    assert_sound(till)


def test_the_end_of_an_earlier_payment_says_nothing_of_the_fee_that_is_due_anew(till: Till) -> None:
    publish(till.product, no_shows={"grace_minutes": 0, "charge_after_hours": 6, "unattended": "leave"})
    visit = till.miss("pm_card_chargeCustomerFail")
    tick_past(till, 6 * 60)
    for status in ("booked", "noshow"):
        till.attend(visit, status).ok()
    till.product.enforce()
    till.bank.deliver(till.bank.event("payment_intent.canceled")).ok()
    (charge,) = [one for one in till.charges() if one["status"] == "due"]
    due_at = datetime.fromisoformat(charge["due_at"])
    assert (due_at - till.product.now).total_seconds() == 6 * 3600


def test_the_clinics_own_tick_goes_on_after_an_event_that_cannot_be_taken(till: Till) -> None:
    charge_id = till.cancel_late()
    go_to(till.product, TOO_LATE)
    refused = {"id": "re_1", "object": "refund", "payment_intent": "pi_nobodys", "metadata": {}}
    till.bank.server.account.emit("refund.created", refused, {"id": None, "idempotency_key": None})
    till.product.enforce()
    assert till.charge(charge_id)["status"] == "succeeded"


def test_an_event_about_something_without_an_id_keeps_no_other_from_being_swept_up(till: Till) -> None:
    """Stripe tells of the account's balance like this, every few days."""
    held = pay_deposit(till)
    balance = {"object": "balance", "available": [], "livemode": False}
    till.bank.server.account.emit("balance.available", balance, {"id": None, "idempotency_key": None})
    tick_past(till, 4)
    assert till.visit(held["appointment_id"])["status"] == "booked"


def hear_at_once(till: Till, patch: pytest.MonkeyPatch) -> Any:
    """Two events tell of one refund that was made at Stripe itself, many times over."""
    charge_id = till.cancel_late()
    till.product.enforce()
    refund_at_stripe(till, 1500)
    make_room(till.bank.server)
    heard = [till.bank.event(kind) for kind in ("charge.refunded", "refund.created")]
    tell = [partial(till.bank.deliver, {**event, "id": f"evt_{at}"}) for at, event in enumerate(heard * 5)]
    replies = Line(["begin_refund"], patch).ask(tell)
    assert won(replies) == len(tell)
    return till.charge(charge_id)


def test_a_refund_that_is_told_of_many_times_at_once_counts_once(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    charge = hear_at_once(till, monkeypatch)
    assert (charge["refunded_minor"], charge["refunding_minor"]) == (1500, 0)
    tick_past(till)
    assert_sound(till)


def test_without_the_checks_it_counts_again_each_time(
    till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    known = "redis.call('EXISTS', prefix .. 'refund:' .. refund_id) == 1"
    without({known: "false"}, "_money", tmp_path, monkeypatch)
    without({"redis.call('EXISTS', refund_key) == 1": "false"}, "begin_refund", tmp_path / "both", monkeypatch)
    charge = hear_at_once(till, monkeypatch)
    assert (charge["refunded_minor"], charge["refunding_minor"]) != (1500, 0)


def test_more_events_than_a_sweep_takes_are_all_taken_by_the_next_ones(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within minutes, so that the sweeps overlap."""
    monkeypatch.setattr(sweep_events, "_MOST", 3)
    pay_deposit(till)
    for _ in range(20):
        tick_past(till, 1)
    (charge,) = till.charges()
    assert charge["status"] == "succeeded"
    refund_at_stripe(till, 1500)
    for _ in range(20):
        tick_past(till, 1)
    assert till.charges()[0]["refunded_minor"] == 1500
