"""How far a room agrees on themes and indicators, in words."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from resilience.framework import Framework
from resilience.scoring.notes.words import agreement_words, distance_words
from resilience.scoring.opinions.agreement import UNJUDGED
from resilience.services.results.discussion import SETTLED, Topic, own_topics
from resilience.services.results.results import WorkshopResult
from resilience.services.workshop.groups import GroupView
from resilience.services.workshop.plan import FIRST_VOTE, TOGETHER
from resilience.services.workshop.workshops import WorkshopView
from resilience.text import Text, mark
from resilience.wording.chart_findings import answers_words
from resilience.wording.result import outcome_words

if TYPE_CHECKING:
    import pandas as pd

#: how many are shown of what the room differs on
MOST_DISPUTED = 5
#: how many of the units that are counted together are named
MOST_NAMES = 3
#: labels as a room reads them, without the distance from the middle answer
PLAIN = {
    "strong agreement": mark("Opinions hardly differ"),
    "some spread": mark("Opinions differ somewhat"),
    "wide spread": mark("Opinions differ widely"),
}
#: why a department has no answers; the second where they may be pooled
NO_ANSWER = mark("A dash means that nobody in that department gave a level.")
NO_ANSWER_POOLED = mark(
    "A dash means that no answer is shown: nobody there gave a level, too few did, or the "
    "answers are counted together with another department's to protect a small group."
)
#: what a later vote leaves as it was
LATER_VOTE = mark(
    "In the later vote, all answers are counted together. Scores by department and "
    "group stay as in the first vote."
)


def add_agreement(
    themes: "pd.DataFrame", framework: Framework, topics: Sequence[Topic], text: Text
) -> "pd.DataFrame":
    """A `theme_table` with how far the room agrees on each theme, in words.

    `agreed` says on how many indicators it does, "" where none can be judged; `agreement` also on how
    many it is split, or why there is no sentence. Of the indicators with levels that enough answered;
    agreement that is strong, or of everyone, counts (docs/methods.md, section 2).
    """
    labels = {topic.code: topic.agreement.label for topic in topics if topic.agreement}
    judged = {
        theme.code: [
            label
            for indicator in theme.indicators()
            if (label := labels.get(indicator.code, "nobody gave a level")) not in UNJUDGED
        ]
        for theme in framework.themes
    }
    return themes.assign(
        agreed=[_agreed(judged[code], text) for code in themes["code"]],
        agreement=[_agreement(judged[code], text) for code in themes["code"]],
    )


def disputed_rows(
    topics: Sequence[Topic], order: Sequence[str], framework: Framework, text: Text
) -> "pd.DataFrame":
    """The first indicators in an `order` of codes that the room differs on, with how far it agrees."""
    # imported when used: phones need the other words alone
    import pandas as pd  # noqa: PLC0415

    disputed = {topic.code: topic for topic in topics if topic.disputed}
    shown = [disputed[code] for code in order if code in disputed][:MOST_DISPUTED]
    titles = [f"{one.code} · {framework.title(one.code, text.language)}" for one in shown]
    return pd.DataFrame(
        {
            text("Indicator"): titles,
            text("How far the room agrees"): [agrees_words(one, text) for one in shown],
        }
    ).set_index(text("Indicator"))


def undisputed_words(topics: Sequence[Topic], text: Text) -> str:
    """Why nothing is disputed: the room agrees, or nobody can tell where hardly anybody gave a level."""
    if any(topic.agreement is not None and topic.agreement.judged for topic in topics):
        return text("Opinions hardly differ on any indicator for which enough people gave a level.")
    return text("Too few people gave a level to say how far the room agrees.")


def agrees_words(topic: Topic, text: Text) -> str:
    """How far the room agrees on one indicator; "" for a measured one."""
    found = topic.agreement
    return "" if found is None else agreement_words(found, topic.pooled, text)


def differ_words(topic: Topic, text: Text, *, distance: bool = False) -> str:
    """How far opinions differ, for stage, phones and desk; "" for a measured indicator.

    With `distance` also how far answers are from the middle one on average.
    """
    found = topic.agreement
    if found is None or found.label not in PLAIN:
        said = agrees_words(topic, text)
    else:
        away = distance_words(found, text) if distance else ""
        said = " · ".join(filter(None, (text(PLAIN[found.label]), away)))
    return said[:1].upper() + said[1:]


@dataclass(frozen=True, slots=True)
class GroupLine:
    """The progress of a group: `count` is like "2 of 9 agreed", `topic` and `outcome` its last decision, "" before it."""

    name: str
    count: str
    topic: str = ""
    outcome: str = ""


def group_lines(
    workshop: WorkshopView, topics: Sequence[Topic], text: Text
) -> tuple[GroupLine, ...]:
    """What each group of a workshop has agreed on the indicators of its themes."""
    return tuple(_group_line(one, workshop.framework, topics, text) for one in workshop.groups)


def _group_line(
    group: GroupView, framework: Framework, topics: Sequence[Topic], text: Text
) -> GroupLine:
    own = own_topics(topics, group, framework)
    made = [(one.decision.agreed_at, one.code, one.decision.outcome) for one in own if one.decision]
    name, count = text(group.name), text("{n} of {of} agreed", n=len(made), of=len(own))
    if not made:
        return GroupLine(name, count)
    _, code, outcome = max(made, key=lambda decision: decision[0])
    topic = f"{code} {framework.title(code, text.language)}"
    return GroupLine(name, count, topic, outcome_words(outcome, text))


def answer_rows(topic: Topic, together: str, text: Text) -> dict[str, tuple[int, ...]]:
    """The answers per level by the name of their row; units that are counted `together` have one row of that name."""
    apart = {
        text(unit): answers
        for unit, answers in topic.levels.items()
        if unit not in topic.together and unit != TOGETHER
    }
    pooled = topic.levels.get(TOGETHER)
    return apart if pooled is None else {**apart, together: pooled}


def together_words(units: Sequence[str], text: Text) -> str:
    """Which units are counted together, the first three by name."""
    if not units:
        return text(TOGETHER)
    names = text.listed(text(unit) for unit in units[:MOST_NAMES])
    more = len(units) - MOST_NAMES
    if more > 0:
        return text("{names} and {n} more: counted together", names=names, n=more)
    return text("{names}: counted together", names=names)


def level_rows(topic: Topic, result: WorkshopResult, text: Text) -> "pd.DataFrame":
    """The answers to an indicator by department, the highest mean level first, then those counted together and the room's.

    Columns are levels, then "na" and "dk" where anybody is shown to have said so. Don't know is counted by
    department in open workshops alone. After a later vote, or where too few gave a level, the room has no row.
    """
    # imported when used: phones need the other words alone
    import pandas as pd  # noqa: PLC0415

    others, own = _without_level(topic, result), topic.of_departments
    order = sorted(own, key=lambda unit: (unit == TOGETHER, -_mean_level(own[unit])))
    rows = [(text(unit), [*own[unit], *others[unit]]) for unit in order]
    if topic.code not in result.later and topic.code not in result.too_few:
        rows.append((text("Whole room"), [*topic.pooled, topic.na, topic.dk]))
    columns = [*range(result.tallies.by_code[topic.code].answers.shape[1]), "na", "dk"]
    names, counts = [name for name, _ in rows], [numbers for _, numbers in rows]
    table = pd.DataFrame(counts, index=names, columns=columns)
    unused = [one for one in ("na", "dk") if not table[one].any()]
    return table.drop(columns=unused).rename_axis(index=text("Department"))


def _without_level(topic: Topic, result: WorkshopResult) -> dict[str, tuple[int, int]]:
    """By row, how many answers are shown to be "not applicable" and "don't know"."""
    shown = result.tallies
    tally = shown.by_code[topic.code]
    dk = tally.dk if shown.of_city is None else tally.dk * 0
    others = dict(zip(shown.units, zip(tally.na.tolist(), dk.tolist(), strict=True), strict=True))
    return others | {TOGETHER: (topic.na - int(tally.na.sum()), 0)}


def departments_words(
    levels: "pd.DataFrame", topic: Topic, result: WorkshopResult, text: Text
) -> str:
    """The most frequent level of the departments in `level_rows`, and that it is of the first vote if a later one counts."""
    said = answers_words(levels.head(len(topic.of_departments)), text)
    return f"{text(FIRST_VOTE)} · {said}" if topic.code in result.later else said


def level_notes(
    table: "pd.DataFrame", topic: Topic, result: WorkshopResult, text: Text
) -> list[str]:
    """What a row of `level_rows` without answers means, and whom don't know and a later vote are counted of."""
    said = []
    if not table.any(axis=1).all():
        said.append(text(NO_ANSWER_POOLED if result.workshop.k else NO_ANSWER))
    is_later = topic.code in result.later
    if result.workshop.k and (is_later or "dk" in table.columns):
        said.append(
            text(
                "A department's answers leave out people who skipped the indicator or answered "
                "“don't know”, which is counted for the whole room only."
            )
        )
    if is_later:
        said.append(text(LATER_VOTE))
        if unsaid := unsaid_words(topic, text):
            said.append(text("Whole room, later vote: {counts}", counts=unsaid))
    return said


