"""Where the build reads and writes."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[1]
LIBRARY: Final = ROOT / "lib" / "common"
FUNCTIONS: Final = ROOT / "functions"
REQUIREMENTS: Final = ROOT / "requirements"
CACHE: Final = ROOT / ".cache" / "bundles"
BUILD: Final = ROOT / "build"

# Where the platform looks for a bundle's own packages. Laid flat they would lose to its preinstalled ones.
SITE_PACKAGES: Final = Path("virtualenv", "lib", "python3.11", "site-packages")
ACTIVATE: Final = Path("virtualenv", "bin", "activate_this.py")
