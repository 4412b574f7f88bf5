"""The first sentences on what changed in a city: the overall, the themes, and who is left out."""

import math
from collections import Counter
from collections.abc import Sequence

from resilience.scoring.comparison.years import DEPARTMENTS, Movement, ThemeTrend
from resilience.services.results.trend import Point, Trend, Unjudged, YearChange
from resilience.text import Text, mark
from resilience.text.catalogue import round_half_up

#: why nothing is called clear between years with few departments
FEW = mark(
    "Votes can be compared for fewer than four departments or groups, so a real change cannot be "
    "told apart from a change in who took part."
)
#: what is said of the overall scores that both results show
OVERALL: dict[Movement, str] = {
    "clear rise": mark("The overall score is {after}, clearly up from {before} in {first}."),
    "clear fall": mark("The overall score is {after}, clearly down from {before} in {first}."),
    "may be chance": mark(
        "The overall score is {after} ({before} in {first}; the difference may be chance)."
    ),
    "too few to tell": mark(
        "The overall score is {after} ({before} in {first}; too few to tell whether it changed)."
    ),
}
#: the same of overall scores on the indicators in common
IN_COMMON: dict[Movement, str] = {
    "clear rise": mark(
        "On the indicators that can be compared, the overall score is {after}, clearly up from "
        "{before} in {first}."
    ),
    "clear fall": mark(
        "On the indicators that can be compared, the overall score is {after}, clearly down from "
        "{before} in {first}."
    ),
    "may be chance": mark(
        "On the indicators that can be compared, the overall score is {after} ({before} in "
        "{first}; the difference may be chance)."
    ),
    "too few to tell": mark(
        "On the indicators that can be compared, the overall score is {after} ({before} in "
        "{first}; too few to tell whether it changed)."
    ),
}
#: overall scores that the verdict is not about, by whether both results show them and go beyond the first votes
SCORES: dict[tuple[bool, bool], str] = {
    (True, False): mark("The overall score is {after} ({before} in {first})."),
    (True, True): mark(
        "The overall score is {after} ({before} in {first}), including later votes or agreements."
    ),
    (False, False): mark(
        "On the indicators that can be compared, the overall score is {after} ({before} in "
        "{first})."
    ),
    (False, True): mark(
        "On the indicators that can be compared, the overall score is {after} ({before} in "
        "{first}), including later votes or agreements."
    ),
}
#: points between a printed change and that of the people judged, above which the verdict is not of the first
APART = 5
TOO_FEW = mark("There are too few votes to tell whether the score changed.")
#: the verdict of the first votes, apart from scores that go beyond them
VOTES: dict[Movement, str] = {
    "clear rise": mark("The first votes alone rose clearly."),
    "clear fall": mark("The first votes alone fell clearly."),
    "may be chance": mark("The first votes alone: no clear change."),
    "too few to tell": TOO_FEW,
}
#: the same, apart from scores in which other departments count too
IN_BOTH: dict[Movement, str] = {
    "clear rise": mark(
        "In the departments whose votes can be compared, the first votes rose clearly."
    ),
    "clear fall": mark(
        "In the departments whose votes can be compared, the first votes fell clearly."
    ),
    "may be chance": mark(
        "In the departments whose votes can be compared, the first votes show no clear change."
    ),
    "too few to tell": TOO_FEW,
}
#: the same, apart from scores that moved otherwise than the people judged
ANSWERED: dict[Movement, str] = {
    "clear rise": mark(
        "The votes of those who answered enough of all themes rose clearly, each department counting once."
    ),
    "clear fall": mark(
        "The votes of those who answered enough of all themes fell clearly, each department counting once."
    ),
    "may be chance": mark(
        "The votes of those who answered enough of all themes show no clear change, each department "
        "counting once."
    ),
    "too few to tell": TOO_FEW,
}
#: why there is no verdict on the overall
UNJUDGED: dict[Unjudged, str] = {
    "by group": mark("Whether it changed is not judged, as results are by group."),
    "no department in both": mark(
        "Whether it changed is not judged, as no department has votes of its own in both years."
    ),
    "few answers": mark(
        "Too few people answered in every theme to compare their answers, so we do not say "
        "whether the score changed."
    ),
}


def year_names(points: Sequence[Point], text: Text) -> dict[str, str]:
    """The label of each workshop, by its code: its year, or its day if the year has several.

    Two workshops on one day have their codes too.
    """
    years = Counter(point.date.year for point in points)
    days = Counter(point.date for point in points)
    names = {}
    for point in points:
        name = str(point.date.year) if years[point.date.year] == 1 else text.date(point.date)
        names[point.code] = name if days[point.date] == 1 else f"{name} ({point.code})"
    return names


def trend_headline(trend: Trend, text: Text) -> str:
    """How many themes rose and fell clearly between the last two workshops, by the votes."""
    step = trend.steps[-1]
    found = {
        "first": workshop_name(trend, step.first, text),
        "last": workshop_name(trend, step.last, text),
        "changes": counted_words(step, text),
    }
    if not judged_apart(step):
        return text("Between {first} and {last}: {changes}", **found)
    if step.apart:
        return text(
            "Between {first} and {last}, in the departments or groups whose votes can be compared: {changes}",
            **found,
        )
    return text("Between {first} and {last}, judged by the first votes: {changes}", **found)


