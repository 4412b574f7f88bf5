"""What the lines and cards of a trend say: the overall, which changes are clear, and by whose votes."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from resilience.charts.lines import Direction, ScoreLine, line_order, tens_of
from resilience.framework import Framework
from resilience.scoring.comparison.years import Movement
from resilience.scoring.notes.words import signed
from resilience.services.results.trend import Trend, YearChange
from resilience.text import Text
from resilience.text.catalogue import round_half_up
from resilience.wording.shares import difference_head, in_shares
from resilience.wording.years.overall import overall_verdict, year_names
from resilience.wording.years.trend import (
    change_words,
    has_verdict,
    limits_of,
    moved_by,
    verdict_words,
)
from resilience.wording.years.verdicts import BASES, judged_apart, theme_basis

#: whether a change is clear, and which way
WAYS: dict[Movement, Direction] = {
    "clear rise": "rise",
    "clear fall": "fall",
    "may be chance": "",
    "too few to tell": "unjudged",
}
#: a theme in a card: its title, its change, and the verdict's words
CardRow = tuple[str, str, str]


def score_lines(trend: Trend, framework: Framework, text: Text) -> dict[str, ScoreLine]:
    """By code the overall, if it is known, and below it the themes, the highest last score first."""
    lines = {
        theme: ScoreLine(
            name=framework.title(theme, text.language),
            scores=[point.scores.get(theme) for point in trend.compared],
            clear=clear_ways(trend, theme),
            end=change_words(trend.steps[-1], theme, text),
        )
        for theme in trend.common
    }
    scores = overall_scores(trend, framework)
    if scores[-1] is not None:
        whole: list[Direction] = [""] * len(trend.steps)
        end = overall_change(trend.steps[-1], text) if is_whole(trend, trend.steps[-1]) else ""
        lines[framework.root.code] = ScoreLine(text("Overall"), scores, whole, end, strong=True)
    return dict(sorted(lines.items(), key=lambda pair: line_order(pair[1])))


def line_frame(trend: Trend, framework: Framework, text: Text) -> pd.DataFrame:
    """The scores 0..100 of `score_lines` in their order as columns, the workshops that compare as rows."""
    names, lines = year_names(trend.points, text), score_lines(trend, framework, text).values()
    index = pd.Index([names[point.code] for point in trend.compared], name=text("Workshop"))
    scores = zip(*(one.scores for one in lines), strict=True)
    return pd.DataFrame(scores, index, [one.name for one in lines], dtype="float64")


@dataclass(frozen=True, slots=True)
class StepChange:
    """How far a line moved in a step, None where it is not in both workshops; `said` is the verdict, "" without."""

    points: float | None
    said: str

    def words(self, text: Text) -> str:
        """The change with its sign, and its verdict."""
        if self.points is None:
            return self.said
        return " · ".join(filter(None, (signed(self.points, text), self.said)))


def step_changes(
    trend: Trend, framework: Framework, text: Text
) -> dict[str, dict[str, StepChange]]:
    """How the lines of `score_lines` moved (by code) in each step by its name, in the order of `step_rows`."""
    shares, lines = in_shares(framework), score_lines(trend, framework, text)
    names, found = year_names(trend.points, text), {}
    for step in [*reversed(trend.steps), *([trend.whole] if trend.whole else [])]:
        first, last = names[step.first], names[step.last]
        name = text("{first} to {last}", first=first, last=last)
        found[difference_head(name, text, shares=shares)] = {
            code: _step_change(trend, step, code, framework, text) for code in lines
        }
    return found


def step_rows(trend: Trend, framework: Framework, text: Text) -> pd.DataFrame:
    """How the lines of `line_frame` moved in each step, the last first, and from the first workshop to the last."""
    steps, lines = step_changes(trend, framework, text), score_lines(trend, framework, text)
    rows = [[one.words(text) for one in changes.values()] for changes in steps.values()]
    index = pd.Index([*steps], name=text("From, to"))
    return pd.DataFrame(rows, index, [one.name for one in lines.values()])


def line_legend(lines: Sequence[ScoreLine], text: Text) -> dict[str, str]:
    """What the kinds of lines mean, of those that are there; nothing where there is but one."""
    ways = {way for line in lines if not line.strong for way in line.clear}
    words = {
        "overall": (any(line.strong for line in lines), text("Overall")),
        "clear-rise": ("rise" in ways, text("clear rise")),
        "clear-fall": ("fall" in ways, text("clear fall")),
        "unclear": ("" in ways, text("no clear change")),
        "unjudged": ("unjudged" in ways, text("shown without a verdict")),
    }
    kept = {kind: said for kind, (there, said) in words.items() if there}
    return kept if len(kept) > 1 else {}


def year_legend(trend: Trend, lines: Sequence[ScoreLine], text: Text) -> dict[str, str]:
    """The same of workshops; which changes are not clear is often known of the first votes alone."""
    legend = line_legend(lines, text)
    if "unclear" in legend and any(judged_apart(step) for step in trend.steps):
        legend["unclear"] = text("no clear change in first votes")
    return legend


def overall_scores(trend: Trend, framework: Framework) -> list[float | None]:
    """Overall score (0–100) of each comparable workshop; None if it asked fewer indicators than the lines use."""
    return [point.scores.get(framework.root.code) for point in trend.compared]


def is_whole(trend: Trend, step: YearChange) -> bool:
    """Whether both workshops of a step asked all indicators that the lines use."""
    return step.common == sum(trend.common.values())


def clear_ways(trend: Trend, theme: str) -> list[Direction]:
    """Of each segment of a theme's line, which way it moved clearly; a clear verdict on other votes is not on it."""
    return [_way(step, theme) for step in trend.steps]


