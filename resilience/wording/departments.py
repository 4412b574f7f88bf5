"""How departments see a city differently, and what they reply, in words."""

from collections.abc import Collection, Mapping, Sequence

import pandas as pd

from resilience.scoring.certainty.differences import ALMOST_ALWAYS, ALWAYS, EVEN
from resilience.scoring.comparison.units import Basis
from resilience.scoring.notes.basis import (
    of_words,
    questions_head,
    questions_words,
)
from resilience.services.deciding.reply_texts import DepartmentReply
from resilience.services.results.departments import DepartmentDifferences, Pair
from resilience.services.results.discussion import Topic
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.text import Text, mark


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
    return pd.DataFrame.from_dict(rows, orient="index").rename_axis(index=text("Group"))


def merged_words(result: WorkshopResult, text: Text) -> list[str]:
    """Which departments are shown together and why, a sentence for each unit that has several."""
    merged = [
        (room.unit, [name for name in room.present if name != MIXED_TABLES]) for room in result.room
    ]
    return [
        text(
            "Shown together as {unit}, because at least one could not be shown separately when "
            "the first vote closed: {names}.",
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
            "If you pick one answer at random from {higher} and one from {lower}, either is about equally likely to be the higher.",
            higher=text(higher),
            lower=text(lower),
        )
    if pair.found.of_ten == ALWAYS:
        return text(
            "If you pick one answer at random from {higher} and one from {lower}, the answer from {higher} is always the higher.",
            higher=text(higher),
            lower=text(lower),
        )
    if pair.found.of_ten == ALMOST_ALWAYS:
        return text(
            "If you pick one answer at random from {higher} and one from {lower}, the answer from {higher} is almost always the higher. Ties count half.",
            higher=text(higher),
            lower=text(lower),
        )
    return text(
        "If you pick one answer at random from {higher} and one from {lower}, the answer from {higher} is the higher in {n} of 10 cases. Ties count half.",
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
    """Return the note that explains a dash in the departments table; `k` is the smallest group shown, 0 for none."""
    if not k:
        return text("A dash means no score: too few answered, or it does not apply there.")
    return text(
        "A dash means no score: too few answered, it does not apply, or the answers are counted "
        "together with another department's to protect a small group."
    )


def fixed_words(k: int, text: Text) -> list[str]:
    """Which departments are shown, and which together; nothing in an open workshop."""
    if not k:
        return []
    return [
        text(
            "Departments are shown as they were fixed when the first vote closed; smaller ones are "
            "combined so that nobody can be identified."
        )
    ]


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
    """What the marks on scores of departments mean; nothing without marks."""
    if not marks:
        return []
    return [
        text(
            "A score marked “3 of 4” is based on only 3 of the theme's 4 questions for which any "
            "department has a score."
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
