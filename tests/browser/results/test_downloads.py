"""Somebody takes a chart and its table away, with literal numbers; the chart without a network."""

import base64
import csv
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect
from pptx import Presentation
from pptx.util import Inches

from resilience.framework import Framework, load_source
from resilience.store import Store
from tests.app.rooms import reveal_all
from tests.browser import steps
from tests.conftest import STRUCTURE, WORDS
from tests.live import People, Server, free_port
from tests.services.held import KEY, Held, set_up

ORIGIN = ("Cascais", "2026-10-13")
WHENCE = ("City of the workshop", "Date of the workshop", "Workshop")
#: Water sees water at 75 and power at 25, Power at 87.5 and 100: see tests/app/rooms.py
HEAT = {
    "Power": ("87.5", "100.0"),
    "Water": ("75.0", "25.0"),
    "The city": ("81.3", "62.5"),
}
#: how much wider or narrower words are in a drawing that is opened elsewhere than in the room that they have
WIDTHS = """async (drawing) => {
  document.body.innerHTML = drawing;
  const words = [...document.querySelectorAll("[textLength]")];
  const room = words.map((one) => Number(one.getAttribute("textLength")));
  for (const one of words) one.removeAttribute("textLength");
  await document.fonts.load("16px 'Resilience Sans'");
  await document.fonts.ready;
  const ratios = words.map((one, at) => one.getComputedTextLength() / room[at]);
  return [Math.min(...ratios), Math.max(...ratios)].reduce((a, b) => Math.abs(a - 1) > Math.abs(b - 1) ? a : b);
}"""
#: how far a drawing and a picture differ, on average over all colours of all points, of 255
DIFFERENCE = """async (files) => {
  const kinds = ["image/svg+xml", "image/png"];
  const [drawn, other] = await Promise.all(files.map(async (file, at) => {
    const image = new Image();
    image.src = `data:${kinds[at]};base64,${file}`;
    await image.decode();
    const canvas = Object.assign(document.createElement("canvas"), { width: 2000, height: 1000 });
    canvas.getContext("2d").drawImage(image, 0, 0);
    return canvas.getContext("2d").getImageData(0, 0, 2000, 1000).data;
  }));
  return drawn.reduce((sum, value, at) => sum + Math.abs(value - other[at]), 0) / drawn.length;
}"""

