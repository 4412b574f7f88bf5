"""A framework as people read it: its indicators with all level sentences, its languages."""

import html

import pandas as pd

from resilience.framework import Framework, Goalposts, Indicator
from resilience.text import LANGUAGES, Text


def indicator_words(framework: Framework, indicator: Indicator, text: Text) -> str:
    """An indicator as HTML: question, levels, why, evidence, references."""
    words = framework.text(text.language).indicators.get(indicator.code)
    words = words or framework.texts["en"].indicators[indicator.code]
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
        (text("Why it matters"), words.why),
        (text("Evidence"), words.evidence),
        (text("References"), _references(indicator, text)),
    ]
    rest = "".join(
        f"<p><b>{html.escape(label)}</b> {html.escape(said)}</p>" for label, said in told if said
    )
    title = html.escape(f"{indicator.code} · {words.title}")
    question = html.escape(words.question)
    return f'<section class="note"><h4>{title}</h4><p>{question}</p>{levels}{rest}</section>'


def languages_table(framework: Framework, text: Text) -> pd.DataFrame:
    """Per language how much is translated, and who signed it off."""
    whole = sum(1 for _ in framework.root.nodes()) - 1
    rows = []
    for language, words in framework.texts.items():
        name = LANGUAGES.get(language, language)
        share = text.percent((len(words.titles) + len(words.indicators)) / whole)
        rows.append((name, share, _status(language, words.reviewed, text)))
    columns = [text("Language"), text("Complete"), text("Checked")]
    return pd.DataFrame(rows, columns=columns).set_index(columns[0])


def _status(language: str, reviewed: str, text: Text) -> str:
    if language == "en":
        return text("original")
    return reviewed or text("drafted, not yet reviewed by a native speaker")


def _references(indicator: Indicator, text: Text) -> str:
    match = {"exact": text("exact"), "related": text("related")}
    return ", ".join(f"{r.scheme} {r.key} ({match[r.match]})" for r in indicator.references)
