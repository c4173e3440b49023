"""Names as numbers.

What pages read is twenty rows a page, and a key or an address takes forty bytes in the table and
in each of its indexes. A number of eight bytes that is computed from the name takes its place:
there is nothing to look up and nothing to clean away. Two keys with one number cost at worst a
page that is rendered once more, to the same bytes; two files with one would lose what one of them
read, so an address has all the bits: of ten million files two share them once in 200,000
newsrooms. The keys of one story lie side by side in the index, so that its rows touch one page of
the database instead of ten.
"""

from functools import lru_cache
from hashlib import blake2b

FACET_BITS = 23
"""Of a million subjects two share the other 40 bits about once."""


@lru_cache(maxsize=4096)
def _bits(name: str, size: int) -> int:
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest()) >> (64 - size)


def key_number(key: str) -> int:
    """The number of a key: its subject (``story:k3v9x2m``) before its facet (``card``).

    Below 2**63, so that every database takes it as a whole number with a sign.
    """
    subject, _, facet = key.partition("/")
    if subject.endswith(":"):
        # An address is no facet: `absent:/a/k3v9x2m/`.
        return _bits(key, 63)
    low = _bits(facet, FACET_BITS) if facet else 0
    return _bits(subject, 63 - FACET_BITS) << FACET_BITS | low


def file_number(path: str) -> int:
    """The number of a published file: that of the key by which pages say that they show it."""
    return key_number(f"file:{path}")
