"""All tables of the interface: the address, what is there, and its rows."""

from dataclasses import dataclass

from resilience.web.api.rows import (
    AgreedRow,
    AnswerCountRow,
    ApiRow,
    CityScoreRow,
    FrameworkPartRow,
    FrameworkRow,
    NetworkCityRow,
    NetworkSpreadRow,
    PeerScoreRow,
    PlannedActionRow,
    UnitScoreRow,
    VoteRow,
    WorkshopRow,
)

ROOT = "/api/v1"
WORKSHOP = "/workshops/{code}"


@dataclass(frozen=True, slots=True)
class ApiPath:
    """An address below `ROOT`. Long lists are `paged`; `by_framework`: the query may name a framework."""

    path: str
    summary: str
    row: type[ApiRow]
    paged: bool = False
    by_framework: bool = False


PATHS = (
    ApiPath("/frameworks", "Frameworks", FrameworkRow),
    ApiPath(
        "/frameworks/{framework}/{version}",
        "Themes and indicators of a framework",
        FrameworkPartRow,
    ),
    ApiPath(
        "/workshops",
        "Workshops that the token may read",
        WorkshopRow,
        paged=True,
    ),
    ApiPath(
        f"{WORKSHOP}/scores",
        "Scores of the city, with ranges and coverage",
        CityScoreRow,
    ),
    ApiPath(
        f"{WORKSHOP}/units",
        "Scores of departments or groups",
        UnitScoreRow,
    ),
    ApiPath(
        f"{WORKSHOP}/counts",
        "Counts of every vote, and the other inputs of the scores",
        AnswerCountRow,
    ),
    ApiPath(f"{WORKSHOP}/agreed", "Agreed levels", AgreedRow),
    ApiPath(f"{WORKSHOP}/votes", "Results vote by vote", VoteRow),
    ApiPath(f"{WORKSHOP}/actions", "Planned actions", PlannedActionRow),
    ApiPath(f"{WORKSHOP}/peers", "Scores of peer cities", PeerScoreRow),
    ApiPath(
        "/network",
        "Distribution of scores over all cities that take part",
        NetworkSpreadRow,
    ),
    ApiPath(
        "/network/cities",
        "Cities that take part",
        NetworkCityRow,
        paged=True,
        by_framework=True,
    ),
)
