"""Short opaque identifiers: random ones for new records, derived ones for facts that ship with the project.

Ten characters of Crockford's base 32 carry fifty bits and have no letters that are mistaken for digits.
"""

import hashlib
import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
LENGTH = 10
_BITS = 5 * LENGTH


def _encode(number: int) -> str:
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(_BITS - 5, -1, -5))


def random_id() -> str:
    """Return a new identifier that cannot be guessed from others."""
    return _encode(secrets.randbits(_BITS))


def derived_id(*parts: str) -> str:
    """Return the identifier that these parts always have, on every machine and in every version.

    Each part is preceded by its length, so that ('ab', 'c') and ('a', 'bc') differ.
    """
    encoded = (part.encode() for part in parts)
    digest = hashlib.sha256(b"".join(b"%d:%b" % (len(part), part) for part in encoded)).digest()
    return _encode(int.from_bytes(digest) >> (8 * len(digest) - _BITS))
