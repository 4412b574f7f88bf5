"""The main job, end to end: set up, join, score, hand the laptop on, reveal, read, take away."""

from pathlib import Path

from openpyxl import load_workbook
from openpyxl.cell import Cell, MergedCell
from playwright.sync_api import Page, expect

from tests.browser import steps
from tests.live import People, Server
from tests.pdf import read_pdf

THEMES = {
    "INF": ("INF10", "INF11", "INF5", "INF16"),
    "PLN": ("PLN1", "PLN2", "PLN18", "PLN15"),
    "CRM": ("CRM14", "CRM15", "CRM10", "CRM12"),
    "NBS": ("NBS1", "NBS10", "NBS3", "NBS15"),
    "ENG": ("ENG1", "ENG2", "ENG10", "ENG5"),
}
#: worked by hand. Levels count 0, 33.3, 66.7, 100; Housing has tables of 3 and 2, Water a
#: table of 4, and each department counts once. INF10: Housing (3 x 66.7 + 2 x 100) / 5 = 80, Water
#: 0: 40. The first of other themes: (66.7 + 0) / 2 = 33.3. The second: (100 + 33.3) / 2 = 66.7. The
#: third: 33.3. The fourth does not apply: Water says so, nobody else gave a level. INF is
#: (40 + 66.7 + 33.3) / 3 = 46.7, others (33.3 + 66.7 + 33.3) / 3 = 44.4, overall 44.9.
EXPECTED = {
    "Resilient infrastructure": "46.7",
    "Resilient urban planning": "44.4",
    "Climate risk modelling and forecasting": "44.4",
    "Ecological conservation and nature-based solutions": "44.4",
    "Capacity building and citizen engagement": "44.4",
}
SECRET_WORDS = "zebra crossing 7731"


def score_theme(page: Page, codes: tuple[str, ...], said: tuple[str | int, ...]) -> None:
    for code, answer in zip(codes, said, strict=True):
        steps.answer(page, code, answer)


def next_theme(page: Page, first: str) -> None:
    page.get_by_role("button", name="Next theme").click()
    expect(steps.card(page, first)).to_be_visible()


def listen(page: Page, heard: list[bytes]) -> None:
    """Keep everything that the server sends to a page."""

    def frame(payload: str | bytes) -> None:
        heard.append(payload if isinstance(payload, bytes) else payload.encode())

    page.on("websocket", lambda socket: socket.on("framereceived", frame))


def table_of(page: Page) -> dict[str, str]:
    """The table under the bar chart: score as printed, by theme."""
    page.get_by_text("Show the data").first.click()
    rows = page.locator("table").first.locator("tbody tr")
    expect(rows).to_have_count(5)
    return {
        row.locator("th").inner_text(): row.locator("td").first.inner_text() for row in rows.all()
    }


def test_a_workshop_from_set_up_to_the_workbook(
    server: Server, people: People, tmp_path: Path
) -> None:
    facilitator = people.person()
    heard: list[bytes] = []
    listen(facilitator, heard)
    code = steps.set_up(facilitator, server.facilitator_link)
    official_link = steps.role_link(facilitator, "official")
    facilitator.get_by_role("link", name="Go to the live page").click()
    facilitator.get_by_role("button", name="Open the vote").click()
    expect(facilitator.get_by_text("The vote is open.")).to_be_visible()

    phone, laptop = people.person(width=360, height=740), people.person()
    listen(phone, heard)
    return_link = steps.join(phone, server.url, code, "Housing", table_of=3)
    steps.join(laptop, server.url, code, "Water", table_of=4)
    score_on_a_phone_that_reloads(phone)
    score_on_a_laptop(laptop)
    hand_the_laptop_on(laptop)
    come_back_on_another_phone(people.person(width=360, height=740), return_link)

    expect(facilitator.get_by_text("9 people")).to_be_visible()
    nothing_before_the_reveal(facilitator, server, code)
    steps.move(facilitator, "Close the vote")
    expect(laptop.get_by_text("The vote is closed.")).to_be_visible()
    nothing_before_the_reveal(facilitator, server, code)
    assert all(SECRET_WORDS.encode() not in frame for frame in heard)
    steps.move(facilitator, "Reveal the result")
    expect(facilitator.get_by_text("The result is revealed.")).to_be_visible()

    official = people.person()
    official.goto(official_link)
    read_the_result(official)
    path = download(official, server, code, tmp_path)
    assert workbook_scores(path) == {"Overall": "44.9", **EXPECTED}
    assert any(SECRET_WORDS in str(cell.value) for cell in cells(path, "Comments"))
    report = read_pdf(download(official, server, code, tmp_path, "report").read_bytes())
    assert "scores 45 of 100" in report.words
    assert "9 people answered" in report.words
    assert all(score in report.words for score in EXPECTED.values())
    assert SECRET_WORDS in report.words


