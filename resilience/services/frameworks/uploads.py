"""The file kinds that each upload accepts, and where a misplaced file belongs."""

from dataclasses import dataclass

from resilience.errors import InputError, Sentence
from resilience.exchange.kinds import Kind, kind_of
from resilience.text import mark


@dataclass(frozen=True, slots=True)
class Upload:
    """An upload field: a description of the expected file, and the accepted kinds."""

    expected: str
    takes: frozenset[Kind]


SCORECARDS = Upload(
    mark("filled-in scorecards (.xlsx, .ods or .xls), or answers as CSV"),
    frozenset(
        {
            *(Kind.SCORECARD, Kind.WORKBOOK, Kind.OPEN_DOCUMENT, Kind.OLD_WORKBOOK),
            *(Kind.RESPONSES, Kind.COLLECTED, Kind.COLLECTED_BOOK, Kind.TABLE),
        }
    ),
)
PEERS = Upload(
    mark("another city's data package (.zip), or its filled-in UNDRR workbook (.xlsm or .xlsx)"),
    frozenset({Kind.PEER, Kind.UNDRR, Kind.WORKBOOK}),
)
PACKAGES = Upload(
    mark("data packages of cities (.zip), also several in one zip file"),
    frozenset({Kind.PEER, Kind.ZIP}),
)
OFFICIAL = Upload(
    mark("the official UNDRR workbook (.xlsm or .xlsx)"),
    frozenset({Kind.UNDRR, Kind.WORKBOOK}),
)
FRAMEWORKS = Upload(
    mark("a framework as a workbook (.xlsx, .ods or .xls), or its YAML files together"),
    frozenset({Kind.FRAMEWORK, Kind.OPEN_DOCUMENT, Kind.OLD_WORKBOOK, Kind.WORKBOOK, Kind.YAML}),
)

PLANS = Upload(
    mark("an action plan as a workbook (.xlsx, .ods or .xls)"),
    frozenset({Kind.WORKBOOK, Kind.OPEN_DOCUMENT, Kind.OLD_WORKBOOK}),
)

#: kinds that may be a filled UNDRR workbook
WORKBOOKS = frozenset({Kind.UNDRR, Kind.WORKBOOK})

_AGAIN = mark("Save it as .xlsx and upload that file.")
_ELSE = mark("Check that it is the file you meant.")
#: by kind, a description of the file and what to do with it
_SAID: dict[Kind, tuple[str, str]] = {
    Kind.EMPTY: (
        mark("This file is empty."),
        mark("Save it again in the program it came from, or download it again."),
    ),
    Kind.SCORECARD: (
        mark("This is a scorecard of a workshop."),
        mark("Upload it on its workshop's Scorecards page, under Import."),
    ),
    Kind.RESULTS: (
        mark("This is a results workbook from this product."),
        mark(
            "It is for reading only and cannot be imported. To compare cities, use a data package."
        ),
    ),
    Kind.UNDRR: (
        mark("This is the official UNDRR workbook."),
        mark(
            "To have an empty workbook filled in, upload it on UNDRR workbook. To compare with "
            "another city, upload its workbook on Peer cities. To use the official wording, upload "
            "your own on Frameworks."
        ),
    ),
    Kind.FRAMEWORK: (
        mark("This is a framework as a workbook."),
        mark("Upload it on the Frameworks page."),
    ),
    Kind.XLSFORM: (
        mark("This is an XLSForm, which has questions and no answers."),
        mark(
            "Upload it to your KoboToolbox or ODK server, collect answers, and export them as CSV."
        ),
    ),
    Kind.COLLECTED_BOOK: (
        mark("This looks like an Excel export from KoboToolbox or ODK."),
        mark("Upload it on its workshop's Scorecards page, under Import."),
    ),
    Kind.WORKBOOK: (mark("This is another kind of workbook."), _ELSE),
    Kind.OPEN_DOCUMENT: (mark("This is a spreadsheet in OpenDocument format (.ods)."), _AGAIN),
    Kind.OLD_WORKBOOK: (mark("This is a workbook in the old Excel format (.xls)."), _AGAIN),
    Kind.BINARY_WORKBOOK: (mark("This is a binary Excel workbook (.xlsb)."), _AGAIN),
    Kind.NUMBERS: (
        mark("This is a Numbers spreadsheet."),
        mark("In Numbers, choose File, Export To, Excel, and upload the exported file."),
    ),
    Kind.LOCKED: (
        mark("This file is protected by a password."),
        mark("Open it in Excel, remove the password under File, Info, save it and upload it."),
    ),
    Kind.RESPONSES: (
        mark("This is a CSV file of answers."),
        mark("Upload it on its workshop's Scorecards page, under Import."),
    ),
    Kind.COLLECTED: (
        mark("This looks like an export from KoboToolbox or ODK."),
        mark("Upload it on its workshop's Scorecards page, under Import."),
    ),
    Kind.WEIGHTS: (
        mark("This is a CSV file of weights."),
        mark("It is for the command `resilience score`, with --weights."),
    ),
    Kind.COUNTS: (
        mark("This is a CSV file of counted answers."),
        mark("It is for the command `resilience score` and for other programs."),
    ),
    Kind.TABLE: (mark("This is a table as text (CSV)."), _ELSE),
    Kind.YAML: (
        mark("This is a framework file (YAML)."),
        mark("Upload all files of the framework together on the Frameworks page."),
    ),
    Kind.PEER: (
        mark("This is a data package, a city's result for others."),
        mark("Upload it on the Peer cities page."),
    ),
    Kind.UNSIGNED: (
        mark("This is a data package without its signature."),
        mark("Choose the .zip file as the other city downloaded it, without unpacking it."),
    ),
    Kind.BACKUP: (
        mark("This is a backup of an installation."),
        mark("It is for the command resilience restore. It holds people's answers: keep it safe."),
    ),
    Kind.FRAMEWORK_ZIP: (
        mark("This is a framework in a zip file."),
        mark("Unzip it and upload its YAML files together on the Frameworks page."),
    ),
    Kind.BOOKS_ZIP: (
        mark("This is a zip file of workbooks."),
        mark("Unzip it and upload the workbooks, up to 100 at once."),
    ),
    Kind.ZIP: (mark("This is a zip file."), mark("Unzip it and upload the file that you need.")),
    Kind.PDF: (
        mark("This is a PDF."),
        mark("Enter paper answers on the Scorecards page, under Import."),
    ),
    Kind.DOCUMENT: (mark("This is a text document."), _ELSE),
    Kind.SLIDES: (mark("This is a presentation."), _ELSE),
    Kind.IMAGE: (
        mark("This is a picture."),
        mark("Enter paper answers on the Scorecards page, under Import."),
    ),
    Kind.WEB_PAGE: (
        mark("This is a web page, whatever its file extension says."),
        mark("Open it in Excel, save it as .xlsx and upload that file."),
    ),
}


def checked_kind(upload: Upload, data: bytes, name: str = "") -> Kind:
    """Return the kind of an uploaded file; raises `InputError` for a kind that belongs to another field.

    A file of unknown kind passes: its reader reports the error.
    """
    kind = kind_of(data, name)
    if kind in upload.takes or kind is Kind.UNKNOWN:
        return kind
    is_this, to_do = _SAID[kind]
    raise InputError(
        "{found} Expected here: {expected}. {advice}",
        found=Sentence(is_this),
        expected=Sentence(upload.expected),
        advice=Sentence(to_do),
    )
