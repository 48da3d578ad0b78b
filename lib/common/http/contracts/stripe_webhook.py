"""Stripe's events: a card was confirmed, perhaps after the browser was closed."""

from __future__ import annotations

from common.domain.scope import Role
from common.http.contract import CORE_ENVIRONMENT, STRIPE_ENVIRONMENT, Contract, Operation
from common.http.fields import Nothing, Response


class ReceivedView(Response):
    """`effect`: what came of the event, the same when it comes again; `none` for one that doesn't concern us."""

    effect: str


RECEIVE = Operation(
    method="POST",
    summary="Take an event, signed by Stripe",
    roles=(Role.STRIPE,),
    request=Nothing,
    response=ReceivedView,
    audit="appointment.book",
)

CONTRACT = Contract(
    name="stripe_webhook",
    summary="Events from Stripe",
    operations=(RECEIVE,),
    bundle="stripe",
    environment=(*CORE_ENVIRONMENT, *STRIPE_ENVIRONMENT, "STRIPE_WEBHOOK_SECRET"),
    authentication="stripe",
)
