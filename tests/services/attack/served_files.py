"""Every file that carries counts, and the stage, read back cell by cell without the code that wrote it."""

import csv
import datetime
import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from resilience.outputs.embed import chart_words
from resilience.outputs.long_data import counts_csv
from resilience.outputs.workbook import results_workbook
from resilience.scoring import score_city
from resilience.scoring.counting.tally import CITY_ROW
from resilience.services.cities.packages import publish
from resilience.services.cities.peers import look_at
from resilience.services.deciding.agreed_levels import scored
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.desk import DeskPlace, view_stage
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.plan import FIRST_VOTE, TOGETHER, WHOLE_ROOM
from resilience.store.tables import Publication, PublishedScore
from resilience.text import Text
from resilience.web.stage.screens import Screens
from tests.services.attack.page_cells import WHOLE, Cell, Place
from tests.services.attack.stage import LICENCE, SIGNS
from tests.services.held import HOST, Held, rows
from tests.web.api.program import Program
from tests.workbook import sheets

TEXT = Text("en")
MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)
#: the units of figures of the city, as files call them
UNITS = {
    "The city": WHOLE,
    "City, not by department": CITY_ROW,
    TOGETHER: CITY_ROW,
    WHOLE_ROOM: CITY_ROW,
    "Whole room": WHOLE,
}
#: what a heading counts
ANSWERS = {
    "Answers": "given",
    "Answers with a level": "given",
    "Answers with a level or number": "given",
    "Gave a level": "given",
    "level": "given",
    "Number": "number",
    "Not applicable": "na",
    "na": "na",
    "Did not know": "dk",
    "Don't know": "dk",
    "dk": "dk",
    "Blank": "blank",
    "Blank or not shown": "blank",
    "blank": "blank",
    **{f"Level {n}": str(n) for n in range(5)},
    **{str(n): str(n) for n in range(5)},
}
NUMBER = re.compile(r"\d+(?:\.\d+)?")
PACKED = ("counts.csv", "scores.csv")


def cells_of_files(
    held: Held, result: WorkshopResult, published: Sequence[Publication]
) -> Iterator[Cell]:
    """The figures of all files of a result, and of what other cities see of it."""
    yield from _of_csv(counts_csv(result))
    yield from _of_workbook(results_workbook(result, TEXT, MOMENT))
    yield from cells_of_stage(held, result.tallies.by_code)
    if result.workshop.phase is Phase.CLOSED:
        written = publish(held.store, HOST, held.code, SIGNS, LICENCE, practices=True)
        packed = zipfile.ZipFile(io.BytesIO(written))
        yield from _of_package("package", {n: packed.read(n).decode() for n in PACKED})
        for one in look_at(held.store, HOST, written).package.result.counts:
            yield Cell("preview", (None, WHOLE, one.indicator, one.answer), one.answers, one.people)
    for shown in published:
        yield from _of_package("publication", shown.content["files"])


def scores_in_network(held: Held, result: WorkshopResult) -> list[tuple[object, object]]:
    """What the network keeps of a published result, and what follows from the results pages."""
    framework = held.view.framework
    scores = score_city(framework, result.tallies, agreed=scored(result.agreed))
    places = [
        (round(row.score, 6), round(scores[row.code].value or 0.0, 6))
        for row in rows(held.store, PublishedScore, workshop_id=held.id)
    ]
    departments = sum(room.participants > 0 for room in result.room)
    shown = rows(held.store, Publication, workshop_id=held.id)
    return [
        *places,
        *(((one.people, one.departments), (result.people, departments)) for one in shown),
    ]


def numbers_of_chart(result: WorkshopResult) -> list[tuple[str, bool]]:
    """Each number in the chart for other sites, and whether it follows from the results pages."""
    framework = result.workshop.framework
    city = score_city(framework, result.tallies, agreed=scored(result.agreed))
    themes = [city[theme.code] for theme in framework.themes if theme.code in city]
    served = {TEXT.number(one.value, 1) for one in themes}
    served |= {TEXT.number(bound) for one in themes for bound in (one.low, one.high)}
    said = NUMBER.findall(chart_words(result, TEXT).alt.partition(": ")[2])
    return [(number, number in served) for number in said]


