"""Fixed lists that frameworks and city profiles share; the words are text keys."""

from resilience.text import mark

#: people that one table may answer for
LARGEST_TABLE = 50
#: characters of a comment or of evidence
LONGEST_REMARK = 4000
#: hazards that a city may face
HAZARDS: dict[str, str] = {
    "flood": mark("Flood"),
    "storm-surge": mark("Storm surge"),
    "typhoon": mark("Typhoon or hurricane"),
    "earthquake": mark("Earthquake"),
    "tsunami": mark("Tsunami"),
    "landslide": mark("Landslide"),
    "volcano": mark("Volcanic eruption"),
    "drought": mark("Drought"),
    "heat": mark("Extreme heat"),
    "cold": mark("Extreme cold, snow and ice"),
    "wildfire": mark("Wildfire"),
    "epidemic": mark("Epidemic"),
    "industrial": mark("Industrial accident"),
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
    "communications": mark("Communications"),
}

#: the departments a new workshop starts from
USUAL_DEPARTMENTS = ("housing", "construction", "water", "emergency", "utilities", "civil-affairs")

#: catalogues that a reference may point into
SCHEMES: dict[str, str] = {
    "UNDRR-P": mark("UNDRR Disaster Resilience Scorecard for Cities, preliminary level"),
    "ISO37123": mark("ISO 37123, indicators for resilient cities"),
    "SDG": mark("Sustainable Development Goals"),
    "SENDAI": mark("Sendai Framework, targets A to G"),
    "IUCN-NBS": mark("IUCN Global Standard for Nature-based Solutions, criteria 1 to 8"),
}
