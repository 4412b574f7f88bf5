"""Files of many cities: looked at, taken, refused and rejected, each on its own."""

import pytest

from resilience.archive import MEGABYTE
from resilience.errors import InputError
from resilience.exchange.package import PublishingKey
from resilience.framework import Framework
from resilience.services.access.access import Grant, Visitor
from resilience.services.cities.peers import add_peer, peers, taken_in
from resilience.services.coordinating.brought import MOST_FILES, read_files
from resilience.services.coordinating.collecting import (
    FilePreview,
    look_at_files,
    reject_file,
    take_files,
)
from resilience.store import Store
from resilience.store.tables import PeerResult, StaffAct
from resilience.text import Text
from resilience.wording.peers.collected import candidate_rows, effect_words
from tests.exchange.package.made import KEY, OTHER_KEY, packed
from tests.services.cities.test_network import brought
from tests.services.coordinating.made import FIRST, SECOND, of
from tests.services.held import HOST, rows
from tests.services.towns import published

COORDINATOR = Visitor((Grant("coordinator", None),))
WORDS = Text("en")


def seen(store: Store, **files: bytes) -> tuple[FilePreview, ...]:
    """The files as a coordinator sees them before they are taken."""
    return look_at_files(store, COORDINATOR, read_files(files.items()))


def effects(found: tuple[FilePreview, ...]) -> dict[str, str]:
    return {one.file.name: effect_words(one, WORDS) for one in found}


def test_each_file_says_what_it_would_do_and_nothing_is_stored(store: Store) -> None:
    add_peer(store, HOST, of("Aba", SECOND), trust=True)
    add_peer(store, HOST, of("Bay"))
    before = len(rows(store, StaffAct))
    found = seen(
        store,
        new=of("Cay"),
        newer=of("Bay", SECOND),
        older=of("Aba"),
        same=of("Bay"),
        damaged=of("Dey").replace(b"Nowhere", b"NOwhere"),
        empty=b"",
        rival=of("Aba", SECOND, OTHER_KEY, rounds=2),
    )
    said = effects(found)
    assert said["new"] == "New."
    assert said["newer"] == "It replaces the result of March 1, 2026."
    assert said["older"] == "A newer result of Aba is already here (2026-06-01)."
    assert said["same"] == "This result is already here. Nothing was changed."
    assert "This data package is damaged." in said["damaged"]
    assert "This file is empty." in said["empty"]
    assert said["rival"].endswith("a result signed by City of Aba, which is kept.")
    assert [one.file.name for one in found if one.usable] == ["new", "newer", "rival"]
    assert len(rows(store, StaffAct)) == before
    table = candidate_rows(found, {("test", "1")}, WORDS)
    assert table["Signed by"].tolist()[0] == "City of Aba (key known)"
    assert table["Signed by"].tolist()[-1] == "City of Aba (new key)"
    assert set(table["Framework"]) == {"test 1", "–"}


def test_a_file_of_a_city_that_publishes_here_is_not_called_new(
    store: Store, framework: Framework
) -> None:
    held = published(store, framework, "Aba", 2)
    found = seen(store, here=brought(held), other=brought(held, name="Bay"))
    assert effects(found) == {
        "here": "A second result. The result that this city publishes on this server is used instead of it.",
        "other": "New.",
    }
    keys = [one.preview.package.fingerprint for one in found if one.preview]
    assert take_files(store, COORDINATOR, found, keys).taken == ("here", "other")
    assert [(one.city.name, one.fingerprint is None) for one in peers(store)] == [
        ("Aba", True),
        ("Bay", False),
    ]


def test_only_files_whose_keys_are_confirmed_come_in_and_none_stops_another(store: Store) -> None:
    found = seen(store, a=of("Aba"), b=of("Bay", key=OTHER_KEY), c=b"no zip", d=of("Dey"))
    assert take_files(store, COORDINATOR, found).taken == ()
    add_peer(store, HOST, of("Dey"), trust=True)  # somebody else is faster
    made = take_files(store, COORDINATOR, found, [KEY.fingerprint])
    assert made.taken == ("a",)
    ((name, error),) = made.left
    assert name == "d"
    assert "already here" in str(error)
    assert [one.city.name for one in taken_in(store)] == ["Aba", "Dey"]


def test_all_files_of_an_upload_together_take_at_most_100_megabytes() -> None:
    large = packed({f"{n}.txt": bytes(MEGABYTE) for n in range(60)})
    alone, after = (
        read_files(files) for files in ([("b.zip", large)], [("a.zip", large), ("b.zip", large)])
    )
    assert len(alone) == 60
    assert after[60].name == "b.zip"
    assert "Upload this file separately" in str(after[60].problem)
    assert not any(one.data for one in after), "what cannot be read is not held"


