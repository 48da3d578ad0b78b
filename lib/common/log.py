"""Structured log lines that no health information can reach.

Only what the table below names is written, and only where its value has the expected shape: an opaque id, a
code out of our own source, a small number. Of an exception its type, its code and where it was raised are
written, never its message or its locals; of a library's own line where it was logged, never its text. What
doesn't fit is left out and counted as `withheld`.

    log.configure()
    with log.bound_to(request_id):
        log.info("slot_booked", clinic_id=clinic_id, duration_ms=12)
        log.error("vendor_failed", error, vendor="stripe")

One JSON object a line; informational lines go to standard output, warnings and errors to standard error.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
import traceback
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Final

from typing_extensions import override

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_CODE = re.compile(r"[a-z][a-z0-9_]{0,47}", re.ASCII)
_OPAQUE_ID = re.compile(r"[a-z]{1,12}_[0-9a-z]{20}", re.ASCII)
_UID = re.compile(r"[A-Za-z0-9]{20,36}", re.ASCII)
_VENDOR_ID = re.compile(r"[a-z]{2,6}_[A-Za-z0-9]{14,64}", re.ASCII)
_JOB_ID = re.compile(rf"{_CODE.pattern}:{_OPAQUE_ID.pattern}:{_CODE.pattern}", re.ASCII)
_REQUEST_ID = re.compile(r"[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
_NAME_IN_SOURCE = re.compile(r"[A-Za-z_][A-Za-z0-9_.<>]{0,119}", re.ASCII)
_SETTING = re.compile(r"[A-Z][A-Z0-9_]{2,47}", re.ASCII)
_METHOD = re.compile(r"GET|POST|PUT|PATCH|DELETE|OPTIONS", re.ASCII)

_TEXTS: Final[Mapping[str, re.Pattern[str]]] = {
    **dict.fromkeys(("function", "code", "outcome", "role", "vendor", "kind", "part"), _CODE),
    **dict.fromkeys(("clinic_id", "appointment_id", "patient_id", "provider_id", "charge_id"), _OPAQUE_ID),
    "actor_id": _UID,
    "job_id": _JOB_ID,
    "vendor_id": _VENDOR_ID,
    "method": _METHOD,
}
_NUMBERS: Final = frozenset({"status", "duration_ms", "count", "attempt", "due", "done", "failed", "retry_after"})
_LARGEST_NUMBER: Final = 10**7  # phone, card and social security numbers and dates in digits are larger
_LONGEST_CHAIN: Final = 5
_MOST_FRAMES: Final = 20

_request_id: ContextVar[str | None] = ContextVar("request_id", default=None)
_logger = logging.getLogger("calendersome")


@dataclass(frozen=True, slots=True)
class _Event:
    """Marks a line as ours: the formatter reads no other message."""

    name: str
    fields: Mapping[str, object]


def info(event: str, /, **fields: object) -> None:
    """`event` is a code, such as `slot_booked`; `fields` are those of this module's table."""
    _write(logging.INFO, _Event(event, fields))


def warning(event: str, /, error: BaseException | None = None, **fields: object) -> None:
    """Something was refused or will be tried again."""
    _write(logging.WARNING, _Event(event, fields), error)


def error(event: str, /, error: BaseException | None = None, **fields: object) -> None:
    """Something that a person has to look at."""
    _write(logging.ERROR, _Event(event, fields), error)


def _write(level: int, event: _Event, error: BaseException | None = None) -> None:
    """Past the logger's own methods, which search the stack for a place that our lines don't tell."""
    if _logger.isEnabledFor(level):
        raised = (type(error), error, error.__traceback__) if error is not None else None
        _logger.handle(logging.LogRecord(_logger.name, level, __file__, 0, event, None, raised))


@contextmanager
def bound_to(request_id: str) -> Iterator[None]:
    """Every line within carries `request_id`, which is 32 hexadecimal digits or a UUID."""
    token = _request_id.set(request_id)
    try:
        yield
    finally:
        _request_id.reset(token)


