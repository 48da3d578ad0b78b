"""The file is read back by a reader that follows RFC 5545, sections 3.1 and 3.3.11, to the letter."""

import re

from hypothesis import given
from hypothesis import strategies as st

from common.domain.calendar_file import ics
from tests.domain.made_by_hand import utc


def of(uid: str = "apt_1", clinic: str = "Harbor Dermatology", address: str = "210 Commercial Street, Suite 4") -> str:
    return ics(
        uid=uid,
        starts_at=utc("03-09T20:00"),
        ends_at=utc("03-09T20:45"),
        clinic=clinic,
        address=address,
        sequence=2,
        now=utc("03-02T15:20"),
    )


def read(file: str) -> list[tuple[str, str]]:
    """Each content line as name and unescaped value; refuses what the standard doesn't allow."""
    octets = file.encode()
    assert octets.endswith(b"\r\n")
    physical = octets[:-2].split(b"\r\n")
    assert not any(b"\r" in line or b"\n" in line for line in physical)
    assert all(len(line) <= 75 for line in physical)
    for line in physical:
        line.decode()  # no character is cut in two
    lines = octets[:-2].replace(b"\r\n ", b"").decode().split("\r\n")
    return [(name, unescape(value)) for name, value in (line.split(":", 1) for line in lines)]


def unescape(value: str) -> str:
    assert not re.search(r"(?<!\\)(\\\\)*\\(?![\\;,nN])", value)
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value)


def test_it_says_when_and_at_which_clinic_and_nothing_else() -> None:
    assert read(of()) == [
        ("BEGIN", "VCALENDAR"),
        ("VERSION", "2.0"),
        ("PRODID", "-//Calendersome//Appointments//EN"),
        ("METHOD", "PUBLISH"),
        ("BEGIN", "VEVENT"),
        ("UID", "apt_1@calendersome"),
        ("DTSTAMP", "20270302T152000Z"),
        ("DTSTART", "20270309T200000Z"),
        ("DTEND", "20270309T204500Z"),
        ("SEQUENCE", "2"),
        ("SUMMARY", "Appointment, Harbor Dermatology"),
        ("LOCATION", "Harbor Dermatology, 210 Commercial Street, Suite 4"),
        ("CLASS", "PRIVATE"),
        ("END", "VEVENT"),
        ("END", "VCALENDAR"),
    ]


def test_it_escapes_what_has_a_meaning() -> None:
    assert "SUMMARY:Appointment\\, A\\;B\\\\C\r\n" in of(clinic="A;B\\C")


def test_it_folds_long_lines_between_characters() -> None:
    long = "Clínica Dermatológica de la Señora Núñez " * 5
    assert dict(read(of(clinic=long)))["SUMMARY"] == f"Appointment, {long}"


def test_lines_are_as_long_as_they_may_be() -> None:
    assert max(len(line) for line in of(clinic="x" * 200).split("\r\n")) == 75


def test_no_value_can_begin_a_line_of_its_own() -> None:
    file = of(clinic="A\r\nATTENDEE:mailto:x@example.com\u2028ATTENDEE:y", address="1\rX:1\n\x0bY:2\x85Z:3")
    assert [name for name, _ in read(file)] == [name for name, _ in read(of())]
    assert len(file.splitlines()) == file.count("\r\n")


def test_it_drops_what_no_calendar_could_read() -> None:
    assert dict(read(of(clinic="Har\x00bor\ud800\x1b")))["SUMMARY"] == "Appointment, Harbor"


NAMES = [name for name, _ in read(of())]


@given(st.text(), st.text(), st.text())
def test_whatever_is_written_into_it_stays_one_event(uid: str, clinic: str, address: str) -> None:
    assert [name for name, _ in read(of(uid, clinic, address))] == NAMES


@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"))))
def test_plain_text_comes_back_as_it_was(clinic: str) -> None:
    assert dict(read(of(clinic=clinic)))["SUMMARY"] == f"Appointment, {clinic}"
