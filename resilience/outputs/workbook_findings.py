"""What the sheets of the results workbook say, from the same digest as the brief and the slides."""

from dataclasses import asdict
from functools import partial

from resilience.charts.diverging import INDICATOR_STEPS
from resilience.outputs.digest import Digest, fact_words, find_out_words, source_words
from resilience.outputs.digest_compared import DepartmentFinding
from resilience.outputs.digest_planned import (
    actions_over,
    first_actions,
    settled_words,
    what_words,
)
from resilience.outputs.digest_scores import IndicatorLine, unscored_words
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import NOT_COMPARED, heat_legend, indicator_fills, theme_fills
from resilience.scoring.comparison.comparability import CAUTION, ROUNDED
from resilience.scoring.planning.actions import HEADINGS, action_cells, tally_words
from resilience.services.deciding.follow_up import OpenAction
from resilience.text import Text
from resilience.wording.beside.map import legend_words
from resilience.wording.chart_findings import themes_unit
from resilience.wording.peers.rank import basis_words, standing_headline, tested_words
from resilience.wording.planning.follow_up import links_words
from resilience.wording.priorities import gains_words
from resilience.wording.shares import in_shares, value_head
from resilience.wording.targets import item_title, target_words, way_heads, way_words
from resilience.wording.years.covered import common_words
from resilience.wording.years.lines import score_lines, step_changes
from resilience.wording.years.overall import more_words, year_names
from resilience.wording.years.trend import (
    CHANGES,
    apart_words,
    compared_lines,
    moved_heads,
    moved_words,
    size_words,
)
from resilience.workbook.book import SheetFinding, SummaryCard, SummaryCover, SummaryLine
from resilience.workbook.grid import Row

#: what does not end a title
STOPS = ".。"


def cover_of(digest: Digest, found: Evidence, text: Text) -> SummaryCover:
    """What the first sheet says."""
    named = digest.indicators
    more = digest.actions_in_all - len(digest.actions)
    note = text.plural(
        "{n} more action is on the sheet Actions.",
        "{n} more actions are on the sheet Actions.",
        more,
    )
    none = "" if digest.actions else text("No open actions.")
    rows = zip(_action_rows(found, text), digest.actions, strict=False)  # the first are the same
    first = tuple(
        {**row, "what": one.named, "department": one.charged, "state": one.progress}
        for row, one in rows
    )
    return SummaryCover(
        source=source_words(digest, text),
        place=" · ".join((digest.city, digest.date, " ".join(digest.signed))),
        finding=digest.finding,
        facts=fact_words(digest, text),
        chart=digest.themes_finding.rstrip(STOPS),
        unit=themes_unit(found.result.workshop.framework, text),
        range=_range_words(digest, text),
        cards=(
            _card(text("Strengths"), named.strengths, named.strengths_note, text),
            _card(text("Gaps"), named.gaps, named.gaps_note, text, acting=True),
            SummaryCard(
                text("Find out first"),
                tuple(SummaryLine("", one) for one in named.find_out),
                named.find_out_note,
                scored=False,
            ),
        ),
        actions=first,
        actions_note=note if more else none,
    )


def _range_words(digest: Digest, text: Text) -> str:
    """What the thin lines on the bars of the chart mean, "" where there is none."""
    if all(one.low is None for one in digest.themes):
        return ""
    words = text("what unanswered indicators could change")
    return text("Thin line at the end of a bar: {words}.", words=words)


def findings_of(digest: Digest, found: Evidence, text: Text) -> dict[str, SheetFinding]:
    """What each sheet says that has a finding or rows of its own, by its name in English."""
    said = {
        "Themes": _themes(digest, text),
        "Priorities": _priorities(digest, text),
        "Actions": _actions(digest, found, text),
        "Targets": _targets(found, text),
        "Peers": _peers(digest, found, text),
        "What the room agreed": _settled(digest, text),
    }
    if digest.departments:
        said["Departments"] = _departments(digest.departments, found, text)
        said["Departments furthest apart"] = _furthest_apart(digest.departments, text)
        said["Indicators by department"] = _by_department(found, text)
    if digest.trend:
        said |= {"Trend": _trend(digest, found, text), "Moved": _moved(found, text)}
    return said


