"""Read an uploaded workbook of any format; files that are not safe to read are refused."""

from resilience.workbook.reading.reading_process import read_apart
from resilience.workbook.reading.untrusted import UploadedBook

#: first bytes of Excel files from before 2007, and where and how OpenDocument spreadsheets name their type
_OLD = b"\xd0\xcf\x11\xe0"
_MIMETYPE = slice(30, 120)
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet"


def read_untrusted(data: bytes) -> UploadedBook:
    """The cells of an uploaded .xlsx, .xlsm, .ods or .xls file, read in a process with limits.

    Raises `InputError` where it is not safe to read.
    """
    return read_apart(read_here, data)


def read_here(data: bytes) -> UploadedBook:
    """See `read_untrusted`; runs in this process, which should have limits."""
    # imported when used: the server itself does not load the readers
    if data.startswith(_OLD):
        from resilience.workbook.reading.xls import read_xls  # noqa: PLC0415

        return read_xls(data)
    if data[_MIMETYPE].startswith(_OPEN_DOCUMENT):
        from resilience.workbook.reading.ods import read_ods  # noqa: PLC0415

        return read_ods(data)
    from resilience.workbook.reading.xlsx import read_xlsx  # noqa: PLC0415

    return read_xlsx(data)
