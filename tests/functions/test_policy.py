"""The cancellation policy: published in versions, none of which ever changes."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import NEXT_TUESDAY_TEN, TUESDAY_TEN, hold, join, later, publish
from tests.product import CHEN, JOHNSON, MAYA, PRIYA, RUTH, Product, Reply

FIFTY = {"kind": "amount", "value": 5000}
HALF = {"kind": "percent", "value": 50}


def draft(product: Product, **changed: Any) -> Reply:
    body = {"version": 1, "tiers": [], "no_show_fee": FIFTY, "grace_minutes": 0, **changed}
    return product.call("policy", "POST", by=JOHNSON, body=body)


def test_it_shows_the_version_in_use(product: Product) -> None:
    shown = product.call("policy", by=PRIYA).ok()
    assert shown["versions"] == [shown["current"]]
    assert shown["current"] == {
        "version": 1,
        "hash": shown["current"]["hash"],
        "currency": "usd",
        "tiers": [{"hours_before": 24, "fee": FIFTY}],
        "no_show_fee": {"kind": "amount", "value": 10000},
        "grace_minutes": 15,
        "barred_payers": ["pay_masshealth"],
        "published_at": "2027-03-01T14:00:00Z",
        "overrides": [],
        "cap": None,
        "move_hours": 0,
        "no_shows": {"grace_minutes": 0, "charge_after_hours": 0, "unattended": "leave"},
    }
    assert len(shown["current"]["hash"]) == 64


def test_the_next_version_leaves_the_first_as_it_was(product: Product) -> None:
    first = product.call("policy", by=CHEN).ok()["current"]
    later(product, hours=1)
    tiers = [{"hours_before": 48, "fee": HALF}, {"hours_before": 24, "fee": {"kind": "percent", "value": 100}}]
    body = {"version": 1, "tiers": tiers, "no_show_fee": HALF, "grace_minutes": 60, "barred_payers": ["pay_medicare"]}
    published = product.call("policy", "POST", by=CHEN, body=body).ok()
    assert published["versions"] == [published["current"], first]
    assert published["current"] == {
        "version": 2,
        "hash": published["current"]["hash"],
        "currency": "usd",
        "tiers": tiers,
        "no_show_fee": HALF,
        "grace_minutes": 60,
        "barred_payers": ["pay_masshealth", "pay_medicare"],
        "published_at": "2027-03-01T15:00:00Z",
        "overrides": [],
        "cap": None,
        "move_hours": 0,
        "no_shows": {"grace_minutes": 0, "charge_after_hours": 0, "unattended": "leave"},
    }
    assert published["current"]["hash"] != first["hash"]
    assert product.call("policy", by=JOHNSON).ok() == published


def test_medicaid_cannot_be_taken_off(product: Product) -> None:
    assert draft(product, barred_payers=[]).ok()["current"]["barred_payers"] == ["pay_masshealth"]
    join(product, RUTH)
    assert hold(product, RUTH, TUESDAY_TEN).ok()["receipt"]["barred"] is True


def test_whoever_read_an_older_version_is_told_to_read_again(product: Product) -> None:
    draft(product).ok()
    draft(product, grace_minutes=5).refused(409, "stale_version")
    assert product.call("policy", by=PRIYA).ok()["current"]["grace_minutes"] == 0


@pytest.mark.parametrize(
    ("changed", "field", "detail"),
    [
        (
            {"tiers": [{"hours_before": 24, "fee": FIFTY}, {"hours_before": 48, "fee": HALF}]},
            "tiers.1.hours_before",
            "This step starts before the one above it. Use less than 24 hours.",
        ),
        (
            {"tiers": [{"hours_before": 24, "fee": FIFTY}, {"hours_before": 24, "fee": HALF}]},
            "tiers.1.hours_before",
            "This step starts before the one above it. Use less than 24 hours.",
        ),
        ({"tiers": [{"hours_before": 0, "fee": FIFTY}]}, "tiers.0.hours_before", None),
        (
            {"tiers": [{"hours_before": 24, "fee": {"kind": "percent", "value": 101}}]},
            "tiers.0.fee",
            "Use 100 percent or less.",
        ),
        ({"no_show_fee": {"kind": "percent", "value": 200}}, "no_show_fee", "Use 100 percent or less."),
        ({"no_show_fee": {"kind": "amount", "value": -1}}, "no_show_fee.value", None),
        ({"grace_minutes": 1441}, "grace_minutes", None),
        (
            {"barred_payers": ["pay_medicare", "pay_nobody"]},
            "barred_payers.1",
            "Choose one of the payers that the clinic lists.",
        ),
    ],
)
def test_it_names_the_step_at_fault(product: Product, changed: dict[str, Any], field: str, detail: str | None) -> None:
    refused = draft(product, **changed).refused(422, "invalid_field")
    assert refused["field"] == field
    assert detail in {None, refused["detail"]}
    assert product.call("policy", by=PRIYA).ok()["current"]["version"] == 1


def test_it_holds_for_whoever_holds_a_time_from_now_on(product: Product) -> None:
    join(product, MAYA)
    before = hold(product, MAYA, TUESDAY_TEN).ok()["receipt"]
    publish(product, tiers=[{"hours_before": 48, "fee": HALF}], grace_minutes=0)
    after = hold(product, MAYA, NEXT_TUESDAY_TEN).ok()["receipt"]
    assert (before["policy_version"], after["policy_version"]) == (1, 2)
    assert after["sentence"] == "Free to cancel until Sun, Mar 7, 10:00 AM EST. After that: $70."


def test_the_same_time_held_again_under_a_new_policy_is_another_hold(product: Product) -> None:
    join(product, MAYA)
    before = hold(product, MAYA, TUESDAY_TEN).ok()
    publish(product, tiers=[])
    after = hold(product, MAYA, TUESDAY_TEN).ok()
    assert after["appointment_id"] != before["appointment_id"]
    assert after["receipt"]["sentence"] == "Free to cancel at any time before the visit."
