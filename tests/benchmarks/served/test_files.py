"""Who asks for a file gets it, though others draw their pages meanwhile."""

import asyncio
from urllib.parse import quote

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.phones import Line
from tests.benchmarks.served.joining import Heard, joined
from tests.live import Server
from tests.services.held import Held


def test_a_file_waits_for_the_browser_that_asked_for_it(held: Held, served: Server) -> None:
    async def takes_a_form() -> None:
        line = Line(served.port, [])
        await line.get(f"/open/{held.link('facilitator').token}")
        page = Page(served.port, line.cookies, "scorecards", f"workshop={held.code}")
        await page.connect()
        heard = Heard(page)
        await page.run_whole()
        form = await said(heard, "delta", "scorecards-form")
        ask(page, form.delta.new_element.download_button.deferred_file_id)
        made = await said(heard, "backend_operation_response")
        somebody = await joined(held, served, Book())
        for _ in range(3):
            await somebody.page.run_whole()
        got = await line.get(quote(made.backend_operation_response.deferred_file.url))
        assert got.status == 200
        assert got.body.startswith(b"PK")
        line.close()
        await page.close()
        await somebody.close()

    asyncio.run(takes_a_form())


def ask(page: Page, file: str) -> None:
    """Ask for a file that is made when it is asked for, as the click on its button does."""
    sent = BackMsg()
    sent.backend_operation_request.request_id = "the form"
    sent.backend_operation_request.session_id = page.session
    sent.backend_operation_request.deferred_file.file_id = file
    assert page._wire
    page._wire.send(sent.SerializeToString())


async def said(heard: Heard, kind: str, about: str = "") -> ForwardMsg:
    """Waits for a message of a kind."""
    async with asyncio.timeout(30):
        while True:
            for message in heard.said:
                if message.WhichOneof("type") == kind and about in str(message):
                    return message
            await asyncio.sleep(0.05)
