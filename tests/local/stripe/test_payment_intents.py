from __future__ import annotations

from typing import Any

import pytest
import stripe

from tests.local.stripe.conftest import Send, body_of

FEE = {"amount": 5000, "currency": "usd"}


def keep_card(api: Any, send: Send, customer: str, card: str) -> str:
    intent = api.setup_intents.create(
        {"customer": customer, "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"}}
    )
    waiting = api.setup_intents.confirm(intent.id, {"payment_method": f"pm_card_{card}"})
    if waiting.status == "requires_action":
        authenticate(send, waiting, "complete")
    return str(api.setup_intents.retrieve(intent.id).payment_method)


def authenticate(send: Send, intent: Any, outcome: str) -> None:
    form = f"intent={intent.id}&client_secret={intent.client_secret}&outcome={outcome}&key=pk_test_1"
    send("POST", "/v1/3ds2/authenticate", form)


def charge(api: Any, customer: str, method: str, **more: Any) -> Any:
    return api.payment_intents.create(
        {**FEE, "customer": customer, "payment_method": method, "confirm": True, "off_session": True, **more}
    )


@pytest.mark.parametrize("card", ["visa", "authenticationRequiredOnSetup"])
def test_a_kept_card_is_charged_while_the_patient_is_away(api: Any, send: Send, customer: str, card: str) -> None:
    intent = charge(api, customer, keep_card(api, send, customer, card), expand=["latest_charge"])
    assert (intent.status, intent.amount_received) == ("succeeded", 5000)
    assert (intent.latest_charge.status, intent.latest_charge.captured) == ("succeeded", True)


def test_a_card_that_always_needs_authentication_is_declined_while_the_patient_is_away(
    api: Any, send: Send, customer: str
) -> None:
    method = keep_card(api, send, customer, "authenticationRequired")
    with pytest.raises(stripe.CardError) as declined:
        charge(api, customer, method)
    error = declined.value
    assert (error.http_status, error.code, body_of(error).decline_code) == (
        402, "authentication_required", "authentication_required",
    )  # fmt: skip
    assert body_of(error).payment_intent.status == "requires_payment_method"
    assert api.charges.retrieve(body_of(error).charge).status == "failed"


def test_a_card_never_set_up_needs_authentication_too(api: Any) -> None:
    with pytest.raises(stripe.CardError) as declined:
        api.payment_intents.create(
            {**FEE, "payment_method": "pm_card_authenticationRequiredOnSetup", "confirm": True,
             "off_session": True}
        )  # fmt: skip
    assert declined.value.code == "authentication_required"


def test_a_card_may_be_kept_and_still_decline_later(api: Any, send: Send, customer: str) -> None:
    method = keep_card(api, send, customer, "chargeCustomerFail")
    with pytest.raises(stripe.CardError) as declined:
        charge(api, customer, method)
    assert (declined.value.code, body_of(declined.value).decline_code) == ("card_declined", "generic_decline")


def test_a_declined_payment_can_be_confirmed_with_another_card(api: Any) -> None:
    with pytest.raises(stripe.CardError) as declined:
        charge_without_customer(api, "pm_card_visa_chargeDeclinedInsufficientFunds")
    assert body_of(declined.value).decline_code == "insufficient_funds"
    intent_id = body_of(declined.value).payment_intent.id
    done = api.payment_intents.confirm(intent_id, {"payment_method": "pm_card_visa", "off_session": True})
    assert (done.status, done.last_payment_error) == ("succeeded", None)


def charge_without_customer(api: Any, method: str) -> Any:
    return api.payment_intents.create({**FEE, "payment_method": method, "confirm": True, "off_session": True})


@pytest.mark.parametrize(("outcome", "status"), [("complete", "succeeded"), ("fail", "requires_payment_method")])
def test_a_present_patient_authenticates(api: Any, send: Send, customer: str, outcome: str, status: str) -> None:
    waiting = api.payment_intents.create(
        {**FEE, "customer": customer, "payment_method": "pm_card_authenticationRequired", "confirm": True,
         "return_url": "http://127.0.0.1/back", "setup_future_usage": "off_session"}
    )  # fmt: skip
    assert waiting.status == "requires_action"
    assert waiting.next_action.redirect_to_url.return_url == "http://127.0.0.1/back"
    authenticate(send, waiting, outcome)
    after = api.payment_intents.retrieve(waiting.id)
    assert after.status == status
    if outcome == "fail":
        assert after.last_payment_error.code == "payment_intent_authentication_failure"
    else:
        assert api.payment_methods.retrieve(after.payment_method).customer == customer


