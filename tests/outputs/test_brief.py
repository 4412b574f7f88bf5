"""The brief is one page in every language, whatever it has to say, with the figures of the digest."""

import datetime
import io
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import pytest
from PIL import ImageColor
from pypdf import PdfReader

from resilience.charts.template import LOW
from resilience.outputs.brief import THEMES, brief_filename, brief_of, printed_brief
from resilience.outputs.digest import digest_of
from resilience.outputs.evidence import Evidence, gather
from resilience.report import ActionList, Brief, Listed, PlotRow, words_of
from resilience.report.shorter import NOTE, ROOM, SENTENCE, SHARES, TITLE, shortened
from resilience.services.counting import rounds
from resilience.text import LANGUAGES, Text
from resilience.text.width import shorten
from resilience.wording.framework import with_theme_names
from resilience.wording.result import base_line
from tests.outputs.crooked import crooked
from tests.outputs.test_report_figures import Shown, shown, squeezed
from tests.pdf import ODD, Read, read_pdf
from tests.services.held import Held

__all__ = ["shown"]
pytestmark = pytest.mark.long
Matrix = Sequence[float]
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
LONG = {
    "en": "Continuity of essential municipal services during prolonged regional emergencies",
    "zh-Hans": "特大区域性突发事件期间城市基本公共服务与关键基础设施的连续运行保障能力建设",
    "ja": "広域かつ長期にわたる災害時における都市の基本的な行政サービスと重要インフラの継続性の確保",
    "ko": "광역적이고 장기적인 재난 상황에서 도시 필수 행정 서비스와 핵심 기반 시설의 지속적 운영 역량",
}


@pytest.fixture(scope="module")
def demo(shown: Shown) -> Evidence:
    """What the report of the demo is written from."""
    return shown.found


def printed(brief: Brief, language: str) -> Read:
    """The page of a brief."""
    return read_pdf(printed_brief(brief, Text(language), MOMENT).pdf)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_has_the_figures_and_words_of_the_digest(demo: Evidence, language: str) -> None:
    text = with_theme_names(demo.result.workshop.framework, Text(language))
    digest = digest_of(demo, text)
    read = printed(brief_of(demo, Text(language), MOMENT), language)
    assert (len(read.pages), read.tagged) == (1, True)
    page = squeezed(read.words)
    said = [digest.finding, digest.change.rstrip(".。"), digest.range, base_line(digest.base, text)]
    said += [word for one in digest.themes for word in (one.title, one.shown)]
    said += [
        word
        for one in (*digest.indicators.strengths, *digest.indicators.gaps)
        for word in (one.title, one.shown)
    ]
    said += [one.action for one in digest.indicators.gaps]
    said += [word for one in digest.actions for word in (one.what, one.department, one.due)]
    said += [f"{one.name} {one.people}" for one in digest.room]
    said += [word for one in digest.actions for word in (one.late, one.budget) if word]
    said += [digest.marks[0], digest.signed[0], digest.framework, digest.date]
    for words in said:
        assert squeezed(words)[1:] in page  # the first letter may be a capital


def test_the_plot_has_the_values_of_the_digest(demo: Evidence) -> None:
    digest, brief = digest_of(demo, Text("en")), brief_of(demo, Text("en"), MOMENT)
    assert [one.lowest for one in brief.themes] == [False] * 4 + [True]
    fields = ("score", "low", "high", "previous", "target", "median")
    assert [[getattr(one, name) for name in fields] for one in brief.themes] == [
        [getattr(one, name) for name in fields] for one in digest.themes
    ]
    assert dict(brief.legend) == {
        "score": "2026",
        "range": "what unanswered indicators could change",
        "previous": "2025",
        "target": "target",
        "median": "median of peer cities",
        "lowest": "lowest theme",
    }


def test_the_legend_names_only_what_is_drawn(held: Held) -> None:
    found = crooked(held).found
    brief = brief_of(found, Text("en"), MOMENT)
    assert [kind for kind, _ in brief.legend] == ["score", "target", "median", "lowest"]
    assert [one.median for one in brief.themes if one.title == "Water"] == [None]


