"""The desk of a workshop: the next step, who is here, how far they are, the run sheet and the other moves."""

import html

import streamlit as st

from resilience.scoring.planning.actions import charge_words
from resilience.services.access.access import FACILITATORS
from resilience.services.upkeep.addresses import only_this_machine
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.run_sheet import view_run_sheet
from resilience.services.workshop.workshops import WorkshopView
from resilience.ui.facilitate.moves import is_awaited, moves, say_now, thin_turnout_of
from resilience.ui.facilitate.next_step import next_of, next_step
from resilience.ui.facilitate.replying import replies_link
from resilience.ui.facilitate.run_sheet.side import page_of_step, show_run_sheet
from resilience.ui.facilitate.second_vote import turn_pages
from resilience.ui.facilitate.signed import say_signed
from resilience.ui.facilitate.voices.call import call_link
from resilience.ui.facilitate.voices.questions import question_panel
from resilience.ui.runs.computing import in_turn
from resilience.ui.shared import blocks, cached, runtime
from resilience.ui.shared.inputs import pick_run
from resilience.ui.shared.markup import isolated, plain
from resilience.ui.shared.watch import spread, watch_phase
from resilience.wording.framework import with_theme_names
from resilience.wording.progress import (
    ProgressLine,
    done_words,
    given_share,
    here_words,
    late_words,
    not_asked_words,
    not_counted_words,
    progress_lines,
    vote_words,
)
from resilience.wording.result import headline, people_words, weakest_theme

text = runtime.text()
visitor = runtime.visitor()
workshop = pick_run(text, "live-workshop", cached.live)
if workshop is None:
    st.stop()
text = with_theme_names(workshop.framework, text)
thin = thin_turnout_of(workshop, visitor)
agenda = view_run_sheet(runtime.store(), visitor, workshop.code)
following = next_of(workshop, agenda, thin)
#: whether a vote is open or was, so that people have answered
voted = workshop.phase != Phase.PREPARING


def joining(workshop: WorkshopView, *, small: bool = False) -> None:
    """The code to join with, large enough for a small room, or `small` for people who come late."""
    code = workshop.code
    address = f"{runtime.phone_url()}/join?code={code}"
    left, right = st.columns([1, 6] if small else [1, 2], gap="medium")
    with left:
        blocks.qr(address, text("QR code to join"), width=96 if small else 200)
    with right:
        said = text("Join: scan, or open {address}", address=address.removesuffix(f"?code={code}"))
        large = f'<p class="hall">{html.escape(said)}</p><p class="join-code">{code}</p>'
        st.html(f"<p>{html.escape(said)} · <b>{code}</b></p>" if small else large)
        if only_this_machine(address):
            st.caption(text("This address opens only on this computer."))
            if visitor.may(workshop.id, FACILITATORS):
                st.page_link(
                    "pages/facilitate/links.py",
                    label=text("Use an address that phones can open"),
                    icon=":material/link:",
                    query_params={"workshop": code},
                )
        elif only_this_machine(runtime.base_url()):
            st.caption(
                text(
                    "You opened this page on the server's own computer, so the address for phones is a guess. Try it on a phone first."
                )
            )
        call_link(workshop, text)


def bar(line: ProgressLine) -> str:
    """People who joined, of those expected; while a vote is open also those who started and finished.

    Where none are expected, the bar is full at all who joined; before the vote there is none.
    """
    name = html.escape(isolated(line.name))
    joined = f"{line.joined} / {line.expected}" if line.expected else f"{line.joined}"
    started = "" if line.started is None else text("{n} started", n=line.started)
    figures = f'<span>{joined}</span><span class="answered">{html.escape(started)}</span>'
    if not line.has_bar:
        return f'<div class="bar"><span>{name}</span>{figures}</div>'
    widths = "".join(
        f'<span class="{kind}" style="width:{share:.0%}"></span>'
        for kind, share in zip(("joined", "started", "finished"), line.shares, strict=True)
    )
    return f'<div class="bar"><span>{name}</span>{figures}<span class="track">{widths}</span></div>'


def key_of(line: ProgressLine) -> str:
    """What the bars mean."""
    if line.finished is not None:
        return text(
            "Bar: people who are asked; striped: those who have started; solid: those who have finished."
        )
    if line.started is not None:
        return text("Bars: people who joined, of those expected; striped: those who have started.")
    return text("Bars: people who joined, of those expected.")


