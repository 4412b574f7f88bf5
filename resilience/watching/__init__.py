"""What whoever runs the server can see of it: numbers and lines of a log, both without people."""

from resilience.watching.logs import (
    begin_log,
    logged,
    reference,
    troubled,
    unexpected,
)
from resilience.watching.measures import MEASURES, PHONE, saving_all, when_saved

__all__ = [
    "MEASURES",
    "PHONE",
    "begin_log",
    "logged",
    "reference",
    "saving_all",
    "troubled",
    "unexpected",
    "when_saved",
]
