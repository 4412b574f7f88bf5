"""Acts that were recorded before the record was append-only are carried over, and nothing is made up."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text
from sqlalchemy.exc import IntegrityError

from resilience.services.access.access import Grant, Visitor
from resilience.services.access.acts import ACTS
from resilience.services.access.history import ActFilter, whole_history
from resilience.store import Store, migrate
from resilience.store.database.migrate import SCRIPTS
from resilience.text import Text
from resilience.wording.history import deed_frame

REVISION = "0013"
Detail = dict[str, Any]
#: act, what was kept of it, and what it is now: thing, before, after
OLD: list[tuple[str, Detail, tuple[str, Detail | None, Detail | None]]] = [
    ("workshop set up", {"city": "Cascais", "k": 3}, ("Cascais", None, {"k": 3})),
    ("vote opened", {"was": "preparing"}, ("", {"phase": "preparing"}, None)),
    (
        "workshop closed",
        {"was": "revealed", "signed_by": "Ana", "method_version": "1"},
        ("", {"phase": "revealed"}, {"signed_by": "Ana", "method": "1"}),
    ),
    (
        "workshop reopened",
        {"was": "closed", "reason": "A slip.", "was_signed_by": "Ana"},
        ("", {"phase": "closed", "signed_by": "Ana"}, {"reason": "A slip."}),
    ),
    (
        "level agreed",
        {"indicator": "W1", "before": 1.0, "after": "na"},
        ("W1", {"value": 1.0}, {"value": "na"}),
    ),
    (
        "action removed",
        {"action": 4, "before": {"what": "Clean.", "department": 2}},
        ("4", {"what": "Clean.", "department": 2}, None),
    ),
    (
        "scorecards taken in",
        {"cards": 2, "answers": 9, "number": 1},
        ("", None, {"cards": 2, "answers": 9, "vote": 1}),
    ),
    ("result published to the network", {}, ("", None, None)),
    ("link replaced", {"role": "official"}, ("official", None, None)),
]


def moved(store: Store, how: Callable[[Config, str], None], revision: str) -> None:
    """Bring the schema of a database up or down."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("recursive_version_locations", "true")
    with store.engine.connect() as connection:
        config.attributes["connection"] = connection
        how(config, revision)


@pytest.fixture
def before() -> str:
    """The revision before."""
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    config.set_main_option("recursive_version_locations", "true")
    found = ScriptDirectory.from_config(config).get_revision(REVISION)
    return str(found.down_revision)


def test_old_acts_are_carried_over_and_can_be_read(empty_store: Store, before: str) -> None:
    moved(empty_store, command.upgrade, before)
    at = "2026-10-13 12:00:00.000000"
    insert = text(
        "INSERT INTO staff_act (at, actor, act, workshop, detail) "
        "VALUES (:at, 'facilitator', :act, 'GONE42', :detail)"
    )
    with empty_store.engine.begin() as connection:
        for act, detail, _now in OLD:
            connection.execute(insert, {"at": at, "act": act, "detail": json.dumps(detail)})
    migrate(empty_store)
    host = Visitor((Grant("host", None),))
    found = whole_history(empty_store, host, ActFilter())[::-1]
    assert [(d.act, d.thing, d.before, d.after) for d in found] == [
        (act, *now) for act, _detail, now in OLD
    ]
    assert {(d.who, d.role, d.workshop, d.zone) for d in found} == {
        ("facilitator", "facilitator", "GONE42", "UTC")
    }
    assert len(deed_frame(found, Text("en"))) == len(OLD)
    assert {act for act, *_ in OLD} <= set(ACTS)
    with pytest.raises(IntegrityError), empty_store.engine.begin() as connection:
        connection.execute(text("DELETE FROM staff_act"))


def test_the_step_back_keeps_the_acts_and_lets_go_of_the_triggers(
    empty_store: Store, before: str
) -> None:
    moved(empty_store, command.upgrade, REVISION)
    row = "(at, actor, role, act, city, thing) VALUES ('2026-01-01', 'host', 'host', 'revealed', '', '')"
    with empty_store.engine.begin() as connection:
        connection.execute(text(f"INSERT INTO staff_act {row}"))
    moved(empty_store, command.downgrade, before)
    with empty_store.engine.begin() as connection:
        assert "detail" in [c["name"] for c in inspect(connection).get_columns("staff_act")]
        assert connection.execute(text("DELETE FROM staff_act")).rowcount == 1
    migrate(empty_store)
