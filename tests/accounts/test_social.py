"""Signing in with Facebook, Google and any OpenID Connect provider, through the real flow."""

import html
import re
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount, SocialApp, SocialToken
from allauth.socialaccount.providers.facebook import flows as facebook_flows
from allauth.socialaccount.providers.facebook.views import FacebookOAuth2Adapter
from allauth.socialaccount.providers.google.views import GoogleOAuth2Adapter
from django.db import connection
from django.test import Client

from nashra.accounts import naming
from nashra.accounts.models import Role, User
from nashra.changes.unit import unit_of_work
from nashra.config.environment import read_environment
from tests.accounts import provider as providers
from tests.accounts.provider import SECRET, Provider

NAMES = ("facebook", "google", "oidc")


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    with providers.running() as running:
        yield running


@pytest.fixture
def provider(
    server: Provider, monkeypatch: pytest.MonkeyPatch, settings: Any, newsroom: Any
) -> Provider:
    server.refuses = False
    server.asked.clear()
    person = {
        "id": "4711", "sub": "4711", "name": "هالة مراد", "email": "hala@mail.example",
        "email_verified": True, "picture": "https://pictures.example/hala.jpg", "locale": "ar_LB",
        "given_name": "هالة", "family_name": "مراد",
        "birthdate": "1990-01-01",
    }  # fmt: skip
    server.person = person
    for name in NAMES:
        monkeypatch.setenv(f"NASHRA_{name.upper()}_ID", f"site-at-{name}")
        monkeypatch.setenv(f"NASHRA_{name.upper()}_SECRET", SECRET)
    monkeypatch.setenv("NASHRA_OIDC_URL", server.origin)
    monkeypatch.setenv("NASHRA_OIDC_NAME", "هوية")
    settings.SOCIALACCOUNT_PROVIDERS = read_environment().allauth_providers()
    # Where the two great ones stand is part of the library; nobody but a test moves them.
    monkeypatch.setattr(FacebookOAuth2Adapter, "authorize_url", f"{server.origin}/authorize")
    monkeypatch.setattr(
        FacebookOAuth2Adapter, "access_token_url", f"{server.origin}/oauth/access_token"
    )
    monkeypatch.setattr(facebook_flows, "GRAPH_API_URL", server.origin)
    monkeypatch.setattr(GoogleOAuth2Adapter, "authorize_url", f"{server.origin}/authorize")
    monkeypatch.setattr(GoogleOAuth2Adapter, "access_token_url", f"{server.origin}/google/token")
    return server


def there_and_back(client: Client, name: str, **more: str) -> Any:
    """Presses the button, follows to the provider and back, as a browser does."""
    leaving = client.post(f"/account/{name}/login/", more)
    assert leaving.status_code == 200
    refresh = re.search(r'http-equiv="refresh" content="0; ?url=([^"]+)"', leaving.content.decode())
    assert refresh, leaving.content.decode()
    there = httpx.get(html.unescape(refresh[1]), follow_redirects=False)
    back = httpx.URL(there.headers["Location"])
    assert back.host == "testserver"
    return client.get(f"{back.path}?{back.query.decode()}")


def sign_up(name: str, display_name: str = "هالة مراد") -> Client:
    client = Client()
    assert there_and_back(client, name)["Location"] == "/account/3rdparty/signup/"
    answer = client.post("/account/3rdparty/signup/", {"display_name": display_name})
    assert answer.status_code == 302, answer.content.decode()
    return client


@pytest.mark.parametrize("name", NAMES)
def test_who_comes_from_a_provider_chooses_a_name_and_is_in(name: str, provider: Provider) -> None:
    client = Client()
    answer = there_and_back(client, name, next="/a/7m2qd4h/")
    asked = client.get(answer["Location"])
    assert 'value="هالة مراد"' in asked.content.decode()
    assert not User.objects.exists()
    done = client.post(answer["Location"], {"display_name": "هالة م."})
    assert done["Location"] == "/a/7m2qd4h/"
    assert str(User.objects.get()) == "هالة م."
    assert client.get("/account/").status_code == 200
    # The second time there is nothing to ask.
    again = Client()
    assert there_and_back(again, name)["Location"] == "/account/"
    assert User.objects.count() == 1


@pytest.mark.parametrize("name", NAMES)
def test_only_what_is_needed_is_kept(name: str, provider: Provider) -> None:
    sign_up(name)
    there_and_back(Client(), name)
    account = SocialAccount.objects.get()
    assert (account.uid, account.extra_data) == ("4711", {})
    assert not SocialToken.objects.exists()
    assert not SocialApp.objects.exists()
    known = EmailAddress.objects.filter(verified=True).values_list("email", flat=True)
    # Facebook does not say whether it has verified an address.
    assert list(known) == ([] if name == "facebook" else ["hala@mail.example"])
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            rows = str(cursor.fetchall())
            for forbidden in ("pictures.example", "1990-01-01", "ar_LB", "token-", SECRET):
                assert forbidden not in rows, table
            if name == "facebook":
                assert "hala@mail.example" not in rows


