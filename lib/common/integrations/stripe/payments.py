"""The card processor's payments, on Stripe's PaymentIntents (https://docs.stripe.com/api/payment_intents)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import stripe

from common.domain.money import Money
from common.domain.payments import PaymentIntent, PaymentStatus, VendorDispute, VendorRefund
from common.integrations.stripe.cards import card_of, id_of
from common.integrations.stripe.errors import is_missing, stripe_errors
from common.integrations.stripe.keys import made_once
from common.integrations.stripe.opaque import require_opaque
from common.integrations.stripe.webhooks import event_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from common.domain.cards import PaymentEvent
    from common.domain.charges import Dispute
    from common.domain.payments import PaymentProcessor

_EXPANDED: Final = ["payment_method", "latest_charge"]
_PAGE: Final = 100


class StripePayments:
    """Payments in one account. Each call ends within 8 seconds, answered or as a VendorError."""

    def __init__(self, client: stripe.StripeClient) -> None:
        self._v1 = client.v1

    def create_payment(
        self, *, amount: Money, customer_id: str, metadata: Mapping[str, str], idempotency_key: str, keep_card: bool
    ) -> PaymentIntent:
        params: stripe.params.PaymentIntentCreateParams = {
            "amount": amount.amount_minor,
            "currency": amount.currency,
            "customer": customer_id,
            # The Payment Element stays on our page, so no payment method may lead away from it.
            "automatic_payment_methods": {"enabled": True, "allow_redirects": "never"},
            "metadata": require_opaque(metadata),
            "expand": _EXPANDED,
        }
        if keep_card:
            params["setup_future_usage"] = "off_session"
        with stripe_errors():
            intent = made_once(idempotency_key, lambda options: self._v1.payment_intents.create(params, options))
        return _payment(intent)

    def confirm_payment(self, intent_id: str, *, card_id: str, present: bool, idempotency_key: str) -> PaymentIntent:
        params: stripe.params.PaymentIntentConfirmParams = {"payment_method": card_id, "expand": _EXPANDED}
        if not present:
            params["off_session"] = True
        with stripe_errors():
            try:
                intent = made_once(
                    idempotency_key, lambda options: self._v1.payment_intents.confirm(intent_id, params, options)
                )
            except stripe.CardError:
                intent = self._retrieve(intent_id)
            except stripe.InvalidRequestError as error:
                if error.code != "payment_intent_unexpected_state":  # paid or ended meanwhile
                    raise
                intent = self._retrieve(intent_id)
        return _payment(intent)

    def find_payment(self, intent_id: str) -> PaymentIntent | None:
        with stripe_errors():
            try:
                return _payment(self._retrieve(intent_id))
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    return None
                raise

    def find_payment_for(self, customer_id: str, metadata: Mapping[str, str]) -> PaymentIntent | None:
        with stripe_errors():
            listed = self._v1.payment_intents.list({"customer": customer_id, "limit": _PAGE})
            found = (intent for intent in listed.auto_paging_iter() if _says(intent, metadata))
            intent = next((one for one in found if one.status != PaymentStatus.CANCELED), None)
        return self.find_payment(intent.id) if intent else None

    def cancel_payment(self, intent_id: str) -> PaymentIntent:
        with stripe_errors():
            try:
                return _payment(self._v1.payment_intents.cancel(intent_id, {"expand": _EXPANDED}))
            except stripe.InvalidRequestError as error:
                if error.code != "payment_intent_unexpected_state":
                    raise
                return _payment(self._retrieve(intent_id))

    def refund(
        self, intent_id: str, *, amount_minor: int, metadata: Mapping[str, str], idempotency_key: str
    ) -> VendorRefund:
        params: stripe.params.RefundCreateParams = {
            "payment_intent": intent_id,
            "amount": amount_minor,
            "metadata": require_opaque(metadata),
        }
        with stripe_errors():
            made = made_once(idempotency_key, lambda options: self._v1.refunds.create(params, options))
        return _refund(made)

    def list_refunds(self, intent_id: str) -> Sequence[VendorRefund]:
        with stripe_errors():
            listed = self._v1.refunds.list({"payment_intent": intent_id, "limit": _PAGE})
            return [_refund(refund) for refund in listed.auto_paging_iter()]

    def find_dispute(self, dispute_id: str) -> VendorDispute | None:
        with stripe_errors():
            try:
                dispute = self._v1.disputes.retrieve(dispute_id)
            except stripe.InvalidRequestError as error:
                if is_missing(error):
                    return None
                raise
        return VendorDispute(dispute.id, _OUTCOMES.get(dispute.status, "open"))

    def list_events(self, *, since: int, kinds: Sequence[str]) -> Sequence[PaymentEvent]:
        """Up to 20 kinds, as Stripe has it: of others, not every event is about something with an id. It lists the
        newest first, so the oldest is there only after the rest was read.
        """
        with stripe_errors():
            listed = self._v1.events.list({"created": {"gte": since}, "types": list(kinds), "limit": _PAGE})
            events = [event_of(event.to_dict()) for event in listed.auto_paging_iter()]
        return events[::-1]

    def list_paid(self, clinic_id: str, *, from_at: int, until: int) -> Sequence[PaymentIntent]:
        """By Stripe's search, which lags by a minute: it is asked about days that are over. An intent may have been
        made days before it was paid, so its charge is looked for: each try makes one, with the intent's metadata.
        """
        require_opaque({"clinic_id": clinic_id})
        query = f"metadata['clinic_id']:'{clinic_id}' AND status:'succeeded' AND created>={from_at} AND created<{until}"
        with stripe_errors():
            expand = [f"data.payment_intent.{part}" for part in _EXPANDED]
            found = self._v1.charges.search({"query": query, "limit": _PAGE, "expand": expand})
            intents = [charge.payment_intent for charge in found.auto_paging_iter()]
            return [_payment(intent) for intent in intents if isinstance(intent, stripe.PaymentIntent)]

    def _retrieve(self, intent_id: str) -> stripe.PaymentIntent:
        return self._v1.payment_intents.retrieve(intent_id, {"expand": _EXPANDED})


# https://docs.stripe.com/api/disputes/object#dispute_object-status. Of an inquiry nothing is withdrawn: see
# https://docs.stripe.com/disputes/how-disputes-work.
_OUTCOMES: Final[Mapping[str, Dispute]] = {
    "warning_needs_response": "inquiry",
    "warning_under_review": "inquiry",
    "warning_closed": "closed",
    "won": "won",
    "lost": "lost",
    "prevented": "won",
}


def _payment(intent: stripe.PaymentIntent) -> PaymentIntent:
    status, error = PaymentStatus(intent.status), intent.last_payment_error
    charge = intent.latest_charge if isinstance(intent.latest_charge, stripe.Charge) else None
    return PaymentIntent(
        id=intent.id,
        status=status,
        amount=Money(intent.amount, intent.currency),
        client_secret=intent.client_secret,
        customer_id=id_of(intent.customer),
        card=card_of(intent.payment_method) if status is PaymentStatus.SUCCEEDED else None,
        failure=_failure(error) if error else None,
        paid_at=charge.created if charge and status is PaymentStatus.SUCCEEDED else None,
        refunded_minor=charge.amount_refunded if charge else 0,
        metadata=dict(intent.metadata.to_dict()),
    )


def _failure(error: stripe.PaymentIntent.LastPaymentError) -> str:
    """The bank's reason where it gives one: what there isn't any of is left out of the answer."""
    said = error.to_dict()
    code = said.get("code")
    return str(code if code == "authentication_required" else said.get("decline_code") or code or "declined")


def _says(intent: stripe.PaymentIntent, metadata: Mapping[str, str]) -> bool:
    said = intent.metadata.to_dict()
    return all(said.get(name) == value for name, value in metadata.items())


def _refund(refund: stripe.Refund) -> VendorRefund:
    said = {} if refund.metadata is None else refund.metadata.to_dict()
    failed = refund.status in {"failed", "canceled"}
    return VendorRefund(
        id=refund.id,
        our_id=said.get("refund_id"),
        status="failed" if failed else "succeeded" if refund.status == "succeeded" else "pending",
        amount_minor=refund.amount,
    )


if TYPE_CHECKING:
    _processor: PaymentProcessor = StripePayments(stripe.StripeClient(""))
