"""The commands that give a workshop out as files, and take files in."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.files import check_free, read_bytes, write_files
from resilience.cli.serving import open_store
from resilience.errors import InputError
from resilience.settings import load_settings
from resilience.text import LANGUAGES, Text


class Formats(StrEnum):
    """What a workshop can be given out as."""

    XLSX = "xlsx"
    SCORECARDS = "scorecards"
    XLSFORM = "xlsform"
    CSV = "csv"


#: how the name of a file of each format ends
ENDINGS = {
    Formats.XLSX: ".xlsx",
    Formats.SCORECARDS: ".zip",
    Formats.XLSFORM: ".xlsx",
    Formats.CSV: ".csv",
}


def export(
    workshop: Annotated[str, typer.Option(help="Join code of the workshop.")],
    format_: Annotated[Formats, typer.Option("--format", help="What it is given out as.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="The file to be written.")],
    language: Annotated[str, typer.Option(help="Language of its words.")] = "en",
    cards: Annotated[
        list[str] | None,
        typer.Option(help="Scorecards: DEPARTMENT=FILES, or =FILESxPEOPLE for tables; repeat it."),
    ] = None,
    participants: Annotated[
        bool, typer.Option("--participants", help="CSV: every participant of an open workshop.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file.")] = False,
) -> None:
    """Give a workshop out as a file; before the reveal that is blank scorecards and XLSForm alone.

    Without --cards every department gets a file for each person expected.
    """
    # imported when used: what writes workbooks takes time that `serve` does not have
    from resilience.cli.giving import Asked, written  # noqa: PLC0415

    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise InputError("--language is one of {known}, not {name}.", known=known, name=language)
    if out.suffix.lower() != ENDINGS[format_]:
        raise InputError(
            "The name of {out} is to end in {ending}.", out=out, ending=ENDINGS[format_]
        )
    asked = Asked(workshop, format_.value, Text(language), tuple(cards or ()), participants)
    with open_store(load_settings()) as store:
        content = written(store, asked)
    check_free(out, force=force)
    write_files(out, {out.name: content}, out.parent)
    print(f"Written: {out}")


def import_(
    files: Annotated[list[Path], typer.Argument(help="Filled scorecards (.xlsx), or CSV.")],
    workshop: Annotated[str, typer.Option(help="Join code of the workshop.")],
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be taken in, and store nothing.")
    ] = False,
) -> None:
    """Take filled scorecards or responses into the open vote, all of them in one transaction."""
    from resilience.cli.taking import take_in  # noqa: PLC0415

    brought = {path.name: read_bytes(path) for path in files}
    with open_store(load_settings()) as store:
        if not take_in(store, workshop, brought, dry_run=dry_run):
            raise typer.Exit(2)
