"""Check the database server: version, clock, free connections."""

from collections.abc import Iterator

from resilience.services.upkeep.finding import Finding
from resilience.settings import Settings
from resilience.store import Store, current, newest, now
from resilience.store.database.database_facts import DatabaseFacts, database_facts, latest_act

#: major version of PostgreSQL that is still mended by its makers
OLDEST_SERVER = 14
#: seconds by which clocks may differ, and a moment that was kept may lie ahead
CLOCKS_APART = 5
#: share of a server's connections in use from which there is too little room
CROWDED = 0.8


def database_findings(settings: Settings) -> list[Finding]:
    """Return findings about the database; none if it does not exist yet or cannot be reached."""
    try:
        store = Store(settings.database_url)
        try:
            if store.file and not store.file.exists():
                return []
            return list(_findings(store))
        finally:
            store.engine.dispose()
    except Exception:  # another check reports what is wrong with the database
        return []


def _findings(store: Store) -> Iterator[Finding]:
    facts = database_facts(store)
    yield _server(facts) if facts.server else _file(store, facts)
    yield _clock(store, facts)


def _file(store: Store, facts: DatabaseFacts) -> Finding:
    named = f"SQLite {'.'.join(map(str, facts.version))}, journal {facts.journal}"
    if store.file and facts.journal != "wal":
        mend = (
            "Put the file on a disk of this machine, not of the network, and start the server once: "
            "people can then read while others save."
        )
        return Finding("database engine", named, well=False, mend=mend)
    return Finding("database engine", named)


def _server(facts: DatabaseFacts) -> Finding:
    named = f"PostgreSQL {facts.version[0]}.{facts.version[1]}, {facts.used} of {facts.most} connections"
    if facts.version[0] < OLDEST_SERVER:
        mend = f"Upgrade PostgreSQL: {OLDEST_SERVER} or newer is still mended by its makers."
        return Finding("database engine", named, well=False, mend=mend)
    if facts.used > CROWDED * facts.most:
        mend = "Raise max_connections of PostgreSQL, or find out who holds the connections."
        return Finding("database engine", named, well=False, mend=mend)
    return Finding("database engine", named)


def _clock(store: Store, facts: DatabaseFacts) -> Finding:
    here = now()
    mend = "Let both machines ask the same time server (NTP): votes are ordered by the clock."
    apart = abs((here - facts.clock).total_seconds())
    if apart > CLOCKS_APART:
        said = f"{apart:.0f} s apart from the database's"
        return Finding("clock", said, well=False, mend=mend)
    latest = latest_act(store) if current(store) == newest() else None
    ahead = (latest - here).total_seconds() if latest else 0.0
    if ahead > CLOCKS_APART:
        said = f"set back: the last thing that was recorded lies {ahead:.0f} s ahead"
        return Finding("clock", said, well=False, mend=mend)
    return Finding("clock", f"{here:%Y-%m-%d %H:%M:%S} UTC, as the database's")
