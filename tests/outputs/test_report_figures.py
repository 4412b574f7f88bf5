"""The printed report has the figures of the pages to the last digit, and stays readable when it is large."""

import datetime
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pandas as pd
import pytest

from resilience.outputs.evidence import Evidence, gather
from resilience.outputs.figures import unit_scores
from resilience.outputs.report import printed_report, report_of
from resilience.outputs.sections.departments import departments_section
from resilience.outputs.sections.peers import peers_section
from resilience.outputs.sections.trend import trend_section
from resilience.report import Dots, Heat, Table, words_of
from resilience.scoring import Count, build_tallies, score
from resilience.scoring.certainty.differences import ALMOST_ALWAYS
from resilience.scoring.comparison.units import partial_scores
from resilience.scoring.scores.tables import indicator_table, theme_table, unit_matrix
from resilience.services.access.access import COMMAND_LINE, NOBODY
from resilience.services.cities.choice import choice_of
from resilience.services.cities.peers import PeerView, peers
from resilience.services.cities.rank import among
from resilience.services.deciding.follow_up import EarlierActions, earlier_to_read
from resilience.services.results import results
from resilience.services.results.departments import apart
from resilience.services.results.priorities import priority_frame, what_first_in
from resilience.services.results.results import WorkshopResult
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from resilience.wording.beside.apart import spot_words
from resilience.wording.beside.map import city_map, under_scores
from resilience.wording.beside.pairs import differing
from resilience.wording.departments import marked, theme_names
from resilience.wording.peers.rank import standing_headline, standing_rows
from resilience.wording.priorities import first_words, priority_rows
from resilience.wording.result import base_words
from resilience.wording.result_tables import range_words
from resilience.wording.years.lines import line_frame, step_rows
from resilience.wording.years.overall import trend_headline
from resilience.wording.years.trend import trend_finding
from tests.pdf import Read, read_pdf
from tests.services.remembered import demo_in, urban

pytestmark = pytest.mark.long

MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
URBAN = urban()


@dataclass(frozen=True)
class Shown:
    """What the pages of the demo show."""

    result: WorkshopResult
    kept: tuple[PeerView, ...]
    trend: Trend
    earlier: EarlierActions

    @property
    def found(self) -> Evidence:
        """What brief, slides and report are written from, for a reader of the earlier workshop's actions."""
        return gather(self.result, self.kept, self.trend, earlier=self.earlier)


@pytest.fixture(scope="module")
def shown(sqlite_model: Path, folder: Path) -> Iterator[Shown]:
    """The later workshop of the demo city, its peers and its trend."""
    store = Store(f"sqlite:///{shutil.copy(sqlite_model, folder / 'printed.db')}")
    code = demo_in(store)[0]
    workshop_id, _, earlier = admit_trend(store, NOBODY, code)
    yield Shown(
        results.read_result(store, workshop_id),
        peers(store, invented=True),
        read_trend(store, workshop_id, [one for one, _ in earlier]),
        earlier_to_read(store, COMMAND_LINE, code),
    )
    store.engine.dispose()


@pytest.fixture(scope="module")
def demo(shown: Shown) -> WorkshopResult:
    """Its result."""
    return shown.result


@pytest.fixture(scope="module", params=LANGUAGES)
def printed(request: pytest.FixtureRequest, shown: Shown) -> tuple[Text, Read]:
    """The report of the demo as a PDF, in each language."""
    text = Text(request.param)
    return text, read_pdf(
        printed_report(
            report_of(shown.result, text, MOMENT, shown.kept, shown.trend), text, MOMENT
        ).pdf
    )


def squeezed(words: str) -> str:
    return "".join(words.split())


def page_of(read: Read, *words: str) -> str:
    """The pages on which all these words stand."""
    found = [
        page for page in map(squeezed, read.pages[1:]) if all(squeezed(w) in page for w in words)
    ]
    assert found, words
    return " ".join(found)


