"""The page of frameworks: what is here, its words, and how another one is brought."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from resilience.framework import Framework, load_source
from resilience.services.frameworks.framework_files import framework_form
from resilience.services.frameworks.frameworks import offer
from resilience.store import Store
from resilience.ui.shared.menu import FRAMEWORKS, SET_UP
from resilience.workbook.framework_sheets import write_framework
from resilience.workbook.undrr import CODES
from tests.app.seen import kinds, pieces, words
from tests.app.visit import as_host, as_stranger, confirm
from tests.framework.small import FILES, changed, written
from tests.services.held import HOST, Held
from tests.workbook.forms import converted
from tests.workbook.undrr.official import Book

#: the small framework with a word on a theme and on a reason
ABOUT = changed(
    "text.en.yaml", "AA: {title: Drains}", "AA: {title: Drains, summary: What carries rain off.}"
)
ABOUT["text.en.yaml"] = ABOUT["text.en.yaml"].replace(
    "generators?}", "generators?, why: It rains.}"
)
ALL_BUT_WHY = """\
language: ko
title: 작은
themes: {A: {title: 물}, AA: {title: 배수로, summary: 빗물}, B: {title: 전력}}
indicators:
  AA.1: {title: 계획, question: 있나?, levels: [없음, 초안, 있음]}
  "1.10": {title: 크기, question: 얼마?, levels: [작음, 중간, 큼]}
  B1: {title: 정전, question: 몇 시간?}
  B2:
    title: 예비
    question: 몇 대?
