"""Between the hold and the booking the world moves on: policies, prices, hours, and the ten minutes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import (
    ACNE,
    JOHNSONS_ID,
    TUESDAY_TEN,
    accept,
    change_day,
    change_type,
    hold,
    hours_of,
    join,
    later,
    publish,
    starts,
    visits,
)
from tests.product import DANIEL, MAYA, Product


@pytest.fixture
def held(product: Product) -> Any:
    """Maya's, for Tuesday at ten."""
    join(product, MAYA)
    return hold(product, MAYA, TUESDAY_TEN).ok()


def test_another_policy_than_the_one_shown_is_not_accepted(product: Product, held: Any) -> None:
    refused = accept(product, MAYA, held, policy_hash="0" * 64).refused(409, "policy_changed")
    assert refused["detail"] == "Read the policy that was shown with your hold, and accept that one."
    assert accept(product, MAYA, held).ok()["status"] == "needs_card"


def test_a_hold_keeps_the_policy_it_was_made_under(product: Product, bank: Bank, held: Any) -> None:
    newer = publish(product, no_show_fee={"kind": "amount", "value": 20000})
    accept(product, MAYA, held, policy_version=2, policy_hash=newer["hash"]).refused(409, "policy_changed")
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    accept(product, MAYA, held).ok()
    (visit,) = visits(product, MAYA)
    assert visit["receipt"] == held["receipt"]


def test_a_price_that_changed_after_the_hold_changes_nothing(product: Product, bank: Bank, held: Any) -> None:
    change_type(product, ACNE, price_minor=99900, active=False).ok()
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    assert accept(product, MAYA, held).ok()["status"] == "booked"
    assert visits(product, MAYA)[0]["price_minor"] == 14000


def test_hours_that_closed_after_the_hold_leave_it_booked_and_point_it_out(
    product: Product, bank: Bank, held: Any
) -> None:
    change_day(product, "closed", "2027-03-02", "09:00", "12:00")
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    assert accept(product, MAYA, held).ok()["status"] == "booked"
    outside = hours_of(product)["outside"]
    assert outside == [{"starts_at": TUESDAY_TEN, "ends_at": "2027-03-02T15:30:00Z"}]


def test_a_hold_that_ran_out_still_books_where_nobody_came(product: Product, bank: Bank, held: Any) -> None:
    secret = accept(product, MAYA, held).ok()["client_secret"]
    bank.confirm(secret)
    later(product, minutes=12)
    product.tick()
    assert accept(product, MAYA, held).ok()["status"] == "booked"
    assert [visit["status"] for visit in visits(product, MAYA)] == ["booked"]
    assert "15:00" not in starts(product, ACNE, "2027-03-02", JOHNSONS_ID)


def test_whoever_accepts_after_the_ten_minutes_gets_a_new_intent(product: Product, bank: Bank, held: Any) -> None:
    first = accept(product, MAYA, held).ok()["client_secret"]
    later(product, minutes=12)
    assert [product.tick()["done"], product.enforce()["done"]] == [1, 1]
    assert bank.status(first) == "canceled"
    second = accept(product, MAYA, held).ok()["client_secret"]
    assert second != first
    bank.confirm(second)
    assert accept(product, MAYA, held).ok()["status"] == "booked"


def test_a_visit_that_has_begun_is_not_booked_any_more(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    later(product, hours=25)
    refused = accept(product, MAYA, held).refused(409, "slot_taken")
    assert [slot["starts_at"] > "2027-03-02T17" for slot in refused["nearest"]] == [True] * 3


def test_a_hold_that_ran_out_and_went_to_another_is_refused_with_what_is_near(
    product: Product, bank: Bank, held: Any
) -> None:
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    later(product, minutes=12)
    join(product, DANIEL)
    hold(product, DANIEL, TUESDAY_TEN).ok()
    refused = accept(product, MAYA, held).refused(409, "slot_taken")
    assert [slot["starts_at"] for slot in refused["nearest"]] == [
        "2027-03-02T14:30:00Z", "2027-03-02T15:30:00Z", "2027-03-02T14:15:00Z",
    ]  # fmt: skip
    assert visits(product, MAYA) == []
