"""What the tests of accounts share."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from nashra.accounts import limiter, limits, login
from nashra.accounts.models import QueuedMail


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    """What other tests tried is forgotten."""
    monkeypatch.setattr(login, "logins", limiter.Limiter(tries=3))
    monkeypatch.setattr(limits, "guesses", limiter.Limiter(tries=200))
    monkeypatch.setattr(limits, "codes", limiter.Limiter(tries=5))
    monkeypatch.setattr(limits, "strange_codes", limiter.Limiter(tries=60))
    monkeypatch.setattr(limits, "known", limits.Known())
    for path, limit in limits.POSTS.items():
        fresh = limits.Limit(limiter.Limiter(tries=60), by_account=limit.by_account)
        monkeypatch.setitem(limits.POSTS, path, fresh)


@pytest.fixture
def with_mail(settings: Any) -> None:
    """As with NASHRA_SMTP_URL."""
    settings.NASHRA_SMTP_URL = "smtp://mail.example"
    settings.DEFAULT_FROM_EMAIL = "desk@nashra.example"
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    settings.ACCOUNT_LOGIN_BY_CODE_ENABLED = True


@pytest.fixture
def link_in_mail() -> Callable[[str], str]:
    """The path that the newest mail to somebody leads to."""

    def find(to: str) -> str:
        body = QueuedMail.objects.filter(to=to).latest("pk").body
        found = re.search(r"https?://testserver(/\S+)", body)
        assert found, body
        return found[1]

    return find