def cells_of_interface(reader: Program, code: str) -> Iterator[Cell]:
    """The counts in the tables for programs."""
    for row in reader.json(f"/workshops/{code}/counts"):
        if row["round"]:
            unit, indicator = row["unit"] or CITY_ROW, row["indicator"] or ""
            place = row["round"], unit, indicator, row["answer"]
            sums = tuple(row[name] for name in ("total", "squares") if row[name] is not None)
            yield Cell("interface", place, row["answers"], row["people"], sums)
    for row in reader.json(f"/workshops/{code}/scores"):
        if row["kind"] == "indicator":
            found = {name: row[name] for name in ("level", "na", "dk", "blank")}
            yield from _across("interface scores", None, WHOLE, row["code"], found)
    for row in reader.json(f"/workshops/{code}/votes"):
        if row["answers"] is not None:
            place = row["vote"], WHOLE, row["indicator"], "given"
            yield Cell("interface votes", place, row["answers"])


def scores_in_interface(reader: Program, result: WorkshopResult) -> list[tuple[object, object]]:
    """The scores of the city and of units for programs, and those of the results pages."""
    tree, code = result.result, result.workshop.code
    city = reader.json(f"/workshops/{code}/scores")
    units = reader.json(f"/workshops/{code}/units")
    return [
        *((row["score"], tree.city[row["code"]].value) for row in city),
        *((row["score"], tree.units[row["unit"]][row["code"]].value) for row in units),
    ]


def _of_csv(written: str) -> Iterator[Cell]:
    for row in csv.DictReader(io.StringIO(written)):
        if row["round"]:
            place = int(row["round"]), row["unit"], row["indicator"], row["answer"]
            yield _counted("counts", place, row)


def _counted(file: str, place: Place, row: Mapping[str, str]) -> Cell:
    sums = tuple(float(row[name]) for name in ("total", "squares") if row.get(name))
    people = int(row["people"]) if row["people"] else None
    return Cell(file, place, int(row["answers"]), people, sums)


def _of_package(file: str, parts: Mapping[str, str]) -> Iterator[Cell]:
    for row in csv.DictReader(io.StringIO(parts["counts.csv"])):
        yield _counted(file, (None, WHOLE, row["indicator"], row["answer"]), row)
    for row in csv.DictReader(io.StringIO(parts["scores.csv"])):
        if row["kind"] == "indicator":
            found = {name: row[name] for name in ("level", "na", "dk", "blank")}
            yield from _across(f"{file} scores", None, WHOLE, row["code"], found)


def _of_workbook(written: bytes) -> Iterator[Cell]:
    book = sheets.opened(written)
    for row in sheets.rows(sheets.sheet(book, "Long data"), "Unit"):
        place = row["Vote"], _unit(row["Unit"]), row["Indicator"], row["Answer"]
        if row["Answers"] is not None:  # what is not served is empty
            yield Cell("long data", place, row["Answers"], row["People"])
    for row in sheets.rows(sheets.sheet(book, "Distribution"), "Code"):
        yield from _across(
            "distribution",
            None,
            _unit(row.get("Department") or row["Group"]),
            row["Code"],
            row,
        )
    for row in sheets.rows(sheets.sheet(book, "Indicators"), "Theme"):
        yield from _across("indicators", None, WHOLE, row["Code"], row)
    if "Votes" in book.sheetnames:
        for row in sheets.rows(sheets.sheet(book, "Votes"), "Code"):
            yield from _across("rounds", row["Vote"], WHOLE, row["Code"], row)


def cells_of_stage(held: Held, codes: Iterable[str]) -> Iterator[Cell]:
    """The dots on the stage, topic by topic."""
    screens = Screens(held.store)
    workshop, _ = view_stage(held.store, HOST, held.code)
    for code in codes:
        shown = screens.screen(workshop, DeskPlace("discuss", code), TEXT, "")
        for unit, line in re.findall(r'<tr data-unit="(.*?)">(.*?)</tr>', shown.body, re.DOTALL):
            vote, name = (1, WHOLE) if unit == FIRST_VOTE else (None, _unit(unit))
            for level, n in enumerate(re.findall(r'data-answers="(\d+)"', line)):
                yield Cell("stage", (vote, name, code, str(level)), int(n))


def _across(
    file: str, vote: int | None, unit: str, code: str, row: Mapping[str, Any]
) -> Iterator[Cell]:
    """The figures that stand beside one another under headings."""
    for heading, figure in row.items():
        if heading in ANSWERS and figure not in (None, "", "–"):
            yield Cell(file, (vote, unit, code, ANSWERS[heading]), int(figure))


def _unit(name: str) -> str:
    return UNITS.get(name, name)
