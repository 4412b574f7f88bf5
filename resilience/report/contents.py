"""What a report, a poster and a scorecard say, worded and ready to be set: nothing here is computed."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Literal

from resilience.scoring.note import Passage


@dataclass(frozen=True, slots=True)
class Lines:
    """Short paragraphs under a heading."""

    heading: str
    lines: tuple[str, ...]
    kind: Literal["lines"] = "lines"


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar: `share` 0..1 of its full length (None: no bar), `shown` the figure at its end."""

    label: str
    share: float | None
    shown: str
    beside: str
    colour: str


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars below one another, with what stands above their figures."""

    heading: str
    rows: tuple[Bar, ...]
    kind: Literal["bars"] = "bars"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows, each with its name in front: of figures, or of words ("said")."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    under: str = ""
    kind: Literal["table", "said"] = "table"


@dataclass(frozen=True, slots=True)
class Cell:
    """A figure on the colour of its score."""

    shown: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Heat:
    """Rows of coloured figures, each with its name in front."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell, ...]], ...]
    under: str = ""
    kind: Literal["heat"] = "heat"


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


Part = Lines | Bars | Table | Heat | Voices | Plan | Note


@dataclass(frozen=True, slots=True)
class Report:
    """A report: `place` says whose and when, `marks` what must not be overlooked, `foot` ends pages."""

    title: str
    place: str
    marks: tuple[str, ...]
    headline: str
    lines: tuple[str, ...]
    parts: tuple[Part, ...]
    foot: str


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster that is joined from: `link` becomes the QR code that `qr` names."""

    title: str
    marks: tuple[str, ...]
    place: str
    link: str
    qr: str
    scan: str
    address: str
    and_type: str
    code: str
    promise: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet for a hall without internet: first its Wi-Fi, then the workshop.

    `wifi` and `link` become the QR codes that `wifi_qr` and `qr` name. `network` and `password`
    stand after `network_name` and `password_name`; "" is a network without a password.
    """

    title: str
    marks: tuple[str, ...]
    place: str
    first: str
    wifi: str
    wifi_qr: str
    network_name: str
    network: str
    password_name: str
    password: str
    then: str
    link: str
    qr: str
    address: str
    and_type: str
    code: str
    promise: str


@dataclass(frozen=True, slots=True)
class CardIndicator:
    """An indicator on a paper scorecard: `levels` pairs the number of each level with its sentence.

    A measured indicator has none: `number` then names the line for it, `bounds` says between what it
    must lie ("" where anything does), and `unit` stands behind.
    `lent` says that words of it stand in English for lack of a translation.
    """

    code: str
    title: str
    lent: str
    question: str
    levels: tuple[tuple[str, str], ...]
    number: str = ""
    bounds: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class CardTheme:
    """The indicators of a theme on a paper scorecard."""

    title: str
    indicators: tuple[CardIndicator, ...]


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A scorecard to be filled in on paper: one for each of the `departments`, "" a line for its name.

    `events` pairs the name of each scenario with its words; `answers` the code of an answer that is no
    level with its words. `card_name` and `people_name` stand before lines to write on.
    """

    title: str
    marks: tuple[str, ...]
    place: str
    code_name: str
    code: str
    department_name: str
    departments: tuple[str, ...]
    people_name: str
    card_name: str
    events: tuple[tuple[str, str], ...]
    how: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    comment_name: str
    themes: tuple[CardTheme, ...]


#: fields that are not read as words
UNREAD = {"kind", "colour", "fill", "ink", "link", "wifi"}


def words_of(said: object) -> Iterator[str]:
    """Every word in what is printed, or a part of one, as it will be printed."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, tuple):
        for one in said:
            yield from words_of(one)
    elif is_dataclass(said):
        for field in fields(said):
            if field.name not in UNREAD:
                yield from words_of(getattr(said, field.name))
