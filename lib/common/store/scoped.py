"""A clinic's records, opened with one caller's scope. Every repository goes through here."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from common.domain.audit import AuditEntry, entry_for
from common.domain.errors import IdempotencyMismatchError
from common.store import scripts
from common.store.valkey import Command, decode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.admission import Attempt
    from common.domain.scope import Scope
    from common.security.sealing import ClinicKey
    from common.store.keys import Keys
    from common.store.valkey import Arg, Due, Valkey

_CANONICAL: Final = json.JSONEncoder(sort_keys=True, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class Scoped:
    """`now` is the caller's clock, which scripts compare deadlines with."""

    valkey: Valkey
    keys: Keys
    clinic_key: ClinicKey
    scope: Scope
    attempt: Attempt
    now: int

    def read(self, name: str, action: str, keys: Sequence[str], args: Sequence[Arg]) -> Any:
        """Runs `reads/<name>`, which leaves its audit entry before it answers."""
        script = scripts.load(f"reads/{name}")
        return self.valkey.run(Command(script, [self.keys.audit, *keys], [*self._preamble(action), *args]))

    def change(  # noqa: PLR0913
        self,
        name: str,
        action: str,
        keys: Sequence[str],
        args: Sequence[Arg],
        *,
        due: Due | None = None,
        step: str | None = None,
    ) -> dict[str, Any]:
        """Runs `changes/<name>`. Say in `due` which queues it makes jobs due in, and when at the earliest.

        A request that runs a script more than once names each `step`, or the second would replay the first.
        """
        command = Command(
            scripts.load(f"changes/{name}"),
            [self.keys.audit, self._replay(step or name), *keys],
            [*self._preamble(action), self.attempt.request_hash, *args],
        )
        if due is None:
            return decode(self.valkey.run(command))
        return decode(self.valkey.run_making_jobs(command, self.keys.clinic_id, due))

    def was_answered(self, step: str) -> bool:
        """Whether this very request has taken the step before: what refuses it now may be its own doing.

        Raises IdempotencyMismatchError where it was another request with the same key.
        """
        kept = self.valkey.get(self._replay(step))
        if kept is not None and not kept.startswith(self.attempt.request_hash.encode()):
            raise IdempotencyMismatchError
        return kept is not None

    def _replay(self, step: str) -> str:
        return self.keys.replay(self.scope.actor_id, self.scope.function, step, self.attempt.key)

    def _preamble(self, action: str) -> list[Arg]:
        return [self.now, reach_of(self.scope), entry_json(entry_for(self.scope, action, self.now))]


def reach_of(scope: Scope) -> str:
    """Role, and `*` for the whole clinic, a patient's id, or nothing: an empty scope finds nothing."""
    return f"{scope.role} {'*' if scope.reaches_clinic else scope.patient_id or ''}"


def entry_json(entry: AuditEntry) -> str:
    """As it stands in the audit stream: canonical, so that its hash can be made again."""
    return _CANONICAL.encode({name: getattr(entry, name) for name in AuditEntry.__slots__})


def pairs(fields: dict[str, Arg]) -> list[Arg]:
    """Name and value in turn, as scripts hand them on to HSET."""
    return [part for item in fields.items() for part in item]
