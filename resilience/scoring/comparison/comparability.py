"""Whether two results may be compared, as a value that screens, files and reports print."""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from resilience.framework import Framework, Indicator, Theme
from resilience.scoring.scores.leaf import CityRule, Missing
from resilience.scoring.scores.score import ScoreTree
from resilience.text import Text, mark

CAUTION = mark(
    "A gap of less than one level on a single indicator is not called a finding, as different "
    "people may have answered. A larger gap may also be due to chance with 20 answers or fewer (a "
    "table counts as one), with four departments or fewer, if a department has five answers or "
    "fewer, or if the room agreed on the level."
)
#: why a difference may not match the two rounded figures
ROUNDED = mark("Differences are calculated before rounding.")
OTHER_FRAMEWORK = mark("they were scored with different frameworks")
NOTHING_COMMON = mark("no indicator was asked in both")
OTHER_MEANING = mark("no indicator asked in both has the same meaning in both versions")
OTHER_RULE = mark("they were scored by different rules")
OTHER_MISSING = mark("missing answers were treated differently")
OTHER_COUNTING = mark("one counts each department once, the other each person")
#: a short verdict on a comparison
SAME_RULES = mark("Comparable: scored by the same rules.")
ONE_PERSON = mark("the result for {names} is one person's answer")


@dataclass(frozen=True, slots=True)
class Side:
    """A result to be compared: its tree of scores, and how it came about.

    `framework` is the one that it was scored with, changed weights and rules included; `left_out` the
    theme that it lacks for that. `people` and `departments` count who took part; where some departments are
    `merged`, their groups. `date` is None where it is not known.
    """

    name: str
    framework: Framework
    scores: ScoreTree
    people: int
    departments: int
    date: datetime.date | None = None
    city_rule: CityRule = "departments"
    missing: Missing = "skip"
    left_out: str | None = None
    merged: bool = False

    @property
    def asked(self) -> set[str]:
        """The codes of the indicators that were asked."""
        return {i.code for i in self.framework.root.indicators() if i.code in self.scores}


@dataclass(frozen=True, slots=True)
class Comparability:
    """The comparability facts shown above every comparison; `first` and `second` are in the order of the sides.

    `versions` are those of the framework. `common` indicators were asked in both and mean the same, out of
    `asked`; `same_weights` is about these and the themes above them. `left_out` are the themes that were left out of either.
    `obstacles` are text keys of the reasons against comparing; if there are any, the comparison is
    greyed out. `alone` are the names of the sides that a single person answered.
    """

    versions: tuple[str, str]
    common: int
    asked: tuple[int, int]
    dates: tuple[datetime.date | None, datetime.date | None]
    people: tuple[int, int]
    departments: tuple[int, int]
    merged: tuple[bool, bool]
    same_weights: bool
    left_out: tuple[str | None, str | None]
    obstacles: tuple[str, ...]
    alone: tuple[str, ...] = ()

    @property
    def comparable(self) -> bool:
        """Whether nothing forbids the comparison."""
        return not self.obstacles

    def reasons(self, text: Text) -> str:
        """The reasons against comparing, "" where there are none."""
        names = text.listed(self.alone)
        return "; ".join(text(obstacle, names=names) for obstacle in self.obstacles)

    def words(self, text: Text) -> str:
        """The line as a person reads it."""
        if self.obstacles:
            return text("Not comparable: {reasons}.", reasons=self.reasons(text))
        return " ".join([_common(self, text), *_limits(self, text), _who(self, text)])

    def terms(self, text: Text, *, common: bool = False) -> str:
        """The line without dates and people, for a table that has them in columns; `common` adds the indicators."""
        if self.obstacles:
            return self.words(text)
        first = _common(self, text) if common else text(SAME_RULES)
        return " ".join([first, *_limits(self, text)])


def comparability(first: Side, second: Side) -> Comparability:
    """The comparability line of two results (docs/methods.md, section 6)."""
    codes, sides = common_codes(first, second), (first, second)
    alone = tuple(one.name for one in sides if any(x.one_person for x in one.scores.values()))
    return Comparability(
        versions=(first.framework.version, second.framework.version),
        common=len(codes),
        asked=(len(first.asked), len(second.asked)),
        dates=(first.date, second.date),
        people=(first.people, second.people),
        departments=(first.departments, second.departments),
        merged=(first.merged, second.merged),
        same_weights=_alike(*(_weights(side.framework, codes) for side in sides)),
        left_out=(first.left_out, second.left_out),
        obstacles=(*_obstacles(first, second, codes), *([ONE_PERSON] if alone else [])),
        alone=alone,
    )


