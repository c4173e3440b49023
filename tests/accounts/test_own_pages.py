"""What people do with their account: browsers, data, leaving."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.db import connection
from django.test import Client
from django.utils import timezone

from nashra.accounts.models import Session, User
from nashra.changes.unit import unit_of_work
from nashra.community import actions
from nashra.community.models import Comment
from nashra.newsroom import departures
from tests.community.written import known, report, write

PASSWORD = "long-enough-71"
ADDRESS = "salma@mail.example"
NAME = "سلمى القارئة"


@pytest.fixture
def reader(make_user: Any) -> Any:
    user = make_user(username="salma", display_name=NAME, email=ADDRESS)
    EmailAddress.objects.create(user=user, email=ADDRESS, verified=True, primary=True)
    return known(user)


def signed_in(username: str = "salma") -> Client:
    client = Client(HTTP_USER_AGENT="Telltale/1.0", REMOTE_ADDR="198.51.100.77")
    answer = client.post("/account/login/", {"login": username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def proved(client: Client) -> Client:
    """Has just given the password again."""
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.status_code == 302
    return client


def everything() -> str:
    """Every table, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [f"{table}: {row}" for row in cursor.fetchall()]
    return "\n".join(found)


def pass_a_day() -> None:
    long_ago = timezone.now() - timedelta(hours=24, seconds=1)
    with unit_of_work(cause="test"):
        User.objects.exclude(deletion_asked_at=None).update(deletion_asked_at=long_ago)
    departures.delete_due(Path())


def test_browsers_are_listed_named_and_signed_out_one_by_one(reader: Any) -> None:
    here, there = signed_in(), signed_in()
    page = here.get("/account/sessions/").content.decode()
    assert page.count("متصفح بلا اسم") == 2
    assert "(هذا)" in page
    rows = set(Session.objects.filter(user=reader).values_list("pk", flat=True))
    here.post("/account/sessions/end-others/")
    [mine] = Session.objects.filter(user=reader).values_list("pk", flat=True)
    assert there.get("/account/").status_code == 302
    here.post("/account/sessions/rename/", {"session": mine, "name": "  هاتفي‮ <b>"})
    assert Session.objects.get(pk=mine).name == "هاتفي <b>"
    assert "هاتفي &lt;b&gt;" in here.get("/account/sessions/").content.decode()
    again = signed_in()
    [other] = set(Session.objects.filter(user=reader).values_list("pk", flat=True)) - {mine}
    assert other not in rows
    here.post("/account/sessions/end/", {"session": other})
    assert again.get("/account/").status_code == 302
    here.post("/account/sessions/end/", {"session": mine})
    assert here.get("/account/").status_code == 302


def test_nobody_touches_the_sessions_of_others(reader: Any, make_user: Any) -> None:
    make_user(username="omar")
    signed_in()
    stranger = signed_in("omar")
    row = Session.objects.get(user=reader).pk
    for verb in ("end", "rename"):
        answer = stranger.post(f"/account/sessions/{verb}/", {"session": row, "name": "x"})
        assert answer.status_code == 404
    stranger.post("/account/sessions/end-others/")
    assert Session.objects.get(user=reader).name == ""


def test_no_address_and_no_browser_is_kept(reader: Any) -> None:
    client = proved(signed_in())
    client.get("/account/sessions/")
    kept = everything()
    assert "Telltale" not in kept
    assert "198.51.100.77" not in kept


def test_a_new_password_ends_the_other_sessions(reader: Any) -> None:
    here, there = signed_in(), signed_in()
    new = "another-long-word-9"
    form = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert here.post("/account/password/change/", form).status_code == 302
    assert here.get("/account/").status_code == 200
    assert there.get("/account/").status_code == 302


def test_all_that_one_wrote_is_taken_along(reader: Any, make_story: Any, make_user: Any) -> None:
    story = make_story("خبر للنقاش")
    mine = write(story, reader, "رأيي في الخبر.", state="published")
    other = write(story, make_user(username="omar"), "رأي غيري.", state="published")
    actions.respect_comment(comment=other, person=reader)
    report(other, reader)
    client = signed_in()
    assert client.post("/account/export/").status_code == 302
    answer = proved(client).post("/account/export/")
    assert answer["Content-Disposition"].startswith("attachment")
    told = json.loads(answer.content)
    assert told["account"]["addresses"] == [{"email": ADDRESS, "verified": True}]
    discussions = told["discussions"]
    assert [one["text"] for one in discussions["comments"]] == ["رأيي في الخبر."]
    assert discussions["comments"][0]["id"] == mine.public_id
    assert discussions["respected"] == [other.public_id]
    assert discussions["reports"][0]["comment"] == other.public_id
    assert "رأي غيري." not in answer.content.decode()


@pytest.mark.parametrize("choice", ["keep", "remove"])
def test_a_deleted_account_leaves_nothing(
    choice: str, reader: Any, make_story: Any, make_user: Any
) -> None:
    story = make_story("خبر للنقاش")
    mine = write(story, reader, "كلام لا يقوله غيري.", state="published")
    answer = write(story, make_user(username="omar"), "رد عليه.", state="published", parent=mine)
    waiting = write(story, reader, "كلام منتظر.", state="waiting")
    client, elsewhere = proved(signed_in()), signed_in()
    number = reader.pk
    assert client.post("/account/delete/", {"comments": "?"}).status_code == 400
    assert client.post("/account/delete/", {"comments": choice}).status_code == 302
    for one in (client, elsewhere):
        assert one.get("/account/").status_code == 302
    departures.delete_due(Path())
    assert User.objects.filter(pk=number).exists()
    pass_a_day()
    kept = everything()
    for trace in (ADDRESS, NAME, "salma"):
        assert trace not in kept
    for text in ("كلام لا يقوله غيري.", "كلام منتظر."):
        assert (text in kept) is (choice == "keep")
    state = Comment.State.PUBLISHED if choice == "keep" else Comment.State.WITHDRAWN
    row = Comment.objects.get(pk=mine.pk)
    assert (row.state, row.author, row.guest) == (state, None, "")
    assert Comment.objects.get(pk=answer.pk).state == Comment.State.PUBLISHED
    assert Comment.objects.filter(pk=waiting.pk, author=None).exists()


def test_signing_in_calls_the_deletion_off(reader: Any) -> None:
    client = proved(signed_in())
    client.post("/account/delete/", {"comments": "remove"})
    told = signed_in().get("/account/").content.decode()
    assert "أُلغي حذفه" in told
    pass_a_day()
    assert User.objects.filter(username="salma").exists()


def test_the_newsroom_does_not_delete_itself(make_user: Any) -> None:
    from nashra.accounts.models import Role

    make_user(Role.CHIEF_EDITOR, username="sama")
    client = proved(signed_in("sama"))
    client.post("/account/delete/", {"comments": "keep"})
    pass_a_day()
    assert User.objects.filter(username="sama").exists()


@pytest.mark.parametrize(
    "path", ["", "name/", "sessions/", "export/", "delete/", "2fa/", "3rdparty/"]
)
def test_strangers_are_led_to_sign_in_and_back(path: str, db: None) -> None:
    answer = Client().get(f"/account/{path}")
    assert answer.status_code == 302
    assert answer["Location"] == f"/account/login/?next=/account/{path}"