def test_the_summary_says_what_the_overview_says(
    demo: WorkshopResult, printed: tuple[Text, Read]
) -> None:
    text, read = printed
    summary = page_of(
        read, *(one[1:] for one in (*base_words(demo, text), range_words(demo, text)))
    )
    themes = theme_table(URBAN, demo.result.city, text.language)
    assert [text.number(x, 1) for x in themes["score"]] == ["64.4", "64.5", "62.4", "44.7", "53.9"]
    for title, value in zip(themes["title"], themes["score"], strict=True):
        assert squeezed(title) in summary
        assert text.number(value, 1) in summary


def test_every_indicator_has_the_score_of_the_pages(
    demo: WorkshopResult, printed: tuple[Text, Read]
) -> None:
    text, read = printed
    rows = indicator_table(URBAN, demo.result.city, text.language)
    assert len(rows) == 59
    for row in rows.dropna(subset=["score"]).to_dict("records"):
        name = f"{row['code']} · {row['title']}"
        assert text.number(row["score"], 1) in page_of(read, name, text("Range (90 %)"))


def test_departments_and_priorities_say_what_their_pages_say(
    demo: WorkshopResult, printed: tuple[Text, Read]
) -> None:
    text, read = printed
    words = squeezed(read.words)
    for sentence in spot_words(apart(demo), URBAN, text):
        assert squeezed(sentence) in words
    found = what_first_in(demo)
    frame = priority_frame(demo, found, text.language)
    for sentence in first_words(frame, demo, text):
        assert squeezed(sentence) in words
    largest = frame.sort_values("gain", ascending=False).head(10)
    for name, row in priority_rows(largest, found, text).iterrows():
        assert text.number(row.iloc[0], 1) in page_of(read, str(name), text("has an open action"))
    long = unit_scores(demo, text)
    matrix = unit_matrix(long)
    names = theme_names(long, matrix)
    plain = marked(partial_scores(URBAN, demo.result.units), names, text)
    marks = under_scores(city_map(matrix, apart(demo).from_city, names, demo, text), plain, text)
    best = str(matrix.mean(axis=1).idxmax())
    cells = [
        f"{text.number(x, 1)}{marks.get((best, str(t)), '')}"
        for t, x in matrix.loc[[best]].iloc[0].items()
    ]
    assert squeezed("".join(cells)) in words, "the cells of the highest department stand in a row"


def test_peers_and_years_say_what_their_pages_say(shown: Shown, printed: tuple[Text, Read]) -> None:
    text, read = printed
    choice = choice_of(shown.result, shown.kept)
    found = among(shown.result, choice.named(choice.proposed))
    stands = page_of(read, standing_headline(found, shown.result.workshop.city.name, text))
    for _, row in standing_rows(found, URBAN, text).iterrows():
        assert all(text.number(float(x), 1) in stands for x in row.iloc[:3])
    changed = page_of(read, trend_headline(shown.trend, text))
    assert squeezed(trend_finding(shown.trend, URBAN, text)) in changed
    for value in line_frame(shown.trend, URBAN, text).to_numpy().flatten():
        assert text.number(value, 1) in changed
    moved = [one.code for one in shown.trend.moved if one.finding]
    assert moved and all(code in changed for code in moved)
    for said in step_rows(shown.trend, URBAN, text).iloc[0]:
        assert squeezed(said) in changed


def test_the_file_is_tagged_with_a_contents_list_and_fonts_of_the_product(
    printed: tuple[Text, Read],
) -> None:
    text, read = printed
    assert read.tagged
    assert read.language.split("-")[0] == text.locale.language
    assert 12 <= len(read.pages) <= 15
    assert squeezed(text("Contents")) in squeezed(read.pages[0])
    assert squeezed(text("Priorities")) in squeezed(read.pages[0])
    assert {name.split("-")[0] for name in read.fonts} <= {
        *("NotoSans", "NotoSansMath", "NotoSansSymbols2"),
        *("NotoSansCJKsc", "NotoSansCJKjp", "NotoSansCJKkr"),
    }