def test_a_server_may_ask_to_fail_rather_than_wait(api: Any, customer: str) -> None:
    payment = {
        **FEE, "customer": customer, "payment_method": "pm_card_authenticationRequired", "confirm": True,
        "error_on_requires_action": True,
    }  # fmt: skip
    with pytest.raises(stripe.CardError) as declined:
        api.payment_intents.create({**payment, "allowed_payment_method_types": ["card"]})
    assert declined.value.code == "authentication_required"
    with pytest.raises(stripe.InvalidRequestError, match="error_on_requires_action"):
        api.payment_intents.create({**payment, "return_url": "http://127.0.0.1/back"})


def test_a_card_that_was_not_kept_works_once(api: Any) -> None:
    method = charge_without_customer(api, "pm_card_visa").payment_method
    with pytest.raises(stripe.InvalidRequestError, match="may not be used again"):
        charge_without_customer(api, method)


def test_a_deposit_keeps_the_card_for_later(api: Any, customer: str) -> None:
    paid = api.payment_intents.create(
        {**FEE, "customer": customer, "payment_method": "pm_card_visa", "confirm": True,
         "setup_future_usage": "off_session", "return_url": "http://127.0.0.1/back"}
    )  # fmt: skip
    assert charge(api, customer, paid.payment_method).status == "succeeded"


def test_a_hold_is_captured_within_its_amount_and_once(api: Any) -> None:
    held = api.payment_intents.create(
        {**FEE, "payment_method": "pm_card_visa", "confirm": True, "off_session": True,
         "capture_method": "manual"}
    )  # fmt: skip
    assert (held.status, held.amount_capturable) == ("requires_capture", 5000)
    with pytest.raises(stripe.InvalidRequestError) as too_much:
        api.payment_intents.capture(held.id, {"amount_to_capture": 5001})
    assert too_much.value.code == "amount_too_large"
    captured = api.payment_intents.capture(held.id, {"amount_to_capture": 3000})
    assert (captured.status, captured.amount_received) == ("succeeded", 3000)
    with pytest.raises(stripe.InvalidRequestError) as again:
        api.payment_intents.capture(held.id)
    assert again.value.code == "payment_intent_unexpected_state"


def test_it_refuses_to_capture_or_confirm_what_was_cancelled_and_to_cancel_what_succeeded(api: Any) -> None:
    intent = api.payment_intents.create(FEE)
    api.payment_intents.cancel(intent.id, {"cancellation_reason": "requested_by_customer"})
    paid = charge_without_customer(api, "pm_card_visa")
    for verb, refused in (
        ("capture", intent), ("confirm", intent), ("cancel", intent), ("cancel", paid), ("confirm", paid),
    ):  # fmt: skip
        with pytest.raises(stripe.InvalidRequestError) as state:
            getattr(api.payment_intents, verb)(refused.id)
        assert state.value.code == "payment_intent_unexpected_state"
        assert body_of(state.value).payment_intent.id == refused.id


@pytest.mark.parametrize(
    ("amount", "code"),
    [(0, "parameter_invalid_integer"), (49, "amount_too_small"), (100_000_000, "amount_too_large")],
)
def test_it_refuses_an_amount_that_no_card_takes(api: Any, amount: int, code: str) -> None:
    with pytest.raises(stripe.InvalidRequestError) as refused:
        api.payment_intents.create({"amount": amount, "currency": "usd"})
    assert refused.value.code == code


def test_off_session_means_confirming_now(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError, match="confirm=true"):
        api.payment_intents.create({**FEE, "off_session": True})


def test_refunds_never_exceed_what_was_paid(api: Any) -> None:
    paid = charge_without_customer(api, "pm_card_visa")
    part = api.refunds.create({"payment_intent": paid.id, "amount": 2000})
    assert (part.amount, part.status) == (2000, "succeeded")
    with pytest.raises(stripe.InvalidRequestError, match="greater than unrefunded"):
        api.refunds.create({"payment_intent": paid.id, "amount": 3001})
    with pytest.raises(stripe.InvalidRequestError):
        api.refunds.create({"charge": paid.latest_charge, "amount": 0})
    rest = api.refunds.create({"charge": paid.latest_charge, "reason": "requested_by_customer"})
    assert rest.amount == 3000
    with pytest.raises(stripe.InvalidRequestError) as over:
        api.refunds.create({"payment_intent": paid.id})
    assert over.value.code == "charge_already_refunded"
    refunded = api.charges.retrieve(paid.latest_charge)
    assert (refunded.refunded, refunded.amount_refunded) == (True, 5000)
    assert [r.id for r in api.refunds.list({"payment_intent": paid.id}).data] == [rest.id, part.id]


def test_what_was_never_paid_has_no_refund(api: Any) -> None:
    held = api.payment_intents.create(
        {**FEE, "payment_method": "pm_card_visa", "confirm": True, "off_session": True,
         "capture_method": "manual"}
    )  # fmt: skip
    for intent_id in (held.id, api.payment_intents.create(FEE).id):
        with pytest.raises(stripe.InvalidRequestError, match="successful charge"):
            api.refunds.create({"payment_intent": intent_id})
