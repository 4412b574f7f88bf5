"""What was changed, cut, packed to harm, or is something else is refused in a sentence."""

import io
import json
import random
import tracemalloc
import zipfile

import pytest

from resilience.errors import Faults, InputError, ResilienceError
from resilience.exchange.package import read_package, write_package
from tests.exchange.package.made import (
    KEY,
    OTHER_KEY,
    SEAL,
    packed,
    parts,
    result,
    signed,
    signed_with,
)

WHOLE = write_package(result(), KEY)
PARTS = parts(WHOLE)
FILES = {name: content for name, content in PARTS.items() if name not in SEAL}


def refused(data: bytes) -> str:
    """The sentence with which a file is refused."""
    with pytest.raises((InputError, Faults)) as raised:
        read_package(data)
    said = str(raised.value)
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_was_changed_is_named(name: str) -> None:
    changed = PARTS[name].replace(b"1", b"2", 1)
    assert changed != PARTS[name]
    said = refused(packed({**PARTS, name: changed}))
    assert said.startswith(f"These parts were changed after the file was signed: {name}.")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_missing_is_named(name: str) -> None:
    assert refused(packed({n: c for n, c in PARTS.items() if n != name})) == (
        f"This data package lacks {name}. Download it again, or ask the publisher for it."
    )


def test_a_file_that_was_added_is_named() -> None:
    said = refused(packed({**PARTS, "../evil.py": b"x"}))
    assert (
        said
        == "This data package has parts that do not belong there: ../evil.py. Download it again, or ask the publisher for it."
    )


@pytest.mark.parametrize("name", SEAL)
def test_without_its_seal_it_is_no_peer_file(name: str) -> None:
    said = refused(packed({n: c for n, c in PARTS.items() if n != name}))
    assert said.startswith("This is not a data package of this product.")


def test_a_manifest_that_was_changed_does_not_fit_its_signature() -> None:
    changed = PARTS["manifest.json"].replace(b"City of Aba", b"City of Abb")
    assert refused(packed({**PARTS, "manifest.json": changed})).startswith(
        "The signature does not match: manifest.json was changed"
    )


def test_the_key_of_somebody_else_does_not_fit_the_signature() -> None:
    said = refused(packed({**PARTS, "publisher.pem": OTHER_KEY.public}))
    assert said.startswith("The signature does not match")


@pytest.mark.parametrize("sign", [b"", b"\0" * 64, PARTS["manifest.sig"][:-1]])
def test_a_signature_that_is_none_is_refused(sign: bytes) -> None:
    said = refused(packed({**PARTS, "manifest.sig": sign}))
    assert said.startswith("The signature does not match")


@pytest.mark.parametrize("pem", [b"", b"\xff", KEY.public + b"\n", KEY.public.replace(b"\n", b"")])
def test_a_key_that_is_none_is_refused(pem: bytes) -> None:
    said = refused(packed({**PARTS, "publisher.pem": pem}))
    assert said == (
        "The publisher's key in this data package is damaged. Download it again, "
        "or ask the publisher for it."
    )


def test_whoever_signs_a_changed_file_has_another_fingerprint() -> None:
    forged = read_package(signed(FILES, OTHER_KEY))
    assert forged.publisher == "City of Aba"
    assert forged.fingerprint == OTHER_KEY.fingerprint != KEY.fingerprint


@pytest.mark.parametrize(
    ("format_", "said"),
    [
        ("urban-resilience-peer/4", "has the format urban-resilience-peer 4; this installation"),
        ("urban-resilience-peer/x", "This is not a data package"),
        ("other/1", "This is not a data package"),
        (7, "This is not a data package"),
    ],
)
def test_another_format_is_told(format_: object, said: str) -> None:
    assert said in refused(signed(FILES, format=format_))


