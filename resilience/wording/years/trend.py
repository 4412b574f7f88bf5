"""What changed in a city from workshop to workshop, in words and as tables."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pandas as pd

from resilience.framework import Framework
from resilience.scoring import Difference
from resilience.scoring.notes.equals import at_end
from resilience.scoring.notes.words import signed
from resilience.services.results.trend import Trend, YearChange
from resilience.text import Text, mark
from resilience.text.catalogue import round_half_up
from resilience.wording.chart_findings import MOST_NAMED, themes_listed
from resilience.wording.shares import difference_head, in_shares, points_words, value_head
from resilience.wording.years.overall import workshop_name
from resilience.wording.years.verdicts import Basis, judged_apart, limit_words, theme_basis

#: a theme between two workshops
Change = tuple[YearChange, str]
#: which themes are clear of those printed without a verdict, and which are not, by whose votes the verdicts are on
CLEAR: dict[Basis, tuple[str, str]] = {
    "in both": (
        mark(
            "Clear changes in the departments or groups compared, each on the questions it scored both times: {themes}."
        ),
        mark(
            "No clear change in the departments or groups compared, each on the questions it scored both times: {themes}."
        ),
    ),
    "first votes": (
        mark(
            "Clear changes in first votes (each department is compared on the questions it scored both times): {themes}."
        ),
        mark(
            "No clear change in first votes (each department is compared on the questions it scored both times): {themes}."
        ),
    ),
    "same questions": (
        mark(
            "Clear changes (each department is compared on the questions it scored both times): {themes}."
        ),
        mark(
            "No clear change (each department is compared on the questions it scored both times): {themes}."
        ),
    ),
}
#: what changes of themes cannot tell
OTHER_ROOM = mark(
    "The effect of a different room, facilitator or set of people from a department cannot be "
    "told apart from a real change."
)
#: what a table of changes has, and what they cannot tell, by whether scores are shares of points
CHANGES: dict[bool, str] = {
    False: mark(
        "Change in the score, in points. A different room, facilitator or group of people can look "
        "like a change."
    ),
    True: mark(
        "Change in the score, in percentage points. A different room, facilitator or group of "
        "people can look like a change."
    ),
}
#: number of indicators listed of those that moved
FIRST = 10


def trend_finding(
    trend: Trend, framework: Framework, text: Text, step: YearChange | None = None
) -> str:
    """The themes that moved up most and least in a step; without one from the first workshop to the last."""
    step = step or trend.whole or trend.steps[-1]
    moved = {theme: change for theme, change in step.scores.items() if change is not None}
    if not moved:
        return ""
    most, least = (at_end(moved, end, partial(signed, text=text)) for end in (max, min))
    names = {
        "first": workshop_name(trend, step.first, text),
        "last": workshop_name(trend, step.last, text),
    }
    if len(moved) == 1:
        return text(
            "From {first} to {last}: {theme}.",
            **names,
            theme=_movers(step, most, framework, text),
        )
    if most == least:
        return text(
            "From {first} to {last}, every theme changed by the same amount: {change}.",
            **names,
            change=moved_by(max(moved.values()), framework, text),
        )
    return text(
        "Changes from {first} to {last} range from {most} down to {least}.",
        **names,
        most=_movers(step, most, framework, text),
        least=_movers(step, least, framework, text),
    )


def _movers(step: YearChange, themes: Sequence[str], framework: Framework, text: Text) -> str:
    """Themes that moved alike, each with its verdict if that is of the same votes, or their number if they are many."""
    change = moved_by(step.scores[themes[0]], framework, text)
    titles = [framework.title(theme, text.language) for theme in themes]
    if len(titles) > MOST_NAMED:
        return f"{themes_listed(titles, text)} {change}"
    return text.listed(
        text(
            "{theme} {change} ({verdict})",
            theme=title,
            change=change,
            verdict=_verdict(step, theme, text),
        )
        if has_verdict(step, theme)
        else f"{title} {change}"
        for theme, title in zip(themes, titles, strict=True)
    )


def apart_words(trend: Trend, framework: Framework, text: Text) -> list[str]:
    """The verdicts of votes on changes that the table shows without one, and the changes that are not judged."""
    steps = [*reversed(trend.steps), *([trend.whole] if trend.whole else [])]

    def named(changes: Sequence[Change]) -> str:
        return text.listed(_named(trend, step, theme, framework, text) for step, theme in changes)

    words = [*by_votes([(s, theme) for s in steps for theme in judged_apart(s)], named, text)]
    without = [(s, t) for s in steps for t in _without_department(s)]
    if without:
        words.append(
            text(
                "Change not judged, because no department scored enough of the same questions both times: {themes}.",
                themes=named(without),
            )
        )
    return words


def by_votes(
    changes: Sequence[Change], named: Callable[[Sequence[Change]], str], text: Text
) -> Iterator[str]:
    """What votes other than those of the scores say of changes, a sentence for each basis and verdict."""
    for basis, (clear, none) in CLEAR.items():
        found = [(step, theme) for step, theme in changes if theme_basis(step, theme) == basis]
        moved = [(s, t) for s, t in found if s.votes[t].verdict in ("clear rise", "clear fall")]
        for sentence, own in ((clear, moved), (none, [one for one in found if one not in moved])):
            if own:
                yield text(sentence, themes=named(own))


def _without_department(step: YearChange) -> list[str]:
    """The themes with a change on which no department compares, though departments of both workshops do."""
    if step.unjudged in ("open", "by group", "no department in both"):
        return []
    return [
        t for t, one in step.votes.items() if not one.departments and step.scores.get(t) is not None
    ]


def _named(trend: Trend, step: YearChange, theme: str, framework: Framework, text: Text) -> str:
    """A theme with the two workshops where there are more, and with its verdict where that is a clear one."""
    found = {
        "theme": framework.title(theme, text.language),
        "first": workshop_name(trend, step.first, text),
        "last": workshop_name(trend, step.last, text),
    }
    clear = step.votes[theme].verdict in ("clear rise", "clear fall")
    verdict, whole = _verdict(step, theme, text), len(trend.steps) == 1
    if not clear:
        return found["theme"] if whole else text("{theme} ({first} to {last})", **found)
    if whole:
        return text("{theme} ({verdict})", theme=found["theme"], verdict=verdict)
    return text("{theme} ({verdict}, {first} to {last})", verdict=verdict, **found)


def compared_lines(trend: Trend, text: Text) -> list[tuple[str, str, bool]]:
    """Each earlier workshop, the last first: its day, what is compared or why not, and whether it is."""
    return [
        (text.date(point.date), point.line.words(text), point.line.comparable)
        for point in reversed(trend.points)
        if point.line is not None
    ]


def moved_rows(
    trend: Trend, framework: Framework, text: Text, shown: Sequence[Difference] = ()
) -> pd.DataFrame:
    """How far indicators moved between the last two, and whether by a level: those `shown`, or those that moved most."""
    shown = shown or trend.moved[:FIRST]
    first, second, moved = moved_heads(trend, framework, text)
    columns = {
        text("Indicator"): [f"{x.code} · {framework.title(x.code, text.language)}" for x in shown],
        first: [x.first for x in shown],
        second: [x.second for x in shown],
        moved: [signed(x.difference, text) for x in shown],
        text("Size of change"): [size_words(x, trend, text) for x in shown],
    }
    return pd.DataFrame(columns).set_index(text("Indicator"))


def moved_heads(trend: Trend, framework: Framework, text: Text) -> tuple[str, str, str]:
    """The heads of the scores of the last two workshops, and of their difference."""
    step, shares = trend.steps[-1], in_shares(framework)
    names = (workshop_name(trend, code, text) for code in (step.first, step.last))
    first, second = (value_head(name, text, shares=shares) for name in names)
    return first, second, difference_head(text("Moved by"), text, shares=shares)


def size_words(moved: Difference, trend: Trend, text: Text) -> str:
    """Whether an indicator moved by a level or more, "" where that is unknown, and that the room agreed a level."""
    if moved.finding is None:
        return ""
    size = text("a level or more") if moved.finding else text("less than a level")
    return text("{size}; level agreed", size=size) if moved.code in trend.settled else size


def moved_words(trend: Trend, text: Text) -> str:
    """How many indicators moved by a level or more between the last two."""
    n = sum(bool(row.finding) for row in trend.moved)
    if not n:
        return text("No indicator moved by a level or more.")
    said = text.plural(
        "{n} indicator moved by a level or more.", "{n} indicators moved by a level or more.", n
    )
    settled = sum(bool(row.finding) and row.code in trend.settled for row in trend.moved)
    if not settled:
        return said
    if settled == n:
        if n == 1:
            one = text("Its score is a level that the room agreed, in one year or both.")
            return f"{said} {one}"
        every = text(
            "The scores of these {n} are levels that the room agreed, in one year or both.", n=n
        )
        return f"{said} {every}"
    why = text.plural(
        "The score of {n} of them is a level that the room agreed, in one year or both.",
        "The scores of {n} of them are levels that the room agreed, in one year or both.",
        settled,
    )
    return f"{said} {why}"


def limits_of(step: YearChange, theme: str, framework: Framework, text: Text) -> list[str]:
    """From what change on a theme's would be clear, or why none is; nothing without a verdict beside its change."""
    change, judged = step.scores.get(theme), step.votes.get(theme)
    if change is None or judged is None or not has_verdict(step, theme):
        return []
    shown, shares = float(round_half_up(change, 1)), in_shares(framework)
    return limit_words(judged, shown, text, shares=shares)


