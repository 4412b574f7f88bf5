"""A network of invented cities in the real schema: a few workshops are held, and copied in the database.

Every city is named as invented. A few hundred patterns go through the services that real workshops go
through; each city has three years of workshops, every one a copy of a pattern under its own name, place
and population, whose newest result is published. So frozen tallies, rooms, moments, checksums and what is
published fit together as in a real database, and `resilience verify` finds nothing.
"""

import random
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import Any

from sqlalchemy import Connection, func, text
from sqlmodel import col, select

from benchmarks.cities import Meeting, hold
from resilience.framework import Framework
from resilience.scoring.comparison.likeness import INCOMES
from resilience.services.access.tokens import CODE_ALPHABET
from resilience.services.cities.packages import city_result_of
from resilience.services.cities.publications import SHOWN_HERE, put_on_show
from resilience.services.results.results import read_result
from resilience.services.workshop.profile import CityProfile
from resilience.services.workshop.publication import content_sum
from resilience.store import Store
from resilience.store.tables import Base, Publication, Workshop

SEED = 20261126
NEWEST, YEARS = 2026, 3
#: people of each of six departments
EACH = 3
HAZARDS = ("flood", "heat", "typhoon", "earthquake", "drought", "wildfire", "storm-surge")
COUNTRY = "Invented"
#: what stands in a published pattern where a copy has its own population and place
PEOPLE, NORTH, EAST = 48_271_935, 43.219876, 142.817364
#: units and departments of a workshop have numbers in steps of so many
STEP = 8
#: tables whose rows have numbers of their own
NUMBERED = ("city", "workshop", "round", "unit", "department", "closing")
#: workshops that are copied in one transaction
PIECE = 500


@dataclass(frozen=True, slots=True)
class Copy:
    """A workshop that is to be: whose copy, in which city, and its numbers."""

    n: int
    pattern: int
    city: int
    code: str
    name: str
    newest: bool
    population: int
    latitude: float
    longitude: float


def invent_network(
    store: Store, framework: Framework, cities: int, patterns: int = 150
) -> list[str]:
    """Write so many cities with three years each; gives the code of each city's newest workshop."""
    chance = random.Random(SEED)
    by_year = _hold_patterns(store, framework, min(patterns, 3 * cities), chance)
    with store.write() as session:
        connection = session.connection()
        taken = {code for (code,) in connection.execute(text("SELECT code FROM workshop"))}
        first = {name: int(connection.execute(_next(name)).scalar_one()) for name in NUMBERED}
    planned = list(_planned(cities, by_year, chance, taken))
    with store.without_hurry() as connection:
        held = connection.execution_options(writing=True)
        for start in range(0, len(planned), PIECE):
            with held.begin():
                _copy(held, planned[start : start + PIECE], first)
        with held.begin():
            _forget_patterns(held)
            _go_on(held)
    return [one.code for one in planned if one.newest]


def _hold_patterns(
    store: Store, framework: Framework, patterns: int, chance: random.Random
) -> dict[int, list[int]]:
    """Hold and publish workshops to be copied; gives their ids by year."""
    by_year: dict[int, list[int]] = {}
    for n in range(max(patterns, YEARS)):
        year = NEWEST - n % YEARS
        hazards = tuple(sorted(chance.sample(HAZARDS, chance.randint(1, 4))))
        income = chance.choice(INCOMES)
        profile = CityProfile(
            f"Pattern {n:05} (invented)",
            COUNTRY,
            PEOPLE,
            coast=chance.random() < 0.5,
            hazards=hazards,
            income=income,
            latitude=NORTH,
            longitude=EAST,
        )
        middle = min(0.85, max(0.15, chance.gauss(0.5, 0.13)))
        meeting = Meeting(profile, year, 6 * EACH, middle, invented=False)
        with store.write() as session:
            code = hold(session, framework, meeting)
            workshop = session.exec(select(Workshop).where(Workshop.code == code)).one()
        result = city_result_of(read_result(store, workshop.id), SHOWN_HERE)
        with store.write() as session:
            put_on_show(session, workshop, result)
        by_year.setdefault(year, []).append(workshop.id)
    return by_year


def _planned(
    cities: int, by_year: Mapping[int, list[int]], chance: random.Random, taken: Collection[str]
) -> Iterator[Copy]:
    codes = (code for code in map(_code, count()) if code not in taken)
    for city in range(cities):
        population = round(chance.lognormvariate(12.5, 1.2)) + 1000
        latitude, longitude = chance.uniform(-55, 65), chance.uniform(-179, 179)
        for year in range(NEWEST - YEARS + 1, NEWEST + 1):
            n = city * YEARS + year - (NEWEST - YEARS + 1)
            yield Copy(
                n=n,
                pattern=chance.choice(by_year[year]),
                city=city,
                code=next(codes),
                name=f"Invented city {city:05}",
                newest=year == NEWEST,
                population=population,
                latitude=round(latitude, 4),
                longitude=round(longitude, 4),
            )


def _code(n: int) -> str:
    """A join code of its own."""
    signs = []
    for _ in range(6):
        n, sign = divmod(n, len(CODE_ALPHABET))
        signs.append(CODE_ALPHABET[sign])
    return "".join(signs)


def _copy(connection: Connection, piece: list[Copy], first: Mapping[str, int]) -> None:
    """Write the workshops of a piece, with all that is below them."""
    connection.execute(text("DROP TABLE IF EXISTS copied"))
    connection.execute(
        text(
            "CREATE TEMPORARY TABLE copied (n INTEGER PRIMARY KEY, pattern INTEGER, city INTEGER, "
            "code TEXT, name TEXT, newest INTEGER, population INTEGER, latitude FLOAT, "
            "longitude FLOAT)"
        )
    )
    connection.execute(
        text(
            "INSERT INTO copied VALUES (:n, :pattern, :city, :code, :name, :newest, :population, "
            ":latitude, :longitude)"
        ),
        [
            {f: getattr(one, f) for f in Copy.__slots__} | {"newest": int(one.newest)}
            for one in piece
        ],
    )
    postgresql = connection.dialect.name == "postgresql"
    for statement in _statements(first, postgresql=postgresql):
        connection.execute(text(statement))
    _sum_contents(connection, [first["workshop"] + one.n for one in piece if one.newest])


