"""The last step: day, language and time zone, and the whole plan to look over."""

import datetime
from zoneinfo import ZoneInfo

import streamlit as st

from resilience.errors import InputError
from resilience.framework.vocabulary import HAZARDS
from resilience.scorecard.sentences import named_events
from resilience.services.workshop.plan import WorkshopPlan, timezones
from resilience.store import now
from resilience.text import LANGUAGES, Text
from resilience.ui.facilitate.set_up.asked import length_words
from resilience.ui.facilitate.set_up.departments import PRIVACY
from resilience.ui.facilitate.set_up.steps import noting
from resilience.ui.shared.markup import plain


def place_and_day(faults: dict[str, InputError], text: Text) -> tuple[str, str, datetime.date]:
    """The default language, the time zone and the day; those of the browser are proposed and come first."""
    here = st.context.timezone if st.context.timezone in timezones() else "UTC"
    today = now().astimezone(ZoneInfo(here)).date()
    left, middle, right = st.columns(3)
    date = left.date_input(
        text("Date"),
        value=today,
        format="YYYY-MM-DD",
        key="setup-date",
        bind="query-params",
    )
    language = middle.selectbox(
        text("Default language"),
        sorted(LANGUAGES, key=lambda code: code != text.language),
        format_func=lambda code: LANGUAGES[code],
        key="setup-language",
        bind="query-params",
    )
    zone = right.selectbox(
        text("Time zone"),
        sorted(timezones(), key=lambda name: name != here),
        key="setup-zone",
        bind="query-params",
    )
    with noting(faults, "create"):
        if not isinstance(date, datetime.date):
            raise InputError("Enter the date of the workshop.")
    day = date if isinstance(date, datetime.date) else today
    return language, zone, day


def look_over(plan: WorkshopPlan, groups: str, text: Text) -> None:
    """The plan in a few lines; `groups` says what groups do."""
    framework = plan.framework
    asked = framework.asked(plan.tier, plan.not_asked)
    lines = {
        text("City"): ", ".join(filter(None, (plan.city.name, plan.city.country))) or "–",
        text("Date"): text.date(plan.date),
        text("Hazards"): text.listed(text(HAZARDS[one]) for one in plan.city.hazards)
        or text("none chosen, so questions about every hazard are asked"),
        **dict(named_events(plan.probable, plan.severe, text)),
        text("Scorecard"): framework.title(framework.root.code, text.language)
        + " · "
        + length_words(framework, asked, plan.language, text),
        text("Departments"): _people(plan, text),
        text("Groups by theme"): groups,
        text("Privacy"): text(PRIVACY[plan.k]),
    }
    said = [f"- **{name}** · {plain(words)}" for name, words in lines.items()]
    if plan.not_asked:
        n = len(plan.not_asked)
        said.append("- " + text.plural("Not asked: {n} indicator", "Not asked: {n} indicators", n))
    if plan.shows_last:
        said.append("- " + text("Last agreed level shown"))
    st.markdown("\n".join(said))


def _people(plan: WorkshopPlan, text: Text) -> str:
    """How many departments take part, and the people expected in all and from each, "–" where no number was given."""
    count, expected = text.number(len(plan.departments)), sum(plan.departments.values())
    if not expected:
        return count
    each = text.listed(
        f"{text(name)} {text.number(n) if n else '–'}" for name, n in plan.departments.items()
    )
    return " · ".join((count, text("expected {n}", n=text.number(expected)), each))
