"""Attendance of a workshop in words: people by department, and devices that have no names."""

import pandas as pd

from resilience.services.workshop.devices import Attendance, Device
from resilience.text import Text


def attendance_words(found: Attendance, text: Text) -> str:
    """How many joined and answered in the whole workshop; after the first close, how many joined and erased."""
    joined = sum(one.joined for one in found.departments)
    if not found.may_move:
        came = text.plural("{n} person joined", "{n} people joined", joined)
        return came + (
            " · " + text("{n} erased their data", n=found.erased) if found.erased else ""
        )
    answered = sum(one.answered for one in found.departments)
    remote = sum(one.remote for one in found.departments)
    said = text.plural("{n} person joined", "{n} people joined", joined)
    if remote:
        said += " · " + text("{n} of them remote", n=remote)
    return f"{said} · " + text("{n} of them answered in a vote", n=answered)


def attendance_table(found: Attendance, unit: str, text: Text) -> pd.DataFrame:
    """People by `unit`, those where nobody was expected or came left out; columns that are all 0 too.

    Where no number was expected, none is there.
    """
    rows = {
        text(one.department): {
            text("Expected"): one.expected or None,
            text("Joined"): one.joined,
            text("Remote"): one.remote,
            text("Answered in a vote"): one.answered,
            text("Erased their data"): one.erased,
            text("Removed or merged"): one.removed,
        }
        for one in found.departments
        if one.expected or one.joined or one.erased or one.removed
    }
    table = pd.DataFrame.from_dict(rows, orient="index").astype("Int64").rename_axis(index=unit)
    always = [text("Joined"), *([text("Answered in a vote")] if found.may_move else [])]
    return table[[name for name in table if name in always or table[name].any()]]


def device_words(device: Device, zone: str, text: Text) -> str:
    """A device by its place in the order of joining, department, time, kind and whether it answered."""
    kind = text("person")
    if device.is_card:
        kind = text("scorecard")
    elif device.is_table:
        kind = text("table of {n}", n=device.size)
    parts = (
        text("No. {n}", n=device.number),
        text(device.department),
        text("joined {time}", time=text.clock(device.joined_at, zone)),
        kind,
        *([text("remote")] if device.remote else []),
        text("answered") if device.answered else text("has not answered"),
    )
    return " · ".join(parts)
