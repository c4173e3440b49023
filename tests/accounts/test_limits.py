"""Nobody is locked out by somebody else, and no address is kept."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from nashra.accounts import limits
from nashra.accounts.limiter import Limiter
from nashra.accounts.limits import CodeGuard, Known, Limit

SIGN_UP = "/account/signup/"


@pytest.fixture(autouse=True)
def fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "guesses", Limiter(tries=12))
    monkeypatch.setattr(limits, "codes", Limiter(tries=3))
    monkeypatch.setattr(limits, "strange_codes", Limiter(tries=4))
    monkeypatch.setattr(limits, "known", Known())
    monkeypatch.setitem(limits.POSTS, SIGN_UP, Limit(Limiter(tries=2)))


class Asked:
    def __init__(self, address: str) -> None:
        self.META = {"REMOTE_ADDR": address}


class Account:
    pk = 7


def guard(address: str) -> CodeGuard:
    return CodeGuard(Asked(address), Account())


def waits(address: str) -> bool:
    try:
        guard(address).check()
    except ValidationError:
        return True
    return False


def test_too_many_requests_from_one_address_are_told_to_wait(newsroom: Any) -> None:
    client = Client()
    for _ in range(2):
        assert client.post(SIGN_UP, {}, REMOTE_ADDR="192.0.2.1").status_code == 200
    refused = client.post(SIGN_UP, {}, REMOTE_ADDR="192.0.2.1")
    assert refused.status_code == 429
    assert int(refused["Retry-After"]) > 0
    assert client.get(SIGN_UP, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.post(SIGN_UP, {}, REMOTE_ADDR="192.0.2.2").status_code == 200


def test_wrong_codes_are_counted_by_account_and_address() -> None:
    for _ in range(3):
        assert not waits("192.0.2.1")
        guard("192.0.2.1").failed()
    assert waits("192.0.2.1")
    assert not waits("192.0.2.2")


def test_who_guesses_from_many_places_cannot_keep_the_owner_out() -> None:
    guard("192.0.2.9").succeeded()
    for number in range(4):
        guard(f"198.51.100.{number}").failed()
    assert waits("198.51.100.200")
    assert not waits("192.0.2.9")


def test_one_address_cannot_try_account_after_account(make_user: Any) -> None:
    client = Client()
    for number in range(12):
        form = {"login": f"nobody{number}", "password": "wrong"}
        client.post("/account/login/", form, REMOTE_ADDR="192.0.2.1")
    user = make_user(username="sama")
    form = {"login": user.username, "password": "long-enough-71"}
    assert client.post("/account/login/", form, REMOTE_ADDR="192.0.2.1").status_code == 200
    assert client.post("/account/login/", form, REMOTE_ADDR="192.0.2.2").status_code == 302


def test_no_address_is_readable_in_memory() -> None:
    guard("192.0.2.77").failed()
    guard("192.0.2.77").succeeded()
    kept = [limits.guesses, limits.codes, limits.strange_codes, limits.known._seen]
    assert "192.0.2.77" not in str([vars(one) for one in kept])
