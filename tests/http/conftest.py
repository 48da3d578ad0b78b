"""The edge is tested on the same world as access is."""

from tests.access.conftest import own_stripe, snapshot, unsynced, world

__all__ = ["own_stripe", "snapshot", "unsynced", "world"]
