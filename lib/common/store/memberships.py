"""Who belongs to a clinic, as JSON in its members hash."""

from __future__ import annotations

import json

from common.domain.scope import Membership, Role


def member_json(membership: Membership) -> str:
    """Canonical, so that a script can tell whether it is still what was read."""
    content = {
        "roles": sorted(membership.roles),
        "patient_id": membership.patient_id,
        "provider_id": membership.provider_id,
        "name": membership.name,
    }
    return json.dumps(content, sort_keys=True, separators=(",", ":"))


def membership_of(text: bytes) -> Membership:
    """An empty text is nobody."""
    if not text:
        return Membership()
    content = json.loads(text)
    roles = frozenset(Role(role) for role in content.pop("roles"))
    return Membership(roles=roles, **content)
