"""Answers a call: whose key, which route, typed parameters, idempotency, then the resource itself."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from threading import Lock

from local.stripe import (
    browser_calls,
    charges,
    customers,
    disputes,
    events,
    payment_intents,
    payment_methods,
    refunds,
    searching,
    setup_intents,
)
from local.stripe.account import Account, new_id
from local.stripe.call import Call, Route
from local.stripe.errors import ApiError, Json, invalid_request, not_here
from local.stripe.faults import KEPT_500, LOST_REPLY, Faults, break_off, refuse
from local.stripe.forms import Tree, decode
from local.stripe.idempotency import find_answer, keep_answer
from local.stripe.keys import is_publishable, require_secret
from local.stripe.typed_params import read
from local.stripe.views import expanded, public
from local.stripe.wire import Request, Response, json_response

_RESOURCES = (
    searching,  # its path would be an intent's id
    browser_calls,
    charges,
    customers,
    disputes,
    events,
    payment_intents,
    payment_methods,
    refunds,
    setup_intents,
)
ROUTES: tuple[Route, ...] = tuple(route for resource in _RESOURCES for route in resource.ROUTES)
_PUBLIC_EXTRAS = ("key", "client_secret", "_stripe_account")  # what Stripe.js adds and the library doesn't type


@dataclass(frozen=True)
class Captured:
    """What somebody sent to Stripe, word for word, for a test that looks for what must not be there."""

    method: str
    path: str
    query: str
    body: str
    idempotency_key: str | None
    account: str | None = None


class Api:
    """One call at a time, so that a test sees no half-made state."""

    def __init__(self, account: Account) -> None:
        self.account = account
        self.faults = Faults()
        self.captured: deque[Captured] = deque(maxlen=10_000)
        self._lock = Lock()

    def answer(self, request: Request) -> Response:
        with self._lock:
            headers = {"Request-Id": new_id("req", 14), **self._capture(request)}
            fault = self.faults.take(request.method, request.path)
            try:
                refuse(fault or LOST_REPLY)
                status, body, replayed = self._perform(request, headers["Request-Id"], is_broken=fault == KEPT_500)
            except ApiError as error:
                return json_response(error.status, {"error": error.error}, headers)
            finally:
                if request.method == "POST":
                    self.account.save()
            if fault == LOST_REPLY:
                return Response(0, b"", lost=True)
            return json_response(status, body, headers | ({"Idempotent-Replayed": "true"} if replayed else {}))

    def captured_as_json(self) -> list[Json]:
        return [asdict(captured) for captured in self.captured]

    def reset(self) -> None:
        with self._lock:
            self.account.reset()
            self.faults.clear()
            self.captured.clear()

    @contextmanager
    def between_calls(self) -> Iterator[Account]:
        """The platform's account while no call is under way; what is changed in it is kept."""
        with self._lock:
            yield self.account
            self.account.save()

    def _capture(self, request: Request) -> dict[str, str]:
        """What came is remembered; the headers of it that Stripe repeats in its answer."""
        key, account = request.headers.get("idempotency-key"), request.headers.get("stripe-account")
        body = request.body.decode(errors="replace")
        self.captured.append(Captured(request.method, request.path, request.query, body, key, account))
        repeated = {"Idempotency-Key": key, "Stripe-Account": account}
        return {name: value for name, value in repeated.items() if value}

    def _perform(self, request: Request, request_id: str, *, is_broken: bool) -> tuple[int, str, bool]:
        """Status, JSON text, and whether it is the answer to an earlier call with the same key."""
        tree = decode(request.form)
        publishable = is_publishable(request.headers, _text(tree, "key"))
        route, target = _route(request)
        if publishable and not route.publishable:
            raise require_secret()
        account = self._account(request, tree, publishable=publishable)
        key = request.headers.get("idempotency-key") if request.method == "POST" else None
        kept = find_answer(account, key, request.path, tree)
        if kept:
            return *kept, True
        call = Call(
            account=account,
            params=_params(route, tree, publishable=publishable),
            target=target,
            publishable=publishable,
            client_secret=_text(tree, "client_secret"),
            request={"id": request_id, "idempotency_key": key},
        )
        answer = _run(break_off if is_broken else route.handler, call)
        keep_answer(account, key, request.path, tree, answer)
        return *answer, False

    def _account(self, request: Request, tree: Tree, *, publishable: bool) -> Account:
        """The platform's own, or the connected one that the header names; Stripe.js names it in the form."""
        named = request.headers.get("stripe-account") or (_text(tree, "_stripe_account") if publishable else None)
        return self.account.connected(named) if named else self.account


def _route(request: Request) -> tuple[Route, str]:
    for route in ROUTES:
        match = route.pattern.fullmatch(request.path)
        if match and route.method == request.method:
            return route, match.groupdict().get("id", "")
    raise invalid_request(f"Unrecognized request URL ({request.method}: {request.path}).", status=404)


def _params(route: Route, tree: Tree, *, publishable: bool) -> Json:
    extras = _PUBLIC_EXTRAS if publishable else ()
    sent: Tree = {name: node for name, node in tree.items() if name not in extras}
    if route.params is None:
        return sent
    params = read(route.params, sent)
    for name in params:
        if name not in {"expand", *route.honours.split()}:
            raise not_here(name)
    return params


def _run(handler: Callable[[Call], Json], call: Call) -> tuple[int, str]:
    """The outcome is kept for the idempotency key once the work has begun, a refusal too."""
    try:
        body = expanded(call.account, handler(call), call.get("expand") or [])
        view = public(body) if call.publishable and "object" in body else body
        return 200, json.dumps(view, indent=2)
    except ApiError as error:
        return error.status, json.dumps({"error": error.error}, indent=2)


def _text(tree: Tree, name: str) -> str | None:
    value = tree.get(name)
    return value if isinstance(value, str) else None
