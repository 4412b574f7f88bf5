"""What a review changes in the files of a framework, and who signed what off."""

import datetime

import pytest
import yaml

from resilience.errors import Faults, InputError, Sentence
from resilience.framework import Framework, load_framework, load_source
from resilience.framework.review.files import files_after
from resilience.framework.review.texts import review_counts, review_texts
from resilience.settings import ROOT
from resilience.text.review import (
    Correction,
    Outcome,
    ReturnedReview,
    ReturnedRow,
    ReviewText,
    Signature,
    outcome_of,
)
from tests.framework.small import FILES

KOREAN = """\
# by hand
language: ko
title: 작은
themes: {A: {title: 물}, AA: {title: 배수로}, B: {title: 전력}}
indicators:
  AA.1: {title: 계획, question: 있나?, levels: [없음, 초안, 있음]}
  "1.10": {title: 크기, question: 얼마?, levels: [작음, 중간, 큼]}
  B1: {title: 정전, question: 몇 시간?}
"""
KIM = Signature("Kim Minji", "editor", datetime.date(2026, 11, 28))
CELL = Sentence("F7")


def small(korean: str = KOREAN) -> Framework:
    """The small framework with a translation that lacks an indicator."""
    return load_source({**FILES, "text.ko.yaml": korean})


def changes(**after: str) -> dict[str, Correction]:
    """Corrections by key (with __ for /)."""
    return {key.replace("__", "/"): Correction(CELL, "", said) for key, said in after.items()}


def reviewed(framework: Framework, outcome: Outcome, who: Signature | None) -> Framework:
    """The framework after a review of its Korean."""
    return files_after(framework, "ko", outcome, who).framework


def test_every_text_is_there_in_the_order_of_the_framework() -> None:
    texts = list(review_texts(small(), "ko"))
    assert texts[:8] == [
        "title", "themes/A/title", "themes/AA/title", "indicators/AA.1/title",
        "indicators/AA.1/question", "indicators/AA.1/levels/0", "indicators/AA.1/levels/1",
        "indicators/AA.1/levels/2",
    ]  # fmt: skip
    assert review_texts(small(), "ko")["indicators/B2/question"] == ReviewText(
        "indicators/B2/question", "How many generators?", "", "B2"
    )


@pytest.mark.parametrize("folder", ["urban-resilience", "undrr-preliminary-1.0.0"])
def test_every_text_of_our_files_is_shown_once(folder: str) -> None:
    framework = load_framework(ROOT / "indicators" / folder)
    data = yaml.safe_load(framework.source["text.en.yaml"])
    said = [text.said for text in review_texts(framework, "en").values()]
    assert sorted(said) == sorted(_words({**data, "language": {}}))


def _words(value: object) -> list[str]:
    below = value.values() if isinstance(value, dict) else value
    return [value] if isinstance(value, str) else [x for one in below for x in _words(one)]  # type: ignore[attr-defined]


def test_an_indicator_is_signed_off_where_all_its_texts_were_seen() -> None:
    texts = review_texts(small(), "ko")
    seen = {key for key, text in texts.items() if text.said} - {"indicators/AA.1/levels/1"}
    after = reviewed(small(), Outcome(seen=seen), KIM).texts["ko"]
    signed = {code: one.reviewed for code, one in after.indicators.items()}
    who = "Kim Minji, editor, 2026-11-28"
    assert signed == {"AA.1": "", "1.10": who, "B1": who}
    assert after.reviewed == ""


def test_the_whole_file_is_signed_off_where_all_of_it_was_seen() -> None:
    new = changes(indicators__B2__title="예비", indicators__B2__question="몇 대?")
    whole = Outcome(changes=new, seen=set(review_texts(small(), "ko")))
    after = reviewed(small(), whole, KIM)
    assert after.texts["ko"].reviewed == str(KIM)
    assert after.texts["ko"].indicators["B2"].question == "몇 대?"
    assert review_counts(after, "ko").reviewed == {str(KIM): 18}


