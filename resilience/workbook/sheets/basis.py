"""What the sheet "Read me" says of the figures: how much they rest on, by what rule, and who is safe."""

from resilience.scoring.notes.note import rule_passages
from resilience.scoring.notes.room import left_out_words
from resilience.scoring.scores.applying import counted
from resilience.text import Text
from resilience.workbook.book import ResultsBook
from resilience.workbook.cells import Cell


def basis_facts(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    """Label and sentence of coverage, reach, rule and privacy."""
    return [
        (text("Coverage"), _coverage(book, text)),
        (text("Could answer"), _reach(book, text)),
        (text("Rule"), " ".join(passage.words for passage in rule_passages(book.framework, text))),
        (text("Privacy"), _privacy(book, text)),
    ]


def _coverage(book: ResultsBook, text: Text) -> str:
    overall = book.result.city[book.framework.root.code]
    asked = [book.result.city[indicator.code].state for indicator in book.all_asked]
    made_of, answered = len(counted(book.framework, book.result.city)), asked.count("scored")
    said = text(
        "{coverage} of the applicable weight was answered: {n} of {of} applicable indicators "
        "({excluded} not applicable). A score is shown if at least {threshold} was answered.",
        coverage=text.percent(overall.coverage),
        n=answered,
        of=len(asked) - asked.count("not applicable"),
        excluded=asked.count("not applicable"),
        threshold=text.percent(book.framework.threshold),
    )
    if made_of == answered:
        return said
    left = text(
        "The overall score is calculated from {n} of them: themes with too few answers and "
        "weights of 0 are left out.",
        n=made_of,
    )
    return f"{said} {left}"


def _reach(book: ResultsBook, text: Text) -> str:
    overall = book.result.city[book.framework.root.code]
    return text(
        "On average, {people} of the people and {departments} of the departments in the room "
        "gave a level.",
        people=text.percent(overall.reach),
        departments=text.percent(overall.departments),
    )


def _privacy(book: ResultsBook, text: Text) -> str:
    """Who is shown, and that no person is."""
    if book.k:
        shown = text(
            "A unit is shown if at least {k} people in it answered alone, or nobody alone and at "
            "least as many at tables. Other departments are combined; other groups are left out. "
            "The units below are the only ones in this file and on any screen.",
            k=book.k,
        )
    else:
        shown = text(
            "This workshop had no small-group protection: every department is shown, however small."
        )
    nobody = text(
        "Participants are not asked for a name. Comments show at most the department, the group or the level."
    )
    apart = (
        [left_out_words(book.left_out, text, later=book.left_out_later)] if book.left_out else []
    )
    return " ".join([shown, nobody, *apart])
