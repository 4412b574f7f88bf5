"""Theme scores of departments side by side: what a dash means, and on how many questions each score is based."""

from collections.abc import Collection, Mapping

import pandas as pd

from resilience.scoring.comparison.units import Basis
from resilience.scoring.notes.basis import of_words, questions_head, questions_words
from resilience.text import Text


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
