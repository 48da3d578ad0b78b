"""The public page: what anyone may know, and nothing of what stays inside."""

from __future__ import annotations

from local.demo.practice import CLINIC_ID
from tests.functions.steps import ACNE, change_type, publish
from tests.product import JOHNSON, Product, Reply


def page(product: Product) -> Reply:
    """By its public name alone."""
    http = {"method": "GET", "path": "", "headers": {}, "queryString": "slug=harbor-dermatology", "body": ""}
    return product.send("clinic", {"http": http})


def test_it_tells_where_the_clinic_is_and_how_to_reach_it(product: Product) -> None:
    shown = page(product).ok()
    del shown["providers"], shown["appointment_types"], shown["payers"], shown["policy"]
    assert shown == {
        "id": CLINIC_ID,
        "slug": "harbor-dermatology",
        "name": "Harbor Dermatology",
        "address": "210 Commercial Street, Suite 4, Boston, MA 02109",
        "phone": "+16175550142",
        "phone_hours": "Monday to Friday, 8:00 AM to 6:00 PM",
        "zone": "America/New_York",
        "currency": "usd",
        "stripe_account": None,
    }


def test_it_names_who_can_be_seen_and_not_when_they_work(product: Product) -> None:
    first = page(product).ok()["providers"][0]
    assert first == {
        "id": "prv_johnson0000000000000",
        "name": "Dr. Johnson",
        "title": "Dermatologist",
        "zone": "America/New_York",
    }


def test_it_offers_each_type_with_its_price_and_what_is_paid_in_advance(product: Product) -> None:
    offered = {kind["id"]: kind for kind in page(product).ok()["appointment_types"]}
    assert len(offered) == 10
    assert offered["typ_filler"] == {
        "id": "typ_filler",
        "name": "Filler",
        "description": "Volume and lines, after a talk about what you want.",
        "category": "cosmetic",
        "duration_minutes": 45,
        "price_minor": 65000,
        "deposit_minor": 10000,
        "may_prepay": False,
        "provider_ids": ["prv_johnson0000000000000", "prv_chen0000000000000000"],
    }
    assert [kind for kind in offered.values() if {"step_minutes", "version", "active"} & kind.keys()] == []


def test_a_retired_type_is_gone_from_the_page(product: Product) -> None:
    change_type(product, ACNE, active=False).ok()
    offered = [kind["id"] for kind in page(product).ok()["appointment_types"]]
    assert len(offered) == 9
    assert ACNE not in offered


def test_it_says_which_payers_bar_fees(product: Product) -> None:
    assert [payer["id"] for payer in page(product).ok()["payers"] if payer["bars_fees"]] == ["pay_masshealth"]
    publish(product, barred_payers=["pay_masshealth", "pay_medicare"])
    barred = [payer["id"] for payer in page(product).ok()["payers"] if payer["bars_fees"]]
    assert barred == ["pay_medicare", "pay_masshealth"]


def test_it_shows_the_policy_in_use(product: Product) -> None:
    publish(product, grace_minutes=30)
    shown = page(product).ok()["policy"]
    assert shown == product.call("policy", by=JOHNSON).ok()["current"]
    assert (shown["version"], shown["grace_minutes"]) == (2, 30)


def test_an_unknown_name_is_not_found(product: Product) -> None:
    for slug in ("harbor-dermatolog", "harbor-dermatology-2"):
        http = {"method": "GET", "path": "", "headers": {}, "queryString": f"slug={slug}", "body": ""}
        problem = product.send("clinic", {"http": http}).refused(404, "not_found")
        assert problem["detail"] == "It is gone, or it is not yours."
