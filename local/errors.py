class LocalStackError(Exception):
    """Something a person at this machine can put right; the message is one sentence that says how."""


class PartError(LocalStackError):
    """A part of the stack did not start, or stopped; the message names its log."""
