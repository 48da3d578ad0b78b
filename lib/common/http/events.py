"""DigitalOcean's raw web event, read once into plain types.

https://docs.digitalocean.com/products/functions/reference/parameters-responses/
"""

from __future__ import annotations

import base64
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl

from common.http.refused import malformed, too_large

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST_BODY: Final = 256 * 1024
_MOST_PARAMETERS: Final = 40


@dataclass(frozen=True, slots=True)
class HttpRequest:
    """Header names in lower case; `query` has each name once; `query_text` is as it was sent."""

    method: str
    headers: Mapping[str, str]
    query_text: str
    body: bytes

    @property
    def address(self) -> str:
        """Where the call comes from, as the platform saw it: what callers write themselves stands before it."""
        connecting = self.headers.get("do-connecting-ip")
        return connecting or self.headers.get("x-forwarded-for", "").rsplit(",", 1)[-1].strip() or "unknown"

    @property
    def bearer_token(self) -> str | None:
        """From the Authorization header."""
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        return token.strip() or None if scheme.lower() == "bearer" else None

    def query(self) -> dict[str, str]:
        """Raises RefusedError for a name that comes twice, or text that isn't UTF-8."""
        try:
            pairs = parse_qsl(
                self.query_text,
                keep_blank_values=True,
                strict_parsing=bool(self.query_text),
                errors="strict",
                max_num_fields=_MOST_PARAMETERS,
            )
        except ValueError:
            raise malformed("The query string can't be read.") from None
        query = dict(pairs)
        if len(query) != len(pairs):
            raise malformed("The query string names something twice.")
        return query


def origin_of(event: Mapping[str, Any]) -> str | None:
    """Which site's page is calling; None for callers that aren't pages. Never raises for what was sent."""
    return _headers(event).get("origin")


def read_http(event: Mapping[str, Any]) -> HttpRequest:
    """Raises RefusedError for a body that is too large or not what its encoding says."""
    http = event["http"]
    body = http.get("body") or ""
    if len(body) > 2 * _LARGEST_BODY:
        raise too_large()
    raw = _decoded(body) if http.get("isBase64Encoded") else body.encode("utf-8", "surrogatepass")
    if len(raw) > _LARGEST_BODY:
        raise too_large()
    return HttpRequest(str(http["method"]).upper(), _headers(event), http.get("queryString") or "", raw)


def _headers(event: Mapping[str, Any]) -> dict[str, str]:
    return {str(name).lower(): str(value) for name, value in (event["http"].get("headers") or {}).items()}


def _decoded(body: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:  # binascii.Error is one, and what isn't ASCII another
        raise malformed("The body's base64 can't be read.") from None