def _card(
    heading: str, named: tuple[IndicatorLine, ...], note: str, text: Text, *, acting: bool = False
) -> SummaryCard:
    lines = tuple(
        SummaryLine(one.code, f"{one.code} · {one.title}", one.action if acting else "")
        for one in named
    )
    return SummaryCard(heading, lines, note or unscored_words(named, text))


def _themes(digest: Digest, text: Text) -> SheetFinding:
    """The themes in their order, with how far each could be lower or higher, and what they are compared with."""
    rows = [
        {"code": one.code, "drawn": one.score, "previous": one.previous}
        | {"target": one.target, "median": one.median}
        | {"lower": _apart(one.low, one.score), "higher": _apart(one.score, one.high)}
        for one in digest.themes
    ]
    heads = {"drawn": digest.trend.now if digest.trend else text("this city")}
    if digest.trend and any(one.previous is not None for one in digest.themes):
        heads["previous"] = value_head(digest.trend.before, text, shares=digest.trend.shares)
    if any(one.target is not None for one in digest.themes):
        heads["target"] = text("target")
    if any(one.median is not None for one in digest.themes):
        heads["median"] = text("median of peer cities")
    return SheetFinding(digest.themes_finding.rstrip(STOPS), rows=tuple(rows), heads=heads)


def _apart(low: float | None, high: float | None) -> float | None:
    return None if low is None or high is None else high - low


def _departments(finding: DepartmentFinding, found: Evidence, text: Text) -> SheetFinding:
    """Where departments differ, in the order of the page, and its colours for how far each is from the city."""
    units = {text(unit): unit for unit in found.result.result.units}
    colours = text("colour: difference from the city on the same questions")
    return SheetFinding(
        finding.headline,
        (*finding.beside, *finding.spots),
        rows=tuple({"unit": units[str(name)]} for name in finding.map.differences.index),
        fills=theme_fills(found.apart.from_city),
        legend=finding.key,
        about=f"{colours[:1].upper()}{colours[1:]}",
    )


def _furthest_apart(finding: DepartmentFinding, text: Text) -> SheetFinding:
    """The pairs of departments, a line each; see `DepartmentFinding`."""
    pairs = tuple(f"{name} · {both}: {often}" for name, often, both in finding.pairs)
    return SheetFinding(
        text("Indicators on which two departments differ, clearest first"),
        pairs,
        lead=(finding.pairs_note,) if pairs else (),
    )


def _by_department(found: Evidence, text: Text) -> SheetFinding:
    """The colours of the indicators by department."""
    fills = indicator_fills(found.result)
    apart = text("not compared: the city has no score") if NOT_COMPARED in fills.values() else ""
    shares = in_shares(found.result.workshop.framework)
    legend = legend_words(INDICATOR_STEPS, text, apart, shares=shares)
    colours = text("colour: difference from the city")
    about = f"{colours[:1].upper()}{colours[1:]}"
    return SheetFinding(fills=fills, legend=heat_legend(legend), about=about)


def _priorities(digest: Digest, text: Text) -> SheetFinding:
    if digest.priorities is None:
        return SheetFinding()
    lines = digest.priorities.lines
    lead = [" ".join(digest.priorities.more), gains_words([one.planned for one in lines], text)]
    if len({one.feasibility is not None for one in lines if one.planned}) > 1:
        lead.append(text("Feasibility is empty where no votes from this workshop are shown."))
    notes = (f"{text('Maximum gain')}: {digest.priorities.unit}", *find_out_words(digest, text))
    rows = tuple({**asdict(one), "action": one.action if one.planned else ""} for one in lines)
    title = digest.priorities.headline.rstrip(STOPS)
    return SheetFinding(title, notes, rows, lead=tuple(lead))


def _actions(digest: Digest, found: Evidence, text: Text) -> SheetFinding:
    """The actions of this workshop and of earlier ones, those still to be done first."""
    title = digest.actions_said if digest.actions_in_all else ""
    states = [*(action.state for action in found.result.actions), *found.earlier.states]
    unread = [links_words(text)] if found.earlier.unread else []
    rows = _action_rows(found, text)
    day = text.date(found.today)
    means = text("Overdue means due before {date}, and neither done nor dropped.", date=day)
    late = [means] if any(row["late"] for row in rows) else []
    return SheetFinding(title, (tally_words(states, text), *late, *unread), rows)


