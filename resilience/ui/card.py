"""The card of one indicator: its question, its levels, and the own answer, stored at each click."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, field, replace
from functools import lru_cache

import streamlit as st

from resilience.errors import ResilienceError
from resilience.framework import Goalposts, Indicator, IndicatorText, Levels
from resilience.scoring.words import NO_LEVEL, said_words
from resilience.services.access import Visitor
from resilience.services.deliveries import Became, Clicked, Posted, deliver_all
from resilience.services.responses import CONFIDENCES, Answer, Said, write_remark
from resilience.store import Session
from resilience.text import Text, mark
from resilience.ui import runtime
from resilience.ui.at_once import Offer, offered
from resilience.ui.blocks import plain
from resilience.ui.earlier import KEPT, Earlier, show_earlier
from resilience.ui.lines import (
    ERROR,
    Line,
    Place,
    caption,
    error,
    place_of,
    progress,
    runs_alone,
    say,
)
from resilience.watching import PAGE, saving
from resilience.workbook import Official

Answers = MutableMapping[str, Answer]
STATES: tuple[Said, ...] = ("na", "dk")
CONFIDENCE_WORDS = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}


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


def in_official_words(words: IndicatorText, official: Official | None) -> IndicatorText:
    """An indicator's words with the official question and levels, where this installation has them."""
    if official is None:
        return words
    return replace(words, question=official.question, levels=official.levels)


@lru_cache(maxsize=1000)
def _plain(words: IndicatorText) -> IndicatorText:
    """An indicator's words of which no part is taken for markup."""
    return replace(
        words,
        title=plain(words.title),
        question=plain(words.question),
        levels=tuple(map(plain, words.levels)),
        why=plain(words.why),
        evidence=plain(words.evidence),
    )


def indicator_card(
    indicator: Indicator,
    words: IndicatorText,
    sheet: Sheet,
    earlier: Earlier,
    official: Official | None = None,
) -> None:
    """One indicator; a click runs its answer again and nothing else.

    Question and levels are the `official` ones where this installation has them.
    """
    words = _plain(in_official_words(words, official))
    code, text = indicator.code, sheet.text
    with st.container(border=True, key=f"card-{code}"):
        st.markdown(f"### {code} · {words.title}\n\n{words.question}")
        if "title" in words.lent:
            not_translated(text)
        if official:
            st.caption(
                text("Official wording of the UNDRR workbook, shown in this installation only")
            )
        _answer(indicator, words, sheet, earlier)
        with st.container(key=f"more-of-{code}", horizontal=True):
            with st.expander(text("Why it matters, where to look")):
                _background(words, text)
            _remarks(code, sheet)


@st.fragment
def _answer(indicator: Indicator, words: IndicatorText, sheet: Sheet, earlier: Earlier) -> None:
    """What runs again at a click on an answer."""
    code = indicator.code
    ghost = show_earlier(indicator, earlier, sheet.answers, sheet.text)
    _answer_input(indicator, words, sheet)
    _show_saved(code, sheet)
    if runs_alone():
        say(sheet.progress())
    plain_levels = isinstance(indicator.scale, Levels) and not ghost
    offered(_offer(code, sheet) if plain_levels else None)
    if st.session_state.pop(f"{KEPT}-{code}", False):
        st.rerun(scope="app")  # with what was written to it, which stands in the other part


def _offer(code: str, sheet: Sheet) -> Offer | None:
    """That a click on a level needs no run of the card, but for one whose last answer was refused."""
    if f"refused-{code}" in st.session_state:
        return None
    writer = runtime.writer()

    async def keep(said: Said) -> None:
        with saving(PAGE):
            posted = Posted(sheet.who.known_by, [Clicked(code, said)])
            became = await writer.write_together(deliver_all, posted, once=False)
            sheet.answers[code] = _became(became)

    def lines() -> tuple[Line, Line]:
        saved = _saved_words(sheet.answers[code], sheet)
        return caption(sheet.saved[code], saved), sheet.progress()

    return Offer(f"score-{code}", f"refused-{code}", keep, lines)


def _show_saved(code: str, sheet: Sheet) -> None:
    """Say that the answer is saved, or why it was refused; nothing where there is none."""
    refused = st.session_state.get(f"refused-{code}")
    if refused is not None:
        drawn = st.error(sheet.text.error(refused), icon=ERROR)
    else:
        drawn = st.caption(_saved_words(sheet.answers.get(code), sheet))
    sheet.saved[code] = place_of(drawn)


def _saved_line(code: str, sheet: Sheet) -> Line:
    """The same, to be put where it stands."""
    place, refused = sheet.saved[code], st.session_state.get(f"refused-{code}")
    if refused is not None:
        return error(place, sheet.text.error(refused))
    return caption(place, _saved_words(sheet.answers.get(code), sheet))


