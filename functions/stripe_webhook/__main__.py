"""Take Stripe's events: what became of cards and payments, perhaps after the browser was closed."""

from typing import Any

from common.actions.take_payment_event import take_payment_event
from common.domain.scope import Role
from common.http.contracts import stripe_webhook as contract
from common.http.events import HttpRequest
from common.http.machines import read_stripe_event
from common.wiring import edge, now, processor, service_entrance, stripe_events, sweeps


def receive(http: HttpRequest, request_id: str) -> contract.ReceivedView:
    at = now()
    event = read_stripe_event(http, stripe_events(), at)
    entrance = service_entrance(contract.CONTRACT, Role.STRIPE)
    effect = take_payment_event(event, entrance.opening(request_id, at), processor)
    sweeps().note_taken(event.id)
    return contract.ReceivedView(effect=effect)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return edge(contract.CONTRACT).answer(event, receive)
