"""Complete a release in a folder that has its wheel: `python tools/release.py dist [KEY]`.

Writes the version into the SBOM, the notes of this version from CHANGELOG.md, the SHA-256 of every file, and a
signature of these if an SSH key is given. `make release` runs it; it needs nothing but Python, and `ssh-keygen`
to sign.
"""

import hashlib
import json
import re
import subprocess
import sys
from pathlib import Path

CHANGELOG = Path(__file__).parents[1] / "CHANGELOG.md"
SBOM = "sbom.cdx.json"
NOTES = "RELEASE-NOTES.md"
SUMS = "SHA256SUMS"


def version_of(folder: Path) -> str:
    """The version in the file name of the only wheel."""
    (wheel,) = folder.glob("*.whl")
    return wheel.name.split("-")[1]


def notes(changelog: str, version: str) -> str:
    """The section of a version; for one in development, also that of what is not released yet.

    Ends the program where there is no such section, or an empty one.
    """
    final = re.split(r"\.?[a-z+]", version)[0]
    named = [final] if final == version else [final, "Unreleased"]
    _, *sections = re.split(r"^## ", changelog, flags=re.M)
    for section in sections:
        title, _, text = section.partition("\n")
        if final == version and "Unreleased" in title:
            continue
        text = re.sub(r"^\[[^]\n]+\]: .*\n?", "", text, flags=re.M).strip()
        if title.split()[0].strip("[]") in named and text:
            return f"# Urban resilience dashboard {version}\n\n{text}\n"
    sys.exit(f"CHANGELOG.md has no section with notes and a date for {version}.")


def complete_sbom(path: Path, version: str) -> None:
    """Write the version of the product into its SBOM, which `uv export` leaves out."""
    sbom = json.loads(path.read_text(encoding="utf-8"))
    sbom["metadata"]["component"]["version"] = version
    path.write_text(json.dumps(sbom, indent=2) + "\n", encoding="utf-8")


def sums(folder: Path) -> str:
    """A line for each file, as `sha256sum --check` reads it; not for the sums and their signature."""
    files = [one for one in sorted(folder.iterdir()) if one.is_file() and one.name[0] != "."]
    return "".join(
        f"{hashlib.sha256(one.read_bytes()).hexdigest()}  {one.name}\n"
        for one in files
        if not one.name.startswith(SUMS)
    )


def sign(path: Path, key: str) -> str:
    """Sign a file with an SSH key into FILE.sig; returns what was done, in a sentence."""
    path.with_name(f"{path.name}.sig").unlink(missing_ok=True)
    if not key:
        return "Not signed: no key was given (make release KEY=FILE)."
    words = ["ssh-keygen", "-q", "-Y", "sign", "-n", "file", "-f", key, str(path)]
    subprocess.run(words, check=True)  # noqa: S603 - the maintainer's own key
    return f"Signed with {key}."


def main(folder: Path, key: str = "") -> None:
    """Complete the release in a folder."""
    version = version_of(folder)
    complete_sbom(folder / SBOM, version)
    text = notes(CHANGELOG.read_text(encoding="utf-8"), version)
    (folder / NOTES).write_text(text, encoding="utf-8")
    (folder / SUMS).write_text(sums(folder), encoding="utf-8", newline="\n")
    sys.stdout.write(f"Release {version} in {folder}. {sign(folder / SUMS, key)}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