def full(language: str) -> Brief:
    """A brief in which everything is longer than it usually is."""
    text, words = Text(language), LONG[language]
    title, sentence, note = (shorten(" ".join([words] * 6), n) for n in (TITLE, SENTENCE, NOTE))
    fact, finding = shorten(" ".join([words] * 12), 460), shorten(" ".join([words] * 6), 230)
    few = text("not enough answers ({share})", share="45 %")
    themes = tuple(PlotRow(title, few, 50.0, 10.0, 90.0, 20.0, 80.0, 60.0) for _ in range(THEMES))
    names = (
        "this city",
        "what unanswered indicators could change",
        "target",
        "median of peer cities",
    )
    kinds = ("score", "range", "target", "median")
    strong = Listed(text("Strengths"), ((title, "100.0", ""),) * 3, note)
    weak = Listed(text("Gaps"), ((title, "100.0", title),) * 3, note)
    find_out = Listed(
        text("Find out first"),
        ((title, "", ""),) * 3,
        text.plural("{n} more indicator", "{n} more indicators", 16),
    )
    due = text("by {date}", date="2027-12-31")
    actions = ActionList("5", ((sentence, title, due, text("overdue")),) * 5, title)
    room = Listed("room", ((shorten(" ".join([words] * 9), ROOM), "", ""),))
    return Brief(
        title=finding,
        place=title,
        marks=(title, title),
        number="100",
        number_of=text("of {maximum}", maximum=100),
        facts=(fact, finding),
        plot=title,
        themes=themes,
        split=6,
        between=title,
        legend=tuple((kind, text(name)) for kind, name in zip(kinds, names, strict=True)),
        strengths=strong,
        gaps=weak,
        find_out=find_out,
        actions=actions,
        room=room,
        foot=(finding, finding),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_fullest_brief_is_one_page_and_nothing_of_it_is_lost(language: str) -> None:
    brief = shortened(full(language), SHARES[-1])
    read = printed(full(language), language)
    assert len(read.pages) == 1
    found = squeezed(read.words)
    said = [*words_of(replace(brief, legend=())), *(words for _, words in brief.legend)]
    for words, times in Counter(map(squeezed, said)).items():
        assert found.count(words) >= times


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_words_are_smaller_than_can_be_read(demo: Evidence, language: str) -> None:
    for brief in (full(language), brief_of(demo, Text(language), MOMENT)):
        sizes = set[float]()

        def see(words: str, cm: Matrix, tm: Matrix, _font: object, size: float) -> None:
            if words.strip():
                sizes.add(round(size * abs(tm[3] * cm[3]), 2))  # noqa: B023

        page = PdfReader(io.BytesIO(printed_brief(brief, Text(language), MOMENT).pdf)).pages[0]
        page.extract_text(visitor_text=see)
        assert min(sizes) >= 7.2


def test_names_and_actions_are_whole_where_there_is_room(demo: Evidence) -> None:
    brief, long = brief_of(demo, Text("en"), MOMENT), LONG["en"] + "; " + LONG["en"]
    rows = tuple(
        (f"{long} {n}", long, due, late) for n, (_, _, due, late) in enumerate(brief.actions.rows)
    )
    themes = tuple(replace(one, title=f"{long} {n}") for n, one in enumerate(brief.themes))
    read = printed(replace(brief, themes=themes, actions=replace(brief.actions, rows=rows)), "en")
    page = squeezed(read.words)
    assert len(read.pages) == 1
    assert "…" not in page
    assert all(
        squeezed(words) in page
        for words in (*(one[0] for one in rows), *(one.title for one in themes))
    )


def test_what_changed_and_what_could_move_the_score_is_never_cut(demo: Evidence) -> None:
    digest = digest_of(demo, with_theme_names(demo.result.workshop.framework, Text("en")))
    brief = brief_of(demo, Text("en"), MOMENT)
    said = [digest.change, digest.range, *digest.decided.splitlines()]
    assert len(" ".join(said)) > 230
    assert not [one for one in (brief.title, *brief.facts) if one.endswith("…")]
    for words in said:
        assert any(words.rstrip(".") in fact for fact in brief.facts), words


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_empty_result_says_so_on_one_page(held: Held, language: str) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", "dk", "dk", "dk")
    brief = brief_of(gather(held.reveal(), (), None), Text(language), MOMENT)
    read = printed(brief, language)
    assert len(read.pages) == 1
    assert squeezed(Text(language)("No open actions.")) in squeezed(read.words)
    assert brief.number == ""
    left = Text(language).plural("{n} more indicator", "{n} more indicators", 1)
    assert (len(brief.find_out.rows), brief.find_out.note) == (3, left)
    assert squeezed(left) in squeezed(read.words)


@pytest.mark.parametrize("odd", ODD)
def test_odd_words_stay_on_one_page(demo: Evidence, odd: str) -> None:
    brief, title, row = brief_of(demo, Text("en"), MOMENT), shorten(odd, 168), shorten(odd, 110)
    actions = ActionList("What comes first", ((row, row, row, row),) * 5)
    assert len(printed(replace(brief, title=f"A {title}", actions=actions), "en").pages) == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_number_that_ends_the_title_is_not_alone_on_a_line(
    demo: Evidence, language: str
) -> None:
    brief = brief_of(demo, Text(language), MOMENT)
    number = re.findall(r"\d+", brief.title)[-1]
    for more in range(0, 40, 4):  # wherever the line is full
        title = replace(brief, title="x" * more + brief.title)
        page = PdfReader(io.BytesIO(printed_brief(title, Text(language), MOMENT).pdf)).pages[0]
        lines = [line.strip() for line in page.extract_text().splitlines()]
        assert not [line for line in lines[:6] if re.fullmatch(rf"{number}\D?", line)]


def colours(brief: Brief) -> set[tuple[int, ...]]:
    """The colours 0..255 that a brief is set in."""
    page = PdfReader(io.BytesIO(printed_brief(brief, Text("en"), MOMENT).pdf)).pages[0]
    content = page.get_contents()
    assert content is not None
    return {
        tuple(round(255 * float(one)) for one in operands)
        for operands, operator in content.operations
        if operator in (b"rg", b"scn") and len(operands) == 3
    }


def test_what_is_late_has_the_colour_of_the_page(demo: Evidence) -> None:
    brief = brief_of(demo, Text("en"), MOMENT)
    late = [one[3] for one in brief.actions.rows]
    assert late == ["overdue", "", "", "", ""]
    plain = replace(
        brief, themes=tuple(replace(one, lowest=False) for one in brief.themes), legend=()
    )
    rows = tuple((*row[:3], "") for row in brief.actions.rows)
    low = ImageColor.getrgb(LOW)
    assert low in colours(plain)
    assert low not in colours(replace(plain, actions=replace(brief.actions, rows=rows)))


def test_the_file_has_the_code_and_the_day(demo: Evidence) -> None:
    assert brief_filename(demo.result).startswith("resilience-brief-")
    assert brief_filename(demo.result).endswith("-2026-10-13.pdf")
