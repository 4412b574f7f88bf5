"""A result in words, as pages and the printed report say it."""

from collections.abc import Sequence

from resilience.report import BOX
from resilience.scoring import Score
from resilience.scoring.notes.room import left_out_words
from resilience.scoring.notes.words import exact_words, score_words
from resilience.scoring.scores.percent import in_points, theme_percents
from resilience.services.deciding.agreed_levels import Outcome
from resilience.services.results.last_agreed import LastAgreed
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView
from resilience.services.workshop.plan import MIXED_TABLES, OTHER_DEPARTMENTS
from resilience.text import Text, mark
from resilience.wording.chart_findings import lowest_themes, themes_listed

#: how the overall would be counted otherwise
EACH_PERSON = mark("If each person counted once everywhere, the overall score would be {value}.")
EACH_GROUP = mark(
    "Each group counts once here. If each person counted once, the overall score would be {value}."
)
EACH_DEPARTMENT = mark(
    "Each department counts once here. If each person counted once, the overall score would be {value}."
)


def made_of_words(made_of: tuple[int, int], text: Text) -> str:
    """How many of the indicators that apply make the score, as in `WorkshopResult.made_of`."""
    n, of = made_of
    return text("from {n} of {of} applicable indicators", n=n, of=of)


def not_applying(result: WorkshopResult) -> list[str]:
    """The codes of the indicators that the city was asked and that do not apply to it."""
    city, root = result.result.city, result.workshop.framework.root
    asked = [one.code for one in root.indicators() if one.code in city]
    return [code for code in asked if city[code].state == "not applicable"]


def headline(result: WorkshopResult, overall: Score, text: Text) -> str:
    """The shape of every score: "58 of 100, from 39 of 45 applicable indicators; 44 people answered".

    The 39 are those that the score is made of: an answered one counts in no theme with too few answers.
    """
    base = base_line(base_words(result, text), text)
    return text("{score}, {base}", score=score_words(overall, text), base=base)


def base_words(result: WorkshopResult, text: Text) -> list[str]:
    """From how many indicators ("" if from all that were asked), people and departments the score is made."""
    return [
        _indicators_words(result, text),
        people_words(result.people, result.workshop.expected, text),
        departments_words(result, text),
    ]


def _indicators_words(result: WorkshopResult, text: Text) -> str:
    """From how many indicators the score is made, and how many do not apply; "" if from all that were asked."""
    (n, of), excluded = result.made_of, len(not_applying(result))
    if excluded:
        return text(
            "from {n} of {of} applicable indicators ({excluded} not applicable)",
            n=n,
            of=of,
            excluded=excluded,
        )
    return made_of_words(result.made_of, text) if n < of else ""


def base_line(base: Sequence[str], text: Text) -> str:
    """`base_words` in one line, the indicators apart from who answered."""
    indicators, *answered = base
    people = text.listed(answered)
    if not indicators:
        return people
    return text("{indicators}; {people}", indicators=indicators, people=people)


def weakest_theme(result: WorkshopResult, text: Text) -> str:
    """The lowest themes in words; "" where all score alike."""
    framework, city = result.workshop.framework, result.result.city
    lowest = lowest_themes(framework, city, text)
    if not lowest:
        return ""
    theme = themes_listed([framework.title(code, text.language) for code in lowest], text)
    score, own = (
        _lowest_words(result, lowest, text),
        [city[one.code] for one in framework.themes if one.code in city],
    )
    n = sum(one.value is not None for one in own)
    if n == len(own):
        return text("lowest: {theme} {score}", theme=theme, score=score)
    return text(
        "lowest of the {n} themes with a score: {theme} {score}", n=n, theme=theme, score=score
    )


def _lowest_words(result: WorkshopResult, lowest: Sequence[str], text: Text) -> str:
    """The score of the lowest themes; of several in points, which may have unlike maxima, the share."""
    framework, city = result.workshop.framework, result.result.city
    share = theme_percents(framework, city)[lowest[0]]
    if not any(in_points(theme) for theme in framework.themes if theme.code in lowest):
        return text.number(share)
    return text.percent(share / 100) if len(lowest) > 1 else score_words(city[lowest[0]], text)


def coverage_words(overall: Score, text: Text) -> str:
    """What coverage and reach are, with those of the whole."""
    return text(
        "Coverage ({coverage}) is how much of what applies was answered, by weight. Could "
        "answer ({reach}) is the share of the people who took part whose level is counted, "
        "averaged over the indicators.",
        coverage=text.percent(overall.coverage),
        reach=text.percent(overall.reach),
    )


def counting_words(result: WorkshopResult, text: Text) -> list[str]:
    """That it matters whether departments or people count once, where it does."""
    if not result.counting_matters:
        return []
    said = EACH_GROUP if result.workshop.by_theme else EACH_DEPARTMENT
    if result.later:
        said = EACH_PERSON
    return [text(said, value=text.number(result.by_people))]


def unit_of_answers(text: Text) -> str:
    """What the numbers of answers count."""
    return text("Each phone, laptop or table counts as one answer.")


def counts_words(text: Text) -> str:
    """What the columns on answers count."""
    reach = text("“Could answer” is the share of the people who took part whose level is counted.")
    return f"{unit_of_answers(text)} {reach}"


def weights_words(result: WorkshopResult, text: Text) -> list[str]:
    """The weights that the workshop adopted, in a sentence; nothing where there are none."""
    if not result.weighed:
        return []
    framework = result.workshop.framework
    told = text.listed(
        f"{framework.title(theme.code, text.language)} {text.number(theme.weight)}"
        for theme in framework.themes
        if theme.code in result.result.city
    )
    return [text("The workshop set its own theme weights, out of 100: {weights}", weights=told)]


