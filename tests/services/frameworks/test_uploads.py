"""Each upload says what it takes, what it got, and where that belongs."""

from pathlib import Path

import pytest

from resilience.errors import InputError
from resilience.exchange.counts import write_counts
from resilience.exchange.inputs import Inputs
from resilience.exchange.kinds import Kind, kind_of
from resilience.exchange.package import write_package
from resilience.services.frameworks.framework_files import (
    files_of,
    framework_form,
    framework_workbook,
)
from resilience.services.frameworks.uploads import (
    FRAMEWORKS,
    OFFICIAL,
    PEERS,
    SCORECARDS,
    Upload,
    checked_kind,
)
from resilience.services.scorecards.card_files import read_file, reader_of
from resilience.services.scorecards.offline_cards import CardOrder, offline_cards
from resilience.services.upkeep.backup import back_up
from resilience.settings import ROOT, Settings
from resilience.text import Text
from tests.exchange.package.made import KEY as PUBLISHER
from tests.exchange.package.made import result
from tests.exchange.test_kinds import CASES
from tests.services.cards import handed_out
from tests.services.held import HOST, Held

UPLOADS = {"scorecards": SCORECARDS, "peers": PEERS, "official": OFFICIAL, "frameworks": FRAMEWORKS}


@pytest.mark.parametrize("upload", UPLOADS.values(), ids=list(UPLOADS))
def test_every_other_kind_is_refused_with_what_it_is_and_where_it_belongs(upload: Upload) -> None:
    for kind, data, name in CASES:
        if kind in upload.takes or kind is Kind.UNKNOWN:
            assert checked_kind(upload, data, name) is kind
            continue
        with pytest.raises(InputError) as refused:
            checked_kind(upload, data, name)
        said = str(refused.value)
        assert f"Expected here: {upload.expected}. " in said
        assert said.endswith(".")


def test_the_files_of_this_product_are_recognised(held: Held, tmp_path: Path) -> None:
    (card,) = handed_out(held).values()
    cards = offline_cards(
        held.store, HOST, held.code, [CardOrder(held.department("Water"), 2)], Text("ja")
    )
    framework = reader_of(held.store, HOST, held.code).framework
    back_up(held.store, Settings(data=tmp_path), tmp_path / "backup.zip")
    found = {
        Kind.SCORECARD: card,
        Kind.BOOKS_ZIP: cards,
        Kind.FRAMEWORK: framework_workbook(framework),
        Kind.XLSFORM: framework_form(framework),
        Kind.BACKUP: (tmp_path / "backup.zip").read_bytes(),
        Kind.PEER: write_package(result(), PUBLISHER),
        Kind.COUNTS: write_counts({}, framework, Inputs()).encode(),
        Kind.RESPONSES: (ROOT / "docs/example-responses.csv").read_bytes(),
        Kind.COLLECTED: (ROOT / "docs/example-collected.csv").read_bytes(),
        Kind.WEIGHTS: (ROOT / "docs/example-weights.csv").read_bytes(),
        Kind.IMAGE: (ROOT / "docs/pictures/overview.png").read_bytes(),
    }
    assert {kind: kind_of(data) for kind, data in found.items()} == {kind: kind for kind in found}


def test_a_file_among_scorecards_is_told_with_its_name(held: Held) -> None:
    reader = reader_of(held.store, HOST, held.code)
    read = read_file(reader, "form.xlsx", framework_form(reader.framework))
    assert [str(fault) for fault in read.faults] == [
        "form.xlsx: This is an XLSForm, which has questions and no answers. Expected here: filled-in "
        "scorecards (.xlsx, .ods or .xls), or answers as CSV. Upload it to your KoboToolbox or ODK "
        "server, collect answers, and export them as CSV."
    ]


def test_a_framework_is_not_read_from_a_scorecard(held: Held) -> None:
    (card,) = handed_out(held).values()
    with pytest.raises(InputError, match="Upload it on its workshop"):
        files_of({"card.xlsx": card})
