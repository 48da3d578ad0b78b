"""What a scheduled function says it has done."""

from __future__ import annotations

from common.http.fields import Response


class TickView(Response):
    """How many jobs were done, found needless, put off for a retry, or given up."""

    done: int
    suppressed: int
    retried: int
    dead: int
