"""The .ics file of a visit (RFC 5545). It goes to calendars we don't control, so it says when, and at which
clinic, and nothing of why.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime

_LINE_OCTETS = 75
_BREAKS = re.compile("\r\n|[\r\n\v\f\x1c-\x1e\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def ics(  # noqa: PLR0913  # a calendar entry has this many facts
    *, uid: str, starts_at: int, ends_at: int, clinic: str, address: str, sequence: int, now: int
) -> str:
    """One event, in UTC, with CRLF line ends. `uid` is the appointment's opaque id; `sequence` grows with
    each move, so that a calendar that has the event already replaces it. Instants are in epoch seconds.
    """
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Calendersome//Appointments//EN",
        "METHOD:PUBLISH",
        "BEGIN:VEVENT",
        f"UID:{_text(uid)}@calendersome",
        f"DTSTAMP:{_utc(now)}",
        f"DTSTART:{_utc(starts_at)}",
        f"DTEND:{_utc(ends_at)}",
        f"SEQUENCE:{sequence}",
        f"SUMMARY:{_text(f'Appointment, {clinic}')}",
        f"LOCATION:{_text(f'{clinic}, {address}')}",
        "CLASS:PRIVATE",
        "END:VEVENT",
        "END:VCALENDAR",
    ]
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _utc(instant: int) -> str:
    return datetime.fromtimestamp(instant, UTC).strftime("%Y%m%dT%H%M%SZ")


def _text(value: str) -> str:
    """Escapes what has a meaning. A break of any kind becomes an escaped one: no value can begin a line."""
    escaped = re.sub(r"([\\;,])", r"\\\1", value)
    return _FORBIDDEN.sub("", _BREAKS.sub(r"\\n", escaped))


def _fold(line: str) -> str:
    """Lines hold 75 octets; a longer one goes on after a break and a space. Characters stay whole."""
    folded, used = [], 0
    for character in line:
        size = len(character.encode())
        if used + size > _LINE_OCTETS:
            folded.append("\r\n ")
            used = 1
        folded.append(character)
        used += size
    return "".join(folded)
