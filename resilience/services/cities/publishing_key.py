"""The key with which an installation signs what it publishes, kept in its data folder."""

from pathlib import Path

from resilience.errors import CannotRun, InputError
from resilience.exchange.package import LONGEST_NAME, PublishingKey
from resilience.secret import write_private
from resilience.services.access.access import Visitor
from resilience.services.access.plain_text import tidied, typed_line
from resilience.services.access.record import record
from resilience.store import Store
from resilience.text import mark

HOST_ONLY = mark(
    "You need the facilitator link of this installation, or an admin's account, to "
    "create its publishing key."
)
#: the file in the data folder, which the user of the server alone may read
FILE = "publishing-key.json"


def publishing_key(data: Path) -> PublishingKey | None:
    """Return the installation's key, None if there is none yet; raises `CannotRun` if it is unreadable."""
    path = data / FILE
    try:
        if not path.exists():
            return None
        return PublishingKey.from_bytes(path.read_bytes())
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    except InputError as error:
        raise _unusable(path, str(error)) from error


def make_key(data: Path, name: str, *, force: bool = False) -> PublishingKey:
    """Create and store the installation's key for a publisher with this name.

    Raises `InputError` for an empty or long name, and if there is a key already; with `force`, that key is
    replaced.
    """
    path, said = data / FILE, tidied(typed_line(name), LONGEST_NAME)
    if not said:
        raise InputError(
            "Enter the name under which this installation publishes, such as its city."
        )
    if not force and path.exists():
        raise InputError(
            "There is already a publishing key: {path}. If you create a new one, every city that "
            "trusts the old one must check and trust the new fingerprint. To create a new one anyway: "
            "resilience key new --force",
            path=path,
        )
    made = PublishingKey.made(said)
    try:
        write_private(path, made.to_bytes().decode(), over=force)
    except OSError as error:
        raise _unusable(path, error.strerror or str(error)) from error
    return publishing_key(data) or made


def make_key_as_host(store: Store, visitor: Visitor, data: Path, name: str) -> PublishingKey:
    """As `make_key`, for the holder of the installation's facilitator link; never replaces a key."""
    visitor.check_host(HOST_ONLY)
    made = make_key(data, name)
    with store.write() as session:
        after = {"fingerprint": made.fingerprint}
        record(session, visitor, "publishing key made", None, made.name, after=after)
    return made


def _unusable(path: Path, reason: str) -> CannotRun:
    return CannotRun(
        "The publishing key {path} cannot be read or written ({reason}). Give the user account "
        "that runs this program permission, or restore the file from a backup.",
        path=path,
        reason=reason,
    )
