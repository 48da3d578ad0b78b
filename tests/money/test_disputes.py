"""What is to go back while the cardholder's bank has the money: it waits for the bank, and goes back at most once.
While the bank only asks, it has nothing, and nothing waits.
"""

from __future__ import annotations

from typing import Any, Final

import pytest

from tests.functions.steps import accept, go_to, hold, later, publish
from tests.money.books import Books, assert_sound
from tests.money.till import BOTOX, OVER, TUESDAY, Till
from tests.product import JOHNSON, MAYA

OPENED: Final = "charge.dispute.created"
UPDATED: Final = "charge.dispute.updated"
TAKEN: Final = "charge.dispute.funds_withdrawn"
CLOSED: Final = "charge.dispute.closed"


@pytest.fixture
def visit(till: Till) -> str:
    """Booked with a deposit of $50."""
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    tick(till)
    return str(held["appointment_id"])


def tick(till: Till) -> None:
    later(till.product, minutes=11)
    till.product.enforce()


def open_dispute(till: Till, *, is_inquiry: bool = False) -> str:
    intent = next(one for one in till.bank.made("payment_intent") if one["status"] == "succeeded")
    return str(till.bank.server.levers.open_dispute(intent["id"], is_inquiry=is_inquiry)["id"])


def hear(till: Till, kind: str) -> None:
    till.bank.deliver(till.bank.event(kind)).ok()


def decide(till: Till, dispute_id: str, outcome: str) -> None:
    till.bank.server.levers.close_dispute(dispute_id, outcome)
    hear(till, CLOSED)


def never_told(till: Till) -> None:
    """What Stripe has said of disputes so far is lost."""
    for event in [one for one in till.bank.made("event") if "dispute" in one["type"]]:
        del till.bank.server.account.objects[event["id"]]


def call_off(till: Till, visit: str) -> None:
    body = {"appointment_id": visit, "expected_fee_minor": 0}
    till.product.call("cancel", "POST", by=JOHNSON, body=body).ok()


def stands(till: Till) -> tuple[str, int, int]:
    (charge,) = till.charges()
    return charge["status"], charge["refunding_minor"], charge["refunded_minor"]


def test_a_deposit_that_its_bank_has_waits_and_goes_back_once_the_bank_gives_it_back(till: Till, visit: str) -> None:
    dispute_id = open_dispute(till)
    hear(till, OPENED)
    call_off(till, visit)
    tick(till)
    assert stands(till) == ("succeeded", 5000, 0)
    assert till.bank.made("refund") == []
    assert Books(till).due_jobs() == []
    decide(till, dispute_id, "won")
    hear(till, CLOSED)
    tick(till)
    assert stands(till) == ("refunded", 0, 5000)
    assert till.taken() == 0
    assert_sound(till)


def test_what_the_bank_has_given_back_itself_is_not_given_back_as_well(till: Till, visit: str) -> None:
    dispute_id = open_dispute(till)
    hear(till, OPENED)
    call_off(till, visit)
    decide(till, dispute_id, "lost")
    tick(till)
    assert stands(till) == ("succeeded", 0, 0)
    assert till.bank.made("refund") == []
    assert Books(till).due_jobs() == []


@pytest.mark.parametrize(("outcome", "refunds"), [("won", 1), ("lost", 0)])
def test_a_dispute_that_only_stripe_knows_of_holds_what_was_set_on_its_way(
    till: Till, visit: str, outcome: str, refunds: int
) -> None:
    dispute_id = open_dispute(till)
    never_told(till)
    call_off(till, visit)
    tick(till)
    assert stands(till) == ("succeeded", 5000, 0)
    assert Books(till).due_jobs() == []
    decide(till, dispute_id, outcome)
    tick(till)
    assert len(till.bank.made("refund")) == refunds
    assert stands(till) == (("refunded", 0, 5000) if refunds else ("succeeded", 0, 0))


def test_a_no_show_taken_back_gives_its_disputed_fee_back_once_the_bank_decides_for_the_clinic(till: Till) -> None:
    publish(till.product, no_shows={"grace_minutes": 0, "charge_after_hours": 0, "unattended": "leave"})
    visit = till.miss()
    (charge,) = till.charges()
    till.change(charge["id"], "retry").ok()
    dispute_id = open_dispute(till)
    hear(till, OPENED)
    till.attend(visit, "arrived").ok()
    assert stands(till) == ("succeeded", 10000, 0)
    decide(till, dispute_id, "won")
    tick(till)
    assert stands(till) == ("refunded", 0, 10000)


