"""What `resilience import` takes in, and what it says of it."""

from collections.abc import Mapping, Sequence

from resilience.cli.frameworks import find_framework
from resilience.errors import Fault, InputError
from resilience.exchange.kinds import Kind, kind_of
from resilience.services.access.access import COMMAND_LINE
from resilience.services.cities.peers import add_peer, look_at
from resilience.services.cities.undrr_results import brought_workbook, take_workbook
from resilience.services.frameworks.official_wording import FRAMEWORK
from resilience.services.frameworks.uploads import PEERS, SCORECARDS, WORKBOOKS, checked_kind
from resilience.services.scorecards.card_files import read_file, reader_of
from resilience.services.scorecards.cards import look_at_cards, take_cards
from resilience.store import Store
from resilience.workbook.reading.reading_process import one_process


def take_in(store: Store, code: str, files: Mapping[str, bytes], *, dry_run: bool) -> bool:
    """Take files by name into the open vote and print what became of each; False where none was one.

    Raises `WrongTime` where no vote is open.
    """
    reader = reader_of(store, COMMAND_LINE, code)
    with one_process():
        read = [read_file(reader, name, data) for name, data in files.items()]
    cards = [card for one in read for card in one.cards]
    looked = look_at_cards(store, COMMAND_LINE, code, cards)
    for one in looked:
        print(
            f"{one.name}: {one.department}, people: {one.people}; {one.new} new, {one.changed} "
            f"changed, {one.same} as before"
        )
    _say("Not imported", [fault for one in read for fault in one.faults])
    _say("Not imported", [fault for one in looked for fault in one.faults])
    _say("Changed", [place for one in looked for place in one.changes])
    _say("Good to know", [note for one in read for note in one.notes])
    if dry_run:
        print("Nothing was stored.")
    else:
        taken = take_cards(store, COMMAND_LINE, code, cards)
        print(f"Imported. Answers: {taken.answers}, scorecards: {taken.cards}.")
    return bool(cards)


def take_peers(store: Store, files: Mapping[str, bytes], *, dry_run: bool, trust: str) -> None:
    """Take results of other cities in, one file after the other, and print what became of each.

    A data package comes in where its publisher is trusted, or is the one whose fingerprint `trust` is.
    Raises `InputError` for what is no such file, and `NotAllowed` for a publisher who is not trusted.
    """
    for name, data in files.items():
        kind, other = kind_of(data, name), not name.lower().endswith((".zip", ".xlsm"))
        if kind in SCORECARDS.takes - WORKBOOKS or (kind is Kind.UNKNOWN and other):
            raise InputError(
                "{name}: use --workshop to say which workshop it is for. Without it, data packages (.zip) "
                "and filled-in UNDRR workbooks (.xlsm or .xlsx) are imported.",
                name=name,
            )
        if checked_kind(PEERS, data, name) in WORKBOOKS:
            _take_undrr(store, name, data, dry_run=dry_run)
        else:
            _take_package(store, name, data, dry_run=dry_run, trust=trust)
    if dry_run:
        print("Nothing was stored.")


def _take_package(store: Store, name: str, data: bytes, *, dry_run: bool, trust: str) -> None:
    seen = look_at(store, COMMAND_LINE, data)
    about = seen.package.result.about
    known = "trusted" if seen.known_as else "not trusted yet"
    print(f"{name}: {about.city.full_name}, {about.date.isoformat()}")
    print(f"Signed by {seen.package.publisher} ({known}): {seen.package.fingerprint}")
    if seen.refused:
        print(f"Not imported: {seen.refused}")
    elif not dry_run:
        told = _bare(trust) == _bare(seen.package.fingerprint)
        add_peer(store, COMMAND_LINE, data, trust=told)
        print("Imported.")


def _bare(fingerprint: str) -> str:
    """A fingerprint however its groups are set apart."""
    return "".join(sign for sign in fingerprint.upper() if sign.isalnum())


def _take_undrr(store: Store, name: str, data: bytes, *, dry_run: bool) -> None:
    framework = find_framework(FRAMEWORK)
    found = brought_workbook(framework, data)
    answered = f"{len(found.levels)} of {len(found.items)} items answered"
    print(f"{name}: {found.city.full_name}, {answered}")
    _say("Not understood", found.unclear)
    if not dry_run:
        take_workbook(store, COMMAND_LINE, framework, data)
        print("Imported.")


def _say(title: str, faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(f"{title}: {fault}")
