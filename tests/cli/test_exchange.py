"""The commands `export` and `import`: a workshop as files, and filled files taken in."""

import io
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from docx import Document
from pptx import Presentation

from resilience.framework import Framework
from resilience.services.cities.peers import add_peer, peers
from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.store import Store
from resilience.store.tables import Response
from resilience.workbook.undrr import CODES, read_filled
from tests.cli.run import Command, Ran, sentence
from tests.pdf import read_pdf
from tests.services.cards import filled
from tests.services.coordinating.made import of
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, finish, rows, set_up
from tests.services.towns import published
from tests.services.undrr.shown import official_vote
from tests.workbook.undrr.filled_official import of_city
from tests.workbook.undrr.official import Book

pytestmark = pytest.mark.long


@pytest.fixture
def held(command: Command, sqlite_model: Path, framework: Framework) -> Iterator[Held]:
    """A workshop in the database of the command."""
    shutil.copy(sqlite_model, command.database)
    store = Store(f"sqlite:///{command.database}")
    yield set_up(store, framework)
    store.engine.dispose()


def export(command: Command, held: Held, kind: str, name: str, *options: str) -> bytes:
    """What a format writes."""
    ran = command.run("export", "--workshop", held.code, "--format", kind, "-o", name, *options)
    assert (ran.status, ran.err, ran.out) == (0, "", f"Written: {name}\n")
    return (command.folder / name).read_bytes()


def reveal(held: Held) -> None:
    held.move(rounds.open_vote)
    held.vote("Water", 1, 2, 3)
    held.reveal()


def test_blank_scorecards_come_before_the_reveal_and_results_after_it(
    command: Command, held: Held
) -> None:
    with zipfile.ZipFile(io.BytesIO(export(command, held, "scorecards", "cards.zip"))) as packed:
        assert len(packed.namelist()) == 15  # the people expected
    form = openpyxl.load_workbook(io.BytesIO(export(command, held, "xlsform", "form.xlsx")))
    assert form.sheetnames == ["survey", "choices", "settings"]
    for kind, name in (("xlsx", "result.xlsx"), ("csv", "counts.csv")):
        words = ("export", "--workshop", held.code, "--format", kind, "-o", name)
        assert "No results are shown before the reveal" in sentence(command.run(*words))
        assert not (command.folder / name).exists()
    reveal(held)
    assert export(command, held, "csv", "counts.csv").startswith(b"round,unit,indicator,answer,")
    book = openpyxl.load_workbook(
        io.BytesIO(export(command, held, "xlsx", "result.xlsx", "--language", "ja"))
    )
    assert "要約" in book.sheetnames


def test_the_printed_report_comes_in_the_language_asked_for(command: Command, held: Held) -> None:
    words = ("export", "--workshop", held.code, "--format", "report", "-o", "report.pdf")
    assert "No results are shown before the reveal" in sentence(command.run(*words))
    held.move(rounds.open_vote)
    for who in held.vote("Water", 1, 2, 3):
        save_remark(held.store, who, indicator="W1", comment="good \U0001f44d", evidence="")
    held.reveal()
    ran = command.run(*words, "--language", "ja")
    assert (ran.status, ran.err) == (0, "")
    assert "U+1F44D" in ran.out  # no font has it
    read = read_pdf((command.folder / "report.pdf").read_bytes())
    assert read.tagged
    assert "要約" in read.words
    assert "50.0" in read.words
    assert "must end in .pdf" in sentence(command.run(*words[:-1], "report.docx"))


def test_the_brief_and_the_slides_come_in_the_language_asked_for(
    command: Command, held: Held
) -> None:
    held.bring_to(Phase.REVEALED)
    words = ("export", "--workshop", held.code, "--language", "ja", "--format")
    ran = command.run(*words, "brief", "-o", "brief.pdf")
    assert (ran.status, ran.err) == (0, "")
    read = read_pdf((command.folder / "brief.pdf").read_bytes())
    assert (len(read.pages), read.language) == (1, "ja")
    assert "W1 · Drains" in read.words
    ran = command.run(*words, "slides", "-o", "slides.pptx")
    assert (ran.status, ran.err) == (0, "")
    slides = list(Presentation(str(command.folder / "slides.pptx")).slides)
    assert "レジリエンス評価結果" in slides[0].shapes.title.text_frame.text
    assert "must end in .pptx" in sentence(command.run(*words, "slides", "-o", "slides.pdf"))


