"""What the workbook of a framework says, sheet by sheet, as plain rows."""

from collections.abc import Iterator
from dataclasses import dataclass

from resilience.framework import Framework, Goalposts, Indicator, Levels, Reference, Theme
from resilience.workbook.framework_sheets.layout import (
    ADDED,
    BASE,
    BASIS,
    BEST,
    CLIP,
    CODE,
    COMPARABLE,
    CONTENT,
    DEPARTMENTS,
    FRAMEWORK,
    HAZARDS,
    LIBRARY,
    LOG,
    META,
    NODE,
    PACKAGER,
    PLACED,
    POINTS,
    REFERENCES,
    REVIEWED,
    RULE,
    SCALED,
    SOURCES,
    THRESHOLD,
    TIERS,
    UNIT,
    VALUE,
    VERSION,
    WORDS,
    WORST,
    in_language,
    level_head,
    version_number,
)
from resilience.workbook.framework_sheets.scales import ScaleSheet, scale_sheets

Plain = str | int | float | None
Row = dict[str, Plain]


@dataclass(frozen=True, slots=True)
class Page:
    """A sheet: a table if it has `heads`, otherwise rows of key and value."""

    name: str
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


def pages(framework: Framework) -> list[Page]:
    """All sheets of a framework's workbook in their order."""
    languages = sorted(framework.texts, key=lambda language: (language != BASE, language))
    sheets = scale_sheets(framework, languages)
    tiers = _tier_rows()
    found = [
        _keys(LIBRARY, _library(framework, languages)),
        _keys(FRAMEWORK + META, _framework(framework, languages, sheets)),
        Page(FRAMEWORK + CONTENT, _heads(framework, languages), _nodes(framework, sheets)),
        _keys(TIERS + META, {"type": "implementation_groups", "name": TIERS}),
        Page(TIERS + CONTENT, ("ref_id", "name", "description"), tiers),
    ]
    for sheet in sheets:
        found.append(_keys(sheet.name + META, {"type": "scores", "name": sheet.name}))
        found.append(_scale_page(sheet, languages))
    return found


def _keys(name: str, values: Row) -> Page:
    return Page(name, (), (values,))


def library_urn(framework_id: str) -> str:
    """The name under which CISO Assistant keeps the library."""
    return f"urn:urban-resilience:risk:library:{framework_id}"


def _library(framework: Framework, languages: list[str]) -> Row:
    return {
        "type": "library",
        "urn": library_urn(framework.id),
        "version": version_number(framework.version),
        "locale": BASE,
        "ref_id": framework.id,
        **_titles(framework, languages),
        "copyright": framework.licence,
        "provider": framework.publisher,
        "packager": PACKAGER,
        VERSION: framework.version,
    }


def _framework(framework: Framework, languages: list[str], sheets: list[ScaleSheet]) -> Row:
    urn = library_urn(framework.id)
    scale: Row = {"min_score": 0, "max_score": sheets[0].scale.top} if sheets else {}
    return {
        "type": "framework",
        "base_urn": urn.replace(":library:", ":req_node:"),
        "urn": urn.replace(":library:", ":framework:"),
        "ref_id": framework.id,
        **_titles(framework, languages),
        **{in_language(REVIEWED, name): framework.texts[name].reviewed for name in languages},
        **scale,
        "scores_definition": sheets[0].name if sheets else None,
        "implementation_groups_definition": TIERS,
        CODE: framework.root.code,
        RULE: framework.root.rule,
        THRESHOLD: framework.threshold,
        COMPARABLE: "\n".join(
            f"{version}: {', '.join(sorted(codes))}"
            for version, codes in framework.comparable.items()
        ),
        BASIS: "\n".join(f"{scheme}: {basis}" for scheme, basis in framework.basis.items()),
    }


def _titles(framework: Framework, languages: list[str]) -> Row:
    found: Row = {}
    for language in languages:
        words = framework.texts[language]
        found[in_language("name", language)] = words.title
        found[in_language("description", language)] = words.summary
    return found


def _tier_rows() -> tuple[Row, ...]:
    said = {
        "quick": ("Quick", "The indicators that a short workshop asks."),
        "full": ("Full", "All indicators."),
    }
    return tuple(
        {"ref_id": tier, "name": name, "description": description}
        for tier, (name, description) in said.items()
    )


