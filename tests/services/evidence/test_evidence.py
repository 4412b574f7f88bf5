"""The evidence of a city: kept over its workshops, by those who may, with what they typed checked."""

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import event

from resilience.errors import InputError, NotAllowed, NotFound, ResilienceError, WrongTime
from resilience.framework import Framework
from resilience.framework.load import load_source
from resilience.services.access.access import Visitor
from resilience.services.access.history import ActFilter, history
from resilience.services.counting.rehearsal import rehearse
from resilience.services.evidence import entries
from resilience.services.evidence.entries import add_evidence, edit_evidence, remove_evidence
from resilience.services.evidence.facts import EvidenceFacts, EvidenceUpload
from resilience.services.evidence.register import (
    PIECE,
    EvidenceCount,
    EvidenceFilter,
    EvidenceView,
    evidence_counts,
    evidence_file,
    evidence_on,
    evidence_page,
)
from resilience.services.upkeep.backup import back_up
from resilience.services.upkeep.restore import restore
from resilience.services.upkeep.retention import remove_now
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.workshops import workshops_of
from resilience.store import Store
from resilience.store.results.evidence import ELSEWHERE
from resilience.store.tables import City, EvidenceEntry, EvidenceFile
from tests.services.held import CITY, HOST, Held, rows, set_up
from tests.services.staff import signed_in
from tests.store.opened import in_folder, opened

TODAY = datetime.date(2026, 10, 13)
PLAN = EvidenceFacts(
    "W1", "Flood plan", datetime.date(2026, 1, 31), TODAY, "https://example.org/plan"
)
FILE = replace(PLAN, link="")
PDF = EvidenceUpload("plan.pdf", b"%PDF-1.7")
EXPIRED = replace(PLAN, valid_until=TODAY - datetime.timedelta(days=1))


def on(held: Held, indicator: str = "W1", who: Visitor = HOST) -> tuple[EvidenceView, ...]:
    """The entries on an indicator."""
    return evidence_on(held.store, who, held.code, indicator)


def stored(store: Store, who: Visitor, code: str, number: int) -> tuple[str, bytes]:
    """The name and content of a file."""
    file = evidence_file(store, who, code, number)
    return file.name, b"".join(file.pieces)


def test_the_next_workshop_of_a_city_has_the_evidence_and_other_cities_do_not(
    held: Held, framework: Framework
) -> None:
    number = add_evidence(held.store, HOST, held.code, FILE, PDF)
    later = set_up(held.store, framework, date=datetime.date(2027, 5, 4))
    (seen,) = on(later, who=later.staff("official"))
    assert (seen.facts, seen.role) == (replace(FILE, file_name="plan.pdf"), "host")
    assert stored(held.store, HOST, later.code, number) == ("plan.pdf", b"%PDF-1.7")
    other = set_up(held.store, framework, city=replace(CITY, name="Lisboa"))
    assert on(other) == ()
    for service in (evidence_file, remove_evidence):
        with pytest.raises(NotFound):
            service(held.store, HOST, other.code, number)


def test_counts_and_pages_are_of_a_day(held: Held) -> None:
    for facts in (PLAN, EXPIRED, replace(EXPIRED, indicator="P1"), replace(PLAN, valid_until=None)):
        add_evidence(held.store, HOST, held.code, facts)
    counts = evidence_counts(held.store, HOST, held.code, TODAY)
    assert counts == {
        "W1": EvidenceCount(2, 1),
        "W2": EvidenceCount(),
        "P1": EvidenceCount(0, 1),
        "P2": EvidenceCount(),
    }
    tomorrow = evidence_counts(held.store, HOST, held.code, TODAY + datetime.timedelta(days=1))
    assert tomorrow["W1"] == EvidenceCount(1, 2)
    wanted = EvidenceFilter(("P1", "W1"), TODAY, most=2)
    page = evidence_page(held.store, HOST, held.code, wanted)
    assert ([one.about for one in page.entries], page.total) == (["P1", "W1"], 4)
    rest = evidence_page(held.store, HOST, held.code, replace(wanted, skip=2))
    assert len({one.id for one in (*page.entries, *rest.entries)}) == 4
    for valid, total in ((True, 2), (False, 2)):
        some = evidence_page(held.store, HOST, held.code, replace(wanted, valid=valid))
        assert (some.total, len(some.entries)) == (total, 2)
        assert {one.expired(TODAY) for one in some.entries} == {not valid}


