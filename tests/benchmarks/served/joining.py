"""Somebody of the benchmarks who joins a workshop of a test, and what the server says to their page."""

from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.kept import Book
from benchmarks.pages import Page
from benchmarks.scorers import Scorer, Told
from tests.live import Server
from tests.services.held import Held


@dataclass
class Heard:
    """What the server said to a page since it was last asked for."""

    page: Page
    said: list[ForwardMsg] = field(default_factory=list)

    def __post_init__(self) -> None:
        wire: Any = self.page._wire
        take = wire._take

        def listen(message: bytes) -> None:
            self.said.append(ForwardMsg.FromString(message))
            take(message)

        wire._take = listen


async def joined(held: Held, served: Server, book: Book) -> Scorer:
    """Somebody of Water with the scoring page open."""
    somebody = Scorer(served.port, book, Told())
    await somebody.join(held.code, held.department("Water"))
    return somebody
