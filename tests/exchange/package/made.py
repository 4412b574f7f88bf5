"""Data packages of invented cities, and ways to change one after it was signed."""

import datetime
import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from resilience.exchange.package import (
    About,
    CityFacts,
    CityResult,
    InTheRoom,
    PublishingKey,
    bare,
    counts_of,
    write_package,
)
from resilience.framework import Framework
from resilience.scoring import Agreed, CityRule, score
from tests.scoring.build import Person, framework, indicator, tally, theme

KEY = PublishingKey("City of Aba", bytes(range(32)))
OTHER_KEY = PublishingKey("City of Aba", bytes(range(1, 33)))
ASKED = framework(
    theme("T", indicator("a"), indicator("b", 2)), theme("U", indicator("c"), weight=3)
)
ROOM = [
    Person("Water", {"a": 4, "b": 2, "c": "na"}),
    Person("Water", {"a": 3, "b": "dk", "c": 1}, size=5),
    Person("Power", {"a": 0, "b": 1, "c": 3}),
    Person("Power", {"a": 0, "b": 1, "c": 3}),
]
DIGEST = hashlib.sha256(b"a framework").hexdigest()
CITY = CityFacts("Aba", "Nowhere", 120_000, coast=True, hazards=("flood",), invented=False)


def result(
    asked: Framework = ASKED,
    people: list[Person] = ROOM,
    agreed: Mapping[str, Agreed] | None = None,
    city: CityFacts = CITY,
    city_rule: CityRule = "departments",
    date: datetime.date = datetime.date(2026, 10, 13),
) -> CityResult:
    """The result of a room, as it is published."""
    counted = tally(asked, people)
    scores = score(asked, counted, city_rule=city_rule, agreed=agreed).city
    return CityResult(
        about=About(
            city=city,
            date=date,
            signed_off=datetime.date(2026, 10, 14),
            tier="full",
            room=InTheRoom(len(people), sum(p.size for p in people), 0, len(counted.units)),
            rounds=1,
            weighed=0,
            licence="CC-BY-4.0",
            method_version="1",
            city_rule=city_rule,
        ),
        framework=bare(replace(asked, sha256=DIGEST)),
        titles={code: f"Name of {code}" for code in scores},
        counts=tuple(counts_of(asked, counted)),
        scores=scores,
        agreed=agreed or {},
    )


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a zip file by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(held: Mapping[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip file with these parts."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as archive:
        for name, content in held.items():
            archive.writestr(name, content)
    return out.getvalue()


def signed(files: Mapping[str, bytes], key: PublishingKey = KEY, /, **changes: Any) -> bytes:
    """A data package whose publisher signed these files, and a manifest with these changes."""
    said = {
        "format": "urban-resilience-peer/2",
        "publisher": key.name,
        "files": {
            name: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
            for name, content in files.items()
        },
        **changes,
    }
    manifest = json.dumps(said).encode()
    seal = {
        "manifest.json": manifest,
        "manifest.sig": key.sign(manifest),
        "publisher.pem": key.public,
    }
    return packed({**seal, **files})


def signed_with(file: str, old: str, new: str, of: CityResult | None = None) -> bytes:
    """A data package in one of whose files something else stood when it was signed."""
    held = parts(write_package(of or result(), KEY))
    files = {name: held[name] for name in held if name not in SEAL}
    words = files[file].decode()
    assert old in words, words
    return signed({**files, file: words.replace(old, new, 1).encode()})


SEAL = ("manifest.json", "manifest.sig", "publisher.pem")
