"""The annex of the printed report: the counts that all its figures come from."""

from resilience.framework import Indicator
from resilience.outputs.evidence import Evidence
from resilience.outputs.figures import asked_themes
from resilience.report import CountTables, Section, Table
from resilience.scoring import Tally
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import TOGETHER, WHOLE_ROOM
from resilience.text import Text
from resilience.wording.result import unit_of_answers
from resilience.wording.result_tables import blank_head


def annex_section(found: Evidence, text: Text) -> Section:
    """The counts of answers to every indicator, unit by unit of the partition and no others."""
    result, framework = found.result, found.result.workshop.framework
    parts = tuple(
        CountTables(
            framework.title(theme.code, text.language),
            tuple(
                _table(result, one, text)
                for one in theme.indicators()
                if one.code in result.tallies.by_code
            ),
        )
        for theme in asked_themes(result)
    )
    about = text(
        "Answers by level. In scores, a table counts as the number of people at it, which is "
        "listed in the workbook and the CSV file. A level agreed by the room replaces the mean "
        "of the answers."
    )
    return Section(text("Data annex"), parts, lines=(about, unit_of_answers(text)), columns=2)


def _table(result: WorkshopResult, indicator: Indicator, text: Text) -> Table:
    """Answers per level of one indicator by unit, and for the city the number without a level."""
    code, tallies = indicator.code, result.tallies
    tally, city = tallies.by_code[code], tallies.city.by_code[code]
    measured = tally.answers.shape[1] == 1
    levels = [text("Number")] if measured else [str(n) for n in range(tally.answers.shape[1])]
    heads = (*levels, text("Not applicable"), text("Did not know"), blank_head(result, text))
    rows = [
        (text(unit), *_count_cells(tally, at, text), "", "")
        for at, unit in enumerate(tallies.units)
        if not result.workshop.k or tally.given[at] + tally.na[at]
    ]
    if not tallies.city.departments[-1] and (city.given + city.na)[-1]:
        name = text(WHOLE_ROOM if code in result.later else TOGETHER)
        rows.append((name, *_count_cells(city, -1, text), "", ""))
    said, given = result.result.city[code].counts, city.answers.sum(axis=0).tolist()
    if code in result.too_few:
        everybody = (*[None] * len(given), None, said.dk if said.dk + said.blank else None, None)
    else:
        everybody = (*given, said.na, said.dk, said.blank)
    rows.append((text("The city"), *map(text.number, everybody)))
    title = result.workshop.framework.title(code, text.language)
    head = text(result.workshop.unit_name)
    return Table(f"{code} · {title}", (head, *heads), tuple(rows))


def _count_cells(tally: Tally, at: int, text: Text) -> tuple[str, ...]:
    return tuple(map(text.number, (*tally.answers[at].tolist(), int(tally.na[at]))))
