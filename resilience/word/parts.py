"""Each part of a report as paragraphs, tables and pictures of a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import assert_never

from resilience.report import (
    Bars,
    CountTables,
    FineHeat,
    Heat,
    HeatCell,
    Lines,
    Note,
    Part,
    Picture,
    Plan,
    Strips,
    Table,
    Voices,
)
from resilience.text.width import width_of
from resilience.word.grids import LETTER, SIDES, GridCell, WordGrid, figure_widths, table
from resilience.word.markup import TAB, PlacedPicture, drawing, paragraph, run, twips
from resilience.word.pictures import stack_width
from resilience.word.styles import FIGURES, FINE
from resilience.word.styles import TABLE as TABLE_STYLE

#: the width of the words behind pictures of answers, their largest share, and the narrow columns of other tables
AGREES, AGREES_SHARE = 126.0, 0.26
OUTCOME, WHO, DEPARTMENT, STATE = 82.0, 119.0, 130.0, 153.0
#: the share of a table of colours that its names may take, and the width of a narrow column of colours
NAMES, NARROW = 0.3, 25.5
#: rows of a table that is kept on one page, and the most height of heads that stand upright
WHOLE, TALLEST = 25, 140.0


@dataclass(frozen=True, slots=True)
class Setting:
    """What parts are set with: the ids of styles by name, the width of the text in points, and all pictures.

    A picture is found by the part or the SVG that it was drawn from. `small` sets tables in small type.
    """

    styles: Mapping[str, str]
    width: float
    pictures: Mapping[Bars | str, PlacedPicture]
    small: bool = False

    def say(self, style: str, words: str, *, keep: bool = False) -> list[str]:
        """A paragraph with words, or nothing without; see `paragraph`."""
        return [paragraph(self.styles[style], run(words), keep=keep)] if words else []

    def grid(
        self,
        widths: Sequence[float],
        head: Sequence[GridCell],
        rows: Sequence[Sequence[GridCell]],
        **more: object,
    ) -> str:
        """A table in the style of tables, filling the width of the text."""
        words = self.styles[str(more.pop("words", "Report figures"))]
        share = self.width / sum(widths)
        fitted = [width * share for width in widths]
        return table(WordGrid(self.styles[TABLE_STYLE], words, fitted, head, rows, **more))  # type: ignore[arg-type]


def add_part(part: Part, to: Setting, more: str = "") -> Iterator[str]:
    """The paragraphs and tables of a part, with its name above; `more` is what else the name has."""
    if part.heading:
        yield paragraph(to.styles["Heading 2"], run(part.heading), more=more)
    match part:
        case Lines():
            yield from _lines(part, to)
        case Bars():
            yield from _bars(part, to)
        case Picture():
            yield from _picture(part, to)
        case Strips():
            yield _strips(part, to)
        case Table() | Heat() | FineHeat():
            yield from _figures(part, to)
        case CountTables():
            yield from _counts(part, to)
        case Voices():
            yield from _voices(part, to)
        case Plan():
            yield _plan(part, to)
        case Note():
            yield from _note(part, to)
        case _:
            assert_never(part)


def _lines(part: Lines, to: Setting) -> Iterator[str]:
    for line in part.lines:
        yield from to.say("Report words" if len(part.lines) > 5 else "Normal", line)


def _bars(part: Bars, to: Setting) -> Iterator[str]:
    yield from to.say("Caption", part.finding, keep=True)
    said = (" ".join(filter(None, (f"{one.label}: {one.shown}", one.beside))) for one in part.rows)
    shown = drawing(to.pictures[part], "; ".join((part.heading, *said)))
    yield paragraph(to.styles["Normal"], shown)


def _picture(part: Picture, to: Setting) -> Iterator[str]:
    yield from to.say("Caption", part.finding, keep=True)
    shown = drawing(to.pictures[part.svg], part.alt)
    centred = '<w:jc w:val="center"/>'
    yield paragraph(to.styles["Normal"], shown, keep=bool(part.under), more=centred)
    yield from to.say("Report note", part.under)


def _figures(part: Table | Heat | FineHeat, to: Setting) -> Iterator[str]:
    """A table with the sentence on what it shows above, and the one on how to read it below."""
    if isinstance(part, Heat):
        yield from to.say("Caption", part.finding, keep=True)
        yield _heat(part, to)
    else:
        yield _fine(part, to) if isinstance(part, FineHeat) else _table(part, to)
    yield from to.say("Report note", part.under)


def _head(columns: Sequence[str], *aligned: str) -> list[GridCell]:
    """A head whose columns have an alignment each."""
    return [
        GridCell((words,), align, bold=True) for words, align in zip(columns, aligned, strict=True)
    ]


def _strips(part: Strips, to: Setting) -> str:
    rows = [
        [
            GridCell((row.label,)),
            GridCell(picture=drawing(to.pictures[row.svg], row.alt)) if row.svg else GridCell(),
            GridCell((row.words,), size=FINE),
        ]
        for row in (part.key, *part.rows)
    ]
    stack, agrees = stack_width(to.width), min(AGREES, AGREES_SHARE * to.width)
    widths = [to.width - stack - agrees, stack, agrees]
    return to.grid(widths, _head(part.columns, *["left"] * 3), rows)


def _table(part: Table, to: Setting) -> str:
    words, size = ("Report fine", FINE) if to.small else ("Report figures", FIGURES)
    count = len(part.columns)
    if part.kind in {"pair", "said"}:
        aligned = ["left"] * count
        widths = [1.0] * count
        if part.kind == "said":
            free = to.width - OUTCOME
            widths = [free / 2.4, OUTCOME, free * 1.4 / 2.4]
    else:
        ends = int(part.kind == "ranked")
        aligned = ["left", *["right"] * (count - 1 - ends), *["left"] * ends]
        widths = figure_widths(part.columns, part.rows, to.width, size, ends)
    rows = [
        [GridCell((one,), align) for one, align in zip(row, aligned, strict=True)]
        for row in part.rows
    ]
    whole = len(rows) < WHOLE and part.kind != "said"
    return to.grid(widths, _head(part.columns, *aligned), rows, whole=whole, words=words)


def _coloured(cell: HeatCell, small: float) -> GridCell:
    lines = (cell.shown, cell.beside) if cell.beside else (cell.shown,)
    fill, ink = (colour.removeprefix("#").upper() for colour in (cell.fill, cell.ink))
    return GridCell(lines, "center", small=small, fill=fill, ink=ink)


def _heat(part: Heat, to: Setting) -> str:
    longest = max((width_of(name) for name, _ in part.rows), default=0)
    names = min(NAMES * to.width, longest * LETTER * FIGURES + 2 * SIDES)
    each = (to.width - names) / max(1, len(part.columns))
    head = _head(("", *part.columns), "left", *["center"] * len(part.columns))
    rows = [
        [GridCell((name,)), *(_coloured(one, 6.5) for one in cells)] for name, cells in part.rows
    ]
    widths = [names, *[each] * len(part.columns)]
    return to.grid(widths, head, rows, whole=len(rows) < WHOLE, striped=False)


def _fine(part: FineHeat, to: Setting) -> str:
    """Many columns whose names stand upright, and rows as low as their words."""
    count = len(part.columns)
    upright = (GridCell((name,), bold=False, upright=True) for name in part.columns)
    rows: list[list[GridCell]] = []
    for band in part.bands:
        rows.append([GridCell((band.heading,), bold=True, across=count + 1)])
        rows += [
            [GridCell((name,)), *(_coloured(one, 6) for one in cells)] for name, cells in band.rows
        ]
    longest = max(map(width_of, part.columns), default=0)
    widths = [max(150.0, to.width - count * NARROW), *[NARROW] * count]
    tall = min(TALLEST, longest * LETTER * FINE + 2 * SIDES)
    return to.grid(
        widths, [GridCell(), *upright], rows, words="Report fine", striped=False, tall=tall
    )


def _counts(part: CountTables, to: Setting) -> Iterator[str]:
    for one in part.tables:
        yield from to.say("Report fine label", one.heading)
        yield _table(one, to)


def _voices(part: Voices, to: Setting) -> Iterator[str]:
    hanging = f'<w:tabs><w:tab w:val="left" w:pos="{twips(WHO)}"/></w:tabs><w:ind w:left="{twips(WHO)}" w:hanging="{twips(WHO)}"/>'
    for about, said in part.about:
        yield from to.say("Report label", about)
        for who, words in said:
            yield paragraph(
                to.styles["Report words"], run(who, bold=True), TAB, run(words), more=hanging
            )


def _plan(part: Plan, to: Setting) -> str:
    rows = [[GridCell(lines, bold=True) for lines in row] for row in part.rows]
    widths = [max(150.0, to.width - DEPARTMENT - STATE), DEPARTMENT, STATE]
    return to.grid(widths, _head(part.columns, *["left"] * 3), rows)


def _note(part: Note, to: Setting) -> Iterator[str]:
    style = "Heading 3" if part.heading else "Heading 2"
    for passage in part.passages:
        yield from to.say(style, passage.heading)
        yield from to.say("Report words", passage.words)
        yield from to.say("Report formula", passage.formula or "")
