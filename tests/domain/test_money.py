import pytest

from common.domain.money import Fee, Money


@pytest.mark.parametrize(
    ("amount", "currency", "full", "short"),
    [
        (5000, "usd", "$50.00", "$50"),
        (6250, "usd", "$62.50", "$62.50"),
        (5, "usd", "$0.05", "$0.05"),
        (0, "usd", "$0.00", "$0"),
        (123456700, "usd", "$1,234,567.00", "$1,234,567"),
        (-5000, "usd", "-$50.00", "-$50"),
        (5000, "jpy", "¥5,000", "¥5,000"),
        (5000, "eur", "€50.00", "€50"),
        (5000, "cad", "CA$50.00", "CA$50"),
        (5000, "chf", "CHF 50.00", "CHF 50"),
        (5250, "kwd", "KWD 5.250", "KWD 5.250"),
    ],
)
def test_it_shows_money_in_the_units_of_its_currency(amount: int, currency: str, full: str, short: str) -> None:
    money = Money(amount, currency)
    assert (money.display(), money.display_short()) == (full, short)


@pytest.mark.parametrize(
    ("percent", "price", "expected"),
    [
        (25, Money(64000, "usd"), Money(16000, "usd")),
        (25, Money(50, "usd"), Money(13, "usd")),  # 12.5 cents
        (25, Money(49, "usd"), Money(12, "usd")),  # 12.25 cents
        (50, Money(333, "jpy"), Money(167, "jpy")),  # 166.5 yen
        (100, Money(9999, "usd"), Money(9999, "usd")),
        (0, Money(9999, "usd"), Money(0, "usd")),
    ],
)
def test_percents_round_half_up_to_the_smallest_unit(percent: int, price: Money, expected: Money) -> None:
    assert Fee("percent", percent).of(price) == expected


def test_an_amount_is_the_same_whatever_the_price() -> None:
    assert Fee("amount", 5000).of(Money(0, "usd")) == Money(5000, "usd")
