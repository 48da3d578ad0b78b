"""How a card on file looks on the wire. Shared by whatever shows one."""

from __future__ import annotations

from common.http.fields import Response


class CardView(Response):
    """As printed on the card; `brand` in Stripe's spelling."""

    brand: str
    last4: str
    exp_month: int
    exp_year: int
