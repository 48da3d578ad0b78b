"""Nothing but ids leaves for Stripe: it signs no business associate agreement, so it may hold no PHI."""

from __future__ import annotations

import re
from collections.abc import Mapping

# The shape of common.domain.ids: no name, address, phone number or date has it.
_OPAQUE_ID = re.compile(r"[a-z]{1,12}_[0-9a-z]{20}")
_FIELD = re.compile(r"[a-z_]{1,40}")


def require_opaque(metadata: Mapping[str, str]) -> dict[str, str]:
    """The same metadata, where each value is one of our ids. ValueError names the field, never its value."""
    for field, value in metadata.items():
        if not _FIELD.fullmatch(field) or not _OPAQUE_ID.fullmatch(value):
            raise ValueError(f"metadata {field!r} is not an opaque id")
    return dict(metadata)
