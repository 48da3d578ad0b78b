"""Every object has the fields that Stripe's library types, and no other."""

from __future__ import annotations

from typing import Any, get_args

import pytest
import stripe

from local.stripe.server import StripeServer
from tests.local.stripe.conftest import Send

CLASSES = (
    stripe.Customer, stripe.SetupIntent, stripe.PaymentMethod, stripe.PaymentIntent, stripe.Charge,
    stripe.Refund, stripe.Event, stripe.Dispute,
)  # fmt: skip


@pytest.fixture
def objects(api: Any, send: Send, server: StripeServer, customer: str) -> dict[str, Any]:
    card = api.payment_methods.attach("pm_card_visa", {"customer": customer})
    api.setup_intents.create({"customer": customer})
    paid = api.payment_intents.create(
        {"amount": 500, "currency": "usd", "customer": customer, "payment_method": card.id, "confirm": True,
         "off_session": True}
    )  # fmt: skip
    refund = api.refunds.create({"payment_intent": paid.id})
    server.levers.fail_refund(refund.id)
    server.levers.open_dispute(paid.id)
    kinds = ("setup_intents", "payment_methods", "payment_intents", "charges", "refunds", "events", "disputes")
    found = [send("GET", f"/v1/{kind}", authorization="Bearer sk_test_1")[1]["data"][0] for kind in kinds]
    found.append(send("GET", f"/v1/customers/{customer}", authorization="Bearer sk_test_1")[1])
    return {body["object"]: body for body in found}


@pytest.mark.parametrize("kind", CLASSES, ids=lambda kind: kind.__name__)
def test_it_has_the_fields_of_the_library(kind: Any, objects: dict[str, Any]) -> None:
    typed = kind.__annotations__
    body = objects[kind.OBJECT_NAME]
    assert body.keys() <= typed.keys()
    always = {name for name, hint in typed.items() if not _is_optional(hint)}
    assert always - {"OBJECT_NAME"} <= body.keys()


def _is_optional(hint: Any) -> bool:
    return type(None) in get_args(hint) or "Optional" in str(hint) or "ClassVar" in str(hint)
