"""Invented words of the invented demo city."""

PROBABLE = (
    "A typhoon in September brings 250 mm of rain in a day and a surge of 1.5 m. Low streets flood "
    "for two days and power fails in three districts."
)
SEVERE = (
    "A super typhoon meets the spring tide in October: a surge of 3 m overtops the sea wall. The "
    "water works and two hospitals lose power for five days and 60 000 people need shelter."
)

SIGNED_BY = "Lin Wei (invented)"

COMMENTS: dict[str, list[str]] = {
    "INF": [
        "The register ends at our fence: nobody keeps the part of the private operators.",
        "Pumping station 4 has one pump, and its spare part takes nine weeks.",
        "Tested last year with the hospital, not with the schools.",
        "The map is from before the new ring road.",
    ],
    "PLN": [
        "The plan says so, the permits of the last three years do not.",
        "We meet after each typhoon and never before one.",
        "The fund is real, but it was used for something else twice.",
        "Renewal of the old harbour area is where this is done well.",
    ],
    "CRM": [
        "The surge model has not been run since the sea wall was raised.",
        "Warnings reach phones in four minutes; in the fishing village they come by loudspeaker.",
        "Projections exist, but no project has to use them.",
        "Loss records are kept by each department in its own table.",
    ],
    "NBS": [
        "The mangrove strip grew by half, and nobody has the money to look after it.",
        "Sponge measures are required for new blocks only.",
        "Upstream is another county, and there is no agreement.",
        "We count trees, not shade.",
    ],
    "ENG": [
        "Volunteers are trained, but the list of them is two years old.",
        "The drill was announced a week before, so it was not a real one.",
        "Older people in the hills do not get the messages.",
        "Two schools take part, the other thirty do not.",
    ],
}
