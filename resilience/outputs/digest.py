"""The finding of a workshop in values and sentences: what the brief and the slides show."""

from collections.abc import Iterable
from dataclasses import dataclass

from resilience.outputs.digest_compared import (
    DepartmentFinding,
    TrendFinding,
    department_finding,
    trend_finding_of,
)
from resilience.outputs.digest_peers import PeerFinding, peer_finding
from resilience.outputs.digest_planned import (
    ActionLine,
    PriorityFinding,
    SettledLine,
    action_line,
    ahead_words,
    first_actions,
    priority_finding,
    settled_lines,
)
from resilience.outputs.digest_scores import (
    IndicatorFinding,
    RoomLine,
    ThemeLine,
    indicator_finding,
    room_lines,
    theme_lines,
)
from resilience.outputs.evidence import Evidence
from resilience.scoring import Score
from resilience.scoring.notes.passage import Passage
from resilience.scoring.notes.significance import whole_note
from resilience.scoring.notes.words import score_words
from resilience.scoring.scores.percent import in_points, percent_of
from resilience.scoring.scores.tables import theme_table
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend
from resilience.text import Text
from resilience.wording.beside.map import decided_words
from resilience.wording.chart_findings import themes_unit, themes_words
from resilience.wording.closing import closing_words
from resilience.wording.privacy import EVERY_GROUP
from resilience.wording.result import (
    base_line,
    base_words,
    counting_words,
    headline,
    missing_words,
    weakest_theme,
    weights_words,
)
from resilience.wording.result_tables import (
    range_words,
)
from resilience.wording.years.overall import basis_words, overall_words, score_words_since

#: actions that are named
ACTIONS = 5


@dataclass(frozen=True, slots=True)
class Digest:
    """A result in short, for one page or for slides. Sentences are worded in one language.

    `headline` is that of the page Overview, `finding` a title that names the city. `base` says from how much
    the score is made; `change` compares it with the last workshop, "" where there is none to compare with;
    `change_basis` says by which votes, "" where that is not apart; `decided` what the score includes in addition to
    first votes, "" if it is of these alone.
    `plot` says what a plot of `themes` shows, which are sorted by score, the highest first.
    """

    city: str
    date: str
    framework: str
    headline: str
    finding: str
    overall: Score
    percent: float | None
    base: tuple[str, ...]
    range: str
    change: str
    change_basis: str
    decided: str
    plot: str
    themes: tuple[ThemeLine, ...]
    themes_finding: str
    indicators: IndicatorFinding
    settled: tuple[SettledLine, ...]
    actions: tuple[ActionLine, ...]
    actions_in_all: int
    actions_said: str
    priorities: PriorityFinding | None
    departments: DepartmentFinding | None
    peers: PeerFinding | None
    trend: TrendFinding | None
    room: tuple[RoomLine, ...]
    missing: tuple[str, ...]
    marks: tuple[str, ...]
    signed: tuple[str, ...]
    method: tuple[Passage, ...]


def digest_of(found: Evidence, text: Text) -> Digest:
    """The digest of a result; `text` names the themes of its framework."""
    result, framework = found.result, found.result.workshop.framework
    overall = result.result.city[framework.root.code]
    trend = trend_finding_of(found, text)
    peers = peer_finding(found, text)
    ahead = first_actions(found)
    change, change_basis = _change(found, text)
    table = theme_table(framework, result.result.city, text.language)
    return Digest(
        city=result.workshop.city.name,
        date=text.date(result.workshop.date),
        framework=framework_words(result, text),
        headline=headline(result, overall, text),
        finding=finding_words(result, _shown_trend(found), text),
        overall=overall,
        percent=percent_of(framework.root, overall),
        base=tuple(base_words(result, text)),
        range=range_words(result, text),
        change=change,
        change_basis=change_basis,
        decided="" if overall.value is None else decided_words(result, text),
        plot=themes_unit(framework, text),
        themes=theme_lines(result, trend, peers, text),
        themes_finding=themes_words(table, text),
        indicators=indicator_finding(found, text),
        settled=settled_lines(result, text),
        actions=tuple(action_line(one, found, text) for one in ahead[:ACTIONS]),
        actions_in_all=len(ahead),
        actions_said=ahead_words(found, text),
        priorities=priority_finding(found, text),
        departments=department_finding(found, text),
        peers=peers,
        trend=trend,
        room=room_lines(result, text),
        missing=tuple(missing_words(result, text)),
        marks=marks_of(result, text),
        signed=signed_words(result, text),
        method=method_passages(result, text),
    )


