from typing import Any

from local.firebase.emulator import PROJECT, AuthEmulator


def site_config(auth: AuthEmulator, stripe_origin: str, publishable_key: str) -> dict[str, Any]:
    """What the site reads from /config.json; web/src/config.ts says what each field means."""
    return {
        "apiBase": "/api",
        "defaultClinic": "harbor-dermatology",
        "firebase": {
            "apiKey": "local",
            "projectId": PROJECT,
            "authDomain": auth.host,
            "emulatorUrl": auth.origin,
        },
        "stripe": {"publishableKey": publishable_key, "scriptUrl": f"{stripe_origin}/v3/"},
    }
