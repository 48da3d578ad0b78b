"""The built site, served as production's static host serves it."""

import gzip
import json
import mimetypes
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Request, Response
from werkzeug.exceptions import HTTPException, MethodNotAllowed, NotFound
from werkzeug.security import safe_join

FOREVER = "public, max-age=31536000, immutable"  # a changed asset has another name
ASK_FIRST = "no-cache"
SMALLEST_WORTH_PACKING = 860


class Site:
    """A path without a dot in its last part is a page of the site's own router, so it gets `index.html`."""

    def __init__(self, folder: Path, config: Mapping[str, Any], headers: Mapping[str, str]) -> None:
        self._folder = folder
        self._config = json.dumps(config).encode()
        self._headers = headers

    def __call__(self, request: Request) -> Response:
        try:
            response = self._answer(request)
        except HTTPException as error:
            response = Response(f"{error.description}\n", error.code, content_type="text/plain; charset=utf-8")
        response.headers.update(self._headers)
        return response

    def _answer(self, request: Request) -> Response:
        if request.method not in {"GET", "HEAD"}:
            raise MethodNotAllowed(["GET", "HEAD"])
        if request.path == "/config.json":
            return _response(request, self._config, "config.json", ASK_FIRST)
        path = self._find(request.path)
        lasts = FOREVER if path.is_relative_to(self._folder / "assets") else ASK_FIRST
        return _response(request, path.read_bytes(), path.name, lasts)

    def _find(self, url_path: str) -> Path:
        parts = url_path.strip("/").split("/")
        if "." not in parts[-1]:
            return self._folder / "index.html"
        joined = safe_join(str(self._folder), *parts)
        if joined is None or any(part.startswith(".") for part in parts) or not Path(joined).is_file():
            raise NotFound
        return Path(joined)


def _response(request: Request, data: bytes, name: str, lasts: str) -> Response:
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(data, mimetype=kind)
    response.headers["Cache-Control"] = lasts
    if _is_worth_packing(kind, data):
        response.headers["Vary"] = "Accept-Encoding"
        if request.accept_encodings["gzip"]:
            response.set_data(_packed(data))
            response.headers["Content-Encoding"] = "gzip"
    response.add_etag()
    response.make_conditional(request)
    return response


def _is_worth_packing(kind: str, data: bytes) -> bool:
    is_text = kind.startswith("text/") or kind.endswith(("json", "javascript", "+xml"))
    return is_text and len(data) >= SMALLEST_WORTH_PACKING


@lru_cache(maxsize=256)
def _packed(data: bytes) -> bytes:
    return gzip.compress(data, mtime=0)
