"""Check that the database is consistent: every rule of the product, tested again."""

from collections.abc import Callable, Iterable

from resilience.services.upkeep.check_results import (
    agreed_off_scale,
    changed_frameworks,
    changed_since_frozen,
    odd_publications,
    unknown_codes,
)
from resilience.services.upkeep.check_votes import answers_off_scale, miscounted, odd_phases
from resilience.services.upkeep.finding import Finding
from resilience.store import Session, Store, current, newest
from resilience.store.database.soundness import cross_workshop_rows, damage

#: places that a line names at most
MOST = 5
RESTORE = "Restore a backup from before this happened, and keep this database to look at."
CHANGED = (
    "Somebody or something changed rows beside the product. Compare with a backup from before, and "
    "restore it where the change is wrong."
)
Check = tuple[str, Callable[[Session], Iterable[str]], str, str]
CHECKS: tuple[Check, ...] = (
    ("database", damage, "nothing is damaged", RESTORE),
    ("workshops", cross_workshop_rows, "nothing ties two workshops together", CHANGED),
    ("frameworks", changed_frameworks, "all copies are as they were pinned", CHANGED),
    ("phases", odd_phases, "all workshops are in a phase that there is", CHANGED),
    ("answers", answers_off_scale, "all are of what was asked, and on the scale", CHANGED),
    ("open votes", miscounted, "counts equal the answers", CHANGED),
    ("frozen figures", changed_since_frozen, "as they were frozen", CHANGED),
    ("agreed levels", agreed_off_scale, "all on the scale of their indicator", CHANGED),
    ("codes", unknown_codes, "targets and weights are of the framework", CHANGED),
    ("publications", odd_publications, "all of closed workshops", CHANGED),
)


def verify(store: Store) -> list[Finding]:
    """Check every rule without changing anything; return one `Finding` per rule, the schema first."""
    there = store.file is None or store.file.exists()
    with store.telling():
        have, want = current(store) if there else None, newest()
    if have != want:
        found = f"{store.name}: {have or 'none'}, not {want}"
        return [Finding("schema", found, False, "Run `resilience upgrade`, then this again.")]
    with store.read() as session:
        return [Finding("schema", f"{store.name}: {have}"), *look_at_all(session)]


def look_at_all(session: Session) -> list[Finding]:
    """Return a finding for each rule, in the database state that a session sees."""
    return [_finding(session, *check) for check in CHECKS]


def _finding(
    session: Session, what: str, look: Callable[[Session], Iterable[str]], well: str, mend: str
) -> Finding:
    try:
        wrong = list(look(session))
    except Exception as error:  # whatever keeps it from being looked at is the finding
        wrong = [(str(error) or repr(error)).splitlines()[0]]
    if not wrong:
        return Finding(what, well)
    more = f", and {len(wrong) - MOST} more" if len(wrong) > MOST else ""
    return Finding(what, "; ".join(wrong[:MOST]) + more, False, mend)
