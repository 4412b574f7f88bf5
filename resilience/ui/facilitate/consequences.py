"""Confirmation texts that state the consequences of a move in numbers."""

import streamlit as st

from resilience.services.counting.consequences import Consequences, Replacement
from resilience.services.deciding.weights import WeighingView
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.ui.shared import cached
from resilience.wording.agreement import settled_words
from resilience.wording.progress import cards_words

#: indicators that are named by their codes; more are counted
FEW = 5


#: whom a later vote asks where small groups are protected
SAME_PEOPLE = mark(
    "Only people who answered in the first vote are asked, so that both votes count the same people."
)


def of_reopening(workshop: WorkshopView, seen: Consequences, text: Text) -> str:
    """Text before a closed vote accepts answers again; after its reveal a list of what that means."""
    some = workshop.k and (workshop.reveals or workshop.hidden)
    people = seen.answered if some else seen.people
    again = text.plural("{n} person can answer again.", "{n} people can answer again.", people)
    if workshop.phase is not Phase.REVEALED:
        counted = text("The answers are counted again when you close the vote.")
        return f"{again} {counted}"
    hidden = text("Results are hidden from everyone until you reveal them again.")
    if workshop.reveals > 1:
        hidden = text(
            "The results of this vote are hidden from everyone until you reveal them again; the "
            "earlier result is shown until then."
        )
    points = "\n".join(f"- {point}" for point in _after_reopening(workshop, seen, text))
    return f"**{again} {hidden}**\n\n{points}"


def _after_reopening(workshop: WorkshopView, seen: Consequences, text: Text) -> list[str]:
    """What holds once a revealed vote is open again, and how to go back."""
    points = [
        text(
            "Each person keeps or changes each of their answers. An answer that its person neither "
            "keeps nor changes does not count."
        )
    ]
    if seen.agreed:
        points.append(
            text.plural("{n} agreed level stays.", "{n} agreed levels stay.", seen.agreed)
        )
    points.append(
        text(
            "To go back, close the vote and choose *Drop this vote*, or *Keep the earlier result* "
            "if too few people answered: the earlier result is shown again."
        )
    )
    if workshop.replies != "awaited":
        points.append(text("To ask only some questions again, use *Vote again* instead."))
    if workshop.k:
        points += [
            text(SAME_PEOPLE),
            text(
                "Once the new vote is revealed, none of its questions can be voted on again. A later vote on the run sheet will not take place."
            ),
            _counts_if(workshop, text),
            text("Scores by department and group stay as in the first vote."),
        ]
    return points


def say_counted(workshop: WorkshopView, text: Text, *, first: bool = True) -> None:
    """Say when the answers to a question that is asked again count, in short if it comes `first`; the exact rules open."""
    if first:
        st.caption(f"{text(SAME_PEOPLE)} {_counts_if(workshop, text)}")
    with st.expander(text("How this is counted")):
        st.markdown(
            text(
                "For each question with an earlier result, the new answers count only if the counts of both votes show that at "
                "least {k} people changed their answer. Unless the same people all answered both times, "
                "only changes from one level to another count for this, or, if fewer than {k} people choose a level now, to *Not applicable*. If anybody answered alone, "
                "changes at tables do not count towards the {k}.",
                k=text.number(workshop.k),
            )
        )


def _counts_if(workshop: WorkshopView, text: Text) -> str:
    return text(
        "A question's new answers count only if the counts show that at least {k} people changed theirs, or if it had no result before.",
        k=text.number(workshop.k),
    )


def of_finishing(seen: Consequences, text: Text) -> str:
    """Text before a workshop closes."""
    said = [
        *_of_votes(seen, text),
        text("Nobody can join or answer after this; the result stays."),
        text.plural("{n} person answered.", "{n} people answered.", seen.answered),
        text("{topics}.", topics=settled_words(seen.agreed, seen.both, text)),
        text.plural("{n} action was written down.", "{n} actions were written down.", seen.actions),
    ]
    if few := seen.voting - seen.shows:
        said.append(
            text.plural(
                "{n} action is still open for feasibility votes; its vote ends too, and the "
                "result is not shown.",
                "{n} actions are still open for feasibility votes; their votes end too, and the "
                "results are not shown.",
                few,
            )
        )
    if seen.sharing:
        said.append(
            text(
                "People can still give points. Closing the workshop ends this, and their points do not count."
            )
        )
    if seen.questions:
        said.append(
            text.plural(
                "{n} question from the room is not answered yet.",
                "{n} questions from the room are not answered yet.",
                seen.questions,
            )
        )
    return " ".join(said)