"""
pytestmark = pytest.mark.usefixtures("store")


def opened(at: AppTest, framework: Framework) -> AppTest:
    """The page with the indicators of a framework unfolded."""
    at.session_state[f"frameworks-more-{framework.sha256}"] = True
    return at.run()


def bring(at: AppTest, **files: bytes) -> AppTest:
    """Upload files by name (with _ for the dot) and press the button."""
    names = [(name.replace("_", ".", 1), data) for name, data in files.items()]
    at.file_uploader(key="frameworks-upload").set_value(
        [(name, data, "application/octet-stream") for name, data in names]
    ).run()
    return at.button(key="frameworks-bring").click().run()


def test_installed_frameworks_are_told_with_their_languages(urban: Framework) -> None:
    said = words(as_host(FRAMEWORKS))
    assert "Urban resilience scorecard" in said
    assert "5 themes · 59 indicators" in said
    assert "47 indicators" in said
    for language in ("简体中文", "日本語", "한국어"):
        assert language in said
    assert "372 texts drafted, not yet reviewed" in said
    assert "original · 372 texts drafted, not yet reviewed" in said


def test_all_level_sentences_and_references_of_a_theme_are_shown(urban: Framework) -> None:
    said = words(opened(as_host(FRAMEWORKS), urban))
    text = urban.texts["en"].indicators["INF1"]
    for sentence in (text.question, text.why, text.evidence, *text.levels):
        assert sentence in said
    assert "UNDRR-P P8.1 (related)" in said


def test_themes_are_shown_with_what_they_are_about_and_their_references(urban: Framework) -> None:
    at = opened(as_host(FRAMEWORKS), urban)
    theme = urban.themes[0]
    assert urban.texts["en"].summaries[theme.code] in pieces(at)
    named = ", ".join(f"{one.scheme} {one.key} (related)" for one in theme.references)
    assert named in words(at)


def test_themes_inside_themes_are_shown_too(store: Store) -> None:
    small = offer(store, HOST, ABOUT, {}).framework
    assert "What carries rain off." in pieces(opened(as_host(FRAMEWORKS), small))


def test_a_translation_is_complete_with_its_last_text(store: Store) -> None:
    offer(store, HOST, ABOUT | {"text.ko.yaml": ALL_BUT_WHY}, {})
    assert "95 %" in pieces(as_host(FRAMEWORKS))  # 19 of 20 texts
    offer(store, HOST, ABOUT | {"text.ko.yaml": ALL_BUT_WHY + "    why: 비.\n"}, {})
    assert "95 %" not in pieces(as_host(FRAMEWORKS))


def test_who_signed_a_translation_off_is_told(store: Store) -> None:
    offer(store, HOST, ABOUT | {"text.ko.yaml": ALL_BUT_WHY}, {})
    signed = ALL_BUT_WHY.replace("title: 작은", "title: 작은\nreviewed: Kim Minji, 2026-11-20", 1)
    files = {name.replace(".", "_", 1): text for name, text in ABOUT.items()}
    files["text_ko.yaml"] = signed
    said = words(bring(as_host(FRAMEWORKS), **{n: text.encode() for n, text in files.items()}))
    assert "Small 1.0 was already available. Languages changed\\: 한국어." in said
    assert "Kim Minji, 2026-11-20" in words(as_host(FRAMEWORKS))
    again = bring(as_host(FRAMEWORKS), **{n: text.encode() for n, text in files.items()})
    assert "Small 1.0 was already available. Nothing changed." in words(again)


def test_a_workbook_brings_translations_to_a_framework_of_the_folder(
    store: Store, tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    written(tmp_path / "small", ABOUT | {"text.ko.yaml": ALL_BUT_WHY})
    frameworks_in(tmp_path)
    japanese = ALL_BUT_WHY.replace("language: ko", "language: ja")
    other = ALL_BUT_WHY.replace("작은", "작다")
    brought = load_source(ABOUT | {"text.ko.yaml": other, "text.ja.yaml": japanese})
    said = words(bring(as_host(FRAMEWORKS), small_xlsx=write_framework(brought)))
    assert "Small 1.0 was already available. Languages added\\: 日本語." in said
    assert "different texts, which take priority\\: 한국어. Change them there." in said


def test_a_framework_that_was_changed_in_the_folder_is_told(
    held: Held, tmp_path: Path, frameworks_in: Callable[[Path], None]
) -> None:
    source = dict(held.view.framework.source)
    source["text.en.yaml"] = source["text.en.yaml"].replace("Drains", "Sewers")
    written(tmp_path / "two-themes", source)
    frameworks_in(tmp_path)
    said = pieces(as_host(FRAMEWORKS))
    told = [piece for piece in said if "Give it a new version in framework.yaml." in piece]
    assert len(told) == 1
    assert "The content of two-themes 1 in this installation's folder has changed." in told[0]


def test_a_stranger_reads_and_brings_nothing() -> None:
    at = as_stranger(FRAMEWORKS)
    assert "Urban resilience scorecard" in words(at)
    assert kinds(at).isdisjoint({"file_uploader", "button"})


def test_a_workbook_is_brought_and_can_be_chosen(store: Store) -> None:
    at = bring(as_host(FRAMEWORKS), small_xlsx=write_framework(load_source(FILES)))
    assert "Small 1.0 is now available. New workshops can use it." in words(at)
    assert "Small (small 1.0)" in as_host(SET_UP).selectbox(key="setup-framework").options


def test_each_framework_can_be_taken_as_an_xlsform_beside_its_workbook(urban: Framework) -> None:
    labels = [button.label for button in as_stranger(FRAMEWORKS).download_button]
    each = [
        "Download as Excel workbook, to edit and upload again",
        "As an XLSForm, for KoboToolbox or ODK",
    ]
    assert labels == each * (len(labels) // 2)
    assert len(labels) >= 4
    form = converted(framework_form(urban))
    assert len([name for name in form.questions if name.startswith("answer_")]) == 59


def test_yaml_files_are_brought_together() -> None:
    files = {name.replace(".", "_", 1): text.encode() for name, text in FILES.items()}
    assert "Small 1.0 is now available." in words(bring(as_host(FRAMEWORKS), **files))


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({"a_xlsx": b"no zip"}, "The file is not an Excel workbook (.xlsx)."),
        ({"a_xlsx": b"", "framework_yaml": b""}, "Upload a single workbook"),
        ({"text_en.yaml": b"language: en"}, "The file framework.yaml is missing"),
        ({"framework_yaml": b"\xff"}, "framework.yaml is not UTF-8 text"),
        ({"framework_yaml": b"id: x"}, "expected the key `version`"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(files: dict[str, bytes], said: str) -> None:
    at = bring(as_host(FRAMEWORKS), **files)
    assert said in words(at)


def test_faults_of_a_workbook_are_told_by_sheet_row_and_column() -> None:
    book = write_framework(load_source(FILES))
    spoilt = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(spoilt, "w") as new:
        for item in old.infolist():
            new.writestr(item, old.read(item).replace(b"flood", b"food"))
    said = words(bring(as_host(FRAMEWORKS), small_xlsx=spoilt.getvalue()))
    assert "framework_content" in said
    assert "`food`" in said


def test_a_version_that_is_in_use_is_not_changed() -> None:
    bring(as_host(FRAMEWORKS), small_xlsx=write_framework(load_source(FILES)))
    other = load_source(changed("framework.yaml", "weight: 3", "weight: 4"))
    said = words(bring(as_host(FRAMEWORKS), small_xlsx=write_framework(other)))
    assert "give yours a new version" in said


def test_an_uploaded_framework_is_offered_no_more(store: Store) -> None:
    taken = offer(store, HOST, FILES, {}).framework
    at = as_host(FRAMEWORKS)
    key = f"frameworks-withdraw-{taken.sha256}"
    confirm(at, key, f"{key}-yes", "0 workshops already use it and keep it")
    assert "Small" not in words(at)


def test_workshops_that_use_a_framework_are_counted(held: Held) -> None:
    said = words(as_host(FRAMEWORKS))
    assert "used by 1 workshop" in said
    assert "an older version, no longer offered" in said


def test_official_words_are_kept_and_forgotten() -> None:
    at = as_host(FRAMEWORKS)
    book = ("official.xlsm", Book(CODES).written(), "application/octet-stream")
    at.file_uploader(key="official-upload").set_value([book]).run()
    at.button(key="official-keep").click().run()
    at = as_host(FRAMEWORKS)
    assert "Official wording is stored in: English" in words(at)
    confirm(
        at,
        "official-forget",
        "official-forget-yes",
        "The official wording in 1 language is deleted",
    )
    assert "Official wording is stored in" not in words(at)
