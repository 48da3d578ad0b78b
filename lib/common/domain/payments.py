"""Payments and refunds at the card processor."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from common.domain.cards import CardOnFile, CardProcessor, PaymentEvent
    from common.domain.charges import Dispute
    from common.domain.money import Money


class PaymentStatus(StrEnum):
    """Where a payment stands (https://docs.stripe.com/payments/paymentintents/lifecycle)."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    REQUIRES_CAPTURE = "requires_capture"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class PaymentIntent:
    """One payment, which can succeed once. `card` is the one that paid; `failure` is why the last try didn't go
    through, as a short code; `paid_at` is when the money was taken; `refunded_minor` is what was given back of it, or
    is on its way; `client_secret` is for the browser.
    """

    id: str
    status: PaymentStatus
    amount: Money
    client_secret: str | None = field(repr=False)
    customer_id: str | None
    card: CardOnFile | None
    failure: str | None
    paid_at: int | None
    refunded_minor: int
    metadata: Mapping[str, str]

    @property
    def amount_minor(self) -> int:
        """In the currency's smallest unit."""
        return self.amount.amount_minor

    @property
    def is_spent(self) -> bool:
        """Whether nothing can come of it any more."""
        return self.status is PaymentStatus.CANCELED

    @property
    def is_paid(self) -> bool:
        """Whether the money was taken."""
        return self.status is PaymentStatus.SUCCEEDED


@dataclass(frozen=True, slots=True)
class VendorRefund:
    """A refund as the processor sees it. `our_id` is the one that we gave it."""

    id: str
    our_id: str | None
    status: Literal["pending", "succeeded", "failed"]
    amount_minor: int


@dataclass(frozen=True, slots=True)
class VendorDispute:
    """A cardholder's complaint at their bank about a payment; its outcomes are told in `charges`."""

    id: str
    outcome: Dispute


class PaymentProcessor(Protocol):
    """Takes payments and gives them back. Every call may raise VendorError; a decline isn't an error but an answer.

    It is told opaque ids only: anything else in metadata is refused with ValueError.
    """

    def create_payment(
        self, *, amount: Money, customer_id: str, metadata: Mapping[str, str], idempotency_key: str, keep_card: bool
    ) -> PaymentIntent:
        """An intent that takes nothing until it is confirmed. `keep_card`: so that the card can be charged later."""
        ...

    def confirm_payment(self, intent_id: str, *, card_id: str, present: bool, idempotency_key: str) -> PaymentIntent:
        """Takes the money, or says in `failure` why not. `present`: the cardholder is there to answer their bank."""
        ...

    def find_payment(self, intent_id: str) -> PaymentIntent | None:
        """As the processor sees it now; None where it doesn't know the id."""
        ...

    def find_payment_for(self, customer_id: str, metadata: Mapping[str, str]) -> PaymentIntent | None:
        """The customer's newest payment that was made with all of this metadata and isn't cancelled."""
        ...

    def cancel_payment(self, intent_id: str) -> PaymentIntent:
        """Ends it and answers how it stands then: one that was paid meanwhile stays paid, and says so."""
        ...

    def refund(
        self, intent_id: str, *, amount_minor: int, metadata: Mapping[str, str], idempotency_key: str
    ) -> VendorRefund:
        """Gives money back."""
        ...

    def list_refunds(self, intent_id: str) -> Sequence[VendorRefund]:
        """Newest first."""
        ...

    def find_dispute(self, dispute_id: str) -> VendorDispute | None:
        """As the processor sees it now."""
        ...

    def list_events(self, *, since: int, kinds: Sequence[str]) -> Sequence[PaymentEvent]:
        """What happened of these kinds from that instant on, oldest first: the processor keeps 30 days of it."""
        ...

    def list_paid(self, clinic_id: str, *, from_at: int, until: int) -> Sequence[PaymentIntent]:
        """Payments of a clinic that were paid in the window, whenever they were begun."""
        ...


class Processor(Protocol):
    """Everything of the card processor, for one clinic's account."""

    @property
    def cards(self) -> CardProcessor: ...
    @property
    def payments(self) -> PaymentProcessor: ...


class OpenProcessor(Protocol):
    """The processor in the account of a clinic (None: ours). Loaded when it is first asked for."""

    def __call__(self, account: str | None) -> Processor: ...
