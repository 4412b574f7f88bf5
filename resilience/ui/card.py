"""The card of one indicator: its question, its levels, and the own answer, stored at each click."""

from collections.abc import MutableMapping
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.errors import ResilienceError
from resilience.framework import Goalposts, Indicator, IndicatorText
from resilience.scoring.words import NO_LEVEL, said_words
from resilience.services.responses import (
    CONFIDENCES,
    Answer,
    Said,
    save_answer,
    save_remark,
)
from resilience.text import Text, mark
from resilience.ui import runtime
from resilience.ui.blocks import plain
from resilience.ui.earlier import Earlier, show_earlier
from resilience.watching import PAGE, saving
from resilience.workbook import Official

Answers = MutableMapping[str, Answer]
STATES: tuple[Said, ...] = ("na", "dk")
CONFIDENCE_WORDS = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}


def progress_bar(slot: DeltaGenerator, answers: Answers, asked: int, text: Text) -> None:
    """How many of the indicators asked have a level, not applicable or don't know."""
    given = sum(answer.said is not None for answer in answers.values())
    said = text("{given} of {asked} answered", given=given, asked=asked)
    slot.progress(given / asked if asked else 0.0, text=said)


def in_official_words(words: IndicatorText, official: Official | None) -> IndicatorText:
    """An indicator's words with the official question and levels, where this installation has them."""
    if official is None:
        return words
    return replace(words, question=official.question, levels=official.levels)


@st.fragment
def indicator_card(
    indicator: Indicator,
    words: IndicatorText,
    answers: Answers,
    slot: DeltaGenerator,
    asked: int,
    zone: str,
    earlier: Earlier,
    official: Official | None = None,
) -> None:
    """One indicator; a click runs this card again and nothing else.

    Question and levels are the `official` ones where this installation has them.
    """
    text = runtime.text()
    words = in_official_words(words, official)
    with st.container(border=True, key=f"card-{indicator.code}"):
        st.markdown(f"### {indicator.code} · {plain(words.title)}")
        if "title" in words.lent:
            not_translated(text)
        st.markdown(plain(words.question))
        if official:
            st.caption(
                text("Official wording of the UNDRR workbook, shown in this installation only")
            )
        show_earlier(indicator, earlier, answers, text)
        _answer_input(indicator, words, answers, text)
        with st.container(key=f"saved-{indicator.code}"):  # as high before as after: see look.py
            _saved(indicator.code, answers, text, zone)
        left, right = st.columns(2)
        with left.expander(text("Why it matters, where to look")):
            _background(words, text)
        _remarks(right, indicator.code, answers, text)
    progress_bar(slot, answers, asked, text)


def not_translated(text: Text) -> None:
    """Say that what stands here is English, because the language has no words for it."""
    said = text("not yet translated")
    st.caption(f":material/translate: {said}")


def _background(words: IndicatorText, text: Text) -> None:
    """Why the indicator matters, and where to look for evidence."""
    if "title" not in words.lent and not words.lent.isdisjoint(("why", "evidence")):
        not_translated(text)
    st.markdown(plain(words.why))
    evidence = text("Evidence")
    st.markdown(f"**{evidence}** · {plain(words.evidence)}")


def _answer_input(indicator: Indicator, words: IndicatorText, answers: Answers, text: Text) -> None:
    code, key = indicator.code, f"score-{indicator.code}"
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
            args=(code, number, answers),
        )
    else:
        options = [*range(indicator.scale.top + 1), *STATES]
    st.session_state[key] = said if said in options else None
    st.radio(
        plain(words.question),
        options,
        format_func=lambda option: _option(option, words, text),
        key=key,
        label_visibility="collapsed",
        on_change=_keep,
        args=(code, key, answers),
        width="stretch",
    )


def _option(option: Said, words: IndicatorText, text: Text) -> str:
    if isinstance(option, str):
        return f":material/{'remove' if option == 'na' else 'help'}: {text(NO_LEVEL[option])}"
    return f"**{int(option)}**  {plain(words.levels[int(option)])}"


def _keep(code: str, key: str, answers: Answers) -> None:
    said = st.session_state[key]
    if said is None:
        return
    _store(code, answers, lambda: save_answer(runtime.store(), runtime.visitor(), code, said))


def _store(code: str, answers: Answers, call: Any) -> None:
    """Store, then show "saved"; where it is refused, show why and the answer that stands."""
    st.session_state.pop(f"refused-{code}", None)
    try:
        with saving(PAGE):
            answers[code] = call()
    except ResilienceError as error:
        st.session_state[f"refused-{code}"] = error


def _saved(code: str, answers: Answers, text: Text, zone: str) -> None:
    refused = st.session_state.get(f"refused-{code}")
    if refused is not None:
        st.error(text.error(refused), icon=":material/error:")
    elif code in answers:
        mine = answers[code]
        said = text("saved {time}", time=text.clock(mine.saved_at, zone))
        if mine.said is not None:  # which answer: an older "saved" may stand beside a new click
            said += f": {said_words(mine.said, text)}"
        if mine.comment or mine.evidence or mine.confidence:
            said += " · " + text("with comment, evidence or how sure")
        st.caption(f":material/check: {said}")
    else:
        st.empty()  # keeps the place: what stands below would move, be drawn anew and lose the cursor


def _remarks(place: DeltaGenerator, code: str, answers: Answers, text: Text) -> None:
    mine = answers.get(code)
    # always the same label: with another one the browser would close it while somebody writes
    more = place.expander(
        text("Comment, evidence, how sure"), key=f"more-{code}", on_change="rerun"
    )
    if not more.open:
        return
    with more:
        _remark_input("comment", text("Comment (kept when you leave the field)"), code, answers)
        _remark_input(
            "evidence",
            text("Evidence: document, register, person (kept when you leave the field)"),
            code,
            answers,
        )
        key = f"confidence-{code}"
        st.session_state[key] = mine.confidence if mine else None
        st.segmented_control(
            text("How sure are you?"),
            CONFIDENCES,
            format_func=lambda name: text(CONFIDENCE_WORDS[name]),
            key=key,
            on_change=_keep_remark,
            args=("confidence", code, key, answers),
        )


def _remark_input(name: str, label: str, code: str, answers: Answers) -> None:
    key = f"{name}-{code}"
    if f"refused-{code}" not in st.session_state:  # what was refused stays to be shortened
        st.session_state[key] = getattr(answers[code], name) if code in answers else ""
    st.text_area(
        label,
        key=key,
        height=90,
        on_change=_keep_remark,
        args=(name, code, key, answers),
    )


def _keep_remark(name: str, code: str, key: str, answers: Answers) -> None:
    value = st.session_state[key]
    if value is None:
        return
    _store(
        code,
        answers,
        lambda: save_remark(
            runtime.store(),
            runtime.visitor(),
            code,
            language=runtime.text().language,
            **{name: value},
        ),
    )