def common_codes(first: Side, second: Side) -> list[str]:
    """The indicators asked in both that mean the same, in the order of the second."""
    common = first.asked & second.asked & second.framework.comparable_with(first.framework)
    return [i.code for i in second.framework.root.indicators() if i.code in common]


def _obstacles(first: Side, second: Side, codes: list[str]) -> Iterator[str]:
    if first.framework.id != second.framework.id:
        yield OTHER_FRAMEWORK
    elif not codes:
        same = first.framework.version == second.framework.version
        yield NOTHING_COMMON if same else OTHER_MEANING
    elif not _alike(*(_rules(side.framework, codes) for side in (first, second))):
        yield OTHER_RULE
    if first.missing != second.missing:
        yield OTHER_MISSING
    if first.city_rule != second.city_rule:
        yield OTHER_COUNTING


def _common(line: Comparability, text: Text) -> str:
    """How many of the indicators both asked."""
    most = max(line.asked)
    if line.common < most:
        return text(
            "Comparable: {common} of {asked} indicators were asked in both and scored by the same rules.",
            common=line.common,
            asked=most,
        )
    return text.plural(
        "Comparable: {n} indicator was asked in both and scored by the same rules.",
        "Comparable: all {n} indicators were asked in both and scored by the same rules.",
        most,
    )


def _limits(line: Comparability, text: Text) -> Iterator[str]:
    """Where the two differ, and what is compared for that."""
    first, second = line.versions
    if first != second:
        yield text(
            "They use versions {first} and {second} of the framework: only indicators with the "
            "same meaning in both are compared.",
            first=first,
            second=second,
        )
    if not line.same_weights:
        yield text("Their weights differ: those of the second are used for both.")
    for code in dict.fromkeys(filter(None, line.left_out)):
        if line.left_out[0] == line.left_out[1]:
            yield text("Both leave out the theme {theme}.", theme=code)
        else:
            yield text("One of the two leaves out the theme {theme}.", theme=code)


def _who(line: Comparability, text: Text) -> str:
    """When each was held and who took part, once where that is the same."""
    sides = zip(line.dates, line.people, line.departments, line.merged, strict=True)
    said = dict.fromkeys(_took_part(*side, text) for side in sides)
    return text("Took part: {sides}.", sides="; ".join(said))


def _took_part(
    date: datetime.date | None, people: int, departments: int, merged: bool, text: Text
) -> str:
    who = text(
        "{people}, {departments}",
        people=text.plural("{n} person", "{n} people", people),
        departments=_units(departments, text, merged=merged),
    )
    return who if date is None else text("{people} ({date})", people=who, date=text.date(date))


def _units(count: int, text: Text, *, merged: bool) -> str:
    if merged:
        return text.plural("in {n} group of departments", "in {n} groups of departments", count)
    return text.plural("{n} department", "{n} departments", count)


#: a fact of each node by its code, and one of the whole way up from each indicator
Facts = tuple[Mapping[str, object], Mapping[str, object]]


def _alike(first: Facts, second: Facts) -> bool:
    """Whether the nodes that both have, and the ways up from the indicators, are the same in both.

    A theme that only one has, such as one that was added, removed or renamed, tells by the ways alone.
    """
    return first[1] == second[1] and all(
        second[0].get(code, fact) == fact for code, fact in first[0].items()
    )


def _rules(framework: Framework, codes: Sequence[str]) -> Facts:
    """Return the rules of all themes above these indicators, and by indicator the set of rules of its themes."""
    above = list(_above(framework.root, codes))
    rules = {theme.code: theme.rule for _, way in above for theme in way}
    return rules, {indicator.code: {theme.rule for theme in way} for indicator, way in above}


def _weights(framework: Framework, codes: Sequence[str]) -> Facts:
    """The weights of these indicators and the themes above, and their product on each way up."""
    above = list(_above(framework.root, codes))
    weights = {theme.code: theme.weight for _, way in above for theme in way}
    weights |= {indicator.code: indicator.weight for indicator, _ in above}
    return weights, {i.code: i.weight * prod(theme.weight for theme in way) for i, way in above}


def _above(
    theme: Theme, codes: Sequence[str], way: tuple[Theme, ...] = ()
) -> Iterator[tuple[Indicator, tuple[Theme, ...]]]:
    """Each of these indicators with the themes above it, from the top."""
    for child in theme.children:
        if isinstance(child, Theme):
            yield from _above(child, codes, (*way, theme))
        elif child.code in codes:
            yield child, (*way, theme)
