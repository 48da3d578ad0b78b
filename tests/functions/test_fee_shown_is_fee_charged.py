"""The promise: the fee that was shown is what is written down and what the card is charged, and of what was paid in
advance exactly the rest goes back. For any policy, visit, currency and instant, moved before or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, Literal
from zoneinfo import ZoneInfo

import pytest
import redis
import stripe
from hypothesis import HealthCheck, Phase, event, given, settings
from hypothesis import strategies as st

from common.domain.clinic import Practice
from local.demo.practice import practice
from local.stripe.server import StripeServer
from local.valkey import Valkey
from tests.functions.bank import Bank, intent_of
from tests.functions.steps import ACNE, JOHNSONS_ID, accept, cancel, change_type, go_to, hold, join, preview, publish
from tests.product import JOHNSON, MAYA, Product, running_product

HOUR: Final = 3600
MASSHEALTH: Final = "pay_masshealth"
# Without shrinking, which takes minutes here: a story is short enough to read.
REAL: Final = settings(
    max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
)


@dataclass(frozen=True)
class Story:
    """What happens. Instants are in epoch seconds; `moved` is when it is moved, and to when."""

    currency: str
    policy: Mapping[str, Any]
    price: int
    deposit: int
    pay: Literal["deposit", "price"]
    payer: str
    booked_at: int
    starts_at: int
    moved: tuple[int, int] | None
    cancelled_at: int


def fees(price: int) -> st.SearchStrategy[Any]:
    """In JSON. Round ones, and those around what a card takes."""
    whole = st.sampled_from([price // 2, price]) | st.integers(0, 2 * price) | st.integers(0, 150)
    amount = st.builds(lambda value: {"kind": "amount", "value": value}, whole)
    return amount | st.builds(lambda value: {"kind": "percent", "value": 100 - value}, st.integers(0, 100))


@st.composite
def terms(draw: st.DrawFn, price: int) -> dict[str, Any]:
    hours = draw(st.sets(st.sampled_from([48, 24, 2, 1]) | st.integers(1, 400), min_size=1, max_size=4))
    hours = draw(st.sampled_from([hours] * 9 + [set()]))
    tiers = [{"hours_before": before, "fee": draw(fees(price))} for before in sorted(hours, reverse=True)]
    return {"tiers": tiers, "no_show_fee": draw(fees(price))}


@st.composite
def policies(draw: st.DrawFn, price: int) -> dict[str, Any]:
    own = draw(st.none() | terms(price))
    return {
        **draw(terms(price)),
        "grace_minutes": draw(st.sampled_from([0, 0, 15, 1440]) | st.integers(0, 1440)),
        "overrides": [{"appointment_type_id": ACNE, **own}] if own else [],
        "cap": draw(st.none() | st.none() | fees(price)),
    }


# Dr. Johnson's mornings from Monday to Thursday, on both sides of the Sunday on which clocks go forward.
DAYS: Final = [date(2027, 3, day) for day in (2, 3, 4, 8, 9, 10, 11, 15, 16, 17, 18)]


def slots(after: int) -> st.SearchStrategy[int]:
    """Starts that can be booked three hours later."""
    days = st.sampled_from(DAYS)
    walls = st.builds(lambda day, quarter: (day, quarter), days, st.integers(0, 10))
    starts = walls.map(lambda wall: _instant(wall[0], 9 * 60 + 15 * wall[1]))
    return starts.filter(lambda instant: instant >= after + 3 * HOUR)


def _instant(day: date, minute: int) -> int:
    wall = datetime.combine(day, time(), ZoneInfo("America/New_York")) + timedelta(minutes=minute)
    return int(wall.timestamp())


def moments(policy: Mapping[str, Any], since: int, starts_at: int) -> st.SearchStrategy[int]:
    """Until the start, rather late, and often where something begins or ends."""
    terms = [policy, *policy["overrides"]]
    begins = {starts_at - tier["hours_before"] * HOUR for each in terms for tier in each["tiers"]}
    begins |= {since, since + policy["grace_minutes"] * 60, starts_at - 1}
    near = sorted((at + off for at in begins for off in (-1, 0, 1) if since <= at + off < starts_at), reverse=True)
    left = st.integers(1, min(starts_at - since, 48 * HOUR)) | st.integers(1, starts_at - since)
    return st.sampled_from(near) | left.map(lambda seconds: starts_at - seconds)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    currency = draw(st.sampled_from(["usd", "usd", "jpy", "kwd", "isk"]))
    price = draw(st.integers(10, 300)) * 100
    policy = draw(policies(price))
    booked_at = int(datetime(2027, 3, 1, 14, tzinfo=UTC).timestamp()) + draw(st.integers(0, 20 * HOUR))
    starts_at = draw(slots(booked_at))
    moved, since = None, booked_at
    if draw(st.booleans()):
        since = draw(moments(policy, booked_at, starts_at))
        others = [at for at in (_instant(day, 14 * 60) for day in DAYS) if at >= since + 3 * HOUR]
        if others:
            moved = (since, draw(st.sampled_from(others)))
        else:
            since = booked_at
    return Story(
        currency=currency,
        policy=policy,
        price=price,
        deposit=draw(st.sampled_from([price // 4, price // 2, price, 0, 0, 49])),
        pay=draw(st.sampled_from(["deposit", "price"])),
        payer=draw(st.sampled_from(["pay_aetna"] * 7 + [MASSHEALTH])),
        booked_at=booked_at,
        starts_at=starts_at,
        moved=moved,
        cancelled_at=draw(moments(policy, since, moved[1] if moved else starts_at)),
    )


@contextmanager
def clinic(valkey: Valkey, stripe_server: StripeServer, currency: str) -> Iterator[Bank]:
    """Harbor Dermatology anew for each story, counting in that currency."""

    def in_currency(published_at: int) -> Practice:
        made = practice(published_at)
        policy = replace(made.policy, currency=currency)
        return replace(made, clinic=replace(made.clinic, currency=currency), policies=(policy,))

    redis.Redis.from_url(valkey.url).flushall()
    stripe_server.api.reset()
    with running_product(valkey.url, stripe_server.url) as running, pytest.MonkeyPatch.context() as patch:
        patch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.0)
        patch.setattr(stripe_server.account, "_clock", lambda: running.epoch)
        patch.setattr("tests.product.practice", in_currency)
        running.start_demo_clinic()
        yield Bank(stripe_server, running)


def at(product: Product, instant: int) -> None:
    go_to(product, datetime.fromtimestamp(instant, UTC).isoformat())


def shown_at(receipt: Mapping[str, Any], instant: int) -> int:
    """The fee that the receipt's steps name."""
    begun = [step for step in receipt["steps"] if datetime.fromisoformat(step["from_at"]).timestamp() <= instant]
    return int(begun[-1]["fee_minor"]) if begun else 0