def score_on_a_phone_that_reloads(page: Page) -> None:
    for position, codes in enumerate(THEMES.values()):
        score_theme(page, codes, (2, 3, 1, "Don't know"))
        if (
            position == 1
        ):  # Housing has its usual indicators first, so the last answer is not at the theme's end
            steps.go_to(page, "CRM14")
            page.reload()
            expect(page.get_by_text("8 of 20 answered").first).to_be_visible()
            expect(steps.card(page, "CRM14")).to_be_visible()  # where it was before
            assert steps.chosen(page, "PLN2") == "3"
    expect(page.get_by_text("20 of 20 answered").first).to_be_visible()


def score_on_a_laptop(page: Page) -> None:
    for position, codes in enumerate(THEMES.values()):
        score_theme(page, codes, (0, 1, 1, "Not applicable"))
        if position == 0:
            _comment(page, "INF10", SECRET_WORDS)
        if position < 4:
            next_theme(page, list(THEMES.values())[position + 1][0])
    expect(page.get_by_text("20 of 20 answered").first).to_be_visible()


def hand_the_laptop_on(page: Page) -> None:
    page.get_by_role("button", name="Next person").click()
    page.get_by_role("button", name="Yes, next person").click()
    page.get_by_label("Housing", exact=True).check()
    page.get_by_text("We answer as a table").click()
    page.get_by_label("People at the table").fill("2")
    page.get_by_role("button", name="Join").click()
    page.get_by_role("link", name="Start scoring").click()
    expect(page.get_by_text("0 of 20 answered").first).to_be_visible()
    steps.answer(page, "INF10", 3)


def come_back_on_another_phone(page: Page, return_link: str) -> None:
    page.goto(return_link)
    page.get_by_role("button", name="Continue for Housing").click()
    expect(page.get_by_text("20 of 20 answered").first).to_be_visible()
    assert steps.chosen(page, "INF11") == "3"


def nothing_before_the_reveal(page: Page, server: Server, code: str) -> None:
    page.goto(f"{server.url}/overview?workshop={code}")
    expect(page.get_by_text("No results are shown before the reveal.")).to_be_visible()
    expect(page.locator("table, .headline, .js-plotly-plot")).to_have_count(0)
    page.goto(f"{server.url}/live?workshop={code}")


def read_the_result(page: Page) -> None:
    headline = page.locator(".headline")
    expect(headline).to_contain_text("scores 45 of 100")
    expect(page.locator(".hero")).to_contain_text("9 people answered")
    assert table_of(page) == EXPECTED


def download(page: Page, server: Server, code: str, folder: Path, file: str = "workbook") -> Path:
    page.goto(f"{server.url}/downloads?workshop={code}")
    with page.expect_download() as started:
        page.get_by_role("button", name=f"Download the {file}").first.click()
    path = folder / started.value.suggested_filename
    started.value.save_as(path)
    return path


def _comment(page: Page, code: str, words: str) -> None:
    card = steps.card(page, code)
    card.get_by_text("Comment, evidence, confidence").click()
    card.get_by_label("Comment (saved when you leave the field)").fill(words)
    card.get_by_label("Comment (saved when you leave the field)").press("Tab")
    steps.saved(page)


def cells(path: Path, sheet: str) -> list[Cell | MergedCell]:
    """All cells of a sheet with the values that were written, nothing recalculated."""
    rows = load_workbook(path, data_only=True)[sheet].iter_rows()
    return [cell for row in rows for cell in row]


def workbook_scores(path: Path) -> dict[str, str]:
    """Score by theme and overall on the sheet Themes, as a page prints it."""
    sheet = load_workbook(path, data_only=True)["Themes"]
    rows = list(sheet.iter_rows(values_only=True))
    head = next(row for row in rows if "Score" in row)
    name, score = head.index("Theme"), head.index("Score")
    below = rows[rows.index(head) + 1 :]
    return {str(row[name]): f"{row[score]:.1f}" for row in below if isinstance(row[score], float)}
