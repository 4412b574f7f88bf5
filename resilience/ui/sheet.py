"""What the cards of a page share: whose answers they are, and where it is said that they are saved."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field

import streamlit as st

from resilience.errors import ResilienceError
from resilience.scoring.words import said_words
from resilience.services.access import Visitor
from resilience.services.responses import Answer
from resilience.text import Text
from resilience.ui.lines import ERROR, Line, Place, caption, error, place_of, progress
from resilience.watching import PAGE, saving, troubled

Answers = MutableMapping[str, Answer]
#: holds the line that says "saved" open where there is nothing to say yet: a card never grows by it
NOTHING = "&nbsp;"


@dataclass(frozen=True)
class Sheet:
    """What the cards of a page share: whose answers they are, how many are `asked`, where that is said.

    `saved` has the place of the line that says "saved", by indicator.
    """

    who: Visitor
    answers: Answers
    asked: int
    zone: str
    text: Text
    bar: Place
    saved: dict[str, Place] = field(default_factory=dict)

    def progress(self) -> Line:
        """How many of the indicators asked have a level, not applicable or don't know."""
        return progress(self.bar, *given_of(self.answers, self.asked, self.text))


def given_of(answers: Answers, asked: int, text: Text) -> tuple[float, str]:
    """The share of the indicators asked that have an answer, 0 to 1, and the same in words."""
    given = sum(answer.said is not None for answer in answers.values())
    said = text("{given} of {asked} answered", given=given, asked=asked)
    return given / asked if asked else 0.0, said


def show_saved(code: str, sheet: Sheet) -> None:
    """Say that the answer is saved, or why it was refused; nothing where there is none."""
    refused = st.session_state.get(f"refused-{code}")
    if refused is not None:
        drawn = st.error(sheet.text.error(refused), icon=ERROR)
    else:
        drawn = st.caption(saved_words(sheet.answers.get(code), sheet))
    sheet.saved[code] = place_of(drawn)


def saved_line(code: str, sheet: Sheet) -> Line:
    """What `show_saved` shows, to be put where it stands."""
    place, refused = sheet.saved[code], st.session_state.get(f"refused-{code}")
    if refused is not None:
        return error(place, sheet.text.error(refused))
    return caption(place, saved_words(sheet.answers.get(code), sheet))


def saved_words(mine: Answer | None, sheet: Sheet) -> str:
    """That an answer is saved, when and which; holds the line open where there is none."""
    if mine is None:
        return NOTHING
    text = sheet.text
    said = text("saved {time}", time=text.clock(mine.saved_at, sheet.zone))
    if mine.said is not None:  # which answer: an older "saved" may stand beside a new click
        said += f": {said_words(mine.said, text)}"
    if mine.comment or mine.evidence or mine.confidence:
        said += " · " + text("with comment, evidence or how sure")
    return f":material/check: {said}"


def store_answer(code: str, sheet: Sheet, write: Callable[[], Answer]) -> None:
    """Store, then show "saved"; where it is refused, show why and the answer that stands."""
    st.session_state.pop(f"refused-{code}", None)
    try:
        with saving(PAGE):
            sheet.answers[code] = write()
    except ResilienceError as error:
        troubled(error, "page")
        st.session_state[f"refused-{code}"] = error
