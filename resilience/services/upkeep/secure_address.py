"""Where a hall's server answers by https, with which certificate."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from resilience.services.workshop.hall_sheet import EncryptedAddress


@dataclass(frozen=True, slots=True)
class HallCertificate:
    """A file with certificate and key; `replaced` says in English why it took the place of an earlier one, "" if it did not."""

    path: Path
    fingerprint: str
    until: datetime.date
    replaced: str = ""


@dataclass(frozen=True, slots=True)
class SecureAddress:
    """Where the server also answers by https, and the SHA-256 fingerprint of its certificate."""

    port: int
    fingerprint: str

    def of(self, address: str) -> EncryptedAddress:
        """The https address of the computer that `address` names."""
        host = urlsplit(address).hostname or "localhost"
        there = f"https://{f'[{host}]' if ':' in host else host}:{self.port}"
        return EncryptedAddress(there, self.fingerprint)
