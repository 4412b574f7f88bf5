"""Invented words that invented peers of the demo city publish: agreed levels with reasons, and actions."""

from resilience.exchange.package import Practice, PracticeAction
from resilience.scoring import Agreed

#: by city and indicator: the level that its room agreed, None where its votes count, and its words
PEER_WORDS: dict[str, dict[str, tuple[int | None, Practice]]] = {
    "Aldmouth": {
        "CRM5": (
            None,
            Practice(
                actions=(
                    PracticeAction(
                        "Put the flood map on the site where residents pay their water bill.",
                        "done",
                        "low",
                    ),
                ),
            ),
        ),
    },
    "Estermar": {
        "NBS1": (
            2,
            Practice(
                "The map covers the estuary and the dunes, three fifths of the area; hill forests "
                "are missing.",
                (
                    PracticeAction(
                        "Map the hill forests with the university: students walk the plots, the "
                        "city checks one in ten.",
                        "under way",
                        "low",
                    ),
                    PracticeAction(
                        "Require every new land-use plan to show the map of natural areas.",
                        "open",
                        "low",
                    ),
                ),
            ),
        ),
    },
    "Fallowick": {
        "NBS1": (
            2,
            Practice(
                "Wetlands and river meadows are mapped for the water they hold; street trees come next.",
                (
                    PracticeAction(
                        "Use the state's laser survey for the first map, and field visits only "
                        "where it is unclear.",
                        "done",
                        "medium",
                    ),
                ),
            ),
        ),
    },
    "Kazenoura": {
        "CRM3": (
            None,
            Practice(
                actions=(
                    PracticeAction(
                        "Pay for a public work only once its design names the projection it used.",
                        "done",
                        "low",
                    ),
                ),
            ),
        ),
        "CRM5": (
            3,
            Practice(
                "All six hazards have a street search, and the tsunami map was reviewed in 2024.",
                (
                    PracticeAction(
                        "Print the map of each block on the back of its evacuation notice.",
                        "done",
                        "medium",
                    ),
                ),
            ),
        ),
        "CRM14": (
            3,
            Practice(
                "The harbour office runs storm and surge models every three years; landslides were "
                "added in 2023.",
                (
                    PracticeAction(
                        "Share one modelling contract with the two neighbouring cities.",
                        "under way",
                        "medium",
                    ),
                ),
            ),
        ),
    },
}


def agreed_of(city: str, codes: set[str]) -> dict[str, Agreed]:
    """The levels that the room of an invented city agreed, among these indicators."""
    return {
        code: Agreed("level", float(level))
        for code, (level, _) in PEER_WORDS.get(city, {}).items()
        if level is not None and code in codes
    }


def practices_in(city: str, codes: set[str]) -> dict[str, Practice]:
    """What an invented city publishes in words, about these indicators."""
    return {code: words for code, (_, words) in PEER_WORDS.get(city, {}).items() if code in codes}
