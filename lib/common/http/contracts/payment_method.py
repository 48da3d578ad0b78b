"""The card that holds a patient's visits. Card numbers go to Stripe and never come here."""

from __future__ import annotations

from common.domain.scope import Role
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Nothing, Request, Response, VendorId


class CardView(Response):
    """As printed on the card; `brand` in Stripe's spelling."""

    brand: str
    last4: str
    exp_month: int
    exp_year: int


class CardOnFileView(Response):
    """None until a card was saved."""

    card: CardView | None


class CardSetupView(Response):
    """Give `client_secret` to Stripe's browser library to confirm the card."""

    setup_intent_id: str
    client_secret: str


class CardSetupDone(Request):
    """The SetupIntent that the browser has confirmed."""

    setup_intent_id: VendorId


SHOW = Operation(
    method="GET",
    summary="Show my card on file",
    roles=(Role.PATIENT,),
    request=Nothing,
    response=CardOnFileView,
    audit="card.read",
    audited_on_entry=True,
)
START = Operation(
    method="POST",
    summary="Start saving a card",
    roles=(Role.PATIENT,),
    request=Nothing,
    response=CardSetupView,
    audit="card.start",
)
SAVE = Operation(
    method="PUT",
    summary="Keep the card that was confirmed",
    roles=(Role.PATIENT,),
    request=CardSetupDone,
    response=CardOnFileView,
    audit="card.save",
)

CONTRACT = Contract(
    name="payment_method",
    summary="My card on file",
    operations=(SHOW, START, SAVE),
    bundle="stripe",
    environment=CORE_ENVIRONMENT + STRIPE_ENVIRONMENT,
)
