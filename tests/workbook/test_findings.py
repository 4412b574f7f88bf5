"""Summary, Priorities, Targets, Trend, Peers and what was agreed say what brief, slides and pages say."""

from typing import Any

import pytest

from resilience.outputs.digest import fact_words, source_words
from resilience.outputs.workbook import results_workbook
from resilience.scoring.notes.words import signed
from resilience.services.deciding.agreed_levels import agree
from resilience.services.results.priorities import what_first_in
from resilience.text import Text
from resilience.text.catalogue import MINUS, round_half_up
from resilience.wording.priorities import gains_words
from resilience.wording.years.lines import step_rows
from resilience.workbook.style import ACCENT
from tests.app.rooms import reveal_all
from tests.scoring.build import framework, indicator, person, theme
from tests.services.held import HOST, Held
from tests.workbook.conftest import MADE_AT, Demo
from tests.workbook.sheets import book, cells, opened, rows, sheet, sheets, words
from tests.workbook.test_values import same

TEXT = Text("en")


def shown(value: Any) -> str:
    """A figure as pages print it."""
    return TEXT.number(float(value), 1)


def beside(found: Any, words: str) -> Any:
    """The first figure to the right of a cell that begins with these words."""
    (start,) = [c for c in cells(found) if str(c.value).startswith(words)]
    return next(c.value for c in found[start.row][start.column :] if c.value is not None)


def test_the_summary_says_what_brief_and_slides_say(demo: Demo) -> None:
    found, digest = sheet(opened(demo.written), "Summary"), demo.digest
    said = words(found)
    assert digest.finding in said
    assert source_words(digest, TEXT) in said
    for fact in (
        *fact_words(digest, TEXT),
        *digest.signed,
        digest.date,
        digest.marks[0].rstrip("."),
    ):
        assert fact in said, fact
    assert digest.themes_finding.rstrip(".") in said
    for one in (*digest.indicators.strengths, *digest.indicators.gaps):
        assert shown(beside(found, f"{one.code} · {one.title}")) == one.shown
    for one in digest.indicators.gaps:
        assert f"{one.code} · {one.title}\n{one.action}" in said
    for unknown in digest.indicators.find_out:
        assert unknown in said
    for action in digest.actions:
        assert beside(found, action.what) == action.charged
    number = cell_below(found, "Overall score")
    assert round_half_up(number, 0) == round_half_up(digest.overall.value or 0, 0)


def test_departments_say_why_the_city_may_be_far_from_all_of_them(held: Held) -> None:
    reveal_all(held)
    agree(held.store, HOST, held.code, "W1", 4, "Seen on the map.")
    found = sheet(opened(results_workbook(held.result(), TEXT, MADE_AT)), "Departments")
    assert "The city's score includes what was agreed on 1 indicator;" in words(found)


def cell_below(found: Any, words: str) -> Any:
    """The value below a cell."""
    (start,) = [c for c in cells(found) if c.value == words]
    return found.cell(start.row + 1, start.column).value


def test_the_bars_are_the_sorted_themes_with_last_year_and_peers(demo: Demo) -> None:
    workbook, digest = opened(demo.written), demo.digest
    found = rows(sheet(workbook, "Themes"), "Code")[:-1]
    assert digest.trend
    for row, one in zip(found, digest.themes, strict=True):
        assert row["Theme"] == one.title
        assert same(row["For the charts"], one.score)
        assert same(row[digest.trend.before], one.previous)
        assert same(row["Median of peer cities"], one.median)
    summary: Any = sheet(workbook, "Summary")
    (chart,) = summary._charts
    themes = sheet(workbook, "Themes")
    heads = []
    for series in chart.series:
        place = series.val.numRef.f.partition("!")[2].replace("$", "")
        values = [row[0].value for row in themes[place]]
        top = themes[place][0][0]
        heads.append(themes.cell(top.row - 1, top.column).value)
        assert len(values) == len(digest.themes)
    assert heads == ["For the charts", digest.trend.before, "Target", "Median of peer cities"]


def test_the_bars_of_the_trend_are_its_themes_by_workshop_the_last_first(demo: Demo) -> None:
    trend: Any = sheet(opened(demo.written), "Trend")
    (chart,) = trend._charts
    columns = [one.val.numRef.f.partition("!")[2].replace("$", "") for one in chart.series]
    values = [[row[0].value for row in trend[place]] for place in columns]
    found = rows(trend, "Theme")
    assert values == [[row[year] for row in found] for year in ("2026", "2025")]


