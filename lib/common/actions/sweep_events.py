"""Look through Stripe's events again, in case a webhook was missed. Stripe keeps them for 30 days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from common import log
from common.actions.take_payment_event import KINDS, take_payment_event
from common.domain.errors import StoreUnavailableError
from common.domain.jobs import Queue
from common.domain.vendor_errors import VendorError
from common.domain.wall_clock import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from common.domain.cards import PaymentEvent
    from common.domain.errands import Errand, OpenErrand
    from common.domain.payments import OpenProcessor
    from common.domain.ports import Sweeps

_OVERLAP: Final = 10 * MINUTE  # an event may be listed later than one that was made after it
_KEPT: Final = 29 * DAY
_MOST: Final = 500


def sweep_events(
    sweeps: Sweeps, open_errand: OpenErrand, open_processor: OpenProcessor, account: str | None, now: int
) -> int:
    """How many were looked through. What a webhook has told before changes nothing when it is told again.

    Where Stripe doesn't answer, the next sweep begins where this one did. Raises StoreUnavailableError.
    """
    swept_until = sweeps.find(account)
    since = max((swept_until or 0) - _OVERLAP, now - _KEPT)
    try:
        events = open_processor(account).payments.list_events(since=since, kinds=KINDS)
        news = [event for event in events if not sweeps.was_taken(event.id)]
        for event in news[:_MOST]:
            _take(event, open_errand, open_processor)
            sweeps.note_taken(event.id)
    except VendorError as error:
        log.error("sweep_failed", error, account=account or "platform")
        return 0
    left = news[_MOST:]  # for the next sweep, which passes over what was taken now
    sweeps.keep(account, int(left[0].created_at.timestamp()) if left else now)
    return len(events)


def _take(event: PaymentEvent, open_errand: OpenErrand, open_processor: OpenProcessor) -> None:
    """One that can never be taken doesn't keep the others from it."""
    try:
        take_payment_event(event, open_errand, open_processor)
    except VendorError as error:
        if not error.permanent:
            raise
        log.error("event_passed_over", error, event_id=event.id)
    except StoreUnavailableError:
        raise
    except Exception as error:  # noqa: BLE001  # what one event can't be taken for must not hide the others
        log.error("event_passed_over", error, event_id=event.id)


def sweep_clinic_events(sweeps: Sweeps, errand: Errand, open_errand: OpenErrand, open_processor: OpenProcessor) -> int:
    """Those of a clinic with an account of its own, once an hour at least. How many were looked through."""
    account = errand.practice.clinic.stripe_account
    if account is None:
        return 0
    errand.stores.jobs(Queue.ENFORCE_POLICY).look_again_by(errand.now + HOUR)
    return sweep_events(sweeps, open_errand, open_processor, account, errand.now)
