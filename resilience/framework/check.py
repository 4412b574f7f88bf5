"""What the shape of a file cannot say: codes, weights, references and words that fit.

Salvaged blocks are checked too; a field that could not be read (`Raw.reads`) is not checked.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from resilience.errors import Fault, Sentence
from resilience.framework.check_scale import Place, scale_faults
from resilience.framework.odd import odd_characters
from resilience.framework.raw import (
    RawFramework,
    RawIndicator,
    RawIndicatorText,
    RawReference,
    RawScale,
    RawText,
    RawTheme,
)
from resilience.framework.rules import RULES
from resilience.framework.vocabulary import DEPARTMENTS, HAZARDS, SCHEMES
from resilience.text import mark

STRUCTURE = "framework.yaml"


def structure_faults(raw: RawFramework) -> Iterator[Fault]:
    """Every fault of framework.yaml that concerns more than one field."""
    themes = _themes(raw)
    indicators = [indicator for theme in themes for indicator in theme.indicators]
    blocks: list[RawFramework | RawTheme | RawIndicator] = [raw, *themes, *indicators]
    codes = Counter(block.code for block in blocks if block.reads("code"))
    for code, times in codes.items():
        if times > 1:
            said = Sentence("found the code {times} times, expected it once.", times=times)
            yield _at(code, said, "code")
    yield from scale_faults((STRUCTURE, "scale"), raw.scale)
    if not raw.themes and raw.reads("themes"):
        yield _at("themes", Sentence("found none, expected at least one."), "themes")
    yield from _weight_faults(raw.code, [t.weight for t in raw.themes])
    for theme in themes:
        yield from _theme_faults(theme)
    for indicator in indicators:
        yield from _indicator_faults(indicator)
    yield from _sum_faults(raw)
    yield from _exact_faults(indicators)
    yield from _comparable_faults(raw, indicators)


def text_faults(raw: RawFramework, text: RawText, base: bool) -> Iterator[Fault]:
    """Where the words do not fit the structure; a translation may leave things out, base not."""
    name = f"text.{text.language}.yaml"
    indicators = {i.code: i for t in _themes(raw) for i in t.indicators if i.reads("code")}
    yield from _missing_faults(name, raw, indicators, text, base)
    for code, words in text.indicators.items():
        read = words.reads("question") and text.reads("question")
        if read and not (words.question or text.question):
            said = Sentence("found no question, expected one here or for all indicators.")
            yield Fault((name, code), said, "question")
        if code in indicators and words.reads("levels") and (words.levels or text.reads("levels")):
            scale = indicators[code].scale or raw.scale
            yield from _level_faults((name, code), _levels(words, text, scale), scale)
    shared = {"title", "summary", "question", "levels"}
    yield from odd_faults((name,), text.model_dump(include=shared))
    for code, block in (*text.themes.items(), *text.indicators.items()):
        yield from odd_faults((name, code), block.model_dump())


def _missing_faults(
    name: str, raw: RawFramework, indicators: Iterable[str], text: RawText, base: bool
) -> Iterator[Fault]:
    """Words of what is not in the structure and, in the base language, what has no words."""
    codes = [theme.code for theme in _themes(raw) if theme.reads("code")]
    pairs: list[tuple[str, Iterable[str], Iterable[str]]] = []
    if raw.reads("themes") and all(_names_all_below(theme) for theme in _themes(raw)):
        said = mark("found text for a theme that {file} does not have.")
        pairs.append((said, codes, text.themes))
        said = mark("found text for an indicator that {file} does not have.")
        pairs.append((said, indicators, text.indicators))
    if base and text.reads("themes"):
        said = mark("found no text for the theme, expected its title.")
        pairs.append((said, text.themes, codes))
    if base and text.reads("indicators"):
        said = mark("found no text, expected title, question and levels.")
        pairs.append((said, text.indicators, indicators))
    for said, there, wanted in pairs:
        for code in _missing_in(there, wanted):
            yield Fault((name, code), Sentence(said, file=STRUCTURE), "title")


def odd_faults(place: Place, words: Mapping[str, str | list[str]]) -> Iterator[Fault]:
    """Odd characters in the words of a block, by their field."""
    for field, written in words.items():
        for sign in odd_characters(written if isinstance(written, str) else "".join(written)):
            said = Sentence(
                "found the {sign} in `{field}`, expected none: retype the text.",
                sign=sign,
                field=field,
            )
            yield Fault(place, said, field)


def _levels(words: RawIndicatorText, text: RawText, scale: RawScale) -> list[str]:
    """The own level sentences, else those for all indicators; a measured number takes none of these."""
    return words.levels or ([] if scale.worst is not None else text.levels)


def _missing_in(there: Iterable[str], codes: Iterable[str]) -> list[str]:
    known = set(there)
    return [code for code in codes if code not in known]


def _names_all_below(theme: RawTheme) -> bool:
    """Whether every code at and right below the theme could be read, so that none is unheard of."""
    return theme.reads("code", "themes", "indicators") and all(
        indicator.reads("code") for indicator in theme.indicators
    )


def _themes(top: RawFramework | RawTheme) -> list[RawTheme]:
    """All themes below, each before its own."""
    return [found for theme in top.themes for found in (theme, *_themes(theme))]


def _at(code: str, said: Sentence, about: str) -> Fault:
    return Fault((STRUCTURE, code), said, about)


def _theme_faults(theme: RawTheme) -> Iterator[Fault]:
    whole = theme.reads("themes", "indicators")
    if whole and bool(theme.themes) == bool(theme.indicators):
        both = mark("found both themes and indicators below it, expected one of the two.")
        neither = mark("found neither themes nor indicators below it, expected one of the two.")
        yield _at(theme.code, Sentence(both if theme.themes else neither), "themes")
    weights = [t.weight for t in theme.themes] + [i.weight for i in theme.indicators]
    yield from _weight_faults(theme.code, weights)
    yield from _reference_faults(theme.code, theme.references)


def _weight_faults(code: str, weights: list[float]) -> Iterator[Fault]:
    if weights and not any(weights):
        said = Sentence("all weights below it are 0: set at least one above 0.")
        yield _at(code, said, "weight")


def _indicator_faults(indicator: RawIndicator) -> Iterator[Fault]:
    code = indicator.code
    if indicator.scale:
        yield from scale_faults((STRUCTURE, code, "scale"), indicator.scale)
    unknown = mark("found the department `{word}`, expected one of {known}.")
    for word in _missing_in(DEPARTMENTS, indicator.departments):
        yield _at(code, Sentence(unknown, word=word, known=", ".join(DEPARTMENTS)), "departments")
    unknown = mark("found the hazard `{word}`, expected one of {known}.")
    for word in _missing_in(HAZARDS, indicator.hazards):
        yield _at(code, Sentence(unknown, word=word, known=", ".join(HAZARDS)), "hazards")
    yield from _reference_faults(code, indicator.references)


def _reference_faults(code: str, references: list[RawReference]) -> Iterator[Fault]:
    schemes = [reference.scheme for reference in references if reference.reads("scheme")]
    unknown = mark("found the reference scheme `{word}`, expected one of {known}.")
    for word in _missing_in(SCHEMES, schemes):
        yield _at(code, Sentence(unknown, word=word, known=", ".join(SCHEMES)), "references")


def _comparable_faults(raw: RawFramework, indicators: list[RawIndicator]) -> Iterator[Fault]:
    """Codes under `comparable` that do not exist, and catalogues that nobody knows."""
    if all(indicator.reads("code") for indicator in indicators):
        unknown = mark(
            "found the code {word} under `comparable`, expected the code of an indicator."
        )
        for codes in raw.comparable.values():
            for word in _missing_in((i.code for i in indicators), codes):
                yield Fault((STRUCTURE, "comparable"), Sentence(unknown, word=word), "comparable")
    unknown = mark("found the reference scheme `{word}`, expected one of {known}.")
    for word in _missing_in(SCHEMES, raw.basis):
        said = Sentence(unknown, word=word, known=", ".join(SCHEMES))
        yield Fault((STRUCTURE, "basis"), said, "basis")


def _sum_faults(raw: RawFramework) -> Iterator[Fault]:
    said = Sentence(
        "found a measured number under the rule `sum`, expected levels, which have points."
    )
    themes, pointed = _themes(raw), [name for name, rule in RULES.items() if rule.in_points]
    summed = themes if raw.rule in pointed else [t for t in themes if t.rule in pointed]
    for theme in (below for top in summed for below in (top, *_themes(top))):
        for indicator in theme.indicators:
            if (indicator.scale or raw.scale).worst is not None:
                yield _at(indicator.code, said, "worst")


def _exact_faults(indicators: list[RawIndicator]) -> Iterator[Fault]:
    several = mark("found {times} exact partners in {scheme}, expected one.")
    partners: dict[tuple[str, str], list[str]] = {}
    for indicator in indicators:
        exact = [r for r in indicator.references if r.reads() and r.match == "exact"]
        for scheme, times in Counter(r.scheme for r in exact).items():
            if times > 1:
                said = Sentence(several, times=times, scheme=scheme)
                yield _at(indicator.code, said, "references")
        for reference in exact:
            partners.setdefault((reference.scheme, reference.key), []).append(indicator.code)
    shared = mark("all of them are marked as exact matches for {scheme} {key}, expected only one.")
    for (scheme, key), codes in partners.items():
        if len(codes) > 1:
            yield _at(", ".join(codes), Sentence(shared, scheme=scheme, key=key), "references")


def _level_faults(place: Place, sentences: list[str], scale: RawScale) -> Iterator[Fault]:
    count = scale.levels or len(scale.values or [])
    if scale.reads() and len(sentences) != count:
        said = Sentence(
            "found {found} level sentences, expected {count}.", found=len(sentences), count=count
        )
        yield Fault(place, said, "levels")
    if len(set(sentences)) != len(sentences):
        said = Sentence("found two levels with the same sentence, expected all to be different.")
        yield Fault(place, said, "levels")
    for level, sentence in enumerate(sentences):
        if not sentence.strip():
            said = Sentence("found no text at level {level}, expected a sentence.", level=level)
            yield Fault(place, said, "levels")
