"""A backup holds one state of the database, and comes back to the last digit in either kind."""

import datetime
import hashlib
import itertools
import json
import secrets
import stat
import threading
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from resilience.errors import CannotRun, InputError, NotFound, ResilienceError
from resilience.exchange.backup.read import open_backup
from resilience.exchange.backup.write import signed
from resilience.services.upkeep.backup import back_up
from resilience.services.upkeep.restore import restore
from resilience.settings import Settings
from resilience.store import Store, current, newest, steps
from resilience.store.database.copying import DatabaseSnapshot
from resilience.store.tables import AgreedLevel, City, Participant, StaffAct, Weighing
from tests.conftest import DATABASES
from tests.live import wait_for
from tests.store.old import content, make_old
from tests.store.opened import in_folder, opened
from tests.store.rows import ROWS, add, fill, other
from tests.store.test_migrate import picked

pytestmark = pytest.mark.long

#: values that a careless copy loses
ODD = 'Zhuhai 珠海, "quoted"\n\\u0000 \t é 🌊'
AT = datetime.datetime(1999, 12, 31, 23, 59, 59, 1, datetime.UTC)
#: a third, a sum that is no tenth, the smallest and the largest float, a whole one
NUMBERS = (1 / 3, 0.1 + 0.2, 5e-324, 1.7976931348623157e308, 2.0)


@pytest.fixture(params=DATABASES)
def dialect(request: pytest.FixtureRequest) -> str:
    """Each kind: a backup is read from either."""
    return str(request.param)


@pytest.fixture
def filled(store: Store) -> Store:
    """A store with a row in every table, and with odd values."""
    fill(store)
    with store.write() as session:
        detail = {"b": [1, 2.5, None, True, {"a": ODD}], "a": 10**30}
        session.add(StaffAct(actor=ODD, role="", act="", at=AT, after=detail))
        for at, number in enumerate(NUMBERS):
            changes = {"indicator": f"N{at}", "outcome": "number", "level": None, "number": number}
            add(session, AgreedLevel, other(AgreedLevel, **changes))
        weighing = session.get_one(Weighing, 1)
        weighing.closed_at, weighing.outcome = AT, "adopted"
        weighing.weights, weighing.people = {"WAT": 1 / 3}, 3
    return store


@pytest.fixture(params=DATABASES)
def target(request: pytest.FixtureRequest) -> Iterator[Store]:
    """An empty database of either kind, into which a backup is put back."""
    with opened(request.getfixturevalue(f"empty_{request.param}_url")) as store:
        yield store


def test_a_backup_comes_back_to_the_last_digit_in_either_database(
    filled: Store, target: Store, tmp_path: Path
) -> None:
    made = back_up(filled, in_folder(tmp_path), tmp_path / "b.zip")
    before = content(filled)
    assert made.manifest.rows == sum(map(len, before.values()))
    done = restore(target, in_folder(tmp_path), tmp_path / "b.zip")
    assert content(target) == before
    assert (done.migrated, done.keys) == ((), ())
    assert current(target) == newest()


def test_numbers_go_on_after_those_that_came_back(
    filled: Store, target: Store, tmp_path: Path
) -> None:
    back_up(filled, in_folder(tmp_path), tmp_path / "b.zip")
    restore(target, in_folder(tmp_path), tmp_path / "b.zip")
    with target.write() as session:
        added = City(name="Next", country="B")
        session.add(added)
        session.flush()
        assert added.id == 2


def test_a_null_in_a_column_of_json_is_none(filled: Store, target: Store, tmp_path: Path) -> None:
    """`asked` of a round that asks everything is NULL, not the word null."""
    back_up(filled, in_folder(tmp_path), tmp_path / "b.zip")
    restore(target, in_folder(tmp_path), tmp_path / "b.zip")
    with target.read() as session:
        bare = session.connection().exec_driver_sql(
            "SELECT count(*) FROM round WHERE asked IS NULL"
        )
        assert bare.scalar() == 1


def test_a_backup_holds_one_state_while_others_write(store: Store, tmp_path: Path) -> None:
    """Whoever joins is in two tables, of which one is read long before the other."""
    fill(store)
    done, joined = threading.Event(), itertools.count(2)

    def write() -> None:
        while not done.is_set():
            with store.write() as session:
                add(session, StaffAct, ROWS[StaffAct])
                n = next(joined)
                add(session, Participant, other(Participant, token_hash=f"p{n}", number=n))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        wait_for(lambda: people(store) > 50, "people to join")
        made = back_up(store, in_folder(tmp_path), tmp_path / "b.zip").manifest
        now = people(store)
        wait_for(lambda: people(store) > now, "more people to join")
    finally:
        done.set()
        writer.join()
    rows = {table.name: table.rows for table in made.tables}
    assert rows["participant"] == rows["staff_act"] > 50


