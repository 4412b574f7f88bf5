"""The printed report says what the screens say, in the reader's language, and nothing more."""

import datetime
import re
from dataclasses import replace
from io import BytesIO
from typing import TypeVar

import openpyxl
import pytest

from resilience.outputs.digest_compared import pair_lines
from resilience.outputs.evidence import gather
from resilience.outputs.report import (
    printed_report,
    report_filename,
    report_of,
    report_steps,
)
from resilience.outputs.sections.themes import VOICES
from resilience.outputs.workbook import results_workbook
from resilience.report import (
    Bars,
    Dots,
    Heat,
    Lines,
    Picture,
    Plan,
    PlotRow,
    Report,
    Section,
    Table,
    Voices,
    words_of,
)
from resilience.scoring.notes.significance import COVERED, whole_note
from resilience.scoring.planning.actions import ActionPlan
from resilience.services.counting import rounds
from resilience.services.deciding.actions import add_action
from resilience.services.deciding.agreed_levels import agree
from resilience.services.deciding.targets import set_target
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from resilience.word import write_document
from tests.app.rooms import reveal_all
from tests.pdf import read_pdf
from tests.services.cities.test_rank import peer
from tests.services.delivering import save_remark
from tests.services.held import CITY, HOST, Held, set_up
from tests.services.planned import follow_up
from tests.services.remembered import urban
from tests.services.results.test_results import WORKED_CITY, worked

pytestmark = pytest.mark.long

__all__ = ["worked"]
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
Kind = TypeVar("Kind", Bars, Dots, Heat, Picture, Plan, Voices)


def part(report: Report, kind: type[Kind]) -> Kind:
    """The first part of a kind."""
    return next(one for one in report.parts if isinstance(one, kind))


@pytest.fixture
def report(worked: WorkshopResult) -> Report:
    """The report of the room that test_results works by hand."""
    return report_of(worked, Text("en"), MOMENT)


def tables(report: Report) -> dict[str, Table]:
    """The tables by their headings."""
    return {one.heading: one for one in report.parts if isinstance(one, Table)}


def dots(report: Report) -> dict[str, PlotRow]:
    """The indicators of all themes by their codes."""
    _, *plots = all_of(report, Dots)
    return {row.title.split(" · ")[0]: row for plot in plots for row in plot.rows}


def section(report: Report, heading: str) -> Section:
    """The section under a heading."""
    return next(one for one in report.sections if one.heading == heading)


def test_the_answer_comes_first(report: Report) -> None:
    assert report.title == "Resilience result of Cascais"
    first = report.sections[0]
    assert first.headline == "Cascais scores 55 of 100; lowest: Water 53"
    assert first.lines[0].startswith("7 people answered (15 expected)")
    assert first.lines[1] == "All 4 indicators were answered"
    assert "workshop" in report.place
    assert "October 13, 2026" in report.place
    assert report.foot.endswith("Created October 13, 2026, 09:30 (Europe/Lisbon)")


