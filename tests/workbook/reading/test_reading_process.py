"""Reading happens in a process with limits, which ends with the request that it reads for."""

import threading
from pathlib import Path

import pytest

from resilience.errors import InputError
from resilience.workbook.reading import reading_process
from resilience.workbook.reading.formats import read_untrusted
from resilience.workbook.reading.reading_process import one_process, read_apart
from tests.workbook import readers
from tests.workbook.reading.hostile import good


class Gone(BaseException):
    """Whoever asked has closed the browser."""


@pytest.fixture(scope="module", autouse=True)
def one_reading() -> None:
    """None is shared by the tests of the processes themselves."""


def test_several_files_are_read_by_one_process_and_none_is_left() -> None:
    with one_process():
        first = read_apart(readers.number)
        assert read_apart(readers.number) == first
        assert read_untrusted(good()).sheets
    assert not readers.is_running(first)


def test_a_single_file_has_a_process_of_its_own_even_within_another_thread() -> None:
    found: list[int] = []
    one = threading.Thread(target=lambda: found.append(read_apart(readers.number)))
    with one_process():
        one.start()
        one.join()
        assert read_apart(readers.number) not in found
    assert not readers.is_running(found[0])


def test_what_breaks_the_process_is_told_and_the_next_file_is_read() -> None:
    with one_process():
        with pytest.raises(InputError, match="crashes the program that reads it"):
            read_apart(readers.broken)
        assert read_untrusted(good()).sheets


@pytest.mark.parametrize("patience", [0.1, 1000], ids=["by the server", "by its own limit"])
def test_what_takes_too_long_is_stopped(patience: float, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_process, "SECONDS", 1)
    monkeypatch.setattr(reading_process, "PATIENCE", patience)
    with pytest.raises(InputError, match="or 1 seconds"):
        read_apart(readers.endless)


def test_it_ends_as_soon_as_nobody_waits_for_it(tmp_path: Path) -> None:
    told = tmp_path / "number"

    def gone() -> None:
        if told.exists() and told.read_text():
            raise Gone

    with pytest.raises(Gone), one_process(gone):
        read_apart(readers.endless, told)
    assert not readers.is_running(int(told.read_text()))


def test_the_process_knows_no_setting_of_the_server(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RESILIENCE_DATABASE", "postgresql://name:secret@host/base")
    with one_process():
        assert "secret" not in str(read_apart(readers.environment))


def test_a_flaw_of_ours_is_no_fault_of_the_file() -> None:
    with pytest.raises(RuntimeError, match="invalid literal for int"):
        read_apart(int, "words")


def test_only_so_many_read_at_once_and_the_next_one_waits() -> None:
    begun = threading.Barrier(reading_process.MOST_PROCESSES + 1)
    ended = threading.Event()

    def hold() -> None:
        with one_process():
            read_apart(readers.number)
            begun.wait()
            ended.wait()

    holders = [threading.Thread(target=hold) for _ in range(reading_process.MOST_PROCESSES)]
    for one in holders:
        one.start()
    begun.wait()
    with one_process(ended.set):  # asked whether somebody still waits: it has to wait itself
        assert read_apart(readers.number)
    for one in holders:
        one.join()
    assert ended.is_set()
