"""Becoming a patient: once, under the address that was proven."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import TUESDAY_TEN, hold, join, later
from tests.product import CHEN, MAYA, PRIYA, Product, Reply, details


def sign_up(product: Product, *, key: str | None = None, **changed: Any) -> Reply:
    return product.call("sign_up", "POST", by=MAYA, body=details(MAYA, **changed), key=key)


def test_it_answers_with_what_was_given_and_when_consent_was(product: Product) -> None:
    joined = sign_up(product).ok()
    assert joined == {
        "patient_id": joined["patient_id"],
        "version": 1,
        "full_name": "Maya Ortiz",
        "email": "maya.ortiz@example.com",
        "phone": "+16175550168",
        "date_of_birth": "1992-06-14",
        "payer_id": "pay_aetna",
        "privacy_notice_at": "2027-03-01T14:00:00Z",
        "texts_at": "2027-03-01T14:00:00Z",
    }
    assert joined["patient_id"].startswith("pat_")
    assert product.call("profile", by=MAYA).ok() == joined


def test_texts_are_the_patients_choice(product: Product) -> None:
    assert sign_up(product, texts=False).ok()["texts_at"] is None


def test_without_the_privacy_notice_nobody_joins(product: Product) -> None:
    refused = sign_up(product, privacy_notice=False).refused(422, "invalid_field")
    assert refused["field"] == "privacy_notice"
    product.call("profile", by=MAYA).refused(403, "forbidden")


def test_the_same_person_again_stays_as_they_were(product: Product) -> None:
    first = sign_up(product).ok()
    later(product, hours=1)
    assert sign_up(product, full_name="Someone Else", texts=False).ok() == first
    assert product.call("profile", by=MAYA).ok() == first


def test_a_lost_reply_is_given_again_as_it_was(product: Product) -> None:
    first = sign_up(product, key="one-key-for-both-tries").ok()
    later(product, minutes=5)
    assert sign_up(product, key="one-key-for-both-tries").ok() == first


@pytest.mark.parametrize(
    ("field", "value", "detail"),
    [
        ("payer_id", "pay_nobody", "Choose one of the payers that the clinic lists."),
        ("phone", "617-555-0168", "This does not have the right form."),
        ("date_of_birth", "14.6.1992", "This does not have the right form."),
        ("date_of_birth", "1992-02-30", "Day is out of range for month."),
        ("full_name", " ", None),
        ("full_name", "Maya\u202eOrtiz", "Remove invisible or control characters."),
        ("email", "other@example.com", "This is not a field you can send. Leave it out."),
    ],
)
def test_it_names_the_field_at_fault(product: Product, field: str, value: str, detail: str | None) -> None:
    refused = sign_up(product, **{field: value}).refused(422, "invalid_field")
    assert refused["field"] == field
    assert detail in {None, refused["detail"]}
    assert value not in refused["detail"].strip() or not value.strip()


@pytest.mark.parametrize("name", ["Zoë Nuñez-O'Brien", "李小龍", "محمد", "Nguyễn Thị Minh Khai"])
def test_names_of_all_the_world_are_kept_as_they_are_written(product: Product, name: str) -> None:
    assert sign_up(product, full_name=name).ok()["full_name"] == name
    assert product.call("profile", by=MAYA).ok()["full_name"] == name


def test_somebody_of_the_team_can_be_a_patient_too(product: Product) -> None:
    joined = join(product, PRIYA, full_name="Priya Raman")
    assert product.call("profile", by=PRIYA).ok() == joined
    assert hold(product, PRIYA, TUESDAY_TEN).ok()["starts_at"] == TUESDAY_TEN
    listed = product.call("appointment_types", by=PRIYA).ok()["appointment_types"]
    assert len(listed) == 10


def test_a_provider_who_joined_is_still_the_provider(product: Product) -> None:
    join(product, CHEN, full_name="Lin Chen")
    query = {"provider_id": "prv_chen0000000000000000"}
    assert product.call("availability", by=CHEN, query=query).ok()["version"] == 1
