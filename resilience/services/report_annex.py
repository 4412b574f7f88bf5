"""The annex of the printed report: the counts that all its figures come from."""

from resilience.framework import Indicator
from resilience.report import Counts, Section, Table
from resilience.services.in_words import unit_of_answers
from resilience.services.report_evidence import Evidence
from resilience.services.report_figures import asked_themes
from resilience.services.results import WorkshopResult
from resilience.text import Text


def annex_section(found: Evidence, text: Text) -> Section:
    """The counts of answers to every indicator, unit by unit of the partition and no others."""
    result, framework = found.result, found.result.workshop.framework
    parts = tuple(
        Counts(
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
        "Every figure of this report comes from these counts and the levels that were agreed."
    )
    return Section(text("Data annex"), parts, lines=(about, unit_of_answers(text)), columns=2)


def _table(result: WorkshopResult, indicator: Indicator, text: Text) -> Table:
    """Answers per level, and how many gave none, of one indicator by unit."""
    tally = result.tallies.by_code[indicator.code]
    measured = tally.answers.shape[1] == 1
    levels = [text("Number")] if measured else [str(n) for n in range(tally.answers.shape[1])]
    heads = (*levels, text("Did not know"), text("Not applicable"), text("Blank"))
    rows = tuple(
        (
            text(unit),
            *map(
                text.number, (*answers, tally.dk[at], tally.na[at], _blank(result, unit, indicator))
            ),
        )
        for at, (unit, answers) in enumerate(
            zip(result.tallies.units, tally.answers.tolist(), strict=True)
        )
    )
    title = result.workshop.framework.title(indicator.code, text.language)
    return Table(f"{indicator.code} · {title}", (text("Department"), *heads), rows)


def _blank(result: WorkshopResult, unit: str, indicator: Indicator) -> int:
    return result.result.units[unit][indicator.code].counts.blank
