import pytest
from hypothesis import given
from hypothesis import strategies as st

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


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (50, "usd", 50), (49, "usd", 0), (0, "usd", 0), (5001, "usd", 5001),
        (50, "eur", 50), (49, "eur", 0), (30, "gbp", 30), (29, "gbp", 0),
        (1500, "czk", 1500), (1499, "czk", 0), (250, "dkk", 250), (249, "dkk", 0),
        (50, "jpy", 50), (49, "jpy", 0), (50, "krw", 50),
        (5259, "kwd", 5250), (59, "kwd", 50), (49, "kwd", 0), (5259, "bhd", 5250),
        (885099, "isk", 885000), (100, "isk", 100), (99, "isk", 0), (199, "ugx", 100),
    ],
)  # fmt: skip
def test_a_card_is_charged_in_steps_of_its_currency_and_not_too_little(
    amount: int, currency: str, expected: int
) -> None:
    assert Money(amount, currency).chargeable() == Money(expected, currency)


CURRENCIES = st.sampled_from(
    ["usd", "eur", "gbp", "jpy", "krw", "kwd", "bhd", "isk", "ugx", "huf", "mxn", "sek", "aed"]
)


@given(st.integers(0, 10**9), CURRENCIES)
def test_what_a_card_can_be_charged_is_never_more_and_stays_what_it_is(amount: int, currency: str) -> None:
    found = Money(amount, currency).chargeable()
    assert 0 <= found.amount_minor <= amount
    assert found.chargeable() == found


@given(st.integers(0, 10**6), st.integers(0, 10**6), CURRENCIES)
def test_more_money_is_never_less_to_charge(one: int, other: int, currency: str) -> None:
    less, more = sorted([one, other])
    assert Money(less, currency).chargeable().amount_minor <= Money(more, currency).chargeable().amount_minor


@pytest.mark.parametrize(("one", "other", "expected"), [(5000, 2000, 3000), (2000, 2000, 0), (2000, 5000, 0)])
def test_what_is_left_is_never_less_than_nothing(one: int, other: int, expected: int) -> None:
    assert Money(one, "usd").minus(Money(other, "usd")) == Money(expected, "usd")
