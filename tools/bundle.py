"""Pack a release with all that it needs into one archive: `python tools/bundle.py dist`.

The folder has the wheel of the product, `requirements.txt`, and the folder `wheels` with every package for this
kind of machine. `make bundle` runs it, with the Python whose version the bundle will need.
"""

import platform
import shutil
import sys
from pathlib import Path

STARTERS = Path(__file__).parents[1] / "deploy" / "offline"


def name_of(wheel: Path) -> str:
    """What the archive is called: product, version, system, processor and Python."""
    product, version = wheel.name.split("-")[:2]
    machine = f"{platform.system()}-{platform.machine()}".lower()
    return f"{product}-{version}-{machine}-py{sys.version_info.major}{sys.version_info.minor}"


def main(folder: Path) -> None:
    """Move the packages and copy the rest into the archive; the wheel stays."""
    (wheel,) = folder.glob("*.whl")
    name = name_of(wheel)
    place = folder / name
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(STARTERS, place)
    shutil.move(folder / "wheels", place / "wheels")
    shutil.copy(wheel, place / "wheels")
    shutil.copy(folder / "requirements.txt", place)
    version = f"{sys.version_info.major}.{sys.version_info.minor}\n"
    (place / "python-version").write_text(version, encoding="utf-8")
    kind = "zip" if platform.system() == "Windows" else "gztar"
    made = shutil.make_archive(str(folder / name), kind, folder, name)
    shutil.rmtree(place)
    sys.stdout.write(f"Bundle: {made}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
