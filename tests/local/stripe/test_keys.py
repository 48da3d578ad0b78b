"""A browser's key opens nothing but the intent whose client secret it holds."""

from __future__ import annotations

import base64
from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send, open_library

BROWSER = {"authorization": "Bearer pk_test_1"}


@pytest.fixture
def intent(api: Any, customer: str) -> Any:
    return api.setup_intents.create({"customer": customer, "metadata": {"patient_id": "pt_1"}})


@pytest.mark.parametrize("key", ["sk_live_real", "whatever", "pk_live_real"])
def test_it_takes_test_keys_only(server: StripeServer, key: str) -> None:
    with pytest.raises(stripe.AuthenticationError):
        open_library(server, key).customers.create()


def test_it_asks_for_a_key(send: Send) -> None:
    assert send("GET", "/v1/events")[0] == 401


def test_a_key_may_come_as_basic_authentication(send: Send) -> None:
    encoded = base64.b64encode(b"sk_test_1:").decode()
    assert send("GET", "/v1/events", authorization=f"Basic {encoded}")[0] == 200
    assert send("GET", "/v1/events", authorization="Basic !")[0] == 401


@pytest.mark.parametrize(
    ("method", "path"),
    [("POST", "/v1/customers"), ("POST", "/v1/setup_intents"), ("GET", "/v1/events"),
     ("GET", "/v1/payment_methods"), ("POST", "/v1/refunds")],
)  # fmt: skip
def test_a_publishable_key_may_not_do_what_a_server_does(send: Send, method: str, path: str) -> None:
    status, body = send(method, path, **BROWSER)
    assert (status, body["error"]["code"]) == (401, "secret_key_required")


def test_a_browser_reads_its_own_intent_without_customer_and_metadata(send: Send, intent: Any) -> None:
    path = f"/v1/setup_intents/{intent.id}"
    status, body = send("GET", f"{path}?client_secret={intent.client_secret}", **BROWSER)
    assert (status, body["id"]) == (200, intent.id)
    assert not {"customer", "metadata"} & body.keys()


def test_a_browser_with_another_secret_finds_nothing(send: Send, api: Any, intent: Any) -> None:
    other = api.setup_intents.create().client_secret
    for query in ("", f"?client_secret={other}"):
        status, body = send("GET", f"/v1/setup_intents/{intent.id}{query}", **BROWSER)
        assert (status, body["error"]["code"]) == (404, "resource_missing")
    form = f"client_secret={other}&payment_method=pm_card_visa"
    assert send("POST", f"/v1/setup_intents/{intent.id}/confirm", form, **BROWSER)[0] == 404
    assert api.setup_intents.retrieve(intent.id).status == "requires_payment_method"


def test_a_browser_confirms_with_its_secret(send: Send, api: Any, intent: Any) -> None:
    form = f"client_secret={intent.client_secret}&payment_method=pm_card_visa"
    status, body = send("POST", f"/v1/setup_intents/{intent.id}/confirm", form, **BROWSER)
    assert (status, body["status"]) == (200, "succeeded")
    assert api.setup_intents.retrieve(intent.id).status == "succeeded"


def test_a_declined_browser_sees_the_intent_in_the_error_without_customer(send: Send, intent: Any) -> None:
    form = f"client_secret={intent.client_secret}&payment_method=pm_card_visa_chargeDeclined"
    status, body = send("POST", f"/v1/setup_intents/{intent.id}/confirm", form, **BROWSER)
    assert (status, body["error"]["type"], body["error"]["decline_code"]) == (
        402, "card_error", "generic_decline",
    )  # fmt: skip
    assert "customer" not in body["error"]["setup_intent"]


def test_the_banks_dialog_needs_the_secret_too(send: Send, intent: Any) -> None:
    form = f"intent={intent.id}&client_secret=guess&outcome=complete&key=pk_test_1"
    assert send("POST", "/v1/3ds2/authenticate", form)[0] == 404


def test_an_unknown_path_is_none(send: Send) -> None:
    assert send("GET", "/v1/nothing", authorization="Bearer sk_test_1")[0] == 404
    assert send("GET", "/nothing")[0] == 404
    assert send("GET", "/_browser/../server.py")[0] == 404
