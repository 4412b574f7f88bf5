"""The words of mails: what is due in the coming weeks, and the question whether an address wants to know."""

from collections.abc import Iterable, Iterator

from resilience.services.feeds.due_dates import DueDate
from resilience.services.feeds.due_digest import AHEAD, DueDigest
from resilience.services.feeds.mail_consent import UNCONFIRMED, MailConsent
from resilience.services.feeds.mail_weeks import WeeklyMail
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.wording.framework import with_theme_names

LATE, DUE = mark("{what} ({department}, was due on {date})"), mark("{what} ({department}, {date})")
STEP = mark("{step}, a step of: {what}")


def weekly_words(mail: WeeklyMail, digest: DueDigest, base: str, end: str) -> tuple[str, str]:
    """Return subject and text of a weekly mail; `base` is the address of the installation, `end` ends the mails."""
    workshop = mail.reader.workshop
    text = with_theme_names(workshop.framework, Text(mail.language))
    names = [one.name for one in workshop.responsible if one.id == mail.reader.department_id]
    title = _title(workshop, names[0] if names else "", text)
    until, since = text.date(mail.monday + AHEAD), text.date(mail.since.date())
    done = [
        text("{what} ({department})", what=_line(one.what), department=text(one.department))
        for one in digest.done
    ]
    parts = [
        title,
        _part(text("Overdue:"), _due_lines(digest.overdue, LATE, text)),
        _part(text("Due by {date}:", date=until), _due_lines(digest.soon, DUE, text)),
        _part(text("Done since {date}:", date=since), done),
        _part(text("The action plan:"), [f"{base}/actions?workshop={workshop.code}"]),
        text(
            "This e-mail comes on Mondays, and only while something is due. To stop it, open this "
            "page and press the button:"
        )
        + f"\n{end}",
    ]
    return text("Due: {title}", title=title), _text(parts)


def confirmation_words(consent: MailConsent, page: str) -> tuple[str, str]:
    """Return subject and text of the one mail that asks; `page` is where its reader agrees."""
    workshop = consent.workshop
    text = with_theme_names(workshop.framework, Text(consent.language))
    title = _title(workshop, consent.department, text)
    parts = [
        title,
        text(
            "The people who run the resilience workshop of {city} added this e-mail address. It "
            "would get an e-mail on Mondays that lists which actions are overdue, due in the next "
            "four weeks, or done.",
            city=workshop.city.name,
        ),
        text("To get these e-mails, open this page and press the button:") + f"\n{page}",
        text(
            "If you do not want them, do nothing. The address is deleted after {days} days, and this server does not ask again for 12 months.",
            days=UNCONFIRMED.days,
        ),
    ]
    return text("Please confirm: {title}", title=title), _text(parts)


def _title(workshop: WorkshopView, department: str, text: Text) -> str:
    """Which plan: city, year, and the department if it is that of one."""
    title = text(
        "Action plan of {city} ({year})", city=workshop.city.name, year=text.year(workshop.date)
    )
    return " · ".join([title, *([text(department)] if department else [])])


def _due_lines(dates: Iterable[DueDate], sentence: str, text: Text) -> Iterator[str]:
    for due in dates:
        what = _line(due.action.what)
        if due.step:
            what = text(STEP, step=_line(due.step.what), what=what)
        department, day = text(due.action.department), text.date(due.day)
        yield text(sentence, what=what, department=department, date=day)


def _line(words: str) -> str:
    return " ".join(words.split())


def _part(heading: str, lines: Iterable[str]) -> str:
    """A heading with a line for each thing, "" if there are none."""
    found = [f"- {line}" for line in lines]
    return "\n".join([heading, *found]) if found else ""


def _text(parts: Iterable[str]) -> str:
    return "\n\n".join(part for part in parts if part) + "\n"
