"""The platform runs this before it imports a function: the bundle's packages beat its preinstalled ones."""

import sys
from pathlib import Path

_BUNDLE = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(_BUNDLE / "virtualenv" / "lib" / "python3.11" / "site-packages"), str(_BUNDLE)]
