"""Finish a payment by a signed link, without signing in."""

from typing import Any

from common.actions.pay_by_link import open_payment
from common.http.contracts import pay as contract
from common.http.events import HttpRequest
from common.wiring import edge, link_entrance, now, processor


def answer(http: HttpRequest, request_id: str) -> contract.PaymentView:
    call = link_entrance(contract.CONTRACT).call(http, request_id, now())
    stripe = processor(call.practice.clinic.stripe_account)
    payment = open_payment(call.stores.charges, stripe, call.practice, call.charge_id, call.now)
    return contract.show_payment(payment)


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return edge(contract.CONTRACT).answer(event, answer)
