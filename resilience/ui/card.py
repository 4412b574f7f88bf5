"""The card of one indicator: its question, its levels, and the own answer, stored at each click."""

from dataclasses import dataclass, replace
from functools import lru_cache

import streamlit as st

from resilience.errors import ResilienceError
from resilience.framework import Goalposts, Indicator, IndicatorText, Levels
from resilience.scoring.words import NO_LEVEL
from resilience.services.deliveries import Became, Clicked, Posted, deliver_all
from resilience.services.responses import Answer, Said
from resilience.services.writer import Writer
from resilience.text import Text
from resilience.ui import runtime
from resilience.ui.at_once import offered
from resilience.ui.blocks import plain
from resilience.ui.earlier import KEPT, Earlier, show_earlier
from resilience.ui.lines import Line, caption, runs_alone, say
from resilience.ui.remarks import remarks
from resilience.ui.sheet import Sheet, saved_words, show_saved, store_answer
from resilience.watching import PAGE, saving
from resilience.workbook import Official

STATES: tuple[Said, ...] = ("na", "dk")


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
            remarks(code, sheet)


@st.fragment
def _answer(indicator: Indicator, words: IndicatorText, sheet: Sheet, earlier: Earlier) -> None:
    """What runs again at a click on an answer."""
    code = indicator.code
    ghost = show_earlier(indicator, earlier, sheet.answers, sheet.text)
    _answer_input(indicator, words, sheet)
    show_saved(code, sheet)
    if runs_alone():
        say(sheet.progress())
    # an answer of before and a refusal go with the next answer: that takes a run
    more_goes = ghost or f"refused-{code}" in st.session_state
    at_once = isinstance(indicator.scale, Levels) and not more_goes
    offered(_Level(code, sheet, runtime.writer()) if at_once else None)
    if st.session_state.pop(f"{KEPT}-{code}", False):
        st.rerun(scope="app")  # with what was written to it, which stands in the other part


@dataclass(frozen=True, slots=True)
class _Level:
    """A click on a level of an indicator needs no run of its card."""

    code: str
    sheet: Sheet
    writer: Writer

    @property
    def key(self) -> str:
        return f"score-{self.code}"

    @property
    def refused(self) -> str:
        return f"refused-{self.code}"

    async def keep(self, value: Said) -> None:
        with saving(PAGE):
            posted = Posted(self.sheet.who.known_by, [Clicked(self.code, value)])
            became = await self.writer.write_together(deliver_all, posted, once=False)
            self.sheet.answers[self.code] = _became(became)

    def lines(self) -> tuple[Line, Line]:
        sheet, code = self.sheet, self.code
        saved = saved_words(sheet.answers[code], sheet)
        return caption(sheet.saved[code], saved), sheet.progress()


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
        return _label(option, text(NO_LEVEL[option]))
    return _label(option, words.levels[int(option)])


@lru_cache(maxsize=10_000)
def _label(option: Said, words: str) -> str:
    """An option as it is shown; all pages that show it have it from here."""
    if isinstance(option, str):
        return f":material/{'remove' if option == 'na' else 'help'}: {words}"
    return f"**{int(option)}**  {words}"


def _keep(code: str, key: str, sheet: Sheet) -> None:
    said = st.session_state[key]
    if said is not None:
        store_answer(code, sheet, lambda: _click(code, sheet, said))


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
