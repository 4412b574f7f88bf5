"""Roles of accounts in words, and the fields in which one is chosen."""

import datetime

import streamlit as st

from resilience.services.access.role_plan import ROLES, RolePlan
from resilience.services.access.roles import RoleView
from resilience.services.accounts.grants import last_day
from resilience.services.accounts.role_choices import role_choices
from resilience.text import Text
from resilience.ui.shared import runtime
from resilience.ui.shared.markup import isolated


def role_words(role: RoleView, text: Text) -> str:
    """A role, where it is held, until when, and the group that brought it."""
    said = f"{text(ROLES[role.plan.role])} · {_where(role.plan, role.city, None, text)}"
    if (day := last_day(role.expires_at)) is not None:
        date = text.date(day)
        over, until = text("expired on {date}", date=date), text("until {date}", date=date)
        said += f" · {over if role.over else until}"
    if role.group:
        said += " · " + text("through the group {group}", group=role.group)
    return said


def choose_role(key: str, text: Text) -> tuple[RolePlan | None, datetime.date | None]:
    """The fields for a role, where it is held and its last day; None where nothing is chosen."""
    store, visitor = runtime.store(), runtime.visitor()
    left, right = st.columns(2)
    role = left.selectbox(
        text("Role"),
        list(ROLES),
        index=None,
        format_func=lambda name: text(ROLES[name]),
        placeholder=text("choose a role"),
        key=f"{key}-role",
    )
    if role is None:
        return None, None
    choices = {str(one.plan): one for one in role_choices(store, visitor, role)}
    if not choices:
        right.info(text("There is no workshop yet in which anyone could have this role."))
        return None, None
    where = right.selectbox(
        text("Where"),
        list(choices),
        format_func=lambda said: _where(
            choices[said].plan, choices[said].city, choices[said].date, text
        ),
        key=f"{key}-where-{role}",
    )
    if role == "admin":
        return choices[where].plan, None
    until = left.date_input(text("Last day (optional)"), value=None, key=f"{key}-until")
    return choices[where].plan, until


def _where(plan: RolePlan, city: str, date: datetime.date | None, text: Text) -> str:
    if plan.place:
        return text("all workshops of {city}", city=isolated(plan.place))
    if not plan.workshop:
        return text("the whole installation")
    parts = [isolated(city), text.date(date) if date else "", plan.workshop]
    return " · ".join(part for part in (*parts, isolated(plan.department)) if part)
