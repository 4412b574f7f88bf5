"""Metrics and log lines for the person who runs the server; neither contains people."""

from resilience.watching.logs import (
    begin_log,
    logged,
    reference,
    troubled,
    unexpected,
)
from resilience.watching.measures import MEASURES, PHONE, saving_all

__all__ = [
    "MEASURES",
    "PHONE",
    "begin_log",
    "logged",
    "reference",
    "saving_all",
    "troubled",
    "unexpected",
]
