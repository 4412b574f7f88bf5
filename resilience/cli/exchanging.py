"""The commands export, dataset and import."""

from pathlib import Path
from typing import Annotated

import typer

from resilience.cli.export_request import ENDINGS, ExportRequest, Formats
from resilience.cli.files import check_free, read_bytes, write_files
from resilience.cli.serving import open_store
from resilience.errors import InputError
from resilience.settings import load_settings
from resilience.text import LANGUAGES, Text

Cards = Annotated[
    list[str] | None,
    typer.Option(
        help="Scorecards: DEPARTMENT=FILES, or =FILESxPEOPLE for tables; can be repeated."
    ),
]
Template = Annotated[
    Path | None,
    typer.Option(
        help="UNDRR: the empty official workbook of your city. Slides: your city's own .pptx. "
        "Word report: your city's own .docx."
    ),
]
Participants = Annotated[
    bool,
    typer.Option(
        "--participants", help="CSV: each participant; only without small-group protection."
    ),
]
Licence = Annotated[str, typer.Option(help="Package: CC-BY-4.0, CC-BY-SA-4.0 or CC0-1.0.")]


def export(  # noqa: PLR0913, PLR0917 - the options of the command
    workshop: Annotated[str, typer.Option(help="Join code of the workshop.")],
    format_: Annotated[Formats, typer.Option("--format", help="File format.")],
    out: Annotated[Path, typer.Option("-o", "--out", help="File to write.")],
    language: Annotated[str, typer.Option(help="Language of the file.")] = "en",
    cards: Cards = None,
    template: Template = None,
    participants: Participants = False,
    licence: Licence = "CC-BY-4.0",
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Export a workshop; before the reveal, only blank scorecards and the XLSForm.

    Without --cards every department gets a file for each person expected.
    """
    if language not in LANGUAGES:
        known = ", ".join(LANGUAGES)
        raise InputError(
            "--language must be one of {known}, not {name}.", known=known, name=language
        )
    if out.suffix.lower() != ENDINGS[format_]:
        raise InputError(
            "The name of {out} must end in {ending}.", out=out, ending=ENDINGS[format_]
        )
    empty = None if template is None else read_bytes(template)
    asked = ExportRequest(
        workshop,
        format_.value,
        Text(language),
        tuple(cards or ()),
        empty,
        participants,
        licence,
    )
    for line in [f"Written: {out}", *_write(out, asked, force=force)]:
        print(line)


def _write(out: Path, asked: ExportRequest, *, force: bool) -> list[str]:
    """Write the file; gives what is to be said of it."""
    # imported when used: what writes workbooks takes time that `serve` does not have
    from resilience.cli.giving import written  # noqa: PLC0415

    with open_store(load_settings()) as store:
        content, told = written(store, asked)
    check_free(out, force=force)
    write_files(out, {out.name: content}, out.parent)
    return told


def dataset(
    out: Annotated[Path, typer.Option("-o", "--out", help="File to write (.zip).")],
    title: Annotated[str, typer.Option(help="Title of the data set.")],
    publisher: Annotated[str, typer.Option(help="Who publishes it.")],
    date: Annotated[str, typer.Option(help="Day of publication, YYYY-MM-DD; default: today.")] = "",
    force: Annotated[bool, typer.Option("--force", help="Overwrite an existing file.")] = False,
) -> None:
    """Write the open data set of all cities whose licence allows it, and list those left out."""
    from resilience.cli.giving import open_dataset  # noqa: PLC0415 - as in `_write`

    if out.suffix.lower() != ".zip":
        raise InputError("The name of {out} must end in {ending}.", out=out, ending=".zip")
    with open_store(load_settings()) as store:
        content, told = open_dataset(store, title, publisher, date)
    check_free(out, force=force)
    write_files(out, {out.name: content}, out.parent)
    for line in [f"Written: {out}", *told]:
        print(line)


def import_(
    files: Annotated[
        list[Path],
        typer.Argument(help="Excel scorecards (.xlsx), responses (.csv); or peers (.zip, .xlsm)."),
    ],
    workshop: Annotated[
        str, typer.Option(help="Join code of the workshop to import scorecards and responses into.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Show what would be imported; store nothing.")
    ] = False,
    trust: Annotated[str, typer.Option(help="Trust the publisher with this fingerprint.")] = "",
) -> None:
    """Import files: scorecards and responses into the open vote, all of them in one transaction.

    Without --workshop: results of other cities, from signed data packages and filled-in UNDRR workbooks.
    """
    from resilience.cli.taking import take_in, take_peers  # noqa: PLC0415

    brought = {path.name: read_bytes(path) for path in files}
    with open_store(load_settings()) as store:
        if not workshop:
            take_peers(store, brought, dry_run=dry_run, trust=trust)
        elif not take_in(store, workshop, brought, dry_run=dry_run):
            raise typer.Exit(2)
