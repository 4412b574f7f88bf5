"""What the phone page shows: a screen for each indicator asked, with the own answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from resilience.charts import colour_of, ink_on
from resilience.framework import Goalposts, Indicator, IndicatorText, Theme
from resilience.services.in_words import last_agreed_words
from resilience.services.last_agreed import LastAgreed
from resilience.services.responses import Answer, Ballot, Said
from resilience.services.workshops import WorkshopView
from resilience.text import Text
from resilience.workbook import Official

#: the screen after the last indicator: all of them, to go to
END = "end"


@dataclass(frozen=True, slots=True)
class Option:
    """A level to choose, its number on the colour of the scale."""

    value: str
    words: str
    fill: str
    ink: str


@dataclass(frozen=True, slots=True)
class Screen:
    """One indicator. Without `options` it is measured in `unit`.

    `said` is the own answer and `before` that of an earlier vote, or ""; `agreed` is what the city's
    last workshop agreed on, in words.
    """

    code: str
    theme: str
    title: str
    question: str
    official: bool
    options: tuple[Option, ...]
    unit: str
    why: str
    evidence: str
    said: str
    before: str
    comment: str
    agreed: str

    @property
    def ghost(self) -> bool:
        """Whether only an earlier vote has an answer, which counts once it is confirmed."""
        return bool(self.before) and not self.said


def screens_of(
    workshop: WorkshopView,
    ballot: Ballot,
    official: Mapping[str, Official],
    last: LastAgreed,
    text: Text,
) -> list[Screen]:
    """A screen for each indicator that is asked, in the order of the framework."""
    themes = [
        (theme, [i for i in theme.indicators() if i.code in ballot.asked])
        for theme in workshop.framework.themes
    ]
    themes = [(theme, indicators) for theme, indicators in themes if indicators]
    words = workshop.framework.text(text.language).indicators
    return [
        _screen(
            indicator,
            _theme_line(workshop, theme, n, len(themes), text),
            words[indicator.code],
            official.get(indicator.code),
            ballot.answers.get(indicator.code),
            ballot.before.get(indicator.code),
            last_agreed_words(last, indicator.code, text),
        )
        for n, (theme, indicators) in enumerate(themes, 1)
        for indicator in indicators
    ]


def first_open(screens: list[Screen]) -> str:
    """The first screen without an answer, else the end."""
    return next((screen.code for screen in screens if not screen.said), END)


def beside(asked: Sequence[str], code: str, step: int) -> str:
    """The screen `step` screens on; before the first there is none, after the last comes the end."""
    codes = [*asked, END]
    at = codes.index(code) if code in codes else 0
    return codes[min(max(at + step, 0), len(codes) - 1)]


def sent_form(said: Said | None) -> str:
    """An answer as the page writes it: a level or number in figures, "na" or "dk", "" for none."""
    if said is None or isinstance(said, str):
        return said or ""
    return str(int(said)) if float(said).is_integer() else repr(float(said))


def read_said(written: str) -> Said:
    """An answer as the page writes it; raises `ValueError` for anything else."""
    if written in ("na", "dk"):
        return "na" if written == "na" else "dk"
    return float(written)


def _screen(
    indicator: Indicator,
    theme: str,
    words: IndicatorText,
    official: Official | None,
    answer: Answer | None,
    before: Answer | None,
    agreed: str,
) -> Screen:
    levels = official.levels if official else words.levels
    measured = isinstance(indicator.scale, Goalposts)
    return Screen(
        code=indicator.code,
        theme=theme,
        title=words.title,
        question=official.question if official else words.question,
        official=official is not None,
        options=() if measured else tuple(_options(levels)),
        unit=indicator.scale.unit if isinstance(indicator.scale, Goalposts) else "",
        why=words.why,
        evidence=words.evidence,
        said=sent_form(answer.said) if answer else "",
        before=sent_form(before.said) if before else "",
        comment=answer.comment if answer else "",
        agreed=agreed,
    )


def _options(levels: tuple[str, ...]) -> list[Option]:
    top = max(1, len(levels) - 1)
    return [
        Option(str(level), words, colour_of(100 * level / top), ink_on(100 * level / top))
        for level, words in enumerate(levels)
    ]


def _theme_line(workshop: WorkshopView, theme: Theme, n: int, of: int, text: Text) -> str:
    title = workshop.framework.title(theme.code, text.language)
    return text("Theme {n} of {of}", n=n, of=of) + f" · {title}"
