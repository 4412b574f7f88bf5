"""The parts of the printed report that go through every indicator."""

from collections.abc import Iterator

from resilience.framework import Theme
from resilience.report import Table, Voices
from resilience.scoring import Remark, Score
from resilience.scoring.sureness import Sureness, sureness
from resilience.scoring.tables import medians
from resilience.scoring.words import middle_words, score_words
from resilience.services.in_words import agreed_rows
from resilience.services.results import WorkshopResult
from resilience.text import LANGUAGES, Text, mark

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
#: what scores are out of that are not points
WHOLE = 100


def asked_themes(result: WorkshopResult) -> list[Theme]:
    """The themes that were asked, in the order of the framework."""
    return [t for t in result.workshop.framework.themes if t.code in result.result.city]


def figure(score: Score, text: Text) -> str:
    """A score with one decimal, points with what they are out of, or why there is none."""
    if score.value is None:
        return text(score.state)
    return text.number(score.value, 1) if score.maximum == WHOLE else score_words(score, text)


def agreed_table(result: WorkshopResult, text: Text) -> Table:
    """What the room agreed on, with the reasons."""
    table = agreed_rows(result, text)
    rows = tuple((str(name), *cells) for name, *cells in table.itertuples())
    heads = (str(table.index.name), *table.columns)
    return Table(text("What the room agreed"), heads, rows, kind="said")


def theme_tables(result: WorkshopResult, text: Text) -> Iterator[Table]:
    """A table per theme with every indicator that was asked."""
    framework, city = result.workshop.framework, result.result.city
    sure = sureness(framework, result.tallies)
    middles = medians(result.tallies)
    settled = {code for code, what in result.agreed.items() if what.outcome != "both"}
    columns = tuple(map(text, COLUMNS))
    for theme in asked_themes(result):
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
        title = framework.title(theme.code, text.language)
        heading = f"{title} · {score_words(city[theme.code], text)}"
        yield Table(heading, columns, rows)


def _counts(score: Score) -> tuple[int, int, int]:
    return score.counts.level, score.counts.dk, score.counts.na


def _interval(sure: Sureness, text: Text) -> str:
    if sure.low90 is None:
        return ""
    return text("{low} to {high}", low=text.number(sure.low90, 1), high=text.number(sure.high90, 1))


def about_intervals(text: Text) -> str:
    """What the intervals of indicators mean."""
    return text(
        "The interval (90 %) is where the mean of people like those in the room would lie; where "
        "everybody was in the room there is nothing left to be unsure of. Under three answers "
        "there is none."
    )


def voices(result: WorkshopResult, text: Text) -> Voices:
    """What people wrote, in the order of the framework, with their unit and never the person."""
    framework = result.workshop.framework
    about = []
    for indicator in framework.root.indicators():
        said = tuple(
            (text(remark.unit), _remark(remark, text))
            for remark in result.remarks
            if remark.indicator == indicator.code
        )
        if said:
            title = framework.title(indicator.code, text.language)
            about.append((f"{indicator.code} · {title}", said))
    return Voices(text("What people wrote"), tuple(about))


def _remark(remark: Remark, text: Text) -> str:
    """A comment, the evidence, and the language they were typed in where it is another."""
    evidence = text("Evidence: {words}", words=remark.evidence) if remark.evidence else ""
    language = "" if remark.language == text.language else LANGUAGES.get(remark.language or "", "")
    said = " · ".join(part for part in (remark.comment, evidence) if part)
    return f"{said} ({language})" if language else said
