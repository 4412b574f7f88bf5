"""Frameworks of an installation: offered, pinned, withdrawn, never changed in place."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from resilience.errors import Faults, InputError, NotAllowed
from resilience.framework import Framework, load_source
from resilience.services.access.access import NOBODY
from resilience.services.frameworks.frameworks import (
    choices,
    offer,
    renew_translations,
    shelves,
    withdraw,
)
from resilience.services.workshop.workshops import view_workshop
from resilience.store import Store
from resilience.store.tables import StaffAct
from tests.framework.small import FILES, changed
from tests.services.held import HOST, Held, rows, set_up

JAPANESE = "language: ja\ntitle: 小\nthemes: {A: {title: 水}}\nindicators: {}\n"
KOREAN = "language: ko\ntitle: 작은\nthemes: {A: {title: 물}}\nindicators: {}\n"
NEWER = changed("framework.yaml", 'version: "1.0"', 'version: "1.10"')


def installed(held: Held) -> dict[str, Framework]:
    """What the folder of the installation holds: the framework of the workshop."""
    return {held.view.framework.id: held.view.framework}


def test_an_offered_framework_can_be_chosen_beside_the_installed_one(held: Held) -> None:
    taken = offer(held.store, HOST, FILES, installed(held)).framework
    assert taken.id == "small"
    assert set(choices(held.store, installed(held))) == {"small", held.view.framework.id}
    acts = [act.act for act in rows(held.store, StaffAct)]
    assert acts[-1] == "framework offered"


def test_of_two_versions_the_newest_is_chosen_and_both_are_listed(held: Held) -> None:
    for files in (NEWER, changed("framework.yaml", 'version: "1.0"', 'version: "1.9"'), FILES):
        offer(held.store, HOST, files, installed(held))
    listed = [s.framework.version for s in shelves(held.store, {}) if s.framework.id == "small"]
    assert listed == ["1.0", "1.9", "1.10"]
    assert choices(held.store, installed(held))["small"].version == "1.10"


def test_a_published_version_is_never_changed_in_place(held: Held) -> None:
    offer(held.store, HOST, FILES, installed(held))
    other = changed("framework.yaml", "weight: 3", "weight: 4")
    with pytest.raises(
        InputError, match=r"There is already a different small with the version 1\.0"
    ):
        offer(held.store, HOST, other, installed(held))
    offer(held.store, HOST, FILES, installed(held))  # the same once more changes nothing
    assert len([s for s in shelves(held.store, {}) if s.framework.id == "small"]) == 1


def test_a_framework_of_the_folder_cannot_be_replaced_by_an_upload(held: Held) -> None:
    small = load_source(FILES)
    with pytest.raises(InputError, match="never changed in place"):
        offer(
            held.store, HOST, changed("framework.yaml", "weight: 3", "weight: 4"), {"small": small}
        )


def test_faults_are_all_told_and_nothing_is_kept(held: Held) -> None:
    spoilt = changed("framework.yaml", "[flood]", "[food]")
    with pytest.raises(Faults, match="food"):
        offer(held.store, HOST, spoilt, installed(held))
    assert "small" not in choices(held.store, installed(held))


def test_only_the_host_changes_what_is_offered(held: Held) -> None:
    for visitor in (NOBODY, held.staff("facilitator")):
        with pytest.raises(NotAllowed):
            offer(held.store, visitor, FILES, installed(held))
        with pytest.raises(NotAllowed):
            withdraw(held.store, visitor, "x")


def test_a_withdrawn_framework_is_gone_unless_a_workshop_uses_it(held: Held) -> None:
    taken = offer(held.store, HOST, FILES, installed(held)).framework
    withdraw(held.store, HOST, taken.sha256)
    assert "small" not in choices(held.store, installed(held))
    assert [s.framework.id for s in shelves(held.store, {})] == [held.view.framework.id]
    with pytest.raises(InputError, match="was not uploaded here"):
        withdraw(held.store, HOST, taken.sha256)


def test_workshops_are_counted_and_keep_a_version_that_is_no_longer_there(held: Held) -> None:
    (shelf,) = shelves(held.store, {})
    assert (shelf.workshops, shelf.offered, shelf.uploaded) == (1, False, False)
    newer = replace(held.view.framework, version="99", sha256="0" * 64)
    assert [s.workshops for s in shelves(held.store, {newer.id: newer})] == [1, 0]
    assert view_workshop(held.store, held.code).framework == held.view.framework


def small_of(held: Held, folder: Mapping[str, Framework]) -> Framework:
    """The small framework as the installation has it."""
    (small,) = (s.framework for s in shelves(held.store, folder) if s.framework.id == "small")
    return small


def in_korean(**changes: str) -> dict[str, str]:
    """The small framework with a Korean translation, its words replaced."""
    korean = KOREAN
    for old, new in changes.items():
        korean = korean.replace(old, new)
    return {**FILES, "text.ko.yaml": korean}


def test_a_workshop_gets_the_translations_that_came_after_it(store: Store) -> None:
    held = set_up(store, load_source(FILES), tier="quick")
    renew_translations(store, {"small": load_source(in_korean())})
    assert held.view.framework.title("A", "ko") == "물"
    renew_translations(store, {"small": load_source(FILES)})  # fewer words take none away
    assert held.view.framework.title("A", "ko") == "물"


def test_a_corrected_or_signed_off_translation_of_the_folder_arrives(store: Store) -> None:
    held = set_up(store, load_source(in_korean()), tier="quick")
    signed = in_korean(물="수자원", **{"title: 작은": "title: 작은\nreviewed: Kim"})
    folder = {"small": load_source(signed)}
    assert small_of(held, folder).title("A", "ko") == "수자원"
    assert choices(store, folder)["small"].texts["ko"].reviewed == "Kim"
    assert held.view.framework.title("A", "ko") == "물"
    renew_translations(store, folder)
    assert held.view.framework.title("A", "ko") == "수자원"
    assert held.view.framework.texts["ko"].reviewed == "Kim"


def test_an_old_copy_that_is_pinned_again_changes_no_translation(store: Store) -> None:
    held = set_up(store, load_source(in_korean()), tier="quick")
    set_up(store, load_source(in_korean(물="낡음") | {"text.ja.yaml": JAPANESE}), tier="quick")
    assert held.view.framework.title("A", "ko") == "물"
    assert held.view.framework.title("A", "ja") == "水"


def test_an_upload_tells_which_languages_it_adds_and_changes(held: Held) -> None:
    first = offer(held.store, HOST, in_korean(), {})
    assert (first.new, first.added, first.changed) == (True, (), ())
    second = offer(held.store, HOST, in_korean(물="수자원") | {"text.ja.yaml": JAPANESE}, {})
    assert (second.new, second.added, second.changed) == (False, ("ja",), ("ko",))
    third = offer(held.store, HOST, FILES, {})  # languages that are not brought stay
    assert (third.new, third.added, third.changed, third.refused) == (False, (), (), ())
    assert small_of(held, {}).title("A", "ko") == "수자원"
    assert small_of(held, {}).title("A", "ja") == "水"
    acts = [act.act for act in rows(held.store, StaffAct)]
    assert acts.count("framework offered") == 2


def test_the_words_of_the_folder_win_over_an_upload(held: Held) -> None:
    folder = {"small": load_source(in_korean())}
    taken = offer(held.store, HOST, in_korean(물="낡음") | {"text.ja.yaml": JAPANESE}, folder)
    assert (taken.new, taken.added, taken.changed, taken.refused) == (False, ("ja",), (), ("ko",))
    assert small_of(held, folder).title("A", "ko") == "물"
    assert small_of(held, folder).title("A", "ja") == "水"
    assert choices(held.store, folder)["small"].title("A", "ja") == "水"


def test_the_same_framework_in_another_spelling_is_the_same_version(held: Held) -> None:
    folder = {"small": load_source(FILES)}
    spelt = {name: f"# a remark\n{text}" for name, text in in_korean().items()}
    taken = offer(held.store, HOST, spelt, folder)
    assert (taken.framework.sha256, taken.added) == (folder["small"].sha256, ("ko",))
    assert small_of(held, folder).title("A", "ko") == "물"


def test_a_framework_that_is_edited_in_the_folder_is_told_and_chosen(store: Store) -> None:
    offer(store, HOST, FILES, {})
    edited = load_source(changed("framework.yaml", "weight: 3", "weight: 4"))
    here = shelves(store, {"small": edited})
    assert [(s.framework.sha256 == edited.sha256, s.edited) for s in here] == [
        (False, False),
        (True, True),
    ]
    assert choices(store, {"small": edited})["small"].sha256 == edited.sha256
    assert not any(s.edited for s in shelves(store, {"small": load_source(FILES)}))
