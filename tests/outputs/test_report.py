"""The printed report says what the screens say, in the reader's language, and nothing more."""

import datetime
import re
from dataclasses import replace
from io import BytesIO
from typing import TypeVar

import openpyxl
import pytest

from resilience.outputs.report import (
    printed_report,
    report_filename,
    report_of,
    report_steps,
)
from resilience.outputs.workbook import results_workbook
from resilience.report import (
    Bars,
    CountTables,
    FineHeat,
    Heat,
    Lines,
    Picture,
    Plan,
    Report,
    Section,
    Strips,
    Table,
    Voices,
    words_of,
)
from resilience.services.counting import rounds
from resilience.services.deciding.actions import ActionPlan, add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.follow_up import follow_up
from resilience.services.deciding.targets import set_target
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from resilience.word import write_document
from tests.charts.frames import said_in
from tests.pdf import read_pdf
from tests.services.cities.test_rank import peer
from tests.services.delivering import save_remark
from tests.services.held import CITY, HOST, Held, set_up
from tests.services.remembered import urban
from tests.services.results.test_results import WORKED_CITY, worked

pytestmark = pytest.mark.long

__all__ = ["worked"]
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
Kind = TypeVar("Kind", Bars, CountTables, FineHeat, Heat, Picture, Plan, Strips, Voices)
THEMES = ("WAT", "PWR")


def part(report: Report, kind: type[Kind]) -> Kind:
    """The first part of a kind."""
    return next(one for one in report.parts if isinstance(one, kind))


@pytest.fixture
def report(worked: WorkshopResult) -> Report:
    """The report of the room that test_results works by hand."""
    return report_of(worked, Text("en"), MOMENT)


def tables(report: Report) -> dict[str, Table]:
    """The tables by their headings; those of themes by the heading of their section."""
    found = {one.heading: one for one in report.parts if isinstance(one, Table)}
    of_themes = {
        section.heading: one
        for section in report.sections
        for one in section.parts
        if isinstance(one, Table) and one.heading == "Every indicator"
    }
    return found | of_themes


def section(report: Report, heading: str) -> Section:
    """The section under a heading."""
    return next(one for one in report.sections if one.heading == heading)


def test_the_answer_comes_first(report: Report) -> None:
    assert report.title == "Resilience result of Cascais"
    first = report.sections[0]
    assert first.headline.startswith(
        "55 of 100, from 4 of 4 indicators, 7 people answered (15 expected)"
    )
    assert first.lines[0] == "all 4 indicators were answered · lowest: Water 53"
    assert "workshop" in report.place
    assert "October 13, 2026" in report.place
    assert report.foot.endswith("Created Oct 13, 2026, 09:30 (Europe/Lisbon)")


def test_the_sections_come_in_this_order(report: Report) -> None:
    assert [one.heading for one in report.sections] == [
        *("Summary", "Water · 53 of 100", "Power · 56 of 100", "Departments", "Peers"),
        *("Trend", "Priorities", "Actions", "How this number was calculated", "Data annex"),
    ]


def test_the_cover_says_whose_result_it_is_and_who_signed_it(report: Report) -> None:
    assert dict(report.facts) == {
        "City": "Cascais, Portugal",
        "Date": "October 13, 2026",
        "Framework": "Two themes (two-themes 1)",
        "Language": "English",
        "Most probable": "The river floods the station.",
        "Most severe": "The sea and the river flood the city.",
    }
    assert report.signed == ("Nobody has signed this off yet.",)


def test_themes_and_departments_are_those_worked_by_hand(report: Report) -> None:
    bars, heat = part(report, Bars), part(report, Heat)
    assert [bar.shown for bar in bars.rows] == ["53.1", "56.3"]
    assert [bar.share for bar in bars.rows] == pytest.approx(
        [WORKED_CITY[code] / 100 for code in THEMES]
    )
    found = {name: [cell.shown for cell in cells] for name, cells in heat.rows}
    assert found == {"Water": ["75", "38"], "Power": ["44", "75"]}  # WORKED, rounded half up
    assert bars.finding == "Highest: Power 56; lowest: Water 53."
    assert heat.finding == (
        "Highest: Water · Water (1 of 2), Power · Power 75; lowest: Water · Power 38."
    )
    assert section(report, "Departments").headline == (
        "Water and Power see Power most differently: 38 and 75"  # on Water they share W1 alone
    )


