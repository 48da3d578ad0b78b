"""Turns what was typed, or a ready-made token, into a card; refuses what Stripe's form refuses."""

from __future__ import annotations

from datetime import UTC, datetime

from local.stripe.account import Account
from local.stripe.cards import BY_NICKNAME, BY_NUMBER, NOT_A_TEST_CARD, TestCard
from local.stripe.errors import ApiError, Json, card_error, invalid_request, no_such

_GOOGLE_PAY = "google_pay"


def card_of_token(token: str) -> tuple[TestCard, Json | None]:
    """The card behind `tok_…` and its wallet, which only the browser's Google Pay button has."""
    nickname = token.removeprefix("tok_")
    if nickname == _GOOGLE_PAY:
        return BY_NICKNAME["visa"], {"type": _GOOGLE_PAY, "dynamic_last4": "4242", _GOOGLE_PAY: {}}
    if nickname not in BY_NICKNAME:
        raise no_such("token", token, param="card[token]")
    return BY_NICKNAME[nickname], None


def card_of_number(account: Account, card: Json) -> TestCard:
    number = card["number"].replace(" ", "")
    if not _passes_luhn(number):
        raise card_error("incorrect_number", "Your card number is incorrect.", param="number")
    _require_current(account, card)
    cvc = card.get("cvc", "123")
    if not (cvc.isdecimal() and len(cvc) in {3, 4}):
        raise card_error("invalid_cvc", "Your card's security code is invalid.", param="cvc")
    if number not in BY_NUMBER:
        raise card_error(NOT_A_TEST_CARD.code, NOT_A_TEST_CARD.message, decline_code=NOT_A_TEST_CARD.decline_code)
    return BY_NUMBER[number]


def refuse_number_from_server() -> ApiError:
    return invalid_request(
        "Sending credit card numbers directly to the Stripe API is generally unsafe. We suggest you use test "
        "tokens that map to the test card you are using, see https://stripe.com/docs/testing.",
        param="card[number]",
    )


def expiry(account: Account, card: Json) -> tuple[int, int]:
    """Month and four-digit year, a year from now where none was given."""
    today = datetime.fromtimestamp(account.now(), UTC)
    year = card.get("exp_year", today.year + 1)
    return card.get("exp_month", today.month), year + 2000 if year < 100 else year


def _require_current(account: Account, card: Json) -> None:
    month, year = expiry(account, card)
    today = datetime.fromtimestamp(account.now(), UTC)
    if not 1 <= month <= 12 or (year == today.year and month < today.month):
        raise card_error("invalid_expiry_month", "Your card's expiration month is invalid.", param="exp_month")
    if not today.year <= year <= today.year + 50:
        raise card_error("invalid_expiry_year", "Your card's expiration year is invalid.", param="exp_year")


def _passes_luhn(number: str) -> bool:
    if not (number.isascii() and number.isdecimal() and 12 <= len(number) <= 19):
        return False
    digits = [int(digit) for digit in reversed(number)]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[1::2]]
    return (sum(digits[::2]) + sum(doubled)) % 10 == 0