def _heads(framework: Framework, languages: list[str]) -> tuple[str, ...]:
    scales = [indicator.scale for indicator in framework.root.indicators()]
    most = max((len(scale.values) for scale in scales if isinstance(scale, Levels)), default=0)
    words = (*WORDS, *(level_head(level) for level in range(most)))
    told = (*words, REVIEWED)
    translated = [in_language(head, language) for language in languages[1:] for head in told]
    return (*NODE, *words, *PLACED, *SCALED, *ADDED, REVIEWED, *translated)


def _nodes(framework: Framework, sheets: list[ScaleSheet]) -> tuple[Row, ...]:
    return tuple(row for theme in framework.themes for row in _theme(framework, sheets, theme, 1))


def _theme(
    framework: Framework, sheets: list[ScaleSheet], theme: Theme, depth: int
) -> Iterator[Row]:
    words: Row = {}
    for language, text in framework.texts.items():
        words[in_language("name", language)] = text.titles.get(theme.code)
        words[in_language("description", language)] = text.summaries.get(theme.code)
    yield {
        "depth": depth,
        "ref_id": theme.code,
        "weight": theme.weight,
        RULE: theme.rule,
        REFERENCES: reference_lines(theme.references),
        **words,
    }
    for child in theme.children:
        if isinstance(child, Theme):
            yield from _theme(framework, sheets, child, depth + 1)
        else:
            yield _indicator(framework, sheets, child, depth + 1)


def _indicator(
    framework: Framework, sheets: list[ScaleSheet], indicator: Indicator, depth: int
) -> Row:
    return {
        "assessable": "x",
        "depth": depth,
        "ref_id": indicator.code,
        "implementation_groups": "quick, full" if indicator.tier == "quick" else "full",
        "weight": indicator.weight,
        DEPARTMENTS: ", ".join(indicator.departments),
        HAZARDS: ", ".join(indicator.hazards),
        REFERENCES: reference_lines(indicator.references),
        SOURCES: "\n".join(indicator.sources),
        **_scale(sheets, indicator),
        **_words(framework, sheets, indicator),
    }


def _scale(sheets: list[ScaleSheet], indicator: Indicator) -> Row:
    scale = indicator.scale
    if isinstance(scale, Goalposts):
        log, clip = "yes" if scale.log else None, None if scale.clip else "no"
        return {WORST: scale.worst, BEST: scale.best, LOG: log, CLIP: clip, UNIT: scale.unit}
    if scale == sheets[0].scale:
        return {}
    name = next(sheet.name for sheet in sheets if sheet.scale == scale)
    return {"min_score": 0, "max_score": scale.top, "scores_definition": name}


def _words(framework: Framework, sheets: list[ScaleSheet], indicator: Indicator) -> Row:
    shared = any(sheet.scale == indicator.scale and sheet.shared for sheet in sheets)
    found: Row = {}
    for language, text in framework.texts.items():
        if words := text.indicators.get(indicator.code):
            said = (words.title, words.question, words.why, words.evidence)
            found.update(zip((in_language(head, language) for head in WORDS), said, strict=True))
            found[in_language(REVIEWED, language)] = words.reviewed
            for level, sentence in enumerate(() if shared else words.levels):
                found[in_language(level_head(level), language)] = sentence
    return found


def reference_lines(references: tuple[Reference, ...]) -> str:
    """References as a cell has them: one a line, scheme, key and match, `SDG 11.5 related`."""
    return "\n".join(" ".join((r.scheme, r.key, r.match)) for r in references)


def _scale_page(sheet: ScaleSheet, languages: list[str]) -> Page:
    heads = ["score", "name", "description", VALUE, POINTS]
    heads += [in_language("description", language) for language in languages[1:]]
    rows: list[Row] = []
    for level, (value, points) in enumerate(
        zip(sheet.scale.values, sheet.scale.points, strict=True)
    ):
        row: Row = {"score": level, "name": str(level)}
        row[VALUE] = None if sheet.even else value
        row[POINTS] = None if sheet.counted else points
        for language, sentences in sheet.shared.items():
            row[in_language("description", language)] = sentences[level]
        rows.append(row)
    return Page(sheet.name + CONTENT, tuple(heads), tuple(rows))
