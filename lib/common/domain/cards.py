"""A card kept on file at the card processor. Its number never comes near us."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class CardOnFile:
    """What may be shown of a card: `brand` as the processor spells it ("visa"), `last4` as text.

    `chosen_at`, in epoch seconds, is when the patient gave it to us or chose it again: the last chosen is charged.
    """

    payment_method_id: str
    brand: str
    last4: str
    exp_month: int
    exp_year: int
    chosen_at: int = field(default=0, compare=False)


class SetupStatus(StrEnum):
    """Where keeping a card stands (https://docs.stripe.com/payments/paymentintents/lifecycle)."""

    REQUIRES_PAYMENT_METHOD = "requires_payment_method"
    REQUIRES_CONFIRMATION = "requires_confirmation"
    REQUIRES_ACTION = "requires_action"
    PROCESSING = "processing"
    SUCCEEDED = "succeeded"
    CANCELED = "canceled"


@dataclass(frozen=True, slots=True)
class SetupIntent:
    """One attempt to keep a card. `card` is there once it succeeded, and only where what it keeps is a card;
    `client_secret` is for the browser.
    """

    id: str
    status: SetupStatus
    client_secret: str | None = field(repr=False)
    customer_id: str | None
    card: CardOnFile | None
    metadata: Mapping[str, str]

    @property
    def is_spent(self) -> bool:
        """Whether no card can come of it any more."""
        return self.status is SetupStatus.CANCELED or (self.status is SetupStatus.SUCCEEDED and self.card is None)

    def card_kept(self, at: int) -> CardOnFile | None:
        """The card, as one that was given to us at that instant."""
        return replace(self.card, chosen_at=at) if self.card else None


class CardProcessor(Protocol):
    """Keeps cards. Every call may raise VendorError; one that makes something takes an idempotency key.

    It is told opaque ids only: a name, an address or a phone number is refused with ValueError.
    """

    def create_customer(self, *, clinic_id: str, patient_id: str, idempotency_key: str) -> str:
        """The new customer's id at the processor."""
        ...

    def create_setup_intent(
        self, *, customer_id: str, metadata: Mapping[str, str], idempotency_key: str
    ) -> SetupIntent:
        """An intent to charge this customer's card later, while they are away."""
        ...

    def find_setup_intent(self, setup_intent_id: str) -> SetupIntent | None:
        """As the processor sees it now, with the card; None where it doesn't know the id."""
        ...

    def cancel_setup_intent(self, setup_intent_id: str) -> SetupStatus:
        """Ends the attempt and answers where it stands then.

        One that was cancelled before, has succeeded or is processing stays as it is, and says so.
        """
        ...

    def find_customer(self, customer_id: str) -> Mapping[str, str] | None:
        """What we wrote on it when we made it: whose it is. None where the processor doesn't know the id."""
        ...

    def find_card(self, payment_method_id: str) -> CardOnFile | None:
        """As the processor knows it now: a bank may have renewed it."""
        ...

    def detach_card(self, payment_method_id: str) -> None:
        """Forgets the card for good. Forgetting it twice, or one never known, changes nothing."""
        ...


@dataclass(frozen=True, slots=True)
class PaymentEvent:
    """What a verified webhook says. `kind` is the processor's name of it ("setup_intent.succeeded").

    `about` ("setup_intent"), `object_id` and `metadata` are those of the object it is about, `intent_id` the payment
    that a refund or a dispute belongs to, `customer_id` whose a card was. `account` is the clinic's own, where it has
    one. Events come twice and in any order, so an event says where to look, never what is true now.
    """

    id: str
    kind: str
    created_at: datetime
    about: str
    object_id: str
    intent_id: str | None
    customer_id: str | None
    account: str | None
    metadata: Mapping[str, str]


class EventVerifier(Protocol):
    """Tells the processor's events from anybody else's."""

    def read_event(self, payload: bytes, signature: str, now: datetime) -> PaymentEvent:
        """Raises UntrustedEventError where the signature, its age at `now` (aware) or the body is wrong."""
        ...
