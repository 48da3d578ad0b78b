from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

import pytest
import stripe

from tests.local.stripe.conftest import Send, body_of

GOOD = {"number": "4242 4242 4242 4242", "exp_month": "12", "exp_year": "34", "cvc": "123"}


def from_browser(send: Send, **card: str) -> tuple[int, Any]:
    fields = {"type": "card", "key": "pk_test_1"} | {f"card[{k}]": v for k, v in {**GOOD, **card}.items()}
    return send("POST", "/v1/payment_methods", urlencode(fields))


def test_a_browser_turns_a_number_into_a_payment_method_without_its_number(send: Send) -> None:
    status, method = from_browser(send)
    assert status == 200
    assert (method["card"]["last4"], method["card"]["brand"], method["card"]["exp_year"]) == (
        "4242", "visa", 2034,
    )  # fmt: skip
    assert "4242424242424242" not in str(method)


@pytest.mark.parametrize(
    ("card", "code"),
    [
        ({"number": "4242424242424241"}, "incorrect_number"),
        ({"number": "4111"}, "incorrect_number"),
        ({"exp_month": "13"}, "invalid_expiry_month"),
        ({"exp_year": "2020"}, "invalid_expiry_year"),
        ({"cvc": "12"}, "invalid_cvc"),
        ({"number": "4111111111111111"}, "card_declined"),
    ],
)
def test_it_refuses_a_card_that_can_not_be_one(send: Send, card: dict[str, str], code: str) -> None:
    status, body = from_browser(send, **card)
    assert (status, body["error"]["type"], body["error"]["code"]) == (402, "card_error", code)


def test_it_refuses_a_card_number_from_a_server(api: Any) -> None:
    card = {"number": "4242424242424242", "exp_month": 12, "exp_year": 2034, "cvc": "123"}
    with pytest.raises(stripe.InvalidRequestError, match="generally unsafe"):
        api.payment_methods.create({"type": "card", "card": card})


def test_a_server_makes_one_from_a_token(api: Any) -> None:
    assert api.payment_methods.create({"type": "card", "card": {"token": "tok_amex"}}).card.last4 == "0005"
    with pytest.raises(stripe.InvalidRequestError) as unknown:
        api.payment_methods.create({"type": "card", "card": {"token": "tok_gold"}})
    assert unknown.value.code == "resource_missing"


def test_google_pay_gives_a_card_with_a_wallet(api: Any) -> None:
    method = api.payment_methods.create({"type": "card", "card": {"token": "tok_google_pay"}})
    assert (method.card.last4, method.card.wallet.type) == ("4242", "google_pay")


def test_a_detached_card_is_gone_for_good(api: Any, customer: str) -> None:
    method = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    assert api.payment_methods.detach(method.id).customer is None
    assert api.payment_methods.list({"customer": customer}).data == []
    with pytest.raises(stripe.InvalidRequestError, match="not attached"):
        api.payment_methods.detach(method.id)
    with pytest.raises(stripe.InvalidRequestError, match="may not be used again"):
        api.payment_methods.attach(method.id, {"customer": customer})


def test_a_card_belongs_to_one_customer(api: Any, customer: str) -> None:
    method = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    with pytest.raises(stripe.InvalidRequestError, match="already been attached"):
        api.payment_methods.attach(method.id, {"customer": api.customers.create().id})


def test_a_card_that_declines_can_not_be_attached(api: Any, customer: str) -> None:
    with pytest.raises(stripe.CardError) as declined:
        api.payment_methods.attach("pm_card_visa_chargeDeclined", {"customer": customer})
    assert body_of(declined.value).decline_code == "generic_decline"
