"""Look through Stripe's events again, in case a webhook was missed. Stripe keeps them for 30 days."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from common import log
from common.actions.take_payment_event import KINDS, take_payment_event
from common.domain.errors import StoreUnavailableError
from common.domain.vendor_errors import VendorError
from common.domain.wall_clock import DAY, HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

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

    The next sweep begins where this one did if Stripe doesn't answer, or else at the first event that is left. Raises
    StoreUnavailableError.
    """
    since = max((sweeps.find(account) or 0) - _OVERLAP, now - _KEPT)
    try:
        events = open_processor(account).payments.list_events(since=since, kinds=KINDS)
    except VendorError as error:
        log.error("sweep_failed", error, account=account or "platform")
        return 0
    news = [event for event in events if not sweeps.was_taken(event.id)]
    left = _take_all(news, sweeps, open_errand, open_processor, now)
    sweeps.keep(account, min((int(event.created_at.timestamp()) for event in left), default=now))
    return len(events)


def _take_all(
    news: Sequence[PaymentEvent], sweeps: Sweeps, open_errand: OpenErrand, open_processor: OpenProcessor, now: int
) -> Sequence[PaymentEvent]:
    """Those that are left for the next sweep. What couldn't be taken before comes last: it keeps nothing waiting."""
    in_turn = sorted(news, key=lambda event: sweeps.failing_since(event.id) is not None)
    left = in_turn[_MOST:]
    for at, event in enumerate(in_turn[:_MOST]):
        try:
            take_payment_event(event, open_errand, open_processor)
        except StoreUnavailableError:
            raise
        except Exception as error:  # noqa: BLE001  # what one event can't be taken for must not hide the others
            if _may_pass(event, error, sweeps, now):
                left.append(event)
                if isinstance(error, VendorError):  # Stripe doesn't answer: neither would it for the rest
                    return [*left, *in_turn[at + 1 : _MOST]]
                continue
        sweeps.note_taken(event.id)
    return left


def _may_pass(event: PaymentEvent, error: Exception, sweeps: Sweeps, now: int) -> bool:
    """What Stripe refuses for good won't. What else fails is tried again for a day, and for as long as Stripe has the
    event where it is Stripe that doesn't answer.
    """
    since = sweeps.note_failing(event.id, now)
    may_pass = not error.permanent if isinstance(error, VendorError) else now - since < DAY
    log.error("event_put_off" if may_pass else "event_passed_over", error, vendor_id=event.id)
    return may_pass


def next_sweep_by(errand: Errand) -> int | None:
    """When the account of a clinic that has its own is looked through again at the latest; None for the others."""
    return errand.now + HOUR if errand.practice.clinic.stripe_account else None


def sweep_clinic_events(sweeps: Sweeps, errand: Errand, open_errand: OpenErrand, open_processor: OpenProcessor) -> int:
    """Those of a clinic with an account of its own. How many were looked through."""
    account = errand.practice.clinic.stripe_account
    return sweep_events(sweeps, open_errand, open_processor, account, errand.now) if account else 0
