"""What reaches browsers, logs and files: nobody else's token, and no figure of a small department.

An open workshop, which shows every group, is scanned too: there the figure is found.
"""

import base64
import math
import re
import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, Request, WebSocket, expect

from resilience.framework import AnswerValue, Framework
from resilience.services.access.access import identify
from resilience.services.access.tokens import PERSON
from resilience.services.counting import rounds
from resilience.services.workshop.participants import join
from resilience.store import Store
from resilience.store.tables import StaffAct
from tests.live import People, Server, free_port
from tests.pdf import read_pdf
from tests.services.delivering import save_answer, save_remark
from tests.services.held import KEY, Held, rows, set_up

#: what the two people of Power answer, and what that makes of their department: overall, the theme
#: PWR and its indicator P2, 0 to 100
POWER: tuple[dict[str, AnswerValue], ...] = (
    {"W1": 0, "W2": 4, "P1": 1, "P2": 3.137},
    {"W1": 1, "W2": 3, "P1": 2, "P2": 2.713},
)
OF_THE_THEME = 54.125
FIGURES = (52.0625, OF_THE_THEME, 70.75)
OTHERS: dict[str, AnswerValue] = {"W1": 2, "W2": 3, "P1": 4, "P2": 5}
RESULTS = ("overview", "departments", "actions", "downloads")
STAFF = ("live", "run-sheet", "discuss", "steps", "links", *RESULTS)


@dataclass
class Heard:
    """All that a browser was sent: documents, answers, and what came over websockets."""

    parts: list[bytes] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)

    def listen(self, page: Page) -> None:
        """Hear everything that comes to a page from now on, but for Streamlit's own files."""
        page.on("request", self._note)
        page.on("websocket", self._socket)

    def says(self, words: str) -> bool:
        """Whether these words were sent."""
        return any(words.encode() in part for part in self.parts)

    def tells(self, figure: float) -> bool:
        """Whether a figure was sent: in binary as tables and charts have it, or written out."""
        written = re.compile(rb"(?<![\d.])(%s)(?!\d)" % "|".join(_written(figure)).encode())
        binary = struct.pack("<d", figure)
        return any(binary in part or written.search(part) for part in self._all())

    def _all(self) -> Iterator[bytes]:
        for part in self.parts:
            yield part
            for packed in re.findall(rb'"bdata":"([^"]+)"', part):
                yield base64.b64decode(packed.replace(b"\\u002f", b"/").replace(b"\\u002b", b"+"))

    def settle(self, page: Page) -> None:
        """Take in what was answered: asked again, since a browser forgets it as it moves on."""
        for address in sorted(self.asked):
            self.parts.append(page.request.get(address).body())
        self.asked.clear()

    def _note(self, request: Request) -> None:
        ours = request.resource_type in ("document", "fetch", "xhr")
        if ours and request.method == "GET" and "/_stcore/" not in request.url:
            self.asked.add(request.url)

    def _socket(self, socket: WebSocket) -> None:
        socket.on("framereceived", lambda frame: self.parts.append(_bytes(frame)))


def _bytes(frame: bytes | str) -> bytes:
    return frame if isinstance(frame, bytes) else frame.encode()


def _written(figure: float) -> Iterable[str]:
    """A figure as pages and files write it."""
    return (re.escape(repr(figure)), re.escape(f"{figure:.1f}"), re.escape(f"{figure:.2f}"))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server with the key of the tests, so that they know the links of its workshops."""
    made = Server(tmp_path_factory.mktemp("payloads"), free_port())
    (made.folder / "secret").write_bytes(KEY)
    yield made.start()
    made.stop()


@dataclass
class Room:
    """A revealed workshop in which Power has two people, and everybody's tokens."""

    held: Held
    people: dict[str, str]

    def staff(self, role: str) -> str:
        """The token of a link."""
        token = self.held.link(role, "Water" if role == "lead" else None).token
        assert token
        return token