def outcome_words(outcome: Outcome, text: Text) -> str:
    """What a room settled on: a level or number, or that both views stand, or not applicable."""
    if outcome == "both":
        return text("both views recorded")
    return text("not applicable") if outcome == "na" else exact_words(float(outcome), text)


def agreed_words(outcome: Outcome, text: Text) -> str:
    """What a room settled on, with whether it agreed."""
    if outcome == "both":
        return text("Not agreed: both views recorded")
    return text("Agreed: {outcome}", outcome=outcome_words(outcome, text))


def last_agreed_words(last: LastAgreed, indicator: str, text: Text) -> str:
    """What the city's last workshop agreed on for an indicator, with its day; "" for nothing."""
    if last.date is None or indicator not in last.levels:
        return ""
    outcome, date = last.levels[indicator], text.date(last.date)
    if outcome == "both":
        return text(
            "In the last workshop, {date}, the room did not agree: both views were recorded",
            date=date,
        )
    return text(
        "The last workshop, {date}, agreed on: {outcome}",
        date=date,
        outcome=outcome_words(outcome, text),
    )


def missing_words(result: WorkshopResult, text: Text) -> list[str]:
    """Who is not in the figures, and which votes they come from."""
    people, later = missing_people_words(result, text), later_words(result, text)
    return [*people, *later, *absent_words(result, text)]


def missing_people_words(result: WorkshopResult, text: Text) -> list[str]:
    """Who is not in the figures: people who answered alone beside tables, and small groups."""
    apart = (
        [left_out_words(result.left_out, text, later=result.left_out_later)]
        if result.left_out
        else []
    )
    return [*apart, *small_groups_words(result, text)]


def is_left_out(group: GroupView, result: WorkshopResult) -> bool:
    """Whether a group scored its own themes, and too few people answered in it to be shown."""
    return group.scores and group.name not in result.tallies.units


def small_groups_words(result: WorkshopResult, text: Text) -> list[str]:
    """Which groups that scored their own themes are not shown, as too few people answered in them."""
    small = [text(one.name) for one in result.workshop.groups if is_left_out(one, result)]
    if not small:
        return []
    said = text(
        "Too few people answered alone in these groups (at least {k} are needed, or as many at "
        "tables and nobody alone), so their answers are left out of all figures: {groups}.",
        k=result.workshop.k,
        groups=text.listed(small),
    )
    return [said]


def later_words(result: WorkshopResult, text: Text) -> list[str]:
    """Which figures come from a later vote, and which later votes are not shown."""
    said = []
    if result.replaced:
        said.append(
            text.plural(
                "For {n} indicator, only the answers from a later vote count.",
                "For {n} indicators, only the answers from a later vote count.",
                len(result.replaced),
            )
        )
    if result.from_later_vote:
        said.append(
            text.plural(
                "For {n} indicator, the city's figures come from a later vote in which each "
                "person who answered counts once; departments and groups keep their first vote.",
                "For {n} indicators, the city's figures come from a later vote in which each "
                "person who answered counts once; departments and groups keep their first vote.",
                len(result.from_later_vote),
            )
        )
    return [*said, *filter(None, [not_shown_words(result, text)])]


def not_shown_words(result: WorkshopResult, text: Text) -> str:
    """Which indicators keep their earlier figures although they were asked again, and why; "" where there are none."""
    if not result.not_shown:
        return ""
    return text(
        "To protect people's answers, the later vote on {codes} does not count: too few people answered, or the counts of both votes do not show that at least {k} people changed their level, or the question had been asked again before.",
        codes=text.listed(result.not_shown),
        k=text.number(result.workshop.k),
    )


def absent_words(result: WorkshopResult, text: Text) -> list[str]:
    """The departments from which nobody had come at first, in a sentence; nothing if there are none."""
    if not result.absent:
        return []
    names = text.listed(text(name) for name in result.absent)
    return [text("When the first vote closed, there were no answers from: {names}", names=names)]


def unprintable_words(signs: Sequence[str], text: Text) -> list[str]:
    """Which characters the fonts of print do not have, in a sentence; nothing where they have all."""
    if not signs:
        return []
    named = (f"{sign} (U+{ord(sign):04X})" for sign in signs)
    return [
        text(
            "These characters cannot be printed and are shown as {box}: {signs}",
            box=BOX,
            signs=text.listed(named),
        )
    ]


def people_words(answered: int, expected: int, text: Text) -> str:
    """How many people answered, and how many were expected."""
    if expected:
        return text.plural(
            "{n} person answered ({expected} expected)",
            "{n} people answered ({expected} expected)",
            answered,
            expected=text.number(expected),
        )
    return text.plural("{n} person answered", "{n} people answered", answered)


def departments_words(result: WorkshopResult, text: Text) -> str:
    """How many departments took part; of merged ones only the groups are known."""
    groups = sum(room.participants > 0 for room in result.room)
    if any(room.unit == OTHER_DEPARTMENTS for room in result.room):
        return text.plural("in {n} group of departments", "in {n} groups of departments", groups)
    if result.workshop.by_theme:
        of = len(result.workshop.departments)
        return text.plural("{n} of {of} groups", "{n} of {of} groups", groups, of=of)
    asked = sum(d.name != MIXED_TABLES for d in result.workshop.departments)
    here = sum(room.participants > 0 and room.unit != MIXED_TABLES for room in result.room)
    return text("{n} of {of} departments", n=here, of=asked)
