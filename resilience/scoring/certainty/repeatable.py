"""Random draws that repeat: seeded by their inputs, never by a clock or a global state."""

import hashlib

import numpy as np

from resilience.scoring.arrays import Counts, Floats

#: draws of a permutation test (docs/methods.md, section 4)
DRAWS = 9_999


def seeded(inputs: Counts | Floats) -> np.random.Generator:
    """A generator whose seed is the SHA-256 of the values and their shape, on any machine the same.

    Bring inputs whose order means nothing into one order first.
    """
    values = np.ascontiguousarray(inputs, dtype=inputs.dtype.newbyteorder("<"))
    digest = hashlib.sha256(repr(values.shape).encode() + values.tobytes()).digest()
    return np.random.default_rng(int.from_bytes(digest, "little"))