def plot_legend(digest: Digest, shown: Iterable[ThemeLine], text: Text) -> dict[str, str]:
    """What each mark of a plot of themes means, by its kind; only those that are drawn."""
    rows, trend = list(shown), digest.trend
    named = (
        ("score", trend.now if trend else text("this city"), [one.score for one in rows]),
        ("range", text("what unanswered indicators could change"), [one.low for one in rows]),
        ("previous", trend.before if trend else "", [one.previous for one in rows]),
        ("target", text("target"), [one.target for one in rows]),
        ("median", text("median of peer cities"), [one.median for one in rows]),
        ("lowest", text("lowest theme"), [one.lowest or None for one in rows]),
    )
    return {kind: words for kind, words, values in named if any(one is not None for one in values)}


def fact_words(digest: Digest, text: Text) -> tuple[str, ...]:
    """From how much the score is made, what it adds to first votes, how far it could move, and what changed."""
    said = (base_line(digest.base, text), digest.decided, digest.range, digest.change)
    return tuple(one[:1].upper() + one[1:] for one in said if one)


def source_words(digest: Digest, text: Text) -> str:
    """Where the figures come from."""
    return text(
        "Source: self-assessment in a workshop, {date}, {framework}",
        date=digest.date,
        framework=digest.framework,
    )


def find_out_words(digest: Digest, text: Text) -> list[str]:
    """What to find out first, on one line; nothing where every indicator has a score."""
    named = digest.indicators
    if not named.find_out:
        return []
    listed = text.listed([*named.find_out, *filter(None, [named.find_out_note])])
    return [f"{text('Find out first')}: {listed}"]


def marks_of(result: WorkshopResult, text: Text) -> tuple[str, ...]:
    """Return the warnings to print: demo data, small groups shown."""
    marks = []
    if result.workshop.invented:
        marks.append(text(result.workshop.invented_words))
    if not result.workshop.k:
        marks.append(text(EVERY_GROUP))
    return tuple(marks)


def signed_words(result: WorkshopResult, text: Text) -> tuple[str, ...]:
    """Who signed the result off, or that nobody has."""
    return tuple(closing_words(result.workshop, text)) or (text("Nobody has signed this off yet."),)


def framework_words(result: WorkshopResult, text: Text) -> str:
    """The framework of a result, with its version."""
    framework = result.workshop.framework
    title = framework.title(framework.root.code, text.language)
    return f"{title} {framework.version}"


def finding_words(result: WorkshopResult, trend: Trend | None, text: Text) -> str:
    """The score of the city, how it changed in a `trend`, and its lowest theme; or why it has no score."""
    overall = result.result.city[result.workshop.framework.root.code]
    city, said = result.workshop.city.name, score_words(overall, text)
    if overall.value is None:
        return text("{city} has no overall score: {reason}", city=city, reason=said)
    scored, lowest = score_words_since(city, said, trend, text), weakest_theme(result, text)
    return text("{finding}; {lowest}", finding=scored, lowest=lowest) if lowest else scored


def _shown_trend(found: Evidence) -> Trend | None:
    """What changed, None where the overall is in points: a trend is of their share."""
    return None if in_points(found.result.workshop.framework.root) else found.trend


def _change(found: Evidence, text: Text) -> tuple[str, str]:
    """The overall compared with that of the last comparable workshop, as the page Trend words it, and by which votes."""
    trend = _shown_trend(found)
    if trend is None or not trend.steps or None in trend.steps[-1].overall:
        return "", ""
    step = trend.steps[-1]
    return overall_words(trend, step, text), basis_words(step, text)


def method_passages(result: WorkshopResult, text: Text) -> tuple[Passage, ...]:
    """What the method note says of the order, the people, missing answers and rounding."""
    kept = (
        text("Scored items and order of calculation"),
        text("From people to the city"),
        text("When a score is shown"),
        text("What unanswered indicators could change"),
        text("Rounding"),
    )
    note = tuple(one for one in whole_note(result.made, text) if one.heading in kept)
    own = [*counting_words(result, text), *weights_words(result, text)]
    return (*note, *(Passage(text("Weights"), words, short=words) for words in own))
