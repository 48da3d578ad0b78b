"""Fifty at once who want different things of the same money: one of them gets it. Each race shown without its check."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.functions.steps import go_to, later
from tests.money.books import Books, assert_sound
from tests.money.crashing import pay_anew_each_time
from tests.money.racing import CALLS, Line, make_room, without, won
from tests.money.till import OVER, TOO_LATE, Till
from tests.product import JOHNSON, MAYA, Person, Reply

Ask = Callable[[], Any]
HALF = CALLS // 2


@pytest.fixture(autouse=True)
def room(till: Till) -> None:
    make_room(till.bank.server)


def line_at(patch: pytest.MonkeyPatch, *deciding: str) -> Line:
    return Line(deciding, patch)


def settle_down(till: Till) -> None:
    for _ in range(2):
        later(till.product, minutes=5)
        till.product.enforce()


def booked_late(till: Till) -> str:
    """A visit in five hours, with a card on file."""
    till.keep_card()
    visit = till.book()
    go_to(till.product, TOO_LATE)
    return visit


def mixed(*kinds: list[Ask]) -> list[Ask]:
    """In turn, so that none is always first."""
    return [ask for turn in zip(*kinds, strict=True) for ask in turn]


def parted(replies: list[Any]) -> tuple[list[Any], list[Any]]:
    return replies[::2], replies[1::2]


def cancel_at_once(till: Till, patch: pytest.MonkeyPatch) -> list[Any]:
    """In turn the patient's, for $50, and the clinic's, for nothing."""
    visit = booked_late(till)

    def cancel(person: Person, fee_minor: int, by: str) -> Reply:
        body = {"appointment_id": visit, "expected_fee_minor": fee_minor, "by": by}
        return till.product.call("cancel", "POST", by=person, body=body)

    theirs: list[Ask] = [lambda: cancel(MAYA, 5000, "patient")] * HALF
    ours: list[Ask] = [lambda: cancel(JOHNSON, 0, "clinic")] * HALF
    replies = line_at(patch, "cancel_appointment").ask(mixed(theirs, ours))
    settle_down(till)
    return replies


def test_of_fifty_who_cancel_one_does_and_its_fee_is_the_one_that_is_charged(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = cancel_at_once(till, monkeypatch)
    assert won(replies) == 1
    by_patient, _ = parted(replies)
    assert till.taken() == (5000 if won(by_patient) else 0)
    assert_sound(till)


def test_without_the_check_several_cancel(till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    checks = {
        "record.version ~= version": "false",
        "(record.status ~= 'pending' and record.status ~= 'booked')": "false",
    }
    without(checks, "cancel_appointment", tmp_path, monkeypatch)
    assert won(cancel_at_once(till, monkeypatch)) > 1


def charge_at_once(till: Till, patch: pytest.MonkeyPatch) -> list[Any]:
    """By hand and by the schedule."""
    charge_id = till.cancel_late()
    by_hand: list[Ask] = [lambda: till.change(charge_id, "retry")] * HALF
    replies = line_at(patch, "begin_charge").ask(mixed(by_hand, [till.product.enforce] * HALF))
    settle_down(till)
    return replies


def test_of_fifty_who_charge_one_does(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    by_hand, _ = parted(charge_at_once(till, monkeypatch))
    assert won(by_hand) > 0
    assert till.payments() == [(5000, "succeeded")]
    assert till.charges()[0]["attempts"] == 1
    assert_sound(till)


def test_without_the_check_each_of_them_begins_a_try_of_its_own(
    till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    read = "local charge = record_at(charge_key)"
    checks = {read: f"{read}\ncharge.status, charge.due_at = 'due', now"}  # as if nobody had taken it in hand
    without(checks, "begin_charge", tmp_path, monkeypatch)
    charge_at_once(till, monkeypatch)
    assert till.charges()[0]["attempts"] > HALF


def test_without_the_one_intent_of_a_charge_several_are_paid(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    pay_anew_each_time(monkeypatch)
    charge_at_once(till, monkeypatch)
    assert till.payments().count((5000, "succeeded")) > 1


def attend_at_once(till: Till, patch: pytest.MonkeyPatch) -> list[Any]:
    """Missed, says the one; arrived late, says the other."""
    till.keep_card()
    visit = till.book()
    go_to(till.product, OVER)

    def say(status: str) -> Reply:
        said = {"appointment_id": visit, "status": status, "version": 2}
        return till.product.call("attendance", "POST", by=JOHNSON, body=said)

    missed: list[Ask] = [lambda: say("noshow")] * HALF
    arrived: list[Ask] = [lambda: say("arrived")] * HALF
    replies = line_at(patch, "attend").ask(mixed(missed, arrived))
    settle_down(till)
    return replies


def test_of_fifty_who_say_how_a_visit_went_one_does_and_only_a_missed_one_is_charged(
    till: Till, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = attend_at_once(till, monkeypatch)
    assert won(replies) == 1
    missed, _ = parted(replies)
    assert till.taken() == (10000 if won(missed) else 0)
    assert_sound(till)


def test_without_the_check_a_visit_went_both_ways(till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    without({"record.version ~= version": "false"}, "attend", tmp_path, monkeypatch)
    missed, arrived = parted(attend_at_once(till, monkeypatch))
    assert won(missed)
    assert won(arrived)


def waive_and_charge(till: Till, patch: pytest.MonkeyPatch) -> tuple[list[Any], list[Any]]:
    charge_id = till.cancel_late()
    waived: list[Ask] = [lambda: till.change(charge_id, "waive", reason="A child was ill.")] * HALF
    charged: list[Ask] = [lambda: till.change(charge_id, "retry")] * HALF
    replies = line_at(patch, "begin_charge", "waive_charge").ask(mixed(waived, charged))
    settle_down(till)
    return parted(replies)


def test_a_fee_is_either_waived_or_charged(till: Till, monkeypatch: pytest.MonkeyPatch) -> None:
    waived, charged = waive_and_charge(till, monkeypatch)
    assert won(waived) == (0 if till.payments() else 1)
    assert till.payments() in ([], [(5000, "succeeded")])
    if till.payments():
        assert won(charged) > 0
    assert_sound(till)


def test_without_the_check_a_fee_is_waived_and_charged(
    till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    checks = {"charge.status == 'attempting'": "false", "not is_waivable(charge)": "false"}
    without(checks, "waive_charge", tmp_path, monkeypatch)
    waived, _ = waive_and_charge(till, monkeypatch)
    assert won(waived) > 1


def refund_at_once(till: Till, patch: pytest.MonkeyPatch, amount: dict[str, Any]) -> list[Reply]:
    charge_id = till.cancel_late()
    till.product.enforce()
    replies = line_at(patch, "begin_refund").ask([lambda: till.change(charge_id, "refund", **amount)] * CALLS)
    settle_down(till)
    return replies


@pytest.mark.parametrize(("amount", "times"), [({}, 1), ({"amount_minor": 1666}, 3)], ids=["all of it", "a third"])
def test_no_more_goes_back_than_there_was(
    till: Till, monkeypatch: pytest.MonkeyPatch, amount: dict[str, Any], times: int
) -> None:
    assert won(refund_at_once(till, monkeypatch, amount)) == times
    back = times * amount.get("amount_minor", 5000)
    assert till.taken() == 5000 - back
    assert [row["amount_minor"] for row in Books(till).rows("refund")] == [str(back // times)] * times
    assert len(till.bank.made("refund")) == times
    assert_sound(till)


@pytest.mark.parametrize(("amount", "times"), [({"amount_minor": 5000}, 1), ({"amount_minor": 1666}, 3)])
def test_without_the_check_more_is_promised_back_than_there_was(
    till: Till, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, amount: dict[str, Any], times: int
) -> None:
    without({"amount_minor > left": "false"}, "begin_refund", tmp_path, monkeypatch)
    assert won(refund_at_once(till, monkeypatch, amount)) > times
