"""The signed link: the bank is answered, or another card is used, without signing in."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.steps import later
from tests.money.racing import just_before
from tests.money.till import Till
from tests.product import MAYA, Reply


def _open(till: Till, token: str, method: str = "POST") -> Reply:
    return till.product.call("pay", method, body={"token": token})


def _token(till: Till, charge_id: str) -> str:
    return str(till.charge(charge_id)["pay_link"].removeprefix("/pay#"))


@pytest.fixture
def asked(till: Till) -> str:
    """A fee about which the bank wants the cardholder."""
    charge_id = till.cancel_late("pm_card_authenticationRequired")
    till.product.enforce()
    return charge_id


def test_it_shows_what_is_to_be_paid_and_nothing_of_why(till: Till, asked: str) -> None:
    shown: Any = _open(till, _token(till, asked)).ok()
    assert shown.pop("client_secret").startswith("pi_")
    assert shown.pop("payment_method_id").startswith("pm_")
    assert shown == {
        "status": "open",
        "kind": "late_cancel",
        "amount_minor": 5000,
        "currency": "usd",
        "clinic_name": "Harbor Dermatology",
        "clinic_phone": "+16175550142",
        "clinic_zone": "America/New_York",
        "stripe_account": None,
        "appointment_starts_at": "2027-03-09T15:00:00Z",
        "card": {"brand": "visa", "last4": "3184", "exp_month": 3, "exp_year": 2028},
        "needs_authentication": True,
    }


def test_answering_the_bank_pays_it_and_the_link_is_spent(till: Till, asked: str) -> None:
    token = _token(till, asked)
    opened = _open(till, token).ok()
    till.bank.pay(opened["client_secret"], opened["payment_method_id"])
    till.bank.authenticate(opened["client_secret"], "complete")
    assert _open(till, token, "PUT").ok()["status"] == "paid"
    assert till.charge(asked)["status"] == "succeeded"
    again = _open(till, token).ok()
    assert (again["status"], again["client_secret"]) == ("paid", None)
    assert till.payments() == [(5000, "succeeded")]


def test_another_card_pays_what_the_first_one_would_not(till: Till) -> None:
    charge_id = till.cancel_late("pm_card_chargeCustomerFail")
    till.product.enforce()
    token = _token(till, charge_id)
    opened = _open(till, token).ok()
    assert not opened["needs_authentication"]
    till.bank.pay(opened["client_secret"], "pm_card_mastercard")
    assert _open(till, token, "PUT").ok()["status"] == "paid"
    assert till.charge(charge_id)["card"]["brand"] == "mastercard"
    later(till.product, days=1)
    till.product.enforce()
    assert till.payments() == [(5000, "succeeded")]


def test_without_a_browser_that_comes_back_the_webhook_settles_it(till: Till, asked: str) -> None:
    opened = _open(till, _token(till, asked)).ok()
    till.bank.pay(opened["client_secret"], opened["payment_method_id"])
    till.bank.authenticate(opened["client_secret"], "complete")
    assert till.bank.deliver(till.bank.event("payment_intent.succeeded")).ok()["effect"] == "charged"
    assert till.charge(asked)["status"] == "succeeded"


def test_and_without_a_webhook_either_the_sweep_does(till: Till, asked: str) -> None:
    opened = _open(till, _token(till, asked)).ok()
    till.bank.pay(opened["client_secret"], opened["payment_method_id"])
    till.bank.authenticate(opened["client_secret"], "complete")
    later(till.product, minutes=5)
    assert till.product.enforce()["swept"] > 0
    assert till.charge(asked)["status"] == "succeeded"


def test_what_was_waived_meanwhile_asks_for_nothing(till: Till, asked: str) -> None:
    token = _token(till, asked)
    till.change(asked, "waive", reason="Never mind.").ok()
    shown = _open(till, token).ok()
    assert (shown["status"], shown["client_secret"]) == ("waived", None)
    till.product.enforce()
    assert till.payments() == [(5000, "canceled")]


def test_paid_in_the_very_moment_it_was_waived_it_goes_back(till: Till, asked: str) -> None:
    opened = _open(till, _token(till, asked)).ok()
    till.bank.pay(opened["client_secret"], opened["payment_method_id"])
    till.change(asked, "waive", reason="Never mind.").ok()
    till.bank.authenticate(opened["client_secret"], "complete")
    till.product.enforce()
    till.product.enforce()
    assert till.charge(asked)["status"] == "refunded"
    assert till.taken() == 0


def _pay(till: Till, opened: Any) -> None:
    """In the browser, with the card that the bank asks about."""
    till.bank.pay(opened["client_secret"], opened["payment_method_id"])
    till.bank.authenticate(opened["client_secret"], "complete")


def _goes_back(till: Till, charge_id: str) -> None:
    for _ in range(2):
        till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["waived_by"]) == ("refunded", "payer")
    assert till.taken() == 0


@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_whoever_has_moved_to_a_payer_that_bars_fees_finds_it_waived(till: Till, asked: str, method: str) -> None:
    token = _token(till, asked)
    till.change_payer("pay_masshealth")
    shown = _open(till, token, method).ok()
    assert (shown["status"], shown["client_secret"], shown["needs_authentication"]) == ("waived", None, False)
    charge = till.charge(asked)
    assert (charge["status"], charge["waived_by"]) == ("waived", "payer")
    till.product.enforce()
    assert till.payments() == [(5000, "canceled")]


def test_what_they_paid_on_a_page_that_was_open_before_goes_back(till: Till, asked: str) -> None:
    token = _token(till, asked)
    opened = _open(till, token).ok()
    till.change_payer("pay_masshealth")
    _pay(till, opened)
    assert _open(till, token, "PUT").ok()["status"] == "waived"
    _goes_back(till, asked)
    assert _open(till, token).ok()["status"] == "waived"


def test_and_so_it_does_where_the_webhook_tells_of_it(till: Till, asked: str) -> None:
    opened = _open(till, _token(till, asked)).ok()
    till.change_payer("pay_masshealth")
    _pay(till, opened)
    assert till.bank.deliver(till.bank.event("payment_intent.succeeded")).ok()["effect"] == "charged"
    _goes_back(till, asked)


def test_and_where_the_sweep_does(till: Till, asked: str) -> None:
    opened = _open(till, _token(till, asked)).ok()
    till.change_payer("pay_masshealth")
    _pay(till, opened)
    later(till.product, minutes=5)
    _goes_back(till, asked)


def test_what_was_paid_before_they_moved_to_that_payer_stays_paid(till: Till, asked: str) -> None:
    token = _token(till, asked)
    _pay(till, _open(till, token).ok())
    _open(till, token, "PUT").ok()
    till.change_payer("pay_masshealth")
    till.bank.deliver(till.bank.event("payment_intent.succeeded")).ok()
    assert _open(till, token).ok()["status"] == "paid"
    till.product.enforce()
    assert till.taken() == 5000


def test_a_link_that_is_opened_twice_at_once_finds_it_waived_twice(
    till: Till, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = _token(till, asked)
    till.change_payer("pay_masshealth")
    found: list[str] = []
    just_before("waive_charge", lambda: found.append(_open(till, token).ok()["status"]), monkeypatch)
    found.append(_open(till, token).ok()["status"])
    assert found == ["waived", "waived"]
    assert till.charge(asked)["waived_by"] == "payer"


def test_the_patient_has_the_same_link(till: Till, asked: str) -> None:
    (charge,) = till.charges(by=MAYA)
    token = charge["pay_link"].removeprefix("/pay#")
    assert _open(till, token).ok()["status"] == "open"


def test_after_a_week_it_is_spent_and_another_one_can_be_had(till: Till, asked: str) -> None:
    token = _token(till, asked)
    later(till.product, days=7)
    _open(till, token).refused(410, "link_spent")
    assert _open(till, _token(till, asked)).ok()["status"] == "open"


@pytest.mark.parametrize("place", [5, 40, 70, -1])
def test_a_letter_changed_anywhere_opens_nothing(till: Till, asked: str, place: int) -> None:
    token = _token(till, asked)
    changed = token[:place] + ("a" if token[place] != "a" else "b") + (token[place:][1:] if place != -1 else "")
    _open(till, changed).refused(410, "link_spent")
    _open(till, "x" * 100).refused(410, "link_spent")
    assert _open(till, "short").refused(422, "invalid_field")["field"] == "token"