@pytest.mark.parametrize(
    "changes",
    [{"more": 1}, {"publisher": "a\u202eb"}, {"publisher": ""}, {"files": []}, {"files": {"a": 1}}],
)
def test_a_manifest_that_is_none_is_refused(changes: dict[str, object]) -> None:
    assert refused(signed(FILES, **changes)).startswith("This is not a data package")


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "about.json",
            '"tier": "full"',
            '"tier": "half"',
            "about.json of this data package .*tier",
        ),
        ("about.json", "2026-10-13", "soon", r"\(date\)"),
        ("about.json", '"rounds": 1', '"rounds": -1', r"\(rounds\)"),
        ("about.json", '"name": "Aba"', '"name": "A\u202eba"', r"\(city\.name\)"),
        ("about.json", '"people": 8', '"people": "8"', r"\(room\.people\)"),
        ("about.json", "{", "[", r"about\.json .*\(JSON\)"),
        ("about.json", '"rounds"', '"more": 1, "rounds"', r"\(more\)"),
        ("framework.json", '"levels": 2', '"levels": 0', r"framework\.json .*\(structure\)"),
        ("framework.json", '"weight": 3', '"weight": -3', r"framework\.json .*\(structure\)"),
        ("framework.json", "{", "[" * 100_000, r"framework\.json .*\(JSON\)"),
        ("counts.csv", "indicator", "code", r"counts\.csv .*\(row 1\)"),
        ("counts.csv", "a,0,2,2,", "a,0,2,2", r"counts\.csv .*\(row 2\)"),
        ("counts.csv", "a,0,2,2,", "a,0,-2,2,", r"\(row 2, column answers\)"),
        ("counts.csv", "a,0,2,2,", "a,0,2e1,2,", r"\(row 2, column answers\)"),
        ("counts.csv", "a,0,2,2,", "a,0,99999999999,2,", r"\(row 2, column answers\)"),
        ("counts.csv", "a,0,2,2,", 'a,"0,2,2,', r"counts\.csv .*\((CSV|row 2)\)"),
        ("scores.csv", "false", "no", r"\(row 2, column one_person\)"),
        ("scores.csv", ",false,", ",false,nan", r"scores\.csv .*\(row 2, column coverage\)"),
        ("scores.csv", "Name of all", "", r"\(row 2, column title\)"),
    ],
)
def test_contents_that_are_not_as_they_must_be_are_refused_by_their_place(
    file: str, old: str, new: str, said: str
) -> None:
    with pytest.raises(InputError, match=said):
        read_package(signed_with(file, old, new))


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = packed({**PARTS, "counts.csv": b"0" * 200_000_000})
    tracemalloc.start()
    said = refused(bomb)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert said.startswith("The part counts.csv of the file would take 190 MB unpacked")
    assert peak < 5_000_000


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "This is not a data package"),
        (b"city,score\n", "This is not a data package"),
        (b"PK\x03\x04", "This is not a data package"),
        (WHOLE[:-40], "This is not a data package"),
        (packed({"a": b"x"}), "This is not a data package"),
        (
            b"PK" + b"\0" * 6_000_000,
            "The file is 5 MB; at most 5 MB is allowed. Upload a smaller file.",
        ),
        (packed({**PARTS, "Manifest.json": b"{}"}), "more parts than this file type needs"),
        (packed(PARTS, zipfile.ZIP_BZIP2), "packed in an unusual way"),
    ],
)
def test_what_is_something_else_is_refused(data: bytes, said: str) -> None:
    assert said in refused(data)


@pytest.mark.parametrize("written", [WHOLE, packed(PARTS)], ids=["as written", "packed anew"])
def test_any_damage_is_refused_or_changes_nothing(written: bytes) -> None:
    chance, whole, told = random.Random(7), read_package(written), 0
    for _ in range(400):
        data = bytearray(written)
        for _ in range(chance.randint(1, 3)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        try:
            assert read_package(bytes(data)) == whole
        except ResilienceError as error:
            assert str(error).endswith(".")
            told += 1
    assert told > 250


def test_any_damage_to_signed_contents_is_refused_in_words_too() -> None:
    """What a publisher with a key could sign: the checks behind the signature."""
    chance, told = random.Random(8), 0
    for _ in range(300):
        name = chance.choice([n for n in FILES if n != "datapackage.json"])
        content = bytearray(FILES[name])
        for _ in range(chance.randint(1, 3)):
            content[chance.randrange(len(content))] = chance.choice(b'0129"{}[],.-\n\xffae')
        try:
            read_package(signed({**FILES, name: bytes(content)}))
        except ResilienceError:
            told += 1
    assert told > 200


def test_the_list_of_files_is_what_is_signed() -> None:
    said = json.loads(PARTS["manifest.json"])
    assert set(said["files"]) == set(FILES)
    with zipfile.ZipFile(io.BytesIO(WHOLE)) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
