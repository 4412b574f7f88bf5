"""Files that a coordinator looks at before they are taken, the cities that are missing, and a reminder for these."""

import datetime
from collections.abc import Collection, Sequence

import pandas as pd

from resilience.services.coordinating.collecting import FilePreview
from resilience.services.coordinating.missing import MissingCity
from resilience.services.coordinating.open_data import LeftOut
from resilience.text import Text, mark

NOTHING = "–"
#: why taking a file changes no figure
SHOWN = mark("The result that this city publishes on this server is used instead of it.")


def candidate_rows(
    found: Sequence[FilePreview], known: Collection[tuple[str, str]], text: Text
) -> pd.DataFrame:
    """A row for each file: city, what taking it would do, date, framework, and who signed it.

    `known` are the frameworks of this installation, by id and version.
    """
    rows = [_row(one, known, text) for one in found]
    names = (
        text("City"),
        text("What it would do"),
        text("Date"),
        text("Framework"),
        text("Signed by"),
        text("File"),
    )
    return pd.DataFrame(rows, columns=list(names)).set_index(text("City"))


def _row(one: FilePreview, known: Collection[tuple[str, str]], text: Text) -> tuple[str, ...]:
    if one.preview is None:
        return NOTHING, effect_words(one, text), NOTHING, NOTHING, NOTHING, one.file.name
    about, framework = one.preview.package.result.about, one.preview.package.result.framework
    here = (framework.id, framework.version) in known
    named = f"{framework.id} {framework.version}"
    return (
        about.city.full_name,
        effect_words(one, text),
        text.date(about.date),
        named if here else text("{framework} (not on this server)", framework=named),
        _signed(one, text),
        one.file.name,
    )


def _signed(one: FilePreview, text: Text) -> str:
    preview = one.preview
    if preview is None:
        return NOTHING
    if preview.known_as is not None:
        return text("{publisher} (key known)", publisher=preview.known_as)
    return text("{publisher} (new key)", publisher=preview.package.publisher)


def effect_words(one: FilePreview, text: Text) -> str:
    """What taking a file would do, or why it cannot be taken."""
    if one.file.problem is not None:
        return " ".join(text.error(one.file.problem).split())
    if one.rejected:
        return text("Rejected: {reason}", reason=one.rejected)
    if one.refused is not None:
        return text.said(one.refused)
    preview = one.preview
    if preview is None:
        return text("New.")
    if preview.replaces is not None:
        said = [text("It replaces the result of {date}.", date=text.date(preview.replaces))]
    else:
        said = [text("A second result.") if preview.shown else text("New.")]
    if preview.shown:
        said.append(text(SHOWN))
    if preview.rivals:
        rivals = text(
            "There is also a result signed by {publishers}, which is kept.",
            publishers=text.listed(preview.rivals),
        )
        said.append(rivals)
    return " ".join(said)


def missing_rows(missing: Sequence[MissingCity], text: Text) -> pd.DataFrame:
    """Cities that have not sent a result, each with the date of its newest one."""
    rows = {
        text("City"): [one.name for one in missing],
        text("Newest result here"): [
            text.date(one.last) if one.last else text("no dated result") for one in missing
        ],
    }
    return pd.DataFrame(rows).set_index(text("City"))


def left_out_rows(left: Sequence[LeftOut], text: Text) -> pd.DataFrame:
    """Cities whose results are not in the open data, each with the reason."""
    rows = {
        text("City"): [one.name for one in left],
        text("Why"): [text.said(one.reason) for one in left],
    }
    return pd.DataFrame(rows).set_index(text("City"))


def reminder_words(since: datetime.date, address: str, text: Text) -> str:
    """A text for a mail to a city that is missing; `address` is that of this server."""
    parts = (
        text("Subject: The resilience result of your city"),
        text("Dear colleagues,"),
        text(
            "We are collecting the results of the cities of our network. We do not yet have one from your city dated {date} or later.",
            date=text.date(since),
        ),
        text(
            "If your workshop is on our server, close it on the Live page and publish its result here: "
            "{address}",
            address=f"{address}/package",
        ),
        text(
            "If it is on your own server, close it there. Then open the Data package page, choose a licence, download the file and send it to us without unpacking it. Tell us by telephone, not in the message with the file, which fingerprint that page shows."
        ),
        text(
            "With an open licence (CC BY 4.0, CC BY-SA 4.0 or CC0 1.0) your counts and scores can become part of our "
            "open data set. They never include a department's figures, a comment or a participant's name."
        ),
        text("Thank you."),
    )
    return "\n\n".join(parts)
