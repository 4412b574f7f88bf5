"""Each part of a report as paragraphs, tables and pictures of a document."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from resilience.report import (
    Bars,
    Dots,
    Heat,
    HeatCell,
    Lines,
    Listed,
    Note,
    Part,
    Picture,
    Plan,
    Table,
    Voices,
)
from resilience.text.width import width_of
from resilience.word.grids import LETTER, SIDES, GridCell, WordGrid, figure_widths, table
from resilience.word.markup import PlacedPicture, drawing, paragraph, run
from resilience.word.styles import FIGURES, FINE
from resilience.word.styles import TABLE as TABLE_STYLE

#: the widths of narrow columns
OUTCOME, WHO, NUMBER = 82.0, 150.0, 46.0
#: those of the columns of a plan behind what will be done
PLAN = (90.0, 72.0, 72.0, 92.0)
#: the share of a table of words that its first column has of what the second leaves
NAMED = 0.58
#: the shares that two columns of words have of what figures behind them leave: name, likeness
COMPARED = (0.33, 0.67)
#: the share of a table of colours that its names may take
NAMES = 0.19
#: the least width of a colour's words in a key, in letters
KEY = 12
#: lines that are set as paragraphs of the text and stay on one page
SHORT = 5
#: a line as high as the picture in it
AS_HIGH = '<w:spacing w:line="240" w:lineRule="auto"/>'
#: rows of a table that is kept on one page
WHOLE = 25


@dataclass(frozen=True, slots=True)
class Setting:
    """What parts are set with: the ids of styles by name, the width of the text in points, and all pictures.

    A picture is found by the part or the SVG that it was drawn from.
    """

    styles: Mapping[str, str]
    width: float
    pictures: Mapping[Bars | Dots | str, PlacedPicture]

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
        words = self.styles["Report figures"]
        share = self.width / sum(widths)
        fitted = [width * share for width in widths]
        return table(WordGrid(self.styles[TABLE_STYLE], words, fitted, head, rows, **more))  # type: ignore[arg-type]


def add_part(part: Part, to: Setting, more: str = "", *, followed: bool = False) -> Iterator[str]:
    """Append a part's heading, paragraphs and tables; `more` is added to the heading.

    A chart that is `followed` by sentences on it stays on their page.
    """
    if part.heading:
        yield paragraph(to.styles["Heading 2"], run(part.heading), more=more)
    match part:
        case Lines():
            yield from _lines(part, to)
        case Bars() | Dots():
            yield from _drawn(part, to, followed=followed)
        case Listed():
            yield from _listed(part, to)
        case Picture():
            yield from _picture(part, to)
        case Table() | Heat():
            yield from _figures(part, to)
        case Voices():
            yield from _voices(part, to)
        case Plan():
            yield _plan(part, to)
        case Note():
            yield from _note(part, to)
        case _:
            assert_never(part)


def _lines(part: Lines, to: Setting) -> Iterator[str]:
    short = len(part.lines) <= SHORT
    for at, line in enumerate(part.lines, start=1):
        keep = short and at < len(part.lines)
        yield from to.say("Normal" if short else "Report words", line, keep=keep)


def _drawn(part: Bars | Dots, to: Setting, *, followed: bool) -> Iterator[str]:
    yield from to.say("Caption", part.finding, keep=True)
    if isinstance(part, Dots):
        said = [" ".join((f"{one.title}: {one.shown}", one.beside)) for one in part.rows]
        named = "; ".join((part.unit, *(words for _, words in part.legend)))
    else:
        said = [" ".join((f"{one.label}: {one.shown}", one.beside)) for one in part.rows]
        named = "; ".join((part.heading, part.strong, part.pale))
    shown = drawing(to.pictures[part], "; ".join((named, *map(str.strip, said))))
    under = part.under if isinstance(part, Dots) else ""
    yield paragraph(to.styles["Normal"], shown, keep=followed or bool(under), more=AS_HIGH)
    yield from to.say("Report note", under)


def _listed(part: Listed, to: Setting) -> Iterator[str]:
    rows = [
        [
            GridCell(
                (title, *filter(None, (below,))), small=FINE, late=1 if at in part.late else None
            ),
            GridCell((shown,), "right", True),
        ]
        for at, (title, shown, below) in enumerate(part.rows)
    ]
    if rows:
        yield to.grid([0.82, 0.18], [], rows, striped=False)
    yield from to.say("Report note", part.note)


def _picture(part: Picture, to: Setting) -> Iterator[str]:
    yield from to.say("Caption", part.finding, keep=True)
    shown = drawing(to.pictures[part.svg], part.alt)
    centred = f'{AS_HIGH}<w:jc w:val="center"/>'
    yield paragraph(to.styles["Normal"], shown, keep=bool(part.under), more=centred)
    yield from to.say("Report note", part.under)


def _figures(part: Table | Heat, to: Setting) -> Iterator[str]:
    """A table with the sentence on what it shows above, and the one on how to read it below."""
    if isinstance(part, Heat):
        yield from to.say("Caption", part.finding, keep=True)
        yield from to.say("Report note", part.unit, keep=True)
        yield from _legend(part, to)
        yield _heat(part, to)
    else:
        yield _table(part, to)
    yield from to.say("Report note", part.under)


def _head(columns: Sequence[str], *aligned: str) -> list[GridCell]:
    """A head whose columns have an alignment each."""
    return [
        GridCell((words,), align, bold=True) for words, align in zip(columns, aligned, strict=True)
    ]


def _table(part: Table, to: Setting) -> str:
    count = len(part.columns)
    if part.kind == "said":
        aligned = ["left"] * count
        free = to.width - OUTCOME
        widths = [free * NAMED, OUTCOME, free * (1 - NAMED)]
    elif part.kind == "compared":
        at = len(COMPARED)
        aligned = ["left"] * at + ["right"] * (count - at)
        behind = [("", *row[at:]) for row in part.rows]
        rest, *figures = figure_widths(("", *part.columns[at:]), behind, to.width, FIGURES)
        widths = [*(share * rest for share in COMPARED), *figures]
    else:
        ends = int(part.kind == "ranked")
        aligned = ["left", *["right"] * (count - 1 - ends), *["left"] * ends]
        widths = figure_widths(part.columns, part.rows, to.width, FIGURES, ends)
    rows = [
        [GridCell((one,), align) for one, align in zip(row, aligned, strict=True)]
        for row in part.rows
    ]
    whole = len(rows) < WHOLE and part.kind != "said"
    return to.grid(
        widths,
        _head(part.columns, *aligned),
        rows,
        whole=whole,
        followed=whole and bool(part.under),
    )


def _coloured(cell: HeatCell, small: float) -> GridCell:
    lines = (cell.shown, cell.beside) if cell.beside else (cell.shown,)
    return GridCell(lines, "center", small=small, fill=_bare(cell.fill), ink=_bare(cell.ink))


def _bare(colour: str) -> str:
    """A colour like "#1f5f8b" as Word has it."""
    return colour.removeprefix("#").upper()


def _legend(part: Heat, to: Setting) -> Iterator[str]:
    """What the colours mean, each in a cell of its colour."""
    cells = [
        GridCell((words,), "center", size=FINE, fill=_bare(fill)) for fill, words in part.legend
    ]
    if cells:
        wide = [max(KEY, width_of(words)) for _, words in part.legend]
        yield to.grid(wide, [], [cells], whole=True, striped=False)
        yield from to.say("Report break", " ", keep=True)


def _heat(part: Heat, to: Setting) -> str:
    longest = max((width_of(name) for name, _ in part.rows), default=0)
    names = min(NAMES * to.width, longest * LETTER * FIGURES + 2 * SIDES)
    each = (to.width - names) / max(1, len(part.columns))
    head = _head(("", *part.columns), "left", *["center"] * len(part.columns))
    *units, (city, own) = part.rows
    rows = [[GridCell((name,)), *(_coloured(one, 6.5) for one in cells)] for name, cells in units]
    rows.append(
        [
            GridCell((city,), bold=True),
            *(GridCell((one.shown,), "center", bold=True) for one in own),
        ]
    )
    widths = [names, *[each] * len(part.columns)]
    whole = len(rows) < WHOLE
    followed = whole and bool(part.under)
    return to.grid(widths, head, rows, whole=whole, followed=followed, striped=False)


def _voices(part: Voices, to: Setting) -> Iterator[str]:
    for about, said in part.about:
        yield from to.say("Report label", about)
        rows = [[GridCell((who,), bold=True), GridCell((words,))] for who, words in said]
        yield to.grid([WHO, to.width - WHO], [], rows, striped=False)


def _plan(part: Plan, to: Setting) -> str:
    rows = [[GridCell(lines, bold=True) for lines in row] for row in part.rows]
    for at in part.late:
        rows[at][-1] = replace(rows[at][-1], late=0)
    widths = [NUMBER, max(120.0, to.width - NUMBER - sum(PLAN)), *PLAN]
    return to.grid(widths, _head(part.columns, *["left"] * len(widths)), rows)


def _note(part: Note, to: Setting) -> Iterator[str]:
    style = "Heading 3" if part.heading else "Heading 2"
    for passage in part.passages:
        yield from to.say(style, passage.heading)
        yield from to.say("Report words", passage.words, keep=bool(passage.formula))
        yield from to.say("Report formula", passage.formula or "")
