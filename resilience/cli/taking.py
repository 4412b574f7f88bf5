"""What `resilience import` takes in, and what it says of it."""

from collections.abc import Mapping, Sequence

from resilience.cli.giving import HOST
from resilience.errors import Fault
from resilience.services.card_files import read_file, reader_of
from resilience.services.cards import look_at_cards, take_cards
from resilience.store import Store


def take_in(store: Store, code: str, files: Mapping[str, bytes], *, dry_run: bool) -> bool:
    """Take files by name into the open vote and print what became of each; False where none was one.

    Raises `WrongTime` where no vote is open.
    """
    reader = reader_of(store, HOST, code)
    read = [read_file(reader, name, data) for name, data in files.items()]
    cards = [card for one in read for card in one.cards]
    looked = look_at_cards(store, HOST, code, cards)
    for one in looked:
        print(
            f"{one.name}: {one.department}, {one.people} people: {one.new} new, {one.changed} "
            f"changed, {one.same} as before"
        )
    _say("Not taken in", [fault for one in read for fault in one.faults])
    _say("Not taken in", [fault for one in looked for fault in one.faults])
    _say("Changed", [place for one in looked for place in one.changes])
    _say("Good to know", [note for one in read for note in one.notes])
    if dry_run:
        print("Nothing was stored.")
    else:
        taken = take_cards(store, HOST, code, cards)
        print(f"Taken in: {taken.answers} answers of {taken.cards} scorecards.")
    return bool(cards)


def _say(title: str, faults: Sequence[Fault]) -> None:
    for fault in faults:
        print(f"{title}: {fault}")