def people(store: Store) -> int:
    with store.read() as session:
        return session.scalar(select(func.count()).select_from(Participant)) or 0


def test_the_file_is_there_whole_for_its_owner_alone(store: Store, tmp_path: Path) -> None:
    fill(store)
    made = back_up(store, in_folder(tmp_path), tmp_path / "new" / "b.zip")
    (file,) = (tmp_path / "new").iterdir()
    assert file.name == "b.zip"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert file.stat().st_size == made.size
    with zipfile.ZipFile(file) as archive:
        about = json.loads(archive.read("manifest.json"))
        assert about["revision"] == newest()
        assert archive.read("tables/unit.jsonl") == b'[1,1,"Water",0,"departments",0,0]\n'
    assert not about["keys"]


def test_a_place_that_cannot_be_written_keeps_what_was_there(store: Store, tmp_path: Path) -> None:
    fill(store)
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(CannotRun, match="cannot be written: "):
        back_up(store, in_folder(tmp_path), tmp_path / "file" / "b.zip")
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".zip"] == []


def test_without_a_database_nothing_is_made(tmp_path: Path) -> None:
    with opened(f"sqlite:///{tmp_path / 'none.db'}") as store, pytest.raises(NotFound):
        back_up(store, in_folder(tmp_path), tmp_path / "b.zip")
    assert list(tmp_path.iterdir()) == []


def test_a_database_without_tables_has_nothing_to_back_up(
    empty_store: Store, tmp_path: Path
) -> None:
    with empty_store.read():
        pass
    with pytest.raises(NotFound):
        back_up(empty_store, in_folder(tmp_path), tmp_path / "b.zip")
    assert not (tmp_path / "b.zip").exists()


@pytest.mark.parametrize("revision", ["0001", "0007"])
def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
    empty_store: Store, tmp_path: Path, postgresql_url: str, sqlite_url: str, revision: str
) -> None:
    make_old(empty_store, revision)
    before = content(empty_store)
    back_up(empty_store, in_folder(tmp_path), tmp_path / "b.zip")
    assert current(empty_store) == revision, "backing up migrates nothing"
    for url in (postgresql_url, sqlite_url):
        with opened(url) as target:
            done = restore(target, in_folder(tmp_path), tmp_path / "b.zip")
            assert [s.revision for s in done.migrated] == [
                s.revision for s in steps() if s.revision > revision
            ]
            assert current(target) == newest()
            after = content(target)
        for table, rows in before.items():
            names = rows[0].keys() & after[table][0].keys()
            assert picked(after[table], names) == picked(rows, names)


def test_a_database_that_holds_something_is_replaced_only_when_that_is_said(
    filled: Store, tmp_path: Path
) -> None:
    back_up(filled, in_folder(tmp_path), tmp_path / "b.zip")
    before = content(filled)
    with filled.write() as session:
        session.add(City(name="Later", country="B"))
    later = content(filled)
    with pytest.raises(CannotRun, match=r"is not empty.*--replace"):
        restore(filled, in_folder(tmp_path), tmp_path / "b.zip")
    assert content(filled) == later
    restore(filled, in_folder(tmp_path), tmp_path / "b.zip", replace=True)
    assert content(filled) == before


def test_a_database_of_something_else_is_left_alone(
    store: Store, empty_store: Store, tmp_path: Path
) -> None:
    fill(store)
    back_up(store, in_folder(tmp_path), tmp_path / "b.zip")
    with empty_store.write() as session:
        session.connection().exec_driver_sql("CREATE TABLE payroll (id INTEGER)")
    with pytest.raises(CannotRun, match="tables of another program \\(payroll\\)"):
        restore(empty_store, in_folder(tmp_path), tmp_path / "b.zip", replace=True)
    assert list(content_names(empty_store)) == ["payroll"]


def content_names(store: Store) -> list[str]:
    with store.read() as session:
        return [shape.name for shape in DatabaseSnapshot(session).shapes()]