def test_evidence_of_an_indicator_that_now_asks_something_else_is_kept_apart(
    held: Held, framework: Framework
) -> None:
    for facts in (PLAN, replace(PLAN, indicator="P1")):
        add_evidence(held.store, HOST, held.code, facts)
    renewed = f'version: "2.0"\ncomparable: {{"{framework.version}": [P1]}}'
    source = framework.source["framework.yaml"].replace(f'version: "{framework.version}"', renewed)
    newer = set_up(held.store, load_source({**framework.source, "framework.yaml": source}))
    counts = evidence_counts(held.store, HOST, newer.code, TODAY)
    assert counts == {
        "W1": EvidenceCount(),
        "W2": EvidenceCount(),
        "P1": EvidenceCount(1),
        "P2": EvidenceCount(),
        ELSEWHERE: EvidenceCount(1),
    }
    (old,) = evidence_page(
        held.store, HOST, newer.code, EvidenceFilter((ELSEWHERE,), TODAY)
    ).entries
    assert (old.facts, old.version) == (PLAN, framework.version)
    edit_evidence(held.store, HOST, newer.code, old.id, replace(PLAN, indicator="W2"), PLAN)
    assert [one.id for one in on(newer, "W2")] == [old.id]


@pytest.mark.parametrize(
    ("facts", "upload", "why"),
    [
        (replace(PLAN, indicator=""), None, "Choose the indicator"),
        (replace(PLAN, indicator="X9"), None, "no indicator X9"),
        (replace(PLAN, title=" \u202e "), None, "Enter a title"),
        (replace(PLAN, title="a" * 201), None, "201 characters"),
        (replace(PLAN, dated=None), None, "Enter the date"),
        (replace(PLAN, valid_until=datetime.date(2025, 1, 1)), None, "before its date"),
        (replace(PLAN, link="javascript:alert(1)"), None, "is not a web address"),
        (replace(PLAN, link="ftp://example.org/plan"), None, "is not a web address"),
        (replace(PLAN, link="https://ana:secret@example.org"), None, "is not a web address"),
        (replace(PLAN, link="https://"), None, "is not a web address"),
        (replace(PLAN, link="https://example.org/" + "a" * 500), None, "520 characters"),
        (replace(PLAN, link=""), None, "Enter a link, or choose a file"),
        (PLAN, PDF, "not both"),
        (FILE, EvidenceUpload("plan.pdf", bytes(10 * 1_048_576 + 1)), "larger than 10 MB"),
        (FILE, EvidenceUpload("plan.exe", b"MZ"), "type of file is not accepted"),
    ],
)
def test_what_is_wrong_gets_a_sentence_and_nothing_is_stored(
    held: Held, facts: EvidenceFacts, upload: EvidenceUpload | None, why: str
) -> None:
    with pytest.raises(InputError, match=why):
        add_evidence(held.store, HOST, held.code, facts, upload)
    assert rows(held.store, EvidenceEntry) == []


