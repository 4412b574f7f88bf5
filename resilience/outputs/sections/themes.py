"""The sections of the printed report on themes: scores, what the room agreed, and what people wrote."""

from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

import pandas as pd

from resilience.framework import Levels, Scale, Theme
from resilience.outputs.digest_planned import SettledLine, settled_lines
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import asked_themes, dot_row, figure, highest_first
from resilience.report import Dots, Part, PlotRow, Section, Voices
from resilience.scoring import Remark
from resilience.scoring.certainty.blind_spots import NOISE
from resilience.scoring.certainty.sureness import Sureness, sureness
from resilience.scoring.counting.median import medians
from resilience.scoring.notes.words import remark_place
from resilience.scoring.opinions.agreement import agree
from resilience.scoring.scores.tables import indicator_table, weakest
from resilience.services.results.results import WorkshopResult
from resilience.text import Text
from resilience.text.width import width_of
from resilience.wording.chart_findings import themes_words
from resilience.wording.result_tables import comparable_rows

#: the most comments that are printed of a theme
VOICES = 14
#: of its lowest indicators, those whose level is put in words
LOWEST = 3


def theme_sections(found: Evidence, text: Text) -> Iterator[Section]:
    """A section a theme, in the order of the framework."""
    result, framework = found.result, found.result.workshop.framework
    indicators = indicator_table(framework, result.result.city, text.language)
    sure = sureness(framework, result.tallies)
    settled = settled_lines(result, text)
    for theme in asked_themes(result):
        own = indicators[indicators["theme"] == theme.code]
        codes = set(own["code"])
        agreed = [one for one in settled if one.code in codes]
        parts: list[Part] = [
            _dots(result, own, {code: sure[code].city for code in codes}, text),
            *_lowest(result, own, {one.code for one in agreed}, text),
            *_agreed(agreed, text),
            *_voices(result, theme, text),
        ]
        title = framework.title(theme.code, text.language)
        score = figure(result.result.city[theme.code], text)
        heading = text("{name}: {value}", name=title, value=score)
        yield Section(heading, tuple(parts), themes_words(own, text))


def _dots(result: WorkshopResult, own: pd.DataFrame, sure: dict[str, Sureness], text: Text) -> Dots:
    """The indicators with their intervals, which levels that the room agreed on have not."""
    rows = [
        _row(row, None if row["code"] in result.settled else sure[row["code"]], result, text)
        for _, row in own.iterrows()
    ]
    legend = [("score", text("this city")), ("likely", text("Range (90 %)"))]
    if any(row.target is not None for row in rows):
        legend.append(("target", text("target")))
    unit = text("Score of each indicator, 0 to 100")
    return Dots("", highest_first(rows), "", unit, tuple(legend))


def _row(
    row: "pd.Series[float]", sure: Sureness | None, result: WorkshopResult, text: Text
) -> PlotRow:
    drawn = dot_row(
        row, f"{row['code']} · {row['title']}", figure(result.result.city[str(row["code"])], text)
    )
    drawn = replace(drawn, low=None, high=None, target=result.targets.get(str(row["code"])))
    if drawn.score is None or sure is None or sure.low90 is None:
        return drawn
    low, high = sure.low90, sure.high90
    beside = text("{low} to {high}", low=text.number(low, 1), high=text.number(high, 1))
    return replace(drawn, low=low, high=high, beside=beside)


def _lowest(
    result: WorkshopResult, own: pd.DataFrame, agreed: Set[str], text: Text
) -> Iterator[Voices]:
    """What the middle answer to the weakest indicators says.

    Not of those that the room agreed on, whose level is printed, nor of a split room, where it is only one camp's,
    nor where it is far from the score, in which small departments count as much as large ones.
    """
    framework, middles = result.workshop.framework, medians(result.tallies)
    words = framework.text(text.language)
    scales = {one.code: one.scale for one in framework.root.indicators()}
    left_out = {
        code for code, one in agree(result.tallies).items() if one.split is not None
    } | agreed
    about, lowest = [], weakest(comparable_rows(result, own), LOWEST).rows.to_dict("records")
    for row in lowest:
        low, high = middles.get(row["code"]) or (None, None)
        if low is None or low != high or row["code"] in left_out:
            continue
        if _near(low, row["score"], scales[row["code"]]):
            said = words.indicators[row["code"]].levels[low]
            middle = text("middle answer: level {level}", level=low)
            about.append((f"{row['code']} · {row['title']}", ((middle, said),)))
    if about:
        heading = (
            text("The lowest scores in words")
            if len(about) == len(lowest)
            else text("Some of the lowest scores in words")
        )
        yield Voices(heading, tuple(about))


def _near(level: int, score: float, scale: Scale) -> bool:
    """Whether a score 0..100 is less than a level from that of `level`."""
    if not isinstance(scale, Levels):
        return False
    step = (scale.high - scale.low) / scale.top
    return abs(scale.values[level] - score) < step - NOISE


def _agreed(settled: Sequence[SettledLine], text: Text) -> Iterator[Voices]:
    """What the room agreed on, with the words of the level and the reason."""
    about = []
    for one in settled:
        reason = [(text("Because"), one.reason)] if one.reason and one.words else []
        about.append((one.indicator, ((one.outcome, one.words or one.reason), *reason)))
    if about:
        yield Voices(text("What the room agreed"), tuple(about))


def _voices(result: WorkshopResult, theme: Theme, text: Text) -> Iterator[Voices]:
    """What people wrote on a theme, the same words once, the shortest first; nothing where nobody did."""
    said: dict[tuple[str, str, str], list[Remark]] = {}
    for one in result.remarks:
        said.setdefault((one.indicator, one.comment, one.evidence), []).append(one)
    codes = [one.code for one in theme.indicators()]
    own = sorted(
        ((_remark(same, text), same) for (code, *_), same in said.items() if code in codes),
        key=lambda one: width_of(one[0]),
    )
    kept = sorted(own, key=lambda one: -len(one[1]))[:VOICES]
    about = []
    for code in codes:
        lines = [(_who(s, text), w) for w, s in own if s[0].indicator == code and (w, s) in kept]
        if lines:
            title = result.workshop.framework.title(code, text.language)
            about.append((f"{code} · {title}", tuple(lines)))
    if about:
        yield Voices(_heading(len(own) - len(kept), text), tuple(about))


def _heading(left: int, text: Text) -> str:
    heading = text("What people wrote")
    if not left:
        return heading
    more = text.plural(
        "{n} more comment is in the workbook", "{n} more comments are in the workbook", left
    )
    return f"{heading} · {more}"


def _who(remarks: Sequence[Remark], text: Text) -> str:
    """The units or levels of comments that say the same, and how many they are."""
    names = list(filter(None, dict.fromkeys(remark_place(one, text) for one in remarks)))
    if len(remarks) > 1:
        names.append(text.plural("{n} comment", "{n} comments", len(remarks)))
    return text.listed(names)


def _remark(remarks: Sequence[Remark], text: Text) -> str:
    """What the same comments say, and the evidence."""
    first = remarks[0]
    evidence = text("Evidence: {words}", words=first.evidence) if first.evidence else ""
    return " · ".join(part for part in (first.comment, evidence) if part)
