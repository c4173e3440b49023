"""Accounts and roles, given on the desk."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from nashra.accounts import naming
from nashra.accounts.models import QueuedMail, Role
from nashra.newsroom.roles import roles_of

NEW = {
    "username": "huda",
    "display_name": "هدى سلوم",
    "email": "",
    "password1": "long-enough-71",
    "password2": "long-enough-71",
}


@pytest.fixture
def client(make_user: Any) -> Client:
    client = Client()
    client.force_login(make_user(Role.ADMINISTRATOR, username="root"))
    return client


def huda() -> Any:
    return get_user_model().objects.get(username="huda")


@pytest.mark.parametrize("role", list(Role))
def test_an_account_is_made_with_a_role(role: Role, client: Client) -> None:
    response = client.post("/desk/users/new/", NEW | {"role": role.value})
    assert response.status_code == 302
    assert roles_of(huda()) == [(role, None)]
    assert huda().is_superuser == (role is Role.ADMINISTRATOR)
    assert str(huda()) == "هدى سلوم"


def test_a_role_holds_in_the_chosen_sections(client: Client, section: Any) -> None:
    local, sport = section("local"), section("sport")
    client.post("/desk/users/new/", NEW | {"role": "desk_editor", "sections": [local.pk, sport.pk]})
    assert {s.slug for _, s in roles_of(huda()) if s} == {"local", "sport"}
    assert local.permissions_for_user(huda()).can_publish_subpage()
    assert not section("economy").permissions_for_user(huda()).can_add_subpage()


def test_a_new_role_takes_the_old_one_away(client: Client, section: Any) -> None:
    client.post("/desk/users/new/", NEW | {"role": "administrator"})
    url = f"/desk/users/edit/{huda().pk}/"
    form = {"username": "huda", "display_name": "هدى سلوم", "email": "", "is_active": "on"}
    sport = section("sport")
    client.post(url, form | {"role": "reporter", "sections": [sport.pk]})
    assert roles_of(huda()) == [(Role.REPORTER, sport)]
    assert not huda().is_superuser
    client.post(url, form | {"role": ""})
    assert roles_of(huda()) == []
    assert not huda().has_perm("wagtailadmin.access_admin")


def test_a_chief_editor_has_no_section(client: Client, section: Any) -> None:
    chosen = {"role": "chief_editor", "sections": [section("sport").pk]}
    client.post("/desk/users/new/", NEW | chosen)
    assert roles_of(huda()) == [(Role.CHIEF_EDITOR, None)]


def test_nobody_takes_their_own_role(client: Client) -> None:
    me = get_user_model().objects.get(username="root")
    form = {"username": "root", "display_name": "المدير", "email": "", "role": "reporter"}
    assert client.post(f"/desk/users/edit/{me.pk}/", form).status_code == 302
    me.refresh_from_db()
    assert me.is_superuser


def test_the_list_shows_roles(client: Client, section: Any) -> None:
    client.post("/desk/users/new/", NEW | {"role": "reporter", "sections": [section("sport").pk]})
    page = client.get("/desk/users/").content.decode()
    assert "هدى سلوم" in page
    assert "مراسل: الرياضة" in page


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators_manage_accounts(role: Role, make_user: Any) -> None:
    person = make_user(role)
    client = Client()
    client.force_login(person)
    for url in ("/desk/users/", "/desk/users/new/", f"/desk/users/edit/{person.pk}/"):
        assert client.get(url).status_code in {302, 403}
    client.post("/desk/users/new/", NEW | {"role": "administrator"})
    assert not get_user_model().objects.filter(username="huda").exists()
    assert client.get("/desk/groups/").status_code in {302, 403}


def test_a_reader_who_is_renamed_on_the_desk_looks_like_nobody_else(
    client: Client, make_user: Any
) -> None:
    first, second = make_user(username="r-1"), make_user(username="r-2")
    naming.take_name(first, "سماء الحلبي")
    naming.take_name(second, "ريم مراد")
    url = f"/desk/users/edit/{second.pk}/"
    form = {"username": "r-2", "email": "", "is_active": "on", "role": ""}
    assert client.post(url, form | {"display_name": "سمـاء الحلبى"}).status_code == 200
    assert client.post(url, form | {"display_name": "ريم الجديدة"}).status_code == 302
    second.refresh_from_db()
    assert str(second) == "ريم الجديدة"
    assert naming.problem_of("ريم مراد") is None
    assert naming.problem_of("ريم الجديده") is not None


def test_the_desk_leads_to_ones_account(client: Client) -> None:
    page = client.get("/desk/account/").content.decode()
    assert 'href="/account/"' in page
    assert "password-old_password" not in page


def test_mails_that_were_given_up_are_shown_to_administrators(
    client: Client, make_user: Any
) -> None:
    assert "وتُركت" not in client.get("/desk/").content.decode()
    QueuedMail.objects.create(to="x@mail.example", subject="-", body="-")
    assert "وتُركت" not in client.get("/desk/").content.decode()
    QueuedMail.objects.update(given_up_at=timezone.now())
    page = client.get("/desk/").content.decode()
    assert "وتُركت" in page
    assert "x@mail.example" not in page
    reporter = Client()
    reporter.force_login(make_user(Role.REPORTER))
    assert "وتُركت" not in reporter.get("/desk/").content.decode()
