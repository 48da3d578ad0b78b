"""One WSGI target for every function: the first path segment names it."""

import hmac
import traceback
from collections.abc import Mapping
from pathlib import Path

from flask import Request, Response

from local.functions.answer import FAILED, refusal, to_response
from local.functions.context import new_context
from local.functions.event import raw_event
from local.functions.loader import call, find_names, load
from local.project import FunctionPlan

MAX_BYTES = 1_048_576  # in each direction


class Router:
    """Loads every function at once, so that one that can't be imported is known before it is called."""

    def __init__(self, folder: Path, plans: Mapping[str, FunctionPlan]) -> None:
        self._mains = {name: load(folder, name) for name in find_names(folder)}
        self._plans = {name: plans.get(name, FunctionPlan(name)) for name in self._mains}

    def __call__(self, request: Request) -> Response:
        name, slash, rest = request.path.lstrip("/").partition("/")
        plan = self._plans.get(name)
        if plan is None:
            return refusal(404, "The requested resource does not exist.")
        if plan.secret and not _shows(request, plan.secret):
            return refusal(401, "Authentication is possible but has failed or not yet been provided.")
        if (request.content_length or 0) > MAX_BYTES:
            return refusal(413, f"The request is larger than {MAX_BYTES} bytes.")
        return self._run(plan, request, slash + rest)

    def _run(self, plan: FunctionPlan, request: Request, path: str) -> Response:
        event, context = raw_event(request, path), new_context(plan.name, plan.timeout_ms)
        try:
            response = to_response(call(self._mains[plan.name], event, context))
        except Exception:  # noqa: BLE001 - nothing that a function raises may end the server
            traceback.print_exc()  # as the launcher does, past any logging that the function set up
            return refusal(502, FAILED)
        if len(response.get_data()) > MAX_BYTES:
            return refusal(502, f"The answer is larger than {MAX_BYTES} bytes.")
        return response


def _shows(request: Request, secret: str) -> bool:
    return hmac.compare_digest(request.headers.get("X-Require-Whisk-Auth", "").encode(), secret.encode())
