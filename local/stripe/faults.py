"""Bad days, on demand: Stripe down, broken in the middle of its work, or done with it but cut off."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from local.stripe.call import Call
from local.stripe.errors import ApiError

LOST_REPLY = "lost_reply"
KEPT_500 = "kept_500"  # the work had begun: the key says so again for a day


@dataclass
class Fault:
    """Meets the next `times` calls of `method` under `path`. `kind`: an HTTP status, `kept_500` or `lost_reply`."""

    method: str
    path: str
    kind: str
    times: int = 1


class Faults:
    def __init__(self) -> None:
        self._pending: list[Fault] = []

    def add(self, fault: Fault) -> None:
        self._pending.append(fault)

    def clear(self) -> None:
        self._pending.clear()

    def take(self, method: str, path: str) -> str | None:
        """The kind of the fault that this call meets, if any."""
        for fault in self._pending:
            if fault.method == method and path.startswith(fault.path) and fault.times > 0:
                fault.times -= 1
                return fault.kind
        return None


def refuse(kind: str) -> None:
    """Nothing was done, and Stripe says so."""
    if kind not in {LOST_REPLY, KEPT_500}:
        raise ApiError(int(kind), {"type": "api_error", "message": "An error you asked for."})


def break_off(_: Call) -> NoReturn:
    """In the middle of the work."""
    raise ApiError(500, {"type": "api_error", "message": "An error you asked for."})
