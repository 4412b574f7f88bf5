"""The stage before the reveal: how to join, who is here, the two events, and how far the vote is."""

from dataclasses import dataclass

from resilience.scorecard.sentences import named_events
from resilience.services.voting.progress import ProgressSnapshot
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text
from resilience.wording.progress import (
    ProgressLine,
    done_words,
    finished_words,
    here_words,
    progress_lines,
    vote_words,
)

#: departments in one column of the screen, and in all; those up to which names have two lines
COLUMN, MOST, WRAPPED = 12, 24, 7


@dataclass(frozen=True, slots=True)
class Gathering:
    """What the screen says; `voting` is whether answers are counted, `left_out` tells how many departments do not fit.

    `sharing` asks those who have finished for points, "" while none are asked for.

    `events`, and in a later vote its questions, are shown where they fit, each with its name.
    """

    title: str
    here: str
    done: str
    voting: bool
    lines: tuple[ProgressLine, ...]
    left_out: str
    sharing: str
    events: list[tuple[str, str]]

    @property
    def columns(self) -> int:
        """How many columns the departments need."""
        return 1 if len(self.lines) <= COLUMN else 2

    @property
    def rows(self) -> int:
        """How many departments each column has."""
        return -(-len(self.lines) // self.columns)

    @property
    def has_bars(self) -> bool:
        """Whether any department has a bar, so that its colours are explained."""
        return any(one.has_bar for one in self.lines)

    @property
    def headed(self) -> bool:
        """Whether each department has two numbers, so that their columns have heads where there is room."""
        two = any(one.started is not None and one.finished is None for one in self.lines)
        return two and self.columns == 1

    @property
    def packed(self) -> bool:
        """Whether each name has to do with one line."""
        return self.rows > WRAPPED


def gathering(
    workshop: WorkshopView, now: ProgressSnapshot, text: Text, *, sharing: bool = False
) -> Gathering:
    """The screen of a workshop up to the close of its vote; `sharing` is whether points are asked for."""
    shown = progress_lines(now, workshop, text)
    voting = workshop.phase is Phase.VOTING
    more = len(shown) - MOST
    return Gathering(
        title=vote_words(now, text) if voting else text("Join with your phone"),
        here=text.listed(
            [here_words(now, workshop, text), *(finished_words(now, text) if voting else ())]
        ),
        done=done_words(now, text) if voting else "",
        voting=voting,
        lines=shown[:MOST],
        left_out=text.plural("{n} more department", "{n} more departments", more)
        if more > 0
        else "",
        sharing=text("Finished? Share out 100 points on your phone.") if sharing and voting else "",
        events=_questions(now, workshop, text)
        if voting
        else named_events(workshop.probable, workshop.severe, text),
    )


def _questions(now: ProgressSnapshot, workshop: WorkshopView, text: Text) -> list[tuple[str, str]]:
    """The questions of a later vote, by code; none of the first vote, which asks all."""
    asked = now.codes if now.vote > 1 else ()
    return [(code, workshop.framework.title(code, text.language)) for code in asked]
