"""How somebody of the benchmarks joins a workshop of a test."""

from benchmarks.kept import Book
from benchmarks.scorers import Scorer, Told
from tests.live import Server
from tests.services.held import Held


async def joined(held: Held, served: Server, book: Book) -> Scorer:
    somebody = Scorer(served.port, book, Told())
    await somebody.join(held.code, held.department("Water"))
    return somebody
