"""The card processor, on Stripe's SetupIntents (https://docs.stripe.com/api/setup_intents)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

import stripe

from common.domain.cards import CardOnFile, SetupIntent, SetupStatus
from common.integrations.stripe.errors import is_missing, stripe_errors
from common.integrations.stripe.keys import made_once
from common.integrations.stripe.opaque import require_opaque

if TYPE_CHECKING:
    from common.domain.cards import CardProcessor


class _HasId(Protocol):
    id: str


class StripeCards:
    """Cards in one account. Each call ends within 8 seconds, answered or as a VendorError."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self._v1 = client.v1

    def create_customer(self, *, clinic_id: str, patient_id: str, idempotency_key: str) -> str:
        metadata = require_opaque({"clinic_id": clinic_id, "patient_id": patient_id})
        with stripe_errors():
            customer = made_once(
                idempotency_key, lambda options: self._v1.customers.create({"metadata": metadata}, options)
            )
        return customer.id

    def create_setup_intent(
        self, *, customer_id: str, metadata: Mapping[str, str], idempotency_key: str
    ) -> SetupIntent:
        params: stripe.params.SetupIntentCreateParams = {
            "customer": customer_id,
            "usage": "off_session",
            # The Payment Element stays on our page, so no payment method may lead away from it.
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": require_opaque(metadata),
            "expand": ["payment_method"],
        }
        with stripe_errors():
            intent = made_once(idempotency_key, lambda options: self._v1.setup_intents.create(params, options))
        return _setup_intent(intent)

    def find_setup_intent(self, setup_intent_id: str) -> SetupIntent | None:
        with stripe_errors():
            try:
                found = self._v1.setup_intents.retrieve(setup_intent_id, {"expand": ["payment_method"]})
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    return None
                raise
        return _setup_intent(found)

    def cancel_setup_intent(self, setup_intent_id: str) -> SetupStatus:
        with stripe_errors():
            try:
                intent = self._v1.setup_intents.cancel(setup_intent_id)
            except stripe.InvalidRequestError as error:
                if error.code != "setup_intent_unexpected_state":
                    raise
                intent = self._v1.setup_intents.retrieve(setup_intent_id)
        return SetupStatus(intent.status)

    def find_customer(self, customer_id: str) -> Mapping[str, str] | None:
        with stripe_errors():
            try:
                customer = self._v1.customers.retrieve(customer_id)
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    return None
                raise
        return None if customer.metadata is None else dict(customer.metadata.to_dict())

    def find_card(self, payment_method_id: str) -> CardOnFile | None:
        with stripe_errors():
            try:
                return card_of(self._v1.payment_methods.retrieve(payment_method_id))
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    return None
                raise

    def detach_card(self, payment_method_id: str) -> None:
        with stripe_errors():
            try:
                self._v1.payment_methods.detach(payment_method_id)
            except stripe.InvalidRequestError as error:
                if not is_missing(error) and self._is_attached(payment_method_id):
                    raise

    def _is_attached(self, payment_method_id: str) -> bool:
        # Stripe refuses a second detach without a code of its own, so we look.
        return self._v1.payment_methods.retrieve(payment_method_id).customer is not None


def _setup_intent(intent: stripe.SetupIntent) -> SetupIntent:
    return SetupIntent(
        id=intent.id,
        status=SetupStatus(intent.status),
        client_secret=intent.client_secret,
        customer_id=id_of(intent.customer),
        card=card_of(intent.payment_method) if intent.status == SetupStatus.SUCCEEDED else None,
        metadata=dict(intent.metadata.to_dict()) if intent.metadata else {},
    )


def id_of(reference: str | _HasId | None) -> str | None:
    """Of an object that is expanded or not."""
    return reference if isinstance(reference, str) or reference is None else reference.id


def card_of(method: str | stripe.PaymentMethod | None) -> CardOnFile | None:
    """None for a payment method that isn't a card, such as Link, which accounts offer unless told otherwise."""
    if not isinstance(method, stripe.PaymentMethod) or method.type != "card" or method.card is None:
        return None
    card = method.card
    return CardOnFile(method.id, card.brand, card.last4, card.exp_month, card.exp_year)


if TYPE_CHECKING:
    _processor: CardProcessor = StripeCards(stripe.StripeClient(""))