def test_keys_come_along_when_that_is_said_and_take_no_others_place(
    store: Store, empty_sqlite_url: str, tmp_path: Path
) -> None:
    fill(store)
    here, there = tmp_path / "here", tmp_path / "there"
    here.mkdir()
    there.mkdir()
    ours, theirs = secrets.token_hex(32), secrets.token_hex(32)
    (here / "secret").write_text(ours)
    (here / "publishing-key.json").write_text("{}")
    back_up(store, in_folder(here), tmp_path / "without.zip")
    assert ours.encode() not in (tmp_path / "without.zip").read_bytes()
    back_up(store, in_folder(here), tmp_path / "with.zip", with_keys=True)
    (there / "secret").write_text(theirs)
    with opened(empty_sqlite_url) as target:
        done = restore(target, in_folder(there), tmp_path / "with.zip", unverified=True)
        assert (done.keys, done.keys_left) == (("publishing-key.json",), ("secret",))
        assert (there / "secret").read_text() == theirs
        assert stat.S_IMODE((there / "publishing-key.json").stat().st_mode) == 0o600
        done = restore(
            target, in_folder(there), tmp_path / "with.zip", replace=True, unverified=True
        )
    assert (done.keys_left, (there / "secret").read_text()) == ((), ours)


@pytest.fixture
def good(sqlite_store: Store, tmp_path: Path) -> Path:
    """A backup with nothing wrong."""
    fill(sqlite_store)
    back_up(sqlite_store, in_folder(tmp_path), tmp_path / "good.zip")
    return tmp_path / "good.zip"


Parts = dict[str, bytes]


def parts_of(path: Path) -> Parts:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def about(parts: Parts, **changes: object) -> None:
    """Change the manifest."""
    read = json.loads(parts["manifest.json"]) | changes
    parts["manifest.json"] = json.dumps(read).encode()


def resealed(parts: Parts, table: str, rows: bytes, count: int) -> None:
    """Rows that somebody wrote, under checksums that fit them."""
    parts[f"tables/{table}.jsonl"] = rows
    read = json.loads(parts["manifest.json"])
    (part,) = [one for one in read["tables"] if one["name"] == table]
    part |= {"rows": count, "bytes": len(rows), "sha256": hashlib.sha256(rows).hexdigest()}
    parts["manifest.json"] = json.dumps(read).encode()


def another_row(parts: Parts) -> None:
    parts["tables/unit.jsonl"] += b'[2,1,"Power",1]\n'


CHANGED: dict[str, tuple[Callable[[Parts], object], str]] = {
    "another row": (another_row, "tables/unit.jsonl is different"),
    "another value": (
        lambda parts: parts.update({"tables/unit.jsonl": b'[1,1,"Power",0]\n'}),
        "tables/unit.jsonl is different",
    ),
    "no rows": (lambda parts: parts.update({"tables/unit.jsonl": b""}), "is different"),
    "a table less": (lambda parts: parts.pop("tables/unit.jsonl"), "list of parts"),
    "a part more": (lambda parts: parts.update({"../../etc/cron.d/x": b"x"}), "list of parts"),
    "no manifest": (lambda parts: parts.pop("manifest.json"), "is not a backup of this product"),
    "a manifest that is no JSON": (
        lambda parts: parts.update({"manifest.json": b"[" * 100_000}),
        "is not a backup of this product",
    ),
    "another product": (lambda parts: about(parts, format="other"), "is not a backup of this"),
    "a newer schema": (
        lambda parts: about(parts, revision="9999", product="7.0"),
        "was made by version 7.0, which is newer",
    ),
    "a newer format": (
        lambda parts: about(parts, format_version=3, product="7.0", more=1),
        "was made by version 7.0, which is newer",
    ),
    "an unknown schema": (lambda parts: about(parts, revision="0000"), "no version of this"),
    "a word for a number": (
        lambda parts: resealed(parts, "unit", b'["1",1,"Water",0,"departments",0,0]\n', 1),
        "tables/unit.jsonl is different",
    ),
    "a value less": (
        lambda parts: resealed(parts, "unit", b'[1,1,"Water"]\n', 1),
        "tables/unit.jsonl is different",
    ),
}


#: faults that only the database finds, in the middle of the work
DEEP: dict[str, tuple[Callable[[Parts], object], str]] = {
    "another schema": (lambda parts: about(parts, revision="0001"), "match its schema"),
    "a row that points nowhere": (
        lambda parts: resealed(parts, "unit", b'[1,77,"Water",0,"departments",0,0]\n', 1),
        "not there|rejected the backup|do not exist",
    ),
    "a value that no row may have": (
        lambda parts: resealed(parts, "target", b'[1,"WAT",101.0,"2026-10-13T12:00:00"]\n', 1),
        "rejected the backup",
    ),
}