def _saved_words(mine: Answer | None, sheet: Sheet) -> str:
    if mine is None:
        return NOTHING
    text = sheet.text
    said = text("saved {time}", time=text.clock(mine.saved_at, sheet.zone))
    if mine.said is not None:  # which answer: an older "saved" may stand beside a new click
        said += f": {said_words(mine.said, text)}"
    if mine.comment or mine.evidence or mine.confidence:
        said += " · " + text("with comment, evidence or how sure")
    return f":material/check: {said}"


def not_translated(text: Text) -> None:
    """Say that what stands here is English, because the language has no words for it."""
    said = text("not yet translated")
    st.caption(f":material/translate: {said}")


def _background(words: IndicatorText, text: Text) -> None:
    """Why the indicator matters, and where to look for evidence."""
    if "title" not in words.lent and not words.lent.isdisjoint(("why", "evidence")):
        not_translated(text)
    st.markdown(words.why)
    evidence = text("Evidence")
    st.markdown(f"**{evidence}** · {words.evidence}")


def _answer_input(indicator: Indicator, words: IndicatorText, sheet: Sheet) -> None:
    code, key = indicator.code, f"score-{indicator.code}"
    answers, text = sheet.answers, sheet.text
    said = answers[code].said if code in answers else None
    options: list[Said] = list(STATES)
    if isinstance(indicator.scale, Goalposts):
        number = f"{key}-number"
        st.session_state[number] = None if isinstance(said, str) else said
        unit = f" ({plain(indicator.scale.unit)})" if indicator.scale.unit else ""
        st.number_input(
            text("Number") + unit,
            key=number,
            placeholder=text("Type a number"),
            on_change=_keep,
            args=(code, number, sheet),
        )
    else:
        options = [*range(indicator.scale.top + 1), *STATES]
    st.session_state[key] = said if said in options else None
    st.radio(
        words.question,
        options,
        format_func=lambda option: _option(option, words, text),
        key=key,
        label_visibility="collapsed",
        on_change=_keep,
        args=(code, key, sheet),
        width="stretch",
    )


def _option(option: Said, words: IndicatorText, text: Text) -> str:
    if isinstance(option, str):
        return f":material/{'remove' if option == 'na' else 'help'}: {text(NO_LEVEL[option])}"
    return f"**{int(option)}**  {words.levels[int(option)]}"


def _keep(code: str, key: str, sheet: Sheet) -> None:
    said = st.session_state[key]
    if said is not None:
        _store(code, sheet, lambda: _click(code, sheet, said))


def _click(code: str, sheet: Sheet, said: Said) -> Answer:
    posted = Posted(sheet.who.known_by, [Clicked(code, said)])
    return _became(runtime.writer().write_with_others(deliver_all, posted).result())


def _became(became: Became) -> Answer:
    """The answer that stands after the only one that was posted; raises why it was refused."""
    only = became.each[0]
    if isinstance(only, ResilienceError):
        raise only
    assert only.answer  # noqa: S101 - of what was stored just now
    return only.answer


def _store(code: str, sheet: Sheet, write: Callable[[], Answer]) -> None:
    """Store, then show "saved"; where it is refused, show why and the answer that stands."""
    st.session_state.pop(f"refused-{code}", None)
    try:
        with saving(PAGE):
            sheet.answers[code] = write()
    except ResilienceError as error:
        st.session_state[f"refused-{code}"] = error


@st.fragment
def _remarks(code: str, sheet: Sheet) -> None:
    """What runs again where somebody writes to an answer."""
    text, mine = sheet.text, sheet.answers.get(code)
    if runs_alone():
        say(_saved_line(code, sheet))
    # always the same label: with another one the browser would close it while somebody writes
    more = st.expander(text("Comment, evidence, how sure"), key=f"more-{code}", on_change="rerun")
    if not more.open:
        return
    with more:
        _remark_input("comment", text("Comment (kept when you leave the field)"), code, sheet)
        _remark_input(
            "evidence",
            text("Evidence: document, register, person (kept when you leave the field)"),
            code,
            sheet,
        )
        key = f"confidence-{code}"
        st.session_state[key] = mine.confidence if mine else None
        st.segmented_control(
            text("How sure are you?"),
            CONFIDENCES,
            format_func=lambda name: text(CONFIDENCE_WORDS[name]),
            key=key,
            on_change=_keep_remark,
            args=("confidence", code, key, sheet),
        )


def _remark_input(name: str, label: str, code: str, sheet: Sheet) -> None:
    key, answers = f"{name}-{code}", sheet.answers
    if f"refused-{code}" not in st.session_state:  # what was refused stays to be shortened
        st.session_state[key] = getattr(answers[code], name) if code in answers else ""
    st.text_area(
        label,
        key=key,
        height=90,
        on_change=_keep_remark,
        args=(name, code, key, sheet),
    )


def _keep_remark(name: str, code: str, key: str, sheet: Sheet) -> None:
    value = st.session_state[key]
    if value is None:
        return
    given, language = {name: value}, sheet.text.language

    def work(session: Session) -> Answer:
        return write_remark(session, sheet.who, code, given, language=language)

    person = sheet.who.participant_id or 0
    _store(code, sheet, lambda: runtime.writer().write(person, work).result())
