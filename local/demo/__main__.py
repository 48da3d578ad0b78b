"""`python -m local.demo`: fills a new data folder, in the environment that functions run in."""

import os

from local.demo.accounts import create_accounts
from local.firebase.client import AuthClient


def main() -> None:
    origin = f"http://{os.environ['FIREBASE_AUTH_EMULATOR_HOST']}"
    create_accounts(AuthClient(origin, os.environ["FIREBASE_PROJECT_ID"]))


if __name__ == "__main__":
    main()
