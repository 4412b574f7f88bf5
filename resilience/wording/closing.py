"""How a workshop ended, in words: who signed it off, and what happened to it since."""

import datetime
from zoneinfo import ZoneInfo

from resilience.scoring import METHOD_VERSION
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text


def closing_words(workshop: WorkshopView, text: Text) -> list[str]:
    """Who signed the result off and when, why it was opened again, what of it was removed since."""
    said = []
    for one in workshop.signed:
        if one.name:
            signed = text(
                "Signed off by {name} on {date} (method version {version}).",
                name=one.name,
                date=_day(one.at, workshop, text),
                version=one.method_version,
            )
            said.append(signed)
        if one.reopened_at is not None:
            day = _day(one.reopened_at, workshop, text)
            said.append(text("Reopened on {date}: {reason}", date=day, reason=one.reason))
        elif one.method_version != METHOD_VERSION:
            said.append(
                text(
                    "The figures here are calculated with a later method version, {version}.",
                    version=METHOD_VERSION,
                )
            )
    if workshop.removed_at:
        said.append(
            text(
                "Each participant's answers and texts were deleted on {date}; counts and scores "
                "do not change.",
                date=_day(workshop.removed_at, workshop, text),
            )
        )
    return said


def _day(moment: datetime.datetime, workshop: WorkshopView, text: Text) -> str:
    return text.date(moment.astimezone(ZoneInfo(workshop.timezone)).date())
