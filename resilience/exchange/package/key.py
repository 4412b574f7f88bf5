"""Who publishes: an ed25519 key with a name, and a fingerprint that can be read aloud."""

import base64
import hashlib
import json
from dataclasses import dataclass, field

from resilience.errors import InputError

#: characters of a publisher's name
LONGEST_NAME = 120
#: a fingerprint is read in groups of so many signs, of which it has so many
GROUP, GROUPS = 4, 8
SEED_BYTES = 32


@dataclass(frozen=True, slots=True)
class PublishingKey:
    """The key with which an installation signs what it publishes, and the name that it gives itself.

    `seed` are the 32 bytes of the private key: never shown, never in a file that leaves.
    """

    name: str
    seed: bytes = field(repr=False)

    @classmethod
    def made(cls, name: str) -> "PublishingKey":
        """A new key that nobody can guess."""
        # imported when used, here and below: it takes 8 MB that a server which signs nothing does not
        from resilience.exchange.package.signing import new_seed  # noqa: PLC0415

        return cls(name, new_seed())

    @classmethod
    def from_bytes(cls, kept: bytes) -> "PublishingKey":
        """The key that `to_bytes` gave; raises `InputError` for anything else."""
        try:
            data = json.loads(kept)
            name, seed = data["name"], base64.b64decode(data["private_key"], validate=True)
        except (ValueError, LookupError, TypeError, RecursionError) as error:
            raise InputError("This is not a publishing key.") from error
        if not isinstance(name, str) or len(seed) != SEED_BYTES:
            raise InputError("This is not a publishing key.")
        return cls(name, seed)

    def to_bytes(self) -> bytes:
        """The key to be kept in a file that nobody else reads."""
        seed = base64.b64encode(self.seed).decode()
        return (json.dumps({"name": self.name, "private_key": seed}, indent=1) + "\n").encode()

    @property
    def public(self) -> bytes:
        """The public half, as PEM."""
        from resilience.exchange.package.signing import public_of  # noqa: PLC0415

        return public_of(self.seed)

    @property
    def fingerprint(self) -> str:
        """See `fingerprint_of`."""
        return fingerprint_of(self.public)

    def sign(self, data: bytes) -> bytes:
        """The signature of these bytes: the same for the same key and bytes."""
        from resilience.exchange.package.signing import sign  # noqa: PLC0415

        return sign(self.seed, data)


def fingerprint_of(public: bytes) -> str:
    """How people tell a public key (PEM) apart: 128 bits of its SHA-256 in groups for the telephone.

    Raises `InputError` where it is no ed25519 key as `PublishingKey.public` writes one.
    """
    from resilience.exchange.package.signing import bare  # noqa: PLC0415

    digest = hashlib.sha256(bare(public)).hexdigest().upper()
    return " ".join(digest[at : at + GROUP] for at in range(0, GROUP * GROUPS, GROUP))
