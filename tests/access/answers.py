"""What answers are compared by."""

from __future__ import annotations

import re
from typing import Any

from tests.product import Reply

_REQUEST_ID = re.compile(r'"request_id": "[0-9a-f]{32}"')


def without_request_id(reply: Reply) -> tuple[int, dict[str, str], str]:
    """All that a caller sees, byte by byte, but the one thing that differs from call to call."""
    text, found = _REQUEST_ID.subn("", reply.text)
    assert found == 1
    headers = {name: value for name, value in reply.headers.items() if name != "X-Request-Id"}
    return reply.status, headers, text


def absent(known_id: Any) -> Any:
    """An id of the same form that nothing has."""
    if isinstance(known_id, list):
        return [absent(one) for one in known_id]
    prefix, _, rest = known_id.partition("_")
    return f"{prefix}_{'0' * len(rest)}"
