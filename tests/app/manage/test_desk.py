"""The coordinator's desk: files looked at and taken, one rejected, a reminder, and the open data set."""

import datetime
from dataclasses import replace

from streamlit.testing.v1 import AppTest

from resilience.exchange.package import Practice, write_package
from resilience.services.cities.coordinators import invite_coordinator
from resilience.services.cities.peers import add_peer, taken_in
from resilience.store import Store
from resilience.store.tables import StaffAct
from resilience.ui.shared.menu import COORDINATOR
from tests.app.seen import kinds, words
from tests.app.visit import ADDRESS, as_staff, as_stranger, visit
from tests.exchange.package.made import KEY, OTHER_KEY, result
from tests.services.coordinating.made import SECOND, of
from tests.services.held import HOST, Held, rows
from tests.services.held import KEY as INSTALLATION


def desk(store: Store, *files: tuple[str, bytes]) -> AppTest:
    """The desk of somebody with a coordinator's link, who uploads files."""
    at = visit(COORDINATOR, links=[invite_coordinator(store, INSTALLATION, HOST, "ICLEI")])
    if files:
        at.file_uploader[0].set_value([(name, data, "application/zip") for name, data in files])
        at.run()
    return at


def files(at: AppTest) -> set[str | None]:
    """The keys of the files that are offered."""
    return {one.key for one in at.get("download_button")}


def test_files_of_known_and_confirmed_keys_are_taken(store: Store) -> None:
    add_peer(store, HOST, of("Aba"), trust=True)
    at = desk(
        store,
        ("aba.zip", of("Aba", SECOND)),
        ("bay.zip", of("Bay", key=OTHER_KEY)),
        ("broken.zip", of("Cay")[:-40]),
    )
    said = words(at)
    assert "It replaces the result of March 1, 2026." in said
    assert "City of Aba (new key)" in said
    assert "Nothing is stored yet." in said
    assert "1 file waits until you confirm its key." in said
    assert "DIFFERENT fingerprint from the one you trust for City of Aba" in said
    assert at.button(key="desk-take").label == "Accept 1 result"
    at.checkbox(key=f"desk-trust-{OTHER_KEY.fingerprint}").check().run()
    at.button(key="desk-take").click().run()
    assert "2 results were accepted." in words(at)
    assert next(one.side.date for one in taken_in(store)) == SECOND
    assert [one.city.name for one in taken_in(store)] == ["Aba", "Bay"]


def test_a_file_is_rejected_with_a_reason(store: Store) -> None:
    add_peer(store, HOST, of("Aba"), trust=True)
    at = desk(store, ("bay.zip", of("Bay")))
    at.button(key="desk-reject").click().run()
    assert "Enter why you reject this file." in at.error[0].value
    at.text_input(key="desk-reason-0").set_value("Another year").run()
    at.button(key="desk-reject").click().run()
    assert "Rejected: Another year" in words(at)
    assert at.button(key="desk-take").disabled
    assert rows(store, StaffAct)[-1].act == "package rejected"
    assert len(taken_in(store)) == 1


def test_the_words_of_files_with_one_name_can_all_be_read(store: Store) -> None:
    files = []
    for key, reason in ((KEY, "First words"), (OTHER_KEY, "Second words")):
        made = replace(result(), practices={"a": Practice(reason)})
        files.append(("aba.zip", write_package(made, key)))
    at = desk(store, *files)
    chosen = at.selectbox(key="desk-words")
    assert "First words" in words(at)
    chosen.select_index(1).run()
    assert "Second words" in words(at)


def test_nobody_is_missing_where_nobody_is_awaited(store: Store) -> None:
    said = words(desk(store))
    assert "No real city has sent a result yet." in said
    assert "No city is missing." not in said
    add_peer(store, HOST, of("Aba"), trust=True)
    at = desk(store)
    at.date_input(key="desk-since").set_value(datetime.date(2020, 1, 1)).run()
    assert "No city is missing." in words(at)


def test_missing_cities_and_a_reminder_in_another_language(store: Store) -> None:
    add_peer(store, HOST, of("Aba"), trust=True)
    at = desk(store)
    at.date_input(key="desk-since").set_value(datetime.date(2026, 4, 1)).run()
    at.text_area(key="desk-expected").set_value("Dey, Nowhere\n").run()
    said = words(at)
    assert "2 cities are missing." in said
    assert "no dated result" in said
    assert f"{ADDRESS}/package" in at.code[0].value
    at.selectbox(key="desk-language").select("ko").run()
    assert f"{ADDRESS}/package" in at.code[0].value
    assert "Dear colleagues" not in at.code[0].value


def test_the_open_data_set_is_offered_once_it_has_a_title_and_a_publisher(store: Store) -> None:
    assert "The data set contains 0 results." in words(desk(store))
    add_peer(store, HOST, of("Aba"), trust=True)
    add_peer(store, HOST, of("Bay", licence="mine"))
    at = desk(store)
    said = words(at)
    assert "The data set contains 1 result." in said
    assert "Its licence is not known to allow passing it on: mine." in said
    assert "desk-open-data" not in files(at)
    at.text_input(key="desk-title").set_value("Cities").run()
    at.text_input(key="desk-publisher").set_value("ICLEI").run()
    assert "desk-open-data" in files(at)


def test_others_have_no_desk(held: Held) -> None:
    for at in (as_stranger(COORDINATOR), as_staff(COORDINATOR, held, "facilitator")):
        assert "Only coordinators, admins and people with the facilitator link" in words(at)
        assert kinds(at).isdisjoint({"file_uploader", "button", "table"})
