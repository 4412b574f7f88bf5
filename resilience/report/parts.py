"""What a report is made of, worded and ready to be set: nothing here is computed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from resilience.scoring.notes.passage import Passage

#: what a table holds: figures, a name and words, three columns of words, figures with words at the end
TableKind = Literal["table", "pair", "said", "ranked"]


@dataclass(frozen=True, slots=True)
class Lines:
    """Short paragraphs under a heading, or none."""

    heading: str
    lines: tuple[str, ...]
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar: `share` 0..1 of its full length (None: no bar), `shown` the figure at its end.

    `low` and `high` 0..1 are the ends of a line over it, None where there is no line.
    """

    label: str
    share: float | None
    low: float | None
    high: float | None
    shown: str
    beside: str
    colour: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below one another, with what stands above their figures and a sentence on what they show."""

    heading: str
    rows: tuple[Bar, ...]
    finding: str = ""
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with the sentence that states what it shows; `alt` is its text for who cannot see it."""

    heading: str
    svg: str
    alt: str
    finding: str = ""
    under: str = ""
    kind: Literal["picture"] = "picture"


@dataclass(frozen=True, slots=True)
class Strip:
    """A name, a small picture of its answers with its text, and what they mean."""

    label: str
    svg: str
    alt: str
    words: str


@dataclass(frozen=True, slots=True)
class Strips:
    """Small pictures below one another under `columns`, with the key to their colours in front."""

    heading: str
    columns: tuple[str, str, str]
    rows: tuple[Strip, ...]
    key: Strip
    kind: Literal["spread"] = "spread"


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
    """A figure on the colour of its score; `beside` is set small below it."""

    shown: str
    fill: str
    ink: str
    beside: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows of coloured figures, each with its name in front."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    under: str = ""
    finding: str = ""
    kind: Literal["heat"] = "heat"


@dataclass(frozen=True, slots=True)
class Band:
    """Rows of a fine map under one name."""

    heading: str
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]


@dataclass(frozen=True, slots=True)
class FineHeat:
    """Many rows of coloured figures in bands, under upright names of narrow columns."""

    heading: str
    columns: tuple[str, ...]
    bands: tuple[Band, ...]
    under: str = ""
    kind: Literal["fine"] = "fine"


@dataclass(frozen=True, slots=True)
class CountTables:
    """Small tables of numbers below one another in two columns, each under its own name and heads."""

    heading: str
    tables: tuple[Table, ...]
    kind: Literal["counts"] = "counts"


@dataclass(frozen=True, slots=True)
class Voices:
    """What people wrote by what they wrote about: who, and the words."""

    heading: str
    about: tuple[tuple[str, tuple[tuple[str, str], ...]], ...]
    kind: Literal["voices"] = "voices"


@dataclass(frozen=True, slots=True)
class Plan:
    """What will be done: a row per action, with several lines in each of its cells."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[tuple[str, ...], ...], ...]
    kind: Literal["plan"] = "plan"


@dataclass(frozen=True, slots=True)
class Note:
    """How the numbers were made."""

    heading: str
    passages: tuple[Passage, ...]
    kind: Literal["note"] = "note"


Part = (
    Lines | Bars | Picture | Strips | Table | Heat | FineHeat | CountTables | Voices | Plan | Note
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TwoColumns:
    """Two parts beside one another, the first with `share` 0..1 of the width."""

    left: Part
    right: Part
    share: float = 0.5
    kind: Literal["beside"] = "beside"


@dataclass(frozen=True, slots=True)
class Section:
    """What begins on a page of its own and stands in the list of contents: its parts, first to last.

    They are set in so many `columns`.
    """

    heading: str
    parts: tuple[Part | TwoColumns, ...]
    headline: str = ""
    lines: tuple[str, ...] = ()
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `place` says whose and when, `facts` what it is about, `marks` what must not be overlooked.

    `number` is set large on the cover, followed by `number_of` ("of 100"). `signed` says who signed it
    off, `contents` stands above the list of sections, `foot` ends pages; `date` is the day of the workshop.
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
