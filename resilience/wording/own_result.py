"""What participants read of the revealed result on their own page, with the themes as on the stage."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.framework import Framework
from resilience.scoring import Score, ScoreTree
from resilience.scoring.notes.words import score_words
from resilience.scoring.scores.percent import in_points, percent_of
from resilience.services.frameworks.official_wording import in_official_words
from resilience.services.results.discussion import Topic
from resilience.services.results.own_result import OwnResult
from resilience.text import Text, mark
from resilience.wording.agreement import differ_words
from resilience.wording.chart_findings import lowest_themes
from resilience.wording.result import agreed_words, made_of_words
from resilience.workbook import Official

#: which weights results count with, once the points of a room are decided on
SETTLED = {
    "adopted": mark("Results use these weights."),
    "kept": mark("The framework's weights are used."),
    "ended": mark(
        "The workshop was signed off before the points were closed, so they do not count. The "
        "framework's weights are used."
    ),
}

#: below `agreement_words`
COMPARED = mark(
    "The most frequent answer is compared even where another level was agreed. Questions on which no answer "
    "was clearly the most frequent are left out. Only you see this."
)


@dataclass(frozen=True, slots=True)
class TopicWords:
    """What the room or a group discusses, as the `heading` says: `levels` with the answers of the whole room to each, none where they are not shown.

    `finding` says how far the room agrees, "" for a measured indicator, and `agreed` what it settled on, "" before.
    """

    heading: str
    title: str
    question: str
    finding: str
    levels: tuple[tuple[str, str], ...]
    agreed: str


def topic_words(
    topic: Topic,
    framework: Framework,
    official: Mapping[str, Official],
    text: Text,
    *,
    of_group: bool,
) -> TopicWords:
    """The topic of a desk, of a group's own or of the whole room, with the figures that its stage shows."""
    words = in_official_words(
        framework.text(text.language).indicators[topic.code], official.get(topic.code)
    )
    counts, decision = topic.pooled, topic.decision
    answers = [text.plural("{n} answer", "{n} answers", n) for n in counts]
    levels = zip(words.levels, answers, strict=True) if any(counts) else ()
    return TopicWords(
        heading=text("Your group is now discussing") if of_group else text("Now being discussed"),
        title=words.title,
        question=words.question,
        finding=differ_words(topic, text),
        levels=tuple(levels),
        agreed=agreed_words(decision.outcome, text) if decision else "",
    )


@dataclass(frozen=True, slots=True)
class ThemeBar:
    """A theme: its score in words, as a `share` 0..1 of the bar, and whether it is among the lowest.

    Where it is not `scored`, `said` tells why.
    """

    title: str
    said: str
    scored: bool
    share: float
    lowest: bool


def theme_bars(framework: Framework, city: ScoreTree, text: Text) -> tuple[ThemeBar, ...]:
    """The themes of a result from the highest score to the lowest; those without a score come last."""
    lowest = lowest_themes(framework, city, text)
    asked = [theme for theme in framework.themes if theme.code in city]
    shares = {theme.code: percent_of(theme, city[theme.code]) for theme in asked}
    ordered = sorted(asked, key=lambda theme: -(shares[theme.code] or 0.0))
    return tuple(
        ThemeBar(
            title=framework.title(theme.code, text.language),
            said=_theme_words(city[theme.code], text, points=in_points(theme)),
            scored=city[theme.code].value is not None,
            share=(shares[theme.code] or 0.0) / 100,
            lowest=theme.code in lowest,
        )
        for theme in sorted(ordered, key=lambda theme: shares[theme.code] is None)
    )


def _theme_words(score: Score, text: Text, *, points: bool) -> str:
    """The score of a theme, with the points possible where it is in points, or why there is none."""
    if score.value is None:
        return text(score.state) if score.coverage is None else text("no score")
    said = text.number(score.value)
    return f"{said} / {text.number(score.maximum)}" if points else said


def partly_made_words(overall: Score, made_of: tuple[int, int], text: Text) -> str:
    """Of how many indicators a score is made, if it leaves out any that applies; else ""."""
    missing = overall.value is not None and made_of[0] < made_of[1]
    return made_of_words(made_of, text) if missing else ""


def own_figures(result: OwnResult, city: str, department: str, text: Text) -> list[tuple[str, str]]:
    """Scores with the name of the city, and of the department where its score is shown."""
    if made_of := partly_made_words(result.city, result.made_of, text):
        city = f"{city} · {made_of}"
    found = [(city, overall_words(result.framework, result.scores, text))]
    if result.department is not None:
        found.append((text(department), score_words(result.department, text)))
    return found


def apart_words(result: OwnResult, text: Text) -> str:
    """Why the two scores of `own_figures` are not of the same votes; "" where they are, or one is not shown."""
    if result.department is None or not (result.later_votes or result.settled):
        return ""
    if not result.later_votes:
        return text(
            "The department's score is from the vote only; the city's score includes what the room agreed."
        )
    if not result.settled:
        return text.plural(
            "The department's score is from the first vote; the city's score includes the later vote.",
            "The department's score is from the first vote; the city's score includes later votes.",
            result.later_votes,
        )
    return text.plural(
        "The department's score is from the first vote; the city's score includes the later vote and what the room agreed.",
        "The department's score is from the first vote; the city's score includes later votes and what the room agreed.",
        result.later_votes,
    )


def overall_words(framework: Framework, city: ScoreTree, text: Text) -> str:
    """The overall in words; without one, how many themes have no score."""
    overall = city[framework.root.code]
    themes = [city[theme.code] for theme in framework.themes if theme.code in city]
    applying = [theme for theme in themes if theme.state != "not applicable"]
    missing = sum(theme.value is None for theme in applying)
    if overall.state != "not enough answers" or not missing:
        return score_words(overall, text)
    return text.plural(
        "No overall score: {missing} of {n} theme without a score",
        "No overall score: {missing} of {n} themes without a score",
        len(applying),
        missing=missing,
    )


def agreement_words(result: OwnResult, text: Text) -> str:
    """On how many indicators somebody gave the most frequent level of the room; "" where there is nothing to compare."""
    if not result.compared:
        return ""
    if not result.same:
        return text.plural(
            "Your answer to {n} question can be compared with the room's most frequent answer, and it differs.",
            "Your answers to {n} questions can be compared with the room's most frequent answers, and none is the same.",
            result.compared,
        )
    return text.plural(
        "You gave the room's most frequent answer to {same} of {n} question.",
        "You gave the room's most frequent answer to {same} of {n} questions.",
        result.compared,
        same=text.number(result.same),
    )
