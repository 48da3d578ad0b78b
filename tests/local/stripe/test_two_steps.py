"""A payment made first and confirmed later: while the patient is away, then perhaps with the patient back."""

from __future__ import annotations

from typing import Any

import pytest
import stripe

from tests.local.stripe.conftest import Send, body_of
from tests.local.stripe.test_payment_intents import authenticate, keep_card

FEE = {
    "amount": 5000,
    "currency": "usd",
    "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
    "metadata": {"appointment_id": "ap_1"},
}
AWAY = {"off_session": True, "expand": ["payment_method", "latest_charge"]}


@pytest.fixture
def fee(api: Any, customer: str) -> Any:
    return api.payment_intents.create({**FEE, "customer": customer, "expand": AWAY["expand"]})


def confirm(api: Any, fee: Any, method: str, **how: Any) -> Any:
    return api.payment_intents.confirm(fee.id, {"payment_method": method, **(how or AWAY)})


def decline(api: Any, fee: Any, method: str) -> Any:
    with pytest.raises(stripe.CardError) as declined:
        confirm(api, fee, method)
    assert declined.value.http_status == 402
    return body_of(declined.value)


def test_it_waits_for_a_method_and_has_charged_nothing(api: Any, fee: Any) -> None:
    assert (fee.status, fee.payment_method, fee.latest_charge) == ("requires_payment_method", None, None)
    assert dict(fee.metadata.to_dict()) == {"appointment_id": "ap_1"}
    assert api.charges.list().data == []


def test_confirming_with_a_kept_card_pays_and_shows_card_and_charge(
    api: Any, send: Send, fee: Any, customer: str
) -> None:
    method = keep_card(api, send, customer, "visa")
    paid = confirm(api, fee, method)
    assert (paid.status, paid.payment_method.id, paid.payment_method.card.last4) == ("succeeded", method, "4242")
    assert (paid.latest_charge.payment_intent, paid.latest_charge.paid) == (fee.id, True)
    assert paid.latest_charge.metadata["appointment_id"] == "ap_1"
    assert api.payment_intents.retrieve(fee.id).payment_method == method


def test_a_decline_puts_it_back_to_wait_with_the_reason_and_the_card(
    api: Any, send: Send, fee: Any, customer: str
) -> None:
    method = keep_card(api, send, customer, "chargeCustomerFail")
    error = decline(api, fee, method)
    assert (error.type, error.code, error.decline_code) == ("card_error", "card_declined", "generic_decline")
    assert (error.payment_intent.id, error.payment_intent.status) == (fee.id, "requires_payment_method")
    after = api.payment_intents.retrieve(fee.id)
    assert (after.status, after.payment_method) == ("requires_payment_method", None)
    assert after.last_payment_error.decline_code == "generic_decline"
    assert after.last_payment_error.payment_method.id == method


@pytest.mark.parametrize("second", ["another", "the same"])
def test_after_a_decline_it_is_confirmed_again_with_any_card(
    api: Any, send: Send, fee: Any, customer: str, second: str
) -> None:
    failing = keep_card(api, send, customer, "authenticationRequired")
    assert decline(api, fee, failing).code == "authentication_required"
    assert api.payment_intents.retrieve(fee.id).last_payment_error.code == "authentication_required"
    if second == "another":
        paid = confirm(api, fee, keep_card(api, send, customer, "mastercard"))
    else:
        waiting = confirm(api, fee, failing, use_stripe_sdk=True)
        assert (waiting.status, waiting.next_action.type) == ("requires_action", "use_stripe_sdk")
        authenticate(send, waiting, "complete")
        paid = api.payment_intents.retrieve(fee.id)
    assert (paid.status, paid.amount_received, paid.last_payment_error) == ("succeeded", 5000, None)
    assert [c.status for c in api.charges.list({"payment_intent": fee.id}).data] == ["succeeded", "failed"]


def test_a_card_that_was_set_up_is_only_excused_while_the_patient_is_away(api: Any, send: Send, customer: str) -> None:
    method = keep_card(api, send, customer, "authenticationRequiredOnSetup")
    here, away = (api.payment_intents.create({**FEE, "customer": customer}) for _ in range(2))
    assert confirm(api, here, method, use_stripe_sdk=True).status == "requires_action"
    assert confirm(api, away, method).status == "succeeded"


