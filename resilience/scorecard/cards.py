"""What the scorecard asks: themes, and in each a card for every indicator, in one language."""

from collections.abc import Mapping
from dataclasses import dataclass

from resilience.charts import colour_of, ink_on
from resilience.framework import Goalposts, Indicator, Theme
from resilience.services.frameworks.official_wording import in_official_words
from resilience.services.results.own_page import SharedPage
from resilience.services.voting.responses import Ballot
from resilience.text import Text
from resilience.wording.result import last_agreed_words

Room = Mapping[str, tuple[int, ...]]


@dataclass(frozen=True, slots=True)
class Card:
    """One indicator. Without `levels` it is measured in `unit`.

    `agreed` is what the city's last workshop agreed on, in words. `room` is how many answers each level
    had in the vote before. `lent` says which words are English for want of a translation: "all" of
    them, "more" for the background alone, or "". `usual` says that the participant's department usually
    knows the answer.
    """

    code: str
    title: str
    question: str
    levels: tuple[str, ...]
    unit: str
    why: str
    evidence: str
    official: bool
    agreed: str
    room: tuple[int, ...]
    lent: str
    usual: bool


@dataclass(frozen=True, slots=True)
class ThemeStep:
    """A theme with its cards; `place` says which of how many it is."""

    code: str
    title: str
    place: str
    lent: bool
    cards: tuple[Card, ...]


def steps_of(alike: SharedPage, ballot: Ballot, room: Room, text: Text) -> tuple[ThemeStep, ...]:
    """The themes in which something is asked, and in each the indicators in the order of the ballot."""
    framework = alike.workshop.framework
    themes = [(theme, _asked_in(theme, ballot)) for theme in framework.themes]
    themes = [(theme, indicators) for theme, indicators in themes if indicators]
    lent = framework.untranslated(text.language)
    return tuple(
        ThemeStep(
            code=theme.code,
            title=framework.title(theme.code, text.language),
            place=text("Theme {n} of {of}", n=n, of=len(themes)),
            lent=theme.code in lent,
            cards=tuple(_card(alike, one, ballot, room, text) for one in indicators),
        )
        for n, (theme, indicators) in enumerate(themes, 1)
    )


def chips(levels: int) -> list[tuple[str, str]]:
    """The colours of a scale with so many levels: of the ground and of the figure on it."""
    points = [100 * level / max(1, levels - 1) for level in range(levels)]
    return [(colour_of(score), ink_on(score)) for score in points]


def _asked_in(theme: Theme, ballot: Ballot) -> list[Indicator]:
    indicators = {one.code: one for one in theme.indicators()}
    return [indicators[code] for code in ballot.asked if code in indicators]


def _card(alike: SharedPage, indicator: Indicator, ballot: Ballot, room: Room, text: Text) -> Card:
    code, scale = indicator.code, indicator.scale
    official = alike.official.get(code)
    own = alike.workshop.framework.text(text.language).indicators[code]
    words, measured = in_official_words(own, official), isinstance(scale, Goalposts)
    background = not own.lent.isdisjoint(("why", "evidence"))
    return Card(
        code=code,
        title=words.title,
        question=words.question,
        levels=() if measured else words.levels,
        unit=scale.unit if isinstance(scale, Goalposts) else "",
        why=words.why,
        evidence=words.evidence,
        official=official is not None,
        agreed=last_agreed_words(alike.last, code, text),
        room=() if measured or not any(room.get(code, ())) else room[code],
        lent="all" if "title" in own.lent else "more" if background else "",
        usual=code in ballot.usual,
    )
