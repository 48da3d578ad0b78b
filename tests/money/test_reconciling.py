"""What nobody told us: missed webhooks are swept up, a day's charges are compared with Stripe's."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from common import wiring
from common.actions import sweep_events
from common.actions.take_payment_event import take_payment_event
from common.domain.cards import PaymentEvent
from common.store.door import Limits
from common.store.practices import body_of, practice_of
from tests.functions.steps import accept, go_to, hold, join, later
from tests.money.crashing import KilledError, Reaper, let_in
from tests.money.till import BOTOX, TOO_LATE, TUESDAY, Till
from tests.product import DANIEL, JOHNSON, MAYA, PRIYA, Person

ACCOUNT = "acct_harbor1"


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


def _comparison(till: Till) -> Any:
    return till.product.call("charges", by=JOHNSON).ok()["comparison"]


def test_the_day_after_everything_matches(till: Till) -> None:
    till.cancel_late()
    till.product.enforce()
    assert _comparison(till) is None
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-10T01:00:00Z", "charges": 1, "differing": []}


def test_a_payment_that_stripe_does_not_know_is_named(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    (intent,) = till.bank.made("payment_intent")
    till.bank.server.account.objects[intent["id"]]["amount"] = 4999
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-10T01:00:00Z", "charges": 1, "differing": [charge_id]}


def test_a_refund_days_later_is_compared_too(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    go_to(till.product, "2027-03-12T15:00:00Z")
    till.product.enforce()
    till.change(charge_id, "refund", amount_minor=2000).ok()
    go_to(till.product, "2027-03-13T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-13T01:00:00Z", "charges": 1, "differing": []}


def test_a_refund_that_stripe_does_not_know_is_named(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    till.change(charge_id, "refund", amount_minor=2000).ok()
    (paid,) = till.bank.made("charge")
    till.bank.server.account.objects[paid["id"]]["amount_refunded"] = 0
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert _comparison(till) == {"compared_at": "2027-03-10T01:00:00Z", "charges": 1, "differing": [charge_id]}


def _differing(till: Till) -> list[str]:
    return list(till.product.call("charges", by=JOHNSON).ok()["comparison"]["differing"])


def _unheard(till: Till) -> None:
    """What Stripe has said of payments so far is lost."""
    for event in [one for one in till.bank.made("event") if one["type"].startswith("payment_intent")]:
        del till.bank.server.account.objects[event["id"]]


def _compare(till: Till, day: str) -> None:
    """What is due by one o'clock that night."""
    go_to(till.product, f"{day}T01:05:00Z")
    till.product.enforce()


