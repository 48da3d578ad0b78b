from __future__ import annotations

import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from common import log
from common.domain.errors import CalendersomeError
from common.domain.ids import new_id
from common.domain.vendor_errors import VendorError
from common.settings import SettingsError

CANARY = "maya ortiz 1987-04-12 itchy rash"

Capture = pytest.CaptureFixture[str]


@pytest.fixture(autouse=True)
def _own_logging() -> Iterator[None]:
    """Puts back what `configure` takes over, because the test runner listens there too."""
    root = logging.root
    handlers, level = root.handlers[:], root.level
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    log.configure()
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def lines(capture: Capture) -> list[dict[str, Any]]:
    """What was written, to either stream, since the last look."""
    written = capture.readouterr()
    return [json.loads(line) for line in (written.out + written.err).splitlines()]


def test_a_line_says_what_happened_where_and_in_which_request(capsys: Capture) -> None:
    request_id, clinic_id = str(uuid4()), new_id("cl")

    with log.bound_to(request_id):
        log.info("slot_booked", clinic_id=clinic_id, function="book_slot", status=200, duration_ms=12.5)

    (line,) = lines(capsys)
    at = line.pop("at")
    assert at.endswith("+00:00")
    assert line == {
        "level": "info",
        "request_id": request_id,
        "event": "slot_booked",
        "clinic_id": clinic_id,
        "function": "book_slot",
        "status": 200,
        "duration_ms": 12.5,
    }


def test_a_request_id_ends_with_its_request(capsys: Capture) -> None:
    with log.bound_to(uuid4().hex):
        log.info("inside")
    log.info("outside")

    inside, outside = lines(capsys)
    assert len(inside["request_id"]) == 32
    assert "request_id" not in outside


def test_trouble_goes_to_standard_error_and_the_rest_to_standard_output(capsys: Capture) -> None:
    log.info("fine")
    log.warning("odd")
    log.error("bad")

    written = capsys.readouterr()
    assert [json.loads(line)["level"] for line in written.out.splitlines()] == ["info"]
    assert [json.loads(line)["level"] for line in written.err.splitlines()] == ["warning", "error"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("clinic_id", new_id("cl")),
        ("actor_id", "kR3vWq8ZtYb1XcPaLm5NdEfGhJ72"),
        ("job_id", f"expire_hold:{new_id('apt')}:t72"),
        ("vendor_id", "seti_1PabcDEFghiJKLmnoPQRstu"),
        ("method", "POST"),
        ("role", "provider"),
        ("retry_after", 2),
    ],
)
def test_it_tells(field: str, value: object, capsys: Capture) -> None:
    log.info("told", **{field: value})

    (line,) = lines(capsys)
    assert line[field] == value
    assert "withheld" not in line


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("clinic_id", "Maya Ortiz"),
        ("clinic_id", "617-555-0134"),
        ("clinic_id", "pat_maya"),
        ("clinic_id", new_id("cl") + "\n"),
        ("actor_id", "maya@example.org"),
        ("appointment_id", "1987-04-12"),
        ("vendor_id", "4242424242424242"),
        ("job_id", "remind:Maya Ortiz:t72"),
        ("code", "Itchy rash"),
        ("function", "bad\nline"),
        ("method", "MAYA"),
        ("status", 6175550134),
        ("count", 19870412),
        ("duration_ms", float("nan")),
        ("status", "200"),
        ("name", "maya"),
        ("email", "maya@example.org"),
        ("message", "slot booked"),
        ("event_name", {"maya": 1}),
        ("clinic_id", None),
        ("clinic_id", ["maya"]),
    ],
)
def test_it_withholds(field: str, value: object, capsys: Capture) -> None:
    log.info("told", **{field: value})

    (line,) = lines(capsys)
    assert set(line) == {"at", "level", "event", "withheld"}
    assert line["withheld"] == 1


@given(
    event=st.text(),
    value=st.text() | st.binary() | st.lists(st.text()),
    field=st.text(min_size=1).filter("error".__ne__),
)
@settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_it_is_given_no_text_of_a_person_gets_out(
    event: str, value: object, field: str, capsys: Capture
) -> None:
    person = f"{CANARY} {event}"
    fields = dict.fromkeys((field, "clinic_id", "code", "status", "event", CANARY), f"{CANARY} {value!r}")
    with log.bound_to(person):
        log.info(person, **fields)
        log.error(person, ValueError(person, value), **fields)

    written = capsys.readouterr()
    assert "maya" not in written.out + written.err
    assert len((written.out + written.err).splitlines()) == 2


class LookupFailedError(CalendersomeError):
    """Says more than it should."""


