"""Sessions in a table of our own: who, since which day, and what the person calls it.

The table knows the hash of the cookie's key, and what the session holds is enciphered under another
value that follows from it: whoever copies the database can neither take a session over nor read
from it when somebody signed in. No address and no agent is kept; moments are kept as days.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import CreateError, SessionBase, UpdateError
from django.db import IntegrityError, OperationalError, transaction
from django.utils import timezone

from nashra.accounts.models import Session


def today() -> date:
    """The day in UTC."""
    return timezone.now().date()


def key_hash(key: str) -> str:
    """What the table knows of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


def _cipher(key: str) -> Fernet:
    drawn = hashlib.blake2b(key.encode(), digest_size=32, person=b"nashra session").digest()
    return Fernet(urlsafe_b64encode(drawn))


class SessionStore(SessionBase):
    """Django's session engine over :class:`nashra.accounts.models.Session`."""

    def _row(self, key: str | None) -> Session | None:
        if not key:
            return None
        return Session.objects.filter(pk=key_hash(key), expires_on__gte=today()).first()

    def load(self) -> dict[str, Any]:
        """What the session holds; nothing where there is none or where it has ended."""
        key = self.session_key
        row = self._row(key)
        if row is None or key is None:
            self._session_key = None
            return {}
        if row.used_on != today():
            # A day that could not be noted costs nothing: the page must come all the same.
            with suppress(OperationalError):
                Session.objects.filter(pk=row.pk).update(used_on=today())
        try:
            held: dict[str, Any] = json.loads(_cipher(key).decrypt(row.data.encode()))
        except InvalidToken:
            self._session_key = None
            return {}
        return held

    def exists(self, session_key: str) -> bool:
        """Whether there is one of that key, ended or not."""
        return Session.objects.filter(pk=key_hash(session_key)).exists()

    def create(self) -> None:
        """Begins an empty one."""
        while True:
            self._session_key = self._get_new_session_key()  # type: ignore[attr-defined]
            with suppress(CreateError):
                self.save(must_create=True)
                self.modified = True
                return

    def save(self, must_create: bool = False) -> None:
        """Writes it. Raises UpdateError where it was ended meanwhile: it must not come back."""
        if self.session_key is None:
            return self.create()
        held = self._get_session(no_load=must_create)  # type: ignore[attr-defined]
        row = {
            "data": _cipher(self.session_key).encrypt(json.dumps(held).encode()).decode(),
            "user_id": int(held[SESSION_KEY]) if SESSION_KEY in held else None,
            "expires_on": today() + timedelta(seconds=self.get_expiry_age()),
        }
        pk = key_hash(self.session_key)
        if not must_create:
            if not Session.objects.filter(pk=pk).update(**row):
                raise UpdateError
            return None
        try:
            with transaction.atomic():
                Session.objects.create(pk=pk, begun_on=today(), used_on=today(), **row)
        except IntegrityError as error:
            raise CreateError from error
        return None

    def delete(self, session_key: str | None = None) -> None:
        """Ends it, or the one of that key."""
        key = session_key or self.session_key
        if key:
            Session.objects.filter(pk=key_hash(key)).delete()

    @classmethod
    def clear_expired(cls) -> None:
        """Removes those that have ended."""
        forget_old()


def forget_old() -> int:
    """Removes the sessions that have ended, and those that led to no sign-in; how many."""
    yesterday = today() - timedelta(days=1)
    ended, _ = Session.objects.filter(expires_on__lt=today()).delete()
    unused, _ = Session.objects.filter(user=None, used_on__lt=yesterday).delete()
    return ended + unused


def of(user: Any) -> list[Session]:
    """Somebody's sessions that are good, the newest first."""
    rows = Session.objects.filter(user=user, expires_on__gte=today())
    return list(rows.order_by("-used_on", "-begun_on", "key_hash"))


def current(request: Any) -> str:
    """The row of the session in which somebody asks; empty where there is none."""
    key = request.session.session_key
    return key_hash(key) if key else ""


def end(user: Any, *, but: str = "", only: str = "") -> int:
    """Ends the sessions of an account, save the row ``but``, or the row ``only``; how many."""
    rows = Session.objects.filter(user=user).exclude(pk=but)
    return (rows.filter(pk=only) if only else rows).delete()[0]
