"""`verify` finds nothing wrong in what the product wrote, and each thing that is broken beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, text

from resilience.framework import Framework
from resilience.services.counting import rounds
from resilience.services.counting.rehearsal import rehearse
from resilience.services.upkeep.verify import CHECKS, look_at_all, verify
from resilience.services.workshop.phase import Phase
from resilience.store import Session, Store, migrate, steps
from resilience.store.database.migrate import SCRIPTS
from resilience.store.database.rebuilding import rebuilding
from resilience.store.results.frozen import seal
from resilience.store.tables import FrozenFacts, Round
from tests.conftest import DATABASES, Cluster
from tests.services.held import HOST, Held, finish, reopen, rows, set_up
from tests.services.remembered import demo_in
from tests.store.old import make_old

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=DATABASES)
def city(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, framework: Framework
) -> Iterator[Store]:
    """The demo city, and a workshop that votes; tests change it in transactions that are undone."""
    url = f"sqlite:///{tmp_path_factory.mktemp('verify') / 'city.db'}"
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql")
        url = cluster.url(cluster.create("migrated"))
    store = Store(url)
    migrate(store)
    demo_in(store)
    held = set_up(store, framework)
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, "dk")
    yield store
    store.engine.dispose()


def broken(session: Session) -> dict[str, str]:
    """What is found wrong, by the rule."""
    return {one.what: one.found for one in look_at_all(session) if not one.well}


def test_nothing_is_wrong_with_what_the_product_wrote(city: Store) -> None:
    findings = verify(city)
    assert [one.found for one in findings if not one.well] == []
    assert [one.what for one in findings] == ["schema", *(check[0] for check in CHECKS)]


VOTING = "(SELECT id FROM workshop WHERE closed_at IS NULL)"
CLOSED = "(SELECT max(id) FROM workshop WHERE closed_at IS NOT NULL)"
#: what somebody does beside the product, the rules that are broken by that, and a part of what is said
BROKEN: tuple[tuple[str, set[str], str], ...] = (
    (
        f"UPDATE department SET unit_id = (SELECT max(id) FROM unit) WHERE workshop_id = {VOTING}",
        {"workshops"},
        "department.unit_id: 4 rows",
    ),
    (
        "UPDATE participant SET department_id = (SELECT max(id) FROM department) WHERE id = 1",
        {"workshops"},
        "participant.department_id: 1 row",
    ),
    (
        "UPDATE response SET round_id = (SELECT max(id) FROM round) WHERE id = 1",
        {"workshops", "answers"},
        "response: 1 row",
    ),
    (
        "UPDATE framework_copy SET source = '{}' WHERE framework = 'two-themes'",
        {"frameworks"},
        "two-themes 1",
    ),
    (
        f"UPDATE workshop SET framework_version = '0' WHERE id = {VOTING}",
        {"frameworks"},
        "names two-themes 0",
    ),
    (
        f"UPDATE workshop SET closed_at = NULL WHERE id = {CLOSED}",
        {"phases", "publications"},
        "is not closed",
    ),
    (
        f"UPDATE round SET revealed_at = NULL WHERE workshop_id = {CLOSED}",
        {"phases"},
        "was closed without a result",
    ),
    (
        f"UPDATE round SET number = 4 WHERE workshop_id = {VOTING}",
        {"phases"},
        "its votes are numbered 4",
    ),
    ("UPDATE response SET level = 99 WHERE id = 1", {"answers"}, "INF1: off the scale (level)"),
    ("UPDATE response SET indicator = 'X1' WHERE id = 1", {"answers"}, "X1: not asked"),
    (
        "UPDATE frozen_tally SET people = people + 1, answers = answers + 1",
        {"frozen figures"},
        "vote 1",
    ),
    ("DELETE FROM frozen_room", {"frozen figures"}, "vote 1"),
    ("UPDATE frozen_moments SET mean = mean + 1e-9", {"frozen figures"}, "vote 1"),
    ("UPDATE frozen_room SET few_alone = NOT few_alone", {"frozen figures"}, "vote 1"),
    ("UPDATE frozen_facts SET left_out = left_out + 1", {"frozen figures"}, "vote 1"),
    ('UPDATE frozen_facts SET people = \'{"INF": [9, 1, 0, ""]}\'', {"frozen figures"}, "vote 1"),
    ("DELETE FROM frozen_facts", {"frozen figures"}, "vote 1"),
    ("UPDATE round SET frozen_sha256 = NULL", {"frozen figures"}, "vote 1"),
    (
        "UPDATE agreed_level SET level = 50 WHERE outcome = 'level'",
        {"agreed levels"},
        "level 50",
    ),
    ("UPDATE target SET code = 'X' || code", {"codes"}, "X"),
    ("UPDATE publication SET framework = 'other'", {"publications"}, "its publication is on other"),
    ("UPDATE publication SET content_sha256 = 'x'", {"publications"}, "not what its hash says"),
    (
        "UPDATE publication SET newest = false",
        {"publications"},
        "0 results on urban-resilience count",
    ),
)


@pytest.mark.parametrize(("change", "rules", "said"), BROKEN, ids=[one[0][:40] for one in BROKEN])
def test_what_is_broken_beside_the_product_is_found(
    city: Store, change: str, rules: set[str], said: str
) -> None:
    with unguarded(city) as session:
        assert session.connection().execute(text(change)).rowcount
        found = broken(session)
    assert found.keys() == rules
    assert said in " ".join(found.values())


def test_an_answer_of_nobody_is_no_longer_counted(city: Store) -> None:
    with unguarded(city) as session:
        session.connection().execute(text(f"DELETE FROM participant WHERE workshop_id = {VOTING}"))
        assert "0 answers are counted of 3" in broken(session)["open votes"]


def test_sqlite_tells_of_rows_that_its_rules_refuse(sqlite_url: str, framework: Framework) -> None:
    store = Store(sqlite_url)
    set_up(store, framework)
    with unguarded(store) as session:
        run = session.connection().exec_driver_sql
        run("UPDATE department SET unit_id = 9999")
        run("UPDATE workshop SET k = -1")
        run("PRAGMA ignore_check_constraints = OFF")
        found = broken(session)
    store.engine.dispose()
    assert found == {
        "database": "CHECK constraint failed in workshop; department without unit: 4 rows"
    }


def test_nothing_of_what_was_broken_above_was_kept(city: Store) -> None:
    assert [one for one in verify(city) if not one.well] == []


@contextmanager
def unguarded(store: Store) -> Iterator[Session]:
    """A session in which the database refuses nothing, and of which nothing is kept."""
    sqlite = store.engine.dialect.name == "sqlite"
    with store.engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        if sqlite:
            driver.execute("PRAGMA foreign_keys = OFF")
            driver.execute("PRAGMA ignore_check_constraints = ON")
        else:
            connection.execute(text("SET LOCAL session_replication_role = replica"))
        with Session(connection) as session:
            yield session
        connection.rollback()
        if sqlite:
            driver.execute("PRAGMA ignore_check_constraints = OFF")
            driver.execute("PRAGMA foreign_keys = ON")


def test_a_file_that_is_damaged_is_found(sqlite_url: str, framework: Framework) -> None:
    store = Store(sqlite_url)
    set_up(store, framework).bring_to(Phase.REVEALED)
    assert all(one.well for one in verify(store))
    store.engine.dispose()
    file = Path(sqlite_url.removeprefix("sqlite:///"))
    content = bytearray(file.read_bytes())
    start = content.index(b"Water")
    content[start - 400 : start + 400] = b"\xff" * 800
    file.write_bytes(content)
    store = Store(sqlite_url)
    wrong = {one.what for one in verify(store) if not one.well}
    store.engine.dispose()
    assert "database" in wrong


def test_a_rule_that_postgresql_has_not_looked_at_is_found(postgresql_url: str) -> None:
    store = Store(postgresql_url)
    with store.write() as session:
        rule = "ALTER TABLE city ADD CONSTRAINT big CHECK (population > 9) NOT VALID"
        session.connection().execute(text(rule))
    found = {one.what: one.found for one in verify(store) if not one.well}
    store.engine.dispose()
    assert found == {"database": "big"}


def test_a_database_of_an_earlier_version_is_to_be_migrated_first(empty_store: Store) -> None:
    make_old(empty_store, "0009")
    (finding,) = verify(empty_store)
    assert (finding.what, finding.well) == ("schema", False)
    assert "resilience upgrade" in finding.mend


def test_looking_makes_no_database(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path / 'none.db'}")
    assert not verify(store)[0].well
    store.engine.dispose()
    assert list(tmp_path.iterdir()) == []


def test_every_move_of_a_workshop_leaves_it_sound(held: Held) -> None:
    def sound() -> None:
        assert [one.found for one in verify(held.store) if not one.well] == []

    sound()
    rehearse(held.store, HOST, held.code)
    sound()
    held.move(rounds.open_vote)
    people = [*held.vote("Water", 1, 2, 3), *held.vote("Power", 0, 4, 4)]
    sound()
    for move in (rounds.close_vote, rounds.reopen_vote):
        held.move(move)
        sound()
    for moves in ((rounds.close_vote, rounds.reveal), (rounds.reopen_vote,)):
        held.move(*moves)
        sound()
    held.join("Roads")
    for who in people[:5]:
        held.say(who, W1=4)
    for moves in (
        (rounds.close_vote,),
        (rounds.reveal,),
        (finish,),
        (reopen,),
        (rounds.open_vote,),
    ):
        held.move(*moves)
        sound()
    held.move(rounds.close_vote, rounds.drop_vote)
    sound()


@pytest.mark.parametrize("revision", ["0014", "0017"])
def test_migrations_make_the_checksums_that_freezing_makes(
    store: Store, framework: Framework, revision: str
) -> None:
    before = sealed(store, framework)
    with rebuilding(store) as connection:
        downgrade(connection, step_before(revision))
    migrate(store)
    (after,) = (one.frozen_sha256 for one in rows(store, Round))
    assert after == before
    assert all(one.well for one in verify(store))


def test_what_was_changed_before_an_upgrade_is_found_after_it(
    store: Store, framework: Framework
) -> None:
    sealed(store, framework)
    with rebuilding(store) as connection:
        downgrade(connection, step_before("0017"))
        connection.execute(text("UPDATE frozen_tally SET people = people + 1"))
    migrate(store)
    assert [one.what for one in verify(store) if not one.well] == ["frozen figures"]


def sealed(store: Store, framework: Framework) -> str:
    """The checksum of the vote of a workshop that was revealed."""
    set_up(store, framework).bring_to(Phase.REVEALED)
    with store.write() as session:  # as before blind spots were kept, which a downgrade forgets
        (vote,), (facts,) = rows(store, Round), rows(store, FrozenFacts)
        facts.spots = None
        session.add_all([facts, vote])
        seal(session, vote)
    (found,) = (one.frozen_sha256 for one in rows(store, Round))
    assert found
    return found


def step_before(revision: str) -> str:
    """The revision before one."""
    return max(step.revision for step in steps() if step.revision < revision)


def downgrade(connection: Connection, revision: str) -> None:
    """Take migrations back, as the product never does."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("recursive_version_locations", "true")
    config.attributes["connection"] = connection
    command.downgrade(config, revision)
