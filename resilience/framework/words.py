"""The words of a framework in one language, and English where a translation has none."""

from dataclasses import dataclass, replace

#: the texts of an indicator
FIELDS = ("title", "question", "why", "evidence", "levels")


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """The words of one indicator in one language; `levels` has a sentence per level, 0 first.

    `lent` has the names of the fields that use English for want of a translation. `reviewed` names who signed
    the words off, with role and date; "" for a draft.
    """

    title: str
    question: str
    why: str
    evidence: str
    levels: tuple[str, ...]
    lent: frozenset[str] = frozenset()
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class FrameworkText:
    """The words of a framework in one language; `titles` and `summaries` are of themes by code.

    `reviewed` says by whom and when all of them were signed off; "" where some are drafts.
    What `Framework.texts` holds is as its file has it: a translation may lack entries, which
    `Framework.text` fills up.
    """

    language: str
    title: str
    summary: str
    titles: dict[str, str]
    summaries: dict[str, str]
    indicators: dict[str, IndicatorText]
    reviewed: str = ""


def filled_up(words: FrameworkText | None, english: FrameworkText) -> FrameworkText:
    """The words with those in English in every place that has none; `lent` names the fields."""
    if words is None:
        words = FrameworkText(english.language, english.title, english.summary, {}, {}, {})
    return FrameworkText(
        language=words.language,
        title=words.title or english.title,
        summary=words.summary or english.summary,
        titles={**english.titles, **words.titles},
        summaries={
            code: words.summaries.get(code) or summary
            for code, summary in english.summaries.items()
        },
        indicators={
            code: _filled_up(words.indicators.get(code), base)
            for code, base in english.indicators.items()
        },
        reviewed=words.reviewed,
    )


def _filled_up(words: IndicatorText | None, english: IndicatorText) -> IndicatorText:
    had = {field: getattr(english, field) for field in FIELDS if getattr(english, field)}
    lent = {field: said for field, said in had.items() if not (words and getattr(words, field))}
    if words and not lent:
        return words
    return replace(words or english, **lent, lent=frozenset(lent))


def texts_of(words: FrameworkText) -> frozenset[tuple[str, ...]]:
    """The places that have words, each text and each level sentence one."""
    found: set[tuple[str, ...]] = {("title",), *([("summary",)] if words.summary else [])}
    found |= {("title", code) for code in words.titles}
    found |= {("summary", code) for code, summary in words.summaries.items() if summary}
    for code, indicator in words.indicators.items():
        found |= {(field, code) for field in FIELDS[:-1] if getattr(indicator, field)}
        found |= {("level", code, str(at)) for at, said in enumerate(indicator.levels) if said}
    return frozenset(found)
