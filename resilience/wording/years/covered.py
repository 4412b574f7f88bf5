"""On which indicators the lines of a trend are computed, in words."""

from resilience.framework import Framework
from resilience.services.results.trend import Trend
from resilience.text import Text, mark
from resilience.wording.years.overall import BEYOND, workshop_name, year_names

#: what a clear change is, beside a chart that is shown alone
CLEAR = mark(
    "clear change: one that chance alone would give less than 5 times in 100, judged by first votes "
    "of departments in both workshops"
)


def chart_words(trend: Trend, text: Text) -> str:
    """What a chart of the lines says when it is shown alone: its changes, who took part, what is clear, and what votes count."""
    step = trend.steps[-1]
    said = [text("changes since {first}", first=workshop_name(trend, step.first, text))]
    people = [point.line.people[0] for point in trend.compared if point.line]
    people.append(step.line.people[1])
    names = year_names(trend.points, text)
    said.append(
        text.listed(
            text.plural(
                "{n} person in {workshop}", "{n} people in {workshop}", n, workshop=names[one.code]
            )
            for n, one in zip(people, trend.compared, strict=True)
        )
    )
    if any(one.verdict != "too few to tell" for own in trend.steps for one in own.votes.values()):
        said.append(text(CLEAR))
    if step.beyond:
        said.append(text(BEYOND).rstrip(".。"))
    return " · ".join(said)


def common_words(trend: Trend, framework: Framework, text: Text) -> str:
    """On how many indicators the lines are computed, theme by theme where not every workshop asked all."""
    words = [_asked_words(trend, framework, text)]
    if trend.scored.uneven:
        words.append(
            text(
                "Indicators with a score in only some of these workshops can make scores rise or fall."
            )
        )
    return " ".join(words)


def _asked_words(trend: Trend, framework: Framework, text: Text) -> str:
    """The number of indicators, of those with a score where some have none."""
    if not trend.asked_by_all:
        return _by_theme(trend, framework, text)
    if trend.scored.complete:
        return text.plural(
            "The chart uses {n} indicator, which every workshop asked.",
            "The chart uses all {n} indicators, which every workshop asked.",
            sum(trend.common.values()),
        )
    if trend.scored.uneven:
        return text(
            "The chart uses the indicators that every workshop asked and that have a score: {counts}.",
            counts=_counts(trend, text),
        )
    return text(
        "The chart uses {n} of the {asked} indicators that every workshop asked; the others have no "
        "score in any of them.",
        n=text.number(next(iter(trend.scored.counts.values()))),
        asked=text.number(sum(trend.common.values())),
    )


def _by_theme(trend: Trend, framework: Framework, text: Text) -> str:
    """The number of indicators in each theme's line, and workshop by workshop where some have no score."""
    themes = text.listed(
        f"{framework.title(theme, text.language)} {n}" for theme, n in trend.common.items()
    )
    if trend.scored.complete:
        return text(
            "The chart uses {n} of {of} indicators. Each theme's line covers the workshops that used the same indicators. Indicators per theme: {themes}.",
            n=sum(trend.common.values()),
            of=trend.asked,
            themes=themes,
        )
    return text(
        "Each theme's line covers the workshops that used the same indicators. Indicators per theme: {themes}. Those with a score: {counts}.",
        themes=themes,
        counts=_counts(trend, text),
    )


def _counts(trend: Trend, text: Text) -> str:
    names = year_names(trend.points, text)
    return text.listed(
        text("{n} in {workshop}", n=text.number(n), workshop=names[code])
        for code, n in trend.scored.counts.items()
    )
