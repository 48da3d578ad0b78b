"""Where clinics come to be: a data key of their own, a public name, the people who run them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.domain.audit import AuditEntry
from common.domain.errors import ConflictError
from common.domain.scope import Role
from common.store import scripts
from common.store.keys import Keys, slug
from common.store.memberships import member_json
from common.store.practices import body_of
from common.store.scoped import entry_json
from common.store.valkey import Command

if TYPE_CHECKING:
    from collections.abc import Mapping

    from common.domain.admission import Attempt
    from common.domain.clinic import Practice
    from common.domain.scope import Membership
    from common.security.root_keys import RootKeys
    from common.store.valkey import Valkey


@dataclass(frozen=True, slots=True)
class ValkeyClinicRegister:
    """Implements `common.domain.ports.ClinicRegister`. `actor_id` is who starts the clinic."""

    valkey: Valkey
    root_keys: RootKeys
    actor_id: str
    request_id: str
    attempt: Attempt
    now: int

    def add(self, practice: Practice, members: Mapping[str, Membership]) -> None:
        """See changes/start_clinic.lua. The name is taken first: without its clinic it leads nowhere."""
        clinic = practice.clinic
        keys = Keys(clinic.id)
        if not self.valkey.set_once(slug(clinic.slug), clinic.id) and not self._is_ours(clinic.slug, clinic.id):
            raise ConflictError
        entry = AuditEntry("clinic.start", self.actor_id, "clinic", self.request_id, self.now)
        replay = keys.replay(self.actor_id, "clinic", "start_clinic", self.attempt.key)
        people = [part for uid, member in members.items() for part in (uid, member_json(member))]
        self.valkey.run(
            Command(
                scripts.load("changes/start_clinic"),
                [keys.audit, replay, keys.practice, keys.members],
                [
                    self.now,
                    f"{Role.OWNER} *",
                    entry_json(entry),
                    self.attempt.request_hash,
                    clinic.id,
                    self.root_keys.wrap_new(clinic.id),
                    body_of(practice),
                    *people,
                ],
            )
        )

    def _is_ours(self, name: str, clinic_id: str) -> bool:
        return self.valkey.get(slug(name)) == clinic_id.encode()