def test_slides_take_a_city_s_template_or_say_why_not(command: Command, held: Held) -> None:
    held.bring_to(Phase.REVEALED)
    words = ("export", "--workshop", held.code, "--format", "slides", "-o", "slides.pptx")
    (command.folder / "city.pptx").write_bytes(b"no presentation")
    refused = sentence(command.run(*words, "--template", "city.pptx"))
    assert "This is not a PowerPoint presentation" in refused
    Presentation().save(str(command.folder / "city.pptx"))
    assert command.run(*words, "--template", "city.pptx").status == 0
    assert len(Presentation(str(command.folder / "slides.pptx")).slide_layouts) == 11


def test_the_report_for_word_takes_a_city_s_template_or_says_why_not(
    command: Command, held: Held
) -> None:
    words = ("export", "--workshop", held.code, "--language", "ja", "--format", "docx", "-o")
    assert "No results are shown before the reveal" in sentence(command.run(*words, "report.docx"))
    held.bring_to(Phase.REVEALED)
    assert "must end in .docx" in sentence(command.run(*words, "report.pdf"))
    ran = command.run(*words, "report.docx")
    assert (ran.status, ran.err) == (0, "")
    written = Document(str(command.folder / "report.docx"))
    assert "レジリエンス評価結果" in written.paragraphs[0].text
    (command.folder / "city.docx").write_bytes(b"no document")
    with_template = (*words, "other.docx", "--template", "city.docx")
    assert "This is not a Word document" in sentence(command.run(*with_template))
    city = Document()
    city.sections[0].header.paragraphs[0].text = "Cascais"
    city.save(str(command.folder / "city.docx"))
    assert command.run(*with_template).status == 0
    header = Document(str(command.folder / "other.docx")).sections[0].header
    assert header.paragraphs[0].text == "Cascais"


def test_the_official_workbook_comes_back_filled(command: Command, held: Held) -> None:
    official = official_vote(held.store)
    for _ in range(3):
        official.say(official.join(), **{"P1.1": 2})
    official.reveal()
    (command.folder / "empty.xlsm").write_bytes(Book(CODES).written())
    words = ("export", "--format", "undrr", "-o", "filled.xlsm")
    into = ("--workshop", official.code)
    assert "--template" in sentence(command.run(*words, *into))
    ran = command.run(*words, *into, "--template", "empty.xlsm")
    assert (ran.status, ran.err) == (0, "")
    assert "46 items" in ran.out
    assert read_filled((command.folder / "filled.xlsm").read_bytes()).levels == {"P1.1": 2}


def test_the_options_say_how_many_scorecards_of_which_department(
    command: Command, held: Held
) -> None:
    wanted = ("--cards", "Water=2", "--cards", "Mixed tables=1x6")
    data = export(command, held, "scorecards", "cards.zip", *wanted)
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        assert [name[7:] for name in packed.namelist()] == [
            "Water-01.xlsx",
            "Water-02.xlsx",
            "Mixed-tables-01.xlsx",
        ]
    ran = command.run(
        *("export", "--workshop", held.code, "--format", "scorecards", "-o", "other.zip"),
        *("--cards", "Parks=2"),
    )
    assert "There is no department Parks. Departments: Water, Power" in sentence(ran)
    for bad in ("Water", "Water=many", "Water=2xsix"):
        ran = command.run(
            *("export", "--workshop", held.code, "--format", "scorecards", "-o", "other.zip"),
            *("--cards", bad),
        )
        assert "such as Water=3x5" in sentence(ran)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--format", "xlsx", "-o", "a.csv"), "must end in .xlsx"),
        (("--format", "csv", "-o", "a.csv", "--language", "tlh"), "not tlh"),
        (("--format", "csv", "--participants", "-o", "a.csv"), "without small-group protection"),
    ],
)
def test_what_cannot_be_given_is_refused(
    command: Command, held: Held, options: tuple[str, ...], words: str
) -> None:
    reveal(held)
    assert words in sentence(command.run("export", "--workshop", held.code, *options))


def closed(held: Held) -> None:
    """From a new workshop to a closed one."""
    reveal(held)
    held.move(finish)


