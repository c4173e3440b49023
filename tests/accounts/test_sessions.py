"""The table of sessions: what stands in it, and who gets in by it."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.base import UpdateError
from django.utils import timezone

from nashra.accounts import sessions
from nashra.accounts.models import Session
from nashra.accounts.sessions import SessionStore


@pytest.fixture
def sama(make_user: Any) -> Any:
    return make_user(username="sama")


def begun(user: Any = None, **more: Any) -> SessionStore:
    store = SessionStore()
    if user:
        store[SESSION_KEY] = str(user.pk)
    store.update(more)
    store.save()
    return store


def test_what_is_kept_comes_back(sama: Any) -> None:
    store = begun(sama, draft="نص")
    again = SessionStore(store.session_key)
    assert again["draft"] == "نص"
    assert Session.objects.get().user == sama


def test_a_copy_of_the_table_opens_nothing_and_says_nothing(sama: Any) -> None:
    store = begun(sama, moment="18:42:07")
    [row] = Session.objects.values()
    assert store.session_key not in str(row)
    assert "18:42" not in str(row)
    assert "moment" not in str(row)
    assert dict(SessionStore(row["key_hash"]).items()) == {}
    days = {name for name, value in row.items() if hasattr(value, "year")}
    assert days == {"begun_on", "used_on", "expires_on"}
    assert not any(hasattr(value, "hour") for value in row.values())


def test_it_ends_by_itself(sama: Any) -> None:
    store = begun(sama)
    Session.objects.update(expires_on=timezone.now().date() - timedelta(days=1))
    assert dict(SessionStore(store.session_key).items()) == {}
    assert sessions.forget_old() == 1
    assert not Session.objects.exists()


def test_what_led_to_no_sign_in_goes_after_a_day(sama: Any) -> None:
    begun(sama)
    begun()
    Session.objects.update(used_on=timezone.now().date() - timedelta(days=2))
    assert sessions.forget_old() == 1
    assert Session.objects.get().user == sama


def test_the_day_of_use_is_noted(sama: Any) -> None:
    store = begun(sama)
    Session.objects.update(used_on=timezone.now().date() - timedelta(days=3))
    assert SessionStore(store.session_key)[SESSION_KEY]
    assert Session.objects.get().used_on == timezone.now().date()


def test_a_session_that_was_ended_does_not_come_back(sama: Any) -> None:
    store = begun(sama)
    running = SessionStore(store.session_key)
    running["more"] = 1
    assert sessions.end(sama) == 1
    with pytest.raises(UpdateError):
        running.save()
    assert not Session.objects.exists()


def test_all_others_end_at_once_and_only_ones_own(sama: Any, make_user: Any) -> None:
    mine, other = begun(sama), begun(sama)
    stranger = begun(make_user(username="nadir"))
    assert len(sessions.of(sama)) == 2
    assert sessions.end(sama, but=sessions.key_hash(str(mine.session_key))) == 1
    assert SessionStore(mine.session_key).get(SESSION_KEY)
    assert SessionStore(stranger.session_key).get(SESSION_KEY)
    assert SessionStore(other.session_key).get(SESSION_KEY) is None
