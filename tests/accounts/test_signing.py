"""Signing up and in, with mail and without."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.utils import timezone

from nashra.accounts.models import QueuedMail, Role, Session, SignInLink, User

UP = {"display_name": "هالة مراد", "email": "hala@mail.example", "password1": "long-enough-71"}
IN = {"login": "hala@mail.example", "password": "long-enough-71"}


@pytest.fixture
def hala(newsroom: Any) -> User:
    assert Client().post("/account/signup/", UP).status_code == 302
    return User.objects.get(email="hala@mail.example")


@pytest.fixture
def proven(make_user: Any) -> User:
    """Somebody whose address is verified."""
    user: User = make_user(username="r-1", email="hala@mail.example")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def errors(answer: Any) -> str:
    return " ".join(text for texts in answer.context["form"].errors.values() for text in texts)


def test_signing_up_without_mail(newsroom: Any) -> None:
    client = Client()
    answer = client.post("/account/signup/?next=/a/7m2qd4h/", UP)
    assert (answer.status_code, answer["Location"]) == (302, "/a/7m2qd4h/")
    user = User.objects.get()
    assert str(user) == "هالة مراد"
    assert "hala" not in user.username
    assert user.last_login is None
    assert Session.objects.filter(user=user).count() == 1
    assert client.get("/account/").status_code == 200
    assert not QueuedMail.objects.exists()


def test_the_cookie_goes_to_the_application_alone(hala: User) -> None:
    cookies = Client().post("/account/login/", IN).cookies
    paths = {name: cookie["path"] for name, cookie in cookies.items()}
    assert paths == {
        "desk": "/desk/", "account": "/account/", "talk": "/talk/", "desk_csrf": "/account/",
    }  # fmt: skip
    assert all(cookie["httponly"] and cookie["samesite"] == "Lax" for cookie in cookies.values())
    assert len({cookies[name].value for name in ("desk", "account", "talk")}) == 1


def test_readers_and_staff_stay_signed_in_for_as_long_as_they_should(
    hala: User, make_user: Any
) -> None:
    assert Client().post("/account/login/", IN).cookies["account"]["max-age"] == 30 * 24 * 3600
    make_user(Role.REPORTER, username="sama")
    form = {"login": "sama", "password": "long-enough-71"}
    answer = Client().post("/account/login/", form)
    assert answer["Location"] == "/desk/"
    assert answer.cookies["desk"]["max-age"] == 7 * 24 * 3600
    assert User.objects.get(username="sama").last_login is not None


@pytest.mark.parametrize(
    "where",
    [
        "https://evil.example/", "//evil.example/", "///evil.example", "/\\evil.example",
        "\\\\evil.example", "javascript:alert(1)", "http:evil.example", "/%09/evil.example",
        "/\t/evil.example", "https://testserver@evil.example/", "https://testserver/a/",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["/account/login/", "/desk/login/"])
def test_no_redirect_leads_elsewhere(page: str, where: str, hala: User) -> None:
    form = {"login": IN["login"], "username": IN["login"], "password": IN["password"]}
    target = Client().post(page, form | {"next": where})["Location"]
    assert target in {"/account/", "/desk/", "/%09/evil.example"}


def test_nothing_tells_whether_an_address_has_an_account(hala: User) -> None:
    wrong = Client().post("/account/login/", IN | {"password": "wrong"})
    unknown = Client().post("/account/login/", {"login": "x@mail.example", "password": "wrong"})
    assert errors(wrong) == errors(unknown)
    # Without mail, nobody can say whose the address is: a second account may have it, too.
    other = UP | {"display_name": "ريم مراد", "password1": "another-long-71"}
    assert Client().post("/account/signup/", other).status_code == 302
    assert User.objects.filter(email=UP["email"]).count() == 2
    # Each is opened by its own password.
    client = Client()
    client.post("/account/login/", IN | {"password": "another-long-71"})
    assert client.get("/account/").context["user"].display_name == "ريم مراد"


def test_what_needs_mail_is_not_there_without(hala: User) -> None:
    client = Client()
    for page in ("/account/login/", "/account/signup/", "/desk/login/"):
        text = client.get(page).content.decode()
        assert "password/reset" not in text
        assert "login/code" not in text
    for path in (
        "password/reset/", "password/reset/done/", "password/reset/key/1-set-password/",
        "login/code/", "login/code/confirm/", "login/link/x/", "confirm-email/",
        "confirm-email/x/", "email/",
    ):  # fmt: skip
        assert client.get(f"/account/{path}").status_code == 404, path
        assert client.post(f"/account/{path}", {"email": UP["email"]}).status_code == 404, path


def test_every_form_wants_its_token(hala: User) -> None:
    strict = Client(enforce_csrf_checks=True)
    for page in ("/account/login/", "/account/signup/", "/desk/login/"):
        assert strict.post(page, IN | UP | {"username": IN["login"]}).status_code == 403, page
    strict.force_login(hala)
    for page in (
        "name/", "sessions/end-others/", "export/", "delete/", "password/change/", "logout/",
        "2fa/totp/activate/", "2fa/keys/add/",
    ):  # fmt: skip
        assert strict.post(f"/account/{page}", {}).status_code == 403, page
    assert User.objects.filter(pk=hala.pk, deletion_asked_at=None).exists()


def test_a_weak_password_is_refused(newsroom: Any) -> None:
    for weak in ("12345678", "password", "hala@mail.example", "abc"):
        assert Client().post("/account/signup/", UP | {"password1": weak}).status_code == 200
    assert not User.objects.exists()


@pytest.mark.usefixtures("with_mail")
class TestWithMail:
    def test_an_address_is_verified_before_the_account_opens(
        self, newsroom: Any, link_in_mail: Any
    ) -> None:
        client = Client()
        answer = client.post("/account/signup/", UP)
        assert answer["Location"] == "/account/confirm-email/"
        assert client.get("/account/").status_code == 302
        link = link_in_mail(UP["email"])
        assert client.get(link).status_code == 200
        assert not EmailAddress.objects.get().verified
        client.post(link)
        assert EmailAddress.objects.get().verified
        client.post("/account/login/", IN)
        assert client.get("/account/").status_code == 200

    def test_signing_up_with_anothers_address_looks_the_same(self, newsroom: Any) -> None:
        first = Client().post("/account/signup/", UP)
        other = UP | {"display_name": "ريم مراد", "password1": "another-long-71"}
        second = Client().post("/account/signup/", other)
        assert (first.status_code, first["Location"]) == (second.status_code, second["Location"])
        assert User.objects.count() == 1
        subjects = list(QueuedMail.objects.order_by("pk").values_list("subject", flat=True))
        assert len(subjects) == 2
        assert subjects[0] != subjects[1]

    def test_a_forgotten_password(self, proven: User, link_in_mail: Any) -> None:
        elsewhere = Client()
        elsewhere.force_login(proven)
        client = Client()
        for address in ("hala@mail.example", "nobody@mail.example"):
            answer = client.post("/account/password/reset/", {"email": address})
            assert answer["Location"] == "/account/password/reset/done/"
        assert list(QueuedMail.objects.values_list("to", flat=True)) == ["hala@mail.example"]
        form = client.get(link_in_mail(proven.email), follow=True)
        new = {"password1": "quite-other-82", "password2": "quite-other-82"}
        assert client.post(form.redirect_chain[-1][0], new).status_code == 302
        assert elsewhere.get("/account/").status_code == 302
        client.post("/account/login/", IN | {"password": "quite-other-82"})
        assert client.get("/account/").status_code == 200

    def test_a_code_by_mail_opens_the_account(self, proven: User) -> None:
        client, stranger = Client(), Client()
        answer = client.post("/account/login/code/", {"email": proven.email})
        same = stranger.post("/account/login/code/", {"email": "nobody@mail.example"})
        assert answer["Location"] == same["Location"] == "/account/login/code/confirm/"
        [mail] = QueuedMail.objects.all()
        code = re.search(r"^\s*([A-Z0-9]{3,}-?[A-Z0-9]{3,})\s*$", mail.body, re.M)
        assert code, mail.body
        assert client.post("/account/login/code/confirm/", {"code": "AAAAAA"}).status_code == 200
        client.post("/account/login/code/confirm/", {"code": code[1]})
        assert client.get("/account/").status_code == 200

    def test_a_link_by_mail_opens_the_account_once_in_any_browser(
        self, proven: User, link_in_mail: Any
    ) -> None:
        asked = {"email": proven.email, "next": "/a/7m2qd4h/"}
        Client().post("/account/login/code/", asked)
        older = link_in_mail(proven.email)
        Client().post("/account/login/code/", asked)
        link = link_in_mail(proven.email)
        phone = Client()
        # A program that looks at mail opens the link, and uses nothing up.
        assert phone.get(link).status_code == Client().get(link).status_code == 200
        assert phone.get("/account/").status_code == 302
        assert phone.post(link)["Location"] == "/a/7m2qd4h/"
        assert phone.get("/account/").status_code == 200
        thief = Client()
        for used in (link, older):
            assert thief.get(used).status_code == thief.post(used).status_code == 404
        assert thief.get("/account/").status_code == 302

    def test_an_old_link_and_that_of_a_closed_account_open_nothing(
        self, proven: User, link_in_mail: Any
    ) -> None:
        Client().post("/account/login/code/", {"email": proven.email})
        link = link_in_mail(proven.email)
        User.objects.filter(pk=proven.pk).update(is_active=False)
        assert Client().post(link).status_code == 404
        User.objects.filter(pk=proven.pk).update(is_active=True)
        SignInLink.objects.update(expires_at=timezone.now())
        assert Client().post(link).status_code == 404
        assert Client().post(f"/account/login/link/{'x' * 5000}/").status_code == 404

    @pytest.mark.parametrize("where", ["//evil.example/", "https://evil.example/", "javascript:x"])
    def test_a_link_leads_nowhere_else(self, where: str, proven: User, link_in_mail: Any) -> None:
        Client().post("/account/login/code/", {"email": proven.email, "next": where})
        path = link_in_mail(proven.email).partition("?")[0]
        assert Client().post(f"{path}?{urlencode({'next': where})}")["Location"] == "/account/"

    def test_staff_are_asked_for_their_second_factor_behind_a_link(
        self, make_user: Any, link_in_mail: Any, settings: Any
    ) -> None:
        settings.NASHRA_SECOND_FACTOR = True
        user = make_user(Role.REPORTER, username="sama", email="sama@mail.example")
        Client().post("/account/login/code/", {"email": user.email})
        client = Client()
        client.post(link_in_mail(user.email))
        assert client.get("/account/").status_code == 200
        assert client.get("/desk/")["Location"].startswith("/account/2fa/")

    def test_staff_need_no_verified_address(self, make_user: Any) -> None:
        make_user(Role.REPORTER, username="sama", email="sama@mail.example")
        client = Client()
        client.post("/desk/login/", {"username": "sama", "password": "long-enough-71"})
        assert client.get("/desk/").status_code == 200


def test_a_new_password_ends_the_other_sessions(hala: User) -> None:
    mine, other = Client(), Client()
    for client in (mine, other):
        client.post("/account/login/", IN)
    new = {
        "oldpassword": IN["password"],
        "password1": "quite-other-82",
        "password2": "quite-other-82",
    }
    assert mine.post("/account/password/change/", new).status_code == 302
    assert mine.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302
    assert Session.objects.filter(user=hala).count() == 1


def test_a_session_that_ended_opens_nothing(hala: User) -> None:
    client = Client()
    client.post("/account/login/", IN)
    kept = {name: cookie.value for name, cookie in client.cookies.items()}
    client.post("/account/logout/")
    thief = Client()
    for name, value in kept.items():
        thief.cookies[name] = value
    assert thief.get("/account/").status_code == 302


def test_nothing_of_a_request_is_kept_when_the_password_is_asked_again(hala: User) -> None:
    client = Client(headers={"user-agent": "Browser-of-Hala/1"}, REMOTE_ADDR="192.0.2.44")
    client.force_login(hala)
    answer = client.post("/account/delete/", {"comments": "keep"})
    assert answer["Location"] == "/account/reauthenticate/?next=%2Faccount%2Fdelete%2F"
    from nashra.accounts.sessions import SessionStore

    held = str(dict(SessionStore(client.cookies["desk"].value).items()))
    assert "192.0.2.44" not in held
    assert "Browser" not in held
