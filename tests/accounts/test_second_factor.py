"""Nothing of the desk answers staff without a second factor."""

import re
from io import StringIO
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.db import connection
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from nashra.accounts.models import Role, Session

IN = {"username": "sama", "password": "long-enough-71"}


@pytest.fixture(autouse=True)
def switched_on(settings: Any) -> None:
    settings.NASHRA_SECOND_FACTOR = True
    # A code counts once; the tests are faster than codes change.
    cache.clear()


@pytest.fixture
def sama(make_user: Any) -> Any:
    return make_user(Role.CHIEF_EDITOR, username="sama")


def code_of(secret: str) -> str:
    counter = list(totp.yield_hotp_counters_from_time())[1]
    return totp.format_hotp_value(totp.hotp_value(secret, counter))


def prove(client: Client, path: str) -> Any:
    """Opens a page that asks for the password first."""
    asked = client.get(path)
    if asked.status_code == 302 and "reauthenticate" in asked["Location"]:
        client.post(asked["Location"], {"password": IN["password"]})
        asked = client.get(path)
    assert asked.status_code == 200, asked["Location"]
    return asked


def set_up(client: Client) -> tuple[str, list[str]]:
    """Sets codes up; their secret, and the codes for the day the phone is lost."""
    page = prove(client, "/account/2fa/totp/activate/")
    secret = page.context["form"].secret
    done = client.post("/account/2fa/totp/activate/", {"code": code_of(secret)})
    assert done["Location"] == "/account/2fa/recovery-codes/"
    shown = client.get(done["Location"])
    return secret, shown.context["unused_codes"]


def paths(patterns: Any, prefix: str = "") -> Any:
    for pattern in patterns:
        here = prefix + re.sub(r"\(\?P<\w+>[^)]*\)|<[^>]*>", "1", str(pattern.pattern)).strip(
            "^$\\Z"
        )
        if isinstance(pattern, URLResolver):
            yield from paths(pattern.url_patterns, here)
        elif isinstance(pattern, URLPattern):
            yield f"/{here}"


def test_staff_are_led_to_set_one_up_whatever_they_ask_for(sama: Any) -> None:
    client = Client()
    answer = client.post("/desk/login/", IN)
    assert answer["Location"] == "/desk/"
    asked = [path for path in paths(get_resolver().url_patterns) if path.startswith("/desk/")]
    open_to_all = ("/desk/login/", "/desk/logout/", "/desk/robots.txt", "/desk/jsi18n/")
    closed = [path for path in asked if not path.startswith((*open_to_all, "/desk/sprite"))]
    assert len(closed) > 150
    for path in [*closed, "/desk/media/x.jpg", "/desk/documents/1/x.pdf", "/desk/none/"]:
        for method in (client.get, client.post):
            answer = method(path)
            assert (answer.status_code, answer.get("Location")) == (302, "/account/2fa/"), path
    script = client.get("/desk/", headers={"x-requested-with": "XMLHttpRequest"})
    assert script.status_code == 403


def test_codes_open_the_desk_and_then_are_asked_for(sama: Any) -> None:
    client = Client()
    client.post("/desk/login/", IN)
    secret, _ = set_up(client)
    assert client.get("/desk/").status_code == 200
    cache.clear()

    other = Client()
    answer = other.post("/desk/login/", IN)
    assert answer["Location"] == "/account/2fa/authenticate/"
    assert other.get("/desk/").status_code == 302
    assert other.get("/account/").status_code == 302
    wrong = other.post("/account/2fa/authenticate/", {"code": "000000"})
    assert wrong.status_code == 200
    done = other.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert done["Location"] == "/desk/"
    assert other.get("/desk/").status_code == 200
    # Nobody who looked on signs in with the same code.
    onlooker = Client()
    onlooker.post("/desk/login/", IN)
    again = onlooker.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert again.status_code == 200
    assert onlooker.get("/desk/").status_code == 302


