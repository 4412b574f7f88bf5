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
    print_report,
    unprintable,
    words_of,
)
from resilience.scoring import Score
from resilience.scoring.note import method_note
from resilience.scoring.percent import percent_of
from resilience.scoring.tables import (
    indicator_table,
    least_known,
    strongest,
    weakest,
)
from resilience.scoring.words import range_words
from resilience.services.in_words import (
    closing_words,
    comparable_rows,
    counting_words,
    coverage_words,
    few_answers_words,
    headline,
    heat_title,
    missing_words,
    reply_words,
    room_rows,
    unit_of_answers,
    weakest_theme,
    weights_words,
)
from resilience.services.report_actions import actions_part
from resilience.services.report_detail import (
    about_intervals,
    agreed_table,
    asked_themes,
    figure,
    theme_tables,
    voices,
)
from resilience.services.results import WorkshopResult
from resilience.text import Text

NOTHING = "–"
BLANK = Cell(NOTHING, "#ffffff", "#1b2733")


def report_of(result: WorkshopResult, text: Text, made_at: datetime.datetime) -> Report:
    """What the report says, in the language of `text`; `made_at` is aware."""
    workshop, framework = result.workshop, result.workshop.framework
    overall = result.result.city[framework.root.code]
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
            " · ".join([range_words(overall, text), *weakest_theme(result, text)]),
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
    ranked = comparable_rows(result, indicators)
    under = " ".join(few_answers_words(result, indicators, text))
    yield _short(text("Five strongest indicators"), strongest(ranked), text)
    yield _short(text("Five weakest indicators"), weakest(ranked), text, under)
    if result.agreed:
        yield agreed_table(result, text)
    yield _unknown(least_known(indicators), text)
    yield _heat(result, text)
    if replies := reply_words(result, text):
        yield Lines(
            text("What departments reply"), tuple(f"{who} · {said}" for who, said in replies)
        )
    yield _room(result, text)
    yield _events(result, text)
    if result.actions:
        yield actions_part(result, text)
    yield Lines(text("Every indicator"), (about_intervals(text), unit_of_answers(text)))
    yield from theme_tables(result, text)
    if result.remarks:
        yield voices(result, text)
    yield Note(text("How this number was made"), method_note(result.made, text))


def _bars(result: WorkshopResult, text: Text) -> Bars:
    framework, city = result.workshop.framework, result.result.city
    rows = tuple(
        Bar(
            framework.title(theme.code, text.language),
            _share(theme, city[theme.code]),
            figure(city[theme.code], text),
            text("coverage {share}", share=text.percent(city[theme.code].coverage)),
            colour,
        )
        for theme, colour in zip(asked_themes(result), cycle(THEME_COLOURS), strict=False)
    )
    in_points = any(theme.rule == "sum" for theme in asked_themes(result))
    heading = text("Points of each theme") if in_points else text("Score by theme, 0 to 100")
    return Bars(heading, rows)


def _share(theme: Theme, score: Score) -> float | None:
    found = percent_of(theme, score)
    return None if found is None else found / 100


def _short(heading: str, rows: pd.DataFrame, text: Text, under: str = "") -> Table:
    columns = (text("Indicator"), text("Score"), text("Reach"))
    found = zip(rows["code"], rows["title"], rows["score"], rows["reach"], strict=True)
    cells = tuple(
        (f"{code} · {title}", text.number(score, 1), text.percent(reach))
        for code, title, score, reach in found
    )
    return Table(heading, columns, cells, under=under)


def _unknown(rows: pd.DataFrame, text: Text) -> Table:
    names = {
        "level": text("Gave a level"),
        "dk": text("Did not know"),
        "na": text("Not applicable"),
        "blank": text("Blank"),
    }
    return Table(
        text("Five least known indicators"),
        (text("Indicator"), text("Reach"), *names.values()),
        tuple(
            (
                f"{row['code']} · {row['title']}",
                text.percent(row["reach"]),
                *(text.number(row[key]) for key in names),
            )
            for row in rows.to_dict("records")
        ),
        under=unit_of_answers(text),
    )


def _heat(result: WorkshopResult, text: Text) -> Heat:
    themes = asked_themes(result)
    rows = tuple(
        (text(unit), tuple(_cell(theme, tree[theme.code], text) for theme in themes))
        for unit, tree in result.result.units.items()
    )
    titles = (result.workshop.framework.title(theme.code, text.language) for theme in themes)
    under = text("A dash means too few answers for a score.")
    return Heat(heat_title(themes, text), tuple(titles), rows, under)


def _cell(theme: Theme, score: Score, text: Text) -> Cell:
    share = _share(theme, score)
    if share is None:
        return BLANK
    return Cell(text.number(100 * share), colour_of(100 * share), ink_on(100 * share))


def _room(result: WorkshopResult, text: Text) -> Table:
    table = room_rows(result, text)
    rows = tuple(
        (str(name), *(NOTHING if pd.isna(n) else text.number(n) for n in figures))
        for name, figures in zip(table.index, table.itertuples(index=False), strict=True)
    )
    under = " ".join(missing_words(result, text))
    heading = text("Who was in the room")
    return Table(heading, (text("Department"), *table.columns), rows, under=under)


def _events(result: WorkshopResult, text: Text) -> Lines:
    workshop = result.workshop
    told = ((text("Most probable"), workshop.probable), (text("Most severe"), workshop.severe))
    lines = tuple(f"{name} · {event or NOTHING}" for name, event in told)
    return Lines(text("Two events that everybody had in mind"), lines)
