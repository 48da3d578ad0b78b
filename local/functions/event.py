"""An HTTP request as the event of a `web: raw` function.

Source: https://docs.digitalocean.com/products/functions/reference/parameters-responses/
"""

import base64
import uuid
from typing import Any

from flask import Request

TEXT = ("text/", "application/x-www-form-urlencoded")


def raw_event(request: Request, path: str) -> dict[str, Any]:
    """`path` is what follows the function's name, such as `` or `/rest`."""
    data = request.get_data()
    # The platform encodes every type it takes for binary, and takes JSON for that.
    is_encoded = bool(data) and not (request.mimetype or "").startswith(TEXT)
    return {
        "http": {
            "method": request.method,
            "path": path,
            "headers": _headers(request),
            "queryString": request.query_string.decode("latin-1"),
            "body": base64.b64encode(data).decode() if is_encoded else data.decode(errors="replace"),
            "isBase64Encoded": is_encoded,
        }
    }


def _headers(request: Request) -> dict[str, str]:
    given = {name.lower(): value for name, value in request.headers.items() if name.lower() != "host"}
    forwarded = [given.get("x-forwarded-for"), request.remote_addr]
    return given | {
        "accept-encoding": "gzip",
        "x-forwarded-for": ", ".join(address for address in forwarded if address),
        "x-forwarded-proto": request.scheme,
        "x-request-id": uuid.uuid4().hex,
    }
