"""What a card can be charged (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts)."""

from __future__ import annotations

from local.stripe.errors import invalid_request

# In the currency's smallest unit. The yen has none but itself.
_LEAST = {
    "aed": 200, "czk": 1500, "dkk": 250, "gbp": 30, "hkd": 400, "huf": 17_500, "jpy": 50, "mxn": 1000,
    "myr": 200, "nok": 300, "pln": 200, "ron": 200, "sek": 300, "thb": 1000,
}  # fmt: skip
_LEAST_ELSEWHERE = 50
_MOST = 99_999_999  # eight digits
_WHOLE = frozenset({"clp", "jpy", "krw", "pyg", "vnd", "xaf", "xof"})
_SIGNS = {"usd": "$", "eur": "€", "gbp": "£", "jpy": "¥"}


def require_amount(amount: int, currency: str) -> None:
    if not (len(currency) == 3 and currency.isalpha() and currency.isascii()):
        raise invalid_request(f"Invalid currency: {currency}.", param="currency")
    if amount < 1:
        raise invalid_request("Invalid positive integer", code="parameter_invalid_integer", param="amount")
    least = _LEAST.get(currency, _LEAST_ELSEWHERE)
    if amount < least:
        raise invalid_request(
            f"Amount must be at least {written(least, currency)} {currency}", code="amount_too_small", param="amount"
        )
    if amount > _MOST:
        raise invalid_request(
            f"Amount must be no more than {written(_MOST, currency)}", code="amount_too_large", param="amount"
        )


def written(amount: int, currency: str) -> str:
    figure = f"{amount:,}" if currency in _WHOLE else f"{amount / 100:,.2f}"
    return _SIGNS.get(currency, "") + figure
