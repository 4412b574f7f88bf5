"""Last days of links and tokens, which end with the day where the workshop is."""

import datetime
from zoneinfo import ZoneInfo

from resilience.errors import InputError
from resilience.store import now

#: days for which something can be given
LONGEST = 366


def end_of(day: datetime.date, timezone: str) -> datetime.datetime:
    """The moment (UTC) at which a day is over; raises `InputError` for a day that is past or over a year away."""
    after = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time())
    ends_at = after.replace(tzinfo=ZoneInfo(timezone)).astimezone(datetime.UTC)
    if not now() < ends_at <= now() + datetime.timedelta(days=LONGEST):
        raise InputError("Choose a last day between today and one year from now.")
    return ends_at


def is_over(ends_at: datetime.datetime | None) -> bool:
    """Whether a moment has passed; False without one."""
    return ends_at is not None and ends_at <= now()


def last_day(ends_at: datetime.datetime | None, timezone: str) -> datetime.date | None:
    """The day that is over at a moment; None without one."""
    if ends_at is None:
        return None
    last = ends_at - datetime.timedelta(seconds=1)
    return last.astimezone(ZoneInfo(timezone)).date()
