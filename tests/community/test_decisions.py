"""Sanctions, appeals and the audit log; nobody is shut out without being told."""

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.community import actions, rights
from nashra.community.models import Appeal, Comment, Decision, Sanction
from tests.community.written import write


def sanction(client: Client, person: Any, kind: str, **fields: Any) -> Any:
    address = f"/desk/discussion/person/{person.pk}/sanction/"
    return client.post(address, {"kind": kind, "rule": "respect", **fields})


def test_a_suspended_person_is_told_the_rule_and_the_end(
    desk: Client, story: Any, reader: Any
) -> None:
    comment = write(story, reader)
    sanction(desk, reader, "suspension", days="7", note="اهدأ", comment=comment.pk)
    made = Sanction.objects.get()
    assert made.until is not None
    assert timedelta(days=6, hours=23) < made.until - timezone.now() <= timedelta(days=7)
    refusal = rights.may_take_part(reader)
    assert refusal is not None
    assert refusal.sanction == made
    logged = Decision.objects.get()
    assert (logged.verb, logged.comment_id, logged.rule) == ("suspend", comment.pk, "respect")
    # What the person sees by itself.
    own = Client()
    own.force_login(reader)
    page = own.get("/talk/mine/").content.decode()
    assert "احترم من تخاطب" in page
    assert "اهدأ" in page


