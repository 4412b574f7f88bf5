"""The card of one indicator: its question, its levels, and the own answer, stored at each click."""

from collections.abc import Callable, MutableMapping
from dataclasses import dataclass, replace

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from resilience.errors import ResilienceError
from resilience.framework import Goalposts, Indicator, IndicatorText, Levels
from resilience.scoring.words import NO_LEVEL, said_words
from resilience.services.access import Visitor
from resilience.services.deliveries import Became, Clicked, Posted, deliver_all
from resilience.services.responses import CONFIDENCES, Answer, Said, write_remark
from resilience.store import Session
from resilience.text import Text, mark
from resilience.ui import runtime
from resilience.ui.at_once import Line, Offer, caption, offered, progress
from resilience.ui.blocks import plain
from resilience.ui.earlier import KEPT, Earlier, show_earlier
from resilience.watching import PAGE, saving
from resilience.workbook import Official

Answers = MutableMapping[str, Answer]
STATES: tuple[Said, ...] = ("na", "dk")
CONFIDENCE_WORDS = {"low": mark("low"), "medium": mark("medium"), "high": mark("high")}


@dataclass(frozen=True)
class Sheet:
    """What the cards of a page share: whose answers they are, how many are `asked`, where that is said."""

    who: Visitor
    answers: Answers
    asked: int
    bar: DeltaGenerator
    zone: str
    text: Text

    def show_progress(self) -> DeltaGenerator:
        """How many of the indicators asked have a level, not applicable or don't know."""
        return self.bar.progress(*self.progress())

    def progress(self) -> tuple[float, str]:
        """The share of them, 0 to 1, and the same in words."""
        given = sum(answer.said is not None for answer in self.answers.values())
        said = self.text("{given} of {asked} answered", given=given, asked=self.asked)
        return given / self.asked if self.asked else 0.0, said


def in_official_words(words: IndicatorText, official: Official | None) -> IndicatorText:
    """An indicator's words with the official question and levels, where this installation has them."""
    if official is None:
        return words
    return replace(words, question=official.question, levels=official.levels)


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
    words, code, text = in_official_words(words, official), indicator.code, sheet.text
    with st.container(border=True, key=f"card-{code}"):
        st.markdown(f"### {code} · {plain(words.title)}")
        if "title" in words.lent:
            not_translated(text)
        st.markdown(plain(words.question))
        if official:
            st.caption(
                text("Official wording of the UNDRR workbook, shown in this installation only")
            )
        answer = st.container()
        with st.container(key=f"saved-{code}"):  # as high before as after: see look.py
            saved = st.empty()
        left, right = st.columns(2)
        with left.expander(text("Why it matters, where to look")):
            _background(words, text)
    with answer:
        _answer(indicator, words, sheet, saved, earlier)
    with right:
        _remarks(code, sheet, saved)


@st.fragment
def _answer(
    indicator: Indicator,
    words: IndicatorText,
    sheet: Sheet,
    saved: DeltaGenerator,
    earlier: Earlier,
) -> None:
    """What runs again at a click on an answer."""
    ghost = show_earlier(indicator, earlier, sheet.answers, sheet.text)
    _answer_input(indicator, words, sheet)
    line, bar = _say_saved(saved, indicator.code, sheet), sheet.show_progress()
    plain_levels = isinstance(indicator.scale, Levels) and not ghost
    offered(_offer(indicator.code, sheet, line, bar) if plain_levels else None)
    if st.session_state.pop(f"{KEPT}-{indicator.code}", False):
        st.rerun(scope="app")  # with what was written to it, which stands in the other part


def _offer(code: str, sheet: Sheet, line: DeltaGenerator, bar: DeltaGenerator) -> Offer | None:
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
        return caption(line, saved), progress(bar, *sheet.progress())

    return Offer(f"score-{code}", f"refused-{code}", keep, lines)


def _say_saved(place: DeltaGenerator, code: str, sheet: Sheet) -> DeltaGenerator:
    """Say that the answer is saved, or why it was refused; nothing where there is none."""
    mine, refused = sheet.answers.get(code), st.session_state.get(f"refused-{code}")
    if refused is not None:
        return place.error(sheet.text.error(refused), icon=":material/error:")
    return place.caption(_saved_words(mine, sheet)) if mine else place.empty()


def _saved_words(mine: Answer, sheet: Sheet) -> str:
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
    st.markdown(plain(words.why))
    evidence = text("Evidence")
    st.markdown(f"**{evidence}** · {plain(words.evidence)}")


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
        plain(words.question),
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
    return f"**{int(option)}**  {plain(words.levels[int(option)])}"


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
def _remarks(code: str, sheet: Sheet, saved: DeltaGenerator) -> None:
    """What runs again where somebody writes to an answer."""
    text, mine = sheet.text, sheet.answers.get(code)
    _say_saved(saved, code, sheet)  # in the first run too, or Streamlit keeps it no place there
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
