"""Firebase's failures, told apart: a caller who proves nothing, or a vendor that can't be asked."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager

from firebase_admin import auth, exceptions
from google.auth.exceptions import GoogleAuthError

from common.domain.errors import UnauthenticatedError
from common.domain.vendor_errors import VendorError

_THE_CALLERS = (auth.InvalidIdTokenError, auth.UserDisabledError, auth.UserNotFoundError)
_FOR_GOOD = (exceptions.PermissionDeniedError, exceptions.UnauthenticatedError)


@contextmanager
def firebase_errors() -> Iterator[None]:
    """Raises UnauthenticatedError for the caller's fault, VendorError for any other.

    The library's errors quote the token, so they never stay attached as a cause.
    """
    try:
        yield
    except _THE_CALLERS as error:
        # Certificates that came as something else than JSON would otherwise sign everybody out.
        if isinstance(error.cause, json.JSONDecodeError):
            raise _vendor_error("certificates_unreadable") from None
        raise UnauthenticatedError("the token proves nothing") from None
    except auth.CertificateFetchError:
        raise _vendor_error("certificates_unreachable") from None
    except (exceptions.FirebaseError, GoogleAuthError) as error:
        raise _vendor_error("account_unreachable", permanent=isinstance(error, _FOR_GOOD)) from None
    except (ValueError, TypeError, RecursionError):
        # What a hostile header or payload makes of code that trusts its shape.
        raise UnauthenticatedError("the token can't be read") from None


def _vendor_error(code: str, *, permanent: bool = False) -> VendorError:
    return VendorError("firebase", code, "Firebase couldn't be asked.", permanent=permanent)
