"""The private parts of Streamlit that are replaced: these alone, and each still mends a fault."""

import ast
import asyncio
import importlib
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType
from typing import cast

import pytest
from streamlit.runtime import SessionClient
from streamlit.runtime.app_session import AppSession
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.media_file_storage import MediaFileStorageError
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage
from streamlit.runtime.memory_session_storage import MemorySessionStorage
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.pages_manager import PagesManager
from streamlit.runtime.script_data import ScriptData
from streamlit.runtime.scriptrunner.script_cache import ScriptCache
from streamlit.runtime.websocket_session_manager import WebsocketSessionManager
from streamlit.watcher.local_sources_watcher import LocalSourcesWatcher

from resilience.settings import ROOT
from resilience.ui.shared.hooks import (
    HOOKS,
    OVERRIDES,
    RELIANCES,
    Override,
    keep_files_for_a_while,
    use_navigation,
    watch_no_files,
)

#: what a named tuple has
TUPLES = {"_asdict", "_fields", "_replace"}

#: prints which attributes of Streamlit's modules and classes were replaced while the app was built
REPLACED = """
import json, sys, tempfile
from pathlib import Path
import streamlit, streamlit.web.bootstrap, streamlit.runtime.memory_session_storage
from tests.ui.loaded import attributes
from resilience.settings import ROOT
streamlit.App(ROOT / "app.py")  # which keeps its own path
before = attributes()
from resilience.server import build
from resilience.settings import Settings
from resilience.store import Store, configured, migrate
from resilience.ui.shared.hooks import apply_hooks
settings = Settings(data=Path(tempfile.mkdtemp()))
store = configured(settings)
migrate(store)
apply_hooks()
build(settings, store)
after = attributes()
print(json.dumps(sorted(n for n in before if before[n] is not after.get(n))))
"""


def test_no_more_of_streamlit_is_replaced_than_the_list_says() -> None:
    done = subprocess.run(
        [sys.executable, "-c", REPLACED], cwd=ROOT, capture_output=True, text=True, check=True
    )
    replaced = [name.rpartition(":")[2] for name in json.loads(done.stdout)]
    assert replaced == sorted(hook.attribute for hook in HOOKS)
    assert len(HOOKS) <= 3


def test_each_hook_has_a_test() -> None:
    for hook in HOOKS:
        file, name = hook.test.split("::")
        assert f"def {name}(" in (ROOT / file).read_text(encoding="utf-8")


def overriding(path: Path) -> Iterator[str]:
    """The classes of a module that have such a base, as `OVERRIDES` writes them."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    theirs = {
        alias.asname or alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        and (node.module or "").partition(".")[0]
        in ("httptools", "psycopg", "uvicorn", "websockets")
        for alias in node.names
    }
    module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = {
                one.id for base in node.bases for one in ast.walk(base) if isinstance(one, ast.Name)
            }
            if bases & theirs:
                yield f"{module}:{node.name}"


def test_every_class_that_overrides_one_of_the_server_or_driver_is_listed_with_a_test() -> None:
    found = {one for path in (ROOT / "resilience").rglob("*.py") for one in overriding(path)}
    assert found == {override.ours for override in OVERRIDES}
    for override in OVERRIDES:
        module, _, name = override.theirs.partition(":")
        assert isinstance(getattr(importlib.import_module(module), name), type)
        assert (ROOT / override.test).is_file()


def test_every_file_that_relies_on_streamlits_test_ids_is_listed() -> None:
    ours, product = {one for use in RELIANCES for one in use.ours}, ROOT / "resilience"
    using = {
        path.relative_to(product).as_posix()
        for kind in ("py", "js", "css")
        for path in product.rglob(f"*.{kind}")
        if "data-testid=" in path.read_text(encoding="utf-8")
    }
    assert using <= ours
    assert [one for one in ours if not (product / one).is_file()] == []
    assert [use.test for use in RELIANCES if not (ROOT / use.test).is_file()] == []


def private_names(path: Path) -> set[str]:
    """The private attributes that a module uses, but for those that its own classes define and those of tuples."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {one.attr for one in ast.walk(tree) if isinstance(one, ast.Attribute)}
    return {name for name in used if re.match("_[a-z]", name)} - defined_in(tree) - TUPLES


