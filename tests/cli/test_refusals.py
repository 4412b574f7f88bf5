"""What stands in the way of the server is said in a sentence."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import select

from resilience.cli.ports import check_port
from resilience.cli.serving import say_addresses, say_host_link
from resilience.errors import CannotRun
from resilience.framework import Framework
from resilience.services.access.access import identify
from resilience.settings import Settings
from resilience.store import Store, migrate
from resilience.store.tables import HostLink, StaffAct
from tests.cli.run import KEY, Command, sentence
from tests.framework.small import FILES, changed, written
from tests.services.held import rows, set_up

pytestmark = pytest.mark.long


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which another program listens until the end of the test."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        yield other.getsockname()[1]


def test_a_port_in_use_is_said_with_another_to_choose(command: Command, taken: int) -> None:
    for host in ("127.0.0.1", "0.0.0.0"):
        assert refused_apart(command, "serve", "--host", host, "--port", str(taken)) == (
            f"Port {taken} on {host} cannot be used (Address already in use). Stop the other "
            f"program, or choose another port: resilience serve --port {taken + 1}\n"
        )
    assert not command.database.exists()


def test_an_address_of_another_machine_is_refused() -> None:
    with pytest.raises(CannotRun, match=r"on 203\.0\.113\.1 cannot be used"):
        check_port("203.0.113.1", 8501)


def test_the_last_port_has_one_before_it_to_choose() -> None:
    with pytest.raises(CannotRun, match="--port 65534"):
        check_port("203.0.113.1", 65535)


@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0", "::", "::1"])
def test_a_free_port_is_taken_on_either_kind_of_address(host: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    check_port(host, port)


@pytest.mark.parametrize(
    ("host", "public", "lines"),
    [
        (
            "127.0.0.1",
            "",
            ["Urban resilience dashboard on http://127.0.0.1:8501", "127.0.0.1:8501"],
        ),
        ("::1", "", ["Urban resilience dashboard on http://[::1]:8501", "http://[::1]:8501/open/"]),
        ("::", "https://c.example/", ["on http://localhost:8501", "https://c.example/open/"]),
    ],
)
def test_the_addresses_are_printed(
    sqlite_store: Store,
    capsys: pytest.CaptureFixture[str],
    host: str,
    public: str,
    lines: list[str],
) -> None:
    settings = Settings(secret=KEY, public_url=public)
    say_host_link(settings, sqlite_store, say_addresses(settings, host, 8501))
    printed = capsys.readouterr().out.splitlines()
    assert printed[0].endswith(lines[0].removeprefix("Urban resilience dashboard "))
    assert lines[1] in printed[-2]
    assert printed[-2].startswith("Facilitator link (keep it):")
    assert printed[-1].strip() == "It is printed this once, and works for 90 days."


def test_the_facilitator_link_is_printed_once_and_replaced_without_another_secret(
    command: Command, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = Settings(secret=KEY)
    store = Store(f"sqlite:///{command.database}")
    migrate(store)

    def started() -> str:
        say_host_link(settings, store, "http://here")
        return capsys.readouterr().out

    def lets_in(printed: str) -> bool:
        token = printed.split(maxsplit=1)[0].rpartition("/open/")[2]
        return identify(store, KEY.encode(), staff_tokens=[token]).is_host

    first = started().partition("):  ")[2]
    assert lets_in(first)
    assert started().startswith("Facilitator link:            printed before, works until ")
    assert "works until" in command.run("link", "show").out
    second = command.run("link", "new", "--days", "3").out
    assert (lets_in(first), lets_in(second)) == (False, True)
    assert "/open/" not in started()
    assert "no longer works" in command.run("link", "end").out
    assert not lets_in(second)
    assert "none works. A new one: resilience link new" in started()
    assert "There is no working facilitator link" in command.run("link", "show").out
    third = command.run("link", "new").out
    with store.write() as session:
        for link in session.exec(select(HostLink)):
            link.expires_at = link.made_at
    assert not lets_in(third)
    assert "none works" in started()
    assert [act.act for act in rows(store, StaffAct)] == [
        "facilitator link made",
        "facilitator link ended",
        "facilitator link made",
    ]
    command.env = {"RESILIENCE_FACILITATOR_LINK": "off"}
    assert "is off" in command.run("link", "new").err


@pytest.mark.parametrize("port", ["0", "70000"])
def test_a_port_that_is_none_is_refused(command: Command, port: str) -> None:
    ran = command.run("serve", "--port", port)
    assert ran.status == 2
    assert "Traceback" not in ran.err
    assert "--port" in ran.err


def test_a_database_below_a_file_cannot_be_written(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    command.env["RESILIENCE_DATABASE_URL"] = f"sqlite:///{tmp_path}/file/city.db"
    for words in (("serve", "--port", free_port()), ("demo",)):
        said = refused(command, *words)
        assert said.startswith(f"The database sqlite:///{tmp_path}/file/city.db cannot be opened")
        assert "RESILIENCE_DATABASE_URL to use another one." in said


@pytest.mark.parametrize("url", ["", "oracle://x/y", "postgresql://u:p4ssw0rd@h:port/n"])
def test_an_address_that_names_no_database_is_refused(command: Command, url: str) -> None:
    command.env["RESILIENCE_DATABASE_URL"] = url
    said = refused(command, "serve", "--port", free_port())
    assert said.startswith("RESILIENCE_DATABASE_URL cannot be used (")
    assert "Write sqlite:///FILE or postgresql://" in said
    assert "p4ssw0rd" not in said


def test_a_database_server_that_does_not_answer_is_said_without_its_password(
    command: Command,
) -> None:
    command.env["RESILIENCE_DATABASE_URL"] = (
        f"postgresql+psycopg://u:p4ssw0rd@127.0.0.1:{free_port()}/city"
    )
    said = refused(command, "serve", "--port", free_port())
    assert "cannot be opened or written" in said
    assert "p4ssw0rd" not in said


def test_a_short_secret_is_refused(command: Command) -> None:
    command.env["RESILIENCE_SECRET"] = "short"
    assert refused_apart(command, "serve", "--port", free_port()) == (
        "RESILIENCE_SECRET can be guessed (5 characters). Use at least 32 random characters, or leave it unset to have one generated at random.\n"
    )


def test_a_secret_that_cannot_be_kept_is_said(command: Command, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    command.env |= {"RESILIENCE_SECRET": "", "RESILIENCE_DATA": f"{tmp_path}/file/data"}
    said = refused_apart(command, "serve", "--port", free_port())
    assert said.startswith(f"The file {tmp_path}/file/data/secret cannot be written or read (")


def test_a_broken_framework_is_named_with_its_fault(command: Command, tmp_path: Path) -> None:
    folder = tmp_path / "frameworks"
    written(folder / "bad", changed("framework.yaml", "[flood]", "[food]"))
    command.env["RESILIENCE_FRAMEWORKS"] = str(folder)
    for words in (("demo",), ("serve", "--demo", "--port", free_port()), ("framework", "list")):
        said = refused_apart(command, *words)
        assert said.startswith("Some frameworks have errors:\n")
        assert "bad/framework.yaml: AA.1: found the hazard `food`" in said


def test_without_its_framework_the_demo_is_refused(command: Command, tmp_path: Path) -> None:
    written(tmp_path / "frameworks" / "small", FILES)
    command.env["RESILIENCE_FRAMEWORKS"] = str(tmp_path / "frameworks")
    assert refused_apart(command, "demo") == (
        "There is no framework urban-resilience. Installed: small.\n"
    )


def test_the_demo_never_stands_beside_a_real_city(command: Command, framework: Framework) -> None:
    store = Store(f"sqlite:///{command.database}")
    migrate(store)
    set_up(store, framework)
    store.engine.dispose()
    for words in (("demo",), ("serve", "--demo", "--port", free_port())):
        said = refused_apart(command, *words)
        assert said.startswith(
            "This database contains a real city, so the invented demo city cannot be loaded here"
        )
        assert "RESILIENCE_DATABASE_URL" in said


def test_a_command_that_is_none_is_refused_with_help(command: Command) -> None:
    ran = command.run("conquer")
    assert ran.status == 2
    assert "No such command" in ran.err


def refused(command: Command, *words: str) -> str:
    """The sentence by which a command refuses in this process."""
    return sentence(command.run(*words))


def refused_apart(command: Command, *words: str) -> str:
    """The sentence by which a command refuses that has opened a database."""
    return sentence(command.run_apart(*words))


def free_port() -> str:
    """A port on which nobody listens."""
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return str(probe.getsockname()[1])
