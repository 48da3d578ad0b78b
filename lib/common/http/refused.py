"""What the edge itself refuses, before any action: requests that aren't well formed."""

from __future__ import annotations

from common.http.problems import Problem


class RefusedError(Exception):
    """Carries its own problem."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.code)
        self.problem = problem


def origin_refused() -> RefusedError:
    """A page of somebody else's."""
    return RefusedError(Problem(403, "origin_refused", "This site may not call us", "Use the clinic's own page."))


def method_refused(allowed: str) -> RefusedError:
    """`allowed` lists the methods there are."""
    problem = Problem(
        405,
        "method_refused",
        "This can't be done here",
        f"Use one of: {allowed}.",
        headers={"Allow": allowed},
    )
    return RefusedError(problem)


def malformed(detail: str) -> RefusedError:
    """The body or the query can't be read at all."""
    return RefusedError(Problem(400, "malformed", "The request can't be read", detail))


def not_json() -> RefusedError:
    """A body in another format."""
    problem = Problem(415, "not_json", "The body must be JSON", "Send it with Content-Type: application/json.")
    return RefusedError(problem)


def too_large() -> RefusedError:
    """More than any request here needs."""
    return RefusedError(Problem(413, "too_large", "The request is too large", "Send less than 256 kB."))
