"""The sections of the printed report that go through every indicator, a section a theme."""

from collections.abc import Iterator

import pandas as pd

from resilience.charts import THEME_COLOURS
from resilience.charts.paper import level_stack, stack_key
from resilience.framework import Theme
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import asked_themes, bar, figure
from resilience.report import Bars, Part, Section, Strip, Strips, Table, Voices
from resilience.scoring import Remark, Score
from resilience.scoring.certainty.sureness import Sureness, sureness
from resilience.scoring.counting.median import medians
from resilience.scoring.notes.words import middle_words, remark_place, score_words
from resilience.scoring.scores.tables import indicator_table
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.text import LANGUAGES, Text, mark
from resilience.wording.agreement import agrees_words
from resilience.wording.chart_findings import themes_words
from resilience.wording.result import unit_of_answers

#: what stands above the figures of an indicator
COLUMNS = (
    mark("Indicator"),
    mark("Score"),
    mark("Middle level"),
    mark("Interval (90 %)"),
    mark("Gave a level"),
    mark("Did not know"),
    mark("Not applicable"),
)


def theme_sections(found: Evidence, text: Text) -> Iterator[Section]:
    """A section a theme: scores, how answers spread, every figure, and what people wrote."""
    result, framework = found.result, found.result.workshop.framework
    indicators = indicator_table(framework, result.result.city, text.language)
    for place, theme in enumerate(asked_themes(result)):
        own = indicators[indicators["theme"] == theme.code]
        title = framework.title(theme.code, text.language)
        parts: list[Part] = [
            _bars(result, own, THEME_COLOURS[place % len(THEME_COLOURS)], text),
            *_spreads(found, theme, text),
            _table(result, theme, text),
            *_voices(result, theme, text),
        ]
        score = score_words(result.result.city[theme.code], text)
        yield Section(f"{title} · {score}", tuple(parts))


def _bars(result: WorkshopResult, own: pd.DataFrame, colour: str, text: Text) -> Bars:
    rows = tuple(
        bar(
            row,
            f"{row['code']} · {row['title']}",
            colour,
            figure(result.result.city[row["code"]], text),
        )
        for _, row in own.iterrows()
    )
    return Bars(text("Score of each indicator, 0 to 100"), rows, themes_words(own, text))


def _spreads(found: Evidence, theme: Theme, text: Text) -> Iterator[Strips]:
    """How the answers to each indicator with levels spread; a picture for each number of levels."""
    topics = {topic.code: topic for topic in found.topics if topic.levels}
    own = [topics[one.code] for one in theme.indicators() if one.code in topics]
    for levels in dict.fromkeys(len(topic.pooled) for topic in own):
        rows = [topic for topic in own if len(topic.pooled) == levels]
        yield Strips(
            text("How the answers are spread across the levels"),
            (text("Indicator"), text("Answers per level"), text("How far the room agrees")),
            tuple(_strip(found.result, topic, text) for topic in rows),
            Strip(
                text("Level"),
                stack_key(levels),
                text("Levels {low} to {high}; the lowest is the darkest", low=0, high=levels - 1),
                "",
            ),
        )


def _strip(result: WorkshopResult, topic: Topic, text: Text) -> Strip:
    counts = topic.pooled
    title = result.workshop.framework.title(topic.code, text.language)
    alt = text.listed(
        f"{text('Level {level}', level=level)}: {count}" for level, count in enumerate(counts)
    )
    picture = level_stack(counts) if sum(counts) else ""
    return Strip(f"{topic.code} · {title}", picture, alt, agrees_words(topic, text))


def _table(result: WorkshopResult, theme: Theme, text: Text) -> Table:
    """Every indicator of a theme with its middle level, its interval and its counts."""
    framework, city = result.workshop.framework, result.result.city
    sure = sureness(framework, result.tallies)
    middles = medians(result.tallies)
    settled = {code for code, what in result.agreed.items() if what.outcome != "both"}
    rows = tuple(
        (
            f"{one.code} · {framework.title(one.code, text.language)}",
            figure(city[one.code], text),
            middle_words(middles.get(one.code), text),
            "" if one.code in settled else _interval(sure[one.code].city, text),
            *(text.number(n) for n in _counts(city[one.code])),
        )
        for one in theme.indicators()
        if one.code in city
    )
    under = f"{about_intervals(text)} {unit_of_answers(text)}"
    return Table(text("Every indicator"), tuple(map(text, COLUMNS)), rows, under)


def _counts(score: Score) -> tuple[int, int, int]:
    return score.counts.level, score.counts.dk, score.counts.na


def _interval(sure: Sureness, text: Text) -> str:
    if sure.low90 is None:
        return ""
    return text("{low} to {high}", low=text.number(sure.low90, 1), high=text.number(sure.high90, 1))


def about_intervals(text: Text) -> str:
    """What the intervals of indicators mean."""
    return text(
        "The interval (90 %) is the range in which the mean of people like those in the room "
        "would lie. If everyone was in the room, no uncertainty is left. With fewer than three "
        "answers, no interval is given."
    )


def _voices(result: WorkshopResult, theme: Theme, text: Text) -> Iterator[Voices]:
    """What people wrote on a theme, with their unit or level and never the person; nothing where nobody did."""
    framework, about = result.workshop.framework, []
    for indicator in theme.indicators():
        said = tuple(
            (remark_place(remark, text), _remark(remark, text))
            for remark in sorted(result.remarks, key=_by_level)
            if remark.indicator == indicator.code
        )
        if said:
            title = framework.title(indicator.code, text.language)
            about.append((f"{indicator.code} · {title}", said))
    if about:
        yield Voices(text("What people wrote"), tuple(about))


def _by_level(remark: Remark) -> tuple[bool, int]:
    """Sorts comments by level, those without a level last."""
    return remark.level is None, remark.level or 0


def _remark(remark: Remark, text: Text) -> str:
    """A comment, the evidence, and the language they were typed in where it is another."""
    evidence = text("Evidence: {words}", words=remark.evidence) if remark.evidence else ""
    language = "" if remark.language == text.language else LANGUAGES.get(remark.language or "", "")
    said = " · ".join(part for part in (remark.comment, evidence) if part)
    return f"{said} ({language})" if language else said