def test_the_sections_come_in_this_order(report: Report) -> None:
    assert [one.heading for one in report.sections] == [
        *("Summary", "Water: 53.1", "Power: 56.3", "Departments", "Peers"),
        *("Trend", "Priorities", "Actions", "How this number was calculated"),
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
    plot, heat = part(report, Dots), part(report, Heat)
    assert [row.shown for row in plot.rows] == ["56.3", "53.1"]  # the highest first
    assert [row.score for row in plot.rows] == pytest.approx(
        [WORKED_CITY[code] for code in ("PWR", "WAT")]
    )
    found = {name: [cell.shown for cell in cells] for name, cells in heat.rows}
    assert found == {  # WORKED, rounded half up
        "Power": ["43.8", "75.0"],
        "Water": ["75.0", "37.5"],
        "The city": ["53.1", "56.3"],
    }
    assert heat.under.endswith("Differences are calculated before rounding.")
    assert heat.finding == (
        "On the same questions, furthest above the city: Power · Power, by 18.8 points; "
        "furthest below: Water · Power, by 18.8 points."
    )
    assert section(report, "Departments").headline == (
        "Water and Power see Power most differently: 37.5 and 75.0"  # on Water they share W1 alone
    )


def test_a_department_score_of_fewer_questions_is_marked(report: Report) -> None:
    """Water has no score for W2, as WORKED has it."""
    heat = part(report, Heat)
    found = {name: [cell.beside for cell in cells] for name, cells in heat.rows}
    assert found["Water"] == ["1 of 2", "−18.8"]
    assert found["Power"] == ["−9.4", "+18.8"]
    assert found["The city"] == ["", ""]
    assert "A score marked “3 of 4” is based on only 3 of the theme's 4 questions" in heat.under


def test_departments_are_coloured_by_their_difference_from_the_city_as_the_key_says(
    report: Report,
) -> None:
    """On Power, Water has 38 and Power 75 where the city has 56: 19 points either way."""
    heat = part(report, Heat)
    key = dict(heat.legend)
    fills = {name: cells[1].fill for name, cells in heat.rows}
    assert key[fills["Power"]] == key[fills["Water"]] == "10 to under 20"
    colours = [colour for colour, _ in heat.legend]
    assert colours.index(fills["Water"]) < 3 < colours.index(fills["Power"])
    assert fills["The city"] not in colours[:7]
    assert heat.unit == ("Colour and small figures: difference from the city on the same questions")
    assert [words for _, words in heat.legend][:4] == [
        *(
            "20 points or more below the city",
            "10 to under 20",
            "5 to under 10",
            "less than 5 either way",
        ),
    ]


def test_a_dash_may_be_of_answers_that_are_pooled(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    report = report_of(held.result(), Text("en"), MOMENT)
    pooled = "the answers are counted together with another department's to protect a small group."
    assert f"A dash means no score: too few answered, it does not apply, or {pooled}" in (
        part(report, Heat).under
    )


def test_notes_on_dashes_and_merged_departments_are_where_there_are_any(
    worked: WorkshopResult,
) -> None:
    found = part(report_of(worked, Text("en"), MOMENT), Heat)
    dashes = [cell for _, cells in found.rows for cell in cells if cell.shown == "–"]
    assert ("A dash means" in found.under) is bool(dashes)
    merged = any(len(room.present) > 1 for room in worked.room)
    assert ("Shown together as" in found.under) is merged


def test_a_plot_has_a_gap_where_there_is_no_score(held: Held) -> None:
    held.bring_to(Phase.REVEALED)  # W1 alone is answered
    report = report_of(held.result(), Text("en"), MOMENT)
    found = dots(report)
    assert (found["W1"].score, found["W1"].shown) == (50.0, "50.0")
    assert (found["W2"].score, found["W2"].shown) == (None, "unanswered")
    assert (found["W2"].low, found["W2"].high) == (None, None)
    read = read_pdf(printed_report(report, Text("en"), MOMENT).pdf)
    assert "unanswered" in read.words


def all_of(report: Report, kind: type[Kind]) -> list[Kind]:
    """All parts of a kind."""
    return [one for one in report.parts if isinstance(one, kind)]


def test_without_peers_a_sentence_says_what_to_do(report: Report) -> None:
    peers = section(report, "Peers")
    (said,) = peers.parts
    assert isinstance(said, Lines)
    assert said.lines[0].startswith("No peer cities yet. Ask another city")
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


def test_the_finding_on_peers_and_its_chart_come_before_what_they_cannot_tell(held: Held) -> None:
    reveal_all(held)
    result = held.result()
    kept = [peer(result.workshop.framework, "Aba", 2)]
    found = section(report_of(result, Text("en"), MOMENT, kept), "Peers")
    chart, gaps, compared = found.parts
    (sure,) = found.lines
    assert sure.startswith("In at least nine in ten simulations the rank was as stated.")
    assert isinstance(chart, Dots)
    assert "A gap of less than one level" not in chart.under
    assert isinstance(gaps, Table)
    assert isinstance(compared, Table)
    assert compared.heading == "What is compared"
    assert compared.under.startswith("Comparable: all 4 indicators were asked in both")
    assert "A gap of less than one level" in compared.under
    assert compared.columns == (
        "City",
        "Similarity",
        "Date",
        "People",
        "Number of departments or groups",
    )
    assert [row[0] for row in compared.rows] == ["Cascais", "Aba, Nowhere"]


@pytest.mark.parametrize(
    ("k", "said"),
    [
        (3, "The next workshop of this city will show here what changed."),
        (
            0,
            "The result of a workshop without small-group protection is only for people with a link or role for it: it cannot be published, and later workshops are not compared with it.",
        ),
    ],
)
def test_without_an_earlier_workshop_a_sentence_says_so(
    worked: WorkshopResult, k: int, said: str
) -> None:
    result = replace(worked, workshop=replace(worked.workshop, k=k))
    (part,) = section(report_of(result, Text("en"), MOMENT), "Trend").parts
    assert isinstance(part, Lines)
    assert part.lines == (said,)


def test_it_is_made_step_by_step_and_each_step_is_said_before(worked: WorkshopResult) -> None:
    steps = list(report_steps(worked, Text("en"), MOMENT))
    shares = [step.share for step in steps]
    assert shares == sorted(shares)
    assert (shares[0], shares[-1]) == (0, 1)
    assert [step.doing for step in steps] == [
        *("The figures", "Summary", "Themes", "Departments", "Peers", "Trend"),
        *("Priorities", "Actions", "How this number was calculated", "The pages"),
        *("The Word document", ""),
    ]
    assert [step.printed for step in steps[:-1]] == [None] * (len(steps) - 1)
    said = report_of(worked, Text("en"), MOMENT)
    assert steps[-1].printed == replace(
        printed_report(said, Text("en"), MOMENT), docx=write_document(said, Text("en"), MOMENT)
    )


def test_the_report_says_how_often_ranges_are_right_as_the_method_note_does(report: Report) -> None:
    assert Text("en")(COVERED) in " ".join(words_of(report))


def test_every_indicator_stands_with_how_sure_it_is(report: Report) -> None:
    found = dots(report)
    drains = found["W1"]
    assert drains.shown == "56.3"
    low, high = map(float, drains.beside.split(" to "))
    assert low < 56.25 < high
    assert (drains.low, drains.high) == pytest.approx((low, high), abs=0.05)
    assert (found["W2"].low, found["W2"].beside) == (None, "")  # two answers are too few
    assert (found["P2"].shown, found["P2"].score) == ("62.5", 62.5)


MIDDLE = "The lowest scores in words"


def test_the_lowest_scores_are_put_in_words(report: Report) -> None:
    words = words_under(report, MIDDLE)
    assert words["P1 · Grid"] == (("middle answer: level 2", "Half."),)
    assert "W1 · Drains" not in words  # its middle is between two levels


def test_a_split_room_is_not_put_in_the_words_of_one_camp(held: Held) -> None:
    held.move(rounds.open_vote)
    for level in (0, 0, 3, 3, 3):
        held.say(held.join(), W1=level, W2=4, P1=1, P2=0)
    words = words_under(
        report_of(held.reveal(), Text("en"), MOMENT),
        MIDDLE,
    )
    assert words == {"P1 · Grid": (("middle answer: level 1", "Rarely."),)}


def test_a_middle_answer_that_is_a_level_off_the_score_is_not_put_in_words(held: Held) -> None:
    """On W1, the 20 of Water say level 3 and 3 each of Power and Roads 0: it scores 25. All say 1 on P1."""
    held.move(rounds.open_vote)
    for department, people, level in (("Water", 20, 3), ("Power", 3, 0), ("Roads", 3, 0)):
        for _ in range(people):
            held.say(held.join(department), W1=level, W2=4, P1=1, P2=0)
    result = held.reveal()
    assert result.result.city["W1"].value == pytest.approx(25)
    found = words_under(report_of(result, Text("en"), MOMENT), MIDDLE)
    assert found == {"P1 · Grid": (("middle answer: level 1", "Rarely."),)}


def words_under(report: Report, heading: str) -> dict[str, tuple[tuple[str, str], ...]]:
    """What is said under a heading of the themes, by indicator."""
    found = [one for one in all_of(report, Voices) if one.heading == heading]
    return {name: said for one in found for name, said in one.about}


def test_what_left_the_pages_is_in_the_workbook(worked: WorkshopResult) -> None:
    """Counts by department, each indicator by department, middle answers, pairs of departments, the whole method."""
    book = openpyxl.load_workbook(BytesIO(results_workbook(worked, Text("en"), MOMENT)))
    cells = {
        name: [[str(c) for c in row if c is not None] for row in book[name].values]
        for name in book.sheetnames
    }
    counts = [row for row in cells["Distribution"] if row[:1] == ["W1"] and "The city" in row]
    assert counts and counts[0][3:9] == ["4", "0", "1", "1", "1", "1"]  # of 0 to 4, WORKED
    assert any(row[:1] == ["W1 · Drains"] or "W1" in row for row in cells["Departments"])
    for name, often, both in pair_lines(gather(worked, (), None), Text("en")):
        assert any(f"{name} · {both}: {often}" in row for row in cells["Departments"])
    told = [cell for row in cells["Method"] for cell in row]
    assert all(one.words in told for one in whole_note(worked.made, Text("en")))


def test_who_was_in_the_room_and_who_did_not_come(report: Report) -> None:
    (room,) = (
        p for p in report.parts if isinstance(p, Lines) and p.heading == "Who was in the room"
    )
    assert room.lines == (
        "Water 3, Power 4",
        "When the first vote closed, there were no answers from: Roads",
    )


def test_remarks_have_the_department_and_their_evidence(held: Held) -> None:
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
    about = written(report_of(result, Text("en"), MOMENT))
    assert about[0].startswith("W1 · ")
    assert about[1] == (  # the shortest first
        ("Water", "Pump 0"),
        ("Water", "Pump 2"),
        ("Water", "Pump 1 · Evidence: log"),
    )
    about = written(report_of(result, Text("ja"), MOMENT), "参加者のコメント")
    assert about[1][0][1] == "Pump 0"


def written(
    report: Report, heading: str = "What people wrote"
) -> tuple[str, tuple[tuple[str, str], ...]]:
    """What people wrote about the only indicator that they wrote about."""
    (about,) = (one for v in all_of(report, Voices) if v.heading == heading for one in v.about)
    return about


def test_the_same_words_are_printed_once_with_their_number(held: Held) -> None:
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 2, 3), *held.vote("Power", 1, 2, 3)]
    for who, words in zip(people, ("Dry", "Wet", "Wet", "Wet", "So so", "Wet"), strict=True):
        save_remark(held.store, who, "W1", comment=words)
    _, said = written(report_of(held.reveal(), Text("en"), MOMENT))
    assert said == (("Water", "Dry"), ("Water, Power, 4 comments", "Wet"), ("Power", "So so"))


