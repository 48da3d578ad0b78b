"""No call of the double takes a parameter that Stripe doesn't have, or ignores one that Stripe would heed."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal, Union, get_args
from urllib.parse import urlencode

import pytest
import stripe.params
from typing_extensions import is_typeddict

from local.stripe.api import ROUTES
from local.stripe.call import Route
from local.stripe.typed_params import _fields
from tests.local.stripe.conftest import Send

SERVER = {"authorization": "Bearer sk_test_1"}
TYPED = [route for route in ROUTES if route.params]
ALWAYS_HEEDED = {"expand"}


def name_of(route: Route) -> str:
    return f"{route.method} {route.path}"


def ask(send: Send, route: Route, form: dict[str, str]) -> tuple[int, Any]:
    path, sent = route.path.replace("{id}", "some_id"), urlencode(form)
    if route.method == "GET":
        return send("GET", f"{path}?{sent}", **SERVER)
    return send(route.method, path, sent, **SERVER)


def fields_of(route: Route) -> tuple[dict[str, Any], frozenset[str]]:
    typed = getattr(stripe.params, str(route.params))
    return _fields(typed), typed.__required_keys__


def sample(hint: Any, path: str) -> dict[str, str]:
    """A form that the library's type of one parameter allows."""
    if typing.get_origin(hint) in {Union, types.UnionType}:
        return sample(next(one for one in get_args(hint) if one != Literal[""]), path)
    if is_typeddict(hint):
        return sample_object(hint, path)
    origin, inner = typing.get_origin(hint), get_args(hint)
    if origin is list:
        return sample(inner[0], f"{path}[0]")
    if origin is dict:
        return {f"{path}[a]": "b"}
    return {path: inner[0] if origin is Literal else {bool: "true", int: "1"}.get(hint, "text")}


def sample_object(typed: Any, path: str) -> dict[str, str]:
    fields = _fields(typed)
    names = sorted(typed.__required_keys__ & fields.keys()) or sorted(fields)[:1]
    return {key: value for name in names for key, value in sample(fields[name], f"{path}[{name}]").items()}


@pytest.mark.parametrize("route", TYPED, ids=name_of)
def test_a_parameter_that_stripe_does_not_have_is_refused(send: Send, route: Route) -> None:
    status, body = ask(send, route, {"colour": "red"})
    assert (status, body["error"]["code"], body["error"]["param"]) == (400, "parameter_unknown", "colour")


@pytest.mark.parametrize("route", TYPED, ids=name_of)
def test_a_parameter_that_only_stripe_heeds_is_refused(send: Send, route: Route) -> None:
    fields, required = fields_of(route)
    needed = {key: value for name in required & fields.keys() for key, value in sample(fields[name], name).items()}
    for name in fields.keys() - ALWAYS_HEEDED - set(route.honours.split()):
        if not (sent := sample(fields[name], name)):
            continue  # a hash that has no fields can't be written as a form
        status, body = ask(send, route, needed | sent)
        assert (status, body["error"].get("code")) == (400, "not_in_the_local_stripe"), (name, body)
        assert body["error"]["param"] == name


@pytest.mark.parametrize("route", TYPED, ids=name_of)
def test_it_heeds_only_what_stripe_has(route: Route) -> None:
    assert set(route.honours.split()) <= fields_of(route)[0].keys()


def test_the_calls_without_types_are_the_browsers_own() -> None:
    assert [route.path for route in ROUTES if not route.params] == ["/v1/elements/sessions", "/v1/3ds2/authenticate"]