def book(bank: Bank, story: Story) -> tuple[Any, int]:
    """What was shown when the time was held, and what was paid to book it."""
    product = bank.product
    publish(product, **story.policy)
    change_type(product, ACNE, price_minor=story.price, deposit_minor=story.deposit, may_prepay=True).ok()
    at(product, story.booked_at)
    join(product, MAYA, payer_id=story.payer)
    held = hold(product, MAYA, _text(story.starts_at)).ok()
    pay = story.pay if held["prepay_minor"] is not None else "deposit"
    booking = accept(product, MAYA, held, pay=pay).ok()
    if booking["status"] == "needs_card":
        bank.confirm(booking["client_secret"])
    elif booking["status"] == "needs_payment":
        intent = intent_of(booking["client_secret"])
        bank.api.payment_intents.confirm(intent, {"payment_method": "pm_card_visa"})
    if booking["status"] != "booked":
        assert accept(product, MAYA, held, pay=pay).ok()["status"] == "booked"
    due = held["prepay_minor"] if pay == "price" else held["deposit_minor"]
    assert received(bank) == ([due] if due else [])
    return held, due


def move(bank: Bank, story: Story, appointment_id: str) -> Any:
    """What was shown when it was moved."""
    assert story.moved is not None
    instant, to = story.moved
    at(bank.product, instant)
    wanted = {"appointment_id": appointment_id, "provider_id": JOHNSONS_ID, "starts_at": _text(to)}
    shown = bank.product.call("reschedule", by=MAYA, query=wanted).ok()
    body = {**wanted, "version": visit(bank)["version"], "expected_owed_minor": shown["owed_minor"]}
    bank.product.call("reschedule", "POST", by=MAYA, body=body).ok()
    return shown


def visit(bank: Bank) -> Any:
    (only,) = bank.product.call("appointments", by=MAYA, query={"as": "patient"}).ok()["appointments"]
    return only


