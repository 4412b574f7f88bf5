"""Each fault of a framework's files is reported with its file, its code, what was found, expected."""

from pathlib import Path

import pytest

from resilience.errors import Faults, NotFound
from resilience.framework import installed, load_framework
from tests.framework.small import FILES, STRUCTURE, WORDS, changed, written

AA1 = '- code: "AA.1"'
AA2 = '- code: "1.10"'
OWN = "{values: [0, 20, 100], points: [0, 1, 5]}"
SIZES = "[Small., Middling., Large.]"
EXACT = '- {scheme: UNDRR-P, key: "P1.1", match: exact}'
B2_SCALE = "{worst: 0, best: 50}"

#: name, file, passage, its replacement, parts of the one sentence that reports it
STRUCTURE_FAULTS = [
    ("duplicate code", "- code: B2", "- code: B1", ["B1", "2 times", "once"]),
    ("theme and indicator share a code", "- code: B2", "- code: A", ["A", "2 times", "once"]),
    (
        "duplicate key",
        "    weight: 2\n",
        "    weight: 2\n    weight: 1\n",
        ["weight", "a second time"],
    ),
    ("unquoted code", AA2, "- code: 1.10", ["1.1", "found 1.1", 'quotes, as in "1.10"']),
    ("unquoted version", 'version: "1.0"', "version: 1.0", ["version", "found 1.0", "quotes"]),
    (
        "odd sign in a code",
        AA1,
        '- code: "AA 1"',
        ["AA 1", "found 'AA 1'", "matches the pattern ^"],
    ),
    ("unknown key of a theme", "- code: B\n", "- code: B\n    hue: red\n", ["B", "`hue`", "keys"]),
    (
        "unknown key of an indicator",
        AA1,
        AA1 + "\n            colour: red",
        ["AA.1", "unknown key `colour`", "only keys of the format"],
    ),
    ("missing key", "licence: CC-BY-4.0\n", "", ["licence", "found nothing", "key `licence`"]),
    ("negative weight", "weight: 3", "weight: -3", ["1.10", "found -3", "greater than or equal"]),
    ("infinite weight", "weight: 3", "weight: .inf", ["1.10", "found inf", "finite number"]),
    (
        "weight in words",
        "weight: 3",
        "weight: heavy",
        ["1.10", "found 'heavy'", "expected a number"],
    ),
    (
        "all weights zero in a theme",
        "      - code: AA\n",
        "      - code: AA\n        weight: 0\n",
        ["A: ", "all weights below it are 0", "one above 0"],
    ),
    (
        "unknown tier",
        "tier: quick\n            dep",
        "tier: slow\n            dep",
        ["AA.1", "slow"],
    ),
    ("unknown rule", "rule: geometric", "rule: median", ["B: ", "found 'median'", "'leaf-mean'"]),
    ("unknown match", "match: exact", "match: near", ["AA.1", "found 'near'", "'related'"]),
    (
        "unknown reference scheme",
        "scheme: UNDRR-P",
        "scheme: UNDDR",
        ["AA.1", "reference scheme `UNDDR`", "expected one of UNDRR-P"],
    ),
    ("unknown hazard", "[flood]", "[food]", ["AA.1", "hazard `food`", "expected one of flood"]),
    ("unknown department", "[water]", "[fun]", ["AA.1", "department `fun`", "one of housing"]),
    (
        "two exact partners of an indicator",
        EXACT,
        EXACT + "\n              " + EXACT.replace("P1.1", "P1.2"),
        ["AA.1", "2 exact partners in UNDRR-P", "expected one"],
    ),
    (
        "two indicators exact for one partner",
        "weight: 3\n",
        f"weight: 3\n            references:\n              {EXACT}\n",
        ["AA.1, 1.10", "exact matches for UNDRR-P P1.1", "expected only one"],
    ),
    (
        "empty theme",
        "  - code: B\n",
        "  - code: Z\n  - code: B\n",
        ["Z", "found neither themes nor indicators below it", "one of the two"],
    ),
    (
        "theme with themes and indicators",
        "    rule: geometric\n",
        "    themes: [{code: C, indicators: [{code: C1}]}]\n",
        ["B: ", "both themes and indicators", "one of the two"],
    ),
    (
        "no themes",
        STRUCTURE[STRUCTURE.index("themes:") :],
        "themes: []\n",
        ["themes", "found none"],
    ),
    (
        "scale with two kinds",
        OWN,
        "{levels: 3, values: [0, 20, 100]}",
        ["1.10: scale", "2 kinds of scale", "expected one of"],
    ),
    ("scale of no kind", B2_SCALE, "{unit: km}", ["B2: scale", "0 kinds", "expected one of"]),
    (
        "framework's scale of two kinds",
        "scale: {levels: 3}",
        "scale: {levels: 3, worst: 0, best: 1}",
        ["scale", "2 kinds of scale", "expected one of"],
    ),
    (
        "worst is best",
        B2_SCALE,
        "{worst: 7, best: 7}",
        ["B2: scale", "worst 7.0 and best 7.0", "two different"],
    ),
    (
        "worst without best",
        B2_SCALE,
        "{worst: 7}",
        ["B2: scale", "worst 7.0 and best nothing", "two different"],
    ),
    (
        "logarithm of 0",
        B2_SCALE,
        "{worst: 0, best: 50, log: true}",
        ["B2: scale", "found `log`", "above 0"],
    ),
    (
        "values not ordered",
        "values: [0, 20, 100]",
        "values: [0, 100, 20]",
        ["1.10: scale", "[0.0, 100.0, 20.0]", "from low to high"],
    ),
    (
        "values beyond 100",
        "values: [0, 20, 100]",
        "values: [0, 20, 101]",
        ["1.10: scale", "101.0", "from 0 to 100"],
    ),
    ("points not ordered", "[0, 1, 5]", "[0, 5, 1]", ["1.10: scale", "points", "low to high"]),
    ("points for some levels", "[0, 1, 5]", "[0, 1]", ["1.10: scale", "2 points", "expected 3"]),
    ("one level", "scale: {levels: 3}", "scale: {levels: 1}", ["scale.levels", "found 1", "2"]),
    ("twelve levels", "{levels: 3}", "{levels: 12}", ["scale.levels", "found 12", "11"]),
    ("threshold in per cent", "scale: {l", "threshold: 67\nscale: {l", ["threshold", "found 67"]),
    (
        "sum over a measured number",
        "rule: geometric",
        "rule: sum",
        ["B1", "measured number under the rule `sum`", "expected levels"],
    ),
    (
        "sum of the framework over a measured number",
        "scale: {levels: 3}",
        "rule: sum\nscale: {levels: 3}",
        ["B1", "measured number under the rule `sum`", "expected levels"],
    ),
    (
        "sum over a measured number two themes down",
        f"    weight: 2\n    themes:\n      - code: AA\n        indicators:\n          {AA1}",
        "    weight: 2\n    rule: sum\n    themes:\n      - code: AA\n        indicators:\n"
        f"          {AA1}\n            scale: {{worst: 0, best: 1}}",
        ["AA.1", "measured number under the rule `sum`", "expected levels"],
    ),
    (
        "alias",
        "[water]",
        "&d [water]\n            note: *d",
        ["line ", "alias", "write out the block"],
    ),
    ("broken YAML", "hazards: [flood]", "hazards: [flood", ["line ", "not readable as YAML"]),
    (
        "no date",
        'version: "1.0"',
        "version: 2026-02-30",
        ["line 2", "2026-02-30 looks like", "quotes"],
    ),
    ("number too long", 'version: "1.0"', f"version: {'9' * 5000}", ["line 2", "99 looks like"]),
    (
        "nothing for a number",
        "weight: 3",
        "weight:",
        ["1.10", "found nothing", "expected a number"],
    ),
    ("list as key", "id: small", "[id]: small", ["line 1", "key is a list", "expected text"]),
    ("number as key", "id: small", "id: small\n1: x", ["found 1", "text as the key"]),
    ("not a mapping", STRUCTURE, "- one\n- two\n", ["found a list", "block of `key: value`"]),
    ("empty file", STRUCTURE, "", ["found an empty file", "block of `key: value`"]),
]

