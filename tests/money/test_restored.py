"""An older backup was restored: what Stripe knows better is taken from there, and nothing is charged again."""

from __future__ import annotations

import pytest

from tests.functions.steps import accept, go_to, hold, later
from tests.money.till import BOTOX, TOO_LATE, TUESDAY, Till
from tests.product import MAYA


def test_after_an_older_backup_was_restored_what_was_charged_since_is_not_charged_again(till: Till) -> None:
    charge_id = till.cancel_late()
    backup = {key: till.product.raw.dump(key) for key in till.product.raw.scan_iter("*")}
    till.product.enforce()
    assert till.change(charge_id, "refund", amount_minor=2000).ok()["charge"]["status"] == "succeeded"
    till.product.raw.flushall()
    for key, value in backup.items():
        till.product.raw.restore(key, 0, value)
    later(till.product, days=3)
    for _ in range(2):
        till.product.enforce()
    charge = till.charge(charge_id)
    assert (charge["status"], charge["amount_minor"], charge["refunded_minor"]) == ("succeeded", 5000, 2000)
    assert till.payments() == [(5000, "succeeded")]
    assert till.taken() == 3000


def _restore(till: Till, backup: dict[bytes, bytes]) -> None:
    till.product.raw.flushall()
    for key, value in backup.items():
        till.product.raw.restore(key, 0, value)


@pytest.mark.parametrize("is_told", [False, True])
def test_a_fee_that_an_older_backup_does_not_know_is_neither_booked_nor_given_back_but_named(
    till: Till, *, is_told: bool
) -> None:
    till.keep_card()
    visit = till.book()
    later(till.product, minutes=11)
    till.product.enforce()
    backup = {key: till.product.raw.dump(key) for key in till.product.raw.scan_iter("*")}
    go_to(till.product, TOO_LATE)
    charge_id = till.cancel(visit)["charge_id"]
    till.product.enforce()
    _restore(till, backup)
    (intent,) = till.bank.made("payment_intent")
    later(till.product, hours=1)
    if is_told:
        assert till.bank.deliver(till.bank.event("payment_intent.succeeded")).ok()["effect"] == "none"
    for _ in range(2):
        till.product.enforce()
    assert (till.visit(visit)["status"], till.charges(), till.taken()) == ("booked", [], 5000)
    till.compare("2027-03-10")
    assert till.differing() == [intent["id"]]
    assert (till.charges(), till.taken()) == ([], 5000)
    assert charge_id == intent["metadata"]["charge_id"]


def test_what_was_paid_for_a_visit_that_an_older_backup_does_not_know_is_named(till: Till) -> None:
    backup = {key: till.product.raw.dump(key) for key in till.product.raw.scan_iter("*")}
    held = hold(till.product, MAYA, TUESDAY, kind=BOTOX).ok()
    till.bank.pay(accept(till.product, MAYA, held).ok()["client_secret"])
    accept(till.product, MAYA, held).ok()
    _restore(till, backup)
    till.product.enforce()
    till.compare("2027-03-02")
    (intent,) = till.bank.made("payment_intent")
    assert till.differing() == [intent["id"]]
    assert till.taken() == 5000
