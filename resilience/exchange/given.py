"""Input to be scored: individual answers, or the counts of a workshop."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from resilience.errors import Fault, Sentence
from resilience.exchange.columns import grouped
from resilience.exchange.counts import is_counts, read_counts
from resilience.exchange.inputs import framework_mark
from resilience.exchange.latest_counts import latest
from resilience.exchange.responses import STATES, Responses, read_responses
from resilience.exchange.rows import finite, header_of
from resilience.framework import Framework
from resilience.scoring import Agreed, CityRule, Tallies, Tally, build_tallies
from resilience.scoring.arrays import Counts
from resilience.scoring.counting.tally import some_units, tally_answers
from resilience.scoring.scores.leaf import one_city


@dataclass(frozen=True, slots=True)
class ScoringInput:
    """The tallies of all units, the agreed levels, and the framework with the weights of the file.

    `units` are the names of what is scored; `owner` (departments,) numbers the unit of each department of
    `tallies`, those of a unit side by side. `notes` are messages to print next to the scores.
    """

    framework: Framework
    units: tuple[str, ...]
    tallies: Tallies
    owner: Counts
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    city_rule: CityRule = "departments"
    notes: tuple[Fault, ...] = ()

    @property
    def city_owner(self) -> Counts:
        """As `owner`, of the tallies from which whole units are scored."""
        return self.owner if self.tallies.of_city is None else one_city(self.tallies.of_city)

    def of_unit(self, number: int) -> Tallies:
        """The tallies of one unit."""
        if len(self.units) == 1:
            return self.tallies
        start, end = np.searchsorted(self.owner, [number, number + 1]).tolist()
        return some_units(self.tallies, slice(start, end))


def read_given(text: str, framework: Framework, name: str) -> ScoringInput:
    """Read a CSV of responses or of counts; raises `Faults` as the readers of both do."""
    if is_counts(header_of(text)):
        return _read_counts(text, framework, name)
    return given_responses(read_responses(text, framework), framework)


def given_responses(found: Responses, framework: Framework) -> ScoringInput:
    """The input of responses that were read with this framework."""
    tallies, owner = _tallies(found, framework)
    return ScoringInput(framework, tuple(found.unit.texts), tallies, owner, notes=found.together)


def _tallies(found: Responses, framework: Framework) -> tuple[Tallies, Counts]:
    """The tallies of all departments, those of a unit side by side, and the unit (departments,) of each.

    Who took part: those with a level, N/A or don't know; only blanks are nobody.
    """
    spoke = np.flatnonzero(found.answer.where(bool))
    place, first = grouped(found.department.numbers[spoke])
    owner = found.unit.numbers[spoke[first]]
    order = np.argsort(owner, kind="stable")
    place = np.argsort(order)[place]
    _, once = grouped(found.participant.numbers[spoke])
    people = np.bincount(place[once], minlength=len(order))
    by_code = dict(_tallied(found, framework, spoke, place, len(order)))
    names = tuple(found.department.at(spoke[first[order]]))
    return Tallies(names, people, people, by_code), owner[order]


def _tallied(
    found: Responses, framework: Framework, spoke: Counts, place: Counts, units: int
) -> Iterator[tuple[str, Tally]]:
    """The tally of each indicator from the rows that `spoke`, each in the unit of its `place`."""
    states = np.array(
        [text if text in STATES else "level" for text in found.answer.texts], dtype=np.str_
    )
    levels = np.array([finite(text) or 0.0 for text in found.answer.texts])
    answers, codes = found.answer.numbers[spoke], found.indicator.numbers[spoke]
    order = np.argsort(codes, kind="stable")
    ends = np.searchsorted(codes[order], np.arange(len(found.indicator.texts) + 1))
    parts = dict(zip(found.indicator.texts, pairwise(ends.tolist()), strict=True))
    for indicator in framework.root.indicators():
        start, end = parts.get(indicator.code, (0, 0))
        here = order[start:end]
        yield (
            indicator.code,
            tally_answers(
                indicator, units, place[here], states[answers[here]], levels[answers[here]]
            ),
        )


def _read_counts(text: str, framework: Framework, name: str) -> ScoringInput:
    found = read_counts(text, framework)
    if not found.votes:
        none = build_tallies((), {}, [])
        return ScoringInput(framework, (), none, one_city(none))
    inputs, notes = found.inputs, []
    tallies = latest(found.votes, framework)
    owner = one_city(tallies)
    if inputs is None:
        said = Sentence(
            "agreed levels and adopted weights are not in this file, so the overall may differ "
            "from the workshop's. Export it again to include them."
        )
        return ScoringInput(framework, (name,), tallies, owner, notes=(Fault((name,), said),))
    if inputs.framework and inputs.framework != framework_mark(framework):
        said = Sentence(
            "these counts were scored with another framework or version ({other}), so scores may "
            "differ from the workshop's.",
            other=inputs.framework,
        )
        notes.append(Fault((name,), said))
    return ScoringInput(
        inputs.applied(framework),
        (inputs.city or name,),
        tallies,
        owner,
        inputs.agreed,
        inputs.city_rule,
        tuple(notes),
    )
