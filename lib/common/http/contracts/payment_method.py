"""The cards that hold a patient's visits. Card numbers go to Stripe and never come here."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from pydantic import model_validator

from common.domain.scope import Role
from common.http.cards import CardView
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Nothing, Request, Response, VendorId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.cards import CardOnFile


class KeptCardView(CardView):
    """A card with the id to name it by."""

    id: str


class CardsOnFileView(Response):
    """The first is the one that is charged; empty until a card was saved."""

    cards: tuple[KeptCardView, ...]


class CardSetupView(Response):
    """Give `client_secret` to Stripe's browser library to confirm the card."""

    setup_intent_id: str
    client_secret: str


class CardChoice(Request):
    """Which card to charge from now on: one that the browser has just confirmed, or one that is kept."""

    setup_intent_id: VendorId | None = None
    card_id: VendorId | None = None

    @model_validator(mode="after")
    def _names_one(self) -> Self:
        if (self.setup_intent_id is None) == (self.card_id is None):
            raise ValueError("card_id: Name a card that is kept, or the SetupIntent of a new one.")
        return self


class CardRemoval(Request):
    """Which card to forget."""

    card_id: VendorId


def show_cards(cards: Sequence[CardOnFile]) -> CardsOnFileView:
    """The one that is charged first."""
    return CardsOnFileView(
        cards=tuple(
            KeptCardView(
                id=card.payment_method_id,
                brand=card.brand,
                last4=card.last4,
                exp_month=card.exp_month,
                exp_year=card.exp_year,
            )
            for card in cards
        )
    )


SHOW = Operation(
    method="GET",
    summary="Show my cards on file",
    roles=(Role.PATIENT,),
    request=Nothing,
    response=CardsOnFileView,
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
CHOOSE = Operation(
    method="PUT",
    summary="Say which card is charged: one that was just confirmed, or one that is kept",
    roles=(Role.PATIENT,),
    request=CardChoice,
    response=CardsOnFileView,
    audit="card.save",
)

REMOVE = Operation(
    method="DELETE",
    summary="Forget a card",
    roles=(Role.PATIENT,),
    request=CardRemoval,
    response=CardsOnFileView,
    audit="card.remove",
)

CONTRACT = Contract(
    name="payment_method",
    summary="My cards on file",
    operations=(SHOW, START, CHOOSE, REMOVE),
    bundle="stripe",
    environment=CORE_ENVIRONMENT + STRIPE_ENVIRONMENT,
)
