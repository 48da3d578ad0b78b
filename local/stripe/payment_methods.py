"""https://docs.stripe.com/api/payment_methods: cards, made by a browser or from a ready-made token."""

from __future__ import annotations

import copy

from local.stripe.account import Account
from local.stripe.call import Call, Route, happen
from local.stripe.card_details import card_of_number, card_of_token, expiry, refuse_number_from_server
from local.stripe.cards import BY_NICKNAME, BY_NUMBER, TestCard
from local.stripe.errors import Json, card_error, invalid_request, not_here
from local.stripe.listing import UNDATED_PAGING, matching, page
from local.stripe.views import previous

_NO_ADDRESS = dict.fromkeys(("city", "country", "line1", "line2", "postal_code", "state"))
_NOBODY = {"address": _NO_ADDRESS, "email": None, "name": None, "phone": None, "tax_id": None}


def create(call: Call) -> Json:
    if call.get("type") != "card" or "card" not in call.params:
        raise not_here("type")
    card = call.params["card"]
    if "networks" in card:
        raise not_here("card[networks]")
    if "token" in card:
        test_card, wallet = card_of_token(card["token"])
    elif not call.publishable:
        raise refuse_number_from_server()
    else:
        test_card, wallet = card_of_number(call.account, card), None
    method = _new(call.account, test_card, card, wallet)
    method["billing_details"] |= call.get("billing_details") or {}
    method["allow_redisplay"] = call.get("allow_redisplay") or "unspecified"
    method["metadata"] = call.get("metadata") or {}
    return method


def retrieve(call: Call) -> Json:
    return call.account.get("payment_method", call.target, param="payment_method")


def find_or_make(account: Account, method_id: str) -> Json:
    """A payment method by its id, or a new one of Stripe's ready-made `pm_card_…`."""
    nickname = method_id.removeprefix("pm_card_")
    if nickname in BY_NICKNAME:
        return _new(account, BY_NICKNAME[nickname], {}, None)
    return account.named("payment_method", method_id, param="payment_method")


def _target(call: Call) -> Json:
    if call.target.removeprefix("pm_card_") in BY_NICKNAME:
        return find_or_make(call.account, call.target)
    return call.account.get("payment_method", call.target, param="payment_method")


def card_of(method: Json) -> TestCard:
    return BY_NUMBER[method["_number"]]


def require_unspent(method: Json) -> None:
    if method["_spent"]:
        raise invalid_request(
            "The provided PaymentMethod was previously used with a PaymentIntent without Customer "
            "attachment, or was detached from a Customer. It may not be used again. To use a PaymentMethod "
            "multiple times, you must attach it to a Customer first.",
            param="payment_method",
        )


def attach(call: Call) -> Json:
    method = _target(call)
    customer = call.account.named("customer", call.get("customer") or "", param="customer")
    if method["customer"] not in {None, customer["id"]}:
        raise invalid_request("The payment method you provided has already been attached to a customer.")
    require_unspent(method)
    if decline := card_of(method).declines_setup:
        raise card_error(decline.code, decline.message, decline_code=decline.decline_code)
    attach_to(call, method, customer["id"])
    return method


def attach_to(call: Call, method: Json, customer_id: str) -> None:
    if method["customer"] is None:
        method["customer"] = customer_id
        call.emit("payment_method.attached", method)


def detach(call: Call) -> Json:
    method = call.account.get("payment_method", call.target, param="payment_method")
    if method["customer"] is None:
        raise invalid_request(
            "The payment method you provided is not attached to a customer so detachment is impossible."
        )
    customer = method["customer"]
    method |= {"customer": None, "_spent": True}
    call.emit("payment_method.detached", method, {"customer": customer})
    return method


def renew(account: Account, method: Json, exp_month: int, exp_year: int) -> None:
    """The card network tells Stripe of the new card (https://docs.stripe.com/payments/cards/saving-cards)."""
    before = copy.deepcopy(method)
    method["card"] |= {"exp_month": exp_month, "exp_year": exp_year}
    happen(account, "payment_method.automatically_updated", method, previous(before, method))


def list_all(call: Call) -> Json:
    if customer := call.get("customer"):
        call.account.named("customer", customer, param="customer")
    found = matching(call, call.account.newest("payment_method"), "customer type")
    return page(call, "/v1/payment_methods", found)


def _new(account: Account, test_card: TestCard, typed: Json, wallet: Json | None) -> Json:
    return account.add(
        "pm",
        "payment_method",
        allow_redisplay="unspecified",
        billing_details={**_NOBODY, "address": dict(_NO_ADDRESS)},
        card=_card(test_card, expiry(account, typed), wallet),
        customer=None,
        metadata={},
        type="card",
        _number=test_card.number,
        _ready=False,  # set up for off-session use
        _spent=False,  # can never be used again
    )


def _card(test_card: TestCard, expires: tuple[int, int], wallet: Json | None) -> Json:
    return {
        "brand": test_card.brand,
        "checks": {
            "address_line1_check": None,
            "address_postal_code_check": "pass",
            "cvc_check": "pass",
        },
        "country": "US",
        "display_brand": test_card.brand,
        "exp_month": expires[0],
        "exp_year": expires[1],
        "fingerprint": f"local{test_card.number[-11:]}",
        "funding": "credit",
        "generated_from": None,
        "last4": test_card.number[-4:],
        "networks": {"available": [test_card.brand], "preferred": None},
        "regulated_status": "unregulated",
        "three_d_secure_usage": {"supported": True},
        "wallet": wallet,
    }


_PATH = "/v1/payment_methods"
ROUTES = (
    Route(
        "POST",
        _PATH,
        "PaymentMethodCreateParams",
        create,
        "type card billing_details allow_redisplay metadata",
        publishable=True,
    ),
    Route("GET", _PATH, "PaymentMethodListParams", list_all, f"customer type {UNDATED_PAGING}"),
    Route("GET", f"{_PATH}/{{id}}", "PaymentMethodRetrieveParams", retrieve),
    Route("POST", f"{_PATH}/{{id}}/attach", "PaymentMethodAttachParams", attach, "customer"),
    Route("POST", f"{_PATH}/{{id}}/detach", "PaymentMethodDetachParams", detach),
)
