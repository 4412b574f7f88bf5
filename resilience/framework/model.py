"""What is asked: a framework as frozen values, structure and words together."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Literal

from resilience.framework.rules import RULES, Rule, ScoringRule
from resilience.framework.scale import Scale
from resilience.framework.words import FrameworkText, filled_up, texts_of

Tier = Literal["quick", "full"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A pointer into another catalogue: never its text."""

    scheme: str
    key: str
    match: Literal["exact", "related"]


@dataclass(frozen=True, slots=True)
class Indicator:
    """One question. `weight` is relative to its siblings; `tier` quick means asked in both tiers.

    `departments` usually know the answer, the best informed first. `sources` are the publications behind its `why`.
    """

    code: str
    scale: Scale
    weight: float
    tier: Tier
    departments: tuple[str, ...]
    hazards: tuple[str, ...]
    references: tuple[Reference, ...]
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Theme:
    """A branch: themes or indicators below it, scored by `rule`."""

    code: str
    weight: float
    rule: Rule
    references: tuple[Reference, ...]
    children: "tuple[Theme | Indicator, ...]"

    @property
    def how(self) -> ScoringRule:
        """How its parts become its score."""
        return RULES[self.rule]

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
class Framework:
    """A published scorecard. `root` is the overall node.

    `comparable` lists by earlier version the codes that kept their meaning. `basis` says by catalogue how the
    references into it were checked.
    `sha256` is over structure and base text without its sign-offs, so that a translation or a review added
    later is no new version.
    `source` is the text of its files by name, from which the same framework can be loaded again.
    """

    id: str
    version: str
    licence: str
    publisher: str
    threshold: float
    root: Theme
    texts: dict[str, FrameworkText]
    sha256: str
    source: dict[str, str] = field(repr=False, compare=False)
    comparable: dict[str, frozenset[str]] = field(default_factory=dict)
    basis: dict[str, str] = field(default_factory=dict)

    @property
    def themes(self) -> tuple[Theme, ...]:
        """The top branches."""
        return tuple(child for child in self.root.children if isinstance(child, Theme))

    def indicator(self, code: str) -> Indicator | None:
        """The indicator with this code, if there is one."""
        return next((i for i in self.root.indicators() if i.code == code), None)

    def comparable_with(self, other: "Framework") -> frozenset[str]:
        """The codes that mean the same in another version: same scale, and listed where a version lists them.

        Empty for another framework.
        """
        if self.id != other.id:
            return frozenset()
        scales = {i.code: i.scale for i in other.root.indicators()}
        same = frozenset(i.code for i in self.root.indicators() if scales.get(i.code) == i.scale)
        listed = (self.comparable.get(other.version), other.comparable.get(self.version))
        return same.intersection(*(codes for codes in listed if codes is not None))

    def asked(self, tier: str, without: Collection[str] = ()) -> tuple[Indicator, ...]:
        """The indicators that a tier asks but for the codes `without`, in the order of the file."""
        return tuple(
            indicator
            for indicator in self.root.indicators()
            if (tier == "full" or indicator.tier == "quick") and indicator.code not in without
        )

    def not_faced(self, tier: str, hazards: Collection[str]) -> tuple[Indicator, ...]:
        """The indicators of a tier that concern only hazards other than these.

        Empty where `hazards` is: then nobody has said what the city faces. An indicator without hazards concerns all.
        """
        if not hazards:
            return ()
        return tuple(i for i in self.asked(tier) if i.hazards and not set(hazards) & {*i.hazards})

    def text(self, language: str) -> FrameworkText:
        """The words in a language, every entry of them: English where one is not translated."""
        english = self.texts["en"]
        return english if language == "en" else filled_up(self.texts.get(language), english)

    def untranslated(self, language: str) -> frozenset[str]:
        """Return the codes of themes and indicators whose name has no translation in this language."""
        english, words = self.texts["en"], self.texts.get(language)
        codes = {*english.titles, *english.indicators}
        return frozenset(codes - {*words.titles, *words.indicators} if words else codes)

    def translated(self, language: str) -> float:
        """The share 0..1 of all texts (titles, questions, levels, ...) that a language has."""
        wanted, words = texts_of(self.texts["en"]), self.texts.get(language)
        found = texts_of(words) if words else frozenset()
        return len(wanted & found) / len(wanted)

    def title(self, code: str, language: str = "en") -> str:
        """The name of a theme or indicator, in English where not translated; else the framework's."""
        own, english = self.texts.get(language), self.texts["en"]
        for words in (own or english, english):
            if code in words.indicators:
                return words.indicators[code].title
            if code in words.titles:
                return words.titles[code]
        return (own or english).title

    def theme_names(self, language: str) -> dict[str, str]:
        """The names of themes in a language, by what they are called in any language."""
        return {
            self.title(theme.code, other): self.title(theme.code, language)
            for theme in self.themes
            for other in self.texts
        }
