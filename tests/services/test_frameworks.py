"""Frameworks of an installation: offered, pinned, withdrawn, never changed in place."""

from dataclasses import replace

import pytest

from resilience.errors import Faults, InputError, NotAllowed
from resilience.framework import Framework, load_source
from resilience.services.access import NOBODY
from resilience.services.frameworks import choices, offer, renew_translations, shelves, withdraw
from resilience.services.workshops import view_workshop
from resilience.store.tables import StaffAct
from tests.framework.small import FILES, changed
from tests.services.held import HOST, Held, rows

KOREAN = "language: ko\ntitle: 작은\nthemes: {A: {title: 물}}\nindicators: {}\n"
NEWER = changed("framework.yaml", 'version: "1.0"', 'version: "1.10"')


def installed(held: Held) -> dict[str, Framework]:
    """What the folder of the installation holds: the framework of the workshop."""
    return {held.view.framework.id: held.view.framework}


def test_an_offered_framework_can_be_chosen_beside_the_installed_one(held: Held) -> None:
    taken = offer(held.store, HOST, FILES, installed(held))
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
    with pytest.raises(InputError, match=r"another small with the version 1\.0"):
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
    taken = offer(held.store, HOST, FILES, installed(held))
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


def test_a_workshop_gets_the_translations_that_came_after_it(held: Held) -> None:
    offer(held.store, HOST, FILES, installed(held))
    translated = load_source({**FILES, "text.ko.yaml": KOREAN})
    renew_translations(held.store, {"small": translated})
    (small,) = (s.framework for s in shelves(held.store, {}) if s.framework.id == "small")
    assert small.title("A", "ko") == "물"
    renew_translations(held.store, {"small": load_source(FILES)})  # fewer words take none away
    assert (
        "ko"
        in next(s.framework for s in shelves(held.store, {}) if s.framework.id == "small").texts
    )
