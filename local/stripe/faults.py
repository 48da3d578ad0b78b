"""Bad days, on demand: Stripe down, slow to answer for good, or done with its work but cut off."""

from __future__ import annotations

from dataclasses import dataclass

from local.stripe.errors import ApiError

LOST_REPLY = "lost_reply"


@dataclass
class Fault:
    """Meets the next `times` calls of `method` under `path`. `kind`: an HTTP status, or `lost_reply`."""

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
    if kind != LOST_REPLY:
        raise ApiError(int(kind), {"type": "api_error", "message": "An error you asked for."})
