"""Wrong passwords: a few are borne from one address for one account, then one is asked to wait."""

from typing import Any

from nashra.accounts import limits
from nashra.accounts.limiter import logins


def check(request: Any, account: str) -> None:
    """Raises ValidationError where the account must wait at this address."""
    address = limits.address_of(request)
    if wait := max(logins.wait(account, address), limits.guesses.wait("", address)):
        raise limits.too_many(wait)


def failed(request: Any, account: str) -> None:
    """Counts a wrong password."""
    logins.failed(account, limits.address_of(request))
    limits.guesses.failed("", limits.address_of(request))


def succeeded(request: Any, account: str) -> None:
    """Forgets the account's wrong passwords from this address."""
    logins.succeeded(account, limits.address_of(request))
