"""Decision records name files that are there unless they were superseded, and the index lists them all."""

import re
from pathlib import Path

from tests.live import ROOT

FOLDER = ROOT / "docs" / "decisions"
#: made by an installation or a build
MADE = {"data/secret", "dist/requirements.txt", "resilience/_bundle"}
PATH = re.compile(r"`([\w.-]+/[\w./-]*)`")
INDEX = (FOLDER / "README.md").read_text("utf-8")


def records() -> list[Path]:
    return sorted(FOLDER.glob("0*.md"))


def row(record: Path) -> str:
    """The line of the index for a record: number, title and what superseded it."""
    text = record.read_text("utf-8")
    found = re.match(r"# (\d{4}) (.+)\n", text)
    assert found, record.name
    status = re.search(r"^Status: ((?:.+\n)+)", text, flags=re.M)
    kind = re.match(r"superseded(?: in part)?", status[1]) if status else None
    assert (status is None) == (kind is None), record.name
    by = re.findall(r"\[(\d{4})\]\(", status[1]) if status else []
    said = f"{kind[0] if kind else ''}{' by ' + ', '.join(by) if by else ''}"
    return f"| [{found[1]}]({record.name}) | {found[2]} | {said} |"


def test_every_path_that_a_valid_record_names_is_there() -> None:
    texts = [path.read_text("utf-8") for path in records()]
    valid = [record for record in texts if "\nStatus: superseded by" not in record]
    named = {name.rstrip("/") for record in valid for name in PATH.findall(record)} - MADE
    assert len(named) > 20
    places = (ROOT, ROOT / "resilience")
    assert [name for name in named if not any((place / name).exists() for place in places)] == []


def test_the_index_has_a_line_for_each_record_in_order() -> None:
    rows = [line for line in INDEX.splitlines() if line.startswith("| [")]
    assert rows == [row(record) for record in records()]


def test_the_index_lists_the_numbers_that_were_never_used() -> None:
    used = {int(record.name[:4]) for record in records()}
    unused = [f"{number:04}" for number in range(1, max(used)) if number not in used]
    assert f"were never used: {', '.join(unused)}." in " ".join(INDEX.split())
