"""How long a link or a token is valid."""

import datetime

from resilience.text import Text


def until_words(last_day: datetime.date | None, ended: bool, text: Text) -> str:
    """Until when something is valid: its last day, or until it is revoked."""
    if last_day is None:
        return text("until revoked")
    date = text.date(last_day)
    return text("expired on {date}", date=date) if ended else text("until {date}", date=date)