def _sum_contents(connection: Connection, workshops: list[int]) -> None:
    """The hash of what each copy publishes, which has another name and place than its pattern."""
    here = col(Publication.workshop_id).in_(workshops)
    query = select(Publication.workshop_id, Publication.content).where(here)
    changed = [
        {"workshop": workshop_id, "summed": content_sum(content)}
        for workshop_id, content in connection.execute(query)
    ]
    named = text("UPDATE publication SET content_sha256 = :summed WHERE workshop_id = :workshop")
    connection.execute(named, changed)


def _statements(first: Mapping[str, int], *, postgresql: bool) -> Iterator[str]:
    """What copies a piece, in the order in which rows hang on one another."""
    workshop, vote = f"{first['workshop']} + c.n", f"{first['round']} + c.n"
    unit = f"{first['unit']} + c.n * {STEP} + u.position"
    yield from _workshops(first, workshop, unit)
    yield from _votes(workshop, vote, unit)
    yield from _published(workshop, postgresql=postgresql)


def _workshops(first: Mapping[str, int], workshop: str, unit: str) -> Iterator[str]:
    city, here = f"{first['city']} + c.city", "t.workshop_id = c.pattern"
    yield _insert(
        "city",
        "copied c CROSS JOIN workshop p CROSS JOIN city t",
        f"p.id = c.pattern AND t.id = p.city_id AND c.n % {YEARS} = 0",
        id=city,
        name="c.name",
        population="c.population",
        latitude="c.latitude",
        longitude="c.longitude",
    )
    own = {"id": workshop, "code": "c.code", "city_id": city}
    yield _insert("workshop", "copied c CROSS JOIN workshop t", "t.id = c.pattern", **own)
    own = {"id": f"{first['closing']} + c.n", "workshop_id": workshop}
    yield _insert("closing", "copied c CROSS JOIN closing t", here, **own)
    own = {"id": unit.replace("u.", "t."), "workshop_id": workshop}
    yield _insert("unit", "copied c CROSS JOIN unit t", here, **own)
    yield _insert(
        "department",
        "copied c CROSS JOIN department t LEFT JOIN unit u ON u.id = t.unit_id",
        here,
        id=f"{first['department']} + c.n * {STEP} + t.position",
        workshop_id=workshop,
        unit_id=unit,
    )


def _votes(workshop: str, vote: str, unit: str) -> Iterator[str]:
    own = {"id": vote, "workshop_id": workshop}
    yield _insert("round", "copied c CROSS JOIN round t", "t.workshop_id = c.pattern", **own)
    source = "copied c CROSS JOIN round r CROSS JOIN {table} t"
    where = "r.workshop_id = c.pattern AND t.round_id = r.id"
    yield _insert("frozen_facts", source.format(table="frozen_facts"), where, round_id=vote)
    for table in ("frozen_room", "frozen_moments", "frozen_tally"):
        yield _insert(
            table,
            source.format(table=table) + " CROSS JOIN unit u",
            where + " AND u.id = t.unit_id",
            round_id=vote,
            unit_id=unit,
        )


def _published(workshop: str, *, postgresql: bool) -> Iterator[str]:
    where = "t.workshop_id = c.pattern AND c.newest = 1"
    content = "CAST(t.content AS text)" if postgresql else "t.content"
    for old, new in (
        ("q.name", "c.name"),
        (f"'{PEOPLE}'", "CAST(c.population AS text)"),
        (f"'{NORTH}'", "CAST(c.latitude AS text)"),
        (f"'{EAST}'", "CAST(c.longitude AS text)"),
    ):
        content = f"replace({content}, {old}, {new})"
    yield _insert(
        "publication",
        "copied c CROSS JOIN publication t CROSS JOIN workshop p CROSS JOIN city q",
        f"{where} AND p.id = c.pattern AND q.id = p.city_id",
        workshop_id=workshop,
        content=f"CAST({content} AS json)" if postgresql else content,
    )
    source = "copied c CROSS JOIN published_score t"
    yield _insert("published_score", source, where, workshop_id=workshop)


def _insert(table: str, source: str, where: str, **changed: str) -> str:
    """A statement that copies rows `t` of a table, with some columns of their own."""
    columns = [column.name for column in Base.metadata.tables[table].columns]
    values = ", ".join(changed.get(name, f"t.{name}") for name in columns)
    names = ", ".join(columns)
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {source} WHERE {where}"  # noqa: S608


def _id(table: str) -> Any:
    return Base.metadata.tables[table].columns["id"]


def _next(table: str) -> Any:
    return select(func.coalesce(func.max(_id(table)), 0) + 1)


def _forget_patterns(connection: Connection) -> None:
    """The patterns go, with all that hangs on them; the number of actions and targets is theirs alone."""
    connection.execute(text("DELETE FROM city WHERE name LIKE 'Pattern %'"))


def _go_on(connection: Connection) -> None:
    """The next number that PostgreSQL gives out is one after the highest; statistics are made."""
    if connection.dialect.name == "postgresql":
        for name in NUMBERED:
            sequence = func.pg_get_serial_sequence(name, "id")
            last = select(func.max(_id(name))).scalar_subquery()
            connection.execute(select(func.setval(sequence, last)))
    connection.execute(text("ANALYZE"))
