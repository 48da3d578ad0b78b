"""What goes wrong at Stripe is told apart: worth another try, or not."""

from __future__ import annotations

import socket
import time
from typing import Any

import pytest
import stripe

from common.domain.vendor_errors import CardDeclinedError, VendorError
from common.integrations.stripe import client
from common.integrations.stripe.cards import StripeCards
from common.integrations.stripe.client import open_client
from common.integrations.stripe.errors import stripe_errors, vendor_error
from local.stripe.faults import Fault
from local.stripe.server import StripeServer
from tests.integrations.stripe.conftest import CLINIC, PATIENT

pytestmark = pytest.mark.usefixtures("no_pause")


@pytest.fixture
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause before the library's second try, which is its own affair."""
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.0)


def create(cards: StripeCards, key: str = "k") -> str:
    return cards.create_customer(clinic_id=CLINIC, patient_id=PATIENT, idempotency_key=key)


def made(server: StripeServer) -> int:
    return len(list(server.account.newest("customer")))


@pytest.mark.parametrize("kind", ["500", "503", "409", "lost_reply"])
def test_one_bad_moment_is_bridged_with_one_effect(cards: StripeCards, server: StripeServer, kind: str) -> None:
    server.api.faults.add(Fault("POST", "/v1/customers", kind))
    assert create(cards).startswith("cus_")
    assert made(server) == 1


@pytest.mark.parametrize(
    ("kind", "permanent"), [("503", False), ("429", False), ("403", False), ("401", False), ("400", True)]
)
def test_a_lasting_refusal_says_whether_to_come_back(
    cards: StripeCards, server: StripeServer, kind: str, *, permanent: bool
) -> None:
    server.api.faults.add(Fault("POST", "/v1/customers", kind, times=2))
    with pytest.raises(VendorError) as refused:
        create(cards)
    assert refused.value.permanent is permanent
    assert made(server) == 0


def test_a_reply_lost_twice_is_found_by_asking_again_later(cards: StripeCards, server: StripeServer) -> None:
    server.api.faults.add(Fault("POST", "/v1/customers", "lost_reply", times=2))
    with pytest.raises(VendorError) as lost:
        create(cards)
    assert lost.value.permanent is False
    assert create(cards).startswith("cus_")
    assert made(server) == 1


def test_a_wrong_key_is_worth_another_try_once_somebody_has_mended_it(server: StripeServer) -> None:
    with pytest.raises(VendorError) as refused:
        create(StripeCards(open_client("rk_wrong_test_key", server.url)))
    assert refused.value.permanent is False


def test_what_stripe_broke_off_and_would_repeat_for_a_day_is_made_with_the_next_key(
    cards: StripeCards, server: StripeServer
) -> None:
    server.api.faults.add(Fault("POST", "/v1/customers", "kept_500"))
    found = create(cards)
    assert made(server) == 1
    assert create(cards) == found
    assert made(server) == 1


def test_a_stripe_that_breaks_off_each_time_is_asked_with_three_keys_at_most(
    cards: StripeCards, server: StripeServer
) -> None:
    server.api.faults.add(Fault("POST", "/v1/customers", "kept_500", times=100))
    with pytest.raises(VendorError) as refused:
        create(cards)
    assert refused.value.permanent is False
    assert len({call.idempotency_key for call in server.api.captured}) == 3


def test_a_card_that_stripe_would_not_let_go_is_not_called_forgotten(cards: StripeCards, server: StripeServer) -> None:
    v1 = open_client("sk_test_1", server.url).v1
    method = v1.payment_methods.attach("pm_card_visa", {"customer": create(cards)}).id
    server.api.faults.add(Fault("POST", f"/v1/payment_methods/{method}/detach", "400"))
    with pytest.raises(VendorError) as refused:
        cards.detach_card(method)
    assert refused.value.permanent is True


def test_nobody_there_is_worth_another_try() -> None:
    with pytest.raises(VendorError) as nobody:
        create(StripeCards(open_client("sk_test_1", "http://127.0.0.1:1")))
    assert (nobody.value.code, nobody.value.permanent) == ("APIConnectionError", False)


def test_a_call_can_not_take_longer_than_eight_seconds() -> None:
    tries = client._RETRIES + 1
    pauses = client._RETRIES * 0.5  # Stripe's library waits half a second before its second try
    assert tries * (client._CONNECT_SECONDS + client._READ_SECONDS) + pauses <= 8


def test_a_silent_stripe_is_given_up_after_the_second_try(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(client, "_READ_SECONDS", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        began = time.monotonic()
        with pytest.raises(VendorError) as silence:
            create(StripeCards(open_client("sk_test_1", f"http://127.0.0.1:{port}")))
    assert silence.value.permanent is False
    assert 0.4 <= time.monotonic() - began < 2


def test_a_live_key_never_leaves_for_another_address() -> None:
    with pytest.raises(ValueError, match="test keys only"):
        open_client("sk_live_1", "http://127.0.0.1:1")
    open_client("sk_live_1")  # Stripe's own address is fine


def test_a_decline_carries_what_the_patient_may_read(server: StripeServer) -> None:
    v1 = open_client("sk_test_1", server.url).v1
    with pytest.raises(CardDeclinedError) as declined, stripe_errors():
        v1.payment_intents.create(
            {
                "amount": 5000,
                "currency": "usd",
                "payment_method": "pm_card_authenticationRequired",
                "confirm": True,
                "off_session": True,
            }
        )
    assert declined.value.decline_code == "authentication_required"
    assert declined.value.message.startswith("Your card was declined.")
    assert str(declined.value) == "stripe: authentication_required"


def test_an_error_without_a_body_still_has_a_code() -> None:
    error = vendor_error(stripe.APIError("gone"))
    assert (error.code, error.permanent, error.message) == ("APIError", False, "gone")


def test_a_decline_without_a_code_is_a_decline() -> None:
    made: Any = stripe.CardError
    assert vendor_error(made("no", None, None)).code == "card_error"