def test_nothing_is_signed_off_without_a_person() -> None:
    whole = Outcome(changes=changes(title="작다"), seen=set(review_texts(small(), "ko")))
    after = files_after(small(), "ko", whole, None)
    assert "reviewed" not in after.files["text.ko.yaml"]
    assert after.framework.texts["ko"].title == "작다"
    assert after.files["text.ko.yaml"] == KOREAN.replace("title: 작은", 'title: "작다"')


def test_a_correction_without_a_person_ends_the_sign_off_of_its_indicator_and_of_the_file() -> None:
    signed = small(
        KOREAN.replace("title: 작은", "title: 작은\nreviewed: Lee Jun, editor, 2026-01-01")
    )
    changed = Outcome(changes=changes(indicators__B1__title="단전"))
    after = reviewed(signed, changed, None).texts["ko"]
    assert after.reviewed == ""
    assert after.indicators["B1"].reviewed == ""
    assert after.indicators["AA.1"].reviewed == "Lee Jun, editor, 2026-01-01"


def test_questions_and_levels_for_all_belong_to_each_indicator_without_its_own() -> None:
    framework = load_framework(ROOT / "indicators/undrr-preliminary-1.0.0")
    texts = set(review_texts(framework, "ko"))
    after = reviewed(framework, Outcome(seen=texts - {"levels/2"}), KIM)
    assert review_counts(after, "ko").reviewed == {}
    after = reviewed(framework, Outcome(seen=texts), KIM)
    assert review_counts(after, "ko").drafted == 0


def test_a_language_without_a_file_gets_one() -> None:
    framework = load_source(FILES)
    texts = review_texts(framework, "ja")
    said = {key: Correction(CELL, "", f"訳 {text.english}") for key, text in texts.items()}
    after = reviewed_in_japanese(framework, Outcome(changes=said, seen=set(texts)))
    assert after.translated("ja") == 1
    assert after.texts["ja"].indicators["1.10"].levels == ("訳 Small.", "訳 Middling.", "訳 Large.")
    assert after.texts["ja"].reviewed == str(KIM)
    assert list(after.texts["ja"].indicators) == ["AA.1", "1.10", "B1", "B2"]


def reviewed_in_japanese(framework: Framework, outcome: Outcome) -> Framework:
    """The framework after a signed review of its Japanese."""
    return files_after(framework, "ja", outcome, KIM).framework


def test_the_comment_that_a_file_is_a_draft_goes_when_all_of_it_is_signed_off() -> None:
    framework = load_framework(ROOT / "indicators/urban-resilience-1.0.0")
    whole = Outcome(seen=set(review_texts(framework, "ja")))
    made = files_after(framework, "ja", whole, KIM).files["text.ja.yaml"]
    assert "not yet reviewed" in framework.source["text.ja.yaml"]
    assert "not yet reviewed" not in made


@pytest.mark.parametrize("folder", ["urban-resilience", "undrr-preliminary-1.0.0"])
def test_english_is_signed_off_without_a_new_version(folder: str) -> None:
    framework = load_framework(ROOT / "indicators" / folder)
    whole = Outcome(seen=set(review_texts(framework, "en")))
    after = files_after(framework, "en", whole, KIM)
    assert after.framework.texts["en"].reviewed == str(KIM)
    assert after.framework.sha256 == framework.sha256
    assert list(after.files) == ["text.en.yaml"]
    edited = after.files["text.en.yaml"].replace("Urban", "Rural").replace("UNDRR", "Our")
    assert load_source({**framework.source, "text.en.yaml": edited}).sha256 != framework.sha256


def test_english_is_corrected_by_a_new_version_alone() -> None:
    signed = small(KOREAN.replace("B1: {title: 정전", "B1: {reviewed: Lee, title: 정전"))
    changed = Outcome(changes=changes(indicators__B1__title="Blackout"))
    with pytest.raises(InputError, match=r"small 1\.0 is published .* a higher version is needed"):
        files_after(signed, "en", changed, None)
    with pytest.raises(InputError, match=r"a number higher than 1\.0, .* not 0\.9"):
        files_after(signed, "en", changed, None, "0.9")
    after = files_after(signed, "en", changed, None, "1.1")
    assert (after.folder, sorted(after.files)) == (
        "small-1.1", ["framework.yaml", "text.en.yaml", "text.ko.yaml"],
    )  # fmt: skip
    assert after.framework.version == "1.1"
    assert after.framework.texts["en"].indicators["B1"].title == "Blackout"
    assert after.framework.texts["ko"].indicators["B1"].reviewed == ""


