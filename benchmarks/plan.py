"""How long a facilitator waits for the pages of a large plan and register: prints figures, asserts nothing.

Run as `python -m benchmarks.plan` in the folder of the project: an invented city with 100 actions and 500 entries of
evidence. The aim is 150 ms of the server's processor for a view of a page, measured as in benchmarks.results_pages.
"""

import datetime
import random
import statistics

from playwright.sync_api import sync_playwright

from benchmarks.cities import PLANNED, SEED, YEARLY, Meeting, hold
from benchmarks.hall import worked
from benchmarks.results_pages import READY, opened, revise
from benchmarks.scorecards import URBAN
from benchmarks.served import served
from resilience.framework import Framework, load_framework
from resilience.store import Session, Store
from resilience.store.tables import Action, EvidenceEntry, Workshop
from resilience.store.workshops import departments, workshops
from tests.live import launched

ACTIONS, ENTRIES, TIMES = 100, 500, 5
PAGES = ("actions", "priorities", "evidence", "run-sheet")
START = datetime.datetime(2026, 10, 13, 1, tzinfo=datetime.UTC)


def invent(store: Store, framework: Framework) -> str:
    """Write the city; give the code of its workshop."""
    with store.write() as session:
        code = hold(session, framework, Meeting.of("Plan (invented)", YEARLY))
        ((workshop, _),) = workshops(session)
        _fill(session, workshop, framework, random.Random(SEED))
        return code


def _fill(
    session: Session, workshop: Workshop, framework: Framework, chance: random.Random
) -> None:
    asked = framework.asked("full")
    homes = [one.id for one in departments(session, workshop.id)[:-1]]
    for n in range(PLANNED, ACTIONS):
        action = Action(
            workshop_id=workshop.id,
            indicator=chance.choice(asked).code,
            what=f"Invented action {n}.",
            department_id=chance.choice(homes),
            by_when=START.date() + datetime.timedelta(days=chance.randrange(900)),
            made_at=START,
            changed_at=START,
        )
        session.add(action)
    for n in range(ENTRIES):
        entry = EvidenceEntry(
            city_id=workshop.city_id,
            framework=framework.id,
            version=framework.version,
            indicator=chance.choice(asked).code,
            title=f"Invented document {n}",
            dated=START.date() - datetime.timedelta(days=chance.randrange(900)),
            link=f"https://example.org/{n}",
            role="host",
            added_at=START,
        )
        session.add(entry)


def main() -> None:
    """Print all figures."""
    with served() as (server, store), sync_playwright() as here:
        code = invent(store, load_framework(URBAN))
        page = launched(here).new_context(viewport={"width": 1280, "height": 900}).new_page()
        page.add_init_script(READY)
        page.goto(server.facilitator_link)
        print(f"{ACTIONS} actions, {ENTRIES} entries: median of {TIMES} views until ready in ms,")
        print("  and the server's processor time of one; first after a revision, then warm")
        for address in PAGES:
            whole, told = f"{server.url}/{address}?workshop={code}", ""
            opened(page, whole)
            for cold in (True, False):
                took, work = [], 0.0
                for _ in range(TIMES):
                    if cold:
                        revise(store)
                    before = worked(server)
                    took.append(opened(page, whole))
                    work += worked(server) - before
                told += f"{statistics.median(took):8.0f}{1000 * work / TIMES:8.0f}"
            print(f"  {address:14}{told}")


if __name__ == "__main__":
    main()