#: the pixels between words in a drawing: from the foot of some to the head of others
BETWEEN = """([drawing, above, below]) => {
  document.body.innerHTML = drawing;
  const words = [...document.querySelectorAll("text")];
  const place = (said) => words.find((one) => one.textContent.includes(said)).getBoundingClientRect();
  return place(below).top - place(above).bottom;
}"""


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A server whose framework has two themes."""
    folder = tmp_path / "indicators" / "two-themes"
    folder.mkdir(parents=True)
    (folder / "framework.yaml").write_text(STRUCTURE)
    (folder / "text.en.yaml").write_text(WORDS)
    env = {"RESILIENCE_FRAMEWORKS": str(folder.parent), "RESILIENCE_SECRET": KEY.decode()}
    started = Server(tmp_path, free_port(), env).start()
    yield started
    started.stop()


@pytest.fixture
def room(server: Server, framework: Framework) -> Iterator[Held]:
    """A workshop with a result that can be worked out by hand."""
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, framework)
    reveal_all(held)
    yield held
    store.engine.dispose()


def taken(page: Page, name: str) -> Path:
    """The file that a button of the menu gives, under the name that it has there."""
    button = page.get_by_role("button", name=name, exact=True).first
    if not button.is_visible():
        page.get_by_test_id("stPopover").get_by_role("button").click()
    return pressed(page, button)


def pressed(page: Page, button: Locator) -> Path:
    """The file that a button gives, under the name that it has there."""
    with page.expect_download() as waiting:
        button.click()
    file = Path(waiting.value.path())
    return file.rename(file.with_name(waiting.value.suggested_filename))


def test_a_chart_and_its_table_are_taken_away(server: Server, people: People, room: Held) -> None:
    page = people.person(width=360)
    link = room.link("official").token
    page.context.request.get(f"{server.url}/open/{link}", max_redirects=0)
    page.goto(f"{server.url}/departments?workshop={room.code}")
    expect(page.locator(".js-plotly-plot .textpoint").first).to_be_visible()
    steps.settled(page)  # the menu comes last

    page.context.set_offline(True)
    drawing = taken(page, "Download the chart as SVG")
    assert drawing.name == f"resilience-{room.code}-departments-heat.svg"
    said = words_in(drawing)
    assert {"75.0", "25.0", "87.5", "100.0", "Water", "Power"} <= {
        one.partition(" ")[0]
        for one in said  # the difference from the city stands behind it
    }
    assert any(f"Cascais · October 13, 2026 · workshop {room.code}" in line for line in said)
    assert any(page.locator("h1").inner_text() in line for line in said)
    assert any("self-assessment in workshops · Urban resilience dash" in line for line in said)
    picture = taken(page, "Download the chart as PNG").read_bytes()
    assert people.person().evaluate(WIDTHS, drawing.read_text("utf-8")) == pytest.approx(
        1, abs=0.02
    )
    encoded = [base64.b64encode(file).decode() for file in (drawing.read_bytes(), picture)]
    assert people.person().evaluate(DIFFERENCE, encoded) < 0.5
    page.context.set_offline(False)
    page.reload()  # a page that connects again closes the menu
    expect(page.locator(".js-plotly-plot .textpoint").first).to_be_visible()

    closed = page.get_by_test_id("stExpander").filter(has_text="Show the data").first
    closed.get_by_text("Show the data").click()
    expect(closed.get_by_role("table").first).to_be_visible()
    steps.still(page)
    with taken(page, "CSV").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Department", "Water", "Power", *WHENCE]
    assert rows[1:] == [[unit, *scores, *ORIGIN, room.code] for unit, scores in HEAT.items()]
    sheet = load_workbook(taken(page, "Excel")).worksheets[0]
    assert [row[:3] for row in sheet.iter_rows(min_row=3, values_only=True)] == [
        ("Department", "Water", "Power"),
        ("Power", 87.5, 100),
        ("Water", 75, 25),
        ("The city", 81.3, 62.5),
    ]


def words_in(drawing: Path) -> list[str]:
    """The words of a drawing, text by text."""
    texts = (node for node in ET.parse(drawing).iter() if node.tag.endswith("}text"))
    return ["".join(node.itertext()) for node in texts]


def test_a_chart_of_a_phone_is_taken_away_without_the_room_of_its_upright_names(
    server: Server, people: People
) -> None:
    words = WORDS.replace("Power", "Power stations and cables").replace(
        "Water", "Pipes and wells and rain"
    )
    store = Store(f"sqlite:///{server.database}")
    room = set_up(store, load_source({"framework.yaml": STRUCTURE, "text.en.yaml": words}))
    reveal_all(room)
    page = people.person(width=320)
    page.goto(f"{server.url}/open/{room.link('official').token}")
    page.goto(f"{server.url}/departments?workshop={room.code}")
    expect(page.locator(".js-plotly-plot .textpoint").first).to_be_visible()
    drawing = taken(page, "Download the chart as SVG").read_text("utf-8")
    gap = people.person().evaluate(BETWEEN, [drawing, "Source:", "Power stations"])
    assert 10 < gap < 100  # upright names take 300


def test_a_chart_of_answers_is_taken_away_with_the_words_of_its_levels(
    server: Server, people: People, room: Held
) -> None:
    page = people.person()
    page.goto(f"{server.url}/open/{room.link('official').token}")
    page.goto(f"{server.url}/departments?workshop={room.code}&indicator=W1")
    chart = page.locator(".st-key-picture-departments-answers")
    expect(chart.locator(".js-plotly-plot .bartext").first).to_be_visible()
    page.get_by_test_id("stPopover").get_by_role("button").click()
    row = page.locator(".st-key-files-departments-answers")
    words = words_in(pressed(page, row.get_by_role("button", name="Download the chart as SVG")))
    levels = [one.split(" · ") for one in words if one[0].isdigit() and " · " in one]
    assert [number for number, _ in levels] == ["0", "1", "2", "3", "4"]


@pytest.mark.parametrize("address", ["downloads", "report", "workbook"])
def test_files_of_the_whole_result_are_taken_from_one_page(
    server: Server, people: People, room: Held, address: str
) -> None:
    page = people.person(width=360)
    page.goto(f"{server.url}/open/{room.link('official').token}")
    page.goto(f"{server.url}/{address}?workshop={room.code}")
    expect(page.locator("h1")).to_contain_text("Downloads")
    pictures = page.locator("[class*=st-key-preview-] img")
    expect(pictures).to_have_count(2)
    assert pictures.first.evaluate("one => one.decode().then(() => one.naturalWidth)") == 661
    for name, begins in (("brief", b"%PDF"), ("slides", b"PK"), ("workbook", b"PK")):
        button = page.get_by_role("button", name=f"Download the {name}")
        assert pressed(page, button).read_bytes().startswith(begins)
    assert steps.fits(page, 360)


def test_a_city_takes_the_slides_in_its_own_template(
    server: Server, people: People, room: Held, tmp_path: Path
) -> None:
    city = Presentation()
    city.slide_width = Inches(11)
    city.save(str(tmp_path / "city.pptx"))
    page = people.person()
    page.goto(f"{server.url}/open/{room.link('official').token}")
    page.goto(f"{server.url}/downloads?workshop={room.code}")
    page.get_by_text("Use your own template").first.click()
    page.locator("input[type=file]").first.set_input_files(tmp_path / "city.pptx")
    button = page.get_by_role("button", name="Download the slides in your template")
    with_template = pressed(page, button)
    assert Presentation(str(with_template)).slide_width == Inches(11)
