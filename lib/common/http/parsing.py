"""From bytes to a request model: strict JSON, unknown properties refused, the field at fault named."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final, TypeVar

from pydantic import ValidationError

from common.domain.errors import InvalidFieldError
from common.http.fields import Request
from common.http.refused import malformed, not_json

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.http.events import HttpRequest

RequestT = TypeVar("RequestT", bound=Request)

_DEEPEST: Final = 12
_ADVICE: Final = {
    "extra_forbidden": "This is not a field you can send. Leave it out.",
    "missing": "Give this field.",
    "string_pattern_mismatch": "This does not have the right form.",
}


def parse_body(http: HttpRequest, model: type[RequestT]) -> RequestT:
    """Raises RefusedError for what isn't JSON, InvalidFieldError for what isn't the model."""
    if http.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        raise not_json()
    try:
        content = json.loads(http.body.decode(), object_pairs_hook=_without_twins, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise malformed("The body is not well-formed JSON.") from None
    if _depth(content) > _DEEPEST:
        raise malformed("The body is nested too deeply.")
    if not isinstance(content, dict):
        raise malformed("The body must be a JSON object.")
    return validated(content, model)


def validated(content: Mapping[str, Any], model: type[RequestT]) -> RequestT:
    """Raises InvalidFieldError for the first field at fault."""
    try:
        return model.model_validate(content)
    except ValidationError as error:
        raise _field_error(error) from None


def _field_error(error: ValidationError) -> InvalidFieldError:
    """What was given isn't repeated: it may be anything, and errors are shown and logged."""
    first = error.errors(include_url=False, include_input=False)[0]
    field = ".".join(str(part) for part in first["loc"])
    message = first["msg"].removeprefix("Value error, ")
    if not field and ": " in message:  # a model's own rule names its field
        field, message = message.split(": ", 1)
    return InvalidFieldError(field, _ADVICE.get(first["type"]) or _sentence(message))


def _sentence(message: str) -> str:
    return message[:1].upper() + message[1:].rstrip(".") + "."


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content = dict(pairs)
    if len(content) != len(pairs):
        raise ValueError("a name comes twice")
    return content


def _no_constant(name: str) -> None:
    raise ValueError(f"{name} is not JSON")


def _depth(content: object) -> int:
    if isinstance(content, dict):
        return 1 + max((_depth(value) for value in content.values()), default=0)
    if isinstance(content, list):
        return 1 + max((_depth(value) for value in content), default=0)
    return 0
