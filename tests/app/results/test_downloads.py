"""The page Downloads: its cards, what is on each, and why there is no file."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import streamlit as st
from docx import Document
from PIL import Image
from pptx import Presentation
from streamlit.testing.v1 import AppTest

from resilience.services.cities.publishing_key import make_key
from resilience.services.counting import rounds
from resilience.services.workshop.phase import Phase
from resilience.store import Store, now
from resilience.ui.exchange import files
from resilience.ui.shared import cached, once
from resilience.ui.shared.menu import DOWNLOADS
from tests.app.conftest import DemoCodes
from tests.app.rooms import reveal_all
from tests.app.seen import elements, kinds, pages_linked, words
from tests.app.visit import as_host, as_staff, as_stranger
from tests.indicators import UNDRR_1, shipped
from tests.services.delivering import save_remark
from tests.services.held import HOST, Held, finish, set_up
from tests.services.undrr.shown import official_vote

CARDS = [
    *("Brief", "Slides", "Report"),
    *("Excel workbook", "Action plan", "Counts and answers"),
    *("Data package", "UNDRR workbook"),
]


def buttons(at: AppTest) -> list[str]:
    return [button.label for button in at.download_button]


@pytest.mark.parametrize("role", ["facilitator", "official", "lead"])
def test_every_kind_of_file_has_a_card(role: str, held: Held) -> None:
    reveal_all(held)
    at = as_staff(DOWNLOADS, held, role)
    assert [one.value for one in at.subheader] == CARDS
    assert buttons(at) == [
        *("Download the brief", "Download the slides"),
        *("Download the report", "Download the report for Word"),
        *("Download the workbook", "Download the counts (CSV)"),
    ]
    assert not at.get("progress")  # gone, as the report is made
    assert not at.warning
    said = words(at)
    assert "Departments; comments with the department or the level, never the person" in said
    assert "No actions were written down." in said
    assert (
        "Only for workshops that used the UNDRR preliminary scorecard (undrr-preliminary)." in said
    )


def test_the_brief_and_the_cover_are_seen_and_the_slides_named(demo: DemoCodes) -> None:
    at = as_stranger(DOWNLOADS, demo[0])
    (brief, cover) = [node.proto.imgs[0].alt for node in elements(at) if node.type == "image"]
    assert brief.startswith("Preview of the brief: Haiwan (invented demo city) scores 58 of 100")
    assert cover == "Preview of the report's cover"
    pages = [node.proto.body for node in elements(at) if node.type == "html"]
    (listed,) = [re.findall("<li>(.*?)</li>", body) for body in pages if body.startswith("<ol")]
    assert listed[0] == "Resilience result of Haiwan (invented demo city)"
    assert listed[4] == "The room recorded an outcome on 5 indicators"
    assert len(listed) == 10, "the title slide too"


@pytest.mark.parametrize("language", ["en", "ja"])
def test_previews_are_small_pictures_of_a_page(
    language: str, demo: DemoCodes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(once, "visitor", lambda: HOST)
    monkeypatch.setattr(cached, "visitor", lambda: HOST)
    hour = now()
    monkeypatch.setattr(cached, "now", lambda: hour)  # each hour has its own
    for made in (files.brief_preview, files.cover_preview):
        content = made(demo[0], language)
        assert made(demo[0], language) is content, "made once for all viewers"
        assert len(content) < 60_000
        with Image.open(io.BytesIO(content)) as picture:
            assert (picture.format, picture.size) == ("PNG", (661, 935))
            assert len(picture.convert("L").getcolors() or ()) > 5, "something is on it"


def test_files_are_made_after_the_page_for_its_visitor(
    held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    reveal_all(held)
    made: dict[str, object] = {}
    monkeypatch.setattr(st, "download_button", lambda _, data, key, **__: made.update({key: data}))
    as_staff(DOWNLOADS, held, "official")
    ask: dict[str, Callable[[], bytes]] = {key: one for key, one in made.items() if callable(one)}
    assert set(ask) == {
        *("brief-download", "slides-download", "workbook-download", "counts-download")
    }
    assert ask["brief-download"]().startswith(b"%PDF")
    assert len(Presentation(io.BytesIO(ask["slides-download"]())).slides) > 3
    assert ask["workbook-download"]().startswith(b"PK")


def test_an_open_workshop_gives_every_answer_to_its_facilitator_alone(
    workshop: Callable[..., Held],
) -> None:
    held = workshop(k=0)
    reveal_all(held)
    for role in ("facilitator", "cofacilitator", "official", "lead"):
        offered = "Download every answer (CSV)" in buttons(as_staff(DOWNLOADS, held, role))
        assert offered == (role == "facilitator")


def test_the_demo_has_its_actions_as_a_table(demo: DemoCodes) -> None:
    at = as_stranger(DOWNLOADS, demo[0])
    assert {"CSV", "Excel"} <= set(buttons(at))
    assert "No actions were written down." not in words(at)
    assert ("Actions", f"actions?workshop={demo[0]}") in pages_linked(at)


def test_characters_that_cannot_be_printed_are_named(held: Held) -> None:
    held.move(rounds.open_vote)
    for who in held.vote("Water", 1, 2, 3):
        save_remark(held.store, who, indicator="W1", comment="good \U0001f44d [x](y)")
    held.reveal()
    (warning,) = as_staff(DOWNLOADS, held, "official").warning
    assert warning.value == (
        "These characters cannot be printed and are shown as □\\: 👍 (U+1F44D)"
    )


def package_link(held: Held, role: str) -> tuple[str, str]:
    """What the card of the data package says, and its link."""
    at = as_staff(DOWNLOADS, held, role)
    (link,) = [label for label, page in pages_linked(at) if page.startswith("package?")]
    return words(at), link


def test_the_data_package_says_what_is_missing(held: Held, tmp_path: Path) -> None:
    go = "Go to the data package"
    held.bring_to(Phase.REVEALED)
    said, link = package_link(held, "facilitator")
    assert "Available once the workshop is closed." in said
    assert link == go
    held.move(finish)
    said, link = package_link(held, "facilitator")
    assert "this installation has no publishing key yet." in said
    assert link == go
    make_key(tmp_path / "data", "City of Cascais")
    said, link = package_link(held, "official")
    assert "Only the facilitator of the workshop can download it." in said
    assert link == go
    assert package_link(held, "facilitator")[1] == "Choose a licence and download"


def answer_and_reveal(held: Held) -> None:
    for department in ("Water", "Power") * 3:
        held.say(held.join(department), **{"P1.1": 1.0})
    held.reveal()


def test_the_undrr_workbook_is_filled_only_where_its_words_were_shown(store: Store) -> None:
    other = set_up(store, shipped(UNDRR_1))
    other.move(rounds.open_vote)
    answer_and_reveal(other)
    shown = official_vote(store)
    answer_and_reveal(shown)
    link = ("Upload an empty workbook", f"undrr?workshop={shown.code}")
    assert link in pages_linked(as_host(DOWNLOADS, shown.code))
    at = as_host(DOWNLOADS, other.code)
    assert "Not all votes showed the official wording in English" in words(at)
    assert not [page for _, page in pages_linked(at) if page.startswith("undrr")]


def empty(kind: Callable[[], object]) -> bytes:
    """An empty document as a file."""
    made = io.BytesIO()
    kind().save(made)  # type: ignore[attr-defined]
    return made.getvalue()


@pytest.mark.parametrize(
    ("key", "kind", "label", "refused"),
    [
        ("slides", Presentation, "Download the slides in your template", "not a PowerPoint"),
        ("document", Document, "Download the report in your template", "not a Word document"),
    ],
)
def test_a_city_s_own_template_is_used_or_refused_in_words(
    key: str, kind: Callable[[], object], label: str, refused: str, held: Held
) -> None:
    reveal_all(held)
    at = as_staff(DOWNLOADS, held, "official")
    assert label not in buttons(at)
    field = at.file_uploader(key=f"{key}-template")
    field.set_value([("city", b"no template", "application/octet-stream")]).run()
    (error,) = at.error
    assert refused in error.value
    assert label not in buttons(at)
    field = at.file_uploader(key=f"{key}-template")
    field.set_value([("city", empty(kind), "application/octet-stream")]).run()
    assert not at.error
    assert label in buttons(at)


def test_only_roles_that_bring_files_choose_a_template(demo: DemoCodes) -> None:
    assert "file_uploader" not in kinds(as_stranger(DOWNLOADS, demo[0]))
    assert "file_uploader" in kinds(as_host(DOWNLOADS, demo[0]))
