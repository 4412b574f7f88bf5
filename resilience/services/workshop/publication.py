"""What a publication keeps: the files of a peer file, and their hash."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from resilience.exchange.package import CityResult, city_result


def read_content(content: Mapping[str, Any]) -> CityResult:
    """The result that is published; raises `InputError` or `Faults` for what was changed since."""
    return city_result({name: words.encode() for name, words in content["files"].items()})


def content_sum(content: Mapping[str, Any]) -> str:
    """The SHA-256 of what is published, the same on every database."""
    return hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
