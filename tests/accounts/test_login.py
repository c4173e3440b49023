from typing import Any

import pytest
from django.test import Client

from nashra.accounts import limiter, login
from nashra.accounts.models import Role, Session

URL = "/desk/login/"
RIGHT = {"username": "sama", "password": "long-enough-71"}
WRONG = RIGHT | {"password": "wrong"}


@pytest.fixture(autouse=True)
def fresh_limiter(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(login, "logins", limiter.Limiter(tries=3))


@pytest.fixture
def sama(make_user: Any) -> Any:
    return make_user(Role.CHIEF_EDITOR, username="sama")


def test_the_right_password_opens_the_desk(sama: Any) -> None:
    client = Client()
    response = client.post(URL, RIGHT)
    assert (response.status_code, response["Location"]) == (302, "/desk/")
    cookie = response.cookies["desk"]
    assert cookie["httponly"]
    assert cookie["path"] == "/desk/"
    assert cookie["samesite"] == "Lax"
    assert client.get("/desk/").status_code == 200


def test_guessing_is_slowed_down_and_told_in_arabic(sama: Any) -> None:
    client = Client()
    for _ in range(3):
        assert client.post(URL, WRONG).status_code == 200
    response = client.post(URL, RIGHT)
    assert response.status_code == 200
    assert "محاولات خاطئة كثيرة" in response.content.decode()
    assert not Session.objects.exists()


def test_another_address_is_not_locked_out(sama: Any) -> None:
    client = Client()
    for _ in range(4):
        client.post(URL, WRONG)
    assert client.post(URL, RIGHT, REMOTE_ADDR="192.0.2.7").status_code == 302


def test_somebody_without_a_role_may_not_use_the_desk(make_user: Any) -> None:
    make_user(username="guest")
    client = Client()
    client.post(URL, RIGHT | {"username": "guest"})
    assert client.get("/desk/").status_code == 302


def test_there_is_no_dead_end_for_a_forgotten_password(db: None) -> None:
    client = Client()
    assert "password_reset" not in client.get(URL).content.decode()
    assert client.get("/desk/password_reset/").status_code == 404


def test_the_desk_is_arabic_until_somebody_wants_it_otherwise(sama: Any) -> None:
    client = Client()
    client.force_login(sama)
    page = client.get("/desk/").content.decode()
    assert '<html lang="ar" dir="rtl"' in page
    assert "نشرة" in page
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=sama, defaults={"preferred_language": "en"})
    assert '<html lang="en" dir="ltr"' in client.get("/desk/").content.decode()
