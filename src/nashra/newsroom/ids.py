"""Public ids of stories: short, random-looking, unambiguous, permanent."""

import secrets

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
"""Crockford's base32 in small letters: no i, l, o, u, so nothing is misread or misheard.

Source: Douglas Crockford, "Base 32", https://www.crockford.com/base32.html
"""

LENGTH = 7
"""32**7 is 34 thousand million ids; at a million stories a draw collides once in 34,000."""


def new_public_id() -> str:
    """A fresh id; the unique column catches the rare repeat."""
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
