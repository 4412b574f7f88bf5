"""Input to be scored: individual answers, or the counts of a workshop."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from resilience.errors import Fault, Sentence
from resilience.exchange.counts import is_counts, latest, read_counts
from resilience.exchange.inputs import framework_mark
from resilience.exchange.responses import read_responses, tallies_by_unit
from resilience.exchange.rows import header_of
from resilience.framework import Framework
from resilience.scoring import Agreed, CityRule, Tallies


@dataclass(frozen=True, slots=True)
class ScoringInput:
    """The tallies of each unit, the agreed levels, and the framework with the weights of the file.

    `notes` are messages to print next to the scores.
    """

    framework: Framework
    tallies: Mapping[str, Tallies]
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    city_rule: CityRule = "departments"
    notes: tuple[Fault, ...] = ()


def read_given(text: str, framework: Framework, name: str) -> ScoringInput:
    """Read a CSV of responses or of counts; raises `Faults` as the readers of both do."""
    if is_counts(header_of(text)):
        return _counted(text, framework, name)
    found = read_responses(text, framework)
    tallies = tallies_by_unit(found.answers, framework)
    return ScoringInput(framework, tallies, notes=found.together)


def _counted(text: str, framework: Framework, name: str) -> ScoringInput:
    found = read_counts(text, framework)
    if not found.votes:
        return ScoringInput(framework, {})
    inputs, notes = found.inputs, []
    tallies = latest(found.votes, framework)
    if inputs is None:
        said = Sentence(
            "agreed levels and adopted weights are not in this file, so the overall may differ from "
            "the workshop's. Export it again to have them."
        )
        return ScoringInput(framework, {name: tallies}, notes=(Fault((name,), said),))
    if inputs.framework and inputs.framework != framework_mark(framework):
        said = Sentence(
            "these counts were scored with another framework or version ({other}), so scores may "
            "differ from the workshop's.",
            other=inputs.framework,
        )
        notes.append(Fault((name,), said))
    return ScoringInput(
        inputs.applied(framework),
        {inputs.city or name: tallies},
        inputs.agreed,
        inputs.city_rule,
        tuple(notes),
    )