def _of_votes(seen: Consequences, text: Text) -> list[str]:
    """That feasibility votes are lost which could be shown before the workshop closes; empty where there are none."""
    if not seen.shows:
        return []
    said = text.plural(
        "{voted} voted on how feasible {n} action is, and the votes have not been shown. Show them first: after the close they stay hidden.",
        "{voted} voted on how feasible {n} actions are, and the votes have not been shown. Show them first: after the close they stay hidden.",
        seen.shows,
        voted=text.plural("{n} person", "{n} people", seen.voted),
    )
    return [f"**{said}**"]


def of_replacing(seen: Replacement, workshop: WorkshopView, text: Text) -> str:
    """Text before a new vote replaces a result."""
    said = []
    if 0 < len(seen.replaced) <= FEW:
        codes = text.listed(seen.replaced)
        said.append(text("The later vote may give the result on {codes}.", codes=codes))
    elif seen.replaced:
        said.append(
            text.plural(
                "The later vote may give the result on {n} question.",
                "The later vote may give the result on {n} questions.",
                len(seen.replaced),
            )
        )
    if seen.replaced:
        said.append(
            text(
                "It does so only where enough answers have changed, or where there was no result before. No question can be voted on a third time."
            )
            if workshop.k
            else text("It does so only where anyone has answered.")
        )
    if seen.kept:
        said.append(
            text.plural(
                "{n} agreed level stays: withdraw it if the room has changed its mind.",
                "{n} agreed levels stay: withdraw one if the room has changed its mind.",
                len(seen.kept),
            )
        )
    return " ".join(said)


def of_asking_points(workshop: WorkshopView, seen: Consequences, text: Text) -> str:
    """Text before people are asked for points."""
    said = [
        text.plural(
            "{n} person is asked on their phone to share out 100 points among the themes.",
            "{n} people are asked on their phones to share out 100 points among the themes.",
            seen.people,
        )
    ]
    if seen.cards:
        said.append(
            text.plural(
                "{n} person who answered on paper or in Excel has no device and is not asked.",
                "{n} people who answered on paper or in Excel have no device and are not asked.",
                seen.cards,
            )
        )
    if workshop.phase is Phase.REVEALED:
        said.append(text("The stage shows how many people have given their points."))
    said.append(text("Nobody sees a mean before you close the points."))
    return " ".join(said)


def of_closing_points(weighing: WeighingView, seen: Consequences, text: Text) -> str:
    """Text before points are no longer accepted."""
    said = [
        text(
            "{gave} gave points; {joined} joined with a device.",
            gave=text.plural("{n} person", "{n} people", weighing.people),
            joined=text.plural("{n} person", "{n} people", seen.joined),
        )
    ]
    if weighing.people < weighing.least:
        said.append(
            text(
                "Fewer than {least} people gave points: no mean is shown, and you can ask for "
                "points again.",
                least=weighing.least,
            )
        )
    else:
        said.append(text("Nobody can give or change points after a mean is shown."))
    return " ".join(said)


def of_showing(seen: Consequences, text: Text) -> str:
    """Return the confirmation text for showing the room and officials a result that departments replied to first."""
    return " ".join(
        (
            text(
                "Departments that replied: {replied} of {departments}. Once you show the "
                "result, no reply can be written or changed.",
                replied=seen.replied,
                departments=seen.departments,
            ),
            text("The room, officials and department leads see the whole result from now on."),
        )
    )


def of_missing(workshop: WorkshopView, text: Text) -> str:
    """What the reveal of a first vote means for people who have not answered all; "" where everyone has."""
    missing = cached.live(workshop.code).unfinished
    if workshop.reveals or workshop.hidden or not workshop.k or not missing:
        return ""
    return text.plural(
        "{n} person who joined has not answered all questions. To let them finish, reopen the vote "
        "now: after the reveal, first answers to a question may not count.",
        "{n} people who joined have not answered all questions. To let them finish, reopen the vote "
        "now: after the reveal, first answers to a question may not count.",
        missing,
    )


def of_cards(workshop: WorkshopView, text: Text) -> str:
    """What the close of a later vote means for people whose scorecards have not come in it; "" where none."""
    now = cached.live(workshop.code)
    if not (missing := cards_words(now, text)):
        return ""
    counted = text(
        "An answer on paper or in Excel counts in this vote only if you enter it on *Scorecards* before the vote closes."
    )
    return f"{missing}. {counted}"


def of_deleting(workshop: WorkshopView, text: Text) -> str:
    """How many people's answers a move deletes."""
    now = cached.live(workshop.code)
    return text.plural(
        "The answers of {n} person in this vote are deleted.",
        "The answers of {n} people in this vote are deleted.",
        now.answered,
    )