def test_nobody_gives_back_by_hand_what_the_bank_has(till: Till, visit: str) -> None:
    (charge,) = till.charges()
    open_dispute(till)
    hear(till, OPENED)
    till.change(charge["id"], "refund").refused(409, "refund_too_large")
    assert stands(till) == ("succeeded", 0, 0)


def listed(till: Till) -> list[tuple[str, int]]:
    """What the clinic sees as open, with what of it couldn't go back."""
    shown: list[Any] = till.product.call("charges", by=JOHNSON).ok()["charges"]
    return [(one["status"], one["refund_failed_minor"]) for one in shown]


def test_what_could_not_go_back_is_named_to_both_until_it_does(till: Till, visit: str) -> None:
    call_off(till, visit)
    tick(till)
    (refund,) = till.bank.made("refund")
    till.bank.server.levers.fail_refund(refund["id"])
    for _ in range(2):
        hear(till, "refund.failed")
    (charge,) = till.charges()
    assert (charge["status"], charge["refund_failed_minor"], charge["refundable_minor"]) == ("succeeded", 5000, 5000)
    assert listed(till) == [("succeeded", 5000)]
    assert till.change(charge["id"], "refund").ok()["charge"]["refund_failed_minor"] == 0
    assert listed(till) == []
    assert_sound(till)


def test_however_long_stripe_is_away_what_is_owed_goes_back_afterwards(till: Till, visit: str) -> None:
    till.bank.fail("POST", "/v1/refunds", times=100)
    call_off(till, visit)
    for _ in range(12):
        later(till.product, hours=12)
        till.product.enforce()
    assert stands(till) == ("succeeded", 5000, 0)
    till.bank.server.api.faults.clear()
    go_to(till.product, OVER)
    till.product.enforce()
    assert stands(till) == ("refunded", 0, 5000)
    assert_sound(till)


@pytest.fixture
def inquiry(till: Till, visit: str) -> str:
    """The bank asks about the deposit, and we know."""
    del visit
    dispute_id = open_dispute(till, is_inquiry=True)
    hear(till, OPENED)
    return dispute_id


def disputed(till: Till) -> str | None:
    (charge,) = till.charges()
    word: str | None = charge["dispute"]
    return word


@pytest.mark.usefixtures("inquiry")
def test_what_a_bank_only_asks_about_is_given_back_by_hand_which_ends_the_inquiry(till: Till) -> None:
    (charge,) = till.charges()
    assert (charge["dispute"], charge["refundable_minor"]) == ("inquiry", 5000)
    till.change(charge["id"], "refund").ok()
    assert stands(till) == ("refunded", 0, 5000)
    hear(till, CLOSED)
    assert disputed(till) == "closed"
    assert_sound(till)


@pytest.mark.usefixtures("inquiry")
def test_what_is_owed_while_a_bank_only_asks_goes_back_at_once(till: Till, visit: str) -> None:
    call_off(till, visit)
    tick(till)
    assert stands(till) == ("refunded", 0, 5000)
    assert till.taken() == 0
    assert_sound(till)


@pytest.mark.parametrize("told", [UPDATED, TAKEN])
def test_an_inquiry_that_becomes_a_dispute_holds_what_is_to_go_back(
    till: Till, visit: str, inquiry: str, told: str
) -> None:
    till.bank.server.levers.escalate_inquiry(inquiry)
    hear(till, told)
    hear(till, OPENED)  # once more, and late: it says that the bank asks
    assert disputed(till) == "open"
    (charge,) = till.charges()
    till.change(charge["id"], "refund").refused(409, "refund_too_large")
    call_off(till, visit)
    tick(till)
    assert stands(till) == ("succeeded", 5000, 0)
    decide(till, inquiry, "won")
    tick(till)
    assert stands(till) == ("refunded", 0, 5000)


def test_a_refund_that_meets_the_dispute_before_we_hear_of_it_waits_for_the_bank(
    till: Till, visit: str, inquiry: str
) -> None:
    till.bank.server.levers.escalate_inquiry(inquiry)
    call_off(till, visit)
    tick(till)
    assert stands(till) == ("succeeded", 5000, 0)
    assert disputed(till) == "open"
    decide(till, inquiry, "lost")
    tick(till)
    assert (stands(till), till.bank.made("refund")) == (("succeeded", 0, 0), [])


def test_an_inquiry_that_is_let_rest_leaves_the_money_with_the_clinic(till: Till, inquiry: str) -> None:
    decide(till, inquiry, "warning_closed")
    assert disputed(till) == "closed"
    (charge,) = till.charges()
    assert charge["refundable_minor"] == 5000
    assert till.taken() == 5000
