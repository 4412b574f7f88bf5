"""Invented words of the invented demo city, and its profile."""

import datetime
from decimal import Decimal
from typing import Any

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

#: by indicator: a remark that is true at level 1 as well as at level 2, and says what is still missing
COMMENTS: dict[str, str] = {
    "INF1": "The list has the water and power companies; private telephone operators are missing.",
    "INF11": "The underpass at the station floods every summer: its pump is too small.",
    "INF14": "The routes were checked before the new ring road was built.",
    "INF16": "The children's hospital can do it; two by the harbour keep generators in the cellar.",
    "PLN2": "The minutes are good, but no money has been set aside for this.",
    "PLN10": "Permits set a floor level, but nobody measures it on site.",
    "PLN12": "The fund is real, but it was used for something else twice.",
    "PLN18": "In the old harbour the ban holds; along the river exceptions are granted.",
    "CRM3": "Projections exist, but no project has to use them.",
    "CRM8": "For small floods nobody adds up the money lost.",
    "CRM10": "People get the message; in the fishing village many do not know where to go.",
    "CRM14": "The surge model has not been run since the sea wall was raised.",
    "NBS7": "Upstream is another county, and there is no agreement.",
    "NBS11": "Sponge measures are required for new blocks only.",
    "NBS12": "Trees were measured street by street; the bus stops have no shade at all.",
    "NBS15": "The mangrove strip grew by half, and nobody has the money to look after it.",
    "ENG1": "Primary schools do it; secondary schools leave it to each teacher.",
    "ENG2": "Volunteers are trained, but the list of them is two years old.",
    "ENG5": "The drill was announced a week before, so it was not a real one.",
    "ENG10": "For older people in the hills the list has a name and no helper.",
}

#: per year: indicator, level (None: both views stand), why
AGREED: dict[int, list[tuple[str, int | None, str]]] = {
    2025: [
        ("INF11", 1, "The list names 32 spots; at 9 of them works are finished."),
        ("PLN18", None, "Housing counts the area with a ban, water the new homes inside it."),
        ("CRM10", 1, "Asked after the July test, 38 % had got the warning and knew what to do."),
    ],
    2026: [
        ("INF11", 2, "Works are finished at 18 of 32 spots; the station underpass still floods."),
        ("PLN18", 2, "The ban covers seven tenths; exceptions are not published yet."),
        (
            "NBS11",
            1,
            "Some blocks hold rain. A programme for the whole city is planned for next year.",
        ),
        ("CRM10", 2, "Asked after the July typhoon, 61 % had got it and knew what to do."),
        ("ENG12", None, "Some count the hearings, others only the replies that were published."),
    ],
}

#: per year: indicator, what, department, by when, cost, how easily done 0..1, state, what became
ACTIONS: dict[int, list[tuple[str, str, str, str | None, str | None, float, str, str]]] = {
    2025: [
        (
            "INF11",
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
            "CRM10",
            "Fit the fishing village with sirens that run on batteries.",
            "emergency",
            "2026-08-31",
            "medium",
            0.6,
            "under way",
            "Two of five sirens are installed; the other three are waiting for poles.",
        ),
        (
            "NBS7",
            "Agree with the county upstream on joint measures for the river.",
            "water",
            None,
            "low",
            0.3,
            "open",
            "The county has not answered yet.",
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
            "Test every generator at pumps and shelters for 72 hours, with the fuel that is there.",
            "utilities",
            "2027-04-30",
            "medium",
            0.6,
            "open",
            "",
        ),
        (
            "PLN18",
            "Publish the exceptions for new homes in high-risk areas every year.",
            "construction",
            "2027-06-30",
            "low",
            0.7,
            "under way",
            "Two of four districts have sent their lists.",
        ),
        (
            "CRM14",
            "Run the surge model again with the sea wall as it stands now.",
            "water",
            "2027-03-31",
            "medium",
            0.8,
            "open",
            "",
        ),
        (
            "ENG10",
            "Agree a helper and a place with each older person in the hills.",
            "civil-affairs",
            "2027-05-31",
            "low",
            0.5,
            "open",
            "",
        ),
    ],
}

#: by indicator: more of the plan of 2026, all invented; days of steps as in the table
PLANNED: dict[str, dict[str, Any]] = {
    "INF5": {
        "also": ["INF16"],
        "contact": "Head of power supply (invented)",
        "partners": "Two hospitals, water works (invented)",
        "starts": datetime.date(2027, 1, 4),
        "budget": Decimal(1_800_000),
        "currency": "CNY",
        "source": "City budget 2027 (invented)",
        "steps": [
            {"what": "List every generator and its fuel", "by_when": "2027-01-31", "done": False},
            {"what": "Test pumps and shelters", "by_when": "2027-03-31", "done": False},
        ],
        "links": ["https://haiwan.example/generators"],
    },
    "PLN18": {
        "contact": "Head of building permits (invented)",
        "starts": datetime.date(2026, 11, 1),
        "steps": [
            {
                "what": "Ask the four districts for their lists",
                "by_when": "2026-11-30",
                "done": True,
            },
            {"what": "Publish the first list", "by_when": "2027-05-31", "done": False},
        ],
    },
}

#: documents of the city, all invented: indicator, title, date, last valid day
EVIDENCE: list[tuple[str, str, str, str | None]] = [
    ("INF10", "Survey of levees and sea walls 2025 (invented)", "2025-11-20", "2028-11-20"),
    (
        "INF11",
        "List of spots that flood, with works finished (invented)",
        "2026-09-01",
        "2027-08-31",
    ),
    ("INF17", "Shelter list with places and floor levels (invented)", "2024-05-10", "2026-05-10"),
    ("PLN18", "Land-use ordinance, chapter on risk areas (invented)", "2025-03-01", None),
    ("CRM10", "Survey after the typhoon warning of July 2026 (invented)", "2026-08-03", None),
    ("ENG5", "Report on drills in the districts 2025 (invented)", "2026-01-30", "2026-12-31"),
]