def reveal(server: Server, framework: Framework, k: int) -> Room:
    """Water and Roads have four people each, Power two; all wrote a comment."""
    store = Store(f"sqlite:///{server.database}")
    held = set_up(store, framework, k=k)
    held.move(rounds.open_vote)
    tokens = {}
    for name, people in (("Water", [OTHERS] * 4), ("Power", POWER), ("Roads", [OTHERS] * 4)):
        for n, said in enumerate(people):
            token = join(store, held.code, department_id=held.department(name), language="en")
            who = identify(store, KEY, participant_token=token)
            for code, answer in said.items():
                save_answer(store, who, code, answer)
            save_remark(store, who, "W1", comment=f"Remark {n} of {name}")
            tokens[f"{name} {n}"] = token
    held.move(rounds.close_vote, rounds.reveal)
    return Room(held, tokens)


def walk(page: Page, url: str, addresses: Iterable[str]) -> Heard:
    """Visit pages until nothing more comes, and give all that was sent."""
    heard = Heard()
    heard.listen(page)
    for address in addresses:
        page.goto(f"{url}/{address}")
        page.wait_for_load_state("networkidle")
        expect(page.locator("[data-testid=stStatusWidget]")).to_have_count(0)
        page.wait_for_timeout(1500)
        heard.settle(page)
    return heard


def read_along(
    people: People, server: Server, room: Room, role: str, names: Iterable[str] = RESULTS
) -> tuple[Page, Heard]:
    """Somebody with a link of staff walks pages."""
    page = people.person()
    page.goto(f"{server.url}/open/{room.staff(role)}")
    at = f"?workshop={room.held.code}"
    return page, walk(page, server.url, [name + at for name in names])


def take_part(people: People, server: Server, token: str) -> Heard:
    """A participant looks at everything there is for participants."""
    page = people.person(width=360)
    page.context.add_cookies([{"name": PERSON, "value": token, "url": server.url}])
    return walk(page, server.url, ["m", "m?at=end", "joined", "receipt", "score", "answers"])


def files(page: Page, server: Server, code: str, folder: Path) -> Heard:
    """What an official takes away: workbook, report, list."""
    taken = Heard()
    page.goto(f"{server.url}/downloads?workshop={code}")
    for name, button in (("workbook", "Download the workbook"), ("report", "Download the report")):
        with page.expect_download() as waited:
            page.get_by_role("button", name=button).first.click()
        waited.value.save_as(folder / f"{name}.{'xlsx' if name == 'workbook' else 'pdf'}")
    book = openpyxl.load_workbook(folder / "workbook.xlsx", data_only=True)
    for cell in (cell for sheet in book for row in sheet.iter_rows() for cell in row):
        number = isinstance(cell.value, float) and math.isfinite(cell.value)
        taken.parts.append((repr(cell.value) if number else str(cell.value)).encode())
    taken.parts.append(read_pdf((folder / "report.pdf").read_bytes()).words.encode())
    return taken


def test_nobody_gets_a_figure_of_few_people_or_the_token_of_another(
    server: Server, people: People, framework: Framework, tmp_path: Path
) -> None:
    room = reveal(server, framework, 3)
    official, read = read_along(people, server, room, "official")
    taken = files(official, server, room.held.code, tmp_path)
    _, run = read_along(people, server, room, "facilitator", STAFF)
    own = room.people["Water 0"]
    mine = take_part(people, server, own)
    assert read.says("Water")
    assert taken.says("Remark 0 of Water")
    for heard in (read, taken, run, mine):
        assert not [figure for figure in FIGURES if heard.tells(figure)]

    persons = set(room.people.values())
    links = {room.staff(role) for role in ("facilitator", "cofacilitator", "official", "lead")}
    assert mine.says(own)  # the own return link
    assert run.says(room.staff("cofacilitator"))  # on the page of links
    assert not [t for t in persons | links if mine.says(t) and t != own]
    assert not [t for t in persons | links if read.says(t) and t != room.staff("official")]
    assert not [t for t in persons if run.says(t)]
    assert not [t for t in persons | links if taken.says(t)]
    kept = (server.folder / "server.log").read_text(encoding="utf-8")
    kept += " ".join(repr(act) for act in rows(room.held.store, StaffAct))
    assert room.held.code in kept
    assert not [t for t in persons | links if t in kept]


def test_an_open_workshop_shows_the_figures_that_the_scan_looks_for(
    server: Server, people: People, framework: Framework, tmp_path: Path
) -> None:
    room = reveal(server, framework, 0)
    official, read = read_along(people, server, room, "official", ["departments"])
    assert read.tells(OF_THE_THEME)
    assert files(official, server, room.held.code, tmp_path).tells(OF_THE_THEME)
