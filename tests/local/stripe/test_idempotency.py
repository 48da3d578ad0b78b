from __future__ import annotations

from typing import Any

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import body_of


def test_the_same_key_and_parameters_give_the_same_answer_and_one_effect(api: Any) -> None:
    first = api.customers.create({"metadata": {"a": "1"}}, {"idempotency_key": "k"})
    again = api.customers.create({"metadata": {"a": "1"}}, {"idempotency_key": "k"})
    assert again.id == first.id
    assert first.last_response.headers.get("Idempotent-Replayed") is None
    assert again.last_response.headers["Idempotent-Replayed"] == "true"
    assert len(api.events.list({"type": "customer.created"}).data) == 1


def test_it_refuses_a_key_with_other_parameters(api: Any) -> None:
    api.customers.create({"metadata": {"a": "1"}}, {"idempotency_key": "k"})
    with pytest.raises(stripe.IdempotencyError) as refused:
        api.customers.create({"metadata": {"a": "2"}}, {"idempotency_key": "k"})
    assert refused.value.http_status == 400
    assert body_of(refused.value).type == "idempotency_error"


def test_it_refuses_a_key_at_another_endpoint(api: Any) -> None:
    api.customers.create({}, {"idempotency_key": "k"})
    with pytest.raises(stripe.IdempotencyError):
        api.setup_intents.create({}, {"idempotency_key": "k"})


def test_a_decline_is_replayed_too(api: Any) -> None:
    payment = {
        "amount": 500, "currency": "usd", "payment_method": "pm_card_visa_chargeDeclined",
        "confirm": True, "off_session": True,
    }  # fmt: skip
    intents = []
    for _ in range(2):
        with pytest.raises(stripe.CardError) as declined:
            api.payment_intents.create(payment, {"idempotency_key": "k"})
        intents.append(body_of(declined.value).payment_intent.id)
    assert intents[0] == intents[1]
    assert len(api.charges.list().data) == 1


def test_a_request_that_never_began_leaves_its_key_unused(api: Any) -> None:
    with pytest.raises(stripe.InvalidRequestError):
        api.customers.create({"colour": "red"}, {"idempotency_key": "k"})
    assert api.customers.create({}, {"idempotency_key": "k"}).id


def test_a_key_is_forgotten_after_a_day(api: Any, server: StripeServer) -> None:
    first = api.customers.create({}, {"idempotency_key": "k"})
    server.account.clock_offset = 24 * 3600 + 1
    assert api.customers.create({}, {"idempotency_key": "k"}).id != first.id
