"""One's own details and consents: seen, changed, and never over somebody else's change."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import join, later
from tests.product import DANIEL, MAYA, Product, Reply, details


@pytest.fixture(autouse=True)
def _patient(product: Product) -> None:
    join(product, MAYA)


def change(product: Product, version: int = 1, **changed: Any) -> Reply:
    body = {**details(MAYA, **changed), "version": version}
    del body["privacy_notice"]
    return product.call("profile", "PUT", by=MAYA, body=body)


def test_a_change_is_the_next_version(product: Product) -> None:
    before = product.call("profile", by=MAYA).ok()
    later(product, hours=1)
    changed = change(product, full_name="Maya Ortiz-Kim", phone="+16175550199").ok()
    assert changed == before | {"version": 2, "full_name": "Maya Ortiz-Kim", "phone": "+16175550199"}
    assert product.call("profile", by=MAYA).ok() == changed


def test_a_change_of_an_older_version_changes_nothing(product: Product) -> None:
    change(product, full_name="First").ok()
    refused = change(product, full_name="Second").refused(409, "stale_version")
    assert refused["detail"] == "Load it again and repeat your change."
    assert product.call("profile", by=MAYA).ok()["full_name"] == "First"
    change(product, version=3).refused(409, "stale_version")


def test_texts_keep_the_instant_they_were_first_agreed_to(product: Product) -> None:
    later(product, hours=1)
    assert change(product, texts=True).ok()["texts_at"] == "2027-03-01T14:00:00Z"


def test_texts_can_be_taken_back_and_agreed_to_anew(product: Product) -> None:
    later(product, hours=1)
    withdrawn = change(product, texts=False).ok()
    assert (withdrawn["texts_at"], withdrawn["privacy_notice_at"]) == (None, "2027-03-01T14:00:00Z")
    assert product.call("profile", by=MAYA).ok() == withdrawn
    later(product, hours=1)
    assert change(product, version=2, texts=True).ok()["texts_at"] == "2027-03-01T16:00:00Z"


def test_an_unknown_payer_is_named_and_nothing_changes(product: Product) -> None:
    refused = change(product, payer_id="pay_nobody", full_name="Other").refused(422, "invalid_field")
    assert (refused["field"], refused["detail"]) == (
        "payer_id", "Choose one of the payers that the clinic lists.",
    )  # fmt: skip
    assert product.call("profile", by=MAYA).ok()["full_name"] == "Maya Ortiz"


def test_the_privacy_notice_is_not_taken_back_here(product: Product) -> None:
    body = {**details(MAYA, privacy_notice=False), "version": 1}
    refused = product.call("profile", "PUT", by=MAYA, body=body).refused(422, "invalid_field")
    assert refused["field"] == "privacy_notice"


def test_an_address_that_changed_at_sign_in_is_kept_with_the_next_change(product: Product) -> None:
    moved = type(MAYA)(MAYA.uid, "maya@new.example")
    assert product.call("profile", by=moved).ok()["email"] == MAYA.email
    body = {**details(MAYA), "version": 1}
    del body["privacy_notice"]
    assert product.call("profile", "PUT", by=moved, body=body).ok()["email"] == "maya@new.example"


def test_who_is_no_patient_has_no_profile(product: Product) -> None:
    product.call("profile", by=DANIEL).refused(403, "forbidden")
