"""What Stripe tells of one booking, in every order, twice, or not at all: the same comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from typing import Any, Final

import pytest

from tests.functions.steps import accept, go_to, hold, later, publish
from tests.money.books import Books, assert_sound
from tests.money.crashing import KilledError, Reaper, World, let_in
from tests.money.till import BOTOX, TOO_LATE, TUESDAY, Till
from tests.product import MAYA

# Permuted is what has an effect of its own. `refund.created` does what `charge.refunded` does: the sweep sees it.
TOLD: Final = ("payment_intent.succeeded", "charge.refunded", "charge.dispute.created", "charge.dispute.closed")
OTHERS: Final = "acct_somebodyelse"


@pytest.fixture(autouse=True)
def swept(till: Till) -> None:
    """From here on."""
    till.product.enforce()
    till.product.raw.config_set("appendfsync", "no")  # orders are tried here, not disks


def pay_deposit(till: Till) -> Any:
    """$50 in the browser, which is closed right then."""
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    return held


def complain(till: Till) -> None:
    """$10 go back at Stripe itself; the cardholder complains to the bank all the same, and doesn't get it."""
    intent = next(one for one in till.bank.made("payment_intent") if one["status"] == "succeeded")
    till.bank.api.refunds.create({"payment_intent": intent["id"], "amount": 1000})
    levers = till.bank.server.levers
    levers.close_dispute(levers.open_dispute(intent["id"])["id"], "won")


def before_anybody_came_back(till: Till) -> None:
    pay_deposit(till)
    complain(till)


def after_the_fee_was_charged_by_who_died(till: Till, patch: pytest.MonkeyPatch) -> None:
    """$80 for cancelling late, of which the deposit covers $50. The rest was paid, and nobody has written that down."""
    publish(till.product, tiers=[{"hours_before": 24, "fee": {"kind": "amount", "value": 8000}}])
    held = pay_deposit(till)
    later(till.product, minutes=4)
    till.product.enforce()
    go_to(till.product, TOO_LATE)
    till.cancel(held["appointment_id"])
    with patch.context() as until_then:
        reaper = Reaper(after="/confirm")
        let_in(reaper, until_then)
        with pytest.raises(KilledError), reaper.watching():
            till.product.enforce()
    complain(till)


def after_its_bank_had_asked_first(till: Till) -> None:
    """What was an inquiry has the id of the dispute that it became."""
    pay_deposit(till)
    intent = next(one for one in till.bank.made("payment_intent") if one["status"] == "succeeded")
    levers = till.bank.server.levers
    asked = levers.open_dispute(intent["id"], is_inquiry=True)
    till.bank.api.refunds.create({"payment_intent": intent["id"], "amount": 1000})
    levers.escalate_inquiry(asked["id"])
    levers.close_dispute(asked["id"], "won")


HISTORIES: Final = {
    "before anybody came back": lambda till, _: before_anybody_came_back(till),
    "after its bank had asked first": lambda till, _: after_its_bank_had_asked_first(till),
    "after a fee was charged by a tick that died": after_the_fee_was_charged_by_who_died,
}
EVERY_HISTORY = pytest.mark.parametrize("history", HISTORIES)


@pytest.fixture
def told(till: Till, history: str, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What Stripe has to tell, oldest first; nothing of it has been told yet."""
    HISTORIES[history](till, monkeypatch)
    return [event for event in till.bank.made("event")[::-1] if event["type"] in TOLD]


def after_ticks(till: Till) -> Any:
    """How it is once the schedule has seen to it, without a word from Stripe."""
    for _ in range(2):
        later(till.product, minutes=4)
        till.product.tick()
        till.product.enforce()
    assert_sound(till)
    return Books(till).details()


def orders(told: list[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """What was heard before the visit was called off, that its deposit was paid, comes last, as something late."""
    heard, news = told[: -len(TOLD)], told[-len(TOLD) :]
    return ([*order, *heard] for order in permutations(news))


@EVERY_HISTORY
def test_in_every_order_twice_or_never_it_comes_to_the_same(till: Till, told: list[dict[str, Any]]) -> None:
    untold = World.of(till)
    expected = after_ticks(till)
    charges = [(one["status"], one["refunded_minor"], one["dispute"]) for one in expected["charges"].values()]
    assert ("succeeded", "1000", "won") in charges
    assert len({event["type"] for event in told}) == len(TOLD)
    till.product.now = untold.now
    for order in orders(told):
        untold.bring_keys_back(till)
        for event in order:
            for _ in range(2):
                till.bank.deliver(event).ok()
        assert Books(till).details() == expected, [event["type"] for event in order]
        for event in reversed(order):
            till.bank.deliver(event).ok()
        assert Books(till).details() == expected, [event["type"] for event in order]


@EVERY_HISTORY
def test_only_the_last_of_it_is_enough(till: Till, told: list[dict[str, Any]]) -> None:
    """Each says where to look, and Stripe is asked how it stands there: of refunds and disputes, the payment too."""
    untold = World.of(till)
    expected = after_ticks(till)
    till.product.now = untold.now
    untold.bring_keys_back(till)
    for event in told[-2:]:
        till.bank.deliver(event).ok()
    late = Books(till).details()
    assert late["charges"].keys() == expected["charges"].keys()
    assert {one["status"] for one in late["charges"].values()} == {"succeeded"}


def unchanged(till: Till, event: dict[str, Any], before: Any) -> None:
    assert till.bank.deliver(event).ok()["effect"] == "none"
    assert Books(till).details() == before


@pytest.mark.parametrize("history", ["before anybody came back"])
def test_an_event_of_another_account_that_names_our_clinic_changes_nothing(
    till: Till, told: list[dict[str, Any]]
) -> None:
    """Somebody with an account of their own pays themselves, in our names; and what is ours is said to be theirs."""
    before = Books(till).details()
    (ours,) = till.bank.made("payment_intent")
    theirs = {"stripe_account": OTHERS}
    made = {"amount": 5000, "currency": "usd", "metadata": ours["metadata"], "payment_method": "pm_card_visa"}
    never = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
    till.bank.api.payment_intents.create({**made, **never, "confirm": True}, theirs)
    account = till.bank.server.account.connected(OTHERS)
    heard = [event for event in account.newest("event") if event["type"] == "payment_intent.succeeded"]
    assert heard[0]["account"] == OTHERS
    for event in (*heard, *({**event, "account": OTHERS} for event in told)):
        unchanged(till, event, before)


@pytest.mark.parametrize("history", ["before anybody came back"])
def test_what_we_do_not_know_changes_nothing(till: Till, told: list[dict[str, Any]]) -> None:
    before = Books(till).details()
    paid = next(event for event in told if event["type"] == "payment_intent.succeeded")
    unchanged(till, {**paid, "type": "payment_intent.something_new"}, before)
    invoice = {"object": {"id": "in_1", "object": "invoice", "metadata": paid["data"]["object"]["metadata"]}}
    unchanged(till, {**paid, "type": "invoice.paid", "data": invoice}, before)
    (intent,) = till.bank.made("payment_intent")
    metadata = {**intent["metadata"], "clinic_id": "cln_00000000000000000000"}
    of_another = {"object": {**paid["data"]["object"], "metadata": metadata}}
    unchanged(till, {**paid, "data": of_another}, before)
    intent["metadata"] = {}
    unchanged(till, {**paid, "data": {"object": {**paid["data"]["object"], "metadata": {}}}}, before)