def test_departments_are_in_the_order_of_the_page_with_the_pairs_above_all_indicators(
    demo: Demo,
) -> None:
    found, digest = sheet(opened(demo.written), "Departments"), demo.digest.departments
    assert digest
    order = [str(one) for one in digest.map.differences.index]
    assert [row["Department"] for row in rows(found, "Department")] == [*order, "The city"]
    first, *_ = rows(found, "Indicator")
    assert list(first)[2 : 2 + len(order)] == order
    said = [str(c.value) for c in cells(found) if c.column == 1 and c.value]
    heading = said.index("Indicators on which two departments differ, clearest first")
    name, often, both = digest.pairs[0]
    assert said[heading + 1] == digest.pairs_note
    assert said[heading + 2] == f"{name} · {both}: {often}"
    assert said.index("The city") < heading < said.index("Every indicator by department")


def test_priorities_are_those_of_the_digest(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Priorities"), "Indicator")
    digest = demo.digest.priorities
    assert digest
    assert [row["Indicator"] for row in found] == [one.indicator for one in digest.lines]
    voted = {x for a in demo.result.actions if a.feasible.value is not None for x in a.indicators}
    for row, one in zip(found, digest.lines, strict=True):
        assert same(row["Maximum gain"], one.gain)
        assert row["Open action (empty: none)"] == (one.action if one.planned else None)
        code = one.indicator.partition(" ")[0]
        assert (row["Feasibility (0 to 1)"] is None) is (code not in voted)
    said = words(sheet(opened(demo.written), "Priorities"))
    # CRM14, PLN18 and INF5 of this workshop, NBS7 and CRM10 of the earlier one; ENG10 has nothing to gain
    assert gains_words([one.planned for one in digest.lines], Text("en")) in said
    assert f"Maximum gain: {digest.unit}" in said
    assert sum(one.planned for one in digest.lines[:10]) == 2
    (river,) = [one for one in digest.lines if one.indicator.startswith("NBS7")]
    assert river.planned


def test_the_bars_of_priorities_are_the_largest_gains_above_their_table(demo: Demo) -> None:
    found: Any = sheet(opened(demo.written), "Priorities")
    (chart,) = found._charts
    (series,) = chart.series
    place = series.val.numRef.f.partition("!")[2].replace("$", "")
    assert demo.digest.priorities
    gains = [one.gain for one in demo.digest.priorities.lines[:10]]
    assert [row[0].value for row in found[place]] == pytest.approx(gains)
    (head,) = (c for c in cells(found) if c.value == "Indicator")
    assert chart.anchor._from.row + 1 < head.row
    fills = [one.spPr.solidFill.srgbClr for one in series.dPt]
    planned = [one.planned for one in demo.digest.priorities.lines[:10]]
    assert [one == ACCENT[1:].upper() for one in fills] == planned, "the blue of an open action"
    assert any(
        "■ has an open action" in said and "□ no open action" in said
        for said in words(found).splitlines()
    ), "the key has the form of the bars"


def test_priorities_say_why_the_feasibility_of_an_action_is_empty(demo: Demo) -> None:
    found = sheet(opened(demo.written), "Priorities")
    planned = [r for r in rows(found, "Indicator") if r["Open action (empty: none)"]]
    empty = [r for r in planned if r["Feasibility (0 to 1)"] is None]
    assert 0 < len(empty) < len(planned)
    assert "Feasibility is empty where no votes from this workshop are shown." in words(found)


def test_priorities_open_with_the_largest_gain(demo: Demo) -> None:
    digest, found = demo.digest.priorities, sheet(opened(demo.written), "Priorities")
    assert digest
    (title,) = (c for c in cells(found) if c.value == digest.headline)
    (lead,) = (c for c in cells(found) if str(c.value).startswith(digest.more[0]))
    (head,) = (c for c in cells(found) if c.value == "Indicator")
    assert title.row < lead.row < head.row
    assert next(row["Indicator"] for row in rows(found, "Indicator")) == digest.lines[0].indicator


def test_the_bars_show_the_range_where_there_is_one(demo: Demo) -> None:
    workbook, themes = opened(demo.written), demo.digest.themes
    summary: Any = sheet(workbook, "Summary")
    (chart,) = summary._charts
    drawn, *others = chart.series
    assert not any(one.errBars for one in others)
    for side, wanted in (
        (drawn.errBars.plus, [o.high - o.score if o.high and o.score else None for o in themes]),
        (drawn.errBars.minus, [o.score - o.low if o.low and o.score else None for o in themes]),
    ):
        place = side.numRef.f.partition("!")[2].replace("$", "")
        values = [row[0].value for row in sheet(workbook, "Themes")[place]]
        assert [None if one == "#N/A" else pytest.approx(one) for one in values] == wanted
        assert 0 < values.count("#N/A") < len(values), "some themes have a range, some have none"
    assert "what unanswered indicators could change" in words(summary)


def test_targets_are_those_of_the_page(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "Targets"), "Theme or indicator")
    items = what_first_in(demo.result).way.items
    assert len(found) == len(items) == len(demo.result.targets)
    for row, item in zip(found, items, strict=True):
        figures = row["Score now"], row["Target"], row["Gap in points"], row["Reached"]
        assert [
            same(a, b)
            for a, b in zip(figures, (item.now, item.target, item.gap, item.share), strict=True)
        ] == [True] * 4
    assert [row["Target level"] for row in found] == [
        *("level 3 of 3", "level 3 of 3", "level 2 of 3"), None,
    ]  # fmt: skip