def more_words(trend: Trend, text: Text) -> list[str]:
    """The overall of the last two workshops with its verdict, themes changed since the first, cautions."""
    step, said = trend.steps[-1], []
    if None not in step.overall:
        said.append(_overall_words(trend, step, text))
    if trend.whole is not None:
        said.append(_since_words(trend, trend.whole, text))
    if step.apart:
        said.append(
            text(
                "In no verdict on the last two workshops, as their votes cannot be compared, but in the scores where they "
                "voted: {names}.",
                names=text.listed(map(text, step.apart)),
            )
        )
    return said


def judged_apart(step: YearChange) -> tuple[str, ...]:
    """The themes whose change is printed without a verdict, as verdicts are on the first votes of some alone.

    The score goes beyond these, other departments count in it too, or it did not move as the people judged.
    """
    return tuple(
        theme
        for theme, judged in step.votes.items()
        if judged.verdict != "too few to tell"
        and (step.apart or theme in step.beyond or _differs(judged, step.scores.get(theme), 1))
    )


def _differs(judged: ThemeTrend, change: float | None, decimals: int) -> bool:
    """Whether a printed change is far from that of the people judged, or not the way of their clear one."""
    verdict, moved = judged.verdict, round_half_up(change or 0.0, decimals)
    return (
        abs((change or 0.0) - (judged.change or 0.0)) > APART
        or (verdict == "clear rise" and moved <= 0)
        or (verdict == "clear fall" and moved >= 0)
    )


def _since_words(trend: Trend, whole: YearChange, text: Text) -> str:
    """How many themes changed clearly since the first workshop."""
    found = {
        "first": workshop_name(trend, whole.first, text),
        "changes": counted_words(whole, text),
    }
    if not judged_apart(whole):
        return text("Since {first}: {changes}.", **found)
    if whole.apart:
        return text(
            "Since {first}, in the departments or groups whose votes can be compared: {changes}.",
            **found,
        )
    return text("Since {first}, judged by the first votes: {changes}.", **found)


def _overall_words(trend: Trend, step: YearChange, text: Text) -> str:
    """The current and previous overall with the verdict of the first votes.

    The verdict is apart where the scores are of other votes or people, and where the printed overall did not
    move that way.
    """
    before, after = (float(round_half_up(score or 0.0, 0)) for score in step.overall)
    found = {
        "before": text.number(before),
        "after": text.number(after),
        "first": workshop_name(trend, step.first, text),
    }
    basis = [] if step.as_shown else [_basis_words(step, text)]
    beyond, judged, moved = bool(step.beyond), step.whole, after - before
    apart = text(SCORES[step.as_shown, beyond], **found)
    if judged is None or step.unjudged:
        why = "few answers" if step.unjudged is None else step.unjudged
        return " ".join([apart, *basis, text(UNJUDGED[why])])
    if not moved and judged.verdict == "may be chance" and not (step.apart or beyond):
        said = [apart, *basis]
    elif step.apart or beyond or _differs(judged, moved, 0):
        verdicts = IN_BOTH if step.apart else VOTES if beyond else ANSWERED
        said = [apart, *basis, text(verdicts[judged.verdict]), *few_words(judged, text)]
    else:
        beside = text((OVERALL if step.as_shown else IN_COMMON)[judged.verdict], **found)
        said = [beside, *basis, *limit_words(judged, moved, text)]
    return " ".join(said)


def _basis_words(step: YearChange, text: Text) -> str:
    """What an overall is of that is not the one that both results show."""
    return text.plural(
        "This compares {n} indicator that both workshops asked, with the latest weights and rules.",
        "This compares {n} indicators that both workshops asked, with the latest weights and "
        "rules.",
        step.common,
    )


def few_words(judged: ThemeTrend, text: Text) -> list[str]:
    """Why there is no verdict, where too few departments or groups can be compared."""
    return [text(FEW)] if 0 < judged.departments < DEPARTMENTS else []


def limit_words(judged: ThemeTrend, shown: float, text: Text) -> list[str]:
    """After "may be chance" what change would be clear; with too few departments why there is no verdict.

    Nothing if the change `shown`, rounded, reaches that change.
    """
    if few := few_words(judged, text):
        return few
    if judged.clear_from is None or judged.start is None or judged.verdict != "may be chance":
        return []
    if judged.clear_from > max(judged.start, 100 - judged.start):
        return [text("Even the largest possible change might not be called clear.")]
    # rounded up: a smaller change might not be clear
    points = math.ceil(judged.clear_from)
    if abs(shown) >= points:
        return []
    return [
        text(
            "With {n} departments and these answers, a change of {points} points or more would be clear.",
            n=judged.departments,
            points=text.number(points),
        )
    ]


def counted_words(step: YearChange, text: Text) -> str:
    """How many themes rose and fell clearly."""
    verdicts = Counter(judged.verdict for judged in step.votes.values())
    rose, fell = verdicts["clear rise"], verdicts["clear fall"]
    if rose and fell:
        up = text.plural("{n} theme rose clearly", "{n} themes rose clearly", rose)
        return text.listed([up, text.plural("{n} fell clearly", "{n} fell clearly", fell)])
    if rose:
        return text.plural(
            "{n} theme rose clearly, none fell clearly",
            "{n} themes rose clearly, none fell clearly",
            rose,
        )
    if fell:
        return text.plural(
            "{n} theme fell clearly, none rose clearly",
            "{n} themes fell clearly, none rose clearly",
            fell,
        )
    if verdicts["may be chance"]:
        return text("no theme moved clearly")
    return text("too few to tell whether anything changed")


def workshop_name(trend: Trend, code: str, text: Text) -> str:
    """The name of a workshop among the points of a trend: its year, or its date where two are of one year."""
    return year_names(trend.points, text)[code]
