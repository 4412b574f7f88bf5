"""The shape of the files as they are written: what pydantic checks before anything is built."""

from typing import Any, Literal, Self, get_args, get_origin

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ModelWrapValidatorHandler,
    PrivateAttr,
    ValidationError,
    ValidationInfo,
    model_validator,
)

from resilience.framework.rules import Rule

#: validation context in which faulty blocks are read as far as they can be
SALVAGE = "salvage"


class Raw(BaseModel):
    """A block of a file: unknown keys are faults, numbers are not taken for text."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)
    _unread: frozenset[str] = PrivateAttr(default=frozenset())

    def reads(self, *fields: str) -> bool:
        """Return whether these fields (all, if none is named) are unchanged from the file.

        Always, but in a salvaged block, where a field that is faulty has a stand-in of which
        nothing more can be said.
        """
        return self._unread.isdisjoint(fields) if fields else not self._unread

    @model_validator(mode="wrap")
    @classmethod
    def _salvage(
        cls, data: Any, handler: ModelWrapValidatorHandler[Self], info: ValidationInfo
    ) -> Self:
        if info.context != SALVAGE:
            return handler(data)
        fields, data = cls.model_fields, data if isinstance(data, dict) else {}
        given = {key: value for key, value in data.items() if key in fields}
        unread = set(fields) - set(given) if len(given) < len(data) else set()
        try:
            block = handler(given)
        except ValidationError as error:
            unread |= {str(fault["loc"][0]) for fault in error.errors()}
            kept = {key: value for key, value in given.items() if key not in unread}
            needed = [key for key in unread if fields[key].is_required()]
            block = handler(kept | {key: _stand_in(fields[key].annotation) for key in needed})
        block._unread = frozenset(unread)
        return block


def _stand_in(kind: Any) -> Any:
    """What validates in the place of a required field: a word, one of the choices, or nothing."""
    if kind is str:
        return "not-readable"
    if get_origin(kind) is list:
        return []
    return next((choice for choice in get_args(kind) if isinstance(choice, str)), {})


class RawScale(Raw):
    """Either `levels` or `values` (with `points`), or `worst` and `best`."""

    levels: int | None = Field(default=None, ge=2, le=11)
    values: list[float] | None = Field(default=None, min_length=2, max_length=11)
    points: list[float] | None = None
    worst: float | None = None
    best: float | None = None
    clip: bool = True
    unit: str = ""
    log: bool = False


class RawReference(Raw):
    """A pointer into another catalogue."""

    scheme: str
    key: str
    match: Literal["exact", "related"]


class RawIndicator(Raw):
    """One question with its place in the scorecard."""

    code: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=24)
    weight: float = Field(default=1, ge=0)
    tier: Literal["quick", "full"] = "full"
    scale: RawScale | None = None
    departments: list[str] = []
    hazards: list[str] = []
    references: list[RawReference] = []
    sources: list[str] = []


class RawTheme(Raw):
    """A branch with themes or indicators below it."""

    code: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$", max_length=24)
    weight: float = Field(default=1, ge=0)
    rule: Rule = "mean"
    references: list[RawReference] = []
    themes: list["RawTheme"] = []
    indicators: list[RawIndicator] = []


class RawFramework(Raw):
    """framework.yaml: structure, scale, weights and references; no words for people."""

    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$", max_length=60)
    version: str
    licence: str
    publisher: str
    code: str = "overall"
    rule: Rule = "mean"
    threshold: float = Field(default=2 / 3, ge=0, le=1)
    scale: RawScale
    #: ignored: files before version 2 said how long a tier takes, which is computed now
    minutes: Any = None
    comparable: dict[str, list[str]] = {}
    basis: dict[str, str] = {}
    themes: list[RawTheme]


class RawThemeText(Raw):
    """The words of a theme."""

    title: str = Field(min_length=1)
    summary: str = ""


class RawIndicatorText(Raw):
    """The words of an indicator, a sentence per level; `reviewed` names who signed them off, their role and the date."""

    title: str = Field(min_length=1)
    question: str = ""
    why: str = ""
    evidence: str = ""
    levels: list[str] = []
    reviewed: str = ""


class RawText(Raw):
    """text.<language>.yaml: all words of one language.

    `question` and `levels` are those of indicators that have none of their own; `reviewed` says by
    whom and when all of them were signed off.
    """

    language: str
    title: str = Field(min_length=1)
    summary: str = ""
    reviewed: str = ""
    question: str = ""
    levels: list[str] = []
    themes: dict[str, RawThemeText]
    indicators: dict[str, RawIndicatorText]