def test_trend_has_the_years_and_the_words_of_the_page(demo: Demo) -> None:
    found = sheet(opened(demo.written), "Trend")
    digest, table = demo.digest.trend, rows(found, "Theme")
    assert digest
    changes = step_rows(demo.trend, demo.result.workshop.framework, TEXT).iloc[0]
    head = f"{digest.before} to {digest.now}"
    for row, line in zip(table, digest.rows, strict=True):
        assert row["Theme"] == line.title
        assert same(row[digest.before], line.other)
        assert same(row[digest.now], line.now)
        assert signed(row[head], TEXT) == changes[line.title]
    (top,) = (c for c in cells(found) if c.value == head)
    assert found.cell(top.row + 1, top.column).number_format.startswith("+"), "a number with sign"
    assert digest.headline in words(found)
    moved = rows(found, "Indicator")
    assert len(moved) == len(demo.trend.moved)
    for row, one in zip(moved, demo.trend.moved, strict=True):
        assert same(row["Moved by"], one.difference)
        settled = one.code in demo.trend.settled
        size = "a level or more" if one.finding else "less than a level"
        assert row["Size of change"] == (f"{size}; level agreed" if settled else size)


def test_peers_are_those_of_the_page_with_the_same_sign(demo: Demo) -> None:
    found = sheet(opened(demo.written), "Peers")
    digest = demo.digest.peers
    assert digest
    compared = [r["City"] for r in rows(found, "City")[1:] if r["Comparable"] == "yes"]
    assert compared == list(digest.peers), "their names say that they are invented"
    (median,) = [c for c in cells(found) if c.value == "difference from the peers' median"]
    heads = {c.value: c.column or 0 for c in cells(found) if c.row == 5}
    for line in digest.lines:
        gap = found.cell(median.row, heads[line.title])
        assert signed(float(str(gap.value)), TEXT) == line.words
        assert gap.number_format.startswith("+") == line.words.startswith(("+", MINUS))
    assert digest.headline.rstrip(".") in words(found)
    for said in digest.more:
        assert said in words(found)


def test_what_the_room_agreed_has_its_reason(demo: Demo) -> None:
    found = rows(sheet(opened(demo.written), "What the room agreed"), "Indicator")
    assert [(r["Indicator"], r["Agreed"], r["Because"] or "") for r in found] == [
        (one.indicator, one.outcome, one.reason) for one in demo.digest.settled
    ]


@pytest.mark.parametrize("name", ["Priorities", "Targets", "Trend", "What the room agreed"])
def test_what_has_nothing_to_say_has_no_sheet(name: str) -> None:
    asked = framework(theme("A", indicator("A1")))
    assert name not in sheets(book(asked, [person("u", A1=1)])).sheetnames


def test_without_a_score_the_number_is_a_dash_with_the_reason() -> None:
    asked = framework(theme("A", indicator("A1")))
    found = sheet(sheets(book(asked, [person("u", A1="dk")] * 3)), "Summary")
    assert cell_below(found, "Overall score") == "–"
    assert "not scored" in words(found)
    assert "of 100" not in words(found)