def test_what_differs_is_named_until_it_matches_again_although_other_days_are_clean(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    (intent,) = till.bank.made("payment_intent")
    payment = till.bank.server.account.objects[intent["id"]]
    payment["amount"] = 4999
    _compare(till, "2027-03-10")
    visit = till.book("2027-03-16T15:00:00Z")
    go_to(till.product, "2027-03-16T10:00:00Z")
    till.cancel(visit)
    till.product.enforce()
    _compare(till, "2027-03-17")
    assert _differing(till) == [charge_id]
    payment["amount"] = 5000
    _compare(till, "2027-03-18")
    assert _differing(till) == []


def test_a_payment_nobody_told_of_is_found_on_the_day_it_was_made_and_settled(till: Till) -> None:
    """Begun on the 9th, declined, and paid through its link on the 12th, when nothing else was."""
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    later(till.product, days=2)
    link = till.charge(charge_id)["pay_link"].partition("#")[2]
    go_to(till.product, "2027-03-12T08:00:00Z")
    secret = till.product.call("pay", "POST", body={"token": link}).ok()["client_secret"]
    for _ in range(4):
        till.product.enforce()
    till.bank.pay(secret)
    _unheard(till)
    (intent,) = till.bank.made("payment_intent")
    _compare(till, "2027-03-13")
    assert _differing(till) == [intent["id"]]
    assert till.charge(charge_id)["status"] == "succeeded"
    _compare(till, "2027-03-14")
    assert _differing(till) == []


def test_a_deposit_that_only_stripe_has_is_named_although_nothing_else_was_paid_that_day(till: Till) -> None:
    held = hold(till.product, MAYA, "2027-04-06T15:00:00Z", kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    _unheard(till)
    (intent,) = till.bank.made("payment_intent")
    _compare(till, "2027-03-02")
    assert _differing(till) == [intent["id"]]
    till.bank.api.refunds.create({"payment_intent": intent["id"]})
    _compare(till, "2027-03-03")
    assert _differing(till) == []


def test_a_charge_that_was_paid_twice_at_stripe_is_named_until_one_of_the_two_went_back(till: Till) -> None:
    charge_id = till.cancel_late()
    till.product.enforce()
    (paid,) = till.bank.made("payment_intent")
    again = {"amount": 5000, "currency": "usd", "customer": paid["customer"], "metadata": dict(paid["metadata"])}
    card = {"payment_method": "pm_card_visa", "confirm": True, "off_session": True}
    second = till.bank.api.payment_intents.create({**again, **card}).id
    go_to(till.product, "2027-03-10T01:00:00Z")
    till.product.enforce()
    assert till.charge(charge_id)["status"] == "succeeded"
    assert _comparison(till)["differing"] == [second]
    till.bank.api.refunds.create({"payment_intent": second})
    till.product.enforce()
    go_to(till.product, "2027-03-11T01:00:00Z")
    till.product.enforce()
    assert _comparison(till)["differing"] == []
    charge = till.charge(charge_id)
    assert (charge["status"], charge["refunded_minor"]) == ("succeeded", 0)


def test_an_idle_clinic_is_not_looked_at(till: Till) -> None:
    later(till.product, days=1)
    till.product.enforce()
    trips = till.product.raw.zcard("jobs:clinics:enforce_policy")
    assert trips == 0


@pytest.fixture
def connected(till: Till) -> Till:
    """The clinic has an account of its own, connected to ours."""
    key = f"c:{{{till.product.clinic_id}}}:practice"
    version, body = till.product.raw.hmget(key, "version", "body")
    practice = practice_of(int(version), body)
    changed = replace(practice, clinic=replace(practice.clinic, stripe_account=ACCOUNT))
    till.product.raw.hset(key, mapping={"version": int(version) + 1, "body": body_of(changed)})
    return till


def test_a_clinic_with_an_account_of_its_own_is_paid_there(connected: Till) -> None:
    till = connected
    public = till.product.call("clinic", query={"slug": "harbor-dermatology"}).ok()
    assert public["stripe_account"] == ACCOUNT
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    account = till.bank.server.account.connected(ACCOUNT)
    (intent,) = account.newest("payment_intent")
    assert till.bank.made("payment_intent") == []
    till.bank.api.payment_intents.confirm(
        secret.partition("_secret_")[0], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    assert accept(till.product, MAYA, held).ok()["status"] == "booked"
    assert intent["status"] == "succeeded"
    till.product.enforce()
    assert till.visit(held["appointment_id"])["paid_minor"] == 5000


def test_events_of_its_account_count_and_those_of_another_do_not(connected: Till) -> None:
    till = connected
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    secret = accept(till.product, MAYA, held).ok()["client_secret"]
    till.bank.api.payment_intents.confirm(
        secret.partition("_secret_")[0], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    account = till.bank.server.account.connected(ACCOUNT)
    event = json.loads(
        json.dumps(next(one for one in account.newest("event") if one["type"] == "payment_intent.succeeded"))
    )
    foreign = {**event, "id": "evt_forged", "account": "acct_somebodyelse"}
    assert till.bank.deliver(foreign).ok()["effect"] == "none"
    ours = {name: value for name, value in event.items() if name != "account"}
    assert till.bank.deliver({**ours, "id": "evt_ours"}).ok()["effect"] == "none"
    assert till.bank.deliver(event).ok()["effect"] == "booked"


def test_its_events_are_swept_up_although_nothing_else_is_due(connected: Till) -> None:
    """A card was confirmed there and nobody told us, long after the last job was done."""
    till = connected
    hold(till.product, MAYA, TUESDAY).ok()
    for _ in range(3):
        later(till.product, hours=1)
        till.product.tick()
        till.product.enforce()
    started = till.product.call("payment_method", "POST", by=MAYA, body={}).ok()
    till.bank.api.setup_intents.confirm(
        started["setup_intent_id"], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    later(till.product, hours=1)
    assert till.product.enforce()["swept"] > 0
    (card,) = till.product.call("payment_method", by=MAYA).ok()["cards"]
    assert card["last4"] == "4242"


def test_they_are_looked_through_within_the_hour_although_a_tick_died_after_its_jobs(
    connected: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    till = connected
    hold(till.product, MAYA, TUESDAY).ok()
    later(till.product, hours=1)
    till.product.tick()
    with monkeypatch.context() as until_then:
        reaper = Reaper(after="put_off")
        let_in(reaper, until_then)
        with pytest.raises(KilledError), reaper.watching():
            till.product.enforce()
    started = till.product.call("payment_method", "POST", by=MAYA, body={}).ok()
    till.bank.api.setup_intents.confirm(
        started["setup_intent_id"], {"payment_method": "pm_card_visa"}, {"stripe_account": ACCOUNT}
    )
    later(till.product, hours=1)
    assert till.product.enforce()["swept"] > 0


def test_after_an_older_backup_was_restored_what_was_charged_since_is_not_charged_again(till: Till) -> None:
    charge_id = till.cancel_late()
    backup = {key: till.product.raw.dump(key) for key in till.product.raw.scan_iter("*")}
    till.product.enforce()
    assert till.change(charge_id, "refund", amount_minor=2000).ok()["charge"]["status"] == "succeeded"
    till.product.raw.flushall()
    for key, value in backup.items():
        till.product.raw.restore(key, 0, value)
    later(till.product, days=3)
    for _ in range(2):
        till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["amount_minor"], charge["refunded_minor"]) == ("succeeded", 5000, 2000)
    assert till.payments() == [(5000, "succeeded")]
    assert till.taken() == 3000


def _restore(till: Till, backup: dict[bytes, bytes]) -> None:
    till.product.raw.flushall()
    for key, value in backup.items():
        till.product.raw.restore(key, 0, value)


@pytest.mark.parametrize("is_told", [False, True])
def test_a_fee_that_an_older_backup_does_not_know_is_neither_booked_nor_given_back_but_named(
    till: Till, *, is_told: bool
) -> None:
    till.keep_card()
    visit = till.book()
    later(till.product, minutes=11)
    till.product.enforce()
    backup = {key: till.product.raw.dump(key) for key in till.product.raw.scan_iter("*")}
    go_to(till.product, TOO_LATE)
    charge_id = till.cancel(visit)["charge_id"]
    till.product.enforce()
    _restore(till, backup)
    (intent,) = till.bank.made("payment_intent")
    later(till.product, hours=1)
    if is_told:
        assert till.bank.deliver(till.bank.event("payment_intent.succeeded")).ok()["effect"] == "none"
    for _ in range(2):
        till.product.enforce()
    assert (till.visit(visit)["status"], till.charges(), till.taken()) == ("booked", [], 5000)
    _compare(till, "2027-03-10")
    assert _differing(till) == [intent["id"]]
    assert (till.charges(), till.taken()) == ([], 5000)
    assert charge_id == intent["metadata"]["charge_id"]


def test_what_was_paid_for_a_visit_that_an_older_backup_does_not_know_is_named(till: Till) -> None:
    backup = {key: till.product.raw.dump(key) for key in till.product.raw.scan_iter("*")}
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    accept(till.product, MAYA, held).ok()
    _restore(till, backup)
    till.product.enforce()
    _compare(till, "2027-03-02")
    (intent,) = till.bank.made("payment_intent")
    assert _differing(till) == [intent["id"]]
    assert till.taken() == 5000


def test_the_front_desk_sees_what_is_open(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    listed = till.product.call("charges", by=PRIYA).ok()["charges"]
    assert [(one["id"], one["status"]) for one in listed] == [(charge_id, "failed")]
