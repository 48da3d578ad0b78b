from __future__ import annotations

from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send, body_of

CARDS_ONLY = {"automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}


@pytest.fixture
def intent(api: Any, customer: str) -> Any:
    return api.setup_intents.create({"customer": customer, "usage": "off_session", **CARDS_ONLY})


def test_it_waits_for_a_payment_method(intent: Any) -> None:
    assert (intent.status, intent.usage) == ("requires_payment_method", "off_session")
    assert intent.client_secret.startswith(f"{intent.id}_secret_")


def test_a_good_card_succeeds_and_is_attached_to_the_customer(api: Any, intent: Any, customer: str) -> None:
    done = api.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa", "expand": ["payment_method"]})
    assert (done.status, done.payment_method.card.last4) == ("succeeded", "4242")
    assert done.payment_method.customer == customer
    assert [pm.id for pm in api.payment_methods.list({"customer": customer, "type": "card"}).data] == [
        done.payment_method.id
    ]
    assert [pm.id for pm in api.customers.payment_methods.list(customer).data] == [done.payment_method.id]


@pytest.mark.parametrize(
    ("card", "decline_code"),
    [("visa_chargeDeclined", "generic_decline"),
     ("visa_chargeDeclinedInsufficientFunds", "insufficient_funds")],
)  # fmt: skip
def test_a_declined_card_answers_402_and_the_intent_waits_again(
    api: Any, intent: Any, card: str, decline_code: str
) -> None:
    with pytest.raises(stripe.CardError) as declined:
        api.setup_intents.confirm(intent.id, {"payment_method": f"pm_card_{card}"})
    error, body = declined.value, body_of(declined.value)
    assert (error.http_status, error.code, body.decline_code) == (
        402,
        "card_declined",
        decline_code,
    )
    assert body.setup_intent.status == "requires_payment_method"
    after = api.setup_intents.retrieve(intent.id)
    assert (after.status, after.payment_method) == ("requires_payment_method", None)
    assert after.last_setup_error.decline_code == decline_code


@pytest.mark.parametrize("card", ["authenticationRequiredOnSetup", "authenticationRequired"])
@pytest.mark.parametrize("outcome", ["complete", "fail"])
def test_a_card_that_needs_authentication_waits_for_the_bank(
    api: Any, send: Send, intent: Any, card: str, outcome: str
) -> None:
    waiting = api.setup_intents.confirm(intent.id, {"payment_method": f"pm_card_{card}"})
    assert (waiting.status, waiting.next_action.type) == ("requires_action", "use_stripe_sdk")
    form = f"intent={intent.id}&client_secret={intent.client_secret}&outcome={outcome}&key=pk_test_1"
    send("POST", "/v1/3ds2/authenticate", form)
    after = api.setup_intents.retrieve(intent.id)
    assert after.next_action is None
    if outcome == "complete":
        assert after.status == "succeeded"
    else:
        assert after.status == "requires_payment_method"
        assert after.last_setup_error.code == "setup_intent_authentication_failure"


def test_a_server_that_allows_redirects_must_say_where_to_return(api: Any, customer: str) -> None:
    intent = api.setup_intents.create({"customer": customer})
    with pytest.raises(stripe.InvalidRequestError, match="return_url"):
        api.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    done = api.setup_intents.confirm(
        intent.id, {"payment_method": "pm_card_visa", "return_url": "http://127.0.0.1/back"}
    )
    assert done.status == "succeeded"


def test_allowed_types_and_automatic_methods_exclude_each_other(api: Any) -> None:
    intent = api.setup_intents.create({"allowed_payment_method_types": ["card"]})
    assert intent.automatic_payment_methods is None
    with pytest.raises(stripe.InvalidRequestError, match="only specify one"):
        api.setup_intents.create({"allowed_payment_method_types": ["card"], **CARDS_ONLY})


def test_it_can_be_cancelled_once(api: Any, intent: Any) -> None:
    cancelled = api.setup_intents.cancel(intent.id, {"cancellation_reason": "abandoned"})
    assert (cancelled.status, cancelled.cancellation_reason) == ("canceled", "abandoned")
    for verb, sent in (("cancel", {}), ("confirm", {"payment_method": "pm_card_visa"})):
        with pytest.raises(stripe.InvalidRequestError) as state:
            getattr(api.setup_intents, verb)(intent.id, sent)
        assert state.value.code == "setup_intent_unexpected_state"
        assert body_of(state.value).setup_intent.status == "canceled"


def test_a_finished_one_is_neither_confirmed_nor_cancelled(api: Any, intent: Any) -> None:
    api.setup_intents.confirm(intent.id, {"payment_method": "pm_card_visa"})
    for refused in (api.setup_intents.cancel, api.setup_intents.confirm):
        with pytest.raises(stripe.InvalidRequestError) as state:
            refused(intent.id)
        assert state.value.code == "setup_intent_unexpected_state"


def test_confirming_without_a_method_is_refused(api: Any, intent: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="missing a payment method"):
        api.setup_intents.confirm(intent.id)


def test_another_customers_card_is_refused(api: Any, intent: Any) -> None:
    other = api.customers.create().id
    card = api.payment_methods.attach("pm_card_visa", {"customer": other})
    with pytest.raises(stripe.InvalidRequestError, match="different Customer"):
        api.setup_intents.confirm(intent.id, {"payment_method": card.id})


def test_an_unknown_id_or_customer_is_missing(api: Any) -> None:
    for verb, sent in (
        ("retrieve", "seti_nothing"),
        ("retrieve", api.customers.create().id),
        ("create", {"customer": "cus_nothing"}),
    ):
        with pytest.raises(stripe.InvalidRequestError) as missing:
            getattr(api.setup_intents, verb)(sent)
        assert missing.value.code == "resource_missing"


def test_the_list_pages_newest_first_and_filters(api: Any, customer: str, server: StripeServer) -> None:
    made = [api.setup_intents.create({"customer": customer}).id for _ in range(3)]
    api.setup_intents.create({})
    first = api.setup_intents.list({"customer": customer, "limit": 2})
    assert ([i.id for i in first.data], first.has_more) == (made[:0:-1], True)
    assert [i.id for i in first.auto_paging_iter()] == made[::-1]
    server.account.clock_offset = 60
    late = api.setup_intents.create({"customer": customer})
    since = api.setup_intents.list({"created": {"gte": late.created}})
    assert [i.id for i in since.data] == [late.id]


def test_a_property_that_is_no_reference_can_not_be_expanded(api: Any, intent: Any) -> None:
    for path in ("status", "nothing"):
        with pytest.raises(stripe.InvalidRequestError, match="cannot be expanded"):
            api.setup_intents.retrieve(intent.id, {"expand": [path]})
