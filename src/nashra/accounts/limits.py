"""How often something may be tried, from one address or by one account from one address.

Nothing is limited by account alone, so that nobody can lock out somebody else; see the class in
:mod:`nashra.accounts.limiter` for how little of it is kept.
"""

import math
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from nashra.accounts.limiter import Limiter

HOUR: Final = 3600.0


@dataclass(frozen=True)
class Limit:
    """A limit on requests to one address of the application."""

    limiter: Limiter
    by_account: bool = False
    """By the account that is signed in, together with the address; else by the address alone."""


# Whole mobile networks stand behind one address, so these are wide.
POSTS: Final[dict[str, Limit]] = {
    "/account/signup/": Limit(Limiter(tries=60, window=HOUR)),
    "/account/3rdparty/signup/": Limit(Limiter(tries=60, window=HOUR)),
    "/account/password/reset/": Limit(Limiter(tries=30, window=HOUR)),
    "/account/login/code/": Limit(Limiter(tries=30, window=HOUR)),
    "/account/login/code/confirm/": Limit(Limiter(tries=60, window=HOUR)),
    "/account/email/": Limit(Limiter(tries=20, window=HOUR), by_account=True),
    "/account/password/change/": Limit(Limiter(tries=10, window=900.0), by_account=True),
    "/account/export/": Limit(Limiter(tries=10, window=HOUR), by_account=True),
}
"""Requests by POST that are limited, each counted."""

guesses = Limiter(tries=200, window=HOUR)
"""Wrong passwords and codes from one address, whatever the account."""
codes = Limiter(tries=5, window=900.0)
"""Wrong codes of a second factor, by account and address."""
strange_codes = Limiter(tries=60, window=HOUR)
"""Wrong codes of one account from addresses where it never signed in today: a code has six digits,
and whoever asks this knows the password already."""


def address_of(request: Any) -> str:
    """Whoever asks, as the readers' server saw it; see ``delivery.proxy``."""
    return str(request.META.get("REMOTE_ADDR", ""))


def count(request: Any) -> float:
    """Counts a request; the seconds that it must wait, 0 where it may go on."""
    limit = POSTS.get(request.path) if request.method == "POST" else None
    if limit is None:
        return 0.0
    account = str(request.user.pk or "") if limit.by_account else ""
    address = address_of(request)
    if wait := limit.limiter.wait(account, address):
        return wait
    limit.limiter.failed(account, address)
    return 0.0


def too_many(wait: float) -> ValidationError:
    """What a form says."""
    return ValidationError(
        _("Too many wrong passwords. Try again in %(minutes)d minutes.")
        % {"minutes": math.ceil(wait / 60)},
        code="too_many",
    )


class CodeGuard:
    """Bears a few wrong codes of an account's second factor from one address."""

    def __init__(self, request: Any, user: Any) -> None:
        self._account, self._address = str(user.pk), address_of(request)

    @property
    def _strange(self) -> bool:
        return not known.knows(self._account, self._address)

    def check(self) -> None:
        """Raises ValidationError where the account must wait at this address."""
        wait = max(
            codes.wait(self._account, self._address),
            guesses.wait("", self._address),
            strange_codes.wait(self._account, "") if self._strange else 0.0,
        )
        if wait:
            raise too_many(wait)

    def failed(self) -> None:
        """Counts a wrong code."""
        codes.failed(self._account, self._address)
        guesses.failed("", self._address)
        if self._strange:
            strange_codes.failed(self._account, "")

    def succeeded(self) -> None:
        """Forgets the account's wrong codes from here, and knows the place for the day."""
        codes.succeeded(self._account, self._address)
        known.note(self._account, self._address)


class Known:
    """Where accounts have signed in today: nobody who guesses elsewhere can keep them out."""

    def __init__(self) -> None:
        self._seen = Limiter(tries=1, window=86_400.0)

    def knows(self, account: str, address: str) -> bool:
        """Whether the account signed in from here."""
        return self._seen.wait(account, address) > 0

    def note(self, account: str, address: str) -> None:
        """The account has signed in from here."""
        self._seen.failed(account, address)


known = Known()