def moved_by(change: float | None, framework: Framework, text: Text) -> str:
    """How far a theme moved, in a sentence or on a card: where scores are shares with the unit."""
    said = signed(change, text)
    return points_words(said, text, shares=True) if in_shares(framework) else said


def change_words(step: YearChange, theme: str, text: Text) -> str:
    """How far a theme moved, with the verdict of the votes where that is about the same change."""
    change = step.scores.get(theme)
    if change is None:
        return text("not in both")
    return " · ".join(filter(None, (signed(change, text), verdict_words(step, theme, text))))


def verdict_words(step: YearChange, theme: str, text: Text) -> str:
    """The verdict that is printed with a theme's change, "" without one."""
    return _verdict(step, theme, text) if has_verdict(step, theme) else ""


def has_verdict(step: YearChange, theme: str) -> bool:
    """Whether a verdict is printed beside a change: nothing may be chance where the change prints as none.

    Votes of other departments are not too few.
    """
    judged, change = step.votes.get(theme), step.scores.get(theme)
    if judged is None or not judged.departments:
        return False
    still = judged.verdict == "may be chance" and not round(change or 0.0, 1)
    return theme_basis(step, theme) is None and not still


def _verdict(step: YearChange, theme: str, text: Text) -> str:
    judged = step.votes.get(theme)
    return text("too few to tell") if judged is None else text(judged.verdict)
