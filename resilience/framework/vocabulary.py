"""Fixed lists that frameworks and city profiles share; the words are text keys."""

from string import ascii_lowercase

from resilience.text import mark

#: people that one table may answer for
LARGEST_TABLE = 50
#: characters of a comment or of evidence
LONGEST_REMARK = 4000
#: hazards that a city may face
HAZARDS: dict[str, str] = {
    "flood": mark("Flood"),
    "pluvial": mark("Street flooding from heavy rain"),
    "storm-surge": mark("Storm surge"),
    "typhoon": mark("Typhoon or hurricane"),
    "earthquake": mark("Earthquake"),
    "tsunami": mark("Tsunami"),
    "landslide": mark("Landslide"),
    "volcano": mark("Volcanic eruption"),
    "drought": mark("Drought"),
    "water-shortage": mark("Water shortage"),
    "heat": mark("Extreme heat"),
    "cold": mark("Extreme cold, snow and ice"),
    "wildfire": mark("Wildfire"),
    "epidemic": mark("Epidemic"),
    "industrial": mark("Industrial accident"),
    "natech": mark("Industrial accident caused by a natural hazard"),
}

#: departments that may know an indicator
DEPARTMENTS: dict[str, str] = {
    "housing": mark("Housing"),
    "construction": mark("Construction"),
    "water": mark("Water"),
    "emergency": mark("Emergency management"),
    "utilities": mark("Urban utilities"),
    "civil-affairs": mark("Civil affairs"),
    "planning": mark("Planning"),
    "environment": mark("Environment"),
    "health": mark("Health"),
    "transport": mark("Transport"),
    "finance": mark("Finance"),
    "education": mark("Education"),
    "communications": mark("Telecommunications"),
    "meteorology": mark("Meteorology"),
    "parks": mark("Parks and landscape"),
    "economy": mark("Economy"),
    "digital": mark("Digital services"),
    "personnel": mark("Personnel"),
    "foreign-affairs": mark("Foreign affairs"),
    "fire-police": mark("Fire and police"),
    "public-relations": mark("Public relations"),
}

#: the departments of the workshop in Zhuhai, which the demo has
USUAL_DEPARTMENTS = ("housing", "construction", "water", "emergency", "utilities", "civil-affairs")

#: what `basis` says of references that were written without the text at hand
FROM_MEMORY = "from memory"

#: catalogues that a reference may point into
SCHEMES: dict[str, str] = {
    "UNDRR-P": mark("UNDRR Disaster Resilience Scorecard for Cities, preliminary level"),
    "ISO37123": mark("ISO 37123, indicators for resilient cities"),
    "SDG": mark("Sustainable Development Goals"),
    "SENDAI": mark("Sendai Framework, targets A to G"),
    "IUCN-NBS": mark("IUCN Global Standard for Nature-based Solutions, criteria 1 to 8"),
    "CRI": mark("City Resilience Index, goals 1 to 12"),
    "SINGAPORE": mark("Singapore Index on Cities' Biodiversity (2021), indicators 1 to 28"),
    "GBT40947": mark("GB/T 40947-2021, evaluation of safe and resilient cities (China)"),
    "JP-KOKUDO": mark("Fundamental Plan for National Resilience (Japan, 2023), goals 1 to 6"),
    "KR-VULN": mark("Urban climate disaster vulnerability analysis (Korea), six hazards"),
}

#: targets of the Sustainable Development Goals: how many have numbers and how many have letters, by goal
_TARGETS = "5+2 5+3 9+4 7+3 6+3 6+2 3+2 10+2 5+3 7+3 7+3 8+3 3+2 7+3 9+3 10+2 19+0"


def _numbers(first: int, last: int) -> frozenset[str]:
    return frozenset(str(number) for number in range(first, last + 1))


def _targets() -> frozenset[str]:
    found: set[str] = set()
    for goal, counts in enumerate(_TARGETS.split(), 1):
        numbers, letters = map(int, counts.split("+"))
        found |= {f"{goal}.{number}" for number in range(1, numbers + 1)}
        found |= {f"{goal}.{letter}" for letter in ascii_lowercase[:letters]}
    return frozenset(found)


#: the parts of each catalogue: Essentials, chapters, targets, criteria, goals, indicators or hazards
SCHEME_PARTS: dict[str, frozenset[str]] = {
    "UNDRR-P": _numbers(1, 10),
    "ISO37123": _numbers(5, 23),
    "SDG": _targets(),
    "SENDAI": frozenset("ABCDEFG"),
    "IUCN-NBS": _numbers(1, 8),
    "CRI": _numbers(1, 12),
    "SINGAPORE": _numbers(1, 28),
    "GBT40947": frozenset({"城市人员安全韧性", "城市设施安全韧性", "城市管理安全韧性"}),
    "JP-KOKUDO": _numbers(1, 6),
    "KR-VULN": frozenset({"폭우", "폭염", "폭설", "가뭄", "강풍", "해수면상승"}),
}

#: schemes whose keys have the part before a dot: ISO 37123 6.3 is in chapter 6, UNDRR item P8.1 in Essential 8
PARTED = ("UNDRR-P", "ISO37123")
