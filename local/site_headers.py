"""The headers that the site is served with: the same policy on a laptop and in production.

Only the hosts differ. Stripe's are those of https://docs.stripe.com/security/guide#content-security-policy,
Firebase's the two that `@firebase/auth` calls for email and password.
"""

from dataclasses import dataclass

SELF = "'self'"


@dataclass(frozen=True, slots=True)
class Hosts:
    """The origins beside its own that the site may reach."""

    connect: tuple[str, ...]
    script: tuple[str, ...]
    frame: tuple[str, ...]


NOWHERE = Hosts(connect=(), script=(), frame=())


def production_hosts(functions_origin: str) -> Hosts:
    """`functions_origin` is where the functions answer, such as `https://faas-nyc1-….doserverless.co`."""
    stripe = ("https://js.stripe.com", "https://*.js.stripe.com")
    firebase = ("https://identitytoolkit.googleapis.com", "https://securetoken.googleapis.com")
    return Hosts(
        connect=(functions_origin, *firebase, "https://api.stripe.com"),
        script=stripe,
        frame=(*stripe, "https://hooks.stripe.com", "https://calendar.google.com"),
    )


def site_headers(hosts: Hosts) -> dict[str, str]:
    return {
        "Content-Security-Policy": _content_security_policy(hosts),
        # Allowing popups, because Google Pay opens one from within Stripe's frame.
        "Cross-Origin-Opener-Policy": "same-origin-allow-popups",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": _permissions_policy(hosts),
        # The origin and never the path, because a confirmation link's path is a secret.
        "Referrer-Policy": "strict-origin",
        "Strict-Transport-Security": "max-age=63072000; includeSubDomains",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
    }


def _content_security_policy(hosts: Hosts) -> str:
    directives = {
        "default-src": ("'none'",),
        "script-src": (SELF, *hosts.script),
        "style-src": (SELF,),
        "img-src": (SELF,),
        "font-src": (SELF,),
        "connect-src": (SELF, *hosts.connect),
        "frame-src": hosts.frame or ("'none'",),
        "manifest-src": (SELF,),
        "form-action": (SELF,),
        "base-uri": ("'none'",),
        "frame-ancestors": ("'none'",),
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in directives.items())


def _permissions_policy(hosts: Hosts) -> str:
    payers = " ".join(["self", *(f'"{origin}"' for origin in hosts.frame if "stripe" in origin)])
    refused = ("camera", "microphone", "geolocation", "usb", "browsing-topics")
    return ", ".join([f"payment=({payers})", *(f"{name}=()" for name in refused)])
