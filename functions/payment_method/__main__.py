"""Show the cards on file, keep another one, say which is charged, forget one."""

from typing import Any

from common.actions.keep_card import choose_card, remove_card, save_card, start_card
from common.http.call import Call
from common.http.contracts import payment_method as contract
from common.http.fields import Nothing
from common.wiring import Function, processor

function = Function(contract.CONTRACT)


@function.answers(contract.SHOW)
def show(call: Call[Nothing]) -> contract.CardsOnFileView:
    return contract.show_cards(call.patient.cards)


@function.answers(contract.START)
def start(call: Call[Nothing]) -> contract.CardSetupView:
    cards = processor(call.practice.clinic.stripe_account).cards
    intent = start_card(call.stores.patients, cards, call.patient, clinic_id=call.scope.clinic_id, key=call.attempt_key)
    return contract.CardSetupView(setup_intent_id=intent.id, client_secret=intent.client_secret or "")


@function.answers(contract.CHOOSE)
def choose(call: Call[contract.CardChoice]) -> contract.CardsOnFileView:
    patients, asked = call.stores.patients, call.request
    if asked.card_id is not None:
        return contract.show_cards(choose_card(patients, call.patient, asked.card_id, call.now))
    cards = processor(call.practice.clinic.stripe_account).cards
    return contract.show_cards(save_card(patients, cards, call.patient, asked.setup_intent_id or "", call.now))


@function.answers(contract.REMOVE)
def remove(call: Call[contract.CardRemoval]) -> contract.CardsOnFileView:
    return contract.show_cards(remove_card(call.stores.patients, call.patient, call.request.card_id))


def main(event: dict[str, Any], context: object = None) -> dict[str, Any]:
    return function(event)
