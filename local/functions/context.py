import time
import uuid
from dataclasses import dataclass, field

NAMESPACE = "fn-local"


@dataclass(frozen=True, slots=True)
class Context:
    """What the platform passes beside the event; `deadline` is in milliseconds since the epoch."""

    function_name: str
    deadline: int
    activation_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    request_id: str = field(default_factory=lambda: uuid.uuid4().hex)
    function_version: str = "0.0.1"
    api_host: str = "http://127.0.0.1"
    api_key: str = ""
    namespace: str = NAMESPACE

    def get_remaining_time_in_millis(self) -> int:
        return max(0, self.deadline - _now_ms())


def new_context(name: str, timeout_ms: int) -> Context:
    return Context(function_name=f"/{NAMESPACE}/booking/{name}", deadline=_now_ms() + timeout_ms)


def _now_ms() -> int:
    return time.time_ns() // 1_000_000
