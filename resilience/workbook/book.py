"""`ResultsBook`: exactly what the results workbook says, gathered before anything is written."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring import Remark, Result, Room, Tallies
from resilience.scoring.comparison.peers import PeerGaps
from resilience.scoring.comparison.rounds import CountedRound
from resilience.scoring.notes.passage import Passage
from resilience.text import mark
from resilience.workbook.grid import Row


@dataclass(frozen=True, slots=True)
class PeerRow:
    """A result of another city: name, date, method, and its source in words.

    `obstacles` says why it must not be compared, "" where it may be; `comparability` is the line shown with
    it either way. `scores` are as in `PeersBeside`, empty where it must not be compared. `date` is None if
    unknown.
    """

    city: str
    country: str
    date: datetime.date | None
    framework: str
    version: str
    source: str
    obstacles: str
    comparability: str
    scores: Mapping[str, float | None]
    invented: bool = False


@dataclass(frozen=True, slots=True)
class PeersBeside:
    """A result and its peers, the comparable ones first, on the indicators for which all of them have a score.

    `own` has by code of a theme, and of the overall, the score 0..100 or the points, None if missing;
    `standings` are by these codes.
    """

    rows: tuple[PeerRow, ...]
    own: Mapping[str, float | None]
    standings: Mapping[str, PeerGaps | None]


@dataclass(frozen=True, slots=True)
class SheetFinding:
    """What a sheet says: its `title`, `lead` and `notes`, and the `rows` of its list by column key.

    `heads` has the heads of columns by key where they differ. `fills` are colours such as "#9fc7e2" of cells by unit and code; `legend` has each colour with its words, and
    `about` says what the colours are.
    """

    title: str = ""
    notes: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    heads: Mapping[str, str] = field(default_factory=dict)
    lead: tuple[str, ...] = ()
    fills: Mapping[tuple[str, str], str] = field(default_factory=dict)
    legend: tuple[tuple[str, str], ...] = ()
    about: str = ""


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """An indicator on a card of the sheet "Summary"; `below` names who acts on it, "" if unknown."""

    code: str
    words: str
    below: str = ""


@dataclass(frozen=True, slots=True)
class SummaryCard:
    """Indicators under a heading; `scored` says that their scores are shown."""

    heading: str
    lines: tuple[SummaryLine, ...]
    note: str
    scored: bool = True


@dataclass(frozen=True, slots=True)
class SummaryCover:
    """The first sheet: `place` says whose result it is, `finding` is its title, `facts` describe the number.

    `chart` is the finding of the themes, `unit` that of their scores. `range` says what the lines on bars mean, "" where
    none are drawn. `actions` are the first of those on the sheet "Actions", `actions_note` says how many more there
    are. `source` says where the figures come from.
    """

    place: str
    finding: str
    facts: tuple[str, ...]
    chart: str
    unit: str
    cards: tuple[SummaryCard, ...]
    actions: tuple[Row, ...]
    actions_note: str
    source: str
    range: str = ""


@dataclass(frozen=True, slots=True)
class ResultsBook:
    """A result with its facts. `k` 0 is an open workshop; `made_at` is aware.

    `by_people` is the overall where each person counts once, 0..100 or None. `note` says how the numbers were
    computed; `settled` has label and sentence of the workshop's settings: weights, sign-off, and why it was
    reopened; `replies` are departments and their replies. `agreed` has by indicator code what the room agreed
    on, in words. `discuss` are codes of indicators that a room gains most from discussing first;
    `left_out` people (in a later vote: `left_out_later`) answered alone and are in no figures. `rounds` are the votes that count, `peers` other
    cities, None without any, `targets` scores 0..100 by the code of a theme or indicator. `removed` says that
    participants' texts were deleted since, `by_theme` that each group scored its own themes and is the unit.
    """

    framework: Framework
    result: Result
    tallies: Tallies
    city: str
    country: str
    invented: bool
    code: str
    date: datetime.date
    tier: str
    k: int
    probable: str
    severe: str
    timezone: str
    made_at: datetime.datetime
    room: tuple[Room, ...]
    remarks: tuple[Remark, ...]
    by_people: float | None
    note: tuple[Passage, ...]
    agreed: Mapping[str, str]
    cover: SummaryCover
    findings: Mapping[str, SheetFinding] = field(default_factory=dict)
    settled: tuple[tuple[str, str], ...] = ()
    replies: tuple[tuple[str, str], ...] = ()
    discuss: tuple[str, ...] = ()
    left_out: int = 0
    left_out_later: bool = False
    rounds: tuple[CountedRound, ...] = ()
    peers: PeersBeside | None = None
    targets: Mapping[str, float] = field(default_factory=dict)
    removed: bool = False
    by_theme: bool = False

    @property
    def votes(self) -> tuple[CountedRound, ...]:
        """The votes that count, at least the one behind the result."""
        return self.rounds or (CountedRound(1, self.tallies),)

    def untold(self, tallies: Tallies) -> frozenset[str]:
        """The indicators of which counts of a vote other than "don't know" are not served: they are no 0."""
        return tallies.without_answers if self.k else frozenset()

    def finding(self, sheet: str) -> SheetFinding:
        """What a sheet says, by its name in English; nothing where it has nothing to say."""
        return self.findings.get(sheet, SheetFinding())

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that were asked, in the order of the framework."""
        return tuple(t for t in self.framework.themes if t.code in self.result.city)

    @property
    def ranked_themes(self) -> tuple[Theme, ...]:
        """The same, in the order of their list: the highest score first."""
        order = [row["code"] for row in self.finding("Themes").rows]
        return tuple(sorted(self.themes, key=lambda t: order.index(t.code) if order else 0))

    @property
    def ranked_units(self) -> tuple[str, ...]:
        """The units with scores, in the order of the page, and last those that it leaves out."""
        order = [row["unit"] for row in self.finding("Departments").rows]
        units = list(self.result.units)
        return tuple(sorted(units, key=lambda u: order.index(u) if u in order else len(order)))

    @property
    def live(self) -> bool:
        """Whether formulas can carry the scores."""
        return without_formulas(self.framework) is None

    @property
    def in_points(self) -> bool:
        """Whether any score of a theme or of the whole is in points instead of 0..100."""
        return any(node.how.in_points for node in (self.framework.root, *self.themes))

    def asked(self, theme: Theme) -> list[Indicator]:
        """The indicators below a theme that were asked."""
        return [i for i in theme.indicators() if i.code in self.result.city]

    @property
    def all_asked(self) -> list[Indicator]:
        """The indicators that were asked, in the order of the framework."""
        return [indicator for theme in self.themes for indicator in self.asked(theme)]


def without_formulas(framework: Framework) -> str | None:
    """Why a framework's scores cannot be carried by formulas, as a sentence; None where they can."""
    root = framework.root
    if not all(node.how.averages_parts for node in root.nodes() if isinstance(node, Theme)):
        return mark(
            "The scores in this file are values without formulas, because the framework uses a "
            "rule other than the weighted mean."
        )
    flat = all(isinstance(t, Theme) for t in root.children) and all(
        isinstance(child, Indicator) for theme in framework.themes for child in theme.children
    )
    if not flat:
        return mark(
            "The scores in this file are values without formulas, because the framework has "
            "themes within themes."
        )
    return None
