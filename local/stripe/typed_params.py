"""Reads a request against the parameters that Stripe's library types, so that the double can't drift.

`stripe.params` holds a TypedDict for each call. Names, nesting, required fields, enums, booleans and
integers are all taken from there; nothing of it is written down here.
"""

from __future__ import annotations

import importlib
import sys
import types
import typing
from functools import cache
from typing import Any, Literal, Union, get_args

from stripe import RequestOptions
from typing_extensions import is_typeddict

from local.stripe.errors import ApiError, Json, invalid_request
from local.stripe.forms import Node, Tree

Hint = Any  # a type expression, as typing hands it out


def _origin(hint: Hint) -> Any:
    return typing.get_origin(hint)


def read(name: str, tree: Tree) -> Json:
    """The parameters of the TypedDict `name`, with numbers and booleans as such. Refuses as Stripe does."""
    return _read_object(getattr(importlib.import_module("stripe.params"), name), tree, "")


@cache
def _fields(typed_dict: Hint) -> dict[str, Hint]:
    own = {k: v for k, v in typed_dict.__annotations__.items() if k not in RequestOptions.__annotations__}
    holder = types.SimpleNamespace(__annotations__=own)
    return typing.get_type_hints(holder, globalns=vars(sys.modules[typed_dict.__module__]))


def _read_object(typed_dict: Hint, tree: Tree, path: str) -> Json:
    fields = _fields(typed_dict)
    for name in tree:
        if name not in fields:
            where = _join(path, name)
            raise invalid_request(f"Received unknown parameter: {where}", code="parameter_unknown", param=where)
    for name in sorted(typed_dict.__required_keys__ & fields.keys() - tree.keys()):
        where = _join(path, name)
        raise invalid_request(f"Missing required param: {where}.", code="parameter_missing", param=where)
    return {name: _read(fields[name], node, _join(path, name)) for name, node in tree.items()}


def _read(hint: Hint, node: Node, path: str) -> Any:
    options = _options(hint)
    if isinstance(node, str):
        return _read_scalar(options, node, path)
    for option in options:
        if is_typeddict(option):
            return _read_object(option, node, path)
        if _origin(option) is list:
            return [_read(get_args(option)[0], node[i], f"{path}[{i}]") for i in sorted(node, key=_index)]
        if _origin(option) is dict:
            return {name: _read_entry(value, _join(path, name)) for name, value in node.items()}
    raise invalid_request(f"Invalid string: {path}", param=path)


def _read_entry(node: Node, path: str) -> str:
    """A value of metadata, where an empty one unsets the key."""
    if not isinstance(node, str):
        raise invalid_request(f"Invalid string: {path}", param=path)
    return node


def _read_scalar(options: list[Hint], text: str, path: str) -> str | int | bool:
    words = [word for option in options if _origin(option) is Literal for word in get_args(option)]
    if text in words:
        return text
    if bool in options and text in {"true", "false"}:
        return text == "true"
    if int in options and text.removeprefix("-").isdecimal():
        return int(text)
    if str in options and not words and bool not in options:
        return _require_text(text, path)
    if str in options and words == [""]:
        return text
    raise _misfit(options, words, text, path)


def _require_text(text: str, path: str) -> str:
    if not text:
        raise invalid_request(
            f"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a "
            f"parameter; however '{path}' cannot be unset.",
            code="parameter_invalid_empty",
            param=path,
        )
    return text


def _misfit(options: list[Hint], words: list[str], text: str, path: str) -> ApiError:
    if bool in options:
        return invalid_request(f"Invalid boolean: {text}", param=path)
    if int in options:
        return invalid_request(f"Invalid integer: {text}", code="parameter_invalid_integer", param=path)
    if words:
        return invalid_request(f"Invalid {path}: must be one of {', '.join(words)}", param=path)
    return invalid_request(f"Invalid hash: {path}", param=path)


def _options(hint: Hint) -> list[Hint]:
    if _origin(hint) in {Union, types.UnionType}:
        return [option for member in get_args(hint) for option in _options(member)]
    return [hint]


def _index(key: str) -> int:
    return int(key) if key.isdecimal() else 0


def _join(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name
