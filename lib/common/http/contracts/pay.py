"""Finishing a payment by a signed link: the bank asks, or the card was refused. No PHI beyond time and clinic name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

from pydantic import Field

from common.domain.scope import Role
from common.http.cards import CardView
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Instant, Minor, Request, Response

if TYPE_CHECKING:
    from common.domain.outcomes import PaymentByLink

Token = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.-]{60,200}$")]


class LinkGiven(Request):
    """The link's token, which stands behind the # of its address and so in no log."""

    token: Token


class PaymentView(Response):
    """`open` can be paid; the rest needs nothing any more. `client_secret` is for Stripe's browser library: with
    `card`, the bank's question can be answered; without, another card is asked for.
    """

    status: Literal["open", "paid", "waived", "under_way"]
    kind: Literal["deposit", "late_cancel", "no_show"]
    amount_minor: Minor
    currency: str
    clinic_name: str
    clinic_phone: str
    clinic_zone: str
    stripe_account: str | None
    appointment_starts_at: Instant
    card: CardView | None
    needs_authentication: bool
    client_secret: str | None
    payment_method_id: str | None


def show_payment(payment: PaymentByLink) -> PaymentView:
    """What the one who has the link may know."""
    return PaymentView.model_validate(payment)


OPEN = Operation(
    method="POST",
    summary="Open a payment by its link",
    roles=(Role.LINK,),
    request=LinkGiven,
    response=PaymentView,
    audit="charge.open_link",
)
SETTLE = Operation(
    method="PUT",
    summary="Look how the payment went",
    roles=(Role.LINK,),
    request=LinkGiven,
    response=PaymentView,
    audit="charge.open_link",
)

CONTRACT = Contract(
    name="pay",
    summary="Finish a payment by a signed link",
    operations=(OPEN, SETTLE),
    bundle="stripe",
    environment=CORE_ENVIRONMENT + STRIPE_ENVIRONMENT,
    authentication="link",
)