def test_a_new_version_is_for_english_alone() -> None:
    with pytest.raises(
        InputError, match="A new version is needed only for corrections to the English text"
    ):
        files_after(small(), "ko", Outcome(changes=changes(title="작다")), None, "1.1")


def test_what_does_not_fit_the_framework_is_told_by_its_cell() -> None:
    same = Outcome(changes={"indicators/AA.1/levels/1": Correction(CELL, "초안", "없음")})
    with pytest.raises(Faults) as raised:
        files_after(small(), "ko", same, KIM)
    assert "F7: AA.1: found two levels with the same sentence" in str(raised.value)


ROW = ReturnedRow("k", ReviewText("k", "Water", "물").mark, "물", "", CELL)


def outcome(row: ReturnedRow, said: str = "물") -> Outcome:
    """What a sheet with one row means for a text."""
    returned = ReturnedReview("", "ko", (row,), None)
    return outcome_of({"k": ReviewText("k", "Water", said)}, returned, lambda *_: None)


def returned(**others: str) -> ReturnedRow:
    """The row with other values."""
    values = {"key": "k", "mark": ROW.mark, "shown": "물", "correction": "", **others}
    return ReturnedRow(place=CELL, **values)


def test_an_empty_box_says_that_the_text_is_right() -> None:
    assert outcome(returned()) == Outcome(seen={"k"})
    assert outcome(returned(correction=" 물 \n")).changes == {}


def test_a_correction_is_on_one_line() -> None:
    assert outcome(returned(correction="맑은 \n  물 ")).changes["k"] == Correction(
        CELL, "물", "맑은 물"
    )


def test_a_text_that_was_changed_since_is_neither_corrected_nor_signed_off() -> None:
    found = outcome(returned(correction="맑은 물"), said="수자원")
    assert (found.changes, found.seen) == ({}, set())
    assert found.conflicts == {"k": Correction(CELL, "수자원", "맑은 물")}
    assert outcome(returned(), said="수자원").conflicts != {}


def test_a_sheet_can_be_taken_twice() -> None:
    assert outcome(returned(correction="맑은 물"), said="맑은 물") == Outcome(seen={"k"})


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ({"key": "other"}, "this text is no longer in the file"),
        ({"shown": "맑은 물"}, "the text itself was changed in the sheet"),
    ],
)
def test_rows_that_do_not_fit_are_told(others: dict[str, str], said: str) -> None:
    found = outcome(returned(**others))
    assert said in str(found.faults[0])
    assert (found.changes, found.seen) == ({}, set())


def test_a_text_that_stands_twice_is_not_signed_off() -> None:
    twice = ReturnedReview("", "ko", (ROW, ROW), None)
    found = outcome_of({"k": ReviewText("k", "Water", "물")}, twice, lambda *_: None)
    assert "twice in the sheet" in str(found.faults[0])
    assert found.seen == set()


def test_an_untranslated_text_is_not_signed_off_by_an_empty_box() -> None:
    text = ReviewText("k", "Water", "")
    row = ReturnedRow("k", text.mark, "", "", CELL)
    assert (
        outcome_of({"k": text}, ReturnedReview("", "ko", (row,), None), lambda *_: None).seen
        == set()
    )


def test_a_file_that_was_signed_off_as_a_whole_has_no_drafts() -> None:
    who = "Ana, editor, 2026-11-28"
    signed = FILES["text.en.yaml"].replace("language: en", f'language: en\nreviewed: "{who}"')
    counts = review_counts(load_source({**FILES, "text.en.yaml": signed}), "en")
    assert counts.drafted == counts.missing == 0
    assert list(counts.reviewed) == [who]
