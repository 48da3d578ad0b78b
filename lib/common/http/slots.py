"""How an open slot looks on the wire. Shared by whatever offers one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from common.http.fields import Instant, Response

if TYPE_CHECKING:
    from common.domain.appointments import OpenSlot


class SlotView(Response):
    """One time with one provider."""

    provider_id: str
    starts_at: Instant
    ends_at: Instant


def show_open_slot(slot: OpenSlot) -> SlotView:
    """One time that can be booked."""
    return SlotView.model_validate(slot)