def test_what_succeeded_is_not_confirmed_again_and_nothing_is_charged_twice(
    api: Any, send: Send, fee: Any, customer: str
) -> None:
    method = keep_card(api, send, customer, "visa")
    confirm(api, fee, method)
    with pytest.raises(stripe.InvalidRequestError, match="already succeeded") as refused:
        confirm(api, fee, method)
    assert refused.value.code == "payment_intent_unexpected_state"
    assert body_of(refused.value).payment_intent.status == "succeeded"
    assert len(api.charges.list().data) == 1


@pytest.mark.parametrize("step", ["nothing", "a decline", "a question"])
def test_until_it_succeeded_it_can_be_cancelled_and_is_then_never_paid(
    api: Any, send: Send, fee: Any, customer: str, step: str
) -> None:
    if step != "nothing":
        method = keep_card(api, send, customer, "authenticationRequired")
        decline(api, fee, method) if step == "a decline" else confirm(api, fee, method, use_stripe_sdk=True)
    cancelled = api.payment_intents.cancel(fee.id, {"cancellation_reason": "abandoned"})
    assert (cancelled.status, cancelled.next_action) == ("canceled", None)
    for verb, sent in (("confirm", {"payment_method": "pm_card_visa"}), ("cancel", {})):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            getattr(api.payment_intents, verb)(fee.id, sent)
        assert refused.value.code == "payment_intent_unexpected_state"


def test_a_card_is_not_kept_for_later_while_the_patient_is_away(api: Any, customer: str) -> None:
    fee = api.payment_intents.create({**FEE, "customer": customer, "setup_future_usage": "off_session"})
    with pytest.raises(stripe.InvalidRequestError, match="cannot set up future usages"):
        confirm(api, fee, "pm_card_visa")
    away = confirm(api, fee, "pm_card_visa", setup_future_usage="", **AWAY)
    assert (away.status, away.setup_future_usage, away.payment_method.customer) == ("succeeded", None, None)


def test_a_card_may_be_kept_while_the_patient_is_there(api: Any, customer: str) -> None:
    fee = api.payment_intents.create({**FEE, "customer": customer, "setup_future_usage": "off_session"})
    paid = confirm(api, fee, "pm_card_visa", use_stripe_sdk=True, expand=AWAY["expand"])
    assert (paid.status, paid.payment_method.customer) == ("succeeded", customer)


def test_what_a_parameter_names_in_vain_is_a_bad_request_and_not_a_missing_page(api: Any, fee: Any) -> None:
    for verb, sent, param in (
        ("create", ({**FEE, "customer": "cus_nothing"},), "customer"),
        ("confirm", (fee.id, {"payment_method": "pm_nothing"}), "payment_method"),
    ):
        with pytest.raises(stripe.InvalidRequestError) as refused:
            getattr(api.payment_intents, verb)(*sent)
        error = refused.value
        assert (error.http_status, error.code, error.param) == (400, "resource_missing", param)
    with pytest.raises(stripe.InvalidRequestError) as missing:
        api.payment_intents.retrieve("pi_nothing")
    assert (missing.value.http_status, missing.value.code) == (404, "resource_missing")


@pytest.mark.parametrize(
    ("currency", "least", "said"),
    [("usd", 50, "$0.50 usd"), ("eur", 50, "€0.50 eur"), ("gbp", 30, "£0.30 gbp"), ("jpy", 50, "¥50 jpy"),
     ("cad", 50, "0.50 cad"), ("mxn", 1000, "10.00 mxn")],
)  # fmt: skip
def test_each_currency_has_its_least_amount(api: Any, currency: str, least: int, said: str) -> None:
    assert api.payment_intents.create({"amount": least, "currency": currency}).currency == currency
    with pytest.raises(stripe.InvalidRequestError, match="at least") as refused:
        api.payment_intents.create({"amount": least - 1, "currency": currency.upper()})
    assert refused.value.code == "amount_too_small"
    assert said in str(refused.value.user_message)


def test_what_is_no_currency_is_refused(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.create({"amount": 5000, "currency": "dollars"})
    assert refused.value.param == "currency"
