"""What a bank, a card network or a clinic does while nobody calls the API, for tests to make happen."""

from __future__ import annotations

from local.stripe import disputes, payment_methods, refunds
from local.stripe.account import Account
from local.stripe.api import Api
from local.stripe.errors import Json, no_such
from local.stripe.views import shown


class Levers:
    """Each finds its object in whichever account it lives, and answers with the object as it is then."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def open_dispute(
        self, payment_intent: str, reason: str = "fraudulent", amount: int | None = None, *, is_inquiry: bool = False
    ) -> Json:
        with self._api.between_calls() as platform:
            account, intent = find(platform, "payment_intent", payment_intent)
            opened = disputes.open_dispute(account, intent, reason=reason, amount=amount, is_inquiry=is_inquiry)
            return shown(opened)

    def escalate_inquiry(self, dispute: str) -> Json:
        with self._api.between_calls() as platform:
            account, found = find(platform, "dispute", dispute)
            return shown(disputes.escalate_inquiry(account, found))

    def close_dispute(self, dispute: str, status: str) -> Json:
        """`status`: won or lost; of an inquiry, warning_closed."""
        with self._api.between_calls() as platform:
            account, found = find(platform, "dispute", dispute)
            return shown(disputes.close_dispute(account, found, status))

    def fail_refund(self, refund: str, reason: str = "lost_or_stolen_card") -> Json:
        with self._api.between_calls() as platform:
            account, found = find(platform, "refund", refund)
            refunds.fail(account, found, reason)
            return shown(found)

    def settle_refund(self, refund: str) -> Json:
        with self._api.between_calls() as platform:
            account, found = find(platform, "refund", refund)
            refunds.settle(account, found)
            return shown(found)

    def renew_card(self, payment_method: str, exp_month: int, exp_year: int) -> Json:
        with self._api.between_calls() as platform:
            account, found = find(platform, "payment_method", payment_method)
            payment_methods.renew(account, found, exp_month, exp_year)
            return shown(found)

    def disconnect(self, account: str) -> None:
        with self._api.between_calls() as platform:
            platform.disconnect(account)

    def delay_search(self, seconds: int) -> None:
        """From now on a search finds nothing younger, as is usual at Stripe."""
        with self._api.between_calls() as platform:
            platform.delay_search(seconds)


def find(platform: Account, kind: str, object_id: str) -> tuple[Account, Json]:
    """The object of this id and the account that has it."""
    for account in platform.everyone():
        if object_id in account.objects:
            return account, account.get(kind, object_id)
    raise no_such(kind, object_id)
