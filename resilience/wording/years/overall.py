"""The first sentences on what changed in a city: the overall, the themes, and who is left out."""

from collections import Counter
from collections.abc import Sequence

from resilience.scoring.comparison.years import Movement
from resilience.services.results.trend import Point, Trend, Unjudged, YearChange
from resilience.text import Text, mark
from resilience.text.catalogue import round_half_up
from resilience.wording.privacy import OPEN_STAYS
from resilience.wording.shares import value_words
from resilience.wording.years.verdicts import (
    APART,
    BASES,
    Basis,
    counted_words,
    few_words,
    limit_words,
    overall_basis,
    widest_basis,
)

#: sentences on the overall scores that both results show
OVERALL: dict[Movement, str] = {
    "clear rise": mark("The overall score is {after}, clearly up from {before} in {first}."),
    "clear fall": mark("The overall score is {after}, clearly down from {before} in {first}."),
    "may be chance": mark(
        "The overall score is {after} ({before} in {first}; the difference may be chance)."
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
}
#: overall scores that the verdict is not about, by whether both results show them
SCORES: dict[bool, str] = {
    True: mark("The overall score is {after} ({before} in {first})."),
    False: mark(
        "On the indicators that can be compared, the overall score is {after} ({before} in "
        "{first})."
    ),
}
#: what overall scores are of that go beyond the first votes
BEYOND = mark("The score includes later votes or the room's decisions.")
#: why a change of the overall is not of the city alone
UNLIKE = mark(
    "Some indicators or themes have a score in only one of the two workshops, so the two overall scores cannot be fully compared."
)
#: why the overall has no verdict though departments can be compared
TOO_FEW = mark("There are too few votes to tell whether the change is more than chance.")
#: what changed since the first workshop, by whose votes the verdicts are on
SINCE: dict[Basis | None, str] = {
    None: mark("Since {first}: {changes}."),
    "in both": mark(
        "Since {first}, in the departments or groups compared, each on the questions it scored both times: {changes}."
    ),
    "first votes": mark(
        "Since {first}, in first votes (each department is compared on the questions it scored both times): {changes}."
    ),
    "same questions": mark(
        "Since {first} (each department is compared on the questions it scored both times): {changes}."
    ),
}
#: how many themes changed clearly between two workshops, by whose votes the verdicts are on
HEADLINES: dict[Basis | None, str] = {
    None: mark("{changes} between {first} and {last}"),
    "in both": mark(
        "First votes of the departments or groups compared: {changes} between {first} and {last}"
    ),
    "first votes": mark("First votes: {changes} between {first} and {last}"),
    "same questions": mark(
        "On the questions scored both times, {changes} between {first} and {last}"
    ),
}
#: what a trend starts with, by whether the workshop is open
FIRST_YEAR: dict[bool, str] = {
    False: mark("The next workshop of this city will show here what changed."),
    True: OPEN_STAYS,
}
#: why there is no verdict on the overall
UNJUDGED: dict[Unjudged, str] = {
    "open": mark(
        "This workshop has no small-group protection: a department may be a single person, so we do not say whether the score changed."
    ),
    "by group": mark("Results are by group, so we do not say whether the score changed."),
    "no department in both": mark(
        "No department has its own votes in both years, so we do not say whether the score changed."
    ),
    "few in common": mark(
        "No department scored enough of the same questions both times, so we do not say whether the score changed."
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
        name = (text.year if years[point.date.year] == 1 else text.date)(point.date)
        names[point.code] = name if days[point.date] == 1 else f"{name} ({point.code})"
    return names


def trend_headline(trend: Trend, text: Text) -> str:
    """How many themes rose and fell clearly between the last two workshops, and by which votes."""
    step = trend.steps[-1]
    found = {
        "first": workshop_name(trend, step.first, text),
        "last": workshop_name(trend, step.last, text),
        "changes": counted_words(step, text),
    }
    said = text(HEADLINES[widest_basis(step)], **found)
    return said[:1].upper() + said[1:]


def more_words(trend: Trend, text: Text) -> list[str]:
    """The overall of the last two workshops with its verdict, by which votes, changes since the first, cautions."""
    step, said = trend.steps[-1], []
    if None not in step.overall:
        said.append(overall_words(trend, step, text))
    if basis := basis_words(step, text, themes=True):
        said.append(basis)
    if trend.whole is not None:
        said.append(_since_words(trend, trend.whole, text))
    if step.apart and any(judged.departments for judged in step.votes.values()):
        said.append(
            text(
                "Left out of the verdicts on the last two workshops, because their votes cannot "
                "be compared, but included in the scores where they voted: {names}.",
                names=text.listed(map(text, step.apart)),
            )
        )
    if step.partly and any(judged.verdict != "too few to tell" for judged in step.votes.values()):
        said.append(
            text(
                "Included in the verdicts on some themes only, because on the other themes they scored too few of the same questions both times: {names}.",
                names=text.listed(map(text, step.partly)),
            )
        )
    return said


def _since_words(trend: Trend, whole: YearChange, text: Text) -> str:
    """How many themes changed clearly since the first workshop."""
    found = {
        "first": workshop_name(trend, whole.first, text),
        "changes": counted_words(whole, text),
    }
    return text(SINCE[widest_basis(whole)], **found)


def overall_words(trend: Trend, step: YearChange, text: Text) -> str:
    """The current and previous overall with the verdict of the first votes, or why there is none.

    The verdict is apart where the scores are of other votes or people; `basis_words` says of which.
    """
    before, after = _printed(step)
    found = {
        "before": value_words(before, text, shares=trend.in_points),
        "after": value_words(after, text, shares=trend.in_points),
        "first": workshop_name(trend, step.first, text),
    }
    judged, moved = step.whole, after - before
    apart = text(SCORES[step.as_shown], **found)
    common = [] if step.as_shown else [_common_words(trend, step, text)]
    common += [] if step.alike else [text(UNLIKE)]
    if judged is None or step.unjudged:
        why = step.unjudged or "few in common"
        return " ".join([apart, *common, text(UNJUDGED[why])])
    if judged.verdict == "too few to tell":
        return " ".join([apart, *common, *(few_words(judged, text) or [text(TOO_FEW)])])
    basis = overall_basis(step, moved)
    if basis is not None:
        return " ".join([apart, *common, text(APART[basis][judged.verdict])])
    if not moved and judged.verdict == "may be chance":
        return " ".join([apart, *common])
    beside = text((OVERALL if step.as_shown else IN_COMMON)[judged.verdict], **found)
    return " ".join([beside, *common, *limit_words(judged, moved, text, shares=trend.in_points)])


def basis_words(step: YearChange, text: Text, *, themes: bool = False) -> str:
    """That the overall scores include later votes, and whose votes the verdict is on, on all `themes` too; "" for neither."""
    said, found = [], [widest_basis(step)] if themes else []
    if None not in step.overall:
        before, after = _printed(step)
        found.append(None if step.unjudged else overall_basis(step, after - before))
        said += [text(BEYOND)] if step.beyond else []
    said += [text(BASES[basis]) for basis in dict.fromkeys(found) if basis is not None]
    return " ".join(said)


def _printed(step: YearChange) -> tuple[float, float]:
    """The overall of two workshops as printed."""
    before, after = (float(round_half_up(score or 0.0, 0)) for score in step.overall)
    return before, after


def overall_verdict(step: YearChange, moved: float) -> Movement | None:
    """The verdict printed beside a change of the overall by `moved` points as printed; None where none is: see `overall_words`."""
    judged = step.whole
    if judged is None or step.unjudged:
        return None
    still = not moved and judged.verdict == "may be chance"
    return None if still or overall_basis(step, moved) is not None else judged.verdict


def score_words_since(city: str, score: str, trend: Trend | None, text: Text) -> str:
    """The score of a city in a title, with the last workshop's where both can be compared and a verdict is known."""
    step = _like_for_like(trend)
    plain = text("{city} scores {score}", city=city, score=score)
    if trend is None or step is None:
        return plain
    before, after = (float(round_half_up(shown or 0.0, 0)) for shown in step.overall)
    moved, found = after - before, {"city": city, "score": score}
    found |= {"before": text.number(before), "first": workshop_name(trend, step.first, text)}
    verdict = None if step.whole is None or step.unjudged else step.whole.verdict
    if verdict in (None, "too few to tell") or overall_basis(step, moved) is not None:
        return plain
    if verdict == "clear rise" and moved > 0:
        return text(
            "{city} scores {score}, up {points} since {first}", points=text.number(moved), **found
        )
    if verdict == "clear fall" and moved < 0:
        return text(
            "{city} scores {score}, down {points} since {first}",
            points=text.number(-moved),
            **found,
        )
    if verdict == "may be chance" and moved:
        return text(
            "{city} scores {score} ({before} in {first}; the difference may be chance)", **found
        )
    return text("{city} scores {score} ({before} in {first})", **found)


def _like_for_like(trend: Trend | None) -> YearChange | None:
    """What changed since the last workshop, where both results show these scores and the same indicators have one."""
    step = trend.steps[-1] if trend is not None and trend.steps else None
    if step is None or None in step.overall:
        return None
    return step if step.as_shown and step.alike else None


def _common_words(trend: Trend, step: YearChange, text: Text) -> str:
    """What an overall is of that is not the one that both results show, and how many have a score where some have none."""
    said = text.plural(
        "Only the {n} indicator that both workshops asked is used, with the latest weights and rules.",
        "Only the {n} indicators that both workshops asked are used, with the latest weights and "
        "rules.",
        step.common,
    )
    if step.scored == (step.common, step.common):
        return said
    counts = text.listed(
        text("{n} in {workshop}", n=text.number(n), workshop=workshop_name(trend, code, text))
        for n, code in zip(step.scored, (step.first, step.last), strict=True)
    )
    scored = text("Number of these that have a score: {counts}.", counts=counts)
    return f"{said} {scored}"


def workshop_name(trend: Trend, code: str, text: Text) -> str:
    """A workshop among the points of a trend, within a sentence: its year, or where two are of one year, its day."""
    (point,) = (one for one in trend.points if one.code == code)
    name = year_names(trend.points, text)[code]
    return name if name == text.year(point.date) else text("the workshop of {day}", day=name)
