"""How to read the figures, in plain words: the second half of the facts on "Read me"."""

from resilience.framework import Rule, Theme
from resilience.text import Text, mark
from resilience.workbook.book import ResultsBook, without_formulas
from resilience.workbook.cells import Cell

RULES: dict[Rule, str] = {
    "mean": mark("the weighted mean of the scores directly below (mean)"),
    "leaf-mean": mark("the weighted mean of all indicators below (leaf-mean)"),
    "geometric": mark("the weighted geometric mean of the scores directly below (geometric)"),
    "sum": mark("the published points of the levels, added up (sum)"),
}
OPEN = mark("Open workshop: every department is shown")


def method_facts(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    """Label and sentence of each thing to know about the figures."""
    return [
        (text("How scores are made"), _rules(book, text)),
        (text("From departments to the city"), _city_rule(book, text)),
        (text("Formulas"), _formulas(book, text)),
        *_reading(book, text),
        (text("Who is shown"), _privacy(book, text)),
    ]


def _reading(book: ResultsBook, text: Text) -> list[tuple[str, Cell]]:
    coverage = text(
        "The share of the weight of all applicable indicators that was answered. A score is "
        "shown only from {threshold} coverage up; below that the cell is empty.",
        threshold=text.percent(book.framework.threshold),
    )
    reach = text(
        "The share of the people in the room who gave a level, and of the departments in which "
        "somebody did."
    )
    empty = text(
        "An empty cell is a missing score, never 0. Don't know and blank count as unanswered; "
        "not applicable is left out with its weight."
    )
    bounds = text("What the score could be if each unanswered indicator were at its worst or best.")
    return [
        (text("Coverage"), coverage),
        (text("Reach"), reach),
        (text("Empty cells"), empty),
        (text("Lowest and highest"), bounds),
    ]


def _city_rule(book: ResultsBook, text: Text) -> str:
    said = text("Each department counts once, however many people it sent.")
    if book.by_people is None:
        return said
    score = text.number(book.by_people, 1)
    return f"{said} " + text(
        "If each person counted once, the overall would be {score}.", score=score
    )


def _rules(book: ResultsBook, text: Text) -> str:
    nodes = [node for node in book.framework.root.nodes() if isinstance(node, Theme)]
    used = dict.fromkeys(node.rule for node in nodes)
    return text(
        "Indicators make a theme and themes make the overall by this rule: {rules}.",
        rules="; ".join(text(RULES[r]) for r in used),
    )


def _formulas(book: ResultsBook, text: Text) -> str:
    why = without_formulas(book.framework)
    if why is not None:
        return text(why)
    return text(
        "From indicator to theme to overall the city's scores are live formulas. Change a weight, "
        "a score or the coverage needed (the cells with a frame), and the scores and charts follow."
    )


def _privacy(book: ResultsBook, text: Text) -> str:
    """Who is shown, in a sentence."""
    if not book.k:
        return text(OPEN) + "."
    return text(
        "Departments are shown as the units of a fixed list, each of at least {k} people; smaller "
        "departments are shown together. No names are stored.",
        k=book.k,
    )
