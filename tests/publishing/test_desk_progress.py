"""The desk says how far a wide change has come."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from lxml import html
from wagtail.users.models import UserProfile

from nashra.accounts.models import Role
from nashra.publishing import health
from nashra.publishing.models import Epoch, PageTask, PublishedFile


def waiting(*numbers: int, **fields: Any) -> None:
    """Pages to be rendered."""
    values = {"priority": 20, "rank": 0, "cause": "test", **fields}
    PageTask.objects.bulk_create(PageTask(path=f"/a/{n}/", **values) for n in numbers)


def published(*numbers: int, epoch: int) -> None:
    """Pages as readers see them, of some epoch."""
    now = timezone.now()
    PublishedFile.objects.bulk_create(
        PublishedFile(
            path=f"/a/{n}/", number=n, kind="story", epoch=epoch, built_at=now, sort_at=now
        )
        for n in numbers
    )


@pytest.fixture
def client(make_user: Callable[..., Any], client: Client) -> Client:
    """A reporter: who changes one name sees what it sets off."""
    client.force_login(make_user(Role.REPORTER))
    return client


def answer(client: Client) -> dict[str, Any]:
    response = client.get(reverse("nashra_progress"))
    assert "no-store" in response["Cache-Control"]
    found: dict[str, Any] = response.json()
    return found


def notice(client: Client, url: str = "/desk/") -> str | None:
    """What a page says without its script; None while it says nothing."""
    page = html.fromstring(client.get(url).content.decode())
    (found,) = page.find_class("nashra-progress")
    assert found.get("data-from") == reverse("nashra_progress")
    return None if "hidden" in found.attrib else found.text_content()


def test_a_wide_change_is_counted_down_on_every_page(client: Client, section: Any) -> None:
    assert notice(client) is None
    waiting(*range(25))
    pages = ["/desk/", reverse("stories:index"), reverse("wagtailimages:index")]
    pages.append(reverse("wagtailadmin_explore", args=[section("local").pk]))
    for url in pages:
        assert notice(client, url) == "بقي تجديد 25 صفحة."
    PageTask.objects.filter(path="/a/3/").delete()
    assert answer(client) == {"left": 24, "more": False, "text": "بقي تجديد 24 صفحة."}
    PageTask.objects.all().delete()
    assert answer(client) == {"left": 0, "more": False, "text": ""}
    assert notice(client) is None


def test_an_edit_is_not_spoken_of(client: Client) -> None:
    waiting(*range(19))
    assert answer(client) == {"left": 19, "more": False, "text": ""}
    assert notice(client) is None


def test_pages_of_an_earlier_epoch_are_still_to_be_renewed(client: Client) -> None:
    old, new = (Epoch.objects.create(digest=str(n)).number for n in range(2))
    published(*range(30), epoch=old)
    published(*range(30, 90), epoch=new)
    waiting(*range(10, 40))
    assert answer(client)["left"] == 40
    PublishedFile.objects.update(epoch=new)
    assert answer(client)["left"] == 30


def test_what_failed_and_rests_does_not_keep_the_notice(client: Client) -> None:
    waiting(*range(40), not_before=timezone.now() + timedelta(minutes=5))
    waiting(*range(40, 60), not_before=timezone.now() - timedelta(minutes=5))
    assert answer(client)["left"] == 20


def test_a_large_archive_is_not_counted_to_its_end(client: Client, monkeypatch: Any) -> None:
    monkeypatch.setattr(health, "COUNTED", 30)
    waiting(*range(90))
    assert answer(client) == {"left": 30, "more": True, "text": "بقي تجديد أكثر من 30 صفحة."}


def test_it_speaks_the_editors_language(make_user: Any, client: Client) -> None:
    user = make_user(Role.CHIEF_EDITOR)
    UserProfile.objects.create(user=user, preferred_language="en")
    client.force_login(user)
    waiting(*range(21))
    assert notice(client) == answer(client)["text"] == "21 pages are still to be renewed."


def test_nobody_else_is_told(newsroom: Any) -> None:
    waiting(*range(25))
    stranger = Client()
    assert stranger.get(reverse("nashra_progress")).status_code == 302
    page = stranger.get(reverse("wagtailadmin_login")).content.decode()
    assert "nashra-progress" not in page
