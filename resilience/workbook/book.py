"""`ResultsBook`: exactly what the results workbook says, gathered before anything is written."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring import Remark, Result, Room, Tallies
from resilience.scoring.comparison.peers import PeerRank
from resilience.scoring.comparison.rounds import CountedRound
from resilience.scoring.notes.passage import Passage
from resilience.scoring.planning.actions import PlannedAction
from resilience.text import mark


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
    """A result and its peers, the comparable ones first, on the indicators that all of them asked.

    `own` has by code of a theme, and of the overall, the score 0..100 or the points, None if missing;
    `standings` are by these codes. `headline` is the place of the city, `about` describes its basis.
    """

    rows: tuple[PeerRow, ...]
    own: Mapping[str, float | None]
    standings: Mapping[str, PeerRank | None]
    headline: str
    about: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultsBook:
    """A result with its facts. `k` 0 is an open workshop; `made_at` is aware.

    `by_people` is the overall where each person counts once, 0..100 or None. `note` says how the numbers were
    computed; `settled` has label and sentence of the workshop's settings: weights, sign-off, and why it was
    reopened; `replies` are departments and their replies. `agreed` has by indicator code what the room agreed
    on, in words, and why. `discuss` are codes of indicators that a room gains most from discussing first;
    `left_out` people answered alone and are in no figures. `rounds` are the votes that count, `peers` other
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
    agreed: Mapping[str, tuple[str, str]]
    actions: tuple[PlannedAction, ...] = ()
    settled: tuple[tuple[str, str], ...] = ()
    replies: tuple[tuple[str, str], ...] = ()
    discuss: tuple[str, ...] = ()
    left_out: int = 0
    rounds: tuple[CountedRound, ...] = ()
    peers: PeersBeside | None = None
    targets: Mapping[str, float] = field(default_factory=dict)
    removed: bool = False
    by_theme: bool = False

    @property
    def votes(self) -> tuple[CountedRound, ...]:
        """The votes that count, at least the one behind the result."""
        return self.rounds or (CountedRound(1, self.tallies, {}),)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The themes that were asked, in the order of the framework."""
        return tuple(t for t in self.framework.themes if t.code in self.result.city)

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
