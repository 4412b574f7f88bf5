"""Frameworks as XLSForms: read by the converter of KoboToolbox and ODK, which warns of nothing."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from resilience.errors import InputError
from resilience.framework import Framework, Goalposts, Levels, Tier, installed, load_source
from resilience.framework.form_names import form_names, words_of
from resilience.settings import ROOT
from resilience.text import LANGUAGES, Text
from resilience.workbook.form_sheets import tongue
from resilience.workbook.xlsform import write_xlsform
from tests.framework.small import FILES, changed
from tests.workbook.forms import converted
from tests.workbook.frameworks.examples import frameworks, small

OURS = installed(Path(ROOT / "indicators"))
TIERS: tuple[Tier, ...] = ("quick", "full")
ENGLISH = "English (en)"
HOSTILE = [
    "=cmd|'/C calc'!A0",
    "+1-1",
    "-2",
    "@SUM(A1)",
    "${answer_B1}",
    "a ${no such} b",
    "${open",
    "$${x}}",
    "instance('departments')/data/item[name = 'a']/label",
    "<output value='/data/people'/> & <b>bold</b>",
    "one\ntwo\n\nthree",
    "two  spaces",
    "🌊 flood 👩‍👩‍👧",
    "العربية \u200fمن اليمين",
    "w" * 5_000,
    "# heading *stars* _line_",
    "select_one a:b::c",
]


def named(code: str) -> str:
    return code.replace("-", "_").replace(".", "_")


@pytest.mark.parametrize("tier", TIERS)
@pytest.mark.parametrize("framework", OURS.values(), ids=OURS)
def test_every_framework_of_the_installation_becomes_a_form(
    framework: Framework, tier: Tier
) -> None:
    form = converted(write_xlsform(framework, tier))
    answers = [name for name in form.questions if name.startswith("answer_")]
    asked = framework.asked(tier)
    assert answers == [f"answer_{named(indicator.code)}" for indicator in asked]
    comments = [name for name in form.questions if name.startswith("comment_")]
    assert len(comments) == len(answers)
    assert form.questions[:2] == ["department_name", "people"]


@pytest.mark.parametrize("framework", OURS.values(), ids=OURS)
def test_levels_are_said_in_every_language(framework: Framework) -> None:
    form = converted(write_xlsform(framework))
    assert list(form.words) == [
        tongue(code) for code in ("en", *sorted(set(framework.texts) - {"en"}))
    ]
    for code in framework.texts:
        words, text, language = framework.text(code), Text(code), tongue(code)
        for indicator in framework.asked("full"):
            found = form.options(f"levels_{named(indicator.code)}", language)
            said = words.indicators[indicator.code].levels
            expected = {str(at): f"{at} · {sentence}" for at, sentence in enumerate(said)}
            none = {"na": text("Not applicable here"), "dk": text("Don't know")}
            assert found == expected | none, (indicator.code, code)


def test_words_of_a_card_are_those_of_the_framework() -> None:
    framework = OURS["urban-resilience 1.0.0"]
    form = converted(write_xlsform(framework, "quick"))
    said = framework.text("ja").indicators["INF1"]
    language = tongue("ja")
    assert form.label(language, "theme_INF") == f"INF · {framework.title('INF', 'ja')}"
    assert form.label(language, "card_INF1") == f"INF1 · {said.title}"
    assert form.label(language, "answer_INF1") == said.question
    hint = form.label(language, "answer_INF1", "hint")
    assert said.why in hint
    assert said.evidence in hint
    assert form.label(language, "comment_INF1") == Text("ja")("Comment")


def test_languages_are_written_as_xlsform_has_them() -> None:
    names = [tongue(code) for code in (*LANGUAGES, "fr", "pt-BR", "xx")]
    assert names == [
        "English (en)", "简体中文 (zh)", "日本語 (ja)", "한국어 (ko)", "français (fr)",
        "português BR (pt)", "xx (xx)",
    ]  # fmt: skip


def test_what_a_translation_lacks_stands_in_english() -> None:
    files = {
        **FILES,
        "text.ko.yaml": "language: ko\ntitle: 작은\nthemes: {A: {title: 물}}\nindicators: {}\n",
        "text.fr.yaml": "language: fr\ntitle: Petit\nthemes: {}\nindicators: {}\n",
    }
    form = converted(write_xlsform(load_source(files)))
    assert form.label("한국어 (ko)", "theme_A") == "A · 물"
    assert form.choice("한국어 (ko)", "levels_AA_1", "1") == "1 · A draft."
    assert form.choice("한국어 (ko)", "levels_AA_1", "dk") == Text("ko")("Don't know")
    assert form.choice("français (fr)", "levels_AA_1", "dk") == "Don't know"
    assert {frozenset(words) for words in form.words.values()} == {frozenset(form.words[ENGLISH])}


def test_a_hint_that_english_lacks_stands_as_another_language_has_it() -> None:
    korean = FILES["text.en.yaml"].replace("language: en", "language: ko")
    korean = korean.replace("many generators?}", "many generators?, why: 비.}")
    form = converted(write_xlsform(load_source({**FILES, "text.ko.yaml": korean})))
    for language in ("한국어 (ko)", ENGLISH):
        assert form.label(language, "answer_B2", "hint") == "비."


def test_measured_numbers_are_held_to_the_scale_where_it_refuses_others() -> None:
    form = converted(write_xlsform(small()))
    assert form.rules["answer_B1"]["type"] == "decimal"
    assert form.rules["answer_B1"]["constraint"] == ". >= 0 and . <= 10"
    assert form.label(ENGLISH, "answer_B1", "jr:constraintMsg") == "A number from 0 to 10."
    assert form.label(ENGLISH, "answer_B1") == "How many hours a year? (hours)"
    assert form.rules["answer_B2"]["type"] == "decimal"
    assert "constraint" not in form.rules["answer_B2"]
    assert form.rules["state_B2"]["relevant"].split() == [
        "/data/theme_B/card_B2/answer_B2", "=", "''",
    ]  # fmt: skip
    assert list(form.choices["no_level"]) == ["na", "dk"]


def test_limits_have_no_exponents() -> None:
    files = changed("framework.yaml", "{worst: 10, best: 0,", "{worst: -2.5e+16, best: 1.0e-7,")
    constraint = converted(write_xlsform(load_source(files))).rules["answer_B1"]["constraint"]
    assert constraint == ". >= -25000000000000000 and . <= 0.0000001"


def test_nothing_must_be_answered_but_who_sits_there() -> None:
    form = converted(write_xlsform(small(), departments=["Water"]))
    assert {name for name, rule in form.rules.items() if "required" in rule} == {
        "department", "people",
    }  # fmt: skip
    people = form.rules["people"]
    assert (people["type"], people["constraint"]) == ("int", ". >= 1 and . <= 50")


def test_nothing_tells_who_answers_or_where() -> None:
    form = converted(write_xlsform(OURS["urban-resilience"]))
    kinds = {rule["type"] for rule in form.rules.values()}
    assert kinds <= {"string", "int", "decimal"}
    preloads = {rule.get("preload") for rule in form.rules.values()} - {None}
    assert preloads == {"uid"}  # a random mark of the sending


def test_departments_of_a_workshop_are_chosen_from() -> None:
    form = converted(write_xlsform(small(), departments=["Housing", "Harbour & port", "Housing"]))
    assert "department_name" not in form.questions
    assert form.options("departments") == {
        "Housing": "Housing", "Harbour%20%26%20port": "Harbour & port",
    }  # fmt: skip


def test_usual_departments_are_translated() -> None:
    form = converted(write_xlsform(OURS["undrr-preliminary"], departments=["Housing"]))
    assert form.choice("日本語 (ja)", "departments", "Housing") == Text("ja")("Housing")


def test_a_form_is_called_by_framework_tier_and_workshop() -> None:
    plain, coded = (converted(write_xlsform(small(), "quick", code=c)) for c in ("", "ABC234"))
    assert (plain.settings["id"], coded.settings["id"]) == ("small-quick", "small-quick-ABC234")
    assert re.fullmatch(r"1\.0-[0-9a-f]{8}", plain.settings["version"])


def test_another_word_is_another_version() -> None:
    other = load_source(changed("text.en.yaml", "A draft.", "Drafted."))
    versions = [converted(write_xlsform(one)).settings["version"] for one in (small(), other)]
    assert len(set(versions)) == 2


def test_the_same_framework_makes_the_same_file() -> None:
    assert write_xlsform(small()) == write_xlsform(small())


def test_a_tier_without_indicators_is_refused() -> None:
    files = {
        **FILES,
        "framework.yaml": FILES["framework.yaml"].replace("tier: quick", "tier: full"),
    }
    with pytest.raises(InputError, match="The scorecard has no indicators in the tier quick"):
        write_xlsform(load_source(files), "quick")


def test_themes_without_indicators_in_the_tier_are_left_out() -> None:
    form = converted(write_xlsform(OURS["urban-resilience"], "quick"))
    assert form.label(ENGLISH, "theme_INF")
    files = changed("framework.yaml", "- code: B1\n        tier: quick", "- code: B1")
    with pytest.raises(ValueError, match="not enough values"):
        converted(write_xlsform(load_source(files), "quick")).label(ENGLISH, "theme_B")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_come_through_as_they_are(hostile: str) -> None:
    title = f"Drain {hostile}"
    framework = with_words(title, hostile)
    data = write_xlsform(framework, departments=[hostile, "Water"])
    form = converted(data)
    assert form.label(ENGLISH, "card_AA_1") == f"AA.1 · {title}"
    assert form.label(ENGLISH, "answer_AA_1") == hostile
    assert form.choice(ENGLISH, "levels_AA_1", "2") == f"2 · {hostile}"
    (name, _) = form.options("departments")
    assert words_of(name) == hostile
    assert form.choice(ENGLISH, "departments", name) == hostile


@pytest.mark.parametrize("hostile", HOSTILE)
def test_no_cell_is_a_formula_or_a_link(hostile: str) -> None:
    data = write_xlsform(with_words(hostile, hostile), departments=[hostile])
    for sheet in openpyxl.load_workbook(io.BytesIO(data)):
        for row in sheet.iter_rows():
            assert {cell.data_type for cell in row} <= {"s", "n"}  # n is an empty cell
            assert not any(cell.hyperlink for cell in row)


def with_words(title: str, words: str) -> Framework:
    """The small framework, whose first indicator says this."""
    framework = small()
    old = framework.texts["en"]
    first = old.indicators["AA.1"]
    levels = (*first.levels[:2], words)
    texts = type(first)(title, words, words, words, levels)
    said = type(old)(
        "en", words, "", old.titles, {}, {**old.indicators, "AA.1": texts}, old.reviewed
    )
    return Framework(
        **{
            name: getattr(framework, name)
            for name in Framework.__dataclass_fields__
            if name != "texts"
        },
        texts={"en": said},
    )


def test_codes_that_would_share_a_name_are_told_apart() -> None:
    files = changed("framework.yaml", 'code: "1.10"', "code: aa_1")
    files["text.en.yaml"] = files["text.en.yaml"].replace('"1.10":', "aa_1:")
    framework = load_source(files)
    assert form_names(framework)["AA.1"] == "AA_1"
    assert form_names(framework)["aa_1"] == "aa_1_2"
    assert "answer_aa_1_2" in converted(write_xlsform(framework)).questions


@given(framework=frameworks(), tier=st.sampled_from(TIERS), named_departments=st.booleans())
def test_any_framework_becomes_a_form(
    framework: Framework, tier: Tier, named_departments: bool
) -> None:
    asked = framework.asked(tier)
    if not asked:
        with pytest.raises(InputError):
            write_xlsform(framework, tier)
        return
    departments = ("Water", "給水") if named_departments else ()
    form = converted(write_xlsform(framework, tier, departments=departments))
    names = form_names(framework)
    answers = [name for name in form.questions if name.startswith("answer_")]
    assert answers == [f"answer_{names[indicator.code]}" for indicator in asked]
    for indicator in asked:
        name = names[indicator.code]
        if isinstance(indicator.scale, Levels):
            levels = [str(level) for level in range(indicator.scale.top + 1)]
            assert list(form.choices[f"levels_{name}"]) == [*levels, "na", "dk"]
        else:
            assert isinstance(indicator.scale, Goalposts)
            assert ("constraint" in form.rules[f"answer_{name}"]) is not indicator.scale.clip
    assert set(form.words) == {tongue(code) for code in framework.texts}
