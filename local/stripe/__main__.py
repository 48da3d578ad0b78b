"""`python -m local.stripe --port 8092 --state .local/stripe.json` runs the double until it is stopped."""

from __future__ import annotations

import argparse
import contextlib
from pathlib import Path

from local.stripe.server import StripeServer
from local.stripe.webhooks import Mode


def main() -> None:
    parser = argparse.ArgumentParser(prog="local.stripe", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="a free one where it is 0")
    parser.add_argument("--state", type=Path, help="file that keeps the account between runs")
    parser.add_argument("--webhook-url", help="where events go, http only")
    parser.add_argument("--webhook-secret", default="whsec_local", help="what they are signed with")
    options = parser.parse_args()
    server = StripeServer(options.port, options.state)
    if options.webhook_url:
        server.webhooks.listen(options.webhook_url, options.webhook_secret, Mode.SEND)
    print(f"The local Stripe answers at {server.url}", flush=True)
    with contextlib.suppress(KeyboardInterrupt):
        server.serve_forever()


if __name__ == "__main__":
    main()
