"""Everything of Stripe, in one account."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from common.integrations.stripe.cards import StripeCards
from common.integrations.stripe.client import open_client
from common.integrations.stripe.payments import StripePayments

if TYPE_CHECKING:
    from common.domain.payments import Processor


@dataclass(frozen=True, slots=True)
class StripeProcessor:
    """Implements `common.domain.payments.Processor`."""

    cards: StripeCards
    payments: StripePayments


def open_processor(secret_key: str, api_base: str | None, account: str | None) -> StripeProcessor:
    """`account` is a clinic's own; None for the key's."""
    client = open_client(secret_key, api_base, account)
    return StripeProcessor(StripeCards(client), StripePayments(client))


if TYPE_CHECKING:
    _processor: Processor = open_processor("", None, None)