def test_a_suspension_ends_by_itself_and_a_ban_does_not(
    desk: Client, reader: Any, moderator: Any
) -> None:
    sanction(desk, reader, "suspension", days="1")
    with unit_of_work(cause="test"):
        Sanction.objects.update(until=timezone.now() - timedelta(seconds=1))
    assert rights.may_take_part(reader) is None
    sanction(desk, reader, "ban")
    refusal = rights.may_take_part(reader)
    assert refusal is not None
    assert refusal.sanction.kind == "ban"
    desk.post(f"/desk/discussion/sanctions/{refusal.sanction.pk}/lift/")
    assert rights.may_take_part(reader) is None
    verbs = list(Decision.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["suspend", "ban", "lift"]


def test_a_warning_keeps_from_nothing(desk: Client, reader: Any) -> None:
    sanction(desk, reader, "warning")
    assert Sanction.objects.get().kind == "warning"
    assert rights.may_take_part(reader) is None


@pytest.mark.parametrize(
    "fields",
    [
        {"kind": "suspension", "days": "0"}, {"kind": "suspension", "days": "99999"},
        {"kind": "suspension", "days": "-1"}, {"kind": "exile"}, {"kind": "ban", "rule": "none"},
    ],
)  # fmt: skip
def test_what_is_no_sanction_is_refused(desk: Client, reader: Any, fields: dict[str, str]) -> None:
    desk.post(f"/desk/discussion/person/{reader.pk}/sanction/", {"rule": "respect", **fields})
    assert not Sanction.objects.exists()
    assert not Decision.objects.exists()


def test_people_of_the_newsroom_are_not_sanctioned(
    desk: Client, make_user: Callable[..., Any]
) -> None:
    colleague = make_user(Role.REPORTER)
    sanction(desk, colleague, "ban")
    assert not Sanction.objects.exists()
    assert (
        'name="kind"' not in desk.get(f"/desk/discussion/person/{colleague.pk}/").content.decode()
    )


def rejected(story: Any, reader: Any) -> Comment:
    comment = write(story, reader, "رأي مرفوض")
    actions.reject_comment(comment=comment, actor=None, rule="topic")
    return comment


def test_a_rejection_has_one_appeal_and_a_person_answers_it(
    desk: Client, story: Any, reader: Any
) -> None:
    comment = rejected(story, reader)
    appeal = actions.appeal_decision(person=reader, comment=comment, text="لم أخرج عن الموضوع")
    with pytest.raises(ValidationError):
        actions.appeal_decision(person=reader, comment=comment, text="مرة أخرى")
    page = desk.get("/desk/discussion/appeals/").content.decode()
    assert "لم أخرج عن الموضوع" in page
    assert "رأي مرفوض" in page
    desk.post(f"/desk/discussion/appeals/{appeal.pk}/", {"verb": "grant", "answer": "معك حق"})
    comment.refresh_from_db()
    appeal.refresh_from_db()
    assert (comment.state, appeal.state, appeal.answer) == ("published", "granted", "معك حق")
    verbs = list(Decision.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["reject", "approve", "grant"]


def test_a_refused_appeal_is_the_last_word_of_the_form(
    desk: Client, story: Any, reader: Any
) -> None:
    appeal = actions.appeal_decision(person=reader, comment=rejected(story, reader), text="لماذا؟")
    assert (
        desk.post(f"/desk/discussion/appeals/{appeal.pk}/", {"verb": "refuse"}).status_code == 409
    )
    desk.post(f"/desk/discussion/appeals/{appeal.pk}/", {"verb": "refuse", "answer": "لأنه كذلك"})
    appeal.refresh_from_db()
    assert appeal.state == "refused"
    again = desk.post(f"/desk/discussion/appeals/{appeal.pk}/", {"verb": "grant", "answer": "نعم"})
    assert again.status_code == 409
    appeal.refresh_from_db()
    assert (appeal.state, appeal.answer) == ("refused", "لأنه كذلك")


def test_an_appeal_against_a_ban_lifts_it(desk: Client, reader: Any) -> None:
    made = actions.ban_person(person=reader, actor=None, rule="respect")
    appeal = actions.appeal_decision(person=reader, sanction=made, text="أعتذر")
    desk.post(f"/desk/discussion/appeals/{appeal.pk}/", {"verb": "grant", "answer": "قبلنا"})
    assert rights.may_take_part(reader) is None


def test_nobody_appeals_for_somebody_else_or_against_nothing(
    story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    comment = rejected(story, reader)
    with pytest.raises(PermissionDenied):
        actions.appeal_decision(person=make_user(), comment=comment, text="نيابة عنها")
    fine = write(story, reader, "سليم", state="published")
    with pytest.raises(ValidationError):
        actions.appeal_decision(person=reader, comment=fine, text="لا شيء")
    with pytest.raises(ValidationError):
        actions.appeal_decision(person=reader, comment=comment, text="  ")
    assert not Appeal.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE community_decision SET note = 'other'",
        "DELETE FROM community_decision",
        "INSERT OR REPLACE INTO community_decision SELECT * FROM community_decision",
    ],
)
def test_the_audit_log_cannot_be_changed(story: Any, reader: Any, statement: str) -> None:
    rejected(story, reader)
    before = list(Decision.objects.values())
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.update(note="other")
    with pytest.raises(DatabaseError), transaction.atomic():
        Decision.objects.get().delete()
    assert list(Decision.objects.values()) == before


def test_the_log_outlives_the_person_and_the_comment(desk: Client, story: Any, reader: Any) -> None:
    comment = rejected(story, reader)
    pk = comment.pk
    with unit_of_work(cause="test"):
        comment.delete()
        reader.delete()
    assert Decision.objects.get().comment_id == pk
    page = desk.get("/desk/discussion/log/").content.decode()
    assert pk in page
    assert "ليلى" not in page


def test_the_log_is_filtered_and_taken_away(desk: Client, story: Any, reader: Any) -> None:
    comment = write(story, reader)
    actions.reject_comment(comment=comment, actor=None, rule="topic", note="=1+1")
    actions.close_discussion(story=story, actor=None)
    shown = desk.get("/desk/discussion/log/", {"verb": "close"}).context["decisions"]
    assert [row["decision"].verb for row in shown] == ["close"]
    answer = desk.get("/desk/discussion/log.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [line["verb"] for line in lines] == ["close", "reject"]
    assert lines[1]["note"] == "'=1+1"
    today = timezone.localdate().isoformat()
    assert desk.get("/desk/discussion/log/", {"since": today}).context["decisions"]
    assert not desk.get("/desk/discussion/log/", {"until": "2020-01-01"}).context["decisions"]


@pytest.mark.parametrize("query", ["since=x", "by=999999999999999999999", "verb=x", "before=-1"])
def test_a_filter_that_is_none_is_left_out(desk: Client, query: str) -> None:
    assert desk.get(f"/desk/discussion/log/?{query}").status_code == 200


def test_statistics_say_how_long_comments_waited_and_who_decided(
    desk: Client, story: Any, reader: Any, moderator: Any
) -> None:
    for minutes, verb in ((10, "approve"), (30, "reject"), (50, "approve")):
        comment = write(story, reader, f"نص {minutes}", ago=timedelta(minutes=minutes))
        if verb == "approve":
            actions.approve_comment(comment=comment, actor=moderator)
        else:
            actions.reject_comment(comment=comment, actor=moderator, rule="topic")
    page = desk.get("/desk/discussion/statistics/")
    assert (page.context["total"], page.context["minutes"]) == (3, 30)
    (one,) = page.context["people"]
    assert (one.name, one.approved, one.rejected, one.minutes) == ("سامر", 2, 1, 30)
    text = page.content.decode()
    assert text.count("<svg") >= 3
    assert "<table" in text


def test_the_list_of_words_is_changed_and_tried_on_the_desk(desk: Client) -> None:
    page = "/desk/discussion/words/"
    desk.post(page, {"verb": "add", "words": "حمار\nكلب", "verdict": "banned"})
    tried = desk.post(page, {"verb": "try", "text": "هذا ح.م.ا.ر"}).content.decode()
    assert "<mark>ح.م.ا.ر</mark>" in tried
    wrong = desk.post(page, {"verb": "add", "words": "ب\nغبي", "verdict": "suspect"})
    assert wrong.status_code == 422
    assert "غبي" in wrong.content.decode()
    (word,) = desk.get(page, {"q": "حم"}).context["words"]
    desk.post(page, {"verb": "remove", "word": [word.pk]})
    assert "<mark>" not in desk.post(page, {"verb": "try", "text": "حمار"}).content.decode()
