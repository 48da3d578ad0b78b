"""Show the card on file, or keep another one."""

from typing import Any

from common.actions.keep_card import save_card, start_card
from common.http.call import Call
from common.http.contracts import payment_method as contract
from common.http.fields import Nothing
from common.wiring import Function, cards

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[Nothing]) -> contract.CardOnFileView:
    return contract.CardOnFileView.model_validate(call.patient)


@function.answers(contract.START)
def start(call: Call[Nothing]) -> contract.CardSetupView:
    intent = start_card(
        call.stores.patients, cards(), call.patient, clinic_id=call.scope.clinic_id, key=call.attempt_key
    )
    return contract.CardSetupView(setup_intent_id=intent.id, client_secret=intent.client_secret or "")


@function.answers(contract.SAVE)
def save(call: Call[contract.CardSetupDone]) -> contract.CardOnFileView:
    card = save_card(call.stores.patients, cards(), call.patient, call.request.setup_intent_id, call.now)
    return contract.CardOnFileView(card=contract.CardView.model_validate(card))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
