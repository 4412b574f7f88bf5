"""Invented words of the invented demo city, and its profile."""

from resilience.services.workshop.profile import CityProfile

CITY = CityProfile(
    name="Haiwan (invented demo city)",
    country="Invented",
    population=1_400_000,
    coast=True,
    hazards=("typhoon", "storm-surge", "flood", "heat", "landslide"),
    income="upper-middle",
    latitude=21.5,  # in the open sea, so that nobody takes it for a city that is there
    longitude=128.0,
)

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

#: per year: indicator, level (None: both views stand), why
AGREED: dict[int, list[tuple[str, int | None, str]]] = {
    2025: [
        ("INF3", 1, "Only the old town was surveyed, and no design storm is set."),
        ("PLN3", None, "Planning counts the rules, housing the flats that stand where none reach."),
        ("CRM6", 1, "Typhoon warnings reach most people; flash floods come without one."),
    ],
    2026: [
        ("INF3", 2, "The design storm is set and the survey is done; cleaning was missed once."),
        ("PLN3", 2, "Exceptions were counted for the first time, and the room had not known."),
        ("NBS4", 1, "A target is planned for next year: today there is none."),
        ("CRM6", 2, "Flash floods are now warned of, by one channel in the hills."),
        ("ENG7", None, "Civil affairs counts the meetings, the others the replies that came."),
    ],
}

#: per year: indicator, what, department, by when, cost, how easily done 0..1, state, what became
ACTIONS: dict[int, list[tuple[str, str, str, str | None, str | None, float, str, str]]] = {
    2025: [
        (
            "INF3",
            "Give pumping station 4 a second pump, and keep its spare parts in store.",
            "water",
            "2026-05-31",
            "medium",
            0.7,
            "done",
            "The second pump has run since April, and spare parts for two years are in store.",
        ),
        (
            "PLN2",
            "Meet across departments four times a year, not only after a typhoon.",
            "emergency",
            "2026-03-31",
            "low",
            0.8,
            "done",
            "Four meetings were held, with minutes that all departments have.",
        ),
        (
            "CRM6",
            "Fit the fishing village with sirens that run on batteries.",
            "emergency",
            "2026-08-31",
            "medium",
            0.6,
            "under way",
            "Two of five sirens stand; the others wait for their poles.",
        ),
        (
            "NBS3",
            "Agree with the county upstream who looks after the mangrove strip.",
            "construction",
            None,
            "low",
            0.3,
            "open",
            "A first talk was held, and nothing is signed.",
        ),
        (
            "ENG2",
            "Build a training ground for volunteers on the old harbour.",
            "civil-affairs",
            "2026-12-31",
            "high",
            0.2,
            "dropped",
            "The ground was sold; training goes on in two schools.",
        ),
    ],
    2026: [
        (
            "INF5",
            "Test every hospital generator for 72 hours, with the fuel that is there.",
            "utilities",
            "2027-04-30",
            "medium",
            0.6,
            "open",
            "",
        ),
        (
            "PLN3",
            "Show the new risk map in every permit for building in the harbour area.",
            "construction",
            "2027-06-30",
            "low",
            0.7,
            "under way",
            "Two of four districts show it already.",
        ),
        (
            "CRM1",
            "Run the surge model again with the sea wall as it stands now.",
            "water",
            "2027-03-31",
            "medium",
            0.8,
            "open",
            "",
        ),
        (
            "ENG3",
            "Ring older people in the hills who do not answer a warning.",
            "civil-affairs",
            "2027-05-31",
            "low",
            0.5,
            "open",
            "",
        ),
    ],
}
