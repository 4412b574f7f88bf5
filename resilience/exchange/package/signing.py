"""Signatures by ed25519, with public keys as PEM and private keys as the 32 bytes of their seed."""

import binascii

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from resilience.errors import InputError


def new_seed() -> bytes:
    """The private half of a new key that nobody can guess."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(seed: bytes) -> bytes:
    """The public half of a key."""
    return _pem(Ed25519PrivateKey.from_private_bytes(seed).public_key())


def sign(seed: bytes, data: bytes) -> bytes:
    """The signature of these bytes: the same for the same key and bytes."""
    return Ed25519PrivateKey.from_private_bytes(seed).sign(data)


def signed_by(public: bytes, signature: bytes, data: bytes) -> bool:
    """Whether the holder of a key signed these bytes; raises `InputError` where it is none."""
    try:
        _public_key(public).verify(signature, data)
    except InvalidSignature:
        return False
    return True


def bare(public: bytes) -> bytes:
    """The 32 bytes of a public key; raises `InputError` where it is none as `public_of` writes one."""
    return _public_key(public).public_bytes_raw()


def _public_key(public: bytes) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(public)
    except (ValueError, UnsupportedAlgorithm, binascii.Error) as error:
        raise InputError(
            "The publisher's key in this data package is damaged. Download it again, "
            "or ask the publisher for it."
        ) from error
    if not isinstance(key, Ed25519PublicKey) or _pem(key) != public:
        raise InputError(
            "The publisher's key in this data package is damaged. Download it again, "
            "or ask the publisher for it."
        )
    return key


def _pem(key: Ed25519PublicKey) -> bytes:
    return key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
