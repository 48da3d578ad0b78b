"""Money in a currency's smallest unit, and the fees that are counted in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

# Stripe's lists: https://docs.stripe.com/currencies#zero-decimal, and #three-decimal below it
_ZERO_DECIMAL = frozenset(
    {"bif", "clp", "djf", "gnf", "jpy", "kmf", "krw", "mga", "pyg", "rwf", "vnd", "vuv", "xaf", "xof", "xpf"}
)
_THREE_DECIMAL = frozenset({"bhd", "jod", "kwd", "omr", "tnd"})
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
