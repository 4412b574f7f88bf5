"""Which scales a framework has, for its sheets of scores, and which level sentences they share."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from resilience.framework import Framework, Levels, even_levels
from resilience.workbook.framework_sheets.layout import SCALE


@dataclass(frozen=True, slots=True)
class ScaleSheet:
    """A scale with levels; `shared` has by language the sentences that all its indicators share."""

    name: str
    scale: Levels
    shared: dict[str, tuple[str, ...]]

    @property
    def even(self) -> bool:
        """Return whether the level values are evenly spaced and can be left out of the file."""
        return self.scale.values == even_levels(len(self.scale.values)).values

    @property
    def counted(self) -> bool:
        """Return whether the points are 0, 1, 2, ... and can be left out of the file."""
        return self.scale.points == even_levels(len(self.scale.values)).points


def scale_sheets(framework: Framework, languages: list[str]) -> list[ScaleSheet]:
    """The distinct scales with levels, that of most indicators first."""
    scales = (indicator.scale for indicator in framework.root.indicators())
    used = Counter(scale for scale in scales if isinstance(scale, Levels))
    return [
        ScaleSheet(f"{SCALE}{number}", scale, _shared(framework, scale, languages))
        for number, (scale, _) in enumerate(used.most_common(), 1)
    ]


def _shared(
    framework: Framework, scale: Levels, languages: list[str]
) -> dict[str, tuple[str, ...]]:
    """The sentences by language, where in each language all indicators of the scale have the same.

    One indicator alone shares with none: its sentences are easier to find in its own row.
    """
    codes = [i.code for i in framework.root.indicators() if i.scale == scale]
    found = {language: set(_sentences(framework, language, codes)) for language in languages}
    if len(codes) < 2 or any(len(sentences) > 1 for sentences in found.values()):
        return {}
    return {language: sentences.pop() for language, sentences in found.items() if sentences}


def _sentences(framework: Framework, language: str, codes: list[str]) -> Iterator[tuple[str, ...]]:
    words = framework.texts[language].indicators
    return (words[code].levels for code in codes if code in words)
