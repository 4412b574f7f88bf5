"""What the shape of a file cannot say: codes, scales, weights, references and words that fit.

Salvaged blocks are checked too; of a field that could not be read (`Raw.reads`) nothing is said.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

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
from resilience.framework.vocabulary import DEPARTMENTS, HAZARDS, SCHEMES

STRUCTURE = "framework.yaml"


def structure_faults(raw: RawFramework) -> Iterator[str]:
    """Every fault of framework.yaml that concerns more than one field."""
    themes = [theme for top in raw.themes for theme in _themes(top)]
    indicators = [indicator for theme in themes for indicator in theme.indicators]
    blocks: list[RawFramework | RawTheme | RawIndicator] = [raw, *themes, *indicators]
    codes = Counter(block.code for block in blocks if block.reads("code"))
    for code, times in codes.items():
        if times > 1:
            yield f"{STRUCTURE}: {code}: found the code {times} times, expected it once."
    yield from _scale_faults("scale", raw.scale)
    if not raw.themes and raw.reads("themes"):
        yield f"{STRUCTURE}: themes: found none, expected at least one."
    yield from _weight_faults(raw.code, [t.weight for t in raw.themes])
    for theme in themes:
        yield from _theme_faults(theme)
    for indicator in indicators:
        yield from _indicator_faults(indicator)
    yield from _sum_faults(raw)
    yield from _exact_faults(indicators)


def text_faults(raw: RawFramework, text: RawText, base: bool) -> Iterator[str]:
    """Where the words do not fit the structure; a translation may leave things out, base not."""
    name = f"text.{text.language}.yaml"
    themes = [theme for top in raw.themes for theme in _themes(top)]
    indicators = {i.code: i for t in themes for i in t.indicators if i.reads("code")}
    codes = [theme.code for theme in themes if theme.reads("code")]
    if raw.reads("themes") and all(_names_all_below(theme) for theme in themes):
        for code in _missing_in(codes, text.themes):
            yield f"{name}: {code}: found words for a theme that {STRUCTURE} does not have."
        for code in _missing_in(indicators, text.indicators):
            yield f"{name}: {code}: found words for an indicator that {STRUCTURE} does not have."
    for code in _missing_in(text.themes, codes) if base and text.reads("themes") else ():
        yield f"{name}: {code}: found no words for the theme, expected its title."
    for code in (
        _missing_in(text.indicators, indicators) if base and text.reads("indicators") else ()
    ):
        yield f"{name}: {code}: found no words, expected title, question and levels."
    for code, words in text.indicators.items():
        read = words.reads("question") and text.reads("question")
        if read and not (words.question or text.question):
            yield f"{name}: {code}: found no question, expected one here or for all indicators."
        if code in indicators and words.reads("levels") and (words.levels or text.reads("levels")):
            scale = indicators[code].scale or raw.scale
            yield from _level_faults(name, code, _levels(words, text, scale), scale)
    shared = {"title", "summary", "question", "levels"}
    yield from _odd_faults(f"{name}:", text.model_dump(include=shared))
    for code, block in (*text.themes.items(), *text.indicators.items()):
        yield from _odd_faults(f"{name}: {code}:", block.model_dump())


def _odd_faults(place: str, words: Mapping[str, str | list[str]]) -> Iterator[str]:
    for field, said in words.items():
        for sign in odd_characters(said if isinstance(said, str) else "".join(said)):
            yield f"{place} found the {sign} in `{field}`, expected none: type the words anew."


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


def _themes(theme: RawTheme) -> Iterator[RawTheme]:
    yield theme
    for child in theme.themes:
        yield from _themes(child)


def _theme_faults(theme: RawTheme) -> Iterator[str]:
    whole = theme.reads("themes", "indicators")
    if whole and bool(theme.themes) == bool(theme.indicators):
        found = "both themes and indicators" if theme.themes else "nothing"
        yield f"{STRUCTURE}: {theme.code}: found {found} below it, expected one of the two."
    weights = [t.weight for t in theme.themes] + [i.weight for i in theme.indicators]
    yield from _weight_faults(theme.code, weights)
    yield from _reference_faults(theme.code, theme.references)


def _weight_faults(code: str, weights: list[float]) -> Iterator[str]:
    if weights and not any(weights):
        yield f"{STRUCTURE}: {code}: found all weights below it 0, expected one above 0."


def _indicator_faults(indicator: RawIndicator) -> Iterator[str]:
    if indicator.scale:
        yield from _scale_faults(f"{indicator.code}: scale", indicator.scale)
    for word in indicator.departments:
        if word not in DEPARTMENTS:
            yield _unknown(indicator.code, "department", word, DEPARTMENTS)
    for word in indicator.hazards:
        if word not in HAZARDS:
            yield _unknown(indicator.code, "hazard", word, HAZARDS)
    yield from _reference_faults(indicator.code, indicator.references)


def _reference_faults(code: str, references: list[RawReference]) -> Iterator[str]:
    for reference in references:
        if reference.reads("scheme") and reference.scheme not in SCHEMES:
            yield _unknown(code, "reference scheme", reference.scheme, SCHEMES)


def _unknown(code: str, what: str, word: str, known: dict[str, str]) -> str:
    return f"{STRUCTURE}: {code}: found the {what} `{word}`, expected one of {', '.join(known)}."


def _scale_faults(place: str, scale: RawScale) -> Iterator[str]:
    if not scale.reads():
        return
    goalposts = scale.worst is not None or scale.best is not None
    kinds = [scale.levels is not None, scale.values is not None, goalposts]
    if sum(kinds) != 1:
        yield (
            f"{STRUCTURE}: {place}: found {sum(kinds)} kinds of scale, expected one of `levels`, "
            "`values`, or `worst` with `best`."
        )
        return
    if goalposts and (scale.worst is None or scale.best is None or scale.worst == scale.best):
        yield (
            f"{STRUCTURE}: {place}: found worst {scale.worst} and best {scale.best}, expected two "
            "different numbers."
        )
    if scale.log and min(scale.worst or 0, scale.best or 0) <= 0:
        yield f"{STRUCTURE}: {place}: found `log`, expected `worst` and `best` above 0 with it."
    yield from _value_faults(place, scale)


def _value_faults(place: str, scale: RawScale) -> Iterator[str]:
    count = scale.levels or len(scale.values or [])
    if scale.points is not None and len(scale.points) != count:
        yield (
            f"{STRUCTURE}: {place}: found {len(scale.points)} points, expected {count}, one a level."
        )
    for name, numbers in (("values", scale.values), ("points", scale.points)):
        if numbers and numbers != sorted(numbers):
            yield f"{STRUCTURE}: {place}: found {name} {numbers}, expected them from low to high."
    if scale.values and not (scale.values[0] >= 0 and scale.values[-1] <= 100):
        yield f"{STRUCTURE}: {place}: found values {scale.values}, expected them within 0..100."


def _sum_faults(raw: RawFramework) -> Iterator[str]:
    themes = [theme for top in raw.themes for theme in _themes(top)]
    summed = themes if raw.rule == "sum" else [t for t in themes if t.rule == "sum"]
    for theme in (below for top in summed for below in _themes(top)):
        for indicator in theme.indicators:
            if (indicator.scale or raw.scale).worst is not None:
                yield (
                    f"{STRUCTURE}: {indicator.code}: found a measured number under the rule `sum`, "
                    "expected levels, which have points."
                )


def _exact_faults(indicators: list[RawIndicator]) -> Iterator[str]:
    partners: dict[tuple[str, str], list[str]] = {}
    for indicator in indicators:
        exact = [r for r in indicator.references if r.reads() and r.match == "exact"]
        for scheme, times in Counter(r.scheme for r in exact).items():
            if times > 1:
                yield f"{STRUCTURE}: {indicator.code}: found {times} exact partners in {scheme}, expected one."
        for reference in exact:
            partners.setdefault((reference.scheme, reference.key), []).append(indicator.code)
    for (scheme, key), codes in partners.items():
        if len(codes) > 1:
            yield (
                f"{STRUCTURE}: {', '.join(codes)}: found all of them exact for {scheme} {key}, "
                "expected one."
            )


def _level_faults(name: str, code: str, sentences: list[str], scale: RawScale) -> Iterator[str]:
    count = scale.levels or len(scale.values or [])
    if scale.reads() and len(sentences) != count:
        yield f"{name}: {code}: found {len(sentences)} level sentences, expected {count}."
    if len(set(sentences)) != len(sentences):
        yield f"{name}: {code}: found two levels with the same sentence, expected all different."
    for level, sentence in enumerate(sentences):
        if not sentence.strip():
            yield f"{name}: {code}: found no words at level {level}, expected a sentence."
