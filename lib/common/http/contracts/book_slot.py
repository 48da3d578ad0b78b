"""Booking in two steps: hold a time for ten minutes, then accept its policy and book it with a card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.scope import Role
from common.http.cards import CardView
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import GivenInstant, Id, Instant, Minor, Request, Response
from common.http.receipts import ReceiptView, show_receipt

if TYPE_CHECKING:
    from common.domain.outcomes import HeldSlot


class HoldRequest(Request):
    """One of the times that `open_slots` shows."""

    provider_id: Id
    appointment_type_id: Id
    starts_at: GivenInstant


class HeldView(Response):
    """The time is the caller's until `expires_at`. `needs_card`: none is on file, and one may be charged.

    `deposit_minor` is what has to be paid to book, `prepay_minor` what may be paid instead; `card` is the one on file.
    """

    appointment_id: str
    provider_id: str
    appointment_type_id: str
    starts_at: Instant
    ends_at: Instant
    expires_at: Instant
    needs_card: bool
    price_minor: Minor
    deposit_minor: Minor
    prepay_minor: Minor | None
    card: CardView | None
    receipt: ReceiptView


class BookRequest(Request):
    """The receipt's `policy_version` and `policy_hash`: what the patient read and accepts.

    `pay`: the deposit, if any, or the whole price where that is offered. `another_card`: not the one on file.
    """

    appointment_id: Id
    policy_version: Annotated[int, Field(ge=1)]
    policy_hash: Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
    pay: Literal["deposit", "price"] = "deposit"
    another_card: bool = False


class BookedView(Response):
    """`booked`, or what is missing: a card or a payment of `amount_minor` to confirm `client_secret` with, or the
    bank's question about the card on file to answer. Do that with Stripe's browser library, then ask again.
    """

    status: Literal["booked", "needs_card", "needs_payment", "needs_action"]
    appointment_id: str
    starts_at: Instant
    ends_at: Instant
    expires_at: Instant | None
    amount_minor: Minor
    client_secret: str | None
    calendar_file: str | None


def show_held(held: HeldSlot, asked: HoldRequest, zone: str, now: int) -> HeldView:
    """`asked` is what was held."""
    return HeldView(
        appointment_id=held.hold.appointment_id,
        provider_id=asked.provider_id,
        appointment_type_id=asked.appointment_type_id,
        starts_at=asked.starts_at,
        ends_at=held.ends_at,
        expires_at=held.hold.expires_at,
        needs_card=held.needs_card,
        price_minor=held.price_minor,
        deposit_minor=held.receipt.deposit.amount_minor,
        prepay_minor=held.prepay_minor,
        card=CardView.model_validate(held.card) if held.card else None,
        receipt=show_receipt(held.receipt, zone, now),
    )


HOLD = Operation(
    method="POST",
    summary="Hold a time for ten minutes",
    roles=(Role.PATIENT,),
    request=HoldRequest,
    response=HeldView,
    audit="appointment.hold",
)
BOOK = Operation(
    method="PUT",
    summary="Accept the policy and book the time that is held",
    roles=(Role.PATIENT,),
    request=BookRequest,
    response=BookedView,
    audit="appointment.book",
    appointment="appointment_id",
)

CONTRACT = Contract(
    name="book_slot",
    summary="Hold a time, then book it",
    operations=(HOLD, BOOK),
    bundle="stripe",
    environment=CORE_ENVIRONMENT + STRIPE_ENVIRONMENT,
)
