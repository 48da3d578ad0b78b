"""What a clinic says of itself: one versioned JSON body, so that a call knows all of it in one trip."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from common.domain.availability import DateException, Schedule, WallRange
from common.domain.clinic import AppointmentType, Clinic, Payer, Practice, Provider
from common.domain.errors import CalendersomeError, PracticeChangedError
from common.domain.policy_content import content_of, policy_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from common.store.scoped import Scoped

_TRIES: Final = 5


def body_of(practice: Practice) -> str:
    """What `practice_of` reads."""
    content = asdict(practice)
    del content["version"]
    content["policies"] = [content_of(policy) for policy in practice.policies]
    return json.dumps(content, separators=(",", ":"), default=date.isoformat)


def practice_of(version: int, body: bytes) -> Practice:
    """Raises KeyError or TypeError for anything that `body_of` didn't write."""
    content: dict[str, Any] = json.loads(body)
    clinic = content["clinic"]
    return Practice(
        version=version,
        clinic=Clinic(**{**clinic, "payers": tuple(Payer(**payer) for payer in clinic["payers"])}),
        providers=tuple(
            Provider(**{**provider, "schedule": _schedule_of(provider["schedule"])})
            for provider in content["providers"]
        ),
        types=tuple(
            AppointmentType(**{**kind, "provider_ids": tuple(kind["provider_ids"])}) for kind in content["types"]
        ),
        policies=tuple(policy_of(policy) for policy in content["policies"]),
    )


def _schedule_of(content: dict[str, Any]) -> Schedule:
    weekly = tuple(tuple(WallRange(**hours) for hours in day) for day in content["weekly"])
    exceptions = tuple(_exception_of(exception) for exception in content["exceptions"])
    return Schedule(**{**content, "weekly": weekly, "exceptions": exceptions})


def _exception_of(content: dict[str, Any]) -> DateException:
    days = {name: date.fromisoformat(content[name]) for name in ("first_day", "last_day")}
    return DateException(**{**content, **days, "hours": WallRange(**content["hours"])})


@dataclass(frozen=True, slots=True)
class ValkeyPractices:
    """Implements `common.domain.ports.Practices`. `known` is the practice as of this call, `read` as of now."""

    scoped: Scoped
    known: Practice
    read: Callable[[], Practice]

    def change(self, subject: str, action: str, edit: Callable[[Practice], Practice]) -> Practice:
        """See changes/change_practice.lua. An edit that met another one is made again on the outcome."""
        current = self.known
        for _ in range(_TRIES):
            try:
                edited = edit(current)
            except CalendersomeError:
                if self.scoped.was_answered("change_practice"):
                    return self.read()
                raise
            try:
                made_by = self._save(subject, action, current.version, edited)
            except PracticeChangedError:
                current = self.read()
                continue
            return replace(edited, version=current.version + 1) if made_by == self._request_id else self.read()
        raise PracticeChangedError

    @property
    def _request_id(self) -> str:
        return self.scoped.scope.request_id

    def _save(self, subject: str, action: str, version: int, edited: Practice) -> str:
        """The id of the request that did it: an earlier one, where this one asks again."""
        answer = self.scoped.change(
            "change_practice",
            action,
            [self.scoped.keys.practice],
            [subject, version, body_of(edited), self._request_id],
        )
        return str(answer["request_id"])
