"""Suggested actions of a framework: what is read, what a translation lacks, and every fault."""

from pathlib import Path

import pytest

from resilience.errors import Faults
from resilience.framework import Framework, Levels, even_levels, load_framework
from resilience.framework.suggested.actions import (
    NO_SUGGESTIONS,
    SuggestedAction,
    folder_of,
    load_suggestions,
)
from resilience.services.deciding.action_facts import LONGEST_ACTION
from resilience.settings import ROOT
from tests.framework.small import FILES, changed, written
from tests.framework.suggested import ENGLISH, KOREAN, WHOLE

PLAN = SuggestedAction(
    indicator="AA.1",
    step=1,
    lead=("water", "planning"),
    cost="low",
    months=(2, 6),
    title="Draft a drain plan",
    what="List every drain with its owner. Done when the list is dated.",
    benefits=("fewer floods",),
    place="Haven",
    did="Drew up its list in a year",
    source="City of Haven (2020), Drains",
)


@pytest.fixture
def small(tmp_path: Path) -> Framework:
    return load_framework(written(tmp_path / "small", FILES))


def test_a_step_has_its_suggestions_in_the_words_of_a_language(
    small: Framework, tmp_path: Path
) -> None:
    found = load_suggestions(written(tmp_path, WHOLE), small)
    assert found.of("AA.1", 1, "en") == (PLAN,)
    (drill,) = found.of("AA.1", 2, "en")
    assert (drill.title, drill.place, drill.lent) == ("Adopt the plan", "", False)
    assert (
        found.of("AA.1", 3, "en") == found.of("B1", 1, "en") == found.of("AA.1", None, "en") == ()
    )


def test_what_a_translation_lacks_is_in_english_with_a_mark(
    small: Framework, tmp_path: Path
) -> None:
    found = load_suggestions(written(tmp_path, WHOLE), small)
    (plan,) = found.of("AA.1", 1, "ko")
    assert (plan.title, plan.place, plan.benefits, plan.lent) == (
        "배수 계획",
        "Haven",
        ("fewer floods",),
        True,
    )
    (drill,) = found.of("AA.1", 2, "ko")
    assert (drill.title, drill.lent) == ("Adopt the plan", True)
    assert (plan.language, drill.language) == ("ko", "en")
    (japanese,) = found.of("AA.1", 1, "ja")
    assert (japanese.title, japanese.lent) == (PLAN.title, True)


def test_a_whole_translation_has_no_mark(small: Framework, tmp_path: Path) -> None:
    words = "  drill: {title: 계획 채택, what: 의회에 올린다.}\n"
    found = load_suggestions(written(tmp_path, {**WHOLE, "actions.ko.yaml": KOREAN + words}), small)
    assert not found.of("AA.1", 2, "ko")[0].lent


def test_a_framework_without_the_files_offers_none(small: Framework, tmp_path: Path) -> None:
    assert load_suggestions(tmp_path, small) == NO_SUGGESTIONS
    assert NO_SUGGESTIONS.of("AA.1", 1, "en") == ()


def test_suggestions_are_no_part_of_the_framework(small: Framework, tmp_path: Path) -> None:
    again = load_framework(written(tmp_path / "small", WHOLE))
    assert (again.sha256, again.source) == (small.sha256, small.source)


def test_the_folder_is_that_of_the_same_version(small: Framework, tmp_path: Path) -> None:
    old = changed("framework.yaml", 'version: "1.0"', 'version: "0.9"')
    written(tmp_path / "a-small-0.9", old)
    assert folder_of(tmp_path, small) == tmp_path / "small"
    assert folder_of(tmp_path / "small", small) is None


