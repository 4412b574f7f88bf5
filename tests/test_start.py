"""What a server that starts does without: it answers sooner, and an idle one takes less memory."""

import json
import subprocess
import sys

import pytest

pytestmark = pytest.mark.long

#: large libraries that a page, a file or a command loads when it needs them
LATER = {
    "alembic", "authlib", "cryptography", "fontTools", "openpyxl", "pandas", "pyarrow", "requests",
    "scipy.special", "scipy.stats", "typst", "xlsxwriter",
}  # fmt: skip
START = "import json, sys, resilience.cli, resilience.server; print(json.dumps(list(sys.modules)))"


def test_a_server_starts_without_what_only_some_pages_need() -> None:
    told = subprocess.run([sys.executable, "-c", START], capture_output=True, text=True, check=True)
    loaded = set(json.loads(told.stdout))
    assert "resilience.web.phone.routes" in loaded
    assert LATER & loaded == set(), "find who imports it with: python -X importtime -c ..."
