"""What Stripe tells, late, twice or in no order, and what comes of it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import TUESDAY_TEN, accept, booked, cancel, cards_of, hold, join, later, visits
from tests.product import DANIEL, MAYA, Product


@pytest.fixture
def held(product: Product) -> Any:
    """Maya's, for Tuesday at ten."""
    join(product, MAYA)
    return hold(product, MAYA, TUESDAY_TEN).ok()


@pytest.fixture
def confirmed(product: Product, bank: Bank, held: Any) -> Any:
    """Stripe's word that the card is confirmed; the browser doesn't come back."""
    bank.confirm(accept(product, MAYA, held).ok()["client_secret"])
    return bank.event()


def effect(bank: Bank, event: Any) -> str:
    answer = bank.deliver(event).ok()
    assert list(answer) == ["effect"]
    return str(answer["effect"])


def test_it_books_when_the_browser_does_not_come_back(product: Product, bank: Bank, confirmed: Any) -> None:
    assert booked(product, MAYA) == []
    assert effect(bank, confirmed) == "booked"
    assert [visit["starts_at"] for visit in visits(product, MAYA)] == [TUESDAY_TEN]
    assert [card["last4"] for card in cards_of(product)] == ["4242"]


def test_the_same_event_twice_books_once(product: Product, bank: Bank, confirmed: Any) -> None:
    assert [effect(bank, confirmed), effect(bank, confirmed)] == ["booked", "booked"]
    (visit,) = visits(product, MAYA)
    rows = [row for row in product.audit_rows() if row["role"] == "stripe"]
    assert [(row["action"], row["subject"]) for row in rows] == [("appointment.book", visit["id"])]


def test_it_books_late_where_the_time_is_still_free(product: Product, bank: Bank, confirmed: Any) -> None:
    later(product, hours=2)
    product.tick()
    assert effect(bank, confirmed) == "booked"
    assert [visit["status"] for visit in visits(product, MAYA)] == ["booked"]


def test_it_takes_nothing_from_whoever_came_meanwhile(product: Product, bank: Bank, confirmed: Any) -> None:
    later(product, minutes=15)
    join(product, DANIEL)
    theirs = bank.book(DANIEL, TUESDAY_TEN)
    assert effect(bank, confirmed) == "taken"
    assert booked(product, MAYA) == []
    assert [(visit["id"], visit["status"]) for visit in visits(product, DANIEL)] == [(theirs, "booked")]


def test_it_does_not_book_what_the_patient_gave_up(product: Product, bank: Bank, held: Any, confirmed: Any) -> None:
    cancel(product, MAYA, held["appointment_id"], 0).ok()
    assert effect(bank, confirmed) == "taken"
    assert booked(product, MAYA) == []


def test_it_does_not_book_what_has_begun(product: Product, bank: Bank, confirmed: Any) -> None:
    later(product, days=2)
    assert effect(bank, confirmed) == "taken"
    assert booked(product, MAYA) == []


def test_the_intent_is_asked_and_not_the_event(product: Product, bank: Bank, held: Any) -> None:
    accept(product, MAYA, held).ok()
    created = bank.event("setup_intent.created")
    assert effect(bank, {**created, "type": "setup_intent.succeeded"}) == "none"
    assert booked(product, MAYA) == []


@pytest.mark.parametrize("kind", ["setup_intent.created", "setup_intent.setup_failed", "customer.created", "tax.rate"])
def test_what_it_does_not_know_it_takes_and_leaves(product: Product, bank: Bank, confirmed: Any, kind: str) -> None:
    assert effect(bank, {**confirmed, "type": kind}) == "none"
    assert booked(product, MAYA) == []


@pytest.mark.parametrize(
    "metadata",
    [
        {},
        {"clinic_id": "cln_nobodysclinic00000000"},
        {"clinic_id": "", "appointment_id": "apt_x"},
    ],
)
def test_an_unknown_clinic_is_left_alone(
    product: Product, bank: Bank, confirmed: Any, metadata: dict[str, str]
) -> None:
    assert effect(bank, about(confirmed, metadata=metadata)) == "none"


def test_an_unknown_appointment_is_left_alone(product: Product, bank: Bank, confirmed: Any) -> None:
    metadata = {**confirmed["data"]["object"]["metadata"], "appointment_id": "apt_00000000000000000000"}
    assert effect(bank, about(confirmed, metadata=metadata)) == "none"
    assert booked(product, MAYA) == []


def test_what_is_no_card_books_nothing(product: Product, bank: Bank, held: Any) -> None:
    bank.confirm_with_link(accept(product, MAYA, held).ok()["client_secret"])
    assert effect(bank, bank.event()) == "none"
    assert booked(product, MAYA) == []


def test_an_unknown_patient_is_left_alone(product: Product, bank: Bank, held: Any) -> None:
    started = product.call("payment_method", "POST", by=MAYA, body={}).ok()
    bank.confirm(started["client_secret"])
    bank.server.account.objects[started["setup_intent_id"]]["metadata"]["patient_id"] = "pat_00000000000000000000"
    assert effect(bank, bank.event()) == "none"


def test_an_unknown_intent_is_left_alone(product: Product, bank: Bank, confirmed: Any) -> None:
    assert effect(bank, about(confirmed, id="seti_nobodys")) == "none"


def test_a_wrong_signature_is_refused(product: Product, bank: Bank, confirmed: Any) -> None:
    refused = bank.deliver(confirmed, secret="whsec_other").refused(400, "untrusted_event")
    assert refused["detail"] == "Sign the body with the current secret."
    assert booked(product, MAYA) == []


def test_a_changed_body_is_refused(product: Product, bank: Bank, confirmed: Any) -> None:
    payload = json.dumps(confirmed).encode()
    forged = payload.replace(b"succeeded", b"Succeeded")
    http = {"method": "POST", "path": "", "queryString": "", "isBase64Encoded": False}
    signed = bank.signed(payload)
    product.send("stripe_webhook", {"http": {**http, "headers": signed, "body": forged.decode()}}).refused(
        400, "untrusted_event"
    )
    product.send("stripe_webhook", {"http": {**http, "headers": {}, "body": payload.decode()}}).refused(
        400, "untrusted_event"
    )


@pytest.mark.parametrize(("age", "status"), [(300, 200), (301, 400), (-300, 200), (-301, 400)])
def test_an_event_is_believed_for_five_minutes(bank: Bank, confirmed: Any, age: int, status: int) -> None:
    assert bank.deliver(confirmed, age=age).status == status


@pytest.mark.parametrize("payload", [b"", b"[]", b"null", b"{}", b'{"id": "evt_1", "data": {"object": 3}}'])
def test_a_body_that_is_no_event_is_refused(bank: Bank, payload: bytes) -> None:
    bank.post(payload).refused(400, "untrusted_event")


def test_with_stripe_down_it_asks_to_be_told_again(product: Product, bank: Bank, confirmed: Any) -> None:
    bank.fail("GET", "/v1/setup_intents/")
    bank.deliver(confirmed).refused(502, "vendor_unavailable")
    assert effect(bank, confirmed) == "booked"


def about(event: Any, **changed: Any) -> Any:
    """The same event about something else."""
    return {**event, "data": {"object": {**event["data"]["object"], **changed}}}
