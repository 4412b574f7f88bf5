"""What changed in a city from workshop to workshop, in words and as tables."""

import math
from collections import Counter
from collections.abc import Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.comparison.years import DEPARTMENTS, Movement, ThemeTrend
from resilience.scoring.notes.words import signed
from resilience.services.results.trend import Point, Trend, YearChange
from resilience.text import Text, mark

#: indicators that are told of those that moved
FIRST = 10
#: why nothing is called clear between years with few departments
FEW = mark(
    "The votes of fewer than four departments can be compared, so a change cannot be told from other people "
    "having come."
)
#: what is said of the overall scores that both results show
OVERALL: dict[Movement, str] = {
    "clear rise": mark("The overall score is {after}, clearly up from {before} in {first}."),
    "clear fall": mark("The overall score is {after}, clearly down from {before} in {first}."),
    "may be chance": mark(
        "The overall score is {after} ({before} in {first}; the difference may be chance)."
    ),
    "too few to tell": mark(
        "The overall score is {after} ({before} in {first}; too few to tell whether it changed)."
    ),
}
#: the same of overall scores on the indicators in common
IN_COMMON: dict[Movement, str] = {
    "clear rise": mark(
        "On what can be compared, the overall is {after}, clearly up from {before} in {first}."
    ),
    "clear fall": mark(
        "On what can be compared, the overall is {after}, clearly down from {before} in {first}."
    ),
    "may be chance": mark(
        "On what can be compared, the overall is {after} ({before} in {first}; the difference may be chance)."
    ),
    "too few to tell": mark(
        "On what can be compared, the overall is {after} ({before} in {first}; too few to tell whether it "
        "changed)."
    ),
}


def year_names(points: Sequence[Point], text: Text) -> dict[str, str]:
    """The label of each workshop, by its code: its year, or its day if the year has several.

    Two workshops on one day have their codes too.
    """
    years = Counter(point.date.year for point in points)
    days = Counter(point.date for point in points)
    names = {}
    for point in points:
        name = str(point.date.year) if years[point.date.year] == 1 else text.date(point.date)
        names[point.code] = name if days[point.date] == 1 else f"{name} ({point.code})"
    return names


def trend_headline(trend: Trend, text: Text) -> str:
    """How many themes rose and fell clearly between the last two workshops, by the votes."""
    step = trend.steps[-1]
    return text(
        "Between {first} and {last}: {changes}",
        first=_name(trend, step.first, text),
        last=_name(trend, step.last, text),
        changes=_counted(step, text),
    )


def more_words(trend: Trend, text: Text) -> list[str]:
    """The overall of the last two workshops with its verdict, themes changed since the first, cautions."""
    step, said = trend.steps[-1], []
    if None not in step.overall:
        said.append(_overall_words(trend, step, text))
    if trend.whole is not None:
        said.append(
            text(
                "Since {first}: {changes}.",
                first=_name(trend, trend.whole.first, text),
                changes=_counted(trend.whole, text),
            )
        )
    if step.apart:
        said.append(
            text(
                "Left out, as their votes in the last two workshops cannot be compared: {names}.",
                names=text.listed(map(text, step.apart)),
            )
        )
    return said


def _overall_words(trend: Trend, step: YearChange, text: Text) -> str:
    """The current and previous overall, called a rise or fall only where the votes clearly moved that way."""
    before, after = step.overall
    found = {
        "before": text.number(before),
        "after": text.number(after),
        "first": _name(trend, step.first, text),
    }
    verdict = step.whole.verdict if step.whole else "too few to tell"
    moved = (after or 0.0) - (before or 0.0)
    if (verdict == "clear rise" and moved <= 0) or (verdict == "clear fall" and moved >= 0):
        verdict = "may be chance"
    said = text((OVERALL if step.as_shown else IN_COMMON)[verdict], **found)
    basis = [] if step.as_shown else [_basis_words(step, text)]
    return " ".join([said, *basis, *_beside(step.whole, text)])


def _basis_words(step: YearChange, text: Text) -> str:
    """What an overall is of that is not the one that both results show."""
    return text.plural(
        "That is of {n} indicator that both workshops asked, with the latest weights and rules.",
        "That is of {n} indicators that both workshops asked, with the latest weights and rules.",
        step.common,
    )


def _beside(judged: ThemeTrend | None, text: Text) -> list[str]:
    """The smallest detectable change, or why so few departments give no verdict."""
    if judged is None:
        return []
    if 0 < judged.departments < DEPARTMENTS:
        return [text(FEW)]
    if judged.smallest is None or judged.start is None:
        return []
    if judged.smallest > max(judged.start, 100 - judged.start):
        return [text("Even the largest possible change might have gone undetected.")]
    return [
        text(
            "A change of about {points} points could have been detected.",
            points=text.number(_up(judged.smallest)),
        )
    ]


def _up(points: float) -> int:
    """Round up: a smaller change would not be detected."""
    return math.ceil(points)


def trend_finding(trend: Trend, framework: Framework, text: Text) -> str:
    """The themes that moved up most and least, as the lines show them."""
    step = trend.whole or trend.steps[-1]
    moved = {theme: change for theme, change in step.scores.items() if change is not None}
    if not moved:
        return ""
    said = [
        text(
            "{theme} {change} ({verdict})",
            theme=framework.title(theme, text.language),
            change=signed(moved[theme], text),
            verdict=_verdict(step, theme, text),
        )
        for theme in (max(moved, key=moved.__getitem__), min(moved, key=moved.__getitem__))
    ]
    names = {
        "first": _name(trend, step.first, text),
        "last": _name(trend, step.last, text),
    }
    if len(moved) == 1:
        return text("From {first} to {last}: {theme}.", **names, theme=said[0])
    return text(
        "From {first} to {last}, the biggest rise or smallest fall: {most}; the opposite: {least}.",
        **names,
        most=said[0],
        least=said[1],
    )


