"""Text and marks of every chart have enough contrast, measured from the pixels."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.results import looks
from tests.browser.results.pixels import SCALE, faint_parts
from tests.live import Server


@pytest.fixture(params=["light", "dark"])
def page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1280, "height": 3000},
        color_scheme=request.param,
        device_scale_factor=SCALE,
    )
    yield context.new_page()
    context.close()


def test_text_and_marks_of_every_chart_stand_out(page: Page, demo_server: Server) -> None:
    found, charts = {}, set()
    for name, chart in looks.charts(page, demo_server.url):
        measured, faint = faint_parts(chart)
        charts.add(name)
        assert measured, name
        if faint:
            found[name] = faint
    assert found == {}
    assert {name.split()[0] for name in charts} == set(looks.TABS)
