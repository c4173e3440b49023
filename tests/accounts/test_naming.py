"""Who may be called what."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from nashra.accounts import naming
from nashra.accounts.models import Role, User
from nashra.changes.unit import unit_of_work
from nashra.newsroom.models import Agency, Author


@pytest.fixture
def reader(make_user: Any) -> Any:
    user = make_user(username="r-1")
    naming.take_name(user, "سماء الحلبي")
    User.objects.update(name_changed_at=timezone.now() - timedelta(days=8))
    user.refresh_from_db()
    return user


@pytest.mark.parametrize(
    "name",
    [
        "سماء  الحلبي", "سماء الحلبى", "سـماء الحلبي", "سَماء الحلبي", "ﺳﻤﺎء الحلبي",
        "سماء-الحلبي", "سماءالحلبي",
    ],
)  # fmt: skip
def test_nobody_takes_a_name_that_looks_like_anothers(name: str, reader: Any) -> None:
    assert naming.problem_of(name) == naming.WORDS[naming.Problem.TAKEN]
    assert naming.problem_of(name, reader) is None


def test_bidi_tricks_and_invisible_characters_make_no_name(reader: Any) -> None:
    for char in "\u202e\u2067\u200f\u200b\u2060\ufeff\u00ad":
        problem = naming.problem_of(f"رنا{char}د")
        assert problem == naming.WORDS[naming.Problem.INVISIBLE], hex(ord(char))


@pytest.mark.parametrize(
    "name",
    [
        "رئيس التحرير", "محرر الأخبار", "المحرّر", "إدارة الموقع", "الادارة", "admin", "Adm1n",
        "The Editor", "Nashra", "NASHRA team", "نشرة التجربة", "موقع نشرة التجربة الرسمي",
        "Trial Bulletin", "m o d e r a t o r", "مشرف", "Moderаtor"[:3] + "erator",
    ],
)  # fmt: skip
def test_nobody_passes_for_the_newsroom(name: str, newsroom: Any) -> None:
    assert naming.problem_of(name) is not None


@pytest.mark.parametrize(
    "name", ["برويز مشرف", "أحمد ضيف", "رسمي أبو علي", "Edith Orr", "منشور", "سالم مدني"]
)
def test_names_of_people_are_free(name: str, newsroom: Any) -> None:
    assert naming.problem_of(name) is None


def test_nobody_passes_for_staff_an_author_or_an_agency(make_user: Any) -> None:
    make_user(Role.REPORTER, username="nadir.k", display_name="نادر كرم")
    with unit_of_work(cause="test"):
        Agency.objects.create(name="وكالة البحر", name_en="Sea Wire", slug="sea")
        Author.objects.create(name="ليلى صفدي", name_en="Layla Safadi", slug="layla")
    for name in ("نادر كرم", "نادِر كرم", "nadir.k", "Layla Safadi", "ليلى صفدى", "وكالة البحر فرع"):
        assert naming.problem_of(name) == naming.WORDS["newsroom"], name
    assert naming.problem_of("ليلى صفدي الصغيرة") is None


def test_a_name_is_changed_once_a_week(reader: Any) -> None:
    client = Client()
    client.force_login(reader)
    assert client.post("/account/name/", {"display_name": "هالة مراد"}).status_code == 302
    reader.refresh_from_db()
    assert str(reader) == "هالة مراد"
    assert client.post("/account/name/", {"display_name": "ريم مراد"}).status_code == 200
    reader.refresh_from_db()
    assert str(reader) == "هالة مراد"
    # Her old name is free for others now.
    assert naming.problem_of("سماء الحلبي") is None


def test_who_is_confused_with_new_staff_is_told_and_may_change_at_once(
    reader: Any, make_user: Any
) -> None:
    User.objects.filter(pk=reader.pk).update(name_changed_at=timezone.now())
    reader.refresh_from_db()
    assert naming.next_change(reader) is not None
    make_user(Role.REPORTER, username="new", display_name="سماء الحلبي")
    assert naming.next_change(reader) is None
    client = Client()
    client.force_login(reader)
    assert client.get("/account/").context["confusable"]


def test_two_who_take_one_name_at_once_do_not_both_get_it(reader: Any, make_user: Any) -> None:
    with pytest.raises(ValidationError):
        naming.take_name(make_user(username="r-2"), "سماء الحلبي")
