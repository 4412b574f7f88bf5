"""The inputs of a workshop's scores besides its counts: agreed levels, weights, rules, the framework."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from resilience.errors import Fault, Sentence
from resilience.exchange.inert import quoted, unquoted
from resilience.exchange.responses import off_scale
from resilience.exchange.rows import finite, in_row, whole
from resilience.framework import Framework, Indicator, Rule, Theme
from resilience.framework.rules import RULES
from resilience.scoring import Agreed, CityRule
from resilience.scoring.scores.what_if import with_rules, with_weights

#: kinds of a row of inputs, in its column `answer`; the column `value` has the content
CITY, FRAMEWORK, CITY_RULE, RULE, WEIGHT, AGREED, LATER = KINDS = (
    "city",
    "framework",
    "city rule",
    "rule",
    "weight",
    "agreed",
    "later",
)
OUTCOMES: tuple[Literal["na"], Literal["both"]] = ("na", "both")
#: a row of inputs: its number in the file, the code it applies to, its kind, and its value
InputRow = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True)
class Inputs:
    """The city, the hash of its framework, and what was agreed; `agreed` by indicator code.

    `weights` and `rules` are those used for scoring the workshop, by the code of a node. `later` has, by indicator,
    the number of the vote of the whole room that gives the city's figures, in which those by unit are of an
    earlier vote.
    """

    city: str = ""
    framework: str = ""
    city_rule: CityRule = "departments"
    rules: Mapping[str, Rule] = field(default_factory=dict)
    weights: Mapping[str, float] = field(default_factory=dict)
    agreed: Mapping[str, Agreed] = field(default_factory=dict)
    later: Mapping[str, int] = field(default_factory=dict)

    def applied(self, framework: Framework) -> Framework:
        """The framework with these weights and rules."""
        return with_rules(with_weights(framework, self.weights), self.rules)


def inputs_of(framework: Framework, city: str, agreed: Mapping[str, Agreed]) -> Inputs:
    """The inputs of a result; `framework` is the one used for scoring it."""
    nodes = list(framework.root.nodes())
    return Inputs(
        city=city,
        framework=framework_mark(framework),
        rules={node.code: node.rule for node in nodes if isinstance(node, Theme)},
        weights={node.code: node.weight for node in nodes[1:]},
        agreed=agreed,
    )


def framework_mark(framework: Framework) -> str:
    """Id, version and hash of a framework's files."""
    return f"{framework.id} {framework.version} {framework.sha256}".strip()


def input_rows(inputs: Inputs) -> Iterator[tuple[str, str, str]]:
    """Code, kind and value of each row of a file from which `read_inputs` reads the same."""
    yield "", CITY, quoted(inputs.city)
    yield "", FRAMEWORK, inputs.framework
    yield "", CITY_RULE, inputs.city_rule
    yield from ((code, RULE, rule) for code, rule in inputs.rules.items())
    yield from ((code, WEIGHT, repr(float(weight))) for code, weight in inputs.weights.items())
    for code, agreed in inputs.agreed.items():
        yield code, AGREED, agreed.outcome if agreed.level is None else repr(float(agreed.level))
    yield from ((code, LATER, str(number)) for code, number in inputs.later.items())


def read_inputs(rows: Sequence[InputRow], framework: Framework) -> tuple[Inputs, list[Fault]]:
    """Read the inputs in the rows of a file, with the errors in them."""
    nodes = {node.code: node for node in framework.root.nodes()}
    faults: list[Fault] = []
    seen: set[tuple[str, str]] = set()
    for row, code, kind, value in rows:
        said = _wrong(kind, value, nodes.get(code), code)
        if (code, kind) in seen:
            said = Sentence("found {kind} a second time, expected it once.", kind=kind)
        seen.add((code, kind))
        if said:
            faults.append(Fault((in_row(row), *([code] if code else [])), said))
    return (Inputs(), faults) if faults else (_inputs(rows), [])


def _wrong(kind: str, value: str, node: Theme | Indicator | None, code: str) -> Sentence | None:
    """The error in a row."""
    of_file = {CITY: None, FRAMEWORK: None, CITY_RULE: get_args(CityRule)}
    if kind in of_file:
        possible = of_file[kind]
        return _one_of(value, possible) if possible and value not in possible else None
    if node is None or (kind in (AGREED, LATER)) > isinstance(node, Indicator):
        return Sentence("found the unknown code {code} for {kind}.", code=code, kind=kind)
    if kind == AGREED and isinstance(node, Indicator):
        bad = not value or value == "dk" or off_scale(value, node.scale)
        return (
            _one_of(value, ("a level of the scale", *OUTCOMES)) if bad and value != "both" else None
        )
    if kind == LATER:
        return None if whole(value) else _one_of(value, ("a vote number",))
    if kind == RULE:
        rules = list(RULES)
        return None if value in rules and isinstance(node, Theme) else _one_of(value, rules)
    weight = finite(value)
    return (
        None if weight is not None and weight >= 0 else _one_of(value, ("a number of 0 or more",))
    )


def _one_of(found: str, possible: Sequence[str]) -> Sentence:
    return Sentence(
        "found {found}, expected {possible}.", found=repr(found), possible=", ".join(possible)
    )


def _inputs(rows: Sequence[InputRow]) -> Inputs:
    held: dict[str, dict[str, str]] = {kind: {} for kind in KINDS}
    for _, code, kind, value in rows:
        held[kind][code] = value
    rules: dict[str, Rule] = {rule: rule for rule in RULES}
    people = held[CITY_RULE].get("") == "people"
    return Inputs(
        city=unquoted(held[CITY].get("", "")),
        framework=held[FRAMEWORK].get("", ""),
        city_rule="people" if people else "departments",
        rules={code: rules[rule] for code, rule in held[RULE].items()},
        weights={code: float(weight) for code, weight in held[WEIGHT].items()},
        agreed={code: _agreed(value) for code, value in held[AGREED].items()},
        later={code: int(value) for code, value in held[LATER].items()},
    )


def _agreed(value: str) -> Agreed:
    for outcome in OUTCOMES:
        if value == outcome:
            return Agreed(outcome)
    return Agreed("level", float(value))