def unsaid_words(topic: Topic, text: Text) -> str:
    """How many gave no level, in words."""
    said = [
        text.plural("{n} answer: don't know", "{n} answers: don't know", topic.dk)
        if topic.dk
        else "",
        text.plural("{n} answer: not applicable", "{n} answers: not applicable", topic.na)
        if topic.na
        else "",
    ]
    return " · ".join(filter(None, said))


def settled_words(agreed: int, both: int, text: Text) -> str:
    """On how many topics the room agreed, and of how many it recorded both views."""
    topics = text.plural("{n} topic agreed", "{n} topics agreed", agreed)
    if not both:
        return topics
    return text(
        "{topics}, {both} left open with both views recorded", topics=topics, both=text.number(both)
    )


def _agreed(labels: Sequence[str], text: Text) -> str:
    if not labels:
        return ""
    return text("votes agree on {n} of {of}", n=sum(x in SETTLED for x in labels), of=len(labels))


def _agreement(labels: Sequence[str], text: Text) -> str:
    if not labels:
        return text("not judged")
    split = labels.count("split room")
    said = _agreed(labels, text)
    if not split:
        return said
    return text.listed(
        [said, text("split on {n} (with fewer than 40 answers it may be chance)", n=split)]
    )


def _mean_level(levels: Sequence[int]) -> float:
    """The mean of counts by level, -1 where there are none."""
    given = sum(levels)
    return sum(level * n for level, n in enumerate(levels)) / given if given else -1.0