def test_a_city_keeps_only_so_many_entries_and_bytes(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_evidence(held.store, HOST, held.code, FILE, PDF)
    monkeypatch.setattr(entries, "MOST_CITY_MEGABYTES", 15 / 1_048_576)
    with pytest.raises(InputError, match="All files of a city"):
        add_evidence(held.store, HOST, held.code, FILE, PDF)
    monkeypatch.setattr(entries, "MOST_ENTRIES", 1)
    with pytest.raises(InputError, match="at most 1 entries"):
        add_evidence(held.store, HOST, held.code, PLAN)
    assert len(rows(held.store, EvidenceEntry)) == len(rows(held.store, EvidenceFile)) == 1


def test_a_lead_changes_what_their_department_added_and_a_link_for_officials_reads(
    held: Held,
) -> None:
    store, code = held.store, held.code
    lead, official = held.staff("lead", "Water"), held.staff("official")
    stranger = signed_in(store, "eve")
    with_link = replace(stranger, grants=(*stranger.grants, *official.grants))
    own = add_evidence(store, lead, code, PLAN)
    others = add_evidence(store, signed_in(store, "ana", f"official in {code}"), code, PLAN)
    seen = {one.id: (one.role, one.department, one.changes) for one in on(held, who=lead)}
    assert seen == {own: ("lead", "Water", True), others: ("official", "", False)}
    attempts: list[tuple[Visitor, Callable[[], object]]] = [
        (lead, lambda: remove_evidence(store, lead, code, others)),
        (lead, lambda: edit_evidence(store, lead, code, others, EXPIRED, PLAN)),
        (
            held.staff("lead", "Roads"),
            lambda: remove_evidence(store, held.staff("lead", "Roads"), code, own),
        ),
        (official, lambda: add_evidence(store, official, code, PLAN)),
        (official, lambda: remove_evidence(store, official, code, own)),
        (with_link, lambda: add_evidence(store, with_link, code, PLAN)),
        (with_link, lambda: remove_evidence(store, with_link, code, others)),
    ]
    for _, attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    remove_evidence(store, lead, code, own)
    assert [one.id for one in on(held, who=official)] == [others]


def test_a_link_takes_the_place_of_a_file_whose_content_is_gone(held: Held) -> None:
    store, code = held.store, held.code
    number = add_evidence(store, HOST, code, FILE, PDF)
    shown = replace(FILE, file_name="plan.pdf")
    edit_evidence(store, HOST, code, number, replace(FILE, title="Plan"), shown)
    assert stored(store, HOST, code, number) == ("plan.pdf", b"%PDF-1.7")
    with pytest.raises(WrongTime, match="changed on another device"):
        edit_evidence(store, HOST, code, number, PLAN, shown)
    newer = EvidenceUpload("new.pdf", b"%PDF-2.0")
    shown = replace(shown, title="Plan")
    edit_evidence(store, HOST, code, number, FILE, shown, newer)
    assert stored(store, HOST, code, number) == ("new.pdf", b"%PDF-2.0")
    edit_evidence(store, HOST, code, number, PLAN, replace(FILE, file_name="new.pdf"))
    assert rows(store, EvidenceFile) == []
    with pytest.raises(NotFound):
        evidence_file(store, HOST, code, number)


def test_a_file_is_read_in_pieces_of_one_content(held: Held) -> None:
    content = b"%PDF-" + bytes(range(256)) * (2 * PIECE // 256)
    number = add_evidence(held.store, HOST, held.code, FILE, replace(PDF, content=content))
    file, cut = (evidence_file(held.store, HOST, held.code, number) for _ in range(2))
    found = list(file.pieces)
    assert (b"".join(found), file.size) == (content, len(content))
    assert [len(one) for one in found] == [PIECE, PIECE, 5]
    next(cut.pieces)
    newer = replace(PDF, content=b"%PDF-2.0" + content)
    edit_evidence(
        held.store, HOST, held.code, number, FILE, replace(FILE, file_name="plan.pdf"), newer
    )
    with pytest.raises(NotFound):
        next(cut.pieces)


def test_the_history_keeps_what_was_removed_and_not_the_content(held: Held) -> None:
    number = add_evidence(held.store, HOST, held.code, FILE, PDF)
    remove_evidence(held.store, HOST, held.code, number)
    assert not rows(held.store, EvidenceEntry) and not rows(held.store, EvidenceFile)
    removed, added = history(held.store, HOST, ActFilter(kind="evidence")).deeds
    assert (removed.act, added.act) == ("evidence removed", "evidence added")
    assert removed.before == added.after
    assert (added.after or {}).items() >= {"file": "plan.pdf", "title": "Flood plan"}.items()
    assert "%PDF" not in repr(removed) + repr(added)


def test_evidence_outlives_the_data_of_participants_and_ends_with_its_city(held: Held) -> None:
    add_evidence(held.store, HOST, held.code, FILE, PDF)
    held.bring_to(Phase.CLOSED)
    remove_now(held.store, HOST, held.code)
    assert len(on(held)) == 1
    with held.store.write() as session:
        session.delete(session.get_one(City, rows(held.store, EvidenceEntry)[0].city_id))
    assert not rows(held.store, EvidenceEntry) and not rows(held.store, EvidenceFile)


def test_a_rehearsal_keeps_no_evidence(held: Held) -> None:
    add_evidence(held.store, HOST, held.code, PLAN)
    rehearse(held.store, HOST, held.code)
    (copy,) = (w for w in workshops_of(held.store, HOST) if w.rehearses)
    assert evidence_on(held.store, HOST, copy.code, "W1") == ()
    with pytest.raises(WrongTime, match=f"in the workshop {held.code}"):
        add_evidence(held.store, HOST, copy.code, PLAN)


def test_a_backup_brings_the_files_back(held: Held, tmp_path: Path) -> None:
    number = add_evidence(held.store, HOST, held.code, FILE, PDF)
    back_up(held.store, in_folder(tmp_path), tmp_path / "city.zip")
    with opened(f"sqlite:///{tmp_path}/other.db") as other:
        restore(other, in_folder(tmp_path), tmp_path / "city.zip")
        assert stored(other, HOST, held.code, number) == ("plan.pdf", b"%PDF-1.7")


def test_no_list_reads_the_content_of_a_file(held: Held) -> None:
    add_evidence(held.store, HOST, held.code, FILE, PDF)
    asked: list[str] = []
    event.listen(held.store.engine, "before_cursor_execute", lambda *args: asked.append(args[2]))
    on(held)
    evidence_page(held.store, HOST, held.code, EvidenceFilter(("W1",), TODAY))
    evidence_counts(held.store, HOST, held.code)
    assert asked and not [one for one in asked if "evidence_file." in one]


def test_people_without_a_role_read_nothing(held: Held) -> None:
    number = add_evidence(held.store, HOST, held.code, FILE, PDF)
    for who in (Visitor(), held.join()):
        with pytest.raises(NotAllowed):
            evidence_file(held.store, who, held.code, number)
    with pytest.raises(ResilienceError):
        evidence_counts(held.store, held.join(), held.code)
