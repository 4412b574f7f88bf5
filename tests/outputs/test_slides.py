"""Slides have the figures of the digest, in charts that can be edited, and open in LibreOffice in four languages."""

import datetime
import io
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.oxml.ns import qn
from pptx.util import Inches
from pypdf import PdfReader

from resilience.framework import Framework
from resilience.outputs.digest import digest_of
from resilience.outputs.evidence import Evidence, gather
from resilience.outputs.slides import deck_of, slides_file, slides_filename
from resilience.services.counting import rounds
from resilience.services.deciding.agreed_levels import agree
from resilience.slides import Bullets, DotTable, Part, Slide, SlideTable
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from resilience.text.catalogue import round_half_up
from resilience.wording.framework import with_theme_names
from tests.app.rooms import reveal_all
from tests.outputs.crooked import crooked
from tests.outputs.test_report_figures import Shown, shown, squeezed
from tests.services.cities.test_rank import peer
from tests.services.held import HOST, Held
from tests.services.results.test_trend import BETTER, MIDDLE, Answers, trend, year
from tests.workbook.sheets import saved_again

__all__ = ["shown"]
pytestmark = pytest.mark.long
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
EN = Text("en")
#: boxes of one line, the subtitle and what is at the foot, are lower
LINE = Inches(0.35)
#: the slides of the demo after the title, by the first words of their titles
TITLES = (
    "Haiwan (invented demo city) scores 58 of 100; lowest:",
    "Highest: Resilient urban planning 64.5; lowest:",
    "Water and Housing see Resilient urban planning most differently: 43.0 and 81.0 (on the 11 of 12 questions that both scored)",
    "The room recorded an outcome on 5 indicators",
    "2 of the 10 largest possible gains have an open action",
    "6 open actions",
    "Haiwan (invented demo city) is probably number 3 of the 6 cities compared",
    "First votes: no theme changed clearly between 2025 and 2026",
    "How this number was calculated",
)


@pytest.fixture(scope="module")
def demo(shown: Shown) -> Evidence:
    """What the report of the demo is written from."""
    return shown.found


def opened(found: Evidence, text: Text = EN) -> list[Any]:
    """The slides of a result as python-pptx reads them."""
    return list(Presentation(io.BytesIO(slides_file(deck_of(found, text, MOMENT)))).slides)


def chart_of(slide: Any) -> Any:
    """The chart of a slide."""
    return next(shape for shape in slide.shapes if shape.has_chart).chart


def title_of(slide: Any) -> str:
    """The title of a slide, without the end of its first line."""
    return str(slide.shapes.title.text_frame.text.replace("\v", " "))


def figures(slide: Any) -> dict[str, list[float | None]]:
    """The values of a chart by series."""
    return {one.name: list(one.values) for one in chart_of(slide).plots[0].series}


def dots(slide: Any) -> list[tuple[str, list[float | None]]]:
    """The scores of a chart of dots, row by row, and the name of each series."""
    return [(one.name, scores_of(one)) for one in chart_of(slide).plots[0].series]


def scores_of(series: Any) -> list[float | None]:
    """The scores of the dots of a series, None in rows without one."""
    cache = series._element.find(f"{qn('c:xVal')}/{qn('c:numRef')}/{qn('c:numCache')}")
    known = {int(one.get("idx")): float(one[0].text) for one in cache.findall(qn("c:pt"))}
    return [known.get(row) for row in range(int(cache.find(qn("c:ptCount")).get("val")))]


def table_of(slide: Any) -> list[list[str]]:
    """The words of the only table of a slide."""
    (found,) = tables_of(slide)
    return found


def tables_of(slide: Any) -> list[list[list[str]]]:
    """The words of the tables of a slide."""
    tables = [shape.table for shape in slide.shapes if shape.has_table]
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def said(slide: Any) -> str:
    """The words of the shapes of a slide."""
    return " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)


def one_decimal(values: list[float | None]) -> list[float | None]:
    """Scores as pages print them."""
    return [None if x is None else float(round_half_up(x, 1)) for x in values]


