"""How departments see a city differently, and what they reply, in words."""

from collections.abc import Callable, Mapping, Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.certainty.blind_spots import BlindSpot, Direction
from resilience.scoring.certainty.differences import ALMOST_ALWAYS, EVEN
from resilience.scoring.comparison.units import Basis, Gap
from resilience.services.deciding.reply_texts import DepartmentReply
from resilience.services.results.departments import DepartmentDifferences, Pair
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.text import Text, mark
from resilience.wording.chart_findings import themes_listed

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


def spot_words(found: DepartmentDifferences, framework: Framework, text: Text) -> list[str]:
    """Each blind spot as a sentence; one that says that there is none."""
    if found.spots is None:
        return [
            text(
                "Blind spots are unknown: some of the answers needed to look for them were deleted."
            )
        ]
    if not found.spots:
        return [
            text(
                "No department rates a theme clearly higher or lower than every other department, by half "
                "a level or more. A department needs five answers or more to be named."
            )
        ]
    return [_spot(spot, found.shared[spot.theme].basis, framework, text) for spot in found.spots]


def _spot(spot: BlindSpot, basis: Basis, framework: Framework, text: Text) -> str:
    title = framework.title(spot.theme, text.language)
    said = text(SPOTS[spot.direction], unit=text(spot.unit), theme=title)
    if basis.whole:
        return said
    of = text(
        "This compares {n} of {of} questions: those for which all departments compared have a "
        "score.",
        n=text.number(basis.based),
        of=text.number(basis.of),
    )
    return f"{said} {of}"


def apart_headline(
    widest: Sequence[Gap],
    names: Mapping[str, str],
    text: Text,
    shown: Callable[[str], str] = str,
) -> str:
    """The theme that departments see most differently, by their `widest_gaps`; "" where no two compare.

    If several pairs print the same difference, their themes are named, without departments. `names` are those
    of themes by code; they and departments are as `shown`.
    """
    if not widest:
        return ""
    most = widest[0]
    a, b = text.number(most.least), text.number(most.most)
    if a == b:
        if all(gap.basis.whole for gap in widest):
            return text("No two departments differ by a point or more on any theme")
        return text(
            "On questions for which both have a score, no two departments differ by a point or "
            "more on any theme"
        )
    if not most.basis.enough:
        return text("Departments share too few questions to say which differ most")
    points = text.number(most.points)
    equal = [gap for gap in widest if text.number(gap.points) == points]
    if len(equal) == 1:
        return _widest_words(most, names, text, shown)
    themes = [shown(name) for code, name in names.items() if code in {gap.theme for gap in equal}]
    return text(
        "Departments are furthest apart on {themes} ({points} points)",
        themes=themes_listed(themes, text),
        points=points,
    )


def _widest_words(
    most: Gap, names: Mapping[str, str], text: Text, shown: Callable[[str], str]
) -> str:
    """The pair of departments that differ most, with the questions compared where these are not all."""
    said = {
        "low": shown(text(most.low)),
        "high": shown(text(most.high)),
        "theme": shown(names[most.theme]),
        "a": text.number(most.least),
        "b": text.number(most.most),
    }
    if most.basis.whole:
        return text("{low} and {high} see {theme} most differently: {a} and {b}", **said)
    return text(
        "{low} and {high} see {theme} most differently: {a} and {b} ({n} of {of} questions)",
        **said,
        n=text.number(most.basis.based),
        of=text.number(most.basis.of),
    )


def pair_words(found: DepartmentDifferences, code: str, text: Text) -> list[str]:
    """How far two departments are apart on an indicator, and whether chance could make that."""
    pair, verdict = found.pairs[code], found.verdicts[code]
    said = [_pair(pair, text)]
    if verdict is None:
        return said
    return [*said, text("All departments: {verdict}", verdict=text(verdict.verdict))]


#: shown instead of departments if groups scored their own themes
GROUPS_SCORED = mark(
    "Each group scored its own themes, so nothing is shown by department. The result of a theme "
    "comes from the groups that scored it."
)


def group_rows(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """Each group with the themes that it scored."""
    framework = result.workshop.framework
    rows = {
        text(one.name): {
            text("Themes"): text.listed(framework.title(t, text.language) for t in one.themes)
        }
        for one in result.workshop.groups
    }
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index=text("Working group"))


def merged_words(result: WorkshopResult, text: Text) -> list[str]:
    """Which departments are shown together and why, a sentence for each unit that has several."""
    merged = [
        (room.unit, [name for name in room.departments if name != MIXED_TABLES])
        for room in result.room
    ]
    return [
        text(
            "Shown together as {unit}, because at least one could not be shown separately when "
            "the first vote closed: {names}",
            unit=text(unit),
            names=text.listed(map(text, names)),
        )
        for unit, names in merged
        if result.workshop.k and len(names) > 1
    ]


def _pair(pair: Pair, text: Text) -> str:
    if pair.found.higher == "neither":
        return text("No department gives a higher level than another more often than not.")
    higher, lower = pair.first, pair.second
    if pair.found.higher == "second":
        higher, lower = lower, higher
    if pair.found.of_ten == EVEN:
        return text(
            "Take one answer from {higher} and one from {lower}: each gives the higher level "
            "about equally often.",
            higher=text(higher),
            lower=text(lower),
        )
    if pair.found.of_ten == ALMOST_ALWAYS:
        return text(
            "Take one answer from {higher} and one from {lower}: {higher} almost always gives "
            "the higher level, with ties counting half.",
            higher=text(higher),
            lower=text(lower),
        )
    return text(
        "Take one answer from {higher} and one from {lower}: {higher} gives the higher level in "
        "{n} of 10 pairs, with ties counting half.",
        higher=text(higher),
        lower=text(lower),
        n=pair.found.of_ten,
    )


def reply_words(replies: Sequence[DepartmentReply], text: Text) -> list[tuple[str, str]]:
    """Departments that replied, with the unit that shows their result where it is another name."""
    said = []
    for one in replies:
        name = text(one.department)
        merged = one.unit is not None and one.unit != one.department
        said.append((f"{name} ({text(one.unit or '')})" if merged else name, one.words))
    return said


def topic_reply_words(topic: Topic, text: Text) -> list[str]:
    """What departments that usually know a topic replied, a sentence each."""
    return [
        text("{department} replied: {words}", department=name, words=words)
        for name, words in reply_words(topic.replies, text)
    ]
