"""A result in tables that are read: who was in the room, what was agreed, what is comparable or unknown."""

import pandas as pd

from resilience.scoring.notes.room import newcomers_words
from resilience.scoring.scores.applying import counted, weighing
from resilience.scoring.scores.tables import ENOUGH, Extremes, well_answered
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.plan import MIXED_TABLES, OTHER_DEPARTMENTS
from resilience.text import Text, mark
from resilience.text.catalogue import COMMA
from resilience.wording.result import not_applying, outcome_words

#: why a department has no score for some themes; the second where answers may be pooled
NO_SCORE = mark(
    "No score for {themes}: too few of the questions were answered by enough people in the department."
)
NO_SCORE_POOLED = mark(
    "No score, range or coverage for {themes}: the answers are counted together with another "
    "department's to protect a small group, or too few of the questions were answered by "
    "enough people in the department."
)


def comparable_rows(result: WorkshopResult, indicators: pd.DataFrame) -> pd.DataFrame:
    """The rows of `indicator_table` that enough answered to be called strong or weak."""
    agreed = [code for code, what in result.agreed.items() if what.outcome not in ("na", "both")]
    return well_answered(indicators, result.participants, agreed)


def few_answers_words(result: WorkshopResult, indicators: pd.DataFrame, text: Text) -> list[str]:
    """That indicators are left out of the strongest and weakest, where some are."""
    scored = indicators.dropna(subset=["score"])
    left_out = len(scored) - len(comparable_rows(result, scored))
    if not left_out:
        return []
    return [
        text.plural(
            "{n} indicator is left out of the strongest and weakest: fewer than {least} "
            "participants gave a level.",
            "{n} indicators are left out of the strongest and weakest: fewer than {least} "
            "participants gave a level.",
            left_out,
            least=text.number(min(ENOUGH, result.participants)),
        )
    ]


def range_words(result: WorkshopResult, text: Text) -> str:
    """Why the score is made of fewer indicators than were asked, and how far it could move by that."""
    framework, city = result.workshop.framework, result.result.city
    overall, asked = city[framework.root.code], weighing(framework, city)
    said = []
    if overall.unknown:
        few = text.plural(
            "{low} to {high}, depending on {n} indicator for which too few people gave a level",
            "{low} to {high}, depending on {n} indicators for which too few people gave a level",
            overall.unknown,
            low=text.number(overall.low),
            high=text.number(overall.high),
        )
        said.append(few)
    left_out = len(asked) - overall.unknown - len(counted(framework, city))
    if left_out > 0:
        said.append(
            text.plural(
                "{n} indicator left out of the score: its theme has too few answers",
                "{n} indicators left out of the score: their themes have too few answers",
                left_out,
            )
        )
    if said or not asked:
        return " · ".join(said)
    return text.plural(
        "the only indicator was answered", "all {n} indicators were answered", len(asked)
    )


def shown_counts(result: WorkshopResult, indicators: pd.DataFrame) -> pd.DataFrame:
    """The rows of `indicator_table`, without counts and reach where they cannot tell blank from not shown."""
    hidden = indicators["code"].isin(result.too_few)
    counts = indicators[["level", "na", "dk", "blank"]].astype("Int64")
    counts["dk"] = counts["dk"].mask(hidden & (counts["dk"] + counts["blank"] == 0))
    for state in ("level", "na", "blank"):
        counts[state] = counts[state].mask(hidden)
    return indicators.assign(reach=indicators["reach"].mask(hidden), **counts)


def blank_head(result: WorkshopResult, text: Text) -> str:
    """What the people are who gave no answer that is served."""
    return text("Blank or not shown") if result.workshop.k else text("Blank")


def not_applying_words(result: WorkshopResult, indicators: pd.DataFrame, text: Text) -> list[str]:
    """What a dash instead of a score means below a table of these indicators, where it means that they do not apply."""
    codes = [code for code in not_applying(result) if code in set(indicators["code"])]
    return [text("No score, because not applicable: {codes}.", codes=text.listed(codes))] * bool(
        codes
    )


def too_few_words(result: WorkshopResult, indicators: pd.DataFrame, text: Text) -> list[str]:
    """What a dash instead of counts means below a table of these indicators, where it has any."""
    if not indicators["code"].isin(result.too_few).any():
        return []
    return [
        text(
            "A dash instead of a count means that it is not shown, because too few people gave a level."
        )
    ]


