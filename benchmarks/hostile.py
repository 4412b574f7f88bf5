"""Time and memory that hostile files cost before they are refused: prints, asserts nothing.

Run as `python -m benchmarks.hostile` in the folder of the project. The aim is 2 s and 300 MB.
"""

import io
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import openpyxl

from resilience.framework import load_source
from resilience.workbook.framework_sheets import write_framework
from resilience.workbook.framework_sheets.read import MOST_ROWS
from tests.framework.small import FILES, STRUCTURE
from tests.workbook.reading.hostile import HOSTILE, MAIN, SHEET, STORED, STRINGS, packed, repeated

AIM_SECONDS, AIM_MEGABYTES = 2.0, 300
#: reads one file in a process of its own, whose memory is then only that of this file
READER = """
import resource, sys
from pathlib import Path
from resilience.errors import ResilienceError
from resilience.framework import load_source
from resilience.workbook.framework_sheets import read_framework

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)

def seconds():
    return sum(one.ru_utime + one.ru_stime for one in map(resource.getrusage, WHO))

path = Path(sys.argv[1])
data = path.read_bytes()
start = seconds()
try:
    if path.suffix == ".yaml":
        load_source({"framework.yaml": data.decode(), "text.en.yaml": sys.argv[2]})
    else:
        read_framework(data)
    said = "read"
except ResilienceError as error:
    said = " ".join(str(error).split())
print(seconds() - start, max(resource.getrusage(who).ru_maxrss for who in WHO) // 1024, said)
"""


def full_sheet() -> bytes:
    """As many cells as are read at all."""
    row = b"<row>" + b"<c><v>1.5</v></c>" * 50 + b"</row>"
    return packed({SHEET: repeated(row, 4_000)}, STORED)


def full_strings() -> bytes:
    """As many texts, in as many formatted pieces, as are read at all."""
    one = b"<si><r><rPr><b/></rPr><t>a</t></r></si>"
    head = f'<sst xmlns="{MAIN}">'.encode()
    return packed({STRINGS: repeated(one, 49_000, head, b"</sst>")}, STORED)


def full_styles() -> bytes:
    """As many formats as are read at all."""
    head = f'<styleSheet xmlns="{MAIN}"><cellXfs>'.encode()
    return packed(
        {"xl/styles.xml": repeated(b"<xf/>", 59_000, head, b"</cellXfs></styleSheet>")}, STORED
    )


def alias_bomb() -> bytes:
    """Nine lines of YAML that stand for a billion words."""
    lines = ["l0: &l0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 10)]
    return ("\n".join(lines) + "\n" + STRUCTURE).encode()


def deep_yaml() -> bytes:
    """Lists in lists."""
    return b"a: " + b"[" * 100_000


def deep_key() -> bytes:
    """A list of lists in the place of a key."""
    return STRUCTURE.encode() + b"? " + b"[" * 300 + b"]" * 300 + b"\n: 1\n"


def very_faulty() -> bytes:
    """A framework with something wrong in every cell of as many rows as are read."""
    workbook = openpyxl.load_workbook(io.BytesIO(write_framework(load_source(FILES))))
    sheet = workbook["framework_content"]
    for row in range(2, MOST_ROWS):
        for column in range(1, 20):
            sheet.cell(row, column).value = f"wrong {row}"
    held = io.BytesIO()
    workbook.save(held)
    return held.getvalue()


BOOKS: dict[str, Callable[[], bytes]] = {
    **HOSTILE,
    "at the limit: cells": full_sheet,
    "at the limit: texts": full_strings,
    "at the limit: formats": full_styles,
    "at the limit: faults": very_faulty,
}
YAML = {
    "YAML alias bomb": alias_bomb,
    "YAML tag": lambda: STRUCTURE.replace("Test", "!!python/name:os.system").encode(),
    "YAML very deep": deep_yaml,
    "YAML deep key": deep_key,
}


def main() -> None:
    """Print a line for each file."""
    with tempfile.TemporaryDirectory() as folder:
        for name, make in (BOOKS | YAML).items():
            path = Path(folder) / ("file.yaml" if name in YAML else "file.xlsx")
            path.write_bytes(make())
            words = [sys.executable, "-c", READER, str(path), FILES["text.en.yaml"]]
            ran = subprocess.run(words, capture_output=True, text=True, check=False)  # noqa: S603
            if ran.returncode:
                print(f"{name}: BROKE with status {ran.returncode}: {ran.stderr[-200:]}")
                continue
            seconds, megabytes, said = ran.stdout.split(" ", 2)
            over = float(seconds) > AIM_SECONDS or int(megabytes) > AIM_MEGABYTES
            mark = " OVER THE AIM" if over else ""
            print(f"{name}: {float(seconds):.2f} s, {megabytes} MB{mark}: {said.strip()[:90]}")


if __name__ == "__main__":
    main()
