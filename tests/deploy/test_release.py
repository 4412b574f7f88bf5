"""A release holds what its files say: versions, notes, sums, signatures, packages of uv.lock; a bundle starts."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from resilience.settings import ROOT
from tests.test_dependencies import LOCK, PACKAGES, PRODUCT, runs_on
from tools import bundle, release

OFFLINE = ROOT / "deploy" / "offline"
CHANGELOG = """\
# Changelog

## [Unreleased]

- In work.

## [2.0.0] - 2026-12-24

- Out.

## [1.0.0] - 2026-11-27

- First.

[2.0.0]: https://example.org
"""
WHEEL = "urban_resilience_dashboard-{}-py3-none-any.whl"


@pytest.mark.parametrize(
    ("version", "said"),
    [("2.0.0", "- Out."), ("1.0.0", "- First."), ("2.0.1.dev3+gabc", "- In work.")],
)
def test_the_notes_are_the_section_of_the_version(version: str, said: str) -> None:
    assert (
        release.notes(CHANGELOG, version) == f"# Urban resilience dashboard {version}\n\n{said}\n"
    )


@pytest.mark.parametrize(
    "title",
    ["## [4.0.0]\n", "## [3.0.0]\n\n## [2.0.0]\n- Out.\n", "## [3.0.0] - Unreleased\n- A.\n"],
)
def test_a_version_without_a_finished_section_is_no_release(title: str) -> None:
    with pytest.raises(
        SystemExit, match=r"CHANGELOG\.md has no section with notes .* for 3\.0\.0\."
    ):
        release.notes(f"# Changelog\n\n{title}", "3.0.0")


def test_a_section_may_have_its_number_before_its_date() -> None:
    assert release.notes("# C\n\n## [2.0.0] - Unreleased\n- A.\n", "2.0.0.dev1").endswith(
        "\n- A.\n"
    )


def test_the_changelog_has_notes_for_the_version_in_work() -> None:
    about = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    next_one = about["tool"]["hatch"]["version"]["fallback-version"]
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert "\n- " in release.notes(text, next_one)


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    """The folder of a release before it is completed."""
    folder = tmp_path / "dist"
    folder.mkdir()
    (folder / WHEEL.format("2.0.0.dev1")).write_bytes(b"a wheel")
    (folder / release.SBOM).write_text('{"metadata": {"component": {}}}')
    return folder


def test_sums_are_of_all_files_and_the_sbom_has_the_version(
    dist: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    release.main(dist)
    release.main(dist)  # again, with more files, as `make bundle` does
    lines = dict(line.split("  ")[::-1] for line in (dist / "SHA256SUMS").read_text().splitlines())
    assert set(lines) == {WHEEL.format("2.0.0.dev1"), "RELEASE-NOTES.md", "sbom.cdx.json"}
    assert all(
        hashlib.sha256((dist / name).read_bytes()).hexdigest() == lines[name] for name in lines
    )
    sbom = json.loads((dist / "sbom.cdx.json").read_text())
    assert sbom["metadata"]["component"]["version"] == "2.0.0.dev1"
    assert "Not signed: no key was given" in capsys.readouterr().out
    assert not (dist / "SHA256SUMS.sig").exists()


def test_a_signature_holds_for_the_sums_as_they_were(dist: Path, tmp_path: Path) -> None:
    if not shutil.which("ssh-keygen"):
        pytest.fail("The test needs ssh-keygen: install the OpenSSH client.")
    key = tmp_path / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], check=True)
    release.main(dist, str(key))
    allowed = tmp_path / "allowed"
    allowed.write_text(f"release {key.with_suffix('.pub').read_text()}")
    sums = (dist / "SHA256SUMS").read_bytes()
    words = ["ssh-keygen", "-Y", "verify", "-f", str(allowed), "-I", "release", "-n", "file", "-s"]
    for given, status in ((sums, 0), (sums + b" ", 255)):
        ended = subprocess.run(
            [*words, str(dist / "SHA256SUMS.sig")], input=given, capture_output=True, check=False
        )
        assert ended.returncode == status, ended.stderr


def test_the_sbom_names_the_packages_of_the_lock(tmp_path: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    (flags,) = re.findall(r"^RUNS_ON = (.+)$", makefile, flags=re.M)
    (kind,) = re.findall(r"export \$\(RUNS_ON\) (--format \S+ --preview-features \S+) ", makefile)
    uv = str(ROOT / ".venv" / "bin" / "uv")
    out = tmp_path / "sbom.json"
    words = [uv, "export", *flags.split(), *kind.split(), "--output-file", str(out)]
    subprocess.run(words, cwd=ROOT, check=True, capture_output=True)
    found = json.loads(out.read_text(encoding="utf-8"))["components"]
    extras = PACKAGES[PRODUCT]["optional-dependencies"].values()
    wanted = runs_on(PRODUCT) | {n["name"] for extra in extras for n in extra} | {"psycopg-binary"}
    assert {(one["name"], one["version"]) for one in found} == {
        (one["name"], one["version"])  # of some packages another version for each Python
        for one in LOCK["package"]
        if one["name"] in wanted - {PRODUCT}
    }


def tiny_wheel(folder: Path) -> Path:
    """A wheel named as the product's, whose `serve` prints its options and where its data is."""
    path = folder / WHEEL.format("2.0.0")
    about = "urban_resilience_dashboard-2.0.0.dist-info"
    main = "import os, sys\nprint(*sys.argv[1:], os.environ['RESILIENCE_DATA'])\n"
    files = {
        "resilience/__init__.py": "",
        "resilience/__main__.py": main,
        f"{about}/METADATA": "Metadata-Version: 2.1\nName: urban-resilience-dashboard\nVersion: 2.0.0\n",
        f"{about}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{about}/RECORD": "",
    }
    with zipfile.ZipFile(path, "w") as wheel:
        for name, text in files.items():
            wheel.writestr(name, text)
    return path


def test_a_bundle_installs_and_starts_from_its_own_folder(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    (dist / "wheels").mkdir(parents=True)
    tiny_wheel(dist)
    (dist / "requirements.txt").write_text("")
    bundle.main(dist)
    (archive,) = dist.glob("*.tar.gz")
    assert not (dist / "wheels").exists()
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    (place,) = tmp_path.glob("urban_resilience_dashboard-2.0.0-*")
    env = {name: x for name, x in os.environ.items() if name[:3] not in ("RES", "PYT")}
    for _ in range(2):  # the second start installs nothing
        ended = subprocess.run(
            [place / "start.sh", "--demo"], env=env, capture_output=True, text=True, check=True
        )
        assert ended.stdout.splitlines()[-1] == f"serve --hall-certificate --demo {place / 'data'}"
    assert ended.stdout.count("\n") == 1


def test_a_bundle_without_its_python_says_which_one_it_needs(tmp_path: Path) -> None:
    shutil.copytree(OFFLINE, tmp_path / "bundle")
    (tmp_path / "bundle" / "python-version").write_text("3.99\n")
    ended = subprocess.run(
        [tmp_path / "bundle" / "start.sh"], capture_output=True, text=True, check=False
    )
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "needs Python 3.99 with venv" in ended.stderr