def blank_words(result: WorkshopResult, indicators: pd.DataFrame, text: Text) -> list[str]:
    """Below a table with the blanks of these indicators, whom they count too after a later vote."""
    if not indicators["code"].isin(result.asked_again).any():
        return []
    return [text("Where a later vote counts, people who did not take part in it count as blank.")]


def equals_words(found: Extremes, text: Text) -> list[str]:
    """Below a list of indicators: how many more are tied with its last one, or that all are equal."""
    if found.alike:
        return [text("All indicators are tied here, so none is listed.")]
    if not found.more:
        return []
    return [
        text.plural(
            "{n} more indicator is tied with the last one.",
            "{n} more indicators are tied with the last one.",
            found.more,
        )
    ]


def extremes_names(found: Extremes, text: Text) -> str:
    """The titles of a list in one line, with the number of others tied with the last; "" for an empty list.

    Points part titles that have a comma themselves.
    """
    titles = list(found.rows["title"])
    comma = text(COMMA)
    clash = any(comma.strip() in title for title in titles)
    names = " · ".join(titles) if clash else text.listed(titles)
    if found.alike:
        return text("all tied")
    if not found.more:
        return names
    return text("{names} ({n} more tied)", names=names, n=found.more)


def without_hidden(themes: pd.DataFrame, k: int) -> pd.DataFrame:
    """The themes of a department, without range, coverage and reach where no score is shown and answers may be pooled.

    Those figures count answers that are not shown as if nobody had given them.
    """
    if not k:
        return themes
    figures = ["low", "high", "coverage", "reach"]
    hidden = themes["score"].isna() & (themes["state"] != "not applicable")
    return themes.assign(**{name: themes[name].mask(hidden) for name in figures})


def unscored_words(themes: pd.DataFrame, k: int, text: Text) -> list[str]:
    """Why themes of a department have no score, and of what coverage is if some answers are not shown.

    Cells of a department may be pooled to protect people of another one; `k` is 0 in an open workshop.
    """
    left = themes[themes["score"].isna()]
    excluded = left["state"] == "not applicable"
    said = []
    if not excluded.all():
        few = text.listed(left["title"][~excluded])
        said.append(text(NO_SCORE_POOLED if k else NO_SCORE, themes=few))
    if excluded.any():
        said.append(text("Not applicable: {themes}", themes=text.listed(left["title"][excluded])))
    if k:
        said.append(
            text("Answers that are counted together with another department's are left out here.")
        )
    return said


#: below `room_rows`, what counts as a scorecard
SCORECARDS = mark(
    "A scorecard is filled in on a phone or laptop, on paper or in Excel, by one person or by a table."
)


def room_rows(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """Who took part, unit by unit, with the departments in a merged unit; last those in no unit.

    Scorecards are those with an answer, on devices and on cards (`SCORECARDS`).
    """
    rows, head = [], text(result.workshop.unit_name)
    for room in result.room:
        merged = [text(d) for d in room.departments if d != MIXED_TABLES]
        named = f" ({', '.join(merged)})" if room.unit == OTHER_DEPARTMENTS else ""
        rows.append(
            {
                head: text(room.unit) + named,
                text("People"): room.people,
                text("Expected"): room.expected or None,
                text("Scorecards"): room.participants,
            }
        )
    participants, people = result.tallies.newcomers
    if people:
        rows.append(
            {
                head: newcomers_words(text, by_theme=result.workshop.by_theme),
                text("People"): people,
                text("Expected"): None,
                text("Scorecards"): participants,
            }
        )
    table = pd.DataFrame(rows).astype({text("Expected"): "Int64"})
    return table.set_index(head)


def agreed_rows(result: WorkshopResult, text: Text) -> pd.DataFrame:
    """What the room settled, in the order of the framework, with the reasons."""
    framework = result.workshop.framework
    rows = [
        {
            text("Indicator"): f"{i.code} · {framework.title(i.code, text.language)}",
            text("Agreed"): outcome_words(result.agreed[i.code].outcome, text),
            text("Because"): result.agreed[i.code].reason,
        }
        for i in framework.root.indicators()
        if i.code in result.agreed
    ]
    return pd.DataFrame(rows).set_index(text("Indicator"))
