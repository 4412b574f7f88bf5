"""Renew the script that draws charts in browsers: `python -m tools.plotly_script`.

It is Plotly's own basic bundle (npm `plotly.js-basic-dist-min`, MIT), of the version of plotly.js that the Python
package plotly was made for. Run by hand when that package has a new version: a test says so. Needs `npm`, which
checks the file against the registry's hash.
"""

import subprocess
import tarfile
import tempfile
from pathlib import Path

from plotly.offline import get_plotlyjs_version

from resilience.ui.frontend.bundle import LICENCE, SCRIPT

PACKAGE = "plotly.js-basic-dist-min"


def main() -> None:
    """Write script and licence in the place of those that are there."""
    version = get_plotlyjs_version()
    with tempfile.TemporaryDirectory() as folder:
        pack = ("npm", "pack", f"{PACKAGE}@{version}", "--silent", "--pack-destination", folder)
        subprocess.run(pack, check=True)  # noqa: S603 - the version is that of an installed package
        [packed] = Path(folder).glob("*.tgz")
        with tarfile.open(packed) as files:
            script = _content(files, "plotly-basic.min.js")
            licence = _content(files, "LICENSE")
    SCRIPT.unlink()
    SCRIPT.with_name(f"plotly-basic-{version}.min.js").write_bytes(script)
    LICENCE.write_bytes(licence)


def _content(files: tarfile.TarFile, name: str) -> bytes:
    found = files.extractfile(f"package/{name}")
    if found is None:
        raise SystemExit(
            f"{PACKAGE} has no {name}: look into the package, and correct tools/plotly_script.py."
        )
    return found.read()


if __name__ == "__main__":
    main()
