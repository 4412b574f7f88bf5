"""Streamlit's shell without what our pages never show, and the icons that stay."""

import re
import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from streamlit import file_util

from resilience.ui.frontend.shell import ICONS, LOOK, SCRIPTS, WORDS, Shell, lighter
from resilience.web.guard.shield import inline_scripts
from tests.text.translations import OTHERS, TEMPLATE, catalogue, of, translated
from tools.icon_font import drawn, icons_of, whole_font

pytestmark = pytest.mark.long

STATIC = Path(file_util.get_static_dir())
THEIRS = (STATIC / "index.html").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shell() -> Shell:
    """The shell of the Streamlit that is installed."""
    return lighter(STATIC)


def test_no_font_is_sent_ahead_and_the_scripts_stay_as_they_are(shell: Shell) -> None:
    """One comes first, which says where the server is."""
    page = shell.page.decode()
    assert 'as="font"' in THEIRS
    assert 'as="font"' not in page
    first, *rest = inline_scripts(page)
    assert "location.origin" in first
    assert rest == inline_scripts(THEIRS)
    for kind in ("modulepreload", 'type="module"'):
        assert page.count(kind) == THEIRS.count(kind) > 0


def test_the_page_without_scripts_links_the_plain_pages_in_every_language(shell: Shell) -> None:
    page = shell.page.decode()
    (said,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    paragraphs = re.findall(r'<p lang="([^"]+)">(.*?)</p>', said)
    (english,) = (one for one in TEMPLATE if one.startswith("This page needs JavaScript"))
    known = [one for one in OTHERS if english in translated(catalogue(of(one)))]
    assert [language for language, _ in paragraphs] == ["en", *known]
    assert all('href="/m"' in one and 'href="/receipt"' in one for _, one in paragraphs)


def test_every_file_that_the_shell_names_is_there(shell: Shell) -> None:
    named = re.findall(r'"\.(/static/[^"]+)"', shell.page.decode())
    assert len(named) > 20
    missing = [at for at in named if at not in shell.lasting and not (STATIC / at[1:]).is_file()]
    assert missing == []


def test_the_styles_name_the_icons_that_are_drawn_and_no_font_that_the_theme_replaces(
    shell: Shell,
) -> None:
    font, words = [at for at in shell.lasting if at.endswith(".woff2")]
    [(ours, styles), _] = [
        (at, c.decode()) for at, c in shell.lasting.items() if at.endswith(".css")
    ]
    assert f"url(../media/{Path(font).name})" in styles
    assert f"url(../media/{Path(words).name})" in styles
    assert f".{ours}" in shell.page.decode()
    assert "MaterialSymbols" not in styles
    assert "Source Sans" not in styles
    [(theirs, again)] = shell.renewed.items()
    assert again.decode() == styles
    before = (STATIC / theirs[1:]).read_text(encoding="utf-8")
    assert (
        before.count("@font-face") - styles.count("@font-face") == 1
    )  # upright and italic, and ours


def test_our_styles_come_after_all_of_streamlits_and_our_scripts_are_one_file(shell: Shell) -> None:
    """Of two rules with the same weight the later one counts, and Streamlit's scripts add theirs to the head."""
    _, body = shell.page.decode().split("<body>")
    [(style, look), (script, run)] = [
        (at, shell.lasting[at]) for at in re.findall(r'"\.(/static/[^"]+)"', body)
    ]
    assert (style[-4:], script[-3:]) == (".css", ".js")
    assert look == LOOK.read_bytes()
    assert all(path.read_bytes() in run for path in SCRIPTS)


def test_the_font_of_words_is_small_and_has_the_letters_of_europe() -> None:
    assert WORDS.stat().st_size < 60_000
    with TTFont(WORDS) as font:
        assert {ord(sign) for sign in "Aaßéčžňůł0–…€−≥→"} <= font.getBestCmap().keys()
        assert "Source" not in str(font["name"].getDebugName(1))


def test_every_icon_that_may_be_drawn_is_in_the_font() -> None:
    with TTFont(ICONS) as font:
        missing = drawn() - icons_of(font).keys()
    assert missing == set(), "make the font anew: python -m tools.icon_font"


def test_an_icon_is_found_wherever_a_page_names_it() -> None:
    # in the menu, put together by a page, and drawn by Streamlit's own parts
    assert {"scatter_plot", "visibility_off", "keyboard_double_arrow_right"} <= drawn()


def test_the_shapes_are_those_of_the_whole_font() -> None:
    with TTFont(ICONS) as font, TTFont(whole_font()) as whole:
        kept, theirs = icons_of(font), icons_of(whole)
        for name in ("home", "lock", "expand_more"):
            assert font["glyf"][kept[name]] == whole["glyf"][theirs[name]]
        assert font["hmtx"][kept["home"]] == whole["hmtx"][theirs["home"]]


def test_a_newer_font_of_streamlit_is_sent_whole(tmp_path: Path) -> None:
    """Its own new icons would be drawn as their names."""
    static = shutil.copytree(STATIC, tmp_path / "static")
    [font] = (static / "static" / "media").glob("MaterialSymbols-Rounded.*.woff2")
    font.write_bytes(font.read_bytes() + b"newer")
    styles, _ = [c.decode() for at, c in lighter(static).lasting.items() if at.endswith(".css")]
    assert f"url(../media/{font.name})" in styles
    assert "Source Sans" not in styles


def test_a_shell_that_is_written_otherwise_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<html><HEAD></HEAD></html>")
    assert lighter(tmp_path).page == b"<html><HEAD></HEAD></html>"
