"""On the set-up page: starting from the last workshop of a city."""

from collections import Counter
from collections.abc import Mapping

import streamlit as st

from resilience.framework import Framework
from resilience.services.workshop.next_year import last_workshops
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.ui.facilitate.groups.planning import mode_of
from resilience.ui.facilitate.set_up.asked import box_key
from resilience.ui.facilitate.set_up.city import leave_as_filled
from resilience.ui.facilitate.set_up.departments import fill_departments
from resilience.ui.home.workshops import STATES
from resilience.ui.shared import runtime

#: session_state key of the choice
FROM = "setup-from"
#: the workshop to start from, in the address of a link
START = "start"


def start_from(known: Mapping[str, Framework], text: Text) -> WorkshopView | None:
    """The workshop that the host starts from; choosing one fills the form in.

    `known` are the frameworks on offer.
    """
    last = {w.code: w for w in last_workshops(runtime.store(), runtime.visitor())}
    if not last:
        return None
    named = _named(last, text)
    linked = st.query_params.get(START)
    if linked:
        del st.query_params[START]  # a page that is loaded again keeps what was changed
    if linked in last:
        st.session_state[FROM] = linked
        _fill(last, known, text)
    chosen = st.selectbox(
        text("Start from"),
        list(last),
        index=None,
        format_func=named.__getitem__,
        placeholder=text("an empty form"),
        key=FROM,
        on_change=_fill,
        args=(last, known, text),
    )
    return last.get(chosen) if chosen else None


def _named(last: Mapping[str, WorkshopView], text: Text) -> dict[str, str]:
    """The workshops by code as they are offered; those of one city and day with what tells them apart."""
    often = Counter((w.city.name, w.date) for w in last.values())
    return {
        code: _one_of_a_day(w, text) if often[w.city.name, w.date] > 1 else _only(w, text)
        for code, w in last.items()
    }


def _only(workshop: WorkshopView, text: Text) -> str:
    return text(
        "the last workshop of {city}, {date}",
        city=workshop.city.name,
        date=text.date(workshop.date),
    )


def _one_of_a_day(workshop: WorkshopView, text: Text) -> str:
    return text(
        "workshop {code} of {city}, {date} ({state})",
        code=workshop.code,
        city=workshop.city.name,
        date=text.date(workshop.date),
        state=text(STATES[workshop.phase]),
    )


def with_pinned(known: Mapping[str, Framework], start: WorkshopView | None) -> dict[str, Framework]:
    """What may be chosen: what is offered, and the version that the earlier workshop pinned."""
    if start is None:
        return dict(known)
    return {**known, _name(known, start.framework): start.framework}


def _fill(last: Mapping[str, WorkshopView], known: Mapping[str, Framework], text: Text) -> None:
    """Put what the earlier workshop had into the fields; another date and code come with the new."""
    start = last.get(st.session_state[FROM])
    if start is None:
        return
    st.session_state.update(
        {
            "setup-city": start.city.name,
            "setup-country": start.city.country,
            "setup-population": text.number(start.city.population) if start.city.population else "",
            "setup-coast": start.city.coast,
            "setup-hazards": list(start.city.hazards),
            "setup-income": start.city.income,
            "setup-latitude": start.city.latitude,
            "setup-longitude": start.city.longitude,
            "setup-probable": start.probable,
            "setup-severe": start.severe,
            "setup-framework": _name(known, start.framework),
            "setup-tier": start.tier,
            "setup-language": start.language,
            "setup-zone": start.timezone,
            "setup-k": start.k,
            "setup-groups": mode_of(start.groups),
        }
    )
    leave_as_filled(text)
    for indicator in start.framework.not_faced(start.tier, start.city.hazards):
        box = box_key(start.framework, indicator.code)
        st.session_state[box] = indicator.code in start.not_asked
    fill_departments([(text(one.name), one.expected or None) for one in start.responsible])


def _name(known: Mapping[str, Framework], framework: Framework) -> str:
    """What a framework is called among the choices: its id, with the version where it is another."""
    offered = known.get(framework.id)
    if offered is not None and offered.sha256 == framework.sha256:
        return framework.id
    return f"{framework.id} {framework.version}"
