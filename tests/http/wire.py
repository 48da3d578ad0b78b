"""Web calls word for word, as the platform hands them over."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from local.demo.practice import CLINIC_ID
from tests.access.world import World
from tests.product import ORIGIN, Person, Reply


def send(
    world: World,
    function: str,
    method: str = "GET",
    *,
    by: Person | None = None,
    query: str | None = None,
    body: bytes = b"",
    kind: str | None = "application/json",
    headers: Mapping[str, str | None] | None = None,
    is_encoded: bool = True,
) -> Reply:
    """`query` and `body` go as they are; a header given as None is left out."""
    sent: dict[str, str | None] = {
        "origin": ORIGIN,
        "x-forwarded-for": "203.0.113.7",
        "idempotency-key": uuid.uuid4().hex,
        "content-type": kind,
        "authorization": f"Bearer {world.product.token(by)}" if by else None,
        **(headers or {}),
    }
    http: dict[str, Any] = {
        "method": method,
        "path": "",
        "headers": {name: value for name, value in sent.items() if value is not None},
        "queryString": urlencode({"clinic": CLINIC_ID}) if query is None else query,
        "body": base64.b64encode(body).decode() if is_encoded else body.decode(),
        "isBase64Encoded": is_encoded,
    }
    return world.product.send(function, {"http": http})