def fail(text: str) -> None:
    try:
        int(text)
    except ValueError as wrong:
        raise LookupFailedError(text) from wrong


def test_of_an_exception_it_tells_the_type_and_the_place(capsys: Capture) -> None:
    try:
        fail(CANARY)
    except LookupFailedError as error:
        log.error("lookup_failed", error)

    (line,) = lines(capsys)
    told = line["error"]
    assert told["type"].endswith("test_log.LookupFailedError")
    assert len(told["frames"]) == 2
    assert all(frame.rpartition(":")[2].isdecimal() for frame in told["frames"])
    assert told["cause"]["type"] == "builtins.ValueError"
    assert "maya" not in json.dumps(line)


def test_it_tells_what_was_being_handled_unless_the_error_hides_it(capsys: Capture) -> None:
    second, hiding = RuntimeError(CANARY), RuntimeError(CANARY)
    second.__context__ = hiding.__context__ = LookupFailedError(CANARY)
    hiding.__suppress_context__ = True

    log.error("told", second)
    log.error("hidden", hiding)

    told, hidden = lines(capsys)
    assert told["error"]["cause"]["type"].endswith("LookupFailedError")
    assert "cause" not in hidden["error"]


def test_of_our_own_errors_it_tells_the_code(capsys: Capture) -> None:
    log.warning("vendor_failed", VendorError("stripe", "rate_limit", CANARY, permanent=False), vendor="stripe")
    log.error("misconfigured", SettingsError(["VALKEY_URL"], {"ROOT_KEYS": CANARY}))

    vendor, misconfigured = lines(capsys)
    assert vendor["error"]["code"] == "rate_limit"
    assert misconfigured["error"]["names"] == ["VALKEY_URL", "ROOT_KEYS"]
    assert "maya" not in json.dumps([vendor, misconfigured])


def test_a_code_that_is_a_sentence_is_withheld(capsys: Capture) -> None:
    log.error("vendor_failed", VendorError("stripe", CANARY, CANARY, permanent=True))
    log.error("exited", SystemExit("maya"))

    vendor, exited = lines(capsys)
    assert vendor["error"]["code"] == "withheld"
    assert "code" not in exited["error"]


def test_a_chain_of_causes_without_end_is_cut(capsys: Capture) -> None:
    first, second = ValueError(CANARY), ValueError(CANARY)
    first.__cause__, second.__cause__ = second, first

    log.error("circular", first)

    (line,) = lines(capsys)
    assert json.dumps(line).count("ValueError") == 5


def test_of_a_library_it_tells_the_place_alone(capsys: Capture) -> None:
    library = logging.getLogger("some.library")

    library.warning("Body was %s", CANARY, extra={"patient": CANARY})
    library.warning(f"Body was {CANARY}", stack_info=True)
    try:
        fail(CANARY)
    except LookupFailedError:
        library.exception(CANARY)

    told = lines(capsys)
    assert [line["event"] for line in told] == ["library"] * 3
    assert {line["logger"] for line in told} == {"some.library"}
    assert all(line["where"].startswith("test_log:") for line in told)
    assert "maya" not in json.dumps(told)


def test_a_library_does_not_chatter(capsys: Capture) -> None:
    logging.getLogger("some.library").info(CANARY)
    logging.getLogger("some.library").debug(CANARY)

    assert lines(capsys) == []


def test_a_library_that_writes_by_itself_is_taken_over(capsys: Capture) -> None:
    library = logging.getLogger("loud.library")
    library.addHandler(logging.StreamHandler(sys.stderr))
    library.propagate = False

    log.configure()
    library.error(CANARY)

    (line,) = lines(capsys)
    assert line["logger"] == "loud.library"


def test_configuring_twice_writes_once(capsys: Capture) -> None:
    log.configure()
    log.info("once")

    assert len(lines(capsys)) == 1


def test_a_warning_is_a_line_without_its_text(capsys: Capture) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        log.configure()
        warnings.warn(CANARY, stacklevel=1)

    written = capsys.readouterr()
    assert "maya" not in written.out + written.err
    assert json.loads(written.err)["logger"] == "py.warnings"


def test_an_exception_that_nobody_catches_is_a_line_without_its_text(capsys: Capture) -> None:
    thread = threading.Thread(target=fail, args=(CANARY,))
    thread.start()
    thread.join()
    sys.excepthook(ValueError, ValueError(CANARY), None)

    told = lines(capsys)
    assert [line["event"] for line in told] == ["uncaught", "uncaught"]
    assert "maya" not in json.dumps(told)


def test_a_line_that_cannot_be_written_harms_nobody(capsys: Capture, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(sys, "stdout", None)
        log.info("unwritable")

    written = capsys.readouterr()
    assert written.out + written.err == ""
