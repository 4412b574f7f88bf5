"""The report as a Word document (.docx): styles, tables and captions that can be edited."""

import datetime
import io
from typing import TYPE_CHECKING

from resilience.text import Text

if TYPE_CHECKING:  # a process that reads templates does without what draws reports
    from resilience.report import Report

__all__ = ["empty_template", "write_document"]


def empty_template(template: bytes) -> bytes:
    """A city's template (.docx) without its text, to be made in a limited process.

    Raises `InputError` where it cannot be used.
    """
    from resilience.word.template import city_template  # noqa: PLC0415

    emptied = io.BytesIO()
    city_template(template).document.save(emptied)
    return emptied.getvalue()


def write_document(
    report: "Report", text: Text, made_at: datetime.datetime, template: bytes | None = None
) -> bytes:
    """The .docx file of a report, in the product's look or with the styles of a city's `template` (.docx).

    `made_at` is aware. Raises `InputError` where the template cannot be used.
    """
    # imported when used: what writes documents takes time and memory that a server without need not have
    from resilience.word.document import write  # noqa: PLC0415

    return write(report, text, made_at, template)
