"""Calendars of whole days as iCalendar (RFC 5545): the same calendar gives the same bytes."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass

from icalendar import Calendar, Event, Timezone, vDuration

from resilience.web.feeds.atom import id_of

PRODUCT = "-//Urban resilience dashboard//Due dates//EN"
#: how often calendars may ask again; most decide for themselves
REFRESH = datetime.timedelta(hours=12)
#: characters of a title; the words have all of it
LONGEST_TITLE = 150


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """What is due on a `day`; `name` is unique among all feeds and calendars, `changes` grows with each change."""

    name: str
    day: datetime.date
    changed_at: datetime.datetime
    changes: int
    title: str
    words: str
    category: str
    page: str
    cancelled: bool


@dataclass(frozen=True, slots=True)
class CalendarFile:
    """A calendar and its entries by day; `page` is that of people."""

    title: str
    words: str
    timezone: str
    page: str
    entries: Sequence[CalendarEntry]


def calendar_bytes(calendar: CalendarFile) -> bytes:
    """Return a calendar as iCalendar in UTF-8, its lines folded and its texts escaped.

    A calendar must have a component: one without entries has the time zone of the workshop.
    """
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    for name in ("name", "x-wr-calname"):  # RFC 7986, and what older programs read
        made.add(name, calendar.title)
    for name in ("description", "x-wr-caldesc") if calendar.words else ():
        made.add(name, calendar.words)
    made.add("url", calendar.page)
    made.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    for entry in calendar.entries:
        made.add_component(_event(entry))
    if not calendar.entries:
        made.add_component(Timezone.from_tzid(calendar.timezone))
    written: bytes = made.to_ical()
    return written


def _event(entry: CalendarEntry) -> Event:
    """A whole day on which nobody is busy; without METHOD, DTSTAMP is when it last changed."""
    event = Event()
    event.add("uid", str(id_of(entry.name)))
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("sequence", entry.changes)
    event.add("dtstart", entry.day)
    event.add("summary", _short(entry.title))
    event.add("description", entry.words)
    event.add("categories", [entry.category])
    event.add("url", entry.page)
    event.add("transp", "TRANSPARENT")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    return event


def _short(title: str) -> str:
    """A title on one line."""
    line = " ".join(title.split())
    return line if len(line) <= LONGEST_TITLE else f"{line[: LONGEST_TITLE - 1].rstrip()}…"