def received(bank: Bank) -> list[int]:
    """What Stripe has taken, oldest first."""
    return [intent["amount_received"] for intent in reversed(bank.made("payment_intent")) if intent["amount_received"]]


def given_back(bank: Bank) -> int:
    return sum(refund["amount"] for refund in bank.made("refund") if refund["status"] == "succeeded")


def assert_settled(bank: Bank, currency: str, settlement: Mapping[str, int], paid: int) -> None:
    """At Stripe, after the schedule has run. Running it again takes and gives nothing more."""
    asked, back = settlement["to_charge_minor"], settlement["to_refund_minor"]
    for _ in range(2):
        tally = bank.product.enforce()
        assert (tally["retried"], tally["dead"]) == (0, 0)
        assert received(bank) == [sum_ for sum_ in (paid, asked) if sum_]
        assert given_back(bank) == back
    assert {intent["currency"] for intent in bank.made("payment_intent")} <= {currency}
    assert sum(received(bank)) - given_back(bank) == settlement["fee_minor"]
    assert settlement["from_deposit_minor"] + back == paid


def _text(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).isoformat().replace("+00:00", "Z")


@REAL
@given(story=stories())
def test_cancelling_costs_what_was_shown_at_booking_at_moving_and_a_moment_before(
    valkey: Valkey, stripe_server: StripeServer, story: Story
) -> None:
    with clinic(valkey, stripe_server, story.currency) as bank:
        held, paid = book(bank, story)
        appointment_id, receipt = held["appointment_id"], held["receipt"]
        owed = 0
        if story.moved:
            moved = move(bank, story, appointment_id)
            owed = moved["owed_minor"]
            assert owed == shown_at(receipt, story.moved[0])
            receipt = moved["receipt"]
        at(bank.product, max(story.cancelled_at - 1, story.booked_at))
        shown = preview(bank.product, MAYA, appointment_id).ok()
        at(bank.product, story.cancelled_at)
        reply = cancel(bank.product, MAYA, appointment_id, shown["fee_minor"])
        if reply.status == 409:  # a step began within that second, so nothing happened
            refused = reply.refused(409, "fee_changed")
            assert received(bank) == [paid] * bool(paid)
            shown = preview(bank.product, MAYA, appointment_id).ok()
            assert refused["receipt"] == shown["receipt"]
            reply = cancel(bank.product, MAYA, appointment_id, shown["fee_minor"])
        assert_shown(shown, shown_at(receipt, story.cancelled_at), owed)
        fee = shown["fee_minor"]
        assert (reply.ok()["fee_minor"], visit(bank)["fee_minor"]) == (fee, fee)
        assert_settled(bank, story.currency, shown["settlement"], paid)
        event(f"{'moved' if story.moved else 'not moved'}, {'paid' if paid else 'unpaid'}, {'owed' if fee else 'free'}")


def assert_shown(shown: Mapping[str, Any], promised: int, owed: int) -> None:
    """What the receipt promised, but for a rest that no card takes."""
    settlement, receipt = shown["settlement"], shown["receipt"]
    assert shown["fee_minor"] == settlement["fee_minor"]
    assert receipt["fee_now_minor"] == promised
    assert 0 <= promised - settlement["fee_minor"] < 100
    assert receipt["barred"] or promised >= owed
    if settlement["to_charge_minor"] or not settlement["from_deposit_minor"]:
        assert settlement["fee_minor"] == promised or promised - settlement["from_deposit_minor"] < 100


@settings(REAL, max_examples=15)
@given(story=stories())
def test_missing_it_costs_what_was_shown_at_booking(valkey: Valkey, stripe_server: StripeServer, story: Story) -> None:
    with clinic(valkey, stripe_server, story.currency) as bank:
        held, paid = book(bank, story)
        promised = held["receipt"]["no_show_fee_minor"]
        at(bank.product, story.starts_at + 600)
        body = {"appointment_id": held["appointment_id"], "status": "noshow", "version": visit(bank)["version"]}
        fee = bank.product.call("attendance", "POST", by=JOHNSON, body=body).ok()["fee_minor"]
        kept = min(promised, paid)
        assert 0 <= promised - fee < 100
        assert visit(bank)["fee_minor"] == fee
        settlement = {
            "fee_minor": fee, "from_deposit_minor": kept, "to_charge_minor": fee - kept, "to_refund_minor": paid - kept,
        }  # fmt: skip
        assert_settled(bank, story.currency, settlement, paid)