TEXT_FAULTS = [
    ("too few level sentences", SIZES, "[Small., Large.]", ["1.10", "found 2", "expected 3"]),
    ("sentences for a number", "hours a year?}", "hours?, levels: [x]}", ["B1", "1", "expected 0"]),
    (
        "two equal level sentences",
        SIZES,
        "[Small., Small., Large.]",
        ["1.10", "same sentence", "all to be different"],
    ),
    ("empty sentence", SIZES, "[Small., ' ', Large.]", ["1.10", "no text at level 1", "sentence"]),
    ("empty title", "title: Drain plan", "title: ''", ["AA.1", "found ''", "length of at least 1"]),
    (
        "indicator without words",
        "  B2: {title: Spare, question: How many generators?}\n",
        "",
        ["B2", "found no text", "expected title, question and levels"],
    ),
    ("theme without words", "  AA: {title: Drains}\n", "", ["AA", "no text for the theme"]),
    (
        "words for an unknown indicator",
        "  B2:",
        "  B3: {title: More, question: What?}\n  B2:",
        ["B3", "text for an indicator", "does not have"],
    ),
    (
        "words for an unknown theme",
        "  AA: {title: Drains}\n",
        "  AA: {title: Drains}\n  Z: {title: Last}\n",
        ["Z", "text for a theme", "does not have"],
    ),
    ("unquoted code", '"1.10":', "1.10:", ["1.1", "found 1.1", 'quotes, as in "1.10"']),
    ("unknown key", "title: Drain plan", "title: x\n    hint: y", ["AA.1", "`hint`", "keys"]),
    ("duplicate key", "title: Drain plan", "title: x\n    title: y", ["'title'", "a second time"]),
    (
        "another language than the name",
        "language: en",
        "language: fr",
        ["language fr", "expected the one in the file name"],
    ),
    ("not a mapping", WORDS, "words", ["found text", "block of `key: value`"]),
]

