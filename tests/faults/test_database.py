"""The database goes away while a hall votes: no acknowledged answer is lost or stored twice."""

import os
import time
from collections.abc import Callable
from threading import Timer

import pytest

from tests.faults.database import Database, Wire
from tests.faults.people import Hall
from tests.live import Server
from tests.services.held import Held

#: `make faults` runs the long form
LONG = "FAULTS_LONG" in os.environ
PHONES, TIMES, AGAIN = (30, 100, 5) if LONG else (10, 20, 1)
#: seconds without a database
AWAY = 2.0

Trouble = Callable[[Database, Wire, Server], None]


def killed(database: Database, _wire: Wire, _server: Server) -> None:
    """PostgreSQL is killed by -9 and started again."""
    database.kill()
    time.sleep(AWAY)
    database.start()


def cut(_database: Database, wire: Wire, _server: Server) -> None:
    """The network is cut and mended."""
    wire.cut_off()
    time.sleep(AWAY)
    wire.mend()


def swallowed(_database: Database, wire: Wire, _server: Server) -> None:
    """The network takes bytes and passes none on, as a firewall that forgot the connections."""
    wire.swallows = True
    time.sleep(AWAY)
    wire.mend()


def frozen(database: Database, _wire: Wire, _server: Server) -> None:
    """The machine of the database hangs for a while."""
    database.freeze()
    time.sleep(AWAY)
    database.thaw()


def server_killed(_database: Database, _wire: Wire, server: Server) -> None:
    """The server itself is killed by -9 and started again."""
    server.kill()
    server.start()


@pytest.mark.parametrize("trouble", [killed, cut, swallowed, frozen, server_killed])
def test_what_was_called_saved_is_there_once(
    database: Database, wire: Wire, served: Server, voting: Held, trouble: Trouble
) -> None:
    hall = Hall.joined(voting, served.port, PHONES)
    for _ in range(AGAIN):
        hall.go_through(lambda: trouble(database, wire, served), TIMES)


def test_a_read_waits_for_a_database_that_starts_again(database: Database, voting: Held) -> None:
    database.kill()
    again = Timer(AWAY, database.start)
    again.start()
    assert voting.view.code == voting.code
    again.join()
