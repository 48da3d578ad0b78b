"""Each of Stripe's test cards does what https://docs.stripe.com/testing says of it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send, body_of

FEE = {"amount": 5000, "currency": "usd"}
HERE = {"return_url": "http://127.0.0.1/back"}


def type_card(send: Send, number: str) -> str:
    card = {"number": number, "exp_month": "12", "exp_year": "34", "cvc": "123"}
    fields = {"type": "card", "key": "pk_test_1"} | {f"card[{name}]": value for name, value in card.items()}
    return str(send("POST", "/v1/payment_methods", urlencode(fields))[1]["id"])


@pytest.mark.parametrize(
    ("number", "code", "decline_code"),
    [
        ("4000000000000002", "card_declined", "generic_decline"),
        ("4000000000009995", "card_declined", "insufficient_funds"),
        ("4000000000009987", "card_declined", "lost_card"),
        ("4000000000009979", "card_declined", "stolen_card"),
        ("4000000000000069", "expired_card", None),
        ("4000000000000127", "incorrect_cvc", None),
    ],
)
def test_a_refused_card_pays_nothing(api: Any, send: Send, number: str, code: str, decline_code: str | None) -> None:
    intent = api.payment_intents.create(FEE)
    with pytest.raises(stripe.CardError) as declined:
        api.payment_intents.confirm(intent.id, {"payment_method": type_card(send, number), **HERE})
    error = body_of(declined.value)
    assert (error.type, error.code, error.decline_code) == ("card_error", code, decline_code)
    assert error.payment_intent.status == "requires_payment_method"
    assert api.charges.retrieve(error.charge).failure_code == code


def test_a_card_that_fails_when_charged_can_be_kept(api: Any, send: Send, customer: str) -> None:
    method = type_card(send, "4000000000000341")
    assert api.payment_methods.attach(method, {"customer": customer}).customer == customer
    intent = api.payment_intents.create({**FEE, "customer": customer})
    with pytest.raises(stripe.CardError) as declined:
        api.payment_intents.confirm(intent.id, {"payment_method": method, "off_session": True})
    assert declined.value.code == "card_declined"


@pytest.mark.parametrize("number", ["4000002760003184", "4000002500003155"])
def test_a_card_that_its_bank_asks_about(api: Any, send: Send, number: str) -> None:
    intent = api.payment_intents.create(FEE)
    asked = {"payment_method": type_card(send, number), **HERE, "use_stripe_sdk": True}
    waiting = api.payment_intents.confirm(intent.id, asked)
    assert (waiting.status, waiting.next_action.type) == ("requires_action", "use_stripe_sdk")


def test_a_card_that_is_disputed_afterwards(api: Any, send: Send) -> None:
    intent = api.payment_intents.create(FEE)
    asked = {"payment_method": type_card(send, "4000000000000259"), **HERE}
    assert api.payment_intents.confirm(intent.id, asked).status == "succeeded"
    assert len(api.disputes.list().data) == 1


def test_a_detached_card_says_whose_it_was(api: Any, customer: str) -> None:
    method = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    api.payment_methods.detach(method.id)
    (event,) = api.events.list({"type": "payment_method.detached"}).data
    assert (event.data.object.id, event.data.object.customer) == (method.id, None)
    assert event.data.previous_attributes.to_dict() == {"customer": customer}


def test_a_choice_of_network_is_refused_rather_than_ignored(api: Any) -> None:
    card = {"token": "tok_visa", "networks": {"preferred": "visa"}}
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_methods.create({"type": "card", "card": card})
    assert refused.value.code == "not_in_the_local_stripe"


def test_an_unknown_card_can_not_be_detached(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="No such PaymentMethod") as missing:
        api.payment_methods.detach("pm_nothing")
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")


def test_a_card_that_was_detached_stays_readable_and_is_refused_a_second_time(api: Any, customer: str) -> None:
    method = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    api.payment_methods.detach(method.id)
    with pytest.raises(stripe.InvalidRequestError, match="not attached to a customer") as refused:
        api.payment_methods.detach(method.id)
    assert (refused.value.http_status, refused.value.code) == (400, None)
    assert api.payment_methods.retrieve(method.id).customer is None
    assert len(api.events.list({"type": "payment_method.detached"}).data) == 1


def test_a_customers_cards_are_listed_newest_first_and_nobody_elses(api: Any, customer: str) -> None:
    kept = [api.payment_methods.attach("pm_card_visa", {"customer": customer}).id for _ in range(2)]
    api.payment_methods.attach("pm_card_visa", {"customer": api.customers.create().id})
    assert [one.id for one in api.payment_methods.list({"customer": customer, "type": "card"}).data] == kept[::-1]
    assert [one.id for one in api.customers.payment_methods.list(customer).data] == kept[::-1]
    for lists, sent in (
        (api.payment_methods, {"customer": "cus_nothing"}), (api.customers.payment_methods, "cus_nothing"),
    ):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as missing:
            lists.list(sent)
        assert missing.value.code == "resource_missing"


def test_the_network_renews_a_card(api: Any, send: Send, server: StripeServer, customer: str) -> None:
    method = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    before = {"exp_month": method.card.exp_month, "exp_year": method.card.exp_year}
    lever = {"payment_method": method.id, "exp_month": before["exp_month"], "exp_year": before["exp_year"] + 4}
    assert send("POST", "/_control/cards", lever)[1]["card"]["exp_year"] == before["exp_year"] + 4
    assert api.payment_methods.retrieve(method.id).card.exp_year == before["exp_year"] + 4
    (event,) = api.events.list({"type": "payment_method.automatically_updated"}).data
    assert event.data.object.card.exp_year == before["exp_year"] + 4
    assert event.data.previous_attributes.to_dict() == {"card": {"exp_year": before["exp_year"]}}
    assert server.levers.renew_card(method.id, 1, 2040)["card"]["exp_month"] == 1