def test_files_in_a_zip_are_read_one_by_one(store: Store) -> None:
    inner = {
        "north/aba.zip": of("Aba"),
        "bay.zip": of("Bay")[:-30],
        "__MACOSX/._aba.zip": b"x",
        ".DS_Store": b"x",
        "./cay.zip": of("Cay"),
        "read me.txt": b"hello",
        "more.zip": packed({"dey.zip": of("Dey")}),
    }
    found = seen(store, whole=packed(inner), none=packed({}))
    said = effects(found)
    assert said["whole / aba.zip"] == "New."
    assert [name for name, words in said.items() if words == "New."] == [
        "whole / aba.zip",
        "whole / cay.zip",
    ]
    assert set(said) == {
        "whole / aba.zip",
        "whole / cay.zip",
        "whole / bay.zip",
        "whole / read me.txt",
        "whole / more.zip",
        "none",
    }
    assert "inside a zip file is not read" in said["whole / more.zip"]
    assert all(said.values())


def test_of_one_city_only_the_newest_file_comes_in(store: Store) -> None:
    found = seen(store, old=of("Aba"), new=of("Aba", SECOND), copy=of("Aba", SECOND))
    said = effects(found)
    assert said == {
        "old": "Older than the result in new.",
        "new": "New.",
        "copy": "The same file as new.",
    }
    found = seen(store, one=of("Aba"), other=of("Aba", rounds=2))
    assert not any(one.usable for one in found)
    assert "several results of this city for the same day" in effects(found)["one"]


def test_a_new_key_that_signs_with_two_names_is_not_asked_about(store: Store) -> None:
    add_peer(store, HOST, of("Aba"), trust=True)
    as_another = PublishingKey("Zed Region", OTHER_KEY.seed)
    files = {"forged": of("Aba", SECOND, OTHER_KEY), "honest": of("Zed", key=as_another)}
    found = seen(store, **files, other=of("Bay", SECOND))
    assert [one.file.name for one in found if one.usable] == ["other"]
    said = "is used with several names here: City of Aba, Zed Region."
    assert all(said in effects(found)[name] for name in files)
    (alone,) = seen(store, honest=files["honest"])
    assert alone.usable


def test_a_rejected_file_stays_out_and_the_history_has_the_reason(store: Store) -> None:
    add_peer(store, HOST, of("Bay"), trust=True)
    reject_file(store, COORDINATOR, of("Aba"), "  Figures of\nanother year ")
    act = rows(store, StaffAct)[-1]
    assert (act.actor, act.role, act.act, act.thing) == (
        "coordinator",
        "coordinator",
        "package rejected",
        "Aba, Nowhere (test)",
    )
    assert act.after is not None
    assert act.after["reason"] == "Figures of another year"
    found = seen(store, again=of("Aba"), next=of("Aba", SECOND))
    assert effects(found) == {"again": "Rejected: Figures of another year", "next": "New."}
    assert take_files(store, COORDINATOR, found).taken == ("next",)
    assert [one.date for one in rows(store, PeerResult)] == [FIRST, SECOND]


def test_a_forged_copy_does_not_block_the_genuine_file(store: Store) -> None:
    add_peer(store, HOST, of("Bay"), trust=True)
    rejected = of("Aba", key=OTHER_KEY)
    reject_file(store, COORDINATOR, rejected, "Forged")
    add_peer(store, HOST, of("Cay", key=OTHER_KEY), trust=True)
    found = seen(store, forged=rejected, genuine=of("Aba"), taken=of("Cay"))
    assert [one.file.name for one in found if one.usable] == ["genuine", "taken"]
    assert take_files(store, COORDINATOR, found).taken == ("genuine", "taken")


def test_a_file_is_rejected_with_a_reason_only_and_not_once_it_is_here(store: Store) -> None:
    with pytest.raises(InputError, match="Enter why"):
        reject_file(store, COORDINATOR, of("Aba"), " \n ")
    add_peer(store, HOST, of("Aba"), trust=True)
    with pytest.raises(InputError, match="already here"):
        reject_file(store, COORDINATOR, of("Aba"), "late")
    assert "package rejected" not in {act.act for act in rows(store, StaffAct)}


def test_too_many_files_are_refused() -> None:
    with pytest.raises(InputError, match="At most 500 files"):
        read_files((str(at), b"") for at in range(MOST_FILES + 1))