def test_no_section_runs_onto_the_next_page_by_a_few_lines(
    shown: Shown, printed: tuple[Text, Read]
) -> None:
    text, read = printed
    report = report_of(shown.result, text, MOMENT, shown.kept, shown.trend)
    assert len(read.pages) <= 1 + len(report.sections)
    pages = [squeezed(page) for page in read.pages[1:]]
    for section in report.sections:
        first = [section.heading, *filter(None, [section.headline, *section.lines])]
        last = list(words_of(section.parts[-1]))[-1]
        whole = [page for page in pages if all(squeezed(one) in page for one in (*first, last))]
        assert whole, section.heading


@pytest.fixture(scope="module")
def large(demo: WorkshopResult) -> WorkshopResult:
    """The demo as if 13 departments with long names had come, each of three people."""
    names = [f"Department of public works and the coast, part {n}" for n in range(13)]
    lines = [
        Count(unit, one.code, "level", (n + at) % 4, 3, 3)
        for n, unit in enumerate(names)
        for at, one in enumerate(URBAN.asked("full"))
    ]
    tallies = build_tallies(URBAN.asked("full"), dict.fromkeys(names, (3, 3)), lines)
    rooms = tuple(replace(demo.room[0], unit=name, departments=(name,)) for name in names)
    return replace(
        demo, tallies=tallies, result=score(URBAN, tallies), room=rooms, remarks=(), later={}
    )


def test_many_departments_with_long_names_stay_below_one_another(large: WorkshopResult) -> None:
    report = report_of(large, Text("en"), MOMENT)
    (heat,) = (part for part in report.parts if isinstance(part, Heat))
    assert len(heat.rows) == 13 + 1  # the city
    read = read_pdf(printed_report(report, Text("en"), MOMENT).pdf)
    pages = [page for page in read.pages if "Department of public works" in page]
    assert all(f"part {n}" in pages[0] for n in range(13))


def test_the_report_draws_no_number_that_its_tables_do_not_have(demo: WorkshopResult) -> None:
    found = [part for part in report_of(demo, Text("en"), MOMENT).parts if isinstance(part, Table)]
    assert not [cell for table in found for row in table.rows for cell in row if cell == "nan"]
    assert pd.notna(demo.by_people)


def test_it_says_how_many_more_indicators_moved(shown: Shown) -> None:
    large = [replace(one, finding=True) for one in shown.trend.moved[:7]]
    trend = replace(shown.trend, moved=(*large, *shown.trend.moved[7:]))
    parts = trend_section(replace(shown.found, trend=trend), Text("en")).parts
    (moved,) = (one for one in parts if isinstance(one, Table) and one.heading.endswith("moved"))
    assert len(moved.rows) == 5
    assert "7 indicators moved by a level or more." in moved.under
    assert "2 more indicators are in the workbook." in moved.under


def test_how_often_is_a_column_only_where_it_differs(shown: Shown) -> None:
    def found(often: Mapping[str, int]) -> Evidence:
        own = shown.found.apart.pairs
        changed = {
            x: replace(own[x], found=replace(own[x].found, of_ten=n)) for x, n in often.items()
        }
        return replace(shown.found, apart=replace(shown.found.apart, pairs={**own, **changed}))

    codes = differing(shown.found.apart, 5)
    every = dict.fromkeys(codes, ALMOST_ALWAYS)
    alike, differs = pairs_of(found(every)), pairs_of(found({**every, codes[0]: 8}))
    assert (len(alike.columns), len(differs.columns)) == (2, 3)
    assert "the first department's is almost always the higher one." in alike.under
    assert "this is how often the first department's is the higher one." in differs.under
    assert differs.rows[0][1] == "8 of 10 cases"


def pairs_of(found: Evidence) -> Table:
    """The table of the pairs of departments that differ."""
    parts = departments_section(found, Text("en")).parts
    (table,) = (one for one in parts if isinstance(one, Table) and "two dep" in one.heading)
    return table


def test_the_theme_furthest_behind_the_peers_has_the_colour_of_the_page(shown: Shown) -> None:
    (plot,) = (one for one in peers_section(shown.found, Text("en")).parts if isinstance(one, Dots))
    assert [one.title for one in plot.rows if one.lowest] == [
        "Capacity building and citizen engagement"
    ]
    assert "furthest behind" in dict(plot.legend)["lowest"]
