"""In words: what peers that are a level or more higher published about an indicator, and why there may be nothing."""

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from resilience.exchange.package import Practice, Practices
from resilience.framework import Framework
from resilience.scoring.planning.actions import COSTS, STATES
from resilience.services.cities.choice import Choice
from resilience.services.cities.lessons import Lesson, PeerAhead
from resilience.text import Text, mark
from resilience.wording.peers.peer_choice import reason_words

#: why an indicator has no words of peers
WITHOUT = (
    mark("Measured in numbers, which are not compared by level: {codes}."),
    mark("Not asked or without a score in every comparable city: {codes}."),
    mark("No comparable city is at least one level higher: {codes}."),
    mark("Cities that are higher published no reasons or actions: {codes}."),
)


def lesson_title(lesson: Lesson, framework: Framework, text: Text) -> str:
    """The indicator, the city's level, and how many peers published what they do."""
    title = framework.title(lesson.code, text.language)
    cities = text.plural("{n} city", "{n} cities", len(lesson.told))
    return f"{lesson.code} · {title} · {cities}"


def own_level_words(lesson: Lesson, text: Text) -> str:
    """The city's level, and how many of the peers with a score are at least one level higher."""
    if lesson.level is None or lesson.top is None:
        return ""
    own = text("This city is at level {level} of {top}.", **_levels(lesson.level, lesson.top, text))
    ahead = text.plural(
        "{n} of the {compared} cities that can be compared on this indicator is at least one level higher.",
        "{n} of the {compared} cities that can be compared on this indicator are at least one level higher.",
        len(lesson.ahead),
        compared=text.number(lesson.compared),
    )
    return f"{own} {ahead}"


def peer_level_words(peer: PeerAhead, lesson: Lesson, text: Text) -> str:
    """The level of a peer, when it was scored, and in what way the city is like this one."""
    level = text("level {level} of {top}", **_levels(peer.level, lesson.top or 0, text))
    day = text.date(peer.date) if peer.date else text("no date")
    return f"{level} · {day} · {reason_words(peer.likeness, text)}"


def _levels(level: float, top: int, text: Text) -> dict[str, str]:
    decimals = 0 if level.is_integer() else 1
    return {"level": text.number(level, decimals), "top": text.number(top)}


def action_facts(state: str, cost: str | None, text: Text) -> str:
    """How far an action of a peer is, and its cost if it is known."""
    return " · ".join([text(STATES[state]), *([text(COSTS[cost])] if cost else [])])


def lessons_empty(lessons: Sequence[Lesson], choice: Choice, text: Text) -> str:
    """Why no peer's words are shown; "" if some are."""
    if any(lesson.told for lesson in lessons):
        return ""
    reasons = (
        (not choice.peers, text("No peer cities yet, so there is nobody to learn from here.")),
        (not choice.comparable, text("None of the peer cities can be compared with this one.")),
        (not lessons, text("No indicator with a score could raise the overall score.")),
        (
            all(lesson.level is None for lesson in lessons),
            text("The largest gains are on measured numbers, which are not compared by level."),
        ),
        (
            any(lesson.ahead for lesson in lessons),
            text(
                "Comparable cities are at least one level higher on some of these indicators, but "
                "none of them published its reasons or actions."
            ),
        ),
    )
    other = text("No comparable city is at least one level higher on any of these indicators.")
    return next((said for holds, said in reasons if holds), other)


def without_words(lessons: Sequence[Lesson], text: Text) -> Iterator[str]:
    """For which of the indicators nothing is shown, a sentence for each reason."""
    codes: dict[str, list[str]] = {said: [] for said in WITHOUT}
    numbers, unasked, none, silent = WITHOUT
    for one in lessons:
        if one.level is None:
            codes[numbers].append(one.code)
        elif not one.compared:
            codes[unasked].append(one.code)
        elif not one.ahead:
            codes[none].append(one.code)
        elif not one.told:
            codes[silent].append(one.code)
    for said, found in codes.items():
        if found:
            yield text(said, codes=text.listed(found))


def lesson_rows(lessons: Sequence[Lesson], framework: Framework, text: Text) -> pd.DataFrame:
    """What peers published, a row for each indicator and city."""
    columns = [text("Indicator and city"), text("Indicator"), text("Level"), *_heads(text)]
    rows = [
        (
            f"{lesson.code} · {peer.name}",
            framework.title(lesson.code, text.language),
            peer.level,
            *_cells(peer.practice, text),
        )
        for lesson in lessons
        for peer in lesson.told
        if peer.practice
    ]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0])


def practice_rows(practices: Practices, titles: Mapping[str, str], text: Text) -> pd.DataFrame:
    """What a city publishes in words, a row for each indicator; `titles` are by code."""
    columns = [text("Indicator"), *_heads(text)]
    rows = [
        (f"{code} · {titles[code]}", *_cells(practice, text))
        for code, practice in practices.items()
    ]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0])


def _heads(text: Text) -> tuple[str, str]:
    return text("Why this level was agreed"), text("Actions")


def _cells(practice: Practice, text: Text) -> tuple[str, str]:
    """The reason, and all actions with their facts."""
    actions = (f"{a.what} ({action_facts(a.state, a.cost, text)})" for a in practice.actions)
    return practice.reason, "; ".join(actions)
