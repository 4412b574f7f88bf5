"""What a result costs as people and indicators grow: services, workbook, report, pages.

Run as `python -m benchmarks.growth people` or `... indicators` in the folder of the project: prints
figures, asserts nothing, and keeps them for the docs with `--keep`. People grow from 50 to 5 000 in one
workshop on the scorecard that the product brings, indicators from 20 to 500 in frameworks of that size
and workshops of 60 people. All of it is invented. `--most` ends with a smaller size.
"""

import argparse
import asyncio
import gzip
import io
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from pypdf import PdfReader
from sqlmodel import Session

from benchmarks.answers import close_and_open
from benchmarks.cities import Meeting, gather
from benchmarks.figures import Figure, counted, keep, machine, timed
from benchmarks.invented import invented_source
from benchmarks.phones import Phone
from benchmarks.scorecards import URBAN
from resilience.framework import Framework, load_framework, load_source
from resilience.outputs.report import printed_report, report_of
from resilience.outputs.workbook import results_workbook
from resilience.scoring.opinions.agreement import agree
from resilience.services.counting import rounds
from resilience.services.results import results
from resilience.services.results.departments import apart
from resilience.services.results.discussion import discuss
from resilience.services.results.priorities import what_first_in
from resilience.services.results.what_if import what_ifs
from resilience.services.scorecards.offline_cards import CardOrder, offline_cards
from resilience.services.voting import progress
from resilience.store import Store, migrate, now
from resilience.store.tables import Workshop
from resilience.store.workshops import departments
from resilience.text import Text
from tests.live import Server, free_port
from tests.services.held import HOST, KEY

PEOPLE = (50, 200, 500, 1_000, 2_000, 5_000)
INDICATORS = (20, 45, 100, 200, 500)
#: people of a workshop whose framework grows
FEW = 60
QUICK, SLOW = 9, 3


def by_people(most: int) -> Iterator[Figure]:
    """The curve over people."""
    framework = load_framework(URBAN)
    for people in (size for size in PEOPLE if size <= most):
        with workshop_of(framework, people) as (store, code, workshop_id):
            yield from while_open(store, code, workshop_id, people)
            yield from result_figures(store, workshop_id, people)


def by_indicators(most: int) -> Iterator[Figure]:
    """The curve over indicators."""
    for asked in (size for size in INDICATORS if size <= most):
        source = invented_source(asked)
        yield timed("framework loaded", asked, lambda source=source: load_source(source), QUICK)  # type: ignore[misc]
        framework = load_source(source)
        with workshop_of(framework, FEW) as (store, code, workshop_id):
            yield from while_open(store, code, workshop_id, asked)
            yield from pages(store, code, workshop_id, asked)
            yield from result_figures(store, workshop_id, asked)


@contextmanager
def workshop_of(framework: Framework, people: int) -> Iterator[tuple[Store, str, int]]:
    """A store in which so many people have answered all in one workshop, whose vote is open."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'city.db'}")
        migrate(store)
        with store.write() as session:
            workshop, _ = gather(
                session, framework, Meeting.of("City of growth (invented)", people)
            )
            code, workshop_id = workshop.code, workshop.id
        try:
            yield store, code, workshop_id
        finally:
            store.engine.dispose()


def while_open(store: Store, code: str, workshop_id: int, size: int) -> Iterator[Figure]:
    """What is done while the vote is open; the result is revealed at the end."""
    yield timed("live", size, lambda: progress.snapshot(store, workshop_id), QUICK)
    with store.read() as session:
        home = departments(session, workshop_id)[0].id
    card = [CardOrder(home, 1)]
    yield timed("scorecard", size, lambda: offline_cards(store, HOST, code, card, Text("en")), SLOW)
    yield timed("vote closed, opened", size, lambda: close_and_open(store, code), SLOW)


def result_figures(store: Store, workshop_id: int, size: int) -> Iterator[Figure]:
    """What is made of the result once it is revealed."""
    with store.read() as session:
        code = _code(session, workshop_id)
    for move in (rounds.close_vote, rounds.reveal):
        move(store, HOST, code)
    yield timed("result", size, lambda: results.read_result(store, workshop_id), QUICK)
    result = results.read_result(store, workshop_id)
    text = Text("en")
    made: tuple[tuple[str, Callable[[], object]], ...] = (
        ("agreement", lambda: agree(result.tallies)),
        ("what to discuss", lambda: discuss(result)),
        ("what to do first (1 000 draws)", lambda: what_first_in(result)),
        ("departments apart (permutations)", lambda: apart(result)),
        ("made otherwise", lambda: what_ifs(result, "en")),
    )
    for what, work in made:
        yield timed(what, size, work, SLOW)
    yield timed("workbook", size, lambda: results_workbook(result, text, now()), SLOW)
    yield timed(
        "report", size, lambda: printed_report(report_of(result, text, now()), text, now()), SLOW
    )
    workbook, pdf = (
        results_workbook(result, text, now()),
        printed_report(report_of(result, text, now()), text, now()).pdf,
    )
    yield counted("workbook, bytes", size, len(workbook) / 1000, "kB")
    yield counted("report, pages", size, len(PdfReader(io.BytesIO(pdf)).pages), "pages")


def _code(session: Session, workshop_id: int) -> str:
    return session.get_one(Workshop, workshop_id).code


def pages(store: Store, code: str, workshop_id: int, size: int) -> Iterator[Figure]:
    """The phone page as it comes from a server, and a first run of the page Scoring."""
    with store.read() as session:
        home = departments(session, workshop_id)[0].id
    html = asyncio.run(phone_page(store, code, home))
    yield counted("phone page, packed", size, len(gzip.compress(html, 6)) / 1000, "kB")
    yield timed("Scoring, first run", size, scoring_page(store, workshop_id), SLOW)


async def phone_page(store: Store, code: str, department: int) -> bytes:
    """The page of somebody who just joined."""
    server = Server(_folder(store), free_port()).start()
    try:
        phone = Phone(server.port, [])
        await phone.join(code, department)
        got = await phone._line.get("/m")
        phone.close()
        return got.body
    finally:
        server.stop()


def scoring_page(store: Store, workshop_id: int) -> Callable[[], object]:
    """Opens the page Scoring as the first person of the workshop, on this store."""
    os.environ |= {
        "RESILIENCE_DATABASE_URL": store.name,
        "RESILIENCE_DATA": str(_folder(store)),
        "RESILIENCE_SECRET": KEY.decode(),
    }
    import streamlit as st  # noqa: PLC0415 - not before the settings stand

    from tests.app.visit import as_person  # noqa: PLC0415

    st.cache_data.clear()
    st.cache_resource.clear()

    def opened() -> object:
        page = as_person("pages/workshop/score.py", f"invented {workshop_id} 0")
        if page.exception:
            raise SystemExit(page.exception[0].value)
        return page

    return opened


def _folder(store: Store) -> Path:
    return Path(store.url.database or "").parent


CURVES = {"people": (by_people, PEOPLE), "indicators": (by_indicators, INDICATORS)}


def main() -> None:
    """Print the figures of a curve; keep them where that is asked."""
    options = argparse.ArgumentParser(description="What a result costs as a workshop grows.")
    options.add_argument("curve", choices=CURVES)
    options.add_argument("--most", type=int, help="the largest size")
    options.add_argument("--keep", action="store_true", help="keep the figures for the docs")
    asked = options.parse_args()
    print(machine())
    curve, sizes = CURVES[asked.curve]
    figures = list(curve(asked.most or sizes[-1]))
    if asked.keep:
        keep(asked.curve, figures)


if __name__ == "__main__":
    main()