def test_a_department_score_of_fewer_questions_is_marked(report: Report) -> None:
    """Water has no score for W2, as WORKED has it."""
    heat = part(report, Heat)
    found = {name: [cell.beside for cell in cells] for name, cells in heat.rows}
    assert found == {"Water": ["1 of 2", ""], "Power": ["", ""]}
    assert "A score marked “3 of 4” is based on only 3 of the theme's 4 questions" in heat.under


def test_a_dash_may_be_of_answers_that_are_pooled(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    report = report_of(held.result(), Text("en"), MOMENT)
    pooled = "the answers are counted together with another department's to protect a few people."
    assert f"A dash means no score: too few answered, it does not apply, or {pooled}" in (
        part(report, Heat).under
    )
    assert part(report, FineHeat).under.endswith(pooled)


def test_each_indicator_stands_department_by_department(report: Report) -> None:
    fine = part(report, FineHeat)
    assert fine.columns == ("Water", "Power")
    found = {
        name[:2]: [one.shown for one in cells] for band in fine.bands for name, cells in band.rows
    }
    assert found == {  # WORKED
        "W1": ["75", "38"],
        "W2": ["–", "50"],
        "P1": ["50", "50"],
        "P2": ["25", "100"],
    }


def test_the_bars_of_a_theme_have_a_gap_where_there_is_no_score(held: Held) -> None:
    held.bring_to(Phase.REVEALED)  # W1 alone is answered
    report = report_of(held.result(), Text("en"), MOMENT)
    bars = {row.label[:2]: row for one in all_of(report, Bars) for row in one.rows}
    assert (bars["W1"].share, bars["W1"].shown) == (0.5, "50.0")
    assert (bars["W2"].share, bars["W2"].shown) == (None, "unanswered")
    assert (bars["Po"].share, bars["Po"].low) == (None, None)
    read = read_pdf(
        printed_report(report_of(held.result(), Text("en"), MOMENT), Text("en"), MOMENT).pdf
    )
    assert "unanswered" in read.words


def all_of(report: Report, kind: type[Kind]) -> list[Kind]:
    """All parts of a kind."""
    return [one for one in report.parts if isinstance(one, kind)]


def test_answers_spread_over_the_levels_as_they_were_given(report: Report) -> None:
    water = part(report, Strips)
    drains = water.rows[0]
    assert drains.label == "W1 · Drains"
    assert drains.alt == "Level 0: 0, Level 1: 1, Level 2: 1, Level 3: 1, Level 4: 1"
    assert said_in(drains.svg) == ["1", "1", "1", "1"]
    assert drains.words == (
        "too few answers to judge agreement · on average 1.0 levels from the middle answer"
    )
    assert [len(one.rows) for one in all_of(report, Strips)] == [2, 1]  # P2 is measured


def test_the_annex_has_the_counts_that_were_worked_by_hand(report: Report) -> None:
    counts = {
        table.heading[:2]: table for one in all_of(report, CountTables) for table in one.tables
    }
    assert counts["W1"].columns == (
        *("Department", "0", "1", "2", "3", "4"),
        *("Not applicable", "Did not know", "Blank"),
    )
    assert counts["W1"].rows == (  # who did not know is counted for the city alone
        ("Water", "0", "0", "1", "0", "1", "0", "", ""),
        ("Power", "0", "1", "0", "1", "0", "0", "", ""),
        ("The city", "0", "1", "1", "1", "1", "0", "1", "0"),
    )
    assert counts["P2"].columns[1] == "Number"
    assert counts["P2"].rows == (
        ("Water", "2", "0", "", ""),
        ("Power", "1", "1", "", ""),
        ("The city", "3", "1", "0", "1"),
    )


def test_without_peers_a_sentence_says_what_to_do(report: Report) -> None:
    peers = section(report, "Peers")
    (said,) = peers.parts
    assert isinstance(said, Lines)
    assert said.lines[0].startswith("No peer city yet. Ask another city")
    assert (peers.headline, peers.lines) == ("", ())


def test_a_city_without_a_score_is_printed_beside_peers_that_have_one(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    result = held.reveal()
    kept = [peer(result.workshop.framework, "Aba", 2)]
    report = report_of(result, Text("en"), MOMENT, kept)
    assert section(report, "Peers").headline == (
        "This city has no overall score, so it cannot be ranked among its peers"
    )
    assert all(one.alt for one in report.parts if isinstance(one, Picture))


def test_without_an_earlier_workshop_a_sentence_says_so(report: Report) -> None:
    (said,) = section(report, "Trend").parts
    assert isinstance(said, Lines)
    assert said.lines == ("The next workshop of this city will show here what changed.",)


def test_it_is_made_step_by_step_and_each_step_is_said_before(worked: WorkshopResult) -> None:
    steps = list(report_steps(worked, Text("en"), MOMENT))
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert [step.doing for step in steps] == [
        *("The figures", "Summary", "Every indicator", "Departments", "Peers", "Trend"),
        *("Priorities", "Actions", "How this number was calculated", "Data annex", "The pages"),
        *("The Word document", ""),
    ]
    assert [step.printed for step in steps[:-1]] == [None] * (len(steps) - 1)
    said = report_of(worked, Text("en"), MOMENT)
    assert steps[-1].printed == replace(
        printed_report(said, Text("en"), MOMENT), docx=write_document(said, Text("en"), MOMENT)
    )


def test_every_indicator_stands_with_its_counts_and_how_sure_it_is(report: Report) -> None:
    water = tables(report)["Water · 53 of 100"]
    assert water.columns == (
        "Indicator",
        "Score",
        "Middle level",
        "Interval (90 %)",
        "Gave a level",
        "Did not know",
        "Not applicable",
    )
    name, score, middle, interval, *counts = water.rows[0]
    assert name.startswith("W1 · ")
    assert (score, middle, counts) == ("56.3", "between 2 and 3", ["4", "1", "0"])
    low, high = map(float, interval.split(" to "))
    assert low < 56.25 < high
    assert water.rows[1][3] == ""  # two answers are too few
    measured = tables(report)["Power · 56 of 100"].rows[1]
    assert (measured[1], measured[2]) == ("62.5", "")


def test_the_short_lists_say_from_how_many_a_score_is(report: Report) -> None:
    found = tables(report)
    assert found["Five weakest indicators"].columns == ("Indicator", "Score", "Reach")
    unknown = found["Least known indicators"]
    assert unknown.columns[1:] == ("Did not know", "Blank", "Reach")
    under = found["Water · 53 of 100"].under
    assert "Each phone, laptop or table counts as one answer." in under


def test_who_was_in_the_room_and_who_did_not_come(report: Report) -> None:
    room = tables(report)["Who was in the room"]
    assert [row[:2] for row in room.rows] == [("Water", "3"), ("Power", "4")]
    assert room.under == "When the first vote closed, there were no answers from: Roads"


def test_remarks_have_the_department_and_the_language_where_it_is_another(held: Held) -> None:
    held.move(rounds.open_vote)
    for n, who in enumerate(held.vote("Water", 1, 2, 3)):
        save_remark(
            held.store,
            who,
            indicator="W1",
            comment=f"Pump {n}",
            evidence="log" if n == 1 else "",
            language="ja",
        )
    result = held.reveal()
    (about,) = part(report_of(result, Text("en"), MOMENT), Voices).about
    assert about[0].startswith("W1 · ")
    assert about[1] == (
        ("Water", "Pump 0 (日本語)"),
        ("Water", "Pump 1 · Evidence: log (日本語)"),
        ("Water", "Pump 2 (日本語)"),
    )
    (about,) = part(report_of(result, Text("ja"), MOMENT), Voices).about
    assert about[1][0][1] == "Pump 0"


def test_without_remarks_there_is_no_such_part(report: Report) -> None:
    assert not [one for one in report.parts if isinstance(one, Voices)]


def test_actions_stand_with_whom_by_when_and_what_became_of_them(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    plan = ActionPlan(
        "W1", "Clean the drains.", held.department("Water"), datetime.date(2027, 5, 1), "low"
    )
    number = add_action(held.store, HOST, held.code, plan)
    follow_up(held.store, HOST, held.code, number, state="done", note="They run.")
    report = report_of(held.result(), Text("en"), MOMENT)
    found = part(report, Plan)
    assert found.heading == "What will be done"
    assert found.rows == (
        (
            ("Clean the drains.", "W1 · Drains"),
            ("Water", "by May 1, 2027", "low cost"),
            ("done", "They run.", "the vote on it is open"),
        ),
    )
    for language in LANGUAGES:
        printed = read_pdf(
            printed_report(
                report_of(held.result(), Text(language), MOMENT), Text(language), MOMENT
            ).pdf
        )
        assert "They run." in " ".join(printed.words.split())


def test_targets_stand_with_how_far_the_city_is_on_the_way(held: Held) -> None:
    """Three of Water gave W1 the levels 1, 2 and 3: 50; level 3 is worth 75, two thirds of which is 50."""
    held.bring_to(Phase.REVEALED)
    assert "Targets" not in tables(report_of(held.result(), Text("en"), MOMENT))
    set_target(held.store, HOST, held.code, "W1", 3)
    found = tables(report_of(held.result(), Text("en"), MOMENT))["Targets"]
    assert found.rows[-1] == ("W1 · Drains", "50.0", "75.0 · level 3 of 4", "25.0", "67\u00a0%")
    assert (
        found.under
        == "67\u00a0% of the way to 1 target. The widest gap is W1 · Drains: 25.0 points."
    )


def test_without_actions_there_is_no_part_of_them(report: Report) -> None:
    assert not [one for one in report.parts if isinstance(one, Plan)]


def across_pages(on_pages: str, report: Report) -> str:
    """Pages without the foot and the head that stand where a paragraph goes on overleaf."""
    foot, head, *sections = (
        re.escape("".join(words.split()))
        for words in (report.foot, report.title, *(one.heading for one in report.sections))
    )
    return re.sub(rf"{foot}\d+/\d+{head}({'|'.join(sections)})", "", on_pages)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_says_all_of_it_in_the_language_of_the_reader(
    worked: WorkshopResult, language: str
) -> None:
    text = Text(language)
    printed = printed_report(report_of(worked, text, MOMENT), text, MOMENT)
    read = read_pdf(printed.pdf)
    on_pages = "".join(read.words.split())
    report = report_of(worked, text, MOMENT)
    across = across_pages(on_pages, report)
    for words in words_of(report):
        squeezed = "".join(words.split())
        assert squeezed in on_pages or squeezed in across, words
    assert text("How this number was calculated").replace(" ", "") in on_pages
    assert printed.unprintable == ()


def test_groups_that_have_the_names_of_themes_are_named_in_the_readers_language(
    store: Store,
) -> None:
    held = set_up(store, urban(), group_mode="scores")
    group, small = held.view.groups[:2]
    held.move(rounds.open_vote)
    for who in [held.join(group.name) for _ in range(3)]:
        held.say(who, **{one.code: 1 for one in held.view.sheets[0]})
    result, text = held.reveal(), Text("ja")
    book = openpyxl.load_workbook(BytesIO(results_workbook(result, text, MOMENT)), read_only=True)
    cells = {str(cell) for sheet in book for row in sheet.values for cell in row}
    printed = " ".join(words_of(report_of(result, text, MOMENT)))
    for one in (group, small):
        named = held.view.framework.title(one.themes[0], "ja")
        assert named in printed
        assert named in " ".join(cells)
        assert one.name not in printed
    assert group.name not in cells


def test_what_the_room_agreed_stands_with_its_reason_and_has_no_interval(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    before = tables(report_of(held.result(), Text("en"), MOMENT))
    assert "What the room agreed" not in before
    assert row(before, "W1 · Drains")[3] != ""
    agree(held.store, HOST, held.code, "W1", 4, "The register was shown.")
    agree(held.store, HOST, held.code, "P1", "both")
    found = tables(report_of(held.result(), Text("en"), MOMENT))
    assert found["What the room agreed"].columns == ("Indicator", "Agreed", "Because")
    assert found["What the room agreed"].rows == (
        ("W1 · Drains", "4", "The register was shown."),
        ("P1 · Grid", "both views recorded", ""),
    )
    assert row(found, "W1 · Drains")[1:4] == ("100.0", "2", "")


def row(found: dict[str, Table], name: str) -> tuple[str, ...]:
    """The row of an indicator in the table of its theme."""
    rows = [r for t in found.values() if len(t.columns) > 3 for r in t.rows if r[0] == name]
    return next(r for r in rows if len(r) == 7)


def test_what_cannot_be_printed_is_named(held: Held) -> None:
    held.move(rounds.open_vote)
    for who in held.vote("Water", 1, 2, 3):
        save_remark(held.store, who, indicator="W1", comment="good \U0001f44d", evidence="")
    assert printed_report(
        report_of(held.reveal(), Text("en"), MOMENT), Text("en"), MOMENT
    ).unprintable == ("\U0001f44d",)


def test_an_open_workshop_and_an_invented_city_are_marked(worked: WorkshopResult) -> None:
    closed = replace(worked, workshop=replace(worked.workshop, k=3))
    assert report_of(closed, Text("en"), MOMENT).marks == ()
    told = replace(worked, workshop=replace(worked.workshop, invented=True, k=0))
    assert report_of(told, Text("en"), MOMENT).marks == (
        "Invented data: this city does not exist.",
        "Open workshop: everybody agreed that small groups are shown too.",
    )


def test_the_file_is_named_for_the_workshop(worked: WorkshopResult) -> None:
    assert report_filename(worked) == f"resilience-{worked.workshop.code}-2026-10-13.pdf"
    assert CITY.name not in report_filename(worked)
