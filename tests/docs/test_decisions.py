"""Decision records name files that are there, unless their status says that another took their place."""

import re

from tests.live import ROOT

#: made by an installation or a build
MADE = {"data/secret", "dist/requirements.txt", "resilience/_bundle"}
PATH = re.compile(r"`([\w.-]+/[\w./-]*)`")


def test_every_path_that_a_valid_record_names_is_there() -> None:
    records = [path.read_text("utf-8") for path in (ROOT / "docs" / "decisions").glob("0*.md")]
    valid = [record for record in records if "\nStatus: superseded by" not in record]
    named = {name.rstrip("/") for record in valid for name in PATH.findall(record)} - MADE
    assert len(named) > 20
    places = (ROOT, ROOT / "resilience")
    assert [name for name in named if not any((place / name).exists() for place in places)] == []