CASES = [
    pytest.param(file, old, new, parts, id=f"{file}: {name}")
    for file, faults in (("framework.yaml", STRUCTURE_FAULTS), ("text.en.yaml", TEXT_FAULTS))
    for name, old, new, parts in faults
]


def faults_of(folder: Path) -> list[str]:
    """What loading the folder reports."""
    with pytest.raises(Faults) as raised:
        load_framework(folder)
    assert str(raised.value).startswith("The framework has errors:")
    return [str(fault) for fault in raised.value.faults]


@pytest.mark.parametrize(("file", "old", "new", "parts"), CASES)
def test_a_fault_is_reported_with_file_code_found_and_expected(
    file: str, old: str, new: str, parts: list[str], tmp_path: Path
) -> None:
    faults = faults_of(written(tmp_path, changed(file, old, new)))
    told = [fault for fault in faults if all(part in fault for part in parts)]
    assert len(told) == 1, faults
    assert told[0].startswith(f"{file}: ")


#: slips that leave more than one thing to mend, as words for what is no longer there
TWOFOLD = {
    "duplicate code",
    "theme and indicator share a code",
    "empty theme",
    "theme with themes and indicators",
    "no themes",
    "sum over a measured number",
    "sum of the framework over a measured number",
    "sum over a measured number two themes down",
}
SLIPS = [case for case in CASES if str(case.id).partition(": ")[2] not in TWOFOLD]


@pytest.mark.parametrize(("file", "old", "new", "parts"), SLIPS)
def test_one_slip_brings_no_echoes(
    file: str, old: str, new: str, parts: list[str], tmp_path: Path
) -> None:
    faults = faults_of(written(tmp_path, changed(file, old, new)))
    assert len(faults) == 1, (parts, faults)


def test_a_folder_without_english_words_is_a_fault(tmp_path: Path) -> None:
    faults = faults_of(written(tmp_path, {"framework.yaml": STRUCTURE}))
    assert faults == ["text.en.yaml: found no such file, expected the English text."]


def test_a_folder_without_structure_is_not_found(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"framework\.yaml is expected there"):
        load_framework(written(tmp_path, {"text.en.yaml": WORDS}))


def test_a_file_that_is_not_utf8_is_a_fault(tmp_path: Path) -> None:
    written(tmp_path, FILES)
    (tmp_path / "text.fr.yaml").write_bytes("title: é".encode("latin-1"))
    assert faults_of(tmp_path) == ["text.fr.yaml: found that byte 8 is not UTF-8 text."]


def test_all_faults_of_shape_in_one_file_are_reported_at_once(tmp_path: Path) -> None:
    files = changed("framework.yaml", "weight: 3", "weight: -3\n            colour: red")
    files["framework.yaml"] = files["framework.yaml"].replace("rule: geometric", "rule: median")
    faults = faults_of(written(tmp_path, files))
    assert len(faults) == 3
    for part in ("found -3", "`colour`", "'median'"):
        assert any(part in fault for fault in faults), part


def test_all_faults_of_meaning_in_both_files_are_reported_at_once(tmp_path: Path) -> None:
    spoilt = STRUCTURE.replace("[flood]", "[food]").replace("[water]", "[fun]")
    spoilt = spoilt.replace("- code: B2", "- code: B1").replace("best: 50", "best: 0")
    words = WORDS.replace(SIZES, "[Small., Small.]").replace("  AA: {title: Drains}\n", "")
    faults = faults_of(written(tmp_path, {"framework.yaml": spoilt, "text.en.yaml": words}))
    expected = [
        ("framework.yaml: B1: ", "2 times"),
        ("framework.yaml: AA.1: ", "`fun`"),
        ("framework.yaml: AA.1: ", "`food`"),
        ("framework.yaml: B1: scale: ", "two different numbers"),
        ("text.en.yaml: B2: ", "text for an indicator"),
        ("text.en.yaml: AA: ", "no text for the theme"),
        ("text.en.yaml: 1.10: ", "found 2 level sentences"),
        ("text.en.yaml: 1.10: ", "same sentence"),
    ]
    for place, part in expected:
        assert any(f.startswith(place) and part in f for f in faults), (place, part, faults)
    assert len(faults) == len(expected)


