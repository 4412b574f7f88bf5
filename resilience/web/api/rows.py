"""The rows of each table of the interface: what is written and what the description says of it."""

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from resilience.scoring.scores.score import State

Kind = Annotated[
    Literal["overall", "theme", "indicator"], Field(description="What the code names.")
]
Code = Annotated[
    str, Field(description="Code of the theme or indicator; that of the framework for the overall.")
]
Title = Annotated[str, Field(description="Name of the code in the language of the request.")]
Percent = Annotated[float, Field(ge=0, le=100)]
Share = Annotated[float, Field(ge=0, le=1)]
Count = Annotated[int, Field(ge=0)]
ScoreFigure = Annotated[
    float | None,
    Field(description="0 to 100, or points out of `maximum`; empty where there is no score."),
]


class ApiRow(BaseModel):
    """A row of a table: all of its columns are always there."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FrameworkRow(ApiRow):
    """A version of a framework that this installation has."""

    id: str
    version: str
    sha256: str = Field(description="Hash of its content: equal hashes ask and score the same.")
    title: str
    licence: str
    publisher: str
    languages: str = Field(description="Codes of its languages, separated by spaces.")
    themes: Count
    indicators: Count
    offered: bool = Field(description="Whether new workshops can choose it.")


class FrameworkPartRow(ApiRow):
    """The overall, a theme or an indicator of a framework."""

    code: Code
    kind: Kind
    parent: str | None = Field(description="Code of the theme above; empty for the overall.")
    title: Title
    weight: float = Field(description="Relative to the weights of its siblings.")
    rule: str | None = Field(description="How a theme is scored; empty for indicators.")
    tier: Literal["quick", "full"] | None = Field(
        description="“quick”: asked in both tiers; empty for themes."
    )
    question: str | None
    top_level: Count | None = Field(
        description="Highest level, where 0 is the lowest; empty for themes and measured numbers."
    )
    worst: float | None = Field(description="Of a measured number: the value that scores 0.")
    best: float | None = Field(description="Of a measured number: the value that scores 100.")
    unit: str | None = Field(description="Unit of a measured number.")


class WorkshopRow(ApiRow):
    """A workshop that the token may read. It has results while `shown` is true."""

    code: str
    city: str
    country: str
    date: datetime.date
    phase: Literal["preparing", "rehearsal", "voting", "vote closed", "revealed", "closed"]
    shown: bool = Field(description="Whether its result can be read now.")
    framework: str
    framework_version: str
    tier: str
    language: str
    timezone: str
    smallest_group: Count = Field(
        description="Smallest group shown; 0 for a workshop without small-group protection."
    )
    invented: bool = Field(description="Whether the city does not exist (the demo).")


class CityScoreRow(ApiRow):
    """A score of the city, with its range and what it is based on."""

    code: Code
    kind: Kind
    theme: str | None = Field(description="Code of an indicator's theme.")
    title: Title
    state: State
    score: ScoreFigure
    low: float | None = Field(description="The score if all unanswered indicators turn out worst.")
    high: float | None = Field(description="The score if all unanswered indicators turn out best.")
    maximum: float | None = Field(description="What the score is out of.")
    coverage: Share | None = Field(description="Share of what applies that was answered.")
    reach: Share | None = Field(description="Share of the people who could answer.")
    departments: Share | None = Field(description="Share of the departments that could answer.")
    level: Count | None = Field(description="Shown answers with a level or number.")
    na: Count | None = Field(description="Shown answers “not applicable”.")
    dk: Count | None = Field(description="Shown answers “don't know”.")
    blank: Count | None = Field(description="No answer, or one that is not shown.")
    target: Percent | None = Field(description="Target of the workshop, if it set one.")
    later_vote: Count | None = Field(
        description="Number of the later vote that an indicator's figures are from."
    )


class UnitScoreRow(ApiRow):
    """A score of a department or group; small ones are merged or left out."""

    unit: str = Field(description="Name as in the counts, not translated.")
    code: Code
    kind: Kind
    title: Title
    score: ScoreFigure


class AnswerCountRow(ApiRow):
    """A count of answers, or another input of the scores (rows without a vote)."""

    round: Count | None = Field(description="Number of the vote.")
    unit: str | None = Field(
        description="Department or group as counted; empty for answers that count for the city "
        "and for no single one."
    )
    indicator: str | None = Field(
        description="Code of an indicator, or of a weight's or rule's node."
    )
    answer: str = Field(
        description="A level, “number”, “na”, “dk”, or “room” for who took part; in rows without "
        "a vote the kind of input."
    )
    answers: Count | None
    people: Count | None
    total: float | None = Field(description="Sum over people of the score of a measured number.")
    squares: float | None = Field(description="Sum over people of its square.")
    value: str | None = Field(description="The input, in rows without a vote.")


class AgreedRow(ApiRow):
    """What the room agreed on an indicator."""

    indicator: str
    title: Title
    outcome: Literal["level", "number", "na", "both"] = Field(
        description="“na”: not applicable; “both”: both views were recorded."
    )
    level: float | None = Field(description="The level or measured number.")
    reason: str


class VoteRow(ApiRow):
    """The result of one vote on an indicator, before any level that the room agreed.

    Each person counts once here, so that votes can be compared.
    """

    indicator: str
    title: Title
    vote: Count
    answers: Count | None = Field(description="Empty, like all figures, if the vote is not shown.")
    score: Percent | None
    middle_low: float | None = Field(description="Lower of the two middle answers (levels).")
    middle_high: float | None = Field(
        description="Upper of the two middle answers; often the same."
    )
    agreement: Share | None = Field(description="1: all gave the same level.")
    shift: Share | None = Field(
        description="Share of the people who changed their level since the vote before, at least."
    )


class StepRow(ApiRow):
    """A step of an action."""

    what: str
    by_when: datetime.date | None
    done: bool


class PlannedActionRow(ApiRow):
    """An action that the workshop planned."""

    id: int
    indicator: str
    title: Title
    what: str
    department: str
    by_when: datetime.date | None = Field(
        description="An action is overdue from the next day until it is done or dropped."
    )
    cost: Literal["low", "medium", "high"] | None
    state: Literal["open", "under way", "done", "dropped"]
    note: str = Field(description="Progress, or what became of it.")
    vote: Literal["voting", "unshown", "nobody", "room", "few", "voted"] = Field(
        description="How far the vote on feasibility is; only “voted” has figures."
    )
    feasibility: Share | None
    people: Count | None = Field(description="People who voted on feasibility.")
    suggested: bool = Field(description="Whether it is suggested to later workshops of the city.")
    also: tuple[str, ...] = Field(description="Codes of further indicators that it is about.")
    contact: str = Field(description="A function, such as head of drainage.")
    partners: str
    starts: datetime.date | None
    budget: float | None = Field(description="In the currency: a number of at most 15 digits.")
    currency: str
    source: str = Field(description="Where the money of the budget comes from.")
    steps: tuple[StepRow, ...]
    links: tuple[str, ...] = Field(description="Web addresses (https) of evidence.")


class PeerScoreRow(ApiRow):
    """A score of a proposed peer city and this city's, on the indicators for which all of them have a score.

    A peer that cannot be compared has one row, without a code.
    """

    city: str
    country: str
    date: datetime.date | None
    framework: str
    framework_version: str
    source: str
    comparable: bool
    obstacles: str = Field(description="Why it cannot be compared; empty where it can.")
    code: str | None
    kind: Kind | None
    title: str | None
    score: float | None
    own_score: float | None = Field(description="The score of this city on the same indicators.")
    against_median: float | None = Field(
        description="Points of this city minus the median of all peers."
    )


class NetworkSpreadRow(ApiRow):
    """How the scores of all comparable cities are distributed; empty for fewer than five cities."""

    framework: str
    framework_version: str
    code: Code
    kind: Kind
    title: Title
    cities: Count
    tenth: Percent | None
    quarter: Percent | None
    median: Percent | None
    three_quarters: Percent | None
    nine_tenths: Percent | None
    own_city: str | None = Field(
        description="City of the token, if it reads a single city that takes part."
    )
    own_score: float | None
    rank_first: Count | None = Field(
        description="Best likely rank of the overall score of `own_city`."
    )
    rank_last: Count | None = Field(description="Worst likely rank.")


class NetworkCityRow(ApiRow):
    """A city that takes part in the network; cities are listed by name, never by score."""

    framework: str
    framework_version: str
    city: str
    country: str
    date: datetime.date | None
    people: Count
    departments: Count
    indicators: Count = Field(description="Number of indicators that it asked.")
    comparable: bool = Field(description="Whether it is in the distribution of `/network`.")
