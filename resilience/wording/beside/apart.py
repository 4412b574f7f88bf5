"""Where departments see a theme differently: the two furthest apart, and blind spots, in words."""

from collections.abc import Mapping, Sequence

from resilience.framework import Framework
from resilience.scoring.certainty.blind_spots import BlindSpot, Direction
from resilience.scoring.comparison.units import Gap, SharedTheme
from resilience.scoring.notes.basis import shared_words, units_words
from resilience.services.results.departments import DepartmentDifferences
from resilience.text import Text, mark
from resilience.wording.chart_findings import themes_listed
from resilience.wording.shares import points_words, value_words

#: how a department scores a theme, compared with every other
SPOTS: dict[Direction, str] = {
    "higher": mark(
        "{unit} rates {theme} clearly higher than every other department, by half a level or "
        "more in this room."
    ),
    "lower": mark(
        "{unit} rates {theme} clearly lower than every other department, by half a level or more "
        "in this room."
    ),
}
#: that no two departments differ, by whether all are compared on all questions, and whether scores are shares
ALIKE: dict[tuple[bool, bool], str] = {
    (True, False): mark("No two departments differ by a point or more on any theme compared"),
    (True, True): mark(
        "No two departments differ by a percentage point or more on any theme compared"
    ),
    (False, False): mark(
        "No two departments differ by a point or more on any theme compared (on questions for which both "
        "have a score)"
    ),
    (False, True): mark(
        "No two departments differ by a percentage point or more on any theme compared (on questions for "
        "which both have a score)"
    ),
}


def spot_words(found: DepartmentDifferences, framework: Framework, text: Text) -> list[str]:
    """Each blind spot as a sentence, or one that says that there is none; then the themes that were not compared."""
    if found.spots is None:
        return [
            text(
                "Blind spots are unknown: some of the answers needed to look for them were deleted."
            )
        ]
    if not found.shared:
        return [text("Blind spots are unknown: no theme can be compared across all departments.")]
    spots = [_spot(spot, found.shared[spot.theme], framework, text) for spot in found.spots]
    said = [*dict.fromkeys(spots)] or [_no_spot(found, text)]
    return [*said, *_uncompared(found, framework, text)]


def _no_spot(found: DepartmentDifferences, text: Text) -> str:
    if found.widest and _alike(found.widest[0], text):
        return text("There are no blind spots: departments score the themes compared alike.")
    return text(
        "On the themes compared, no department is clearly half a level or more above or below "
        "every other department: differences may be chance. A clear difference is harder to show "
        "if any department gave few answers. A department needs five answers or more to be named."
    )


def _alike(most: Gap, text: Text) -> bool:
    """Whether the two departments furthest apart print the same score."""
    return text.number(most.least) == text.number(most.most)


def _uncompared(found: DepartmentDifferences, framework: Framework, text: Text) -> list[str]:
    """The themes in which no blind spot was looked for, as not all departments have a score."""
    if not found.uncompared:
        return []
    themes = text.listed(framework.title(code, text.language) for code in found.uncompared)
    return [
        text(
            "Not compared, because not every department has a score, or not on the same "
            "questions: {themes}.",
            themes=themes,
        )
    ]


def _spot(spot: BlindSpot, shared: SharedTheme, framework: Framework, text: Text) -> str:
    """A blind spot; of two departments, the same words for the higher and the lower one."""
    said, basis = _beyond(spot, list(shared.scores), framework, text), shared.basis
    if basis.whole:
        return said
    of = text(
        "This compares {n} of {of} questions: those for which all departments compared have a "
        "score.",
        n=text.number(basis.based),
        of=text.number(basis.of),
    )
    return f"{said} {of}"


def _beyond(spot: BlindSpot, units: Sequence[str], framework: Framework, text: Text) -> str:
    title = framework.title(spot.theme, text.language)
    if len(units) > 2:
        return text(SPOTS[spot.direction], unit=text(spot.unit), theme=title)
    low, high = sorted(units, key=lambda unit: (unit == spot.unit) == (spot.direction == "higher"))
    return text(
        "{high} rates {theme} clearly higher than {low}, by half a level or more in this room.",
        high=text(high),
        low=text(low),
        theme=title,
    )


def apart_headline(
    widest: Sequence[Gap], names: Mapping[str, str], text: Text, *, shares: bool
) -> str:
    """The theme that departments see most differently, by their `widest_gaps`; "" where no two compare.

    If several pairs print the same difference, their themes are named, without departments. `names` are those
    of themes by code; scores are 0..100, or `shares` of points.
    """
    if not widest:
        return ""
    most = widest[0]
    if _alike(most, text):
        whole = all(gap.basis.whole and gap.units.whole for gap in widest)
        return text(ALIKE[whole, shares])
    if not most.basis.enough:
        return text("Departments share too few questions to say which differ most")
    points = text.number(most.points)
    equal = [gap for gap in widest if text.number(gap.points) == points]
    if len(equal) == 1:
        return _widest_words(most, names, text, shares=shares)
    themes = [name for code, name in names.items() if code in {gap.theme for gap in equal}]
    size = points_words(points, text, shares=shares)
    return text(
        "Departments are furthest apart on {themes} ({points})",
        themes=themes_listed(themes, text),
        points=_both_notes(size, _among(equal, text), text),
    )


def _among(gaps: Sequence[Gap], text: Text) -> str:
    """How many departments have a score of the themes of `gaps`, "" if all have."""
    if all(gap.units.whole for gap in gaps):
        return ""
    if len({gap.units for gap in gaps}) == 1:
        return units_words(gaps[0].units, text)
    return text("not every department has a score")


def _both_notes(first: str, second: str, text: Text) -> str:
    """What a bracket says, where either note may be ""."""
    if first and second:
        return text("{first}; {second}", first=first, second=second)
    return first or second


def _widest_words(most: Gap, names: Mapping[str, str], text: Text, *, shares: bool) -> str:
    """The pair of departments that differ most, with the questions and departments compared where these are not all."""
    said = {
        "low": text(most.low),
        "high": text(most.high),
        "theme": names[most.theme],
        "a": value_words(most.least, text, 1, shares=shares),
        "b": value_words(most.most, text, 1, shares=shares),
    }
    questions = "" if most.basis.whole else shared_words(most.basis, text)
    notes = _both_notes(questions, _among([most], text), text)
    if not notes:
        return text("{low} and {high} see {theme} most differently: {a} and {b}", **said)
    return text(
        "{low} and {high} see {theme} most differently: {a} and {b} ({notes})", **said, notes=notes
    )
