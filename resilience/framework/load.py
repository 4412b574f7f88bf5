"""From files to a `Framework`: all faults at once, or none."""

import hashlib
import re
from collections.abc import Mapping
from pathlib import Path

from resilience.errors import Fault, Faults, NotFound, Sentence
from resilience.framework.check import STRUCTURE, structure_faults, text_faults
from resilience.framework.model import (
    Framework,
    Indicator,
    Reference,
    Theme,
)
from resilience.framework.raw import (
    RawFramework,
    RawIndicator,
    RawIndicatorText,
    RawReference,
    RawScale,
    RawText,
    RawTheme,
)
from resilience.framework.read import checked_block, read_block
from resilience.framework.scale import Goalposts, Levels, Scale, even_levels
from resilience.framework.words import FrameworkText, IndicatorText
from resilience.text import mark

BASE = "text.en.yaml"
FAULTY = mark("The framework has errors:")
#: lines, and entries within braces, that say who reviewed the English: signing off is no new version
_SIGN_OFF = re.compile(r'^ *reviewed: "[^"\n]*"\n|(?<=[{ ])reviewed: "[^"\n]*", ', re.MULTILINE)


def load_framework(folder: str | Path) -> Framework:
    """Load indicators/<id>/; raise `Faults` with every fault, `NotFound` where nothing is there."""
    folder = Path(folder)
    if not (folder / STRUCTURE).is_file():
        raise NotFound(
            "There is no framework in {folder}: a file framework.yaml is expected there.",
            folder=folder,
        )
    source: dict[str, str] = {}
    faults: list[Fault] = []
    for path in [folder / STRUCTURE, *sorted(folder.glob("text.*.yaml"))]:
        text = read_file(path, faults)
        if text is not None:
            source[path.name] = text
    if faults:
        raise Faults(FAULTY, faults)
    return load_source(source)


def read_file(path: Path, faults: list[Fault]) -> str | None:
    """The text of one file; None where it is not text, which is added to `faults`."""
    try:
        return path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        said = Sentence("found that byte {number} is not UTF-8 text.", number=error.start + 1)
        faults.append(Fault((path.name,), said))
        return None


def load_source(source: Mapping[str, str]) -> Framework:
    """Load a framework from the text of its files by name."""
    faults: list[Fault] = []
    raw = read_block(STRUCTURE, source[STRUCTURE], RawFramework, faults)
    texts = [
        text
        for name in source
        if name != STRUCTURE and (text := _words(name, source[name], faults))
    ]
    if BASE not in source:
        said = Sentence("found no such file, expected the English text.")
        faults.append(Fault((BASE,), said))
    if raw is not None:
        faults.extend(structure_faults(raw))
        for text in texts:
            faults.extend(text_faults(raw, text, base=text.language == "en"))
    if faults or raw is None:
        raise Faults(FAULTY, faults)
    return _framework(raw, texts, source)


def load_structure(data: object) -> Framework:
    """A framework from the plain values of `structure`, without words but for its codes.

    All weights below a node may be 0 here: a result may have been scored with others than those of
    its files. Raises `Faults` for what is not such values.
    """
    faults: list[Fault] = []
    raw = checked_block(STRUCTURE, data, RawFramework, faults)
    if raw is not None:
        faults.extend(fault for fault in structure_faults(raw) if fault.about != "weight")
    if faults or raw is None:
        raise Faults(FAULTY, faults)
    words = RawText(language="en", title=raw.id, themes={}, indicators={})
    return _framework(raw, [words], {STRUCTURE: "", BASE: ""})


def _words(name: str, text: str, faults: list[Fault]) -> RawText | None:
    """The words of one file, of the language that the file's name says."""
    words = read_block(name, text, RawText, faults)
    if words is None or name == f"text.{words.language}.yaml":
        return words
    if words.reads("language"):
        said = Sentence(
            "found the language {language}, expected the one in the file name.",
            language=words.language,
        )
        faults.append(Fault((name,), said))
    return words.model_copy(update={"language": name.removeprefix("text.").removesuffix(".yaml")})


def _framework(raw: RawFramework, texts: list[RawText], source: Mapping[str, str]) -> Framework:
    words = _SIGN_OFF.sub("", source[BASE])
    digest = hashlib.sha256("\0".join((source[STRUCTURE], words)).encode()).hexdigest()
    children = tuple(_theme(theme, raw.scale) for theme in raw.themes)
    root = Theme(raw.code, 1.0, raw.rule, (), children)
    measured = {i.code for i in root.indicators() if isinstance(i.scale, Goalposts)}
    return Framework(
        id=raw.id,
        version=raw.version,
        licence=raw.licence,
        publisher=raw.publisher,
        threshold=raw.threshold,
        root=root,
        texts={text.language: _text(text, measured) for text in texts},
        sha256=digest,
        source=dict(source),
        comparable={version: frozenset(codes) for version, codes in raw.comparable.items()},
        basis=dict(raw.basis),
    )


def _theme(raw: RawTheme, scale: RawScale) -> Theme:
    children: tuple[Theme | Indicator, ...] = tuple(_theme(child, scale) for child in raw.themes)
    children += tuple(_indicator(child, scale) for child in raw.indicators)
    return Theme(raw.code, raw.weight, raw.rule, _references(raw.references), children)


def _indicator(raw: RawIndicator, scale: RawScale) -> Indicator:
    return Indicator(
        code=raw.code,
        scale=_scale(raw.scale or scale),
        weight=raw.weight,
        tier=raw.tier,
        departments=tuple(raw.departments),
        hazards=tuple(raw.hazards),
        references=_references(raw.references),
        sources=tuple(raw.sources),
    )


def _references(raw: list[RawReference]) -> tuple[Reference, ...]:
    return tuple(Reference(r.scheme, r.key, r.match) for r in raw)


def _scale(raw: RawScale) -> Scale:
    if raw.worst is not None and raw.best is not None:
        return Goalposts(raw.worst, raw.best, raw.clip, raw.unit, raw.log)
    even = even_levels(raw.levels or len(raw.values or []))
    values = tuple(raw.values) if raw.values else even.values
    return Levels(values, tuple(raw.points) if raw.points else even.points)


def _text(raw: RawText, measured: set[str]) -> FrameworkText:
    return FrameworkText(
        language=raw.language,
        title=raw.title,
        summary=raw.summary,
        titles={code: words.title for code, words in raw.themes.items()},
        summaries={code: words.summary for code, words in raw.themes.items()},
        indicators={
            code: _indicator_text(words, raw, takes_levels=code not in measured)
            for code, words in raw.indicators.items()
        },
        reviewed=raw.reviewed,
    )


def _indicator_text(words: RawIndicatorText, raw: RawText, *, takes_levels: bool) -> IndicatorText:
    levels = words.levels or (raw.levels if takes_levels else [])
    question = words.question or raw.question
    return IndicatorText(
        words.title,
        question,
        words.why,
        words.evidence,
        tuple(levels),
        reviewed=words.reviewed,
    )
