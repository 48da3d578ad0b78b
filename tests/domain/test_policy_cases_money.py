"""What a fee comes to: percents, rounding, the cap, and what a card can be charged in each currency."""

import pytest

from tests.domain.told import ANYTIME, Case, Told, assert_told, policy, visit

STARTS, BOOKED = "03-11T20:00", "03-09T19:14"  # Thursday 3:00 PM EST, booked on Tuesday
DAY, HOURS = "03-10T20:00", "03-11T18:00"


def one(
    owed: int, shown: str, no_show: int = 10000, *, price: int = 16000, currency: str = "usd", **said: int | str
) -> Case:
    """One fee from a day before; `step` is how the policy puts it."""
    step, cap, missed = said["step"], said.get("cap"), said.get("missed", 10000)
    told = Told(
        f"Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: {shown}.",
        {DAY: owed}, DAY, {"03-10T19:59:59": 0}, no_show,
    )  # fmt: skip
    terms = policy({24: step}, cap=cap, no_show=missed, currency=currency)
    return terms, visit(STARTS, BOOKED, price=price, currency=currency), told


def none(no_show: int = 10000, *, price: int = 16000, currency: str = "usd", **said: int | str) -> Case:
    """As above, where nothing is left of the fee."""
    terms = policy({24: said["step"]}, cap=said.get("cap"), no_show=said.get("missed", 10000), currency=currency)
    told = Told(ANYTIME, fees={"03-11T19:59:59": 0}, no_show=no_show)
    return terms, visit(STARTS, BOOKED, price=price, currency=currency), told


CASES: dict[str, Case] = {
    "half a cent is rounded up": one(103, "$1.03", price=410, step="25%"),  # 102.5
    "less than half a cent is rounded down": one(102, "$1.02", price=409, step="25%"),  # 102.25
    "half of an odd price is rounded up": one(5000, "$50", price=9999, step="50%"),  # 4999.5
    "a hundred percent is the price": one(9999, "$99.99", price=9999, step="100%"),
    "no percent is nothing": none(step="0%"),
    "a percentage of a free visit is nothing": none(price=0, step="100%"),
    "an amount is owed whatever the price": one(5000, "$50", price=2000, step=5000),
    "rounding up can reach what a card takes at least": one(50, "$0.50", price=4950, step="1%"),  # 49.5
    "and rounding down can miss it": none(price=4949, step="1%"),  # 49.49
    "a cent less than a card takes is no fee": none(step=49),
    "a cap below the fee is the fee": one(6000, "$60", 6000, step=7500, cap=6000),
    "a cap above the fee changes nothing": one(7500, "$75", 9000, step=7500, cap=9000),
    "a cap equal to the fee changes nothing": one(7500, "$75", 7500, step=7500, cap=7500),
    "a cap holds for percents too": one(3000, "$30", 3000, step="50%", cap=3000),
    "a cap in percent of the price is below an amount": one(4000, "$40", 4000, step=7500, cap="25%"),
    "a cap in percent of the price is above an amount": one(3000, "$30", 4000, step=3000, cap="25%"),
    "a cap in percent is rounded as fees are": one(103, "$1.03", 103, price=410, step=7500, cap="25%"),
    "a cap of nothing ends all fees": none(0, step=7500, cap=0),
    "a cap of no percent ends all fees": none(0, step=7500, cap="0%"),
    "a cap below what a card takes ends all fees": none(0, step=7500, cap=49),
    "two steps that the cap makes equal are one": (
        policy({24: 5000, 2: 9000}, cap=4000),
        visit(STARTS, BOOKED),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $40.",
            {DAY: 4000}, DAY, {HOURS: 4000}, 4000,
        ),
    ),
    "a cap leaves what is below it alone": (
        policy({24: 2500, 2: "100%"}, cap="50%", no_show="100%"),
        visit(STARTS, BOOKED),
        Told(
            "Free to cancel until Wed, Mar 10, 3:00 PM EST. After that: $25. From Thu, Mar 11, 1:00 PM EST: $80.",
            {DAY: 2500, HOURS: 8000}, DAY, {}, 8000,
        ),
    ),
    "yen have no smaller unit": one(2213, "¥2,213", price=8850, currency="jpy", step="25%"),  # 2212.5
    "a card takes fifty yen": one(50, "¥50", currency="jpy", step=50),
    "a card does not take forty-nine yen": none(currency="jpy", step=49),
    "won have no smaller unit": one(12000, "KRW 12,000", 48000, price=48000, currency="krw", step="25%", missed="100%"),
    "a third of a price in won is whole": one(16333, "KRW 16,333", price=49493, currency="krw", step="33%"),  # 16332.69
    "dinars are charged in steps of ten fils": one(  # 1312.5, then 1313
        1310, "KWD 1.310", 5250, price=5250, currency="kwd", step="25%", missed="100%",
    ),
    "an amount in dinars loses its last fils": one(5250, "KWD 5.250", currency="kwd", step=5259),
    "dinars below what a card takes are none": none(currency="kwd", step=49),
    "krónur are charged whole": one(  # 2,212.50
        221200, "ISK 2,212", 885000, price=885000, currency="isk", step="25%", missed="100%",
    ),
    "less than a króna is no fee": none(currency="isk", step=99),
    "a cap in krónur is whole too": one(
        150000, "ISK 1,500", 150000, currency="isk", step=500000, missed=500000, cap=150050,
    ),
    "shillings are charged whole": one(2500000, "UGX 25,000", currency="ugx", step=2500099),
    "a card takes thirty pence": one(30, "£0.30", currency="gbp", step=30),
    "a card does not take twenty-nine pence": none(currency="gbp", step=29),
    "a card takes 175 forint": one(17500, "HUF 175", 20000, currency="huf", step=17500, missed=20000),
    "a card does not take 174.99 forint": none(20000, currency="huf", step=17499, missed=20000),
    "a card takes ten pesos": one(1000, "MXN 10", currency="mxn", step=1000),
    "a card does not take 9.99 pesos": none(currency="mxn", step=999),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_what_is_shown_is_what_a_card_can_be_charged(case: Case) -> None:
    assert_told(case)
