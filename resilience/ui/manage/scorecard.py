"""A framework as people read it: its themes and indicators with all words, its languages."""

import html
import math
from collections.abc import Iterable, Sequence

import pandas as pd
import streamlit as st

from resilience.framework import Framework, Goalposts, Indicator, Reference, Theme
from resilience.framework.review.texts import review_counts
from resilience.services.frameworks.frameworks import FrameworkImport
from resilience.text import LANGUAGES, Text, mark
from resilience.ui.shared.markup import plain
from resilience.wording.framework import counts_words


def theme_words(framework: Framework, theme: Theme, text: Text) -> str:
    """A theme as HTML: its name, what it is about, references."""
    words = framework.text(text.language)
    lent = theme.code in framework.untranslated(text.language)
    references = _references(theme.references, text)
    said = words.summaries.get(theme.code, "")
    return (
        f'<section class="note"><h3>{html.escape(f"{theme.code} · {words.titles[theme.code]}")}</h3>'
        + (_untranslated(text) if lent else "")
        + (f"<p>{html.escape(said)}</p>" if said else "")
        + (_labelled(text("References"), references) if references else "")
        + "</section>"
    )


def indicator_words(framework: Framework, indicator: Indicator, text: Text) -> str:
    """An indicator as HTML: question, levels, why, evidence, references."""
    words = framework.text(text.language).indicators[indicator.code]
    scale = indicator.scale
    if isinstance(scale, Goalposts):
        measured = text(
            "A number from {worst} (0 points) to {best} (100 points) {unit}",
            worst=text.number(scale.worst, 1),
            best=text.number(scale.best, 1),
            unit=scale.unit,
        )
        levels = f"<p>{html.escape(measured)}</p>"
    else:
        items = "".join(f"<li>{html.escape(sentence)}</li>" for sentence in words.levels)
        levels = f'<ol start="0">{items}</ol>'
    told = [
        (text("Why it matters"), words.why, "why" in words.lent),
        (text("Evidence"), words.evidence, "evidence" in words.lent),
        (text("References"), _references(indicator.references, text), False),
    ]
    whole = "title" in words.lent
    rest = "".join(
        _labelled(label, said, _untranslated(text) if lent and not whole else "")
        for label, said, lent in told
        if said
    )
    title = html.escape(f"{indicator.code} · {words.title}")
    title = f"<h4>{title}</h4>{_untranslated(text) if whole else ''}"
    question = html.escape(words.question)
    return f'<section class="note">{title}<p>{question}</p>{levels}{rest}</section>'


def taken_words(taken: FrameworkImport, text: Text) -> None:
    """What bringing a framework changed, language by language."""
    framework = taken.framework
    title = framework.title(framework.root.code, text.language)
    here = mark("{title} {version} is now available. New workshops can use it.")
    if not taken.new:
        here = mark("{title} {version} was already available.")
    said = [text(here, title=title, version=framework.version)]
    if taken.added:
        said.append(text("Languages added: {languages}.", languages=_names(taken.added, text)))
    if taken.changed:
        said.append(text("Languages changed: {languages}.", languages=_names(taken.changed, text)))
    if not (taken.new or taken.added or taken.changed):
        said.append(text("Nothing changed."))
    st.success(plain(" ".join(said)))
    if taken.refused:
        why = text(
            "Not imported, because the folder of this installation has different texts, which "
            "take priority: {languages}. Change them there.",
            languages=_names(taken.refused, text),
        )
        st.warning(plain(why), icon=":material/warning:")


def _names(languages: Iterable[str], text: Text) -> str:
    return text.listed(LANGUAGES.get(language, language) for language in languages)


def _labelled(label: str, said: str, mark: str = "") -> str:
    return f"<p><b>{html.escape(label)}</b> {html.escape(said)}</p>{mark}"


def _untranslated(text: Text) -> str:
    """The mark of words that stand in English."""
    said = html.escape(text("not yet translated"))
    return f"<p><i>{said}</i></p>"


def languages_table(framework: Framework, text: Text) -> pd.DataFrame:
    """Per language how much is translated, how many texts are drafts, and how many were reviewed by whom."""
    rows = []
    for language in framework.texts:
        name = LANGUAGES.get(language, language)
        share = math.floor(100 * framework.translated(language)) / 100  # 100 % is all of it
        rows.append((name, text.percent(share), _status(framework, language, text)))
    columns = [text("Language"), text("Complete"), text("Reviewed")]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0])


def _status(framework: Framework, language: str, text: Text) -> str:
    said = counts_words(review_counts(framework, language), text)
    return " · ".join([text("original"), *said] if language == "en" else said)


def _references(references: Sequence[Reference], text: Text) -> str:
    match = {"exact": text("exact"), "related": text("related")}
    return ", ".join(f"{r.scheme} {r.key} ({match[r.match]})" for r in references)
