"""Money in a currency's smallest unit, and the fees that are counted in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Stripe's lists: https://docs.stripe.com/currencies#zero-decimal, and #three-decimal below it
_ZERO_DECIMAL = frozenset(
    {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"}
)
_THREE_DECIMAL = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
# Kept in cents, and charged in whole units alone: https://docs.stripe.com/currencies#special-cases
_WHOLE_UNITS = frozenset({"isk", "ugx"})
# What a card can be charged at least, where it isn't 50: https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts
_LEAST_CHARGE = {
    "aed": 200, "bgn": 100, "czk": 1500, "dkk": 250, "gbp": 30, "hkd": 400, "huf": 17500, "mxn": 1000, "myr": 200,
    "nok": 300, "pln": 200, "ron": 200, "sek": 300, "thb": 1000,
}  # fmt: skip
_SYMBOLS = {
    "usd": "$",
    "cad": "CA$",
    "aud": "A$",
    "nzd": "NZ$",
    "eur": "€",
    "gbp": "£",
    "inr": "₹",
    "jpy": "¥",
}


@dataclass(frozen=True, slots=True)
class Money:
    """`amount_minor` in the smallest unit (cents, yen); `currency` an ISO 4217 code in lower case."""

    amount_minor: int
    currency: str

    def display(self) -> str:
        """`$50.00`, `¥5,000`, `CHF 50.00`."""
        return self._display(_decimals(self.currency))

    def display_short(self) -> str:
        """`$50` where nothing is lost, else as `display`."""
        decimals = _decimals(self.currency)
        return self._display(0 if self.amount_minor % 10**decimals == 0 else decimals)

    def chargeable(self) -> Money:
        """As much of it as a card can be charged: nothing, below what the card networks take."""
        step = 10 if self.currency in _THREE_DECIMAL else 100 if self.currency in _WHOLE_UNITS else 1
        amount = self.amount_minor - self.amount_minor % step
        return Money(amount if amount >= _LEAST_CHARGE.get(self.currency, 50) else 0, self.currency)

    def minus(self, other: Money) -> Money:
        """The rest, never less than nothing."""
        return Money(max(self.amount_minor - other.amount_minor, 0), self.currency)

    def _display(self, shown: int) -> str:
        whole, rest = divmod(abs(self.amount_minor), 10 ** _decimals(self.currency))
        symbol = _SYMBOLS.get(self.currency, f"{self.currency.upper()} ")
        sign = "-" if self.amount_minor < 0 else ""
        return f"{sign}{symbol}{whole:,}" + (f".{rest:0{shown}}" if shown else "")


@dataclass(frozen=True, slots=True)
class Fee:
    """`value` is an amount in the smallest unit, or whole percents of a visit's price."""

    kind: Literal["amount", "percent"]
    value: int

    def of(self, price: Money) -> Money:
        """Percents round half up to the smallest unit: 25% of $0.50 is $0.13."""
        if self.kind == "amount":
            return Money(self.value, price.currency)
        return Money((price.amount_minor * self.value + 50) // 100, price.currency)


def _decimals(currency: str) -> int:
    if currency in _ZERO_DECIMAL:
        return 0
    return 3 if currency in _THREE_DECIMAL else 2
