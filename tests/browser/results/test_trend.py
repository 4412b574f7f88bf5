"""The trend of the demo city on a phone and a laptop: its words, and labels that stand clear."""

import itertools

import pytest
from playwright.sync_api import expect

from tests.browser import steps
from tests.live import People, Server

#: left, top, right and bottom of the words at the ends of the first chart's lines, and of the chart
BOXES = """() => {
  const chart = document.querySelector('.js-plotly-plot');
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
            name="Between 2025 and 2026, counting only the first votes: no theme changed clearly",
        )
    ).to_be_visible()
    expect(page.locator(".js-plotly-plot")).to_have_count(3)
    steps.settled(page)
    expect(page.get_by_text("The overall score is 58 (51 in 2025")).to_be_visible()
    row = page.get_by_role("row").filter(has_text="2025 to 2026")
    expect(row.get_by_role("cell").nth(2)).to_contain_text("+11.2")
    expect(page.get_by_text("9 actions: 2 done · 2 under way · 4 still open")).to_be_visible()
    expect(page.locator(".js-plotly-plot").first.locator(".annotation-text")).to_have_count(5)
    chart, labels = page.evaluate(BOXES)
    labels.sort(key=lambda box: box[1])
    for above, below in itertools.pairwise(labels):
        assert above[3] <= below[1] + 1, "one label over another"
    assert all(chart[0] <= box[0] and box[2] <= chart[2] for box in labels), "a cut label"
