"""The projector page during the vote: who is here, how far they are, and the next move."""

import html

import streamlit as st

from resilience.errors import ResilienceError
from resilience.services.access.access import FACILITATORS
from resilience.services.upkeep.addresses import only_this_machine
from resilience.services.voting.progress import DepartmentProgress, ProgressSnapshot
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.ui.facilitate.moves import moves
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.inputs import pick_run
from resilience.ui.shared.watch import spread

text = runtime.text()
visitor = runtime.visitor()
workshop = pick_run(text, "live-workshop", cached.live)
if workshop is None:
    st.stop()
join = f"{runtime.base_url()}/join?code={workshop.code}"

blocks.invented_mark(workshop, text)
st.title(blocks.plain(workshop.city.name))
if workshop.phase != Phase.CLOSED:
    left, right = st.columns([1, 3], gap="large")
    with left:
        blocks.qr(join, text("Join as a QR code"), width=220)
    with right:
        said = html.escape(
            text(
                "Join: scan, or open {address}",
                address=join.split("/join", maxsplit=1)[0] + "/join",
            )
        )
        st.html(f'<p class="hall">{said}</p><p class="join-code">{workshop.code}</p>')
        if only_this_machine(runtime.base_url()):
            st.caption(text("This address opens on this computer alone."))
            if visitor.may(workshop.id, FACILITATORS):
                st.page_link(
                    "pages/facilitate/links.py",
                    label=text("Use an address that phones can open"),
                    icon=":material/link:",
                    query_params={"workshop": workshop.code},
                )


def bar(department: DepartmentProgress, *, trying: bool) -> str:
    """Show how many people came out of those expected; without expectations there is no bar.

    In a rehearsal it counts devices, which are not people yet.
    """
    came, expected = department.people, department.expected
    name = html.escape(blocks.isolated(text(department.name)))
    if trying or not expected:
        n = department.rehearsing if trying else came
        return f'<div class="bar"><span>{name}</span><span>{n}</span></div>'
    track = f'<span class="track"><span style="width:{min(came / expected, 1):.0%}"></span></span>'
    return f'<div class="bar"><span>{name}</span><span>{came} / {expected}</span>{track}</div>'


def here(now: ProgressSnapshot, expected: int, *, trying: bool) -> str:
    """The number present in words: devices in a rehearsal, otherwise people."""
    if trying:
        return text.plural("{n} device rehearses", "{n} devices rehearse", now.rehearsing)
    if expected:
        return text("{n} of {expected} people", n=now.people, expected=expected)
    return text.plural("{n} person", "{n} people", now.people)


def below(now: ProgressSnapshot, expected: int, *, trying: bool) -> list[str]:
    """The caption below the bars."""
    if trying:
        return [text("Devices of the rehearsal count as people once they answer in the real vote.")]
    bars = [text("Bars: people who came, of those expected.")] if expected else []
    waiting = text.plural(
        "{n} device of the rehearsal has not answered in the vote: it does not count as a person yet.",
        "{n} devices of the rehearsal have not answered in the vote: they do not count as people yet.",
        now.rehearsing,
    )
    return [*bars, waiting] if now.rehearsing else bars


def draw(code: str, drawn: Phase, expected: int) -> None:
    """The bars; runs again every two seconds, and the whole page when the workshop moves on."""
    try:
        now, phase = cached.live(code), cached.phase(code)[0]
    except ResilienceError:
        st.rerun(scope="app")  # no longer theirs, or gone: the whole page says so
    if phase != drawn:
        st.rerun(scope="app")
    trying = phase == Phase.REHEARSAL
    people = here(now, expected, trying=trying)
    share = text("{share} answered", share=text.percent(now.done))
    bars = "".join(
        bar(d, trying=trying)
        for d in now.departments
        if d.expected or d.people or d.rehearsing or (not expected and d.name != MIXED_TABLES)
    )
    st.html(f'<p class="hall"><b>{html.escape(people)}</b> · {html.escape(share)}</p>{bars}')
    for sentence in below(now, expected, trying=trying):
        st.caption(sentence)


st.fragment(draw, run_every=spread(1.8))(workshop.code, workshop.phase, workshop.expected)
if workshop.phase in (Phase.VOTING, Phase.COUNTED, Phase.REHEARSAL):
    st.caption(text("No results are shown before the reveal."))
st.page_link(
    "pages/facilitate/attendance.py",
    label=text("Attendance"),
    icon=":material/how_to_reg:",
    query_params={"workshop": workshop.code},
)
blocks.open_workshop_note(workshop, text)
moves(workshop, visitor, text)
