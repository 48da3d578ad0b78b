"""A request and an answer, free of any server's types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Request:
    """`path` without its query; header names in lower case."""

    method: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def form(self) -> str:
        """Where Stripe's parameters are: the query of a GET, the body of a POST."""
        return self.query if self.method in {"GET", "DELETE"} else self.body.decode()


@dataclass(frozen=True)
class Response:
    """`lost` closes the connection instead of answering, after everything was done."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
    lost: bool = False


def json_response(status: int, body: Any, headers: Mapping[str, str] | None = None) -> Response:
    text = body if isinstance(body, str) else json.dumps(body, indent=2)
    return Response(status, text.encode(), {"Content-Type": "application/json", **(headers or {})})
