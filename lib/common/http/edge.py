"""The edge that every web call passes: origin, request id, errors as problems, one log line."""

from __future__ import annotations

import time
import uuid
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from common import log
from common.domain.errors import SlotTakenError
from common.domain.receipt import FeeChangedError
from common.http.answers import cors_headers, json_answer, preflight_answer, problem_answer
from common.http.events import origin_of, read_http
from common.http.problems import UNEXPECTED, Problem, problem_of
from common.http.receipts import show_receipt
from common.http.refused import RefusedError, method_refused, origin_refused
from common.http.slots import show_open_slot

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from common.http.answers import Answer
    from common.http.contract import Contract
    from common.http.events import HttpRequest
    from common.http.fields import Response


@dataclass(frozen=True, slots=True)
class Edge:
    """`respond` is given the request and its id, and answers or raises."""

    contract: Contract
    allowed_origins: Collection[str]

    def answer(self, event: Mapping[str, Any], respond: Callable[[HttpRequest, str], Response]) -> Answer:
        """Whatever happens, an answer that names what to do."""
        request_id, began = uuid.uuid4().hex, time.monotonic()
        headers = cors_headers(None, request_id)
        with log.bound_to(request_id):
            try:
                # First of all, so that the page that may call can read any refusal that follows.
                headers = cors_headers(self._allowed_origin(origin_of(event)), request_id)
                http = read_http(event)
                answer = self._answered(http, request_id, headers, respond)
            except Exception as error:  # noqa: BLE001  # the platform would show a traceback
                answer = problem_answer(self._problem(error), request_id, headers)
            log.info(
                "answered",
                function=self.contract.name,
                status=answer["statusCode"],
                duration_ms=round(1000 * (time.monotonic() - began), 1),
            )
        return answer

    def _answered(
        self,
        http: HttpRequest,
        request_id: str,
        headers: Mapping[str, str],
        respond: Callable[[HttpRequest, str], Response],
    ) -> Answer:
        methods = [operation.method for operation in self.contract.operations]
        if http.method == "OPTIONS":
            return preflight_answer(methods, headers)
        if http.method not in methods:
            raise method_refused(", ".join(methods))
        return json_answer(200, respond(http, request_id).model_dump_json(), headers)

    def _allowed_origin(self, origin: str | None) -> str | None:
        if origin is not None and origin not in self.allowed_origins:
            raise origin_refused()
        return origin

    def _problem(self, error: Exception) -> Problem:
        problem = error.problem if isinstance(error, RefusedError) else problem_of(error)
        if problem is UNEXPECTED or problem.status >= 502:
            log.error("refused", error, function=self.contract.name, code=problem.code)
        return replace(problem, extensions=_extensions_of(error))


def _extensions_of(error: Exception) -> dict[str, Any]:
    """What a caller needs to decide anew."""
    if isinstance(error, SlotTakenError):
        nearest = [show_open_slot(slot).model_dump(mode="json") for slot in error.nearest]
        return {"nearest": nearest, **({"returned_minor": error.returned_minor} if error.returned_minor else {})}
    if isinstance(error, FeeChangedError):
        return {"receipt": show_receipt(error.receipt, error.zone, error.now).model_dump(mode="json")}
    return {}