def test_faults_of_every_kind_in_both_files_are_reported_at_once(tmp_path: Path) -> None:
    spoilt = STRUCTURE.replace("id: small\n", "")  # a key missing
    spoilt = spoilt.replace("[flood]", "[food]\n            hue: red")  # meaning, an unknown key
    spoilt = spoilt.replace("    weight: 2\n", "    weight: 2\n    weight: 1\n")  # a key twice
    spoilt = spoilt.replace(AA2, "- code: 1.10").replace("points: [0, 1, 5]", "points: [0, 1]")
    spoilt = spoilt.replace("rule: geometric", "rule: median").replace("best: 50", "best: 0")
    words = WORDS.replace("title: Drain plan", "title: ''").replace("A draft.", "None.")
    words = words.replace("language: en", "tongue: en").replace("  AA: {title: Drains}\n", "")
    faults = faults_of(written(tmp_path, {"framework.yaml": spoilt, "text.en.yaml": words}))
    expected = [
        ("framework.yaml: line 8: ", "'weight' a second time"),
        ("framework.yaml: id: ", "found nothing, expected the key `id`"),
        ("framework.yaml: AA.1: ", "`hue`"),
        ("framework.yaml: 1.1: ", "put it in quotes"),
        ("framework.yaml: B: ", "'median'"),
        ("framework.yaml: AA.1: ", "`food`"),
        ("framework.yaml: not-readable: scale: ", "2 points, expected 3"),
        ("framework.yaml: B2: scale: ", "two different numbers"),
        ("text.en.yaml: language: ", "found nothing"),
        ("text.en.yaml: tongue: ", "`tongue`"),
        ("text.en.yaml: AA.1: ", "length of at least 1"),
        ("text.en.yaml: AA: ", "no text for the theme"),
        ("text.en.yaml: AA.1: ", "same sentence"),
    ]
    for place, part in expected:
        assert any(f.startswith(place) and part in f for f in faults), (place, part, faults)
    assert len(faults) == len(expected), faults


def test_a_translation_may_leave_words_out_but_not_spoil_them(tmp_path: Path) -> None:
    partial = "language: ko\ntitle: 작은\nthemes: {A: {title: 물}}\nindicators: {}\n"
    spoilt = partial.replace("indicators: {}", "indicators: {X: {title: a, question: b}}")
    whole = load_framework(written(tmp_path / "whole", {**FILES, "text.ko.yaml": partial}))
    assert whole.title("A", "ko") == "물"
    assert faults_of(written(tmp_path / "spoilt", {**FILES, "text.ko.yaml": spoilt})) == [
        "text.ko.yaml: X: found text for an indicator that framework.yaml does not have."
    ]


def test_an_installation_names_the_folder_of_each_fault(tmp_path: Path) -> None:
    written(tmp_path / "good", FILES)
    written(tmp_path / "bad", changed("framework.yaml", "[flood]", "[food]"))
    written(tmp_path / "worse", {"framework.yaml": STRUCTURE})
    with pytest.raises(Faults) as raised:
        installed(tmp_path)
    first, second = map(str, raised.value.faults)
    assert first.startswith("bad/framework.yaml: AA.1: ")
    assert second.startswith("worse/text.en.yaml: ")


def test_two_folders_with_one_id_and_version_are_a_fault(tmp_path: Path) -> None:
    written(tmp_path / "one", FILES)
    written(tmp_path / "two", FILES)
    with pytest.raises(
        Faults, match=r"two/framework\.yaml: found the id small and version 1\.0, which one/"
    ):
        installed(tmp_path)


def test_of_two_versions_the_newest_has_the_id(tmp_path: Path) -> None:
    written(tmp_path / "old", FILES)
    written(tmp_path / "new", changed("framework.yaml", 'version: "1.0"', 'version: "1.10"'))
    written(tmp_path / "middle", changed("framework.yaml", 'version: "1.0"', 'version: "1.9"'))
    found = installed(tmp_path)
    assert {name: one.version for name, one in found.items()} == {
        "small": "1.10",
        "small 1.0": "1.0",
        "small 1.9": "1.9",
    }