def test_a_code_for_the_day_the_phone_is_lost_counts_once(sama: Any) -> None:
    client = Client()
    client.post("/desk/login/", IN)
    _, codes = set_up(client)
    assert len(codes) == 10
    for expected in (302, 200):
        other = Client()
        other.post("/desk/login/", IN)
        answer = other.post("/account/2fa/authenticate/", {"code": codes[0]})
        assert answer.status_code == expected


def test_sessions_that_were_opened_without_one_end(sama: Any) -> None:
    old, client = Client(), Client()
    old.post("/desk/login/", IN)
    client.post("/desk/login/", IN)
    set_up(client)
    assert old.get("/account/").status_code == 302
    # Nor does one suffice that came about in another way.
    old.force_login(sama)
    answer = old.get("/desk/")
    assert answer["Location"].startswith("/account/2fa/reauthenticate/")


def test_codes_cannot_be_guessed(sama: Any) -> None:
    client = Client()
    client.post("/desk/login/", IN)
    secret, _ = set_up(client)
    cache.clear()
    guesser = Client()
    guesser.post("/desk/login/", IN)
    for number in range(5):
        guesser.post("/account/2fa/authenticate/", {"code": f"00000{number}"})
    answer = guesser.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert answer.status_code == 200
    assert "محاولات" in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="192.0.2.7")
    elsewhere.post("/desk/login/", IN)
    answer = elsewhere.post("/account/2fa/authenticate/", {"code": code_of(secret)})
    assert answer.status_code == 302


def test_secrets_are_sealed_in_the_table(sama: Any) -> None:
    client = Client()
    client.post("/desk/login/", IN)
    secret, codes = set_up(client)
    found = ""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += str(cursor.fetchall())
    assert secret not in found
    assert not any(code in found for code in codes)


def test_who_has_lost_everything_is_let_in_by_a_command(sama: Any) -> None:
    client = Client()
    client.post("/desk/login/", IN)
    set_up(client)
    said = StringIO()
    call_command("reset_second_factor", "sama", stdout=said)
    assert "أزيل" in said.getvalue()
    assert not Authenticator.objects.exists()
    assert not Session.objects.filter(user=sama).exists()
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "sama")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody")


def test_readers_are_not_asked_for_one_and_may_have_one(make_user: Any) -> None:
    make_user(username="r-1")
    client = Client()
    form = {"login": "r-1", "password": IN["password"]}
    assert client.post("/account/login/", form)["Location"] == "/account/"
    set_up(client)
    again = Client()
    assert again.post("/account/login/", form)["Location"] == "/account/2fa/authenticate/"


def test_it_is_taken_away_only_by_who_proves_to_be_the_one(sama: Any) -> None:
    client = Client()
    client.post("/desk/login/", IN)
    set_up(client)
    thief = Client()
    thief.cookies = client.cookies
    from nashra.accounts import sessions

    store = sessions.SessionStore(client.cookies["desk"].value)
    for record in store["account_authentication_methods"]:
        record.pop("reauthenticated", None)
    store.save()
    answer = thief.post("/account/2fa/totp/deactivate/")
    assert "reauthenticate" in answer["Location"]
    assert Authenticator.objects.filter(type="totp").exists()


def test_wagtails_own_ways_around_are_closed(sama: Any, settings: Any) -> None:
    settings.NASHRA_SECOND_FACTOR = False
    client = Client()
    client.force_login(sama)
    for path in ("password_reset/", "password_reset/done/", "password_reset/complete/"):
        assert client.get(f"/desk/{path}").status_code == 404
    before = sama.password
    form = {
        "password-old_password": IN["password"], "password-new_password1": "quite-other-82",
        "password-new_password2": "quite-other-82", "name_email-email": "thief@mail.example",
    }  # fmt: skip
    client.post("/desk/account/", form)
    sama.refresh_from_db()
    assert (sama.password, sama.email) == (before, "")
