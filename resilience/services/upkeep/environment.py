"""Checks of the server's environment: disk, secrets, address, fonts, backups, time zones."""

import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from resilience.report.fonts import missing_fonts
from resilience.secret import weakness
from resilience.services.upkeep.addresses import only_this_machine
from resilience.services.upkeep.finding import Finding
from resilience.services.upkeep.open_files import FEW, most_open_files
from resilience.settings import Settings, secret_files
from resilience.store import now

#: bytes below which a disk will soon be full
LITTLE = 1_000_000_000
#: the newest nightly backup is never older, but for a night that failed
OLDEST_BACKUP = timedelta(hours=49)
OWNER_ALONE = stat.S_IRWXG | stat.S_IRWXO


def surroundings(settings: Settings) -> list[Finding]:
    """Check the machine's environment, without changing anything; returns a finding each."""
    return [
        _disk(settings.data),
        _secret(settings),
        _secret_files(settings),
        _address(settings.public_url),
        _fonts(),
        _backups(settings.backups),
        _zone(),
        _open_files(),
    ]


def _disk(folder: Path) -> Finding:
    place = next(path for path in (folder, *folder.parents) if path.is_dir())
    free = shutil.disk_usage(place).free
    said = f"{free / 1e9:.1f} GB free in {place}"
    return Finding("disk", said, free >= LITTLE, "Make room: below 1 GB answers may soon be lost.")


def _secret(settings: Settings) -> Finding:
    if settings.secret and (why := weakness(settings.secret)):
        mend = "Give RESILIENCE_SECRET at least 32 random characters, or leave it unset."
        return Finding("secret", f"can be guessed: {why}", well=False, mend=mend)
    return Finding("secret", "from the settings" if settings.secret else "kept in the data folder")


def _secret_files(settings: Settings) -> Finding:
    if os.name != "posix":
        return Finding("secret files", "not looked at on this system")
    open_to_others = [path for path in secret_files(settings) if path.stat().st_mode & OWNER_ALONE]
    if open_to_others:
        names = " ".join(map(str, open_to_others))
        return Finding("secret files", f"others may read {names}", False, f"chmod 600 {names}")
    return Finding("secret files", "readable by their owner alone")


def _address(public_url: str) -> Finding:
    if not public_url:
        return Finding("address", "the address in each visitor's browser")
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/"):
        mend = "Write RESILIENCE_PUBLIC_URL as https://NAME, without a path."
        return Finding("address", f"{public_url} is no address of a server", False, mend)
    if only_this_machine(public_url):
        mend = "Set RESILIENCE_PUBLIC_URL to the name by which phones reach this machine."
        return Finding("address", f"{public_url} is this machine alone", False, mend)
    plain = ", without TLS: others in the network can read the traffic"
    return Finding("address", public_url + (plain if parts.scheme == "http" else ""))


def _fonts() -> Finding:
    missing = missing_fonts()
    mend = "Install the product again: without its fonts nothing is printed."
    return Finding("fonts", ", ".join(missing) or "all there", not missing, mend)


def _backups(folder: Path | None) -> Finding:
    if folder is None:
        return Finding("backups", "not looked at: RESILIENCE_BACKUPS names no folder")
    files = [path for path in folder.glob("*") if path.is_file()] if folder.is_dir() else []
    mend = "Look at the log of the nightly backup, and make one now."
    if not files:
        return Finding("backups", f"none in {folder}", well=False, mend=mend)
    age = now() - datetime.fromtimestamp(max(path.stat().st_mtime for path in files), UTC)
    said = f"the newest of {len(files)} is {age.total_seconds() / 3600:.0f} h old"
    return Finding("backups", said, age <= OLDEST_BACKUP, mend)


def _zone() -> Finding:
    try:
        ZoneInfo("Asia/Shanghai")
    except Exception as error:  # whatever is missing is the finding
        mend = "Install the package tzdata."
        return Finding("time zones", str(error), well=False, mend=mend)
    return Finding("time zones", "known")


def _open_files() -> Finding:
    most = most_open_files()
    if most is None:
        return Finding("open files", "the system sets no limit")
    mend = (
        f"Raise the hard limit to 65536 (LimitNOFILE in systemd, ulimits in compose, ulimit -Hn in a "
        f"shell): below {FEW} phones of a full hall are refused."
    )
    return Finding("open files", f"up to {most}", most >= FEW, mend)