def figures_of(workshop: WorkshopView, now: ProgressSnapshot) -> list[str]:
    """The figures of the room; of a closed vote those that stay when somebody joins late."""
    if workshop.phase is Phase.COUNTED:
        return [people_words(now.answered, 0, text), given_share(now, text)]
    if workshop.phase is not Phase.VOTING:
        return [here_words(now, workshop, text)]
    which = [vote_words(now, text)] if now.vote > 1 else [here_words(now, workshop, text)]
    return [*which, done_words(now, text), *not_asked_words(now, text)]


def draw(workshop: WorkshopView) -> None:
    """The bars; runs again every two seconds, and the whole page when the workshop moves on."""
    with runtime.or_whole_page():
        now, phase = cached.live(workshop.code), cached.phase(workshop.code)
    if phase != workshop.phase:
        st.rerun(scope="app")
    first, *others = map(html.escape, figures_of(workshop, now))
    st.html(f'<p class="hall">{" · ".join((f"<b>{first}</b>", *others))}</p>')
    if late := late_words(now, text):
        st.warning(late, icon=":material/sync_problem:")
    lines = progress_lines(now, workshop, text)
    if workshop.phase is Phase.COUNTED or not lines:
        return
    st.html("".join(map(bar, lines)))
    if workshop.expected or lines[0].finished is not None:
        st.caption(key_of(lines[0]))


def score_line(code: str) -> None:
    """The result in a line, as on Overview, and the lowest theme."""
    shown = cached.result(code)
    overall = shown.result.city[shown.workshop.framework.root.code]
    lowest = html.escape(weakest_theme(shown, text))
    headlined = html.escape(headline(shown, overall, text))
    st.html(f'<p class="hall"><b>{headlined}</b></p><p>{lowest}</p>')
    if words := not_counted_words(len(shown.not_shown), len(shown.from_later_vote), text):
        st.warning(words, icon=":material/visibility_off:")


def plans(code: str) -> None:
    """The actions, to be read aloud with the closing words."""
    lines = []
    for action in cached.result(code).actions:
        charge = " · ".join(map(plain, charge_words(action, text)))
        lines.append(f"- **{plain(action.what)}** · {charge}")
    st.markdown("\n".join(lines))


blocks.invented_mark(workshop, text)
name, stage = st.columns([5, 2], gap="large", vertical_alignment="bottom")
name.title(plain(workshop.city.name))
stage.link_button(
    text("Open the stage"),
    f"/stage/{workshop.code}?language={text.language}",
    icon=":material/arrows_outward:",
    help=text("For the projector: it follows what you do here and on Discuss and agree."),
    width="stretch",
)
do, clock = st.columns([5, 2], gap="large")
with do:
    next_step(workshop, agenda, following, visitor, text)
    page_of_step(workshop, agenda)
with clock, st.container(key="clock"):
    watch_phase(workshop)
room, side = st.columns([5, 2], gap="large")
with side, st.container(key="run-sheet", gap="small"):
    if workshop.phase != Phase.CLOSED:
        show_run_sheet(workshop, agenda, text)
with room:
    say_now(workshop, thin, text)
    say_signed(workshop, visitor, text)
    if workshop.rehearses and not voted:
        st.caption(
            text(
                "The rehearsal has its own stage: press *Open the stage*. A stage that was already open "
                "still shows the real workshop."
            )
        )
    moves(workshop, visitor, thin, following.move, text)
    replies_link(workshop, text)
    if not voted:
        joining(workshop)
    turn_pages(workshop, text)
    if workshop.phase in (Phase.REVEALED, Phase.CLOSED):
        if not is_awaited(workshop):  # the room may see this page on the projector
            score_line(workshop.code)
        if agenda.running and agenda.running.kind == "closing":
            plans(workshop.code)
    else:
        st.fragment(in_turn(draw), run_every=spread(1.8))(workshop)
    if voted and workshop.phase != Phase.CLOSED:
        joining(workshop, small=workshop.phase != Phase.VOTING)
    if workshop.phase in (Phase.VOTING, Phase.COUNTED):
        st.caption(text("Results of this vote are not shown before the reveal."))
    question_panel(workshop, text)
    st.page_link(
        "pages/facilitate/attendance.py",
        label=text("Attendance"),
        icon=":material/how_to_reg:",
        query_params={"workshop": workshop.code},
    )
blocks.open_workshop_note(workshop, text)
