"""The end of the report: things for later, and photos of the wall where they were chosen."""

import datetime
import io
import zipfile

from resilience.outputs.report import printed_report, report_of
from resilience.report import words_of
from resilience.services.counting import rounds
from resilience.services.results.comments import set_comment_hidden
from resilience.services.voting.questions import keep_for_later
from resilience.services.workshop.phase import Phase
from resilience.services.workshop.photos import (
    add_photo,
    choose_photo,
    photos_of,
    report_photos,
)
from resilience.text import Text
from resilience.word import write_document
from tests.exchange.walls import wall
from tests.pdf import read_pdf
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held

MOMENT = datetime.datetime(2026, 10, 13, 8, 30, tzinfo=datetime.UTC)


def test_the_report_ends_with_what_is_kept_for_later_and_the_chosen_photos(held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    without = set(words_of(report_of(held.result(), Text("en"), MOMENT)))
    assert not without & {"For later", "Photos of the wall"}
    keep_for_later(held.store, HOST, held.code, "Ask the port.")
    for _ in range(2):
        add_photo(held.store, HOST, held.code, wall())
    first, _ = photos_of(held.store, HOST, held.code)
    choose_photo(held.store, HOST, held.code, first.id, in_report=True)
    photos = report_photos(held.store, held.id)
    assert len(photos) == 1
    said = report_of(held.result(), Text("en"), MOMENT, photos=photos)
    with zipfile.ZipFile(io.BytesIO(write_document(said, Text("en"), MOMENT))) as file:
        assert photos[0] in [file.read(one) for one in file.namelist() if "/media/" in one]
    printed = printed_report(said, Text("en"), MOMENT)
    pages = read_pdf(printed.pdf).pages
    assert any("Ask the port." in page for page in pages)
    assert "Photos of the wall" in pages[-1]


def test_a_hidden_comment_is_in_no_report(held: Held) -> None:
    held.move(rounds.open_vote)
    people = held.vote("Water", 1, 1, 1)
    for who, words in zip(people, ("Dry", "Wet", "Muddy"), strict=True):
        save_remark(held.store, who, "W1", comment=words)
    wet = next(one for one in held.reveal().remarks if one.comment == "Wet")
    set_comment_hidden(held.store, HOST, held.code, wet.mark, hidden=True)
    read = set(words_of(report_of(held.result(), Text("en"), MOMENT)))
    assert {"Dry", "Muddy", "Level 1"} <= read and "Wet" not in read
