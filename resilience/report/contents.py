"""Final wording of posters, sheets and scorecards; nothing is computed here."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass

from resilience.report.parts import Listed, PlotRow


@dataclass(frozen=True, slots=True)
class Poster:
    """A poster that is joined from: `link` becomes the QR code that `qr` names, `time` says how long it takes.

    `encrypted` introduces the `fingerprint` of a certificate; both are "" without https of the hall's own.
    """

    title: str
    marks: tuple[str, ...]
    place: str
    link: str
    qr: str
    scan: str
    address: str
    and_type: str
    code: str
    time: str
    promise: str
    encrypted: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class HallSheet:
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
    must lie ("" where anything does), and `unit` follows it.
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
class CardDepartment:
    """The department of a paper scorecard, "" for a line to write on; `usual` and `asked` have indicator codes."""

    name: str
    usual: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A scorecard to be filled in on paper, one for each of the `departments`.

    In each theme what the department usually knows comes first, marked with the words `usual`.
    `events` pairs the name of each scenario with its words; `answers` the code of an answer that is no
    level with its words. `card_name` and `people_name` stand before lines to write on.
    """

    title: str
    marks: tuple[str, ...]
    place: str
    code_name: str
    code: str
    department_name: str
    departments: tuple[CardDepartment, ...]
    usual: str
    people_name: str
    card_name: str
    events: tuple[tuple[str, str], ...]
    how: tuple[str, ...]
    answers: tuple[tuple[str, str], ...]
    comment_name: str
    themes: tuple[CardTheme, ...]


@dataclass(frozen=True, slots=True)
class ActionList:
    """Actions of a brief: what, who, by when, and that it is late or ""; `note` comes last."""

    heading: str
    rows: tuple[tuple[str, str, str, str], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Brief:
    """A result on one page. `number` is set large, followed by `number_of` ("of 100"), with the `facts` at its side.

    `legend` pairs a mark of the plot (score, lowest, range, previous, target, median) with its words; `between` says that
    themes in the middle are left out after row `split`. `foot` has the source.
    """

    title: str
    place: str
    marks: tuple[str, ...]
    number: str
    number_of: str
    facts: tuple[str, ...]
    plot: str
    themes: tuple[PlotRow, ...]
    split: int
    between: str
    legend: tuple[tuple[str, str], ...]
    strengths: Listed
    gaps: Listed
    find_out: Listed
    actions: ActionList
    room: Listed
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ThemePicture:
    """The plot of themes, `width` points wide, with a title above and notes below unless these are empty.

    `plot` is its unit; `themes` and `legend` are as in a brief. It has a form for phones below 400 points.
    """

    width: int
    plot: str
    themes: tuple[PlotRow, ...]
    legend: tuple[tuple[str, str], ...]
    title: str = ""
    notes: tuple[str, ...] = ()


#: fields that are not read as words
UNREAD = {"kind", "colour", "fill", "ink", "link", "wifi", "svg", "alt", "short"}


def words_of(said: object) -> Iterator[str]:
    """Every word in what is printed, or a part of one, as it will be printed."""
    if isinstance(said, str):
        yield said
    elif isinstance(said, tuple):
        for one in said:
            yield from words_of(one)
    elif is_dataclass(said):
        for field in fields(said):
            if field.name == "legend":
                yield from words_of(tuple(words for _, words in getattr(said, field.name)))
            elif field.name not in UNREAD:
                yield from words_of(getattr(said, field.name))