def defined_in(tree: ast.AST) -> set[str]:
    """The names that the classes of a module define: methods, fields, and what is assigned to `self`."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            found.add(node.name)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found.add(node.target.id)
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            found |= {node.attr} if isinstance(node.value, ast.Name) else set()
    return found


def test_every_private_attribute_of_a_dependency_is_listed() -> None:
    listed = {
        (place, name)
        for use in RELIANCES
        for place in use.ours
        for name in re.findall(r"`(_\w+)`", use.details)
    }
    listed |= {("tools/forms.py", "_tr")}  # python-docx: a row's XML
    product = ROOT / "resilience"
    found = {
        (path.relative_to(top).as_posix(), name)
        for folder, top in ((product, product), (ROOT / "tools", ROOT))
        for path in folder.rglob("*.py")
        if path.name != "hooks.py"
        for name in private_names(path)
    }
    assert ("slides/tables.py", "_tbl") in found
    assert found <= listed


def test_a_private_name_of_a_base_is_seen_where_a_class_calls_it_on_itself(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "class Ours(Theirs):\n"
        "    def ours(self):\n"
        "        self._own = self._theirs() + self._mine()\n"
        "    def _mine(self): ...\n"
    )
    assert private_names(module) == {"_theirs"}


def names_of(theirs: type) -> set[str]:
    """The names that a class and its bases define, and those that their methods use and set."""
    parts = [part for base in theirs.__mro__ for part in vars(base).values()]
    codes = [part.__code__ for part in parts if isinstance(part, FunctionType)]
    return set(dir(theirs)).union(*(code.co_names for code in codes))


@pytest.mark.parametrize("override", OVERRIDES, ids=lambda one: one.ours.rpartition(":")[2])
def test_no_private_name_of_an_overriding_class_is_taken_by_its_base(override: Override) -> None:
    (module, name), base = override.ours.split(":"), override.theirs.split(":")
    tree = ast.parse((ROOT / f"{module.replace('.', '/')}.py").read_text(encoding="utf-8"))
    (ours,) = [one for one in ast.walk(tree) if isinstance(one, ast.ClassDef) and one.name == name]
    theirs = names_of(getattr(importlib.import_module(base[0]), base[1]))
    assert {one for one in defined_in(ours) & theirs if re.match("_[a-z]", one)} == set()


@pytest.mark.parametrize("hooked", [False, True])
def test_a_deferred_file_outlives_the_run_of_another_page(
    monkeypatch: pytest.MonkeyPatch, hooked: bool
) -> None:
    monkeypatch.setattr(MediaFileManager, "remove_orphaned_files", PLAIN_REMOVAL)
    if hooked:
        keep_files_for_a_while()
    storage = MemoryMediaFileStorage("/media")
    files = MediaFileManager(storage)
    files.remove_orphaned_files()  # a page has run before
    asked = files.add_deferred(lambda: b"rows", "text/csv", "a-coordinate", "rows.csv")
    address = files.execute_deferred(asked)
    for _ in range(2):
        files.remove_orphaned_files()  # another page's run ends
    name = Path(address).name
    if hooked:
        assert storage.get_file(name).content == b"rows"
    else:
        with pytest.raises(MediaFileStorageError):
            storage.get_file(name)


def test_the_first_deep_link_is_answered_by_navigation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PagesManager, "uses_pages_directory", None)
    use_navigation()
    PagesManager(
        str(ROOT / "app.py")
    )  # as the first session does; alone it would choose the folder
    assert PagesManager.uses_pages_directory is False


@pytest.mark.parametrize("hooked", [False, True])
def test_a_session_that_reconnects_watches_no_files(
    monkeypatch: pytest.MonkeyPatch, hooked: bool
) -> None:
    monkeypatch.setattr(AppSession, "register_file_watchers", PLAIN_WATCH)
    if hooked:
        watch_no_files()
    begun: list[LocalSourcesWatcher] = []

    def begin(watcher: LocalSourcesWatcher, pages: PagesManager) -> None:
        begun.append(watcher)
        PLAIN_WATCHER(watcher, pages)

    monkeypatch.setattr(LocalSourcesWatcher, "__init__", begin)
    asyncio.run(reconnect())
    assert bool(begun) is not hooked


async def reconnect() -> None:
    """Connect a session, lose it, and connect it again."""
    files = MemoryUploadedFileManager("/files")
    sessions = WebsocketSessionManager(MemorySessionStorage(), files, ScriptCache(), None)
    script = ScriptData(str(ROOT / "app.py"), is_hello=False)
    browser = cast(SessionClient, None)  # which nothing is sent to
    session = sessions.connect_session(browser, script, {})
    sessions.disconnect_session(session)
    assert sessions.connect_session(browser, script, {}, session) == session


PLAIN_REMOVAL = MediaFileManager.remove_orphaned_files
PLAIN_WATCH = AppSession.register_file_watchers
PLAIN_WATCHER = LocalSourcesWatcher.__init__
