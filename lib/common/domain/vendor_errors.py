"""What a service we lean on may answer instead of doing its work.

CalendersomeError
└── VendorError               `permanent` tells giving up from trying again
    ├── CardDeclinedError     the patient can act: another card, or authentication
    └── UntrustedEventError   a webhook that isn't the vendor's, or too old to be believed
"""

from __future__ import annotations

from common.domain.errors import CalendersomeError


class VendorError(CalendersomeError):
    """`permanent`: the same request would fail again. `code` is short, the vendor's own, and fit for a log.

    `message` is the vendor's sentence, which isn't.
    """

    def __init__(self, vendor: str, code: str, message: str, *, permanent: bool) -> None:
        super().__init__(f"{vendor}: {code}")
        self.vendor = vendor
        self.code = code
        self.message = message
        self.permanent = permanent


class CardDeclinedError(VendorError):
    """`decline_code` says why, `message` is written for the cardholder."""

    def __init__(self, vendor: str, code: str, message: str, *, decline_code: str | None = None) -> None:
        super().__init__(vendor, code, message, permanent=True)
        self.decline_code = decline_code


class UntrustedEventError(VendorError):
    """`code` is `bad_signature`, `stale_timestamp` or `bad_body`."""

    def __init__(self, vendor: str, code: str) -> None:
        super().__init__(vendor, code, code, permanent=True)