def _way(step: YearChange, theme: str) -> Direction:
    judged = step.votes.get(theme)
    way = "unjudged" if judged is None else WAYS[judged.verdict]
    return way if has_verdict(step, theme) or not way else "unjudged"


def overall_change(step: YearChange, text: Text) -> str:
    """How far the overall moved, and the verdict if it is about the same votes."""
    change, verdict = _overall_step(step, text)
    if change is None:
        return ""
    return " · ".join(filter(None, (signed(change, text), verdict)))


def _overall_step(step: YearChange, text: Text) -> tuple[float | None, str]:
    """By how much the overall moved, and the verdict, "" without."""
    before, after = step.overall
    if before is None or after is None:
        return None, ""
    verdict = overall_verdict(step, float(round_half_up(after - before, 1)))
    return after - before, text(verdict) if verdict else ""


def _step_change(
    trend: Trend, step: YearChange, code: str, framework: Framework, text: Text
) -> StepChange:
    """How far a theme or the overall moved, with the verdict, and from what change on it would be clear."""
    if code == framework.root.code:
        change, verdict = _overall_step(step, text) if is_whole(trend, step) else (None, "")
    else:
        change, verdict = step.scores.get(code), verdict_words(step, code, text)
    if change is None:
        return StepChange(None, text("not in both"))
    limits = [f"({said})" for said in limits_of(step, code, framework, text)]
    return StepChange(change, " ".join(filter(None, [verdict, *limits])))


def verdict_cards(
    step: YearChange, themes: Sequence[str], framework: Framework, text: Text
) -> list[tuple[str, list[CardRow], str, str]]:
    """The cards of themes by verdict: heading, rows, note and kind, the arguments of `blocks.card`.

    Empty if all themes have the same verdict and no change to show, which the page's title already says.
    """
    found: dict[Direction, list[str]] = {"rise": [], "fall": [], "": [], "unjudged": []}
    for theme in sorted(themes, key=lambda one: -abs(step.scores.get(one) or 0.0)):
        known = theme in step.votes and step.scores.get(theme) is not None
        found[WAYS[step.votes[theme].verdict] if known else "unjudged"].append(theme)
    heads: dict[Direction, tuple[str, str]] = {
        "rise": (text("Rose clearly"), "good"),
        "fall": (text("Fell clearly"), "low"),
        "": (text("No clear change"), ""),
        "unjudged": (text("Not judged"), ""),
    }
    cards = []
    for way, own in found.items():
        heading, kind = heads[way]
        rows = [
            (framework.title(one, text.language), *_card_words(step, one, framework, text))
            for one in own
        ]
        limit = "" if kind else _limit(step, own, framework, text)
        if rows:
            cards.append((heading, *_with_note(rows, limit), kind))
    repeated = len(cards) == 1 and not any(figure for _, figure, _ in cards[0][1])
    return [] if repeated else cards


def _card_words(step: YearChange, theme: str, framework: Framework, text: Text) -> tuple[str, str]:
    """Return the change of a theme and its verdict's words; no change beside a verdict on other votes."""
    change, basis = step.scores.get(theme), theme_basis(step, theme)
    if change is None:
        return "–", text("not in both")
    if basis is not None:
        return "", text(BASES[basis])
    judged = step.votes.get(theme)
    if not has_verdict(step, theme):
        return moved_by(change, framework, text), ""
    verdict = "too few to tell" if judged is None else judged.verdict
    said = "" if WAYS[verdict] in ("rise", "fall") else text(verdict)
    return moved_by(change, framework, text), said


def _limit(step: YearChange, themes: Sequence[str], framework: Framework, text: Text) -> str:
    """What change would be clear, or why none is, where that is the same for all of these themes with a change."""
    changed = [theme for theme in themes if step.scores.get(theme) is not None]
    said = {" ".join(limits_of(step, theme, framework, text)) for theme in changed}
    return said.pop() if len(said) == 1 else ""


def _with_note(rows: list[CardRow], limit: str) -> tuple[list[CardRow], str]:
    """Return the rows and a note: what holds for all of them, and from which size a change is clear."""
    said = {small for *_, small in rows}
    if len(said) > 1 or "" in said:
        return rows, limit
    note = said.pop()
    notes = " · ".join(filter(None, (note[:1].upper() + note[1:], limit)))
    return [(title, figure, "") for title, figure, _ in rows], notes


def axis_words(lines: Sequence[ScoreLine], text: Text) -> str:
    """Which part of the scale a chart of lines shows, "" where it shows all of it."""
    low, high = (round(end) for end in tens_of(lines))
    if (low, high) == (0, 100):
        return ""
    return text("axis from {low} to {high}", low=text.number(low), high=text.number(high))
