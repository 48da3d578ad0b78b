"""Missed webhooks are swept up, and an event that fails keeps no other waiting."""

from __future__ import annotations

import json
from typing import Any

import pytest

from common import wiring
from common.actions import sweep_events
from common.actions.take_payment_event import take_payment_event
from common.domain.cards import PaymentEvent
from common.store.door import Limits
from tests.functions.steps import accept, hold, join, later
from tests.money.till import BOTOX, TUESDAY, Till
from tests.product import DANIEL, MAYA, Person


def test_a_card_confirmed_while_webhook_and_browser_were_away_books_at_the_next_sweep(till: Till) -> None:
    held = hold(till.product, MAYA, TUESDAY).ok()
    till.bank.confirm(accept(till.product, MAYA, held).ok()["client_secret"])
    later(till.product, minutes=4)
    till.product.enforce()
    assert till.visit(held["appointment_id"])["status"] == "booked"


def test_a_sweep_begins_where_the_last_one_ended(till: Till) -> None:
    till.keep_card()
    assert till.product.enforce()["swept"] > 0
    later(till.product, minutes=30)
    till.product.enforce()
    later(till.product, minutes=30)
    assert till.product.enforce()["swept"] == 0


def test_after_an_outage_of_three_weeks_it_catches_up(till: Till) -> None:
    till.product.enforce()
    held = hold(till.product, MAYA, "2027-04-06T15:00:00Z", kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    later(till.product, days=21)
    till.product.enforce()
    assert till.visit(held["appointment_id"])["status"] == "booked"


def test_with_stripe_down_the_sweep_is_made_up_for_and_nothing_else_is_kept_from(till: Till) -> None:
    held = hold(till.product, MAYA, TUESDAY).ok()
    till.bank.confirm(accept(till.product, MAYA, held).ok()["client_secret"])
    till.bank.fail("GET", "/v1/events")
    assert till.product.enforce()["swept"] == 0
    later(till.product, minutes=5)
    till.product.enforce()
    assert till.visit(held["appointment_id"])["status"] == "booked"


def confirm_unheard(till: Till, by: Person = MAYA, starts_at: str = TUESDAY) -> str:
    """A card confirmed for a visit, of which nobody has told us; the visit."""
    held = hold(till.product, by, starts_at).ok()
    till.bank.confirm(accept(till.product, by, held).ok()["client_secret"])
    return str(held["appointment_id"])


def test_what_is_kept_out_by_a_limit_is_taken_by_a_later_sweep(till: Till) -> None:
    visit = confirm_unheard(till)
    wiring.door().limits = Limits(clinic=0)
    till.product.enforce()
    assert till.visit(visit)["status"] == "pending"
    wiring.door().limits = Limits()
    later(till.product, minutes=30)
    till.product.enforce()
    assert till.visit(visit)["status"] == "booked"


@pytest.fixture
def spoilt(till: Till, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Events, by the object that they are about, that can't be taken as long as they are in this list."""
    del till
    objects: list[str] = []

    def take(event: PaymentEvent, *more: Any) -> object:
        if event.object_id in objects:
            raise LookupError
        return take_payment_event(event, *more)

    monkeypatch.setattr(sweep_events, "take_payment_event", take)
    return objects


def spoil(till: Till, spoilt: list[str]) -> None:
    """What is known of the newest card at Stripe."""
    spoilt.append(till.bank.made("setup_intent")[0]["id"])


def test_one_event_that_fails_keeps_no_other_waiting_and_is_taken_once_it_can_be(till: Till, spoilt: list[str]) -> None:
    join(till.product, DANIEL)
    mine = confirm_unheard(till)
    spoil(till, spoilt)
    his = confirm_unheard(till, DANIEL, "2027-03-09T16:00:00Z")
    till.product.enforce()
    assert (till.visit(mine)["status"], till.visit(his, DANIEL)["status"]) == ("pending", "booked")
    for _ in range(3):
        later(till.product, hours=1)
        till.product.enforce()
    spoilt.clear()
    till.product.enforce()
    assert till.visit(mine)["status"] == "booked"


def test_an_event_that_can_never_be_taken_is_passed_over_after_a_day_and_named(
    till: Till, spoilt: list[str], capfd: pytest.CaptureFixture[str]
) -> None:
    confirm_unheard(till)
    spoil(till, spoilt)
    till.product.enforce()
    event = till.bank.event()
    later(till.product, hours=23)
    assert till.product.enforce()["swept"] > 0
    assert "event_passed_over" not in capfd.readouterr().err
    later(till.product, hours=2)
    till.product.enforce()
    (line,) = [line for line in capfd.readouterr().err.splitlines() if "event_passed_over" in line]
    assert json.loads(line)["vendor_id"] == event["id"]
    later(till.product, hours=1)
    assert till.product.enforce()["swept"] == 0


def test_what_failed_comes_after_what_is_new(till: Till, spoilt: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Only so many events are taken in one sweep."""
    join(till.product, DANIEL)
    confirm_unheard(till)
    spoil(till, spoilt)
    till.product.enforce()
    monkeypatch.setattr(sweep_events, "_MOST", 1)
    his = confirm_unheard(till, DANIEL, "2027-03-09T16:00:00Z")
    later(till.product, minutes=5)
    till.product.enforce()
    assert till.visit(his, DANIEL)["status"] == "booked"


def test_where_stripe_stops_answering_the_next_sweep_goes_on_with_the_rest(till: Till) -> None:
    join(till.product, DANIEL)
    visits = [confirm_unheard(till), confirm_unheard(till, DANIEL, "2027-03-09T16:00:00Z")]
    till.bank.fail("GET", "/v1/setup_intents")
    till.product.enforce()
    assert [till.visit(visits[0])["status"], till.visit(visits[1], DANIEL)["status"]] == ["pending", "pending"]
    later(till.product, minutes=30)
    till.product.enforce()
    assert [till.visit(visits[0])["status"], till.visit(visits[1], DANIEL)["status"]] == ["booked", "booked"]


def test_an_idle_clinic_is_not_looked_at(till: Till) -> None:
    later(till.product, days=1)
    till.product.enforce()
    trips = till.product.raw.zcard("jobs:clinics:enforce_policy")
    assert trips == 0
