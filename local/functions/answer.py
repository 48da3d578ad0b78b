"""What a function returns, as the HTTP answer that the platform makes of it.

Source: the interpretation of web actions in Apache OpenWhisk, which the platform runs on.
"""

import base64
import binascii
import json
from typing import Any

from flask import Response

DEFAULT_TYPE = "text/html; charset=UTF-8"
TEXTUAL = ("application/xml", "application/javascript", "application/x-www-form-urlencoded")
MISMATCH = "Response type in header did not match generated content type."
FAILED = "There was an error processing your request."


def to_response(result: Any) -> Response:
    """Raises TypeError or ValueError for a result that isn't JSON, which kills the real launcher."""
    answer = json.loads(json.dumps(result, allow_nan=False))
    if not isinstance(answer, dict):
        raise TypeError("A function must return an object.")
    body, status = answer.get("body", ""), answer.get("statusCode")
    response = Response(status=status or (200 if body else 204))
    response.headers.pop("Content-Type", None)
    for name, value in (answer.get("headers") or {}).items():
        for each in value if isinstance(value, list) else [value]:
            response.headers.add(name, _header_text(each))
    try:
        response.set_data(_bytes(body, response))
    except binascii.Error:
        return refusal(400, MISMATCH)
    return response


def refusal(status: int, error: str) -> Response:
    """What the platform itself answers, in place of the function."""
    return Response(json.dumps({"error": error}), status, content_type="application/json")


def _bytes(body: Any, response: Response) -> bytes:
    """The body's bytes; sets the default type where the function gave none."""
    if not isinstance(body, str):
        if not _is_json(_kind(response, "application/json")):
            raise binascii.Error
        return json.dumps(body, separators=(",", ":")).encode() if body is not None else b""
    if not body:
        return b""
    kind = _kind(response, DEFAULT_TYPE)
    return body.encode() if _is_text(kind) else _json_or_binary(body, kind)


def _kind(response: Response, default: str) -> str:
    response.headers.setdefault("Content-Type", default)
    return response.mimetype or ""


def _json_or_binary(body: str, kind: str) -> bytes:
    try:
        return base64.b64decode(body, validate=True)
    except ValueError:  # a letter beyond ASCII is no binascii.Error
        if _is_json(kind):  # base64 is only a tradition there
            return body.encode()
        raise binascii.Error from None


def _is_json(kind: str) -> bool:
    return kind == "application/json" or kind.endswith("+json")


def _is_text(kind: str) -> bool:
    return kind.startswith("text/") or kind in TEXTUAL


def _header_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
