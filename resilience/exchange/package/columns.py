"""The two tables of a data package: their columns, and in words why a cell may be empty."""

from dataclasses import dataclass, field
from typing import Any

#: the value of the column `score` if there is none, and its meaning
WHY_NO_SCORE = {
    "unanswered": "nobody, or fewer than a fifth of the participants, gave a level",
    "not enough answers": "too little of what lies below is answered",
    "not scored": "nothing below has a weight, or nothing is answered",
    "not applicable": "more than half of those who said so hold it not applicable here",
}
_NO_SCORE = {"": "there is no score"}
_OF_THEMES = {"": "for themes alone, where their rule has one and there is a score"}


@dataclass(frozen=True, slots=True)
class SchemaColumn:
    """A column as Table Schema describes it; `missing` says in words what its empty cells mean."""

    name: str
    type: str
    description: str
    missing: dict[str, str] = field(default_factory=dict)
    constraints: dict[str, Any] = field(default_factory=dict)

    @property
    def schema(self) -> dict[str, Any]:
        """The field of a Table Schema (v2: missing values with their labels)."""
        missing = [{"value": value, "label": label} for value, label in self.missing.items()]
        return {
            "name": self.name,
            "type": self.type,
            "description": self.description,
            **({"missingValues": missing} if missing else {}),
            **({"constraints": self.constraints} if self.constraints else {}),
        }


_COUNT = {"required": True, "minimum": 0}
_NEEDED = {"required": True}
_SHARE = {"minimum": 0, "maximum": 1}

COUNTS = (
    SchemaColumn("indicator", "string", "Code of the indicator", constraints=_NEEDED),
    SchemaColumn(
        "answer",
        "string",
        "A level of the scale (0 is the lowest), number (a measured number), na (not applicable) or "
        "dk (don't know)",
        constraints={"required": True, "pattern": "[0-9]+|number|na|dk"},
    ),
    SchemaColumn("answers", "integer", "Devices that gave this answer", constraints=_COUNT),
    SchemaColumn(
        "people",
        "integer",
        "People behind those devices: a table answers for several",
        {"": "not counted for na and dk"},
        {"minimum": 0},
    ),
    SchemaColumn(
        "total",
        "number",
        "Sum over people of the score 0 to 100 that their measured number has",
        {"": "no measured number"},
    ),
)
#: counts in files of format version 1, which also carried a measure of spread
FIRST_COUNTS = (*COUNTS, SchemaColumn("squares", "number", "", {"": "no measured number"}))

SCORES = (
    SchemaColumn(
        "code", "string", "Code of the node", constraints={"required": True, "unique": True}
    ),
    SchemaColumn(
        "kind",
        "string",
        "overall, theme or indicator",
        constraints={"required": True, "enum": ["overall", "theme", "indicator"]},
    ),
    SchemaColumn(
        "parent", "string", "Code of the node above", {"": "nothing is above the overall"}
    ),
    SchemaColumn("title", "string", "Name in English", constraints=_NEEDED),
    SchemaColumn("weight", "number", "Weight among its siblings", constraints=_COUNT),
    SchemaColumn(
        "score",
        "number",
        "Score 0 to 100; under the rule sum points, up to the column maximum",
        WHY_NO_SCORE,
    ),
    SchemaColumn("low", "number", "Score with every unknown at the lowest level", _NO_SCORE),
    SchemaColumn("high", "number", "Score with every unknown at the highest level", _NO_SCORE),
    SchemaColumn("weak_spot", "number", "Mean that low parts pull down, 0 to 100", _OF_THEMES),
    SchemaColumn("maximum", "number", "The most that the score can be", _NO_SCORE),
    SchemaColumn(
        "points", "number", "Published points", {"": "for answered indicators with points alone"}
    ),
    SchemaColumn(
        "unknown", "integer", "Unanswered indicators below that count", constraints=_COUNT
    ),
    SchemaColumn("one_person", "boolean", "Whether a single device answered", constraints=_NEEDED),
    SchemaColumn(
        "coverage",
        "number",
        "Share of the weight below that is answered",
        {"": "nothing applies"},
        _SHARE,
    ),
    SchemaColumn(
        "reach", "number", "Share of the people who gave a level", {"": "nothing applies"}, _SHARE
    ),
    SchemaColumn(
        "departments",
        "number",
        "Share of the departments that gave a level",
        {"": "nothing applies"},
        _SHARE,
    ),
    SchemaColumn("level", "integer", "Answers with a level or number", constraints=_COUNT),
    SchemaColumn("na", "integer", "Answers not applicable", constraints=_COUNT),
    SchemaColumn("dk", "integer", "Answers don't know", constraints=_COUNT),
    SchemaColumn("blank", "integer", "Devices without an answer", constraints=_COUNT),
    SchemaColumn(
        "agreed",
        "string",
        "What the room settled: level (it replaces the mean), na, or both views recorded",
        {"": "nothing was settled: the votes count"},
        {"enum": ["level", "na", "both"]},
    ),
    SchemaColumn(
        "agreed_level", "number", "The level or number settled", {"": "no level was settled"}
    ),
)