def test_a_signed_package_goes_out_and_comes_in_as_a_peer(
    command: Command, held: Held, framework: Framework
) -> None:
    closed(held)
    words = ("export", "--workshop", held.code, "--format", "package", "-o", "city.zip")
    assert "resilience key new" in sentence(command.run(*words))
    shown = command.run("key", "new", "--name", "City of Cascais").out
    fingerprint = shown.partition("Fingerprint:")[2].strip()
    export(command, held, "package", "city.zip", "--licence", "CC0-1.0")
    ran = command.run("import", "city.zip", "--dry-run")
    assert "city.zip: Cascais, Portugal, 2026-10-13" in ran.out
    assert f"Signed by City of Cascais (not trusted yet): {fingerprint}" in ran.out
    assert ran.out.endswith("Nothing was stored.\n")
    assert "trust" in sentence_of(command.run("import", "city.zip"))
    assert peers(held.store) == ()
    ran = command.run("import", "city.zip", "--trust", fingerprint.replace(" ", "-").lower())
    assert ran.out.endswith("Imported.\n")
    (peer,) = peers(held.store)
    assert (peer.city.name, peer.licence) == ("Cascais", "CC0-1.0")
    assert "already" in command.run("import", "city.zip").out


def sentence_of(ran: Ran) -> str:
    """The sentence by which a command refuses after it said what it looked at."""
    assert (ran.status, "Traceback" in ran.err) == (2, False)
    return ran.err


def test_a_filled_official_workbook_comes_in_as_a_peer(command: Command, held: Held) -> None:
    (command.folder / "aba.xlsm").write_bytes(of_city(P1_1=3))
    ran = command.run("import", "aba.xlsm")
    assert ran.out == "aba.xlsm: Aba, Nowhere, 1 of 47 items answered\nImported.\n"
    assert [peer.city.name for peer in peers(held.store)] == ["Aba"]
    (command.folder / "card.xlsx").write_bytes(b"PK")
    assert "use --workshop" in sentence(command.run("import", "card.xlsx"))


def test_a_workshop_that_is_not_there_is_refused(command: Command, held: Held) -> None:
    for words in (("export", "--format", "csv", "-o", "a.csv"), ("import", str(command.database))):
        assert "no workshop" in sentence(command.run(*words, "--workshop", "NOCODE"))


def test_filled_scorecards_are_looked_at_and_taken_in(command: Command, held: Held) -> None:
    with zipfile.ZipFile(io.BytesIO(export(command, held, "scorecards", "cards.zip"))) as packed:
        names = packed.namelist()[:2]
        for name, level in zip(names, (3, "nine"), strict=True):
            data = filled(packed.read(name), {"W1": {"answer": level}, "P1": {"answer": 0}})
            (command.folder / name).write_bytes(data)
    into = ("--workshop", held.code)
    assert "No vote is open" in sentence(command.run("import", *names, *into))
    held.move(rounds.open_vote)
    ran = command.run("import", *names, *into, "--dry-run")
    assert (ran.status, ran.err) == (0, "")
    assert f"{names[0]}: Water, people: 1; 2 new, 0 changed, 0 as before" in ran.out
    assert f"Not imported: {names[1]}: WAT Water, row" in ran.out
    assert ran.out.endswith("Nothing was stored.\n")
    assert rows(held.store, Response) == []
    ran = command.run("import", *names, *into)
    assert ran.out.endswith("Imported. Answers: 3, scorecards: 2.\n")
    assert len(rows(held.store, Response)) == 3
    assert "Imported. Answers: 0, scorecards: " in command.run("import", *names, *into).out


def test_a_file_that_is_no_scorecard_ends_with_status_2(command: Command, held: Held) -> None:
    held.move(rounds.open_vote)
    (command.folder / "notes.xlsx").write_text("no workbook", encoding="utf-8")
    ran = command.run("import", "notes.xlsx", "--workshop", held.code)
    assert ran.status == 2
    assert "Not imported: notes.xlsx: The file is not an Excel workbook (.xlsx)." in ran.out
    assert "cannot be read" in sentence(
        command.run("import", "missing.xlsx", "--workshop", held.code)
    )


def test_the_open_data_set_is_written_with_what_is_left_out(
    command: Command, held: Held, framework: Framework
) -> None:
    asked = ("dataset", "--title", "Cities", "--publisher", "ICLEI", "-o", "open.zip")
    published(held.store, framework, "Aba", 2)
    assert "No city has agreed yet" in sentence(command.run(*asked))
    add_peer(held.store, HOST, of("Bay"), trust=True)
    assert "--date must be a day" in sentence(command.run(*asked, "--date", "soon"))
    ran = command.run(*asked, "--date", "2026-12-01")
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("Written: open.zip\nLeft out: Aba, Nowhere. It is published on this")
    with zipfile.ZipFile(command.folder / "open.zip") as packed:
        assert b"2026-12-01" in packed.read("README.txt")
        assert b"Bay" in packed.read("cities.csv")
