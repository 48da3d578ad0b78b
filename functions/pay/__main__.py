"""Finish a payment by a signed link, without signing in."""

from typing import Any

from common.actions.charge_card import Till
from common.actions.pay_by_link import open_payment
from common.http.contracts import pay as contract
from common.http.events import HttpRequest
from common.wiring import edge, link_entrance, now, processor


def answer(http: HttpRequest, request_id: str) -> contract.PaymentView:
    call = link_entrance(contract.CONTRACT).call(http, request_id, now())
    stripe = processor(call.practice.clinic.stripe_account)
    till = Till(call.stores, stripe, call.practice, call.clinic_id, call.now)
    return contract.show_payment(open_payment(till, call.charge_id))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return edge(contract.CONTRACT).answer(event, answer)
