"""List a patient's charges, those of one visit, or what is open in the clinic."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from common.domain.drafts import ChargeRow
    from common.domain.ports import Charges


def list_charges(charges: Charges, patient_id: str | None, appointment_id: str | None) -> Sequence[ChargeRow]:
    """Newest first; what is open, longest due first. Raises NotFoundError."""
    if appointment_id is not None:
        return charges.list_for(appointment_id)
    if patient_id is not None:
        return charges.list_charges(patient_id)
    return charges.list_open()