def line_frame(trend: Trend, framework: Framework, text: Text) -> pd.DataFrame:
    """Scores 0..100 of the themes as columns, the workshops that compare as rows, first to last."""
    names = year_names(trend.points, text)
    columns = {
        framework.title(theme, text.language): [point.scores.get(theme) for point in trend.compared]
        for theme in trend.common
    }
    index = pd.Index([names[point.code] for point in trend.compared], name=text("Workshop"))
    return pd.DataFrame(columns, index=index, dtype="float64")


def end_words(trend: Trend, text: Text) -> list[str]:
    """What stands at the end of each line: how far it moved from the first to the last, in words."""
    step = trend.whole or (trend.steps[-1] if trend.steps else None)
    return ["" if step is None else _moved_words(step, theme, text) for theme in trend.common]


def step_rows(trend: Trend, framework: Framework, text: Text) -> pd.DataFrame:
    """From each workshop to the next, the last first, and from the first to the last: every theme."""
    steps = [*reversed(trend.steps), *([trend.whole] if trend.whole else [])]
    rows = {
        text(
            "{first} to {last}",
            first=_name(trend, step.first, text),
            last=_name(trend, step.last, text),
        ): {
            framework.title(theme, text.language): _change_words(step, theme, text)
            for theme in trend.common
        }
        for step in steps
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index=text("From, to"))


def contrary_words(trend: Trend, framework: Framework, text: Text) -> list[str]:
    """Where the votes moved another way than what was agreed, between any two workshops of the table."""
    steps = [*reversed(trend.steps), *([trend.whole] if trend.whole else [])]
    contrary = [
        text(
            "{theme} ({first} to {last})",
            theme=framework.title(theme, text.language),
            first=_name(trend, step.first, text),
            last=_name(trend, step.last, text),
        )
        for step in steps
        for theme in step.contrary
    ]
    if not contrary:
        return []
    return [
        text(
            "The lines have the levels that the rooms agreed on; the words judge the votes, which moved "
            "the other way here: {themes}.",
            themes=text.listed(contrary),
        )
    ]


def common_words(trend: Trend, framework: Framework, text: Text) -> str:
    """On how many indicators the lines are computed, theme by theme where not every workshop asked all."""
    common = sum(trend.common.values())
    if trend.asked_by_all:
        return text.plural(
            "The lines are of {n} indicator, which every workshop asked.",
            "The lines are of all {n} indicators, which every workshop asked.",
            common,
        )
    themes = text.listed(
        f"{framework.title(theme, text.language)} {n}" for theme, n in trend.common.items()
    )
    return text(
        "The lines use {n} of {of} indicators. Each line has the workshops that asked the same indicators of "
        "its theme: {themes}.",
        n=common,
        of=trend.asked,
        themes=themes,
    )


def compared_lines(trend: Trend, text: Text) -> list[tuple[str, str, bool]]:
    """Each earlier workshop, the last first: its day, what is compared or why not, and whether it is."""
    return [
        (text.date(point.date), point.line.words(text), point.line.comparable)
        for point in reversed(trend.points)
        if point.line is not None
    ]


def moved_rows(trend: Trend, framework: Framework, text: Text) -> pd.DataFrame:
    """The indicators that moved most between the last two, and whether that is a finding."""
    step = trend.steps[-1]
    shown = trend.moved[:FIRST]
    findings = {
        True: text("a level or more"),
        False: text("less than a level: no finding"),
        None: "",
    }
    columns = {
        text("Indicator"): [f"{x.code} · {framework.title(x.code, text.language)}" for x in shown],
        _name(trend, step.first, text): [x.first for x in shown],
        _name(trend, step.last, text): [x.second for x in shown],
        text("Moved by"): [signed(x.difference, text) for x in shown],
        text("How much that is"): [findings[x.finding] for x in shown],
    }
    return pd.DataFrame(columns).set_index(text("Indicator"))


def moved_words(trend: Trend, text: Text) -> str:
    """How many indicators moved by a level or more between the last two."""
    n = sum(bool(row.finding) for row in trend.moved)
    if not n:
        return text("No indicator moved by a level or more.")
    return text.plural(
        "{n} indicator moved by a level or more.", "{n} indicators moved by a level or more.", n
    )


def _counted(step: YearChange, text: Text) -> str:
    """How many themes rose and fell clearly."""
    verdicts = Counter(judged.verdict for judged in step.votes.values())
    rose, fell = verdicts["clear rise"], verdicts["clear fall"]
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
    if verdicts["may be chance"]:
        return text("no theme moved clearly; what moved may be chance")
    return text("too few to tell whether anything changed")


def _change_words(step: YearChange, theme: str, text: Text) -> str:
    """How far a theme moved, the verdict of the votes, and the smallest detectable change."""
    beside = _beside(step.votes.get(theme), text) if step.scores.get(theme) is not None else []
    return " ".join([_moved_words(step, theme, text), *(f"({said})" for said in beside)])


def _moved_words(step: YearChange, theme: str, text: Text) -> str:
    change = step.scores.get(theme)
    if change is None:
        return text("not in both")
    return f"{signed(change, text)} · {_verdict(step, theme, text)}"


def _verdict(step: YearChange, theme: str, text: Text) -> str:
    judged = step.votes.get(theme)
    return text("too few to tell") if judged is None else text(judged.verdict)


def _name(trend: Trend, code: str, text: Text) -> str:
    return year_names(trend.points, text)[code]
