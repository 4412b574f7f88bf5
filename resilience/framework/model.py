"""What is asked: a framework as frozen values, structure and words together."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from resilience.framework.scale import Scale

Rule = Literal["mean", "leaf-mean", "geometric", "sum"]
Tier = Literal["quick", "full"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer into another catalogue: never its text."""

    scheme: str
    key: str
    match: Literal["exact", "related"]


@dataclass(frozen=True, slots=True)
class IndicatorText:
    """The words of one indicator in one language; `levels` has a sentence per level, 0 first."""

    title: str
    question: str
    why: str
    evidence: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question. `weight` is relative to its siblings; `tier` quick means asked in both tiers."""

    code: str
    scale: Scale
    weight: float
    tier: Tier
    departments: tuple[str, ...]
    hazards: tuple[str, ...]
    references: tuple[Reference, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A branch: themes or indicators below it, scored by `rule`."""

    code: str
    weight: float
    rule: Rule
    references: tuple[Reference, ...]
    children: "tuple[Theme | Indicator, ...]"

    def indicators(self) -> Iterator[Indicator]:
        """All indicators below, in the order of the file."""
        for child in self.children:
            if isinstance(child, Indicator):
                yield child
            else:
                yield from child.indicators()

    def nodes(self) -> "Iterator[Theme | Indicator]":
        """This theme and everything below it, parents first."""
        yield self
        for child in self.children:
            if isinstance(child, Indicator):
                yield child
            else:
                yield from child.nodes()


@dataclass(frozen=True, slots=True)
class FrameworkText:
    """The words of a framework in one language; `titles` and `summaries` are of themes by code.

    `reviewed` says by whom and when a translation was signed off; "" where it is a draft.
    """

    language: str
    title: str
    summary: str
    titles: dict[str, str]
    summaries: dict[str, str]
    indicators: dict[str, IndicatorText]
    reviewed: str = ""


@dataclass(frozen=True, slots=True)
class Framework:
    """A published scorecard. `root` is the overall node.

    `sha256` is over structure and base text, so that a translation added later is no new version.
    `source` is the text of its files by name, from which the same framework can be loaded again.
    """

    id: str
    version: str
    licence: str
    publisher: str
    threshold: float
    minutes: dict[str, int]
    root: Theme
    texts: dict[str, FrameworkText]
    sha256: str
    source: dict[str, str] = field(repr=False, compare=False)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The top branches."""
        return tuple(child for child in self.root.children if isinstance(child, Theme))

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, if there is one."""
        return next((i for i in self.root.indicators() if i.code == code), None)

    def asked(self, tier: str) -> tuple[Indicator, ...]:
        """The indicators that a tier asks, in the order of the file."""
        return tuple(i for i in self.root.indicators() if tier == "full" or i.tier == "quick")

    def text(self, language: str) -> FrameworkText:
        """The words in a language, English where the framework does not speak it."""
        return self.texts.get(language) or self.texts["en"]

    def title(self, code: str, language: str = "en") -> str:
        """The name of a theme or indicator, in English where not translated; else the framework's."""
        for words in (self.text(language), self.texts["en"]):
            if code in words.indicators:
                return words.indicators[code].title
            if code in words.titles:
                return words.titles[code]
        return self.text(language).title
