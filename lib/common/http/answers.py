"""Answers as the platform takes them, with the headers that every one of them carries."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from common.http.problems import Problem

Answer = dict[str, Any]

_ALWAYS: Final[Mapping[str, str]] = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=63072000; includeSubDomains; preload",
    "Vary": "Origin",
    "X-Content-Type-Options": "nosniff",
}
_CORS_SECONDS: Final = "7200"


def json_answer(status: int, body: str, headers: Mapping[str, str], kind: str = "application/json") -> Answer:
    """`body` is JSON text."""
    return {"statusCode": status, "headers": {**_ALWAYS, **headers, "Content-Type": kind}, "body": body}


def problem_answer(problem: Problem, request_id: str, headers: Mapping[str, str]) -> Answer:
    """RFC 9457."""
    content: dict[str, Any] = {
        "type": f"https://calendersome.example/problems/{problem.code.replace('_', '-')}",
        "title": problem.title,
        "status": problem.status,
        "code": problem.code,
        "detail": problem.detail,
        "request_id": request_id,
        **({"field": problem.field} if problem.field is not None else {}),
        **problem.extensions,
    }
    return json_answer(
        problem.status, json.dumps(content), {**headers, **problem.headers}, kind="application/problem+json"
    )


def preflight_answer(methods: Sequence[str], headers: Mapping[str, str]) -> Answer:
    """What a browser asks before it calls."""
    allowed = {
        "Access-Control-Allow-Methods": ", ".join(methods),
        "Access-Control-Allow-Headers": "authorization, content-type, idempotency-key",
        "Access-Control-Max-Age": _CORS_SECONDS,
    }
    return {"statusCode": 204, "headers": {**_ALWAYS, **headers, **allowed}, "body": ""}


def cors_headers(origin: str | None, request_id: str) -> dict[str, str]:
    """`origin` has been found in the list of those allowed, or is None for callers that aren't pages."""
    headers = {"X-Request-Id": request_id}
    if origin is not None:
        headers["Access-Control-Allow-Origin"] = origin
        headers["Access-Control-Expose-Headers"] = "Retry-After, X-Request-Id"
    return headers