def test_more_comments_than_a_page_has_room_for_are_counted(held: Held) -> None:
    held.move(rounds.open_vote)
    for n, who in enumerate(held.vote("Water", *[n % 4 for n in range(VOICES + 2)])):
        save_remark(held.store, who, "W1", comment=f"Pump {n}")
    report = report_of(held.reveal(), Text("en"), MOMENT)
    _, said = written(report, "What people wrote · 2 more comments are in the workbook")
    assert len(said) == VOICES


def test_without_remarks_there_is_no_such_part(report: Report) -> None:
    assert not words_under(report, "What people wrote")


def test_actions_stand_with_whom_by_when_and_what_became_of_them(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    plan = ActionPlan(
        "W1", "Clean the drains.", held.department("Water"), datetime.date(2027, 5, 1), "low"
    )
    number = add_action(held.store, HOST, held.code, plan)
    follow_up(held.store, HOST, held.code, number, state="done", note="They run.")
    report = report_of(held.result(), Text("en"), MOMENT)
    found = part(report, Plan)
    assert found.rows == (
        (
            (str(number),),
            ("Clean the drains.", "W1 · Drains"),
            ("Water",),
            ("May 1, 2027",),
            ("–", "low cost"),
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
    report = report_of(held.result(), Text("en"), MOMENT)
    found = tables(report)["Targets"]
    assert found in section(report, "Priorities").parts
    assert found.rows == (("W1 · Drains", "50.0", "75.0 · level 3 of 4", "25.0", "67\u00a0%"),)
    assert (
        found.under
        == "The target is not reached yet. The widest gap is in W1 · Drains: 25.0 points."
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


def test_what_the_room_agreed_stands_in_words_with_its_reason_and_has_no_interval(
    held: Held,
) -> None:
    held.bring_to(Phase.REVEALED)
    before = report_of(held.result(), Text("en"), MOMENT)
    assert not words_under(before, "What the room agreed")
    assert dots(before)["W1"].beside != ""
    agree(held.store, HOST, held.code, "W1", 4, "The register was shown.")
    agree(held.store, HOST, held.code, "P1", "both")
    report = report_of(held.result(), Text("en"), MOMENT)
    assert words_under(report, "What the room agreed") == {
        "W1 · Drains": (("level 4 of 4", "Yes."), ("Because", "The register was shown.")),
        "P1 · Grid": (("both views recorded", ""),),
    }
    assert (dots(report)["W1"].shown, dots(report)["W1"].beside) == ("100.0", "")


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
        "No small-group protection: even a group of one person is shown.",
    )


def test_the_file_is_named_for_the_workshop(worked: WorkshopResult) -> None:
    assert report_filename(worked) == f"resilience-{worked.workshop.code}-2026-10-13.pdf"
    assert CITY.name not in report_filename(worked)