def test_each_title_is_a_finding_and_each_slide_says_its_source(demo: Evidence) -> None:
    slides = opened(demo)
    for slide, title in zip(slides[1:], TITLES, strict=True):
        assert title_of(slide).startswith(title)
        assert "Source: self-assessment in a workshop, October 13, 2026" in said(slide)
        assert "Invented data: this city does not exist." in said(slide)
        assert "53 people answered (56 expected), 6 of 6 departments" in said(slide)


def test_the_slide_of_the_number_counts_what_else_is_to_be_found_out(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    _, slide, *_ = opened(gather(held.reveal(), (), None))
    assert "1 more indicator" in said(slide)
    assert "1 more indicator" in slide.notes_slide.notes_text_frame.text


def test_charts_and_tables_have_the_figures_of_the_digest(demo: Evidence) -> None:
    digest, slides = digest_of(demo, EN), opened(demo)
    assert digest.trend
    assert digest.peers
    assert digest.priorities
    _, *themes = dots(slides[2])
    other = ("median of peer cities", one_decimal([one.median for one in digest.themes]))
    assert themes == [
        ("2026", one_decimal([one.score for one in digest.themes])),
        ("2025", one_decimal([one.previous for one in digest.themes])),
        ("target", one_decimal([one.target for one in digest.themes])),
        other,  # their insides
        other,
    ]
    median = ("median", one_decimal([one.other for one in digest.peers.rows]))
    among = dots(slides[7])
    own, behind = (
        one_decimal([one.now if one.stressed == low else None for one in digest.peers.rows])
        for low in (False, True)
    )
    assert among == [
        ("this city", own),
        ("furthest behind", behind),
        *(
            ("a peer city", one_decimal([scores[one.code] for one in digest.peers.rows]))
            for scores in digest.peers.scores.values()
        ),
        median,  # their insides
        median,
    ]
    _, *years = dots(slides[8])
    assert years == [
        ("2026", one_decimal([one.now for one in digest.trend.rows])),
        ("2025", one_decimal([one.other for one in digest.trend.rows])),
    ]
    gains = [one or other for one, other in zip(*figures(slides[5]).values(), strict=True)]
    assert gains == one_decimal([one.gain for one in digest.priorities.lines[:10]])
    for slide, rows in (
        (slides[7], [(one, one.now, one.other) for one in digest.peers.rows]),
        (slides[8], [(one, one.other, one.now) for one in digest.trend.rows]),
    ):
        shown = [
            [one.title, *(EN.number(x, 1) for x in pair), one.words, ""] for one, *pair in rows
        ]
        assert table_of(slide)[1:] == shown
    assert table_of(slides[4])[1:] == [[o.indicator, o.outcome, o.reason] for o in digest.settled]
    assert table_of(slides[6])[1:] == [
        [*(o.what, o.charged, o.due, o.budget), state]
        for o in digest.actions
        for state in [" · ".join(filter(None, (o.late, o.state)))]
    ]
    assert digest.departments
    key, found = tables_of(slides[3])
    assert [[cell.partition(" (")[0].rstrip("*") for cell in row] for row in found[1:]] == [
        [name, *(EN.number(one, 1) for one in scores)]
        for name, *scores in digest.departments.map.scores.itertuples()
    ]
    assert found[-1][0] == "The city"
    assert key == [[words for _, words in digest.departments.key]]
    assert key[0][0] == "20 or more below"
    assert key[0][1] == "10–20"


def test_the_title_slide_has_the_overall_with_its_date_and_range(demo: Evidence) -> None:
    cover = said(opened(demo)[0])
    assert "58 of 100" in cover
    assert "Overall score · October 13, 2026" in cover
    assert "56 to 60, depending on 2 indicators" in cover


def test_gains_without_an_open_action_are_hollow_as_on_the_page(demo: Evidence) -> None:
    _, unplanned = chart_of(opened(demo)[5]).plots[0].series
    assert unplanned.format.line.color.rgb == RGBColor.from_string("A8470A")
    assert unplanned.format.fill.fore_color.rgb == RGBColor.from_string("FFFFFF")


def test_what_is_overdue_has_its_colour(demo: Evidence) -> None:
    (table,) = (shape.table for shape in opened(demo)[6].shapes if shape.has_table)
    inks = {row.cells[4].text: ink_of(row.cells[4]) for row in list(table.rows)[1:]}
    assert inks.pop("overdue · under way") == "A8470A"
    assert set(inks.values()) == {"1B2733"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_titles_look_alike_in_size(demo: Evidence, language: str) -> None:
    for slide in opened(demo, Text(language))[1:]:
        runs = slide.shapes.title.text_frame.paragraphs[0].runs
        assert all(run.font.size is None or run.font.size.pt >= 24 for run in runs)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_stands_between_title_and_foot_can_be_read_in_a_room(
    demo: Evidence, language: str
) -> None:
    slides = opened(demo, Text(language))
    for slide in slides[1:9]:
        words, sizes = said_large(slide)
        assert min(sizes) >= 14, words
        assert "…" not in words
    assert len(chart_of(slides[5]).plots[0].categories) == 10
    assert len(tables_of(slides[3])[0][0]) == 7


def test_a_peer_city_has_its_name_and_a_gap_its_colour(demo: Evidence) -> None:
    peers, slide = digest_of(demo, EN).peers, opened(demo)[7]
    assert peers
    assert peers.gaps in slide.notes_slide.notes_text_frame.text
    assert peers.gaps not in said(slide), "its colour says it"
    assert "Furthest behind the peers' median: Capacity building" in peers.gaps
    sheet = openpyxl.load_workbook(
        io.BytesIO(chart_of(slide).part.chart_workbook.xlsx_part.blob)
    ).worksheets[0]
    named = [about for _, name, about in sheet.values if name == "a peer city"]
    assert named == list(peers.scores)
    (table,) = (shape.table for shape in slide.shapes if shape.has_table)
    (coloured,) = [row for row in table.rows if ink_of(row.cells[3]) == "A8470A"]
    assert coloured.cells[0].text == "Capacity building and citizen engagement"


def ink_of(cell: Any) -> str:
    """The colour of the words of a cell."""
    return str(cell.text_frame.paragraphs[0].runs[0].font.color.rgb)


@pytest.mark.parametrize(
    ("before", "after", "way", "colour"),
    [(MIDDLE, BETTER, "rise", "accent1"), (BETTER, MIDDLE, "fall", "A8470A")],
)
def test_a_theme_is_grey_unless_it_changed_clearly(
    before: Answers,
    after: Answers,
    way: str,
    colour: str,
    sqlite_store: Store,
    framework: Framework,
) -> None:
    year(sqlite_store, framework, 2025, before)
    held = year(sqlite_store, framework, 2026, after)
    found = gather(held.result(), (), trend(held))
    rows = digest_of(found, EN).trend
    assert rows
    ways = {one.title: one.way for one in rows.rows}
    assert ways == {"Overall": "", "Water": way, "Power": ""}
    (slide,) = [one for one in opened(found) if "between 2025 and 2026" in title_of(one)]
    now = chart_of(slide).plots[0].series[1]
    assert colour_of(now.marker._element.find(qn("c:marker"))) == "5C6B78"
    single = {point.idx.val: colour_of(point) for point in now._element.findall(qn("c:dPt"))}
    titles = list(ways)
    assert single == {titles.index("Overall"): "accent1", titles.index("Water"): colour}


def colour_of(drawn: Any) -> str:
    """The first colour that an element of a chart has."""
    return str(drawn.xpath(".//a:solidFill/*/@val")[0])


def said_large(slide: Any) -> tuple[str, list[float]]:
    """The words of tables, charts and lists of a slide, and their types in points."""
    boxes = (s for s in slide.shapes if s.has_text_frame and not s.is_placeholder)
    frames = [one.text_frame for one in boxes if one.height > LINE]
    words, sizes = list[str](), list[float]()
    for shape in slide.shapes:
        if shape.has_table:
            frames += [cell.text_frame for cell in shape.table.iter_cells()]
        if shape.has_chart and len(categories := shape.chart.plots[0].categories):
            words += map(str, categories)
            sizes.append(shape.chart.font.size.pt)
    for frame in frames:
        words.append(frame.text)
        sizes += [run.font.size.pt for one in frame.paragraphs for run in one.runs]
    return " · ".join(words), sizes


def test_speaker_notes_hold_the_values(demo: Evidence) -> None:
    digest, slides = digest_of(demo, EN), opened(demo)
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert digest.headline in notes[0]
    for one in digest.themes:
        assert f"{one.title}: {one.shown} · coverage {one.coverage}" in notes[2]
    assert "median of peer cities 61.2" in notes[2]
    for line in digest.priorities.lines if digest.priorities else ():
        assert f"{line.indicator} · {line.shown}" in notes[5]
    for passage in digest.method:
        assert passage.words in notes[9]


def test_the_notes_say_what_change_of_a_theme_would_be_clear(
    sqlite_store: Store, framework: Framework
) -> None:
    year(sqlite_store, framework, 2025, MIDDLE)
    held = year(sqlite_store, framework, 2026, {**MIDDLE, "W1": (1, 2, 3, 3)})
    deck = deck_of(gather(held.result(), (), trend(held)), EN, MOMENT)
    (slide,) = [one for one in deck.slides if "between 2025 and 2026" in one.title]
    (said,) = [line for line in slide.notes.split("\n") if line.startswith("Water: With 4 ")]
    assert said.endswith("points or more clear.")


def test_what_is_first_is_named_only_where_people_voted_and_assumes_nothing(
    demo: Evidence, held: Held
) -> None:
    (voted,) = [one for one in opened(demo) if "largest possible gains" in said(one)]
    first = said(voted).partition("What progress could add")[2]
    assert first.strip().startswith("Progress on “Natural areas mapped for what they do”")
    assert "half feasible" not in said(voted)
    reveal_all(held)
    (gains,) = [one for one in opened(_alone(held)) if "largest possible gains" in said(one)]
    assert "What progress could add" not in said(gains)


def _alone(held: Held) -> Evidence:
    """A result without peers and earlier workshops."""
    return gather(held.result(), (), None)


def test_the_slide_of_departments_says_why_the_city_may_be_far_from_all_of_them(held: Held) -> None:
    reveal_all(held)
    agree(held.store, HOST, held.code, "W1", 4, "Seen on the map.")
    (slide,) = [one for one in opened(_alone(held)) if "see Power most differently" in said(one)]
    assert "The city's score includes what was agreed on 1 indicator;" in said(slide)


def test_the_slide_of_peers_says_which_of_them_have_no_place(held: Held) -> None:
    """Bay has a score; Aba knows nothing of power, so it has none."""
    reveal_all(held)
    result = held.result()
    framework = result.workshop.framework
    bay = peer(framework, "Bay", 1)
    aba = peer(framework, "Aba", 4, unknown=("P1", "P2"))
    (slide,) = [
        one
        for one in opened(gather(result, (aba, bay), None))
        if "of the 2 cities compared" in said(one)
    ]
    assert "Not ranked, because they have no overall score" in said(slide)
    assert "Aba" in said(slide).partition("Not ranked")[2]


def test_pictures_have_a_text(demo: Evidence) -> None:
    for slide in opened(demo):
        for shape in slide.shapes:
            if shape.has_chart or shape.has_table:
                (about,) = shape.element.xpath(".//p:cNvPr")
                assert about.get("descr")


def test_a_slide_with_nothing_to_say_is_left_out(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    deck = deck_of(gather(held.reveal(), (), None), EN, MOMENT)
    assert [slide.title for slide in deck.slides] == [
        "Cascais has no overall score: not scored",
        "How this number was calculated",
    ]
    assert {slide.mark for slide in deck.slides} == {""}


def test_a_crooked_workshop_compares_only_what_all_asked(held: Held) -> None:
    found = crooked(held).found
    digest, slides = digest_of(found, EN), opened(found)
    titled = {title_of(slide): slide for slide in slides}
    assert digest.peers
    assert "Furthest behind the peers' median: Power" in digest.peers.headline
    peers = titled[digest.peers.headline.rstrip(".")]
    shown = dict(dots(peers))
    both = zip(shown["this city"], shown["furthest behind"], strict=True)
    assert [own if low is None else low for own, low in both] == one_decimal(
        [one.now for one in digest.peers.rows]
    )
    assert "indicators for which all these cities have a score (3 of 4)" in said(peers)
    (themes,) = [s for title, s in titled.items() if title.startswith(("Highest", "Every score"))]
    assert dots(themes)[0] == ("this city", one_decimal([one.score for one in digest.themes]))


@pytest.mark.parametrize("language", LANGUAGES)
def test_libreoffice_opens_them_with_all_their_signs(
    demo: Evidence, language: str, tmp_path: Path
) -> None:
    text = Text(language)
    content = slides_file(deck_of(demo, text, MOMENT))
    reader = PdfReader(io.BytesIO(saved_again(tmp_path, content, "pdf", "pptx")))
    assert len(reader.pages) == 10
    shown_text = with_theme_names(demo.result.workshop.framework, text)
    deck = deck_of(demo, text, MOMENT)
    for page, slide in zip(reader.pages[1:], deck.slides, strict=True):
        words = squeezed(page.extract_text())
        assert squeezed(slide.title) in words
        assert squeezed(slide.source) in words
        for font in fonts_of_wide_signs(page):
            assert "CJK" in font
    assert squeezed(digest_of(demo, shown_text).change) in squeezed(reader.pages[1].extract_text())


def fonts_of_wide_signs(page: Any) -> set[str]:
    """The fonts in which a page has signs that only fonts for East Asia have."""
    found = set()

    def seen(words: str, _: Any, __: Any, font: Any, ___: Any) -> None:
        if font and any("\u3040" <= sign <= "\u9fff" or "가" <= sign <= "힣" for sign in words):
            found.add(str(font["/BaseFont"]))

    page.extract_text(visitor_text=seen)
    return found


def test_the_file_has_the_code_and_the_day(demo: Evidence) -> None:
    assert slides_filename(demo.result).startswith("resilience-slides-")
    assert slides_filename(demo.result).endswith("-2026-10-13.pptx")


def test_a_line_joins_the_years_of_a_theme(demo: Evidence) -> None:
    digest = digest_of(demo, EN)
    assert digest.trend
    (slide,) = [
        one for one in deck_of(demo, EN, MOMENT).slides if one.title == digest.trend.headline
    ]
    (dots,) = [one for one in parts_of(slide) if isinstance(one, DotTable)]
    (line,) = [one for one in dots.series if one.look == "line"]
    now, before = (one.values for one in dots.series if one.look != "line")
    assert line.ranges == tuple(zip(before, now, strict=True))
    (bullets,) = [one for one in parts_of(slide) if isinstance(one, Bullets)]
    said = " ".join(one.words for one in bullets.items)
    assert "The score includes later votes or the room's decisions." in said


def test_the_last_slide_has_only_what_a_room_may_ask_about(demo: Evidence) -> None:
    method, slide = digest_of(demo, EN).method, deck_of(demo, EN, MOMENT).slides[-1]
    (grid,) = [one for one in parts_of(slide) if isinstance(one, SlideTable)]
    said = [(heading.words, words.words) for heading, words in grid.rows]
    assert said == [(one.heading, one.short) for one in method if one.short]
    assert len(said) == 5


def parts_of(slide: Slide) -> list[Part]:
    """All parts of a slide."""
    return [part for column in slide.columns for part in column.parts]
