"""The clinic's notes on a visit."""

from __future__ import annotations

from typing import Any

import pytest

from tests.functions.bank import Bank
from tests.functions.steps import TUESDAY_TEN, calendar, cancel, go_to, join, later
from tests.product import CHEN, JOHNSON, MAYA, PRIYA, RUTH, Person, Product, Reply


@pytest.fixture
def visit(product: Product, bank: Bank) -> str:
    """Ruth's, on Tuesday at ten."""
    join(product, RUTH)
    return bank.book(RUTH, TUESDAY_TEN)


def write(product: Product, by: Person, visit: str, text: str) -> Reply:
    return product.call("appointment_notes", "POST", by=by, body={"appointment_id": visit, "text": text})


def read(product: Product, visit: str) -> Any:
    return product.call("appointment_notes", by=PRIYA, query={"appointment_id": visit}).ok()["notes"]


def test_at_first_there_are_none(product: Product, visit: str) -> None:
    assert read(product, visit) == []


def test_notes_stand_in_the_order_they_were_written_with_who_wrote_them(product: Product, visit: str) -> None:
    write(product, PRIYA, visit, "Asked for the room near the door.").ok()
    later(product, hours=1)
    written = write(product, CHEN, visit, "Two spots, left shoulder.").ok()["notes"]
    assert written == read(product, visit)
    assert written == [
        {
            "id": written[0]["id"],
            "author": "Priya",
            "written_at": "2027-03-01T14:00:00Z",
            "text": "Asked for the room near the door.",
        },
        {
            "id": written[1]["id"],
            "author": "Dr. Chen",
            "written_at": "2027-03-01T15:00:00Z",
            "text": "Two spots, left shoulder.",
        },
    ]
    assert written[0]["id"] != written[1]["id"]
    (listed,) = calendar(product, JOHNSON, "2027-03-02")
    assert listed["note_count"] == 2


@pytest.mark.parametrize(
    "text",
    [
        "naïve, 中文, עברית, ع",
        "two\nlines\tand a tab",
        "👩\u200d⚕️ 38.5 °C, 1 < 2 & <b>not bold</b>",
        "x" * 4000,
    ],
)
def test_they_come_back_as_they_were_written(product: Product, visit: str, text: str) -> None:
    write(product, CHEN, visit, text).ok()
    assert [note["text"] for note in read(product, visit)] == [text]


@pytest.mark.parametrize("text", ["", "   \n", "x" * 4001, "a\u0000b", "\u202etxet"])
def test_what_cannot_be_read_is_refused(product: Product, visit: str, text: str) -> None:
    assert write(product, CHEN, visit, text).refused(422, "invalid_field")["field"] == "text"
    assert read(product, visit) == []


def test_a_visit_that_is_over_or_called_off_can_still_be_written_on(product: Product, bank: Bank, visit: str) -> None:
    called_off = bank.book(RUTH, "2027-03-03T15:00:00Z")
    cancel(product, RUTH, called_off, 0).ok()
    go_to(product, "2027-03-20T15:00:00Z")
    for appointment_id in (visit, called_off):
        write(product, CHEN, appointment_id, "Did well.").ok()
        assert [note["written_at"] for note in read(product, appointment_id)] == ["2027-03-20T15:00:00Z"]


def test_each_visit_has_its_own(product: Product, bank: Bank, visit: str) -> None:
    second = bank.book(RUTH, "2027-03-03T15:00:00Z")
    write(product, CHEN, visit, "On the first.").ok()
    assert read(product, second) == []


def test_patients_do_not_get_them_and_an_unknown_visit_has_none(product: Product, visit: str) -> None:
    join(product, MAYA)
    query = {"appointment_id": visit}
    for patient in (RUTH, MAYA):
        product.call("appointment_notes", by=patient, query=query).refused(403, "forbidden")
    write(product, CHEN, "apt_00000000000000000000", "Lost.").refused(404, "not_found")
