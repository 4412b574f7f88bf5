"""What staff say about an indicator, in a data package: only by choice, and hostile words are words or refused."""

import json
from dataclasses import replace
from typing import Any

import pytest

from resilience.errors import Faults, InputError
from resilience.exchange.package import (
    MOST_ACTIONS,
    CityResult,
    Practice,
    PracticeAction,
    read_package,
    write_package,
)
from tests.exchange.package.made import KEY, SEAL, packed, parts, result, signed

FILE = "practices.json"
HOSTILE = '<img src=x onerror="alert(1)"> =HYPERLINK("http://x","y") [a](javascript:b) {{1}}'
SAID = {
    "a": Practice(HOSTILE, (PracticeAction("=1+1", "done", "low"), PracticeAction("Ask.", "open"))),
    "c": Practice(actions=(PracticeAction("Dig a pond.", "under way", None),)),
}


def with_words() -> CityResult:
    """A result with words on two indicators."""
    return replace(result(), practices=SAID)


def changed(said: Any, version: int = 3) -> bytes:
    """A package that a publisher signed with other content in place of the words."""
    files = {n: c for n, c in parts(write_package(with_words(), KEY)).items() if n not in SEAL}
    words = said if isinstance(said, bytes) else json.dumps(said).encode()
    return signed({**files, FILE: words}, format=f"urban-resilience-peer/{version}")


def test_words_are_read_as_they_were_written_and_signed() -> None:
    written = write_package(with_words(), KEY)
    assert json.loads(parts(written)["manifest.json"])["format"] == "urban-resilience-peer/3"
    assert read_package(written).result == with_words()
    described = json.loads(parts(written)["datapackage.json"])["resources"]
    assert [one["path"] for one in described] == ["scores.csv", "counts.csv", FILE]


def test_without_words_the_file_is_the_one_that_earlier_installations_read() -> None:
    written = parts(write_package(result(), KEY))
    assert json.loads(written["manifest.json"])["format"] == "urban-resilience-peer/2"
    assert FILE not in written
    assert read_package(write_package(result(), KEY)).result.practices == {}


def test_words_that_were_changed_after_signing_are_refused() -> None:
    held = parts(write_package(with_words(), KEY))
    forged = {**held, FILE: held[FILE].replace(b"Dig", b"Dry")}
    with pytest.raises(InputError, match="changed after the file was signed"):
        read_package(packed(forged))


@pytest.mark.parametrize(
    "said",
    [
        b"no JSON",
        b'{"a": ' + b"[" * 5000,
        [],
        {"a": "words"},
        {"a": {"reason": 1}},
        {"a": {"reason": "x" * 1001}},
        {"a": {"reason": "two\nlines"}},
        {"a": {"reason": "turned \u202e round"}},
        {"a": {"reason": "a bell \u0007"}},
        {"a": {"actions": [{"what": "x" * 501, "state": "open"}]}},
        {"a": {"actions": [{"what": "", "state": "open"}]}},
        {"a": {"actions": [{"what": "x", "state": "dropped"}]}},
        {"a": {"actions": [{"what": "x", "state": "open", "cost": "free"}]}},
        {"a": {"actions": [{"what": "x", "state": "open", "department": "Water"}]}},
        {"a": {"actions": [{"what": "x", "state": "open"}] * (MOST_ACTIONS + 1)}},
        {"a": {"comment": "x"}},
    ],
)
def test_words_in_another_form_are_refused_with_the_file(said: Any) -> None:
    with pytest.raises(InputError) as refused:
        read_package(changed(said))
    assert refused.value.values["file"] == FILE


def test_words_on_no_indicator_and_in_an_older_format_are_refused() -> None:
    for code in ("T", "all", "nowhere"):
        with pytest.raises(Faults):
            read_package(changed({code: {"reason": "x"}}))
    with pytest.raises(InputError, match="do not belong there"):
        read_package(changed({}, version=2))
