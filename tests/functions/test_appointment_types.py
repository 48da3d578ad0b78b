"""What can be booked: added, changed, retired, and what patients then see."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import ACNE, CHENS_ID, JOHNSONS_ID, TUESDAY_TEN, change_type, hold, join, show_month, starts
from tests.product import JOHNSON, MAYA, PRIYA, Product, Reply

WART = {
    "name": "Wart removal",
    "description": "One visit is often enough.",
    "category": "medical",
    "duration_minutes": 20,
    "price_minor": 12500,
    "deposit_minor": 2500,
    "may_prepay": True,
    "step_minutes": 20,
    "buffer_before_minutes": 5,
    "buffer_after_minutes": None,
    "provider_ids": [JOHNSONS_ID],
}


def add(product: Product, **changed: Any) -> Reply:
    return product.call("appointment_types", "POST", by=JOHNSON, body={**WART, **changed})


def listed(product: Product) -> Any:
    return product.call("appointment_types", by=PRIYA).ok()["appointment_types"]


def test_the_team_sees_each_type_with_all_that_belongs_to_it(product: Product) -> None:
    filler = next(kind for kind in listed(product) if kind["id"] == "typ_filler")
    assert filler == {
        "id": "typ_filler",
        "version": 1,
        "active": True,
        "name": "Filler",
        "description": "Volume and lines, after a talk about what you want.",
        "category": "cosmetic",
        "duration_minutes": 45,
        "price_minor": 65000,
        "deposit_minor": 10000,
        "may_prepay": False,
        "step_minutes": None,
        "buffer_before_minutes": None,
        "buffer_after_minutes": None,
        "provider_ids": [JOHNSONS_ID, CHENS_ID],
    }


def test_a_new_type_can_be_booked(product: Product) -> None:
    added = add(product).ok()["appointment_types"]
    assert added == listed(product)
    assert added[-1] == {"id": added[-1]["id"], "version": 1, "active": True, **WART}
    assert starts(product, added[-1]["id"], "2027-03-02")[:3] == ["14:00", "14:20", "14:40"]
    join(product, MAYA)
    held = hold(product, MAYA, "2027-03-02T14:20:00Z", kind=added[-1]["id"]).ok()
    assert held["ends_at"] == "2027-03-02T14:40:00Z"


def test_a_change_is_the_next_version_of_that_type_alone(product: Product) -> None:
    before = listed(product)
    changed = change_type(product, ACNE, duration_minutes=60, price_minor=15000).ok()["appointment_types"]
    assert [kind for kind in changed if kind["id"] != ACNE] == [kind for kind in before if kind["id"] != ACNE]
    acne = next(kind for kind in changed if kind["id"] == ACNE)
    assert (acne["version"], acne["duration_minutes"], acne["price_minor"]) == (2, 60, 15000)
    assert starts(product, ACNE, "2027-03-02", JOHNSONS_ID)[-1] == "21:00"


def test_a_retired_type_can_be_brought_back(product: Product) -> None:
    change_type(product, ACNE, active=False).ok()
    assert next(kind for kind in listed(product) if kind["id"] == ACNE)["active"] is False
    join(product, MAYA)
    assert hold(product, MAYA, TUESDAY_TEN).refused(422, "invalid_field")["field"] == "appointment_type_id"
    change_type(product, ACNE, active=True).ok()
    assert hold(product, MAYA, TUESDAY_TEN).ok()["starts_at"] == TUESDAY_TEN


def test_a_type_can_be_taken_over_by_another_provider(product: Product) -> None:
    change_type(product, ACNE, provider_ids=[CHENS_ID]).ok()
    (day,) = show_month(product, ACNE, "2027-03-02")["days"]
    assert {slot["provider_id"] for slot in day["slots"]} == {CHENS_ID}
    join(product, MAYA)
    assert hold(product, MAYA, TUESDAY_TEN).refused(422, "invalid_field")["field"] == "provider_id"


def test_a_change_of_an_older_version_changes_nothing(product: Product) -> None:
    change_type(product, ACNE, price_minor=1).ok()
    change_type(product, ACNE, version=1, price_minor=2).refused(409, "stale_version")
    assert next(kind for kind in listed(product) if kind["id"] == ACNE)["price_minor"] == 1


def test_an_unknown_type_is_not_found(product: Product) -> None:
    body = {**WART, "appointment_type_id": "typ_nothing", "version": 1, "active": True}
    product.call("appointment_types", "PUT", by=JOHNSON, body=body).refused(404, "not_found")


@pytest.mark.parametrize(
    ("changed", "field", "detail"),
    [
        (
            {"provider_ids": [JOHNSONS_ID, "prv_nobody"]},
            "provider_ids.1",
            "Choose one of the clinic's providers.",
        ),
        ({"provider_ids": [CHENS_ID, CHENS_ID]}, "provider_ids.1", "Name each provider once."),
        ({"provider_ids": []}, "provider_ids", None),
        ({"duration_minutes": 0}, "duration_minutes", None),
        ({"duration_minutes": 32}, "duration_minutes", None),
        ({"duration_minutes": 725}, "duration_minutes", None),
        ({"step_minutes": 12}, "step_minutes", None),
        ({"buffer_after_minutes": -5}, "buffer_after_minutes", None),
        ({"price_minor": -1}, "price_minor", None),
        ({"category": "other"}, "category", None),
        ({"name": ""}, "name", None),
        ({"id": "typ_mine"}, "id", "This is not a field you can send. Leave it out."),
    ],
)
def test_it_names_the_field_at_fault(product: Product, changed: dict[str, Any], field: str, detail: str | None) -> None:
    refused = add(product, **changed).refused(422, "invalid_field")
    assert refused["field"] == field
    assert detail in {None, refused["detail"]}
    assert len(listed(product)) == 10