def _action_rows(found: Evidence, text: Text) -> tuple[Row, ...]:
    """The actions still to be done as the digest orders them, then those that are over."""
    every = (*first_actions(found), *actions_over(found))
    return tuple(_action_row(one, found, text) for one in every)


def _action_row(one: OpenAction, found: Evidence, text: Text) -> Row:
    """An action with the day of its workshop, that of the result where it is of no earlier one."""
    if one.action:
        cells = action_cells(one.action, one.framework, found.today, text)
        return {"workshop": one.since or found.result.workshop.date, **cells}
    title = one.framework.title(one.indicator, text.language) if one.indicator else None
    known = {"code": one.indicator or None, "title": title, "what": what_words(one, text)}
    return {**dict.fromkeys(HEADINGS), **known}


def _targets(found: Evidence, text: Text) -> SheetFinding:
    framework, way = found.result.workshop.framework, found.first.way
    nodes = {node.code: node for node in framework.root.nodes()}
    rows = tuple(
        asdict(item)
        | {
            "item": item_title(item.code, framework, text),
            "level": target_words(nodes[item.code], item.target, text).partition(" · ")[2],
        }
        for item in way.items
    )
    title, *notes = way_words(way, framework, text) or [""]
    heads = dict(zip(("now", "target", "gap"), way_heads(framework, text), strict=True))
    return SheetFinding(title.rstrip(STOPS), tuple(notes), rows, heads)


def _settled(digest: Digest, text: Text) -> SheetFinding:
    rows = tuple(asdict(one) for one in digest.settled)
    return SheetFinding(settled_words(len(rows), text), rows=rows)


def _peers(digest: Digest, found: Evidence, text: Text) -> SheetFinding:
    """The city among its peers as the page says it, and which of them are not chosen."""
    chosen = {one.name for one in found.among.besides}
    left = [name for name in found.choice.comparable if name not in chosen]
    not_chosen = [text("Not chosen: {names}.", names=text.listed(left))] if left else []
    if digest.peers:
        title, notes = digest.peers.headline, digest.peers.more
    else:
        title = standing_headline(found.among, digest.city, text)
        notes = (*basis_words(found.among, text), text(CAUTION))
    lead = tuple(filter(None, [tested_words(found.among, text)]))
    return SheetFinding(title.rstrip(STOPS), (*notes, *not_chosen), lead=lead)


def _trend(digest: Digest, found: Evidence, text: Text) -> SheetFinding:
    """The themes by workshop, and what changed between two of them in the words of the page."""
    trend, framework = found.trend, found.result.workshop.framework
    if trend is None or digest.trend is None:
        return SheetFinding()
    lines = score_lines(trend, framework, text)
    head = partial(value_head, text=text, shares=digest.trend.shares)
    rows = {
        code: {"title": line.name}
        | {f"score {p.code}": own for p, own in zip(trend.compared, line.scores, strict=True)}
        for code, line in lines.items()
    }
    names = year_names(trend.points, text)
    heads = {f"score {p.code}": head(names[p.code]) for p in trend.compared}
    for name, changes in step_changes(trend, framework, text).items():
        heads[f"change {name}"] = name
        if any(one.said for one in changes.values()):
            heads[f"verdict {name}"] = text("{name}: verdict", name=name)
        for code, one in changes.items():
            rows[code] |= {f"change {name}": one.points, f"verdict {name}": one.said}
    compared = (f"{day} · {line}" for day, line, _ in compared_lines(trend, text))
    about = [
        common_words(trend, framework, text),
        *apart_words(trend, framework, text),
        text(ROUNDED),
    ]
    notes = (*more_words(trend, text), *about, text(CHANGES[digest.trend.shares]), *compared)
    return SheetFinding(digest.trend.headline, notes, tuple(rows.values()), heads)


def _moved(found: Evidence, text: Text) -> SheetFinding:
    """The indicators that moved between the last two workshops."""
    trend, framework = found.trend, found.result.workshop.framework
    if trend is None:
        return SheetFinding()
    rows = tuple(
        asdict(one)
        | {"title": item_title(one.code, framework, text), "size": size_words(one, trend, text)}
        for one in trend.moved
    )
    columns = ("first", "second", "difference")
    heads = dict(zip(columns, moved_heads(trend, framework, text), strict=True))
    return SheetFinding(moved_words(trend, text).rstrip(STOPS), (text(CAUTION),), rows, heads)
