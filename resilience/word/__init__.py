"""The report as a Word document (.docx): styles, tables and captions that can be edited."""

import datetime

from resilience.report import Report
from resilience.text import Text

__all__ = ["write_document"]


def write_document(
    report: Report, text: Text, made_at: datetime.datetime, template: bytes | None = None
) -> bytes:
    """The .docx file of a report, in the product's look or with the styles of a city's `template` (.docx).

    `made_at` is aware. Raises `InputError` where the template cannot be used.
    """
    # imported when used: what writes documents takes time and memory that a server without need not have
    from resilience.word.document import write  # noqa: PLC0415

    return write(report, text, made_at, template)
