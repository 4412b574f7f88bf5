"""Official UNDRR workbooks changed as a person, another program or an attacker changes them."""

import io
import re
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from resilience.workbook.undrr.layout import open_official
from tests.workbook.undrr.official_parts import packed


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a file by name, in their order."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(data: bytes, changes: Mapping[str, bytes], *, stored: bool = False) -> bytes:
    """The file with some of its parts replaced, or more of them; as `stored` it is not packed."""
    method = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    return packed({**parts(data), **changes}, method)


def typed(data: bytes, sheet: str, **cells: str | float) -> bytes:
    """The file after somebody typed words or numbers into cells that were empty."""
    part = open_official(data).parts[sheet]
    held = parts(data)[part].decode()
    for place, content in cells.items():
        value = f"<v>{content}</v>"
        if isinstance(content, str):
            value = f"<is><t>{escape(content)}</t></is>"
        kind = ' t="inlineStr"' if isinstance(content, str) else ""
        found = re.search(rf'<c r="{place}"[^>]*/>', held)
        assert found, place
        held = held.replace(found[0], f"{found[0][:-2]}{kind}>{value}</c>")
    return with_parts(data, {part: held.encode()})


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    """The file with other words in the part whose name ends like this, where they must stand."""
    part = next(one for one in parts(data) if one.endswith(name))
    held = parts(data)[part].decode()
    assert old in held, (name, old)
    return with_parts(data, {part: held.replace(old, new).encode()})
