"""A calendar in words: what is due, of which department, and how far it is."""

from collections.abc import Iterator, Sequence

from resilience.scoring.planning.actions import HEADINGS, STATES
from resilience.services.feeds.addresses import FeedReader
from resilience.services.feeds.due_dates import DueDate
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.web.feeds.ical import CalendarEntry, CalendarFile
from resilience.wording.framework import with_theme_names

DUE, STEP_DUE = mark("Due: {what} ({department})"), mark("Step due: {what} ({department})")
DONE, DROPPED = mark("Done: {what} ({department})"), mark("Dropped: {what} ({department})")
EMPTY = mark(
    "There are no due dates yet. They appear once officials can see the result and an action has a "
    "due date."
)


def due_calendar(
    reader: FeedReader, dates: Sequence[DueDate], base: str, text: Text
) -> CalendarFile:
    """The calendar of an address; `base` is the address of the installation."""
    workshop, page = reader.workshop, f"{base}/actions?workshop={reader.workshop.code}"
    text = with_theme_names(workshop.framework, text)
    said = [] if dates else [text(EMPTY)]
    return CalendarFile(
        title=" · ".join(_title(reader, text)),
        words=" ".join([*_invented(workshop, text), *said]),
        timezone=workshop.timezone,
        page=page,
        entries=tuple(_entry(one, workshop, page, text) for one in dates),
    )


def _title(reader: FeedReader, text: Text) -> Iterator[str]:
    """The parts of a calendar's name, which lists of calendars cut short at the end."""
    workshop = reader.workshop
    yield text("Due dates")
    yield from (text(one.name) for one in workshop.responsible if one.id == reader.department_id)
    yield workshop.city.name
    yield text.year(workshop.date)


def _entry(due: DueDate, workshop: WorkshopView, page: str, text: Text) -> CalendarEntry:
    what = due.step.what if due.step else due.action.what
    department = text(due.action.department)
    return CalendarEntry(
        name=f"{workshop.code} {due.name}",
        day=due.day,
        changed_at=due.changed_at,
        changes=due.changes,
        title=text(_sentence(due), what=what, department=department),
        words="\n".join([what, *_more(due, workshop, text), page]),
        category=department,
        page=page,
        cancelled=due.dropped,
    )


def _sentence(due: DueDate) -> str:
    if due.dropped:
        return DROPPED
    if due.done:
        return DONE
    return STEP_DUE if due.step else DUE


def _more(due: DueDate, workshop: WorkshopView, text: Text) -> Iterator[str]:
    """Lines on a due date: of a step its action, else the status; the indicator and the department."""
    action = due.action
    title = workshop.framework.title(action.indicator, text.language)
    state = (HEADINGS["state"], text(STATES[action.state]))
    facts = [
        (mark("Action"), action.what) if due.step else state,
        (mark("Indicator"), f"{action.indicator} {title}"),
        (HEADINGS["department"], text(action.department)),
    ]
    for name, value in facts:
        yield text("{name}: {value}", name=text(name), value=value)
    yield from _invented(workshop, text)


def _invented(workshop: WorkshopView, text: Text) -> Iterator[str]:
    if workshop.invented_words:
        yield text(workshop.invented_words)
