"""Stripe's test cards (https://docs.stripe.com/testing) and what each does."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Authentication(Enum):
    """When the bank wants the cardholder present."""

    NEVER = auto()
    UNLESS_SET_UP = auto()
    ALWAYS = auto()


@dataclass(frozen=True)
class Decline:
    """Stripe's `code`, the bank's `decline_code` where there is one, and the sentence for the cardholder."""

    code: str
    decline_code: str | None
    message: str


@dataclass(frozen=True)
class TestCard:
    """`nickname` makes Stripe's ready-made `pm_card_<nickname>` and `tok_<nickname>`.

    `disputed_as` is the reason of the dispute that follows its payment; where it `is_inquired`, the bank only asks.
    A slow refund waits as `pending`.
    """

    number: str
    nickname: str
    brand: str = "visa"
    authentication: Authentication = Authentication.NEVER
    declines_setup: Decline | None = None
    declines_charge: Decline | None = None
    disputed_as: str | None = None
    is_inquired: bool = False
    refunds_slowly: bool = False


_DECLINED = Decline("card_declined", "generic_decline", "Your card was declined.")
_NO_FUNDS = Decline("card_declined", "insufficient_funds", "Your card has insufficient funds.")
_LOST = Decline("card_declined", "lost_card", "Your card was declined.")
_STOLEN = Decline("card_declined", "stolen_card", "Your card was declined.")
EXPIRED = Decline("expired_card", None, "Your card has expired.")
_WRONG_CVC = Decline("incorrect_cvc", None, "Your card's security code is incorrect.")
NOT_A_TEST_CARD = Decline(
    "card_declined",
    "test_mode_live_card",
    "Your card was declined. Your request was in test mode, but used a non test card.",
)
UNAUTHENTICATED = Decline(
    "authentication_required",
    "authentication_required",
    "Your card was declined. This transaction requires authentication.",
)


def _refused(number: str, nickname: str, decline: Decline) -> TestCard:
    return TestCard(number, nickname, declines_setup=decline, declines_charge=decline)


_CARDS = (
    TestCard("4242424242424242", "visa"),
    TestCard("5555555555554444", "mastercard", "mastercard"),
    TestCard("378282246310005", "amex", "amex"),
    _refused("4000000000000002", "visa_chargeDeclined", _DECLINED),
    _refused("4000000000009995", "visa_chargeDeclinedInsufficientFunds", _NO_FUNDS),
    _refused("4000000000009987", "visa_chargeDeclinedLostCard", _LOST),
    _refused("4000000000009979", "visa_chargeDeclinedStolenCard", _STOLEN),
    _refused("4000000000000069", "chargeDeclinedExpiredCard", EXPIRED),
    _refused("4000000000000127", "chargeDeclinedIncorrectCvc", _WRONG_CVC),
    TestCard("4000000000000341", "chargeCustomerFail", declines_charge=_DECLINED),
    TestCard("4000000000000259", "createDispute", disputed_as="fraudulent"),
    TestCard("4000000000001976", "createDisputeInquiry", disputed_as="fraudulent", is_inquired=True),
    TestCard("4000000000002685", "createDisputeProductNotReceived", disputed_as="product_not_received"),
    TestCard("4000000000007726", "pendingRefund", refunds_slowly=True),
    TestCard("4000002500003155", "authenticationRequiredOnSetup", authentication=Authentication.UNLESS_SET_UP),
    TestCard("4000002760003184", "authenticationRequired", authentication=Authentication.ALWAYS),
)
BY_NUMBER = {card.number: card for card in _CARDS}
BY_NICKNAME = {card.nickname: card for card in _CARDS}
