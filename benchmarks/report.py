"""The printed report of the demo city in each language. Prints figures, asserts nothing.

Run as `python -m benchmarks.report` in the folder of the project. The aim is a report of 30 pages in 5 s,
with all that it computes; reading result, trend and peers from the database, as pages do too, stands apart.
"""

import io
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from pypdf import PdfReader

from benchmarks.scorecards import NEWEST
from resilience.framework import load_framework
from resilience.outputs.report import report_steps
from resilience.services.access.access import NOBODY
from resilience.services.cities.peers import PeerView, peers
from resilience.services.demo.city import load_demo
from resilience.services.results import results
from resilience.services.results.trend import Trend, admit_trend, read_trend
from resilience.store import Store, migrate, now
from resilience.text import LANGUAGES, Text

AIM_SECONDS = 5.0


def print_report(
    result: results.WorkshopResult, kept: Sequence[PeerView], trend: Trend, language: str
) -> None:
    """Print how long the report takes in a language, and how much of it until its words stand."""
    start = time.perf_counter()
    worded, pdf = 0.0, b""
    for step in report_steps(result, Text(language), now(), kept, trend):
        if step.printed is None:
            worded = time.perf_counter() - start
        else:
            pdf = step.printed.pdf
    seconds = time.perf_counter() - start
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    mark = " OVER THE AIM" if seconds > AIM_SECONDS else ""
    print(
        f"  {language}: {pages} pages, {len(pdf) / 1e6:.1f} MB in {seconds:.1f} s{mark} "
        f"(words {worded:.1f} s, pages {seconds - worded:.1f} s)"
    )


def main() -> None:
    """Load the demo and print its report in each language, twice: fonts are read the first time."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'demo.db'}")
        migrate(store)
        code = load_demo(store, load_framework(NEWEST))[0]
        start = time.perf_counter()
        workshop_id, _, earlier = admit_trend(store, NOBODY, code)
        result = results.read_result(store, workshop_id)
        trend = read_trend(store, workshop_id, [one for one, _ in earlier])
        kept = peers(store, invented=True)
        print(f"Result, trend and peers read: {time.perf_counter() - start:.1f} s")
        for turn in ("first", "again"):
            print(f"Printed report, {turn}:")
            for language in LANGUAGES:
                print_report(result, kept, trend, language)
        store.engine.dispose()


if __name__ == "__main__":
    main()
