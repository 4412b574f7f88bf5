"""The trend of the demo city on a phone and a laptop: its words, and labels that stand clear."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server

#: words of the lines by the width of the screen: a label for each, or on a phone its name and two years
LABELS = {360: 18, 1280: 6}
#: left, top, right and bottom of a chart and of the words on it
BOXES = """chart => {
  const box = (one) => {
    const at = one.getBoundingClientRect();
    return [at.left, at.top, at.right, at.bottom];
  };
  return [box(chart), [...chart.querySelectorAll('.annotation-text')].map(box)];
}"""


@pytest.mark.parametrize("width", [360, 1280])
def test_the_trend_of_the_demo(demo_server: Server, people: People, width: int) -> None:
    page = people.person(width=width)
    page.goto(f"{demo_server.url}/trend")
    expect(
        page.get_by_role(
            "heading",
            name="First votes: no theme changed clearly between 2025 and 2026",
        )
    ).to_be_visible()
    steps.settled(page)
    expect(page.get_by_text("The overall score is 58 (51 in 2025")).to_be_visible()
    lines = page.locator(".js-plotly-plot:visible").first
    expect(lines).to_contain_text("+10.9")
    expect(page.get_by_role("heading", name="No clear change")).to_have_count(0)
    steps.choose_tab(page, "Outcomes of the actions")
    expect(page.get_by_text("9 actions: 2 done · 2 under way · 4 not started")).to_be_visible()
    expect(lines.locator(".annotation-text")).to_have_count(LABELS[width])
    assert steps.fits(page, width)
    chart, labels = lines.evaluate(BOXES)
    for one, other in itertools.combinations(labels, 2):
        beside = one[2] <= other[0] + 1 or other[2] <= one[0] + 1
        assert beside or one[3] <= other[1] + 1 or other[3] <= one[1] + 1, "one over another"
    assert all(chart[0] <= box[0] and box[2] <= chart[2] for box in labels), "a cut label"


def test_the_figures_of_tables_are_seen_on_a_phone(demo_server: Server, people: People) -> None:
    page = people.person(width=360)
    page.goto(f"{demo_server.url}/trend")
    for tab, figures in (("Indicators that moved", 4), ("Vote by vote", 1)):
        steps.choose_tab(page, tab)
        panel = page.get_by_role("tabpanel", name=tab)
        cells = panel.get_by_role("row").last.get_by_role("cell")
        expect(cells.first).to_be_visible()
        for at in range(figures):
            box = cells.nth(at).bounding_box()
            assert box
            assert box["x"] + box["width"] <= 360 - 16, f"{tab}: column {at + 1} is cut"


def test_votes_are_rows_on_a_phone(demo_server: Server, people: People) -> None:
    page = people.person(width=360)
    page.goto(f"{demo_server.url}/trend")
    steps.choose_tab(page, "Vote by vote")
    rows = page.locator(".st-key-picture-trend-votes .js-plotly-plot")
    expect(rows.get_by_text("Resilient infrastructure")).to_be_visible()
    assert steps.fits(page, 360)
