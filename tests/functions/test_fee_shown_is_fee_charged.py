"""The promise: the fee that was shown is what is written down and what the card is charged, and of what was paid in
advance exactly the rest goes back. For any policy, visit, currency and instant, moved before or not.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

import pytest
import redis
import stripe
from hypothesis import HealthCheck, Phase, event, given, settings

from common.domain.clinic import Practice
from common.domain.wall_clock import DAY
from local.demo.practice import practice
from local.stripe.server import StripeServer
from local.valkey import Valkey
from tests.domain.drawn import takes
from tests.functions.bank import Bank, intent_of
from tests.functions.steps import ACNE, JOHNSONS_ID, accept, cancel, change_type, go_to, hold, join, preview, publish
from tests.functions.stories import MASSHEALTH, Story, stories
from tests.product import JOHNSON, MAYA, Product, running_product

# Of a receipt: all but what names the version and the present.
PROMISES: Final = (
    "barred", "currency", "deposit_minor", "deposit_sentence", "free_until", "grace_until", "no_show_fee_minor",
    "sentence", "steps",
)  # fmt: skip
# Without shrinking, which takes minutes here: a story is short enough to read.
REAL: Final = settings(
    max_examples=25, deadline=None, phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck)
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
    change_type(product, ACNE, price_minor=story.price, deposit_minor=story.deposit, may_prepay=True).ok()
    drafted = read_draft(product, story)
    publish(product, **story.policy)
    at(product, story.booked_at)
    join(product, MAYA, payer_id=story.payer)
    held = hold(product, MAYA, _text(story.starts_at)).ok()
    assert {name: held["receipt"][name] for name in PROMISES} == {name: drafted[name] for name in PROMISES}
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


def read_draft(product: Product, story: Story) -> Any:
    """What the clinic was shown of the policy for this very visit before it was published."""
    draft = {"version": 1, "barred_payers": [MASSHEALTH], **story.policy}
    wanted = {
        "appointment_type_id": ACNE,
        "payer_id": story.payer,
        "starts_at": _text(story.starts_at),
        "booked_at": _text(story.booked_at),
    }
    return product.call("policy", "PUT", by=JOHNSON, body={**draft, **wanted}).ok()["receipt"]


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


def settled(promised: int, paid: int, currency: str) -> dict[str, int]:
    """What was paid in advance meets the fee first. A rest that no card takes is let go."""
    kept = min(promised, paid)
    asked = takes(promised - kept, currency)
    return {
        "fee_minor": kept + asked,
        "from_deposit_minor": kept,
        "to_charge_minor": asked,
        "to_refund_minor": paid - kept,
    }


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
        if story.moved:
            moved = move(bank, story, appointment_id)
            owed = moved["owed_minor"]
            assert owed == shown_at(receipt, story.moved[0])
            receipt = moved["receipt"]
            assert shown_at(receipt, story.cancelled_at) >= owed
        at(bank.product, max(story.cancelled_at - 1, story.moved[0] if story.moved else story.booked_at))
        shown = preview(bank.product, MAYA, appointment_id).ok()
        at(bank.product, story.cancelled_at)
        reply = cancel(bank.product, MAYA, appointment_id, shown["fee_minor"])
        if reply.status == 409:  # a step began within that second, so nothing happened
            refused = reply.refused(409, "fee_changed")
            assert received(bank) == [paid] * bool(paid)
            shown = preview(bank.product, MAYA, appointment_id).ok()
            assert refused["receipt"] == shown["receipt"]
            reply = cancel(bank.product, MAYA, appointment_id, shown["fee_minor"])
        as_of = int(datetime.fromisoformat(shown["as_of"]).timestamp())
        assert shown["receipt"]["fee_now_minor"] == shown_at(receipt, as_of)
        fee = shown["fee_minor"]
        assert shown["settlement"] == settled(shown_at(receipt, story.cancelled_at), paid, story.currency)
        assert fee == shown["settlement"]["fee_minor"]
        assert (reply.ok()["fee_minor"], visit(bank)["fee_minor"]) == (fee, fee)
        assert_settled(bank, story.currency, shown["settlement"], paid)
        event(f"{'moved' if story.moved else 'not moved'}, {'paid' if paid else 'unpaid'}, {'owed' if fee else 'free'}")


@settings(REAL, max_examples=15)
@given(story=stories())
def test_missing_it_costs_what_was_shown_at_booking(valkey: Valkey, stripe_server: StripeServer, story: Story) -> None:
    with clinic(valkey, stripe_server, story.currency) as bank:
        held, paid = book(bank, story)
        settlement = settled(held["receipt"]["no_show_fee_minor"], paid, story.currency)
        fee = settlement["fee_minor"]
        at(bank.product, story.starts_at + 600)
        body = {"appointment_id": held["appointment_id"], "status": "noshow", "version": visit(bank)["version"]}
        missed = bank.product.call("attendance", "POST", by=JOHNSON, body=body).ok()
        assert (missed["fee_minor"], visit(bank)["fee_minor"]) == (fee, fee)
        at(bank.product, story.starts_at + 600 + DAY)  # from then on it stands
        assert_settled(bank, story.currency, settlement, paid)
