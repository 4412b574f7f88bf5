"""The verdicts on what changed between workshops: on whose votes they are, and what they are printed beside."""

import math
from collections import Counter
from typing import Literal

from resilience.scoring.comparison.years import DEPARTMENTS, Movement, ThemeTrend
from resilience.services.results.trend import YearChange
from resilience.text import Text, mark
from resilience.text.catalogue import round_half_up
from resilience.wording.shares import points_words

#: a difference in points that is arithmetic of the computer
NOISE = 1e-9
#: the votes that a verdict is based on, if it is not printed beside a change
Basis = Literal["in both", "first votes", "same questions"]
#: why nothing is called clear between years with few departments
FEW = mark(
    "Votes can be compared for fewer than four departments or groups, so a real change cannot be "
    "told apart from a change in who took part."
)
#: the verdict on the overall, apart from scores of other votes or people; what says least of the scores first
APART: dict[Basis, dict[Movement, str]] = {
    "in both": {
        "clear rise": mark(
            "In the departments or groups compared, first votes show a clear rise in the overall score."
        ),
        "clear fall": mark(
            "In the departments or groups compared, first votes show a clear fall in the overall score."
        ),
        "may be chance": mark(
            "In the departments or groups compared, first votes show no clear change in the overall score."
        ),
    },
    "first votes": {
        "clear rise": mark("First votes show a clear rise in the overall score."),
        "clear fall": mark("First votes show a clear fall in the overall score."),
        "may be chance": mark("First votes show no clear change in the overall score."),
    },
    "same questions": {
        "clear rise": mark(
            "On the questions scored both times, there was a clear rise in the overall score."
        ),
        "clear fall": mark(
            "On the questions scored both times, there was a clear fall in the overall score."
        ),
        "may be chance": mark(
            "On the questions scored both times, there was no clear change in the overall score."
        ),
    },
}
#: a verdict's basis, printed if the verdict is not next to the change
BASES: dict[Basis, str] = {
    "in both": mark(
        "Judged only for the departments or groups compared, each on the questions it scored both times."
    ),
    "first votes": mark(
        "The verdicts compare first votes only, for each department on the questions "
        "that it scored both times."
    ),
    "same questions": mark("Judged for each department on the questions it scored both times."),
}


def theme_basis(step: YearChange, theme: str) -> Basis | None:
    """Whose votes the verdict on a theme is on; None where it is printed beside the change, or where there is none."""
    change = step.scores.get(theme) or 0.0
    printed = float(round_half_up(change, 1))
    return _basis(step, step.votes.get(theme), theme in step.beyond, change, printed)


def overall_basis(step: YearChange, printed: float) -> Basis | None:
    """The same of the verdict on the overall, whose change is printed as `printed`."""
    before, after = (score or 0.0 for score in step.overall)
    return _basis(step, step.whole, bool(step.beyond), after - before, printed)


def judged_apart(step: YearChange) -> dict[str, Basis]:
    """The themes whose change is printed without its verdict, with whose votes that is on."""
    found = {t: theme_basis(step, t) for t in step.votes if step.scores.get(t) is not None}
    return {theme: own for theme, own in found.items() if own is not None}


def widest_basis(step: YearChange) -> Basis | None:
    """Whose votes the verdicts on all themes together are on; None where all are printed beside the changes."""
    found = judged_apart(step).values()
    return next((one for one in APART if one in found), None)


def _basis(
    step: YearChange, judged: ThemeTrend | None, beyond: bool, change: float, printed: float
) -> Basis | None:
    if judged is None or judged.verdict == "too few to tell":
        return None
    if step.apart or judged.once:
        return "in both"
    if beyond:
        return "first votes"
    return None if _agrees(judged, change, printed) else "same questions"


def _agrees(judged: ThemeTrend, change: float, printed: float) -> bool:
    """Whether a change in points, which can include questions scored only once, would have the verdict of that judged.

    A clear one is also `printed` as a change that way.
    """
    own, limit = judged.change or 0.0, judged.clear_from or math.inf
    if judged.verdict == "may be chance":
        return abs(change) < limit
    return printed * own > 0 and abs(change) > min(limit, abs(own)) - NOISE


def few_words(judged: ThemeTrend, text: Text) -> list[str]:
    """Why there is no verdict, where too few departments or groups can be compared."""
    return [text(FEW)] if 0 < judged.departments < DEPARTMENTS else []


def limit_words(judged: ThemeTrend, shown: float, text: Text, *, shares: bool) -> list[str]:
    """After "may be chance" what change would be clear; with too few departments why there is no verdict.

    Nothing if the change `shown`, rounded, reaches that change. Changes of `shares` are in percentage points.
    """
    if few := few_words(judged, text):
        return few
    if judged.clear_from is None or judged.start is None or judged.verdict != "may be chance":
        return []
    if judged.clear_from > max(judged.start, 100 - judged.start):
        return [text("Even the largest possible change might not be called clear.")]
    # rounded up: a smaller change might not be clear
    points = math.ceil(judged.clear_from)
    if abs(shown) >= points:
        return []
    return [
        text(
            "With {n} departments or groups whose changes differ as much as these, we would call a change of {points} or more clear.",
            n=judged.departments,
            points=points_words(text.number(points), text, shares=shares),
        )
    ]


def counted_words(step: YearChange, text: Text) -> str:
    """How many themes rose and fell clearly, and how many more have a change but no verdict."""
    changed = [theme for theme, change in step.scores.items() if change is not None]
    votes = [step.votes[theme] for theme in changed if theme in step.votes]
    verdicts = Counter(one.verdict for one in votes)
    judged = verdicts.total() - verdicts["too few to tell"]
    if not judged:
        if any(one.departments for one in votes):
            return text(
                "too few votes or departments to tell whether any change is more than chance"
            )
        return text("no verdict on whether the themes changed")
    said = _clear_words(verdicts["clear rise"], verdicts["clear fall"], text)
    left = len(changed) - judged
    if not left:
        return said
    return text.plural(
        "{changes} ({n} theme is not judged)",
        "{changes} ({n} themes are not judged)",
        left,
        changes=said,
    )


def _clear_words(rose: int, fell: int, text: Text) -> str:
    """How many of the themes judged rose and fell clearly."""
    if rose and fell:
        up = text.plural("{n} theme rose clearly", "{n} themes rose clearly", rose)
        return text.listed([up, text.plural("{n} fell clearly", "{n} fell clearly", fell)])
    if rose:
        return text.plural(
            "{n} theme rose clearly, none fell clearly",
            "{n} themes rose clearly, none fell clearly",
            rose,
        )
    if fell:
        return text.plural(
            "{n} theme fell clearly, none rose clearly",
            "{n} themes fell clearly, none rose clearly",
            fell,
        )
    return text("no theme changed clearly")
