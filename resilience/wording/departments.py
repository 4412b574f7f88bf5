"""How departments see a city differently, and what they reply, in words."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from resilience.framework import Framework
from resilience.scoring.certainty.blind_spots import BlindSpot, Direction
from resilience.scoring.certainty.differences import ALMOST_ALWAYS, EVEN
from resilience.scoring.comparison.units import Basis, Gap
from resilience.scoring.notes.basis import of_words, questions_head, questions_words
from resilience.services.deciding.reply_texts import DepartmentReply
from resilience.services.results.departments import DepartmentDifferences, Pair
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import MIXED_TABLES
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
#: that no two departments differ, by whether they are compared on all questions, and whether scores are shares
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
                "On no theme do the answers show, beyond chance, that one department is half a level or "
                "more above or below every other department. This is harder to show if any department "
                "gave few answers. A department needs five answers or more to be named."
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
    widest: Sequence[Gap], names: Mapping[str, str], text: Text, *, shares: bool
) -> str:
    """The theme that departments see most differently, by their `widest_gaps`; "" where no two compare.

    If several pairs print the same difference, their themes are named, without departments. `names` are those
    of themes by code; scores are 0..100, or `shares` of points.
    """
    if not widest:
        return ""
    most = widest[0]
    a, b = text.number(most.least), text.number(most.most)
    if a == b:
        return text(ALIKE[all(gap.basis.whole for gap in widest), shares])
    if not most.basis.enough:
        return text("Departments share too few questions to say which differ most")
    points = text.number(most.points)
    equal = [gap for gap in widest if text.number(gap.points) == points]
    if len(equal) == 1:
        return _widest_words(most, names, text, shares=shares)
    themes = [name for code, name in names.items() if code in {gap.theme for gap in equal}]
    return text(
        "Departments are furthest apart on {themes} ({points})",
        themes=themes_listed(themes, text),
        points=points_words(points, text, shares=shares),
    )


def _widest_words(most: Gap, names: Mapping[str, str], text: Text, *, shares: bool) -> str:
    """The pair of departments that differ most, with the questions compared where these are not all."""
    said = {
        "low": text(most.low),
        "high": text(most.high),
        "theme": names[most.theme],
        "a": value_words(most.least, text, shares=shares),
        "b": value_words(most.most, text, shares=shares),
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
        (room.unit, [name for name in room.present if name != MIXED_TABLES]) for room in result.room
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
        return text("No department tends to give higher levels than another.")
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


def no_score_words(k: int, text: Text) -> str:
    """Why a department's score is missing."""
    if not k:
        return text("A dash means no score: too few answered, or it does not apply there.")
    return text(
        "A dash means no score: too few answered, it does not apply, or the answers are counted "
        "together with another department's to protect a few people."
    )


def dash_words(k: int, text: Text) -> str:
    """Why a department's score is missing, and which departments are shown together."""
    said = no_score_words(k, text)
    if not k:
        return said
    shown = text(
        "Departments are shown as they were fixed when the first vote closed; smaller ones are "
        "combined so that nobody can be identified."
    )
    return f"{said} {shown}"


def theme_names(units: pd.DataFrame, matrix: pd.DataFrame) -> dict[str, str]:
    """The columns of a `unit_matrix` by the code of the theme, in their order."""
    return dict(zip(map(str, units["code"].unique()), map(str, matrix.columns), strict=True))


def marked(
    partial: Mapping[tuple[str, str], Basis], names: Mapping[str, str], text: Text
) -> dict[tuple[str, str], str]:
    """The marks of `partial_scores` that lack some questions, by row and column of a `unit_matrix`."""
    return {
        (text(unit), names[theme]): of_words(one, text)
        for (unit, theme), one in partial.items()
        if not one.whole
    }


def partial_words(marks: Collection[object], text: Text) -> list[str]:
    """What the marks on scores of departments mean, and that findings about departments do without; none without marks."""
    if not marks:
        return []
    return [
        text(
            "A score marked “3 of 4” is based on only 3 of the theme's 4 questions for which any "
            "department has a score."
        ),
        text(
            "The headline and the blind spots compare departments only on questions for which "
            "all those compared have a score."
        ),
    ]


def with_questions(
    matrix: pd.DataFrame,
    partial: Mapping[tuple[str, str], Basis],
    names: Mapping[str, str],
    text: Text,
) -> pd.DataFrame:
    """A `unit_matrix` in which a column after each theme in `partial` has the questions of its scores.

    `names` are those of themes by code, in the order of the columns; the rows are units in the reader's language.
    """
    columns = {}
    for code, name in names.items():
        columns[name] = matrix[name]
        based = {text(unit): one for (unit, theme), one in partial.items() if theme == code}
        if based:
            columns[questions_head(name, text)] = pd.Series(
                {unit: questions_words(one, text) for unit, one in based.items()},
                index=matrix.index,
                dtype=object,
            )
    return pd.DataFrame(columns, index=matrix.index)