FAULTS = [
    ("actions.yaml", "indicator: AA.1\n    step: 1", "indicator: AA.2\n    step: 1",
     "actions.yaml: plan: found the indicator `AA.2`, expected the code of one in framework.yaml."),
    ("actions.yaml", "step: 2", "step: 3",
     "actions.yaml: drill: found the step 3, expected at most 2, the highest level of AA.1."),
    ("actions.yaml", "indicator: AA.1\n    step: 1", "indicator: B1\n    step: 1",
     "actions.yaml: plan: found the step 1, expected at most 0, the highest level of B1."),
    ("actions.yaml", "step: 2", "step: 0",
     "actions.yaml: drill: actions.drill.step: found 0, expected greater than or equal to 1."),
    ("actions.yaml", "[water, planning]", "[water, drains]",
     "actions.yaml: plan: found the department `drains`, expected one of "),
    ("actions.yaml", "[12, 36]", "[36, 12]",
     "actions.yaml: drill: found months [36, 12], expected them from low to high."),
    ("actions.yaml", "cost: high", "cost: dear",
     "actions.yaml: drill: actions.drill.cost: found 'dear', expected one of"),
    ("actions.yaml", "[12, 36]", "[12]",
     "actions.yaml: drill: actions.drill.months: found [12], expected at least 2 entries."),
    ("actions.yaml", "cost: high", "cost: high\n    costs: high", "found the unknown key `costs`"),
    ("actions.yaml", '    source: "City of Haven (2020), Drains"\n', "",
     "actions.en.yaml: plan: found part of an example, expected `place`, `did` and its `source`."),
    ("actions.en.yaml", "    place: Haven\n    did: Drew up its list in a year\n", "",
     "actions.en.yaml: plan: found part of an example, expected `place`, `did` and its `source`."),
    ("actions.en.yaml", "  drill: {title: Adopt the plan, what: Put it to the council.}\n", "",
     "actions.en.yaml: drill: found no text, expected title and what."),
    ("actions.en.yaml", "title: Draft a drain plan", f"title: {'x' * 81}",
     "expected text with a length of at most 80."),
    ("actions.en.yaml", "Put it to the council.", "x" * 401,
     "expected text with a length of at most 400."),
    ("actions.en.yaml", "Haven", "Ha\u200bven",
     "actions.en.yaml: plan: found the zero width space (U+200B) in `place`, expected none"),
    ("actions.ko.yaml", "  plan:", "  plans:",
     "actions.ko.yaml: plans: found text for a suggestion that actions.yaml does not have."),
    ("actions.ko.yaml", "language: ko", "language: ja",
     "actions.ko.yaml: found the language ja, expected the one in the file name."),
    ("actions.ko.yaml", "what: ", "what: x, what: ", "found the key 'what' a second time in one block"),
    ("actions.yaml", "actions:", "actions: [", "actions.yaml: line"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "said"), FAULTS)
def test_a_fault_is_told_at_its_place(
    small: Framework, tmp_path: Path, name: str, old: str, new: str, said: str
) -> None:
    assert WHOLE[name].count(old) == 1
    files = {**WHOLE, name: WHOLE[name].replace(old, new)}
    with pytest.raises(Faults) as error:
        load_suggestions(written(tmp_path, files), small)
    assert said in str(error.value)
    assert len(error.value.faults) == 1


@pytest.mark.parametrize("name", ["actions.yaml", "actions.en.yaml"])
def test_a_missing_file_is_a_fault(small: Framework, tmp_path: Path, name: str) -> None:
    files = {other: text for other, text in WHOLE.items() if other != name}
    with pytest.raises(Faults) as error:
        load_suggestions(written(tmp_path, files), small)
    assert f"{name}: found no such file, expected it here." in str(error.value)


def test_the_longest_suggestion_fits_an_action(small: Framework, tmp_path: Path) -> None:
    words = ENGLISH.replace("Adopt the plan", "x" * 80).replace("Put it to the council.", "y" * 400)
    found = load_suggestions(written(tmp_path, {**WHOLE, "actions.en.yaml": words}), small)
    (drill,) = found.of("AA.1", 2, "en")
    assert len(f"{drill.title}: {drill.what}") <= LONGEST_ACTION


@pytest.mark.parametrize(
    ("score", "step"),
    [(0, 1), (12.5, 1), (12.6, 2), (25, 2), (37.5, 2), (40, 3), (75, 4), (87.5, 4), (88, None)],
)
def test_the_next_step_is_above_the_nearest_level_and_of_a_half_above_the_one_below(
    score: float, step: int | None
) -> None:
    assert even_levels(5).step_above(score) == step


def test_uneven_levels_have_steps_by_their_scores() -> None:
    scale = Levels((0, 20, 100), (0, 1, 5))
    assert [scale.step_above(score) for score in (0, 10, 19.9, 60, 61)] == [1, 1, 2, 2, None]
    thirds = even_levels(4)
    half = (thirds.values[0] + thirds.values[1]) / 2
    assert thirds.step_above(half + 1e-12) == 1, "a mean of equal answers"


@pytest.mark.parametrize(
    "folder",
    sorted(path.parent for path in ROOT.glob("indicators/*/framework.yaml")),
    ids=lambda path: path.name,
)
def test_shipped_suggestions_have_no_fault(folder: Path) -> None:
    load_suggestions(folder, load_framework(folder))