@pytest.mark.parametrize(("change", "said"), CHANGED.values(), ids=CHANGED)
def test_a_changed_or_foreign_backup_is_refused_and_leaves_the_database_as_it_was(
    sqlite_store: Store, good: Path, change: Callable[[Parts], object], said: str
) -> None:
    rewritten(good, change)
    assert_refused(sqlite_store, good, said)


@pytest.mark.parametrize(("change", "said"), DEEP.values(), ids=DEEP)
def test_a_backup_that_the_database_refuses_leaves_it_as_it_was(
    store: Store, good: Path, change: Callable[[Parts], object], said: str
) -> None:
    rewritten(good, change)
    assert_refused(store, good, said)


def another_answer(parts: Parts) -> None:
    """A row that the database takes, under checksums that fit it."""
    resealed(parts, "unit", b'[1,1,"Power",0]\n', 1)


def unsigned(parts: Parts) -> None:
    """As a version wrote it that did not sign."""
    about(parts, format_version=1)
    parts.pop("manifest.hmac")


#: what somebody may do who can write to the file, and knows how it is made
FORGED: dict[str, Callable[[Parts], object]] = {
    "another row": another_answer,
    "a later moment": lambda parts: about(parts, made_at="2030-01-01T00:00:00Z"),
    "no signature": lambda parts: parts.pop("manifest.hmac"),
    "the form that had none": unsigned,
    "a signature by another secret": lambda parts: parts.update(
        {"manifest.hmac": signed(parts["manifest.json"], b"guessed").encode()}
    ),
    "a signature that is no text": lambda parts: parts.update({"manifest.hmac": b"\xff\x00"}),
}


@pytest.mark.parametrize("change", FORGED.values(), ids=FORGED)
def test_a_backup_that_somebody_changed_is_refused(
    sqlite_store: Store, good: Path, change: Callable[[Parts], object]
) -> None:
    rewritten(good, change)
    said = "is not signed with the secret of this installation"
    assert_refused(sqlite_store, good, said, unverified=False)


def test_a_new_machine_without_the_secret_restores_when_that_is_said(
    good: Path, empty_sqlite_url: str, tmp_path: Path
) -> None:
    new = in_folder(tmp_path / "new")
    with opened(empty_sqlite_url) as target:
        with pytest.raises(InputError, match="this installation has no secret yet"):
            restore(target, new, good)
        assert not (tmp_path / "new").exists(), "a secret that is made now would be in the way"
        assert not restore(target, new, good, unverified=True).verified
        same = Settings(data=tmp_path / "new", secret=(tmp_path / "secret").read_text())
        assert restore(target, same, good, replace=True).verified


def test_a_truncated_backup_is_refused_and_leaves_the_database_as_it_was(
    store: Store, good: Path
) -> None:
    whole = good.read_bytes()
    for share in (0.0, 0.1, 0.5, 0.99):
        good.write_bytes(whole[: int(len(whole) * share)])
        assert_refused(store, good, "is not a backup of this product, or it is incomplete")


def rewritten(path: Path, change: Callable[[Parts], object]) -> None:
    """Change the parts of a backup."""
    parts = parts_of(path)
    change(parts)
    with zipfile.ZipFile(path, "w") as archive:
        for name, part in parts.items():
            archive.writestr(name, part)


def assert_refused(store: Store, path: Path, said: str, *, unverified: bool = True) -> None:
    """A backup is refused with a sentence, and nothing is changed, not even where it may replace."""
    if not content(store)["city"]:
        fill(store)
    before = content(store)
    with pytest.raises(ResilienceError, match=said) as told:
        restore(store, in_folder(path.parent), path, replace=True, unverified=unverified)
    assert str(told.value).endswith(".")
    assert "\n" not in str(told.value)
    assert content(store) == before


def test_a_refused_backup_leaves_no_file_where_none_was(good: Path, tmp_path: Path) -> None:
    rewritten(good, DEEP["a row that points nowhere"][0])
    file = tmp_path / "new" / "city.db"
    with opened(f"sqlite:///{file}") as target, pytest.raises(CannotRun):
        restore(target, in_folder(tmp_path), good, unverified=True)
    assert list((tmp_path / "new").iterdir()) == []


def test_wherever_a_byte_is_changed_the_backup_is_refused_or_says_the_same(good: Path) -> None:
    whole = good.read_bytes()
    with open_backup(good) as backup:
        before = backup.manifest
    refused = 0
    for at in range(0, len(whole), 61):
        good.write_bytes(whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :])
        try:
            with open_backup(good) as backup:
                backup.check()
                assert backup.manifest == before
        except InputError:
            refused += 1
    assert refused > len(whole) // 61 / 2
