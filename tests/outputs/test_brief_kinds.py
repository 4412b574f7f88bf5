"""Brief and slides of results in points, and of groups that scored their own themes."""

import datetime
import io
from typing import Any

import pytest
from pptx import Presentation
from pptx.oxml.ns import qn

from resilience.outputs.brief import brief_of, printed_brief
from resilience.outputs.evidence import Evidence, gather
from resilience.outputs.slides import deck_of, slides_file
from resilience.services.counting import rounds
from resilience.store import Store
from resilience.text import LANGUAGES, Text
from tests.pdf import read_pdf
from tests.services.held import Held
from tests.services.undrr.shown import official_vote

pytestmark = pytest.mark.long
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
EN = Text("en")


def chart(found: Evidence) -> dict[str, list[float]]:
    """The series of the chart of themes."""
    slides: Any = Presentation(io.BytesIO(slides_file(deck_of(found, EN, MOMENT)))).slides
    (shape,) = [one for one in slides[2].shapes if one.has_chart]
    places = ((one.name, one._element.find(qn("c:xVal"))) for one in shape.chart.plots[0].series)
    return {name: [float(value.text) for value in place.iter(qn("c:v"))] for name, place in places}


def test_points_are_drawn_as_shares_and_named_as_points(store: Store) -> None:
    held = official_vote(store)
    for _ in range(3):
        held.say(held.join(), **{f"P1.{n}": 2 for n in range(1, 4)})
    found = gather(held.reveal(), (), None)
    brief = brief_of(found, EN, MOMENT)
    assert brief.plot == "Share of the possible score by theme, 0 to 100"
    first, *others = brief.themes
    assert {one.score for one in others} == {None}  # those without a score come last
    assert first.shown.endswith("of 9")
    assert first.score is not None
    assert chart(found) == {"this city": [round(first.score, 1)]}
    for language in LANGUAGES:
        printed = printed_brief(brief_of(found, Text(language), MOMENT), Text(language), MOMENT)
        assert len(read_pdf(printed.pdf).pages) == 1


def test_groups_that_scored_their_themes_have_no_slide_on_departments(held: Held) -> None:
    held.group("scores", Rivers="WAT", Grid="PWR")
    held.move(rounds.open_vote)
    for level in (1, 2, 3):
        held.say(held.join("Rivers"), W1=level)
        held.say(held.join("Grid"), P1=level)
    found = gather(held.reveal(), (), None)
    titles = [slide.title for slide in deck_of(found, EN, MOMENT).slides]
    assert not [title for title in titles if "differently" in title or "apart" in title]
    read = read_pdf(printed_brief(brief_of(found, EN, MOMENT), EN, MOMENT).pdf)
    assert len(read.pages) == 1
    assert "Rivers 3, Grid 3" in read.words


def test_where_there_is_no_overall_score_no_large_dash_is_in_its_place(held: Held) -> None:
    held.move(rounds.open_vote)
    for _ in range(3):
        held.say(held.join(), W1=1)
    found = gather(held.reveal(), (), None)
    brief = brief_of(found, EN, MOMENT)
    assert brief.number == ""
    assert read_pdf(printed_brief(brief, EN, MOMENT).pdf).words.count("no overall score") == 1
    slides: Any = Presentation(io.BytesIO(slides_file(deck_of(found, EN, MOMENT)))).slides
    said = [one.text_frame.text.strip() for one in slides[1].shapes if one.has_text_frame]
    assert "Cascais has no overall score: not enough answers (25 %)" in said
    assert "–" not in said
