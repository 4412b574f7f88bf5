"""`Method`: how answers become numbers, as a value that files and screens carry with a result."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import get_args

from resilience.errors import InputError
from resilience.framework import Framework, Rule
from resilience.scoring.scores.leaf import CityRule, Missing
from resilience.scoring.scores.what_if import with_rule, with_weights, without

#: goes up whenever the same answers would give other numbers; kept with every sign-off
METHOD_VERSION = "4"


@dataclass(frozen=True, slots=True)
class Method:
    """Differences from the published framework; the defaults differ in nothing.

    `rule` replaces the rule of every node, `weights` those of the codes named, `left_out` is a theme
    that is not counted, `missing` says what an unanswered indicator counts as, `city_rule` whether
    departments or people count once. Raises `InputError` for a word that none of these has.
    """

    rule: Rule | None = None
    weights: Mapping[str, float] = field(default_factory=dict)
    left_out: str | None = None
    missing: Missing = "skip"
    city_rule: CityRule = "departments"

    def __post_init__(self) -> None:
        for name, words in (("rule", Rule), ("missing", Missing), ("city_rule", CityRule)):
            found, known = getattr(self, name), get_args(words)
            if found not in known and not (name == "rule" and found is None):
                raise InputError(
                    "{name} is {found}, not one of {known}.",
                    name=name,
                    found=repr(found),
                    known=", ".join(known),
                )

    def applied(self, framework: Framework) -> Framework:
        """The framework to score with; raises `InputError` for what does not fit it."""
        changed = with_weights(framework, self.weights)
        if self.rule is not None:
            changed = with_rule(changed, self.rule)
        return changed if self.left_out is None else without(changed, self.left_out)
