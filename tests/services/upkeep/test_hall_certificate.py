"""The certificate of a hall's server is kept while it serves, and its successor says why it was made."""

import datetime
import ssl
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from resilience.errors import CannotRun
from resilience.services.upkeep.hall_certificate import RENEWED, hall_certificate, names_here
from resilience.services.upkeep.secure_address import SecureAddress

NOW = datetime.datetime(2026, 12, 1, tzinfo=datetime.UTC)
HERE = ["localhost", "192.168.1.5", "2001:db8::5"]


def days(count: int) -> datetime.timedelta:
    return datetime.timedelta(days=count)


def test_one_certificate_is_kept_for_a_year_but_its_last_days(tmp_path: Path) -> None:
    first = hall_certificate(tmp_path, HERE, NOW)
    assert (first.until, first.replaced) == (datetime.date(2027, 12, 1), "")
    assert first.path.stat().st_mode & 0o77 == 0
    assert hall_certificate(tmp_path, HERE, NOW + days(365 - RENEWED)) == first
    second = hall_certificate(tmp_path, HERE, NOW + days(366 - RENEWED))
    assert second.replaced == "the certificate before ends on 2027-12-01"
    assert second.fingerprint != first.fingerprint
    assert first.path.exists()
    late = hall_certificate(tmp_path, HERE, NOW + days(1000))
    assert late.replaced == f"the certificate before ended on {second.until}"


def test_a_new_address_makes_a_new_certificate_and_a_lost_one_does_not(tmp_path: Path) -> None:
    first = hall_certificate(tmp_path, HERE, NOW)
    assert hall_certificate(tmp_path, HERE[:1], NOW) == first
    moved = hall_certificate(tmp_path, ["localhost", "10.0.0.7"], NOW)
    assert moved.replaced == "the certificate before is not for 10.0.0.7"
    assert hall_certificate(tmp_path, ["10.0.0.7"], NOW).path == moved.path


def without_key(content: str) -> str:
    return content[content.index("-----BEGIN CERTIFICATE") :]


@pytest.mark.parametrize("spoil", [without_key, lambda _: "", lambda content: content[:-40]])
def test_a_file_that_is_damaged_is_kept_and_replaced_in_words(
    tmp_path: Path, spoil: "type[str]"
) -> None:
    first = hall_certificate(tmp_path, HERE, NOW)
    first.path.write_text(spoil(first.path.read_text()))
    second = hall_certificate(tmp_path, HERE, NOW)
    assert second.replaced == f"{first.path.name} has no certificate with its key that can be read"
    ssl.create_default_context().load_cert_chain(second.path)
    assert first.path.exists()


def test_processes_that_start_together_have_one_certificate(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        made = list(pool.map(lambda _: hall_certificate(tmp_path, HERE, NOW), range(8)))
    assert len({one.fingerprint for one in made}) == 1


def test_a_folder_that_takes_no_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(CannotRun, match=r"file/hall-certificate-1\.pem cannot be written"):
        hall_certificate(tmp_path / "file", HERE, NOW)


@pytest.mark.parametrize(
    ("opened", "there"),
    [
        ("http://192.168.1.5:8501", "https://192.168.1.5:8443"),
        ("http://[2001:db8::5]:8501", "https://[2001:db8::5]:8443"),
        ("https://city.example", "https://city.example:8443"),
    ],
)
def test_the_address_is_that_of_the_same_computer(opened: str, there: str) -> None:
    assert SecureAddress(8443, "AB").of(opened) == (there, "AB")


def test_names_in_letters_that_no_certificate_has_are_left_out(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "ノート")
    names = names_here("https://防災.example")
    assert all(name.isascii() for name in names)
    assert hall_certificate(tmp_path, names, NOW).fingerprint
