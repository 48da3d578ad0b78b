"""The floor of a booking: the four writes it needs, and no question asked."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from bench.practice import FIRST_START, SLOT_SECONDS, TIRELESS

if TYPE_CHECKING:
    from collections.abc import Iterator

Words = list[Any]
"""What EVALSHA is sent after the script's name."""

SCRIPT: Final = """
local appointment_key, busy_key, jobs_key, audit_key = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local id, starts_at, ends_at, expires_at, entry = ARGV[1], ARGV[2], ARGV[3], ARGV[4], ARGV[5]
redis.call('HSET', appointment_key, 'id', id, unpack(ARGV, 6))
redis.call('ZADD', busy_key, starts_at, ends_at .. ':' .. expires_at .. ':' .. id)
redis.call('ZADD', jobs_key, expires_at, 'hold_expiry:' .. id .. ':once')
redis.call('XADD', audit_key, '*', 'entry', entry, 'role', 'patient', 'subject', id, 'outcome', 'done')
return id
"""

_PREFIX: Final = "bare:{bare}:"
_AUDIT_KEY: Final = f"{_PREFIX}audit"
_JOBS_KEY: Final = f"{_PREFIX}jobs:reminders"
_FIELDS: Final = (
    *("patient_id", "pat_00000000000000000000", "type_id", "typ_visit", "status", "pending", "policy_version", 1),
    *("booked_at", FIRST_START, "version", 1, "price_minor", 14000, "policy_hash", "f" * 64, "payer", b"\1" * 50),
)
_ENTRY: Final = json.dumps(
    {
        "action": "appointment.hold",
        "actor_id": "k" * 28,
        "at": FIRST_START,
        "function": "book_slot",
        "request_id": "0" * 32,
    }
)


def bare_words(number: int) -> Words:
    """The booking of that number, as large as a real one."""
    appointment_id, provider_id = f"apt_{number:020}", TIRELESS[number % len(TIRELESS)]
    starts_at = FIRST_START + number // len(TIRELESS) * SLOT_SECONDS
    times = ("starts_at", starts_at, "ends_at", starts_at + SLOT_SECONDS, "expires_at", FIRST_START)
    return [
        *(4, f"{_PREFIX}appointment:{appointment_id}", f"{_PREFIX}busy:{provider_id}", _JOBS_KEY, _AUDIT_KEY),
        *(appointment_id, starts_at, starts_at + SLOT_SECONDS, FIRST_START, _ENTRY),
        *("provider_id", provider_id, "blocked_from", starts_at, "blocked_until", starts_at + SLOT_SECONDS),
        *times,
        *_FIELDS,
    ]


@dataclass
class BareScript:
    """Called through redis-py, as anybody would."""

    client: Any
    _numbers: Iterator[int] = field(default_factory=count)

    def __post_init__(self) -> None:
        self._sha = self.client.script_load(SCRIPT)

    def run(self) -> None:
        """One booking."""
        self.client.evalsha(self._sha, *bare_words(next(self._numbers)))
