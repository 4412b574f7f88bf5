"""Data classes of a report's parts, with final wording; nothing is computed here."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resilience.scoring.notes.passage import Passage

#: what a table holds: figures, three columns of words, figures with words at the end, two of words and then figures
TableKind = Literal["table", "said", "ranked", "compared"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Short paragraphs under a heading, or none."""

    heading: str
    lines: tuple[str, ...]
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar: `share` 0..1 of its full length, `shown` the figure at its end, `strong` or hollow."""

    label: str
    share: float
    shown: str
    beside: str
    strong: bool


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below one another, with a sentence on what they show; `strong` and `pale` say what their colours mean."""

    heading: str
    rows: tuple[Bar, ...]
    finding: str
    strong: str
    pale: str
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class PlotRow:
    """A row of a dot plot: a theme or indicator with its score in words, `shown`; the other figures are 0..100 or None.

    `low` to `high` is the range of the score, `others` are scores of other cities. `beside` is set small behind it.
    A row that is the `lowest` is set in the colour of the point that is made.
    """

    title: str
    shown: str
    score: float | None
    low: float | None = None
    high: float | None = None
    previous: float | None = None
    target: float | None = None
    median: float | None = None
    beside: str = ""
    others: tuple[float, ...] = ()
    lowest: bool = False


@dataclass(frozen=True, slots=True)
class Dots:
    """Scores as dots on a scale of 0 to 100, with a sentence on what they show and the `unit` below it.

    `legend` pairs a mark (score, lowest, range, previous, target, median, peer) with its words;
    `under` is the caveat printed below the chart.
    """

    heading: str
    rows: tuple[PlotRow, ...]
    finding: str
    unit: str
    legend: tuple[tuple[str, str], ...]
    under: str = ""
    kind: Literal["dots"] = "dots"


@dataclass(frozen=True, slots=True)
class Listed:
    """Indicators or actions: a title, a figure or "", and a line below; `note` comes last.

    The lines below rows at the places in `late` say that they are overdue, in its colour.
    """

    heading: str
    rows: tuple[tuple[str, str, str], ...]
    note: str = ""
    late: tuple[int, ...] = ()
    kind: Literal["listed"] = "listed"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the sentence that states what it shows; `alt` is its alternative text."""

    heading: str
    svg: str
    alt: str
    finding: str = ""
    under: str = ""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, each with its name in front."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    under: str = ""
    kind: TableKind = "table"


@dataclass(frozen=True, slots=True)
class HeatCell:
    """A figure on a colour; `beside` is set small below it."""

    shown: str
    fill: str
    ink: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows of coloured figures, each with its name in front; the last one, the whole, is emphasised.

    `unit` says below the finding what figures and colours are, `legend` pairs each colour with its words.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    under: str = ""
    finding: str = ""
    unit: str = ""
    legend: tuple[tuple[str, str], ...] = ()
    kind: Literal["heat"] = "heat"


@dataclass(frozen=True, slots=True)
class Voices:
    """What people wrote by what they wrote about: who, and the words."""

    heading: str
    about: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    kind: Literal["voices"] = "voices"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done: a row per action, with several lines in each of its cells.

    The first line of the last cell says of rows at the places in `late` that they are overdue, in its colour.
    """

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    late: tuple[int, ...] = ()
    kind: Literal["plan"] = "plan"


@dataclass(frozen=True, slots=True)
class Note:
    """How the numbers were made."""

    heading: str
    passages: tuple[Passage, ...]
    kind: Literal["note"] = "note"


Part = Lines | Bars | Dots | Listed | Picture | Table | Heat | Voices | Plan | Note


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Two parts in columns."""

    left: Part
    right: Part
    kind: Literal["beside"] = "beside"


@dataclass(frozen=True, slots=True)
class Section:
    """An entry of the list of contents: its parts, first to last, on a page of their own unless they are short."""

    heading: str
    parts: tuple[Part | TwoColumns, ...]
    headline: str = ""
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `place` says whose and when, `facts` what it is about, `marks` what must not be overlooked.

    `number` is set large on the cover, followed by `number_of` ("of 100"). `signed` says who signed it
    off, `contents` is the heading of the list of sections, `foot` ends pages; `date` is the day of the workshop.
    """

    title: str
    place: str
    facts: tuple[tuple[str, str], ...]
    signed: tuple[str, ...]
    marks: tuple[str, ...]
    contents: str
    sections: tuple[Section, ...]
    foot: str
    number: str = ""
    number_of: str = ""
    date: str = ""

    @property
    def parts(self) -> Iterator[Part]:
        """All parts of all sections in the order in which they are read."""
        for section in self.sections:
            for part in section.parts:
                if isinstance(part, TwoColumns):
                    yield from (part.left, part.right)
                else:
                    yield part
