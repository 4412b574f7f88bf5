"""The printed report of a workshop, for somebody who was admitted to its result."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import cycle

import pandas as pd

from resilience.charts import THEME_COLOURS, colour_of, ink_on
from resilience.framework import Theme
from resilience.report import (
    Bar,
    Bars,
    Cell,
    Heat,
    Lines,
    Note,
    Part,
    Report,
    Table,
    Voices,
    print_report,
    unprintable,
    words_of,
)
from resilience.scoring import Remark, Score
from resilience.scoring.note import method_note
from resilience.scoring.sureness import Sureness, sureness
from resilience.scoring.tables import (
    indicator_table,
    least_known,
    medians,
    strongest,
    theme_table,
    weakest,
)
from resilience.scoring.words import middle_words, range_words, score_words
from resilience.services.in_words import (
    absent_words,
    closing_words,
    counting_words,
    coverage_words,
    headline,
    reply_words,
    room_rows,
    weakest_theme,
    weights_words,
)
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
NOTHING = "–"
#: what scores are out of that are not points
WHOLE = 100
BLANK = Cell(NOTHING, "#ffffff", "#1b2733")


def report_of(result: WorkshopResult, text: Text, made_at: datetime.datetime) -> Report:
    """What the report says, in the language of `text`; `made_at` is aware."""
    workshop, framework = result.workshop, result.workshop.framework
    overall = result.result.city[framework.root.code]
    themes = theme_table(framework, result.result.city, text.language)
    marks = []
    if workshop.invented:
        marks.append(text("Invented data: this city does not exist."))
    if not workshop.k:
        marks.append(text("Open workshop: everybody agreed that small groups are shown too."))
    made = f"{text.moment(made_at, workshop.timezone)} ({workshop.timezone})"
    return Report(
        title=text("Resilience result of {city}", city=workshop.city.name),
        place=" · ".join(
            part
            for part in (
                workshop.city.country,
                framework.title(framework.root.code, text.language),
                text.date(workshop.date),
                text("workshop {code}", code=workshop.code),
            )
            if part
        ),
        marks=tuple(marks),
        headline=headline(result, overall, text),
        lines=(
            " · ".join([range_words(overall, text), *weakest_theme(overall, themes, text)]),
            *counting_words(result, text),
            *weights_words(result, text),
            coverage_words(overall, text),
            *closing_words(workshop, text),
        ),
        parts=tuple(_parts(result, text)),
        foot=f"{text('Urban resilience dashboard')} · {framework.id} {framework.version} · "
        + text("Made {moment}", moment=made),
    )


@dataclass(frozen=True, slots=True)
class Printed:
    """The report as a `pdf` file, and the characters in it that stand as boxes."""

    pdf: bytes
    unprintable: tuple[str, ...]


def printed_report(result: WorkshopResult, text: Text, made_at: datetime.datetime) -> Printed:
    """The report in the language of `text`; `made_at` is aware."""
    report = report_of(result, text, made_at)
    return Printed(print_report(report, text, made_at), tuple(unprintable(words_of(report))))


def report_filename(result: WorkshopResult) -> str:
    """The name of the file, like resilience-K7MPQ3-2026-10-13.pdf."""
    return f"resilience-{result.workshop.code}-{result.workshop.date.isoformat()}.pdf"


def _parts(result: WorkshopResult, text: Text) -> Iterator[Part]:
    indicators = indicator_table(result.workshop.framework, result.result.city, text.language)
    yield _bars(result, text)
    yield _short(text("Five strongest indicators"), strongest(indicators), text)
    yield _short(text("Five weakest indicators"), weakest(indicators), text)
    yield _unknown(least_known(indicators), text)
    yield _heat(result, text)
    if replies := reply_words(result, text):
        yield Lines(
            text("What departments reply"), tuple(f"{who} · {said}" for who, said in replies)
        )
    yield _room(result, text)
    yield _events(result, text)
    yield Lines(text("Every indicator"), (_about_intervals(text),))
    yield from _themes(result, text)
    if result.remarks:
        yield _voices(result, text)
    yield Note(text("How this number was made"), method_note(result.made, text))


def _asked(result: WorkshopResult) -> list[Theme]:
    return [t for t in result.workshop.framework.themes if t.code in result.result.city]


def _bars(result: WorkshopResult, text: Text) -> Bars:
    framework, city = result.workshop.framework, result.result.city
    rows = tuple(
        Bar(
            framework.title(theme.code, text.language),
            _share(city[theme.code]),
            _figure(city[theme.code], text),
            text("coverage {share}", share=text.percent(city[theme.code].coverage)),
            colour,
        )
        for theme, colour in zip(_asked(result), cycle(THEME_COLOURS), strict=False)
    )
    in_points = any(theme.rule == "sum" for theme in _asked(result))
    heading = text("Points of each theme") if in_points else text("Score by theme, 0 to 100")
    return Bars(heading, rows)


def _share(score: Score) -> float | None:
    return score.value / score.maximum if score.value is not None and score.maximum else None


def _figure(score: Score, text: Text) -> str:
    """A score with one decimal, points with what they are out of, or why there is none."""
    if score.value is None:
        return text(score.state)
    return text.number(score.value, 1) if score.maximum == WHOLE else score_words(score, text)


def _short(heading: str, rows: pd.DataFrame, text: Text) -> Table:
    return Table(
        heading,
        (text("Indicator"), text("Score")),
        tuple(
            (f"{code} · {title}", text.number(score, 1))
            for code, title, score in zip(rows["code"], rows["title"], rows["score"], strict=True)
        ),
    )


def _unknown(rows: pd.DataFrame, text: Text) -> Table:
    names = {"level": text("Gave a level"), "dk": text("Did not know"), "blank": text("Blank")}
    return Table(
        text("Five least known indicators"),
        (text("Indicator"), *names.values()),
        tuple(
            (f"{row['code']} · {row['title']}", *(text.number(row[key]) for key in names))
            for row in rows.to_dict("records")
        ),
    )


def _heat(result: WorkshopResult, text: Text) -> Heat:
    themes = _asked(result)
    rows = tuple(
        (text(unit), tuple(_cell(tree[theme.code], text) for theme in themes))
        for unit, tree in result.result.units.items()
    )
    titles = (result.workshop.framework.title(theme.code, text.language) for theme in themes)
    under = text("A dash means too few answers for a score.")
    return Heat(text("Score by department and theme, 0 to 100"), tuple(titles), rows, under)


def _cell(score: Score, text: Text) -> Cell:
    share = _share(score)
    if share is None:
        return BLANK
    return Cell(text.number(score.value), colour_of(100 * share), ink_on(100 * share))


def _room(result: WorkshopResult, text: Text) -> Table:
    table = room_rows(result, text)
    rows = tuple(
        (str(name), *(NOTHING if pd.isna(n) else text.number(n) for n in figures))
        for name, figures in zip(table.index, table.itertuples(index=False), strict=True)
    )
    under = " ".join(absent_words(result, text))
    heading = text("Who was in the room")
    return Table(heading, (text("Department"), *table.columns), rows, under=under)


def _events(result: WorkshopResult, text: Text) -> Lines:
    workshop = result.workshop
    told = ((text("Most probable"), workshop.probable), (text("Most severe"), workshop.severe))
    lines = tuple(f"{name} · {event or NOTHING}" for name, event in told)
    return Lines(text("Two events that everybody had in mind"), lines)


def _themes(result: WorkshopResult, text: Text) -> Iterator[Table]:
    """A table per theme with every indicator that was asked."""
    framework, city = result.workshop.framework, result.result.city
    sure = sureness(framework, result.tallies)
    middles = medians(result.tallies)
    columns = tuple(map(text, COLUMNS))
    for theme in _asked(result):
        rows = tuple(
            (
                f"{one.code} · {framework.title(one.code, text.language)}",
                _figure(city[one.code], text),
                middle_words(middles.get(one.code), text),
                _interval(sure[one.code].city, text),
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


def _about_intervals(text: Text) -> str:
    return text(
        "The interval (90 %) is where the mean of people like those in the room would lie; where "
        "everybody was in the room there is nothing left to be unsure of. Under three answers "
        "there is none."
    )


def _voices(result: WorkshopResult, text: Text) -> Voices:
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