def configure() -> None:
    """Takes over the process's logging, warnings and uncaught exceptions. Can be called again."""
    for name in tuple(logging.root.manager.loggerDict):
        _take_over(logging.getLogger(name))
    _take_over(logging.root)
    logging.root.addHandler(_Lines())
    logging.root.setLevel(logging.WARNING)
    _logger.setLevel(logging.INFO)
    logging.captureWarnings(capture=True)
    sys.excepthook = lambda _kind, raised, _trace: error("uncaught", raised)
    threading.excepthook = lambda hooked: error("uncaught", hooked.exc_value)
    sys.unraisablehook = lambda hooked: error("unraisable", hooked.exc_value)


def _take_over(logger: logging.Logger) -> None:
    logger.handlers.clear()
    logger.propagate = True


class _Lines(logging.Handler):
    """Writes to the streams as they are now, so that whoever redirects them sees our lines."""

    @override
    def emit(self, record: logging.LogRecord) -> None:
        stream = sys.stderr if record.levelno >= logging.WARNING else sys.stdout
        try:
            stream.write(json.dumps(_line(record)) + "\n")
            stream.flush()
        except Exception:  # noqa: BLE001
            self.handleError(record)

    @override
    def handleError(self, record: logging.LogRecord) -> None:
        """The library's own would print the record's message and arguments."""


def _line(record: logging.LogRecord) -> dict[str, Any]:
    line: dict[str, Any] = {
        "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
    }
    request_id = _request_id.get()
    if request_id is not None:
        line["request_id"] = _known(_REQUEST_ID, request_id)
    line |= _ours(record.msg) if isinstance(record.msg, _Event) else _of_a_library(record)
    if record.exc_info and record.exc_info[1]:
        line["error"] = _describe(record.exc_info[1])
    return line


def _ours(event: _Event) -> dict[str, Any]:
    told = {key: value for key, value in event.fields.items() if _may_be_told(key, value)}
    withheld = len(event.fields) - len(told)
    return {"event": _known(_CODE, event.name), **told} | ({"withheld": withheld} if withheld else {})


def _of_a_library(record: logging.LogRecord) -> dict[str, Any]:
    where = f"{_known(_NAME_IN_SOURCE, record.module)}:{record.lineno}"
    return {"event": "library", "logger": _known(_NAME_IN_SOURCE, record.name), "where": where}


def _may_be_told(key: str, value: object) -> bool:
    if key in _NUMBERS:
        return isinstance(value, int | float) and abs(value) < _LARGEST_NUMBER
    return key in _TEXTS and isinstance(value, str) and _TEXTS[key].fullmatch(value) is not None


def _known(pattern: re.Pattern[str], text: object) -> str:
    return text if isinstance(text, str) and pattern.fullmatch(text) else "withheld"


def _describe(raised: BaseException, depth: int = 1) -> dict[str, Any]:
    """Type, code, frames as `module:line` innermost last, and the same of its cause."""
    kind = type(raised)
    described: dict[str, Any] = {
        "type": _known(_NAME_IN_SOURCE, f"{kind.__module__}.{kind.__qualname__}"),
        "frames": [_place(*step) for step in traceback.walk_tb(raised.__traceback__)][-_MOST_FRAMES:],
    }
    # Other people's `code` may be anything, an exit message for one.
    if kind.__module__.startswith("common."):
        described |= _particulars(raised)
    cause = raised.__cause__ or (None if raised.__suppress_context__ else raised.__context__)
    if cause is not None and depth < _LONGEST_CHAIN:
        described["cause"] = _describe(cause, depth + 1)
    return described


def _particulars(raised: BaseException) -> dict[str, Any]:
    """An error's `code`, and the `names` of the settings at fault, where it has them."""
    told: dict[str, Any] = {}
    if hasattr(raised, "code"):
        told["code"] = _known(_CODE, raised.code)
    if hasattr(raised, "names"):
        told["names"] = [_known(_SETTING, name) for name in raised.names]
    return told


def _place(frame: Any, line: int) -> str:
    return f"{_known(_NAME_IN_SOURCE, frame.f_globals.get('__name__'))}:{line}"
