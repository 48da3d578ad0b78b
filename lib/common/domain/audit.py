"""One row of the audit trail: who did what, as what, when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from common.domain.scope import Scope


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """What a row says besides role, subject and outcome, which the script adds that does the thing."""

    action: str
    actor_id: str
    function: str
    request_id: str
    at: int


def entry_for(scope: Scope, action: str, at: int) -> AuditEntry:
    """The row for an `action` within `scope`."""
    return AuditEntry(action, scope.actor_id, scope.function, scope.request_id, at)