@pytest.mark.parametrize("taken", ["رئيس التحرير", "نشرة التجربة", "سماء"])
def test_the_name_is_checked_here_as_well(taken: str, provider: Provider, make_user: Any) -> None:
    naming.take_name(make_user(username="r-1"), "سماء")
    client = Client()
    there_and_back(client, "oidc")
    answer = client.post("/account/3rdparty/signup/", {"display_name": taken})
    assert answer.status_code == 200
    assert not SocialAccount.objects.exists()


def test_accounts_are_one_only_where_both_have_verified_the_address(
    provider: Provider, make_user: Any
) -> None:
    user = make_user(username="r-1", email="hala@mail.example")
    address = EmailAddress.objects.create(user=user, email=user.email, primary=True)
    # Somebody signed up with her address before her: it stays theirs, unproved, and she gets hers.
    sign_up("google")
    hers = SocialAccount.objects.get().user
    assert hers != user
    assert EmailAddress.objects.filter(user=hers, verified=True).exists()
    with unit_of_work(cause="test"):
        hers.delete()
    address.verified = True
    address.save()
    client = Client()
    there_and_back(client, "google")
    assert client.get("/account/").context["user"] == user
    assert SocialAccount.objects.get().user == user


@pytest.mark.parametrize("claim", [False, None, "true", "yes", 1])
def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(
    claim: Any, provider: Provider, make_user: Any
) -> None:
    user = make_user(username="r-1", email="hala@mail.example")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    provider.person["email_verified"] = claim
    sign_up("oidc", "غيرها تماما")
    assert SocialAccount.objects.get().user != user
    assert SocialAccount.objects.get().user.email == ""


def test_a_provider_opens_no_desk(provider: Provider, make_user: Any, settings: Any) -> None:
    user = make_user(Role.CHIEF_EDITOR, username="sama", email="hala@mail.example")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=True)
    client = sign_up("google", "غيرها تماما")
    assert SocialAccount.objects.get().user != user
    assert client.get("/desk/").status_code in {302, 403}
    SocialAccount.objects.all().delete()
    # By hand, staff may; and the second factor is asked for all the same.
    settings.NASHRA_SECOND_FACTOR = True
    client = Client()
    client.post("/desk/login/", {"username": "sama", "password": "long-enough-71"})
    answer = there_and_back(client, "google", process="connect")
    client.post(answer["Location"], {"password": "long-enough-71"})
    assert SocialAccount.objects.get().user == user
    other = Client()
    there_and_back(other, "google")
    assert other.get("/desk/")["Location"] == "/account/2fa/"


def test_somebody_elses_answer_signs_nobody_in(provider: Provider) -> None:
    client, victim = Client(), Client()
    leaving = client.post("/account/oidc/login/").content.decode()
    target = html.unescape(re.findall(r'url=([^"]+)"', leaving)[0])
    back = httpx.URL(httpx.get(target, follow_redirects=False).headers["Location"])
    answer = victim.get(f"{back.path}?{back.query.decode()}")
    assert answer.status_code in {200, 401}
    assert victim.get("/account/").status_code == 302
    # A forged start is not carried out: a form with its token is wanted.
    assert Client(enforce_csrf_checks=True).post("/account/oidc/login/").status_code == 403
    shown = Client().get("/account/oidc/login/")
    assert shown.status_code == 200
    assert "http-equiv" not in shown.content.decode()


@pytest.mark.parametrize("name", NAMES)
def test_who_changes_their_mind_is_told_and_not_in(name: str, provider: Provider) -> None:
    provider.refuses = True
    client = Client()
    answer = there_and_back(client, name)
    assert answer.status_code in {200, 302, 401}
    assert client.get("/account/").status_code == 302
    assert not User.objects.exists()


def test_a_provider_that_is_not_switched_on_has_no_address(newsroom: Any) -> None:
    for name in NAMES:
        assert Client().post(f"/account/{name}/login/").status_code == 404
        assert Client().get(f"/account/{name}/login/callback/").status_code == 404
    assert "facebook" not in Client().get("/account/login/").content.decode().lower()


def test_a_provider_given_in_part_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NASHRA_GOOGLE_ID", "x")
    with pytest.raises(ValueError, match="NASHRA_GOOGLE_SECRET must be given"):
        read_environment()
