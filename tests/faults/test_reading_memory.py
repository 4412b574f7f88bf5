"""A process that reads what strangers made has its limit of memory."""

import pytest

from resilience.errors import InputError
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.reading_process import one_process, read_apart
from tests.workbook import readers
from tests.workbook.reading.hostile import good


def test_what_takes_too_much_memory_is_stopped_and_the_next_file_is_read() -> None:
    with one_process():
        with pytest.raises(InputError, match="more than 512 MB of memory"):
            read_apart(readers.memory, 600_000_000)
        assert read_untrusted(good()).sheets
