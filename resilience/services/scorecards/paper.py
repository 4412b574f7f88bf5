"""Scorecards on paper, for a hall where people have no phone or no network."""

import datetime
from dataclasses import replace

from resilience.errors import InputError
from resilience.framework import FrameworkText, Goalposts, Indicator, Levels
from resilience.framework.departments import department_key, usually_known
from resilience.report import (
    CardDepartment,
    CardIndicator,
    CardTheme,
    Scorecard,
    print_scorecard,
    unprintable,
    words_of,
)
from resilience.scoring.notes.words import NO_LEVEL, USUAL, exact_words
from resilience.services.access.access import RUNNERS, Visitor, open_for
from resilience.services.workshop.groups import asked_there
from resilience.services.workshop.plan import MIXED_TABLES
from resilience.services.workshop.workshops import WorkshopView, describe
from resilience.store import Store, repeatable
from resilience.text import Text

#: choices of the department beside one by its id: a card for each, and a line to write it on
EVERY, TO_WRITE = "every", ""


@repeatable
def printed_scorecards(
    store: Store, visitor: Visitor, code: str, choice: str, text: Text, made_at: datetime.datetime
) -> bytes:
    """Return paper scorecards as a PDF file, for those who run the workshop; `made_at` must have a time zone.

    `choice` is the id of a department, `EVERY` or `TO_WRITE`. Raises `NotAllowed` for others, and `InputError` for
    a department that the workshop does not have.
    """
    with store.read() as session:
        workshop = describe(session, open_for(session, visitor, code, RUNNERS))
    return print_scorecard(scorecard_of(workshop, choice, text), text, made_at)


def not_on_paper(workshop: WorkshopView, text: Text) -> list[str]:
    """Return the characters that the font lacks, so that scorecards print them as boxes."""
    return unprintable(words_of(scorecard_of(workshop, EVERY, text)))


def scorecard_of(workshop: WorkshopView, choice: str, text: Text) -> Scorecard:
    """Return the content of the scorecards in the language of `text`; see `printed_scorecards`."""
    framework = workshop.framework
    events = (
        (text("Most probable event"), workshop.probable),
        (text("Severe event"), workshop.severe),
    )
    return Scorecard(
        title=framework.title(framework.root.code, text.language),
        marks=(text(workshop.invented_words),) if workshop.invented else (),
        place=f"{workshop.city.name} · {text.date(workshop.date)}",
        code_name=text("Join code"),
        code=workshop.code,
        department_name=text(workshop.unit_name),
        departments=_departments(workshop, choice, text),
        usual=text(USUAL),
        people_name=text("People at the table"),
        card_name=text("Card no."),
        events=tuple(one for one in events if one[1]),
        how=_how(workshop, text),
        answers=tuple((code, text(words)) for code, words in NO_LEVEL.items()),
        comment_name=text("Comment"),
        themes=_themes(workshop, text),
    )


def _departments(workshop: WorkshopView, choice: str, text: Text) -> tuple[CardDepartment, ...]:
    """The departments on the cards; tables of several departments get theirs by their own choice."""
    if choice == TO_WRITE:
        return (CardDepartment("", asked=tuple(one.code for one in workshop.asked)),)
    found = tuple(
        CardDepartment(
            text(one.name),
            tuple(sorted(usually_known(workshop.asked, department_key(one.name)))),
            tuple(
                indicator.code
                for indicator in asked_there(
                    workshop.framework, workshop.groups, workshop.asked, one.id
                )
            ),
        )
        for one in workshop.departments
        if (one.name != MIXED_TABLES if choice == EVERY else str(one.id) == choice)
    )
    if not found:
        raise InputError("Choose a department of the workshop {code}.", code=workshop.code)
    return found


def _how(workshop: WorkshopView, text: Text) -> tuple[str, ...]:
    """How a card is filled in, a sentence a line."""
    measured = any(isinstance(one.scale, Goalposts) for one in workshop.asked)
    return (
        text("Put one cross per indicator, in the box for the answer that fits."),
        *([text("Where a number is asked for, write it on the line.")] if measured else []),
        text("Don't know is an answer. Blanks are never counted as zero."),
        text("Nobody needs to write a name."),
        *filter(None, [workshop.framework.text(text.language).summary]),
    )


def _themes(workshop: WorkshopView, text: Text) -> tuple[CardTheme, ...]:
    """The themes that the workshop asks about, with its indicators."""
    framework, asked = workshop.framework, workshop.asked
    words = framework.text(text.language)
    themes = (
        CardTheme(
            framework.title(theme.code, text.language),
            tuple(_indicator(one, words, text) for one in theme.indicators() if one in asked),
        )
        for theme in framework.themes
    )
    return tuple(theme for theme in themes if theme.indicators)


def _indicator(indicator: Indicator, words: FrameworkText, text: Text) -> CardIndicator:
    said, scale = words.indicators[indicator.code], indicator.scale
    lent = not said.lent.isdisjoint(("title", "question", "levels"))
    plain = CardIndicator(
        code=indicator.code,
        title=said.title,
        lent=text("not yet translated") if lent else "",
        question=said.question,
        levels=tuple((str(level), sentence) for level, sentence in enumerate(said.levels)),
    )
    if isinstance(scale, Levels):
        return plain
    bounds = "" if scale.clip else _bounds(scale, text)
    return replace(plain, levels=(), number=text("Number"), bounds=bounds, unit=scale.unit)


def _bounds(scale: Goalposts, text: Text) -> str:
    """Between what a number must lie, where others are refused."""
    lower, upper = (exact_words(bound, text) for bound in sorted((scale.worst, scale.best)))
    return text("a number from {worst} to {best}", worst=lower, best=upper)
