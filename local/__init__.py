"""The local stack: the real parts of the product on one machine, for people and for tests. Never deployed."""
