"""The queues on the desk, through its forms: decisions, conflicts, undo, and who may."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.community.models import Comment, Commenter, Decision, Discussion
from tests.community.written import discussion_of, known, report, write

State = Comment.State


def named(comment: Comment) -> str:
    comment.refresh_from_db()
    return f"{comment.pk}:{comment.version}"


def decide(client: Client, verb: str, *values: str, data: bool = True, **fields: str) -> Any:
    headers = {"accept": "application/json"} if data else {}
    return client.post(
        "/desk/discussion/decide/", {"verb": verb, "comment": list(values), **fields},
        headers=headers,
    )  # fmt: skip


def state(comment: Comment) -> str:
    comment.refresh_from_db()
    return comment.state


def test_approving_gives_a_comment_to_readers_with_a_place_and_a_count(
    desk: Client, story: Any, reader: Any
) -> None:
    first, second = write(story, reader, "أول"), write(story, reader, "ثان")
    assert decide(desk, "approve", named(second), named(first)).json()["ok"]
    assert (state(first), state(second)) == ("published", "published")
    assert sorted([first.slot, second.slot]) == [0, 1]  # type: ignore[type-var]
    assert Discussion.objects.get(pk=story.public_id).comments == 2
    assert Commenter.objects.get(pk=reader.pk).approved == 2


def test_rejecting_cites_a_rule_and_takes_the_comment_from_readers(
    desk: Client, story: Any, reader: Any, moderator: Any
) -> None:
    comment = write(story, reader, state="published")
    assert decide(desk, "reject", named(comment), rule="topic", note="ليس هنا").json()["ok"]
    assert (state(comment), comment.rule, comment.slot) == ("rejected", "topic", 0)
    decision = Decision.objects.get()
    assert (decision.verb, decision.rule, decision.standards) == ("reject", "topic", 1)
    assert (decision.by_id, decision.person_id, decision.note) == (
        moderator.pk, reader.pk, "ليس هنا",
    )  # fmt: skip
    assert Discussion.objects.get().comments == 0


@pytest.mark.parametrize("rule", ["", "no-such-rule"])
def test_no_rejection_without_a_rule(desk: Client, story: Any, reader: Any, rule: str) -> None:
    comment = write(story, reader)
    answer = decide(desk, "reject", named(comment), rule=rule)
    assert (answer.status_code, answer.json()["ok"]) == (422, False)
    assert state(comment) == "waiting"
    assert not Decision.objects.exists()


def test_two_moderators_never_decide_the_same_comment_unawares(
    desk: Client, story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    comment = write(story, reader, "نص للقرار")
    seen = named(comment)
    other = Client()
    other.force_login(make_user(Role.MODERATOR, display_name="منى"))
    assert decide(other, "reject", seen, rule="respect").status_code == 200
    answer = decide(desk, "approve", seen)
    assert answer.status_code == 409
    html = answer.json()["rows"][comment.pk]
    assert "منى" in html
    assert 'value="approve"' in html
    assert state(comment) == "rejected"
    # The row names the version that stands now: to press again is a decision.
    assert named(comment) in html
    assert decide(desk, "approve", named(comment)).status_code == 200
    assert state(comment) == "published"


def test_without_scripts_a_conflict_shows_the_comment_with_both_choices(
    desk: Client, story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    comment = write(story, reader, "نص للقرار")
    seen = named(comment)
    other = Client()
    other.force_login(make_user(Role.MODERATOR, display_name="منى"))
    decide(other, "approve", seen)
    answer = decide(desk, "reject", seen, data=False, rule="respect")
    text = answer.content.decode()
    assert answer.status_code == 409
    assert all(part in text for part in ("منى", "نص للقرار", named(comment), 'value="reject"'))
    assert state(comment) == "published"


def test_a_decision_is_undone_right_after_and_all_comes_back(
    desk: Client, story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    comment = write(story, reader, state="published", suspect=True)
    report(comment, make_user())
    seen = named(comment)
    answer = decide(
        desk, "reject", seen, data=False, rule="topic", back="/desk/discussion/q/reported/"
    )
    page = desk.get(answer["Location"])
    assert answer["Location"].startswith("/desk/discussion/q/reported/?done=")
    undo = f"/desk/discussion/undo/{Decision.objects.get().pk}/"
    assert undo in page.content.decode()
    desk.post(undo)
    assert (state(comment), comment.reports, comment.suspect, comment.rule) == (
        "published", 1, True, "",
    )  # fmt: skip
    assert comment.reported_by.filter(settled=False).count() == 1
    assert Discussion.objects.get().comments == 1
    assert list(Decision.objects.values_list("verb", flat=True)) == ["reject", "restore"]


def test_what_happened_since_is_not_undone(desk: Client, story: Any, reader: Any) -> None:
    comment = write(story, reader)
    decide(desk, "approve", named(comment))
    first = Decision.objects.get()
    decide(desk, "reject", named(comment), rule="topic")
    desk.post(f"/desk/discussion/undo/{first.pk}/")
    assert state(comment) == "rejected"


def test_in_bulk_what_can_be_decided_is_and_the_rest_is_told(
    desk: Client, story: Any, reader: Any
) -> None:
    comments = [write(story, reader, f"نص {n}") for n in range(3)]
    stale = f"{comments[1].pk}:9"
    answer = decide(desk, "approve", named(comments[0]), stale, named(comments[2]))
    assert answer.status_code == 409
    assert [state(one) for one in comments] == ["published", "waiting", "published"]
    assert "تعليقان" in answer.json()["message"]


def test_queues_hold_what_they_say(
    desk: Client, story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    waiting = write(story, reader, "ينتظر")
    reported = write(story, reader, "مبلغ عنه", state="published")
    report(reported, make_user(), "topic")
    suspect = write(story, reader, "مشتبه فيه", state="published", suspect=True)
    plain = write(story, reader, "سليم", state="published")
    for name, held in (
        ("waiting", {waiting}), ("reported", {reported}), ("suspect", {suspect}),
        ("all", {waiting, reported, suspect, plain}),
    ):  # fmt: skip
        page = desk.get(f"/desk/discussion/q/{name}/").content.decode()
        shown = {one for one in (waiting, reported, suspect, plain) if f'id="c-{one.pk}"' in page}
        assert shown == held, name
    assert desk.get("/desk/discussion/")["Location"] == "/desk/discussion/q/reported/"
    assert desk.get("/desk/discussion/q/nothing/").status_code == 404


def test_a_row_shows_why_where_and_whom_it_answers(desk: Client, story: Any, reader: Any) -> None:
    thread = write(story, reader, "الأصل المردود عليه", state="published")
    finding = {"phase": "words", "verdict": "hold", "reason": "banned_word",
               "spans": [[4, 9]], "word": "حمار"}  # fmt: skip
    write(story, reader, "انت ح.مار <script>", parent=thread, findings=[finding])
    page = desk.get("/desk/discussion/q/waiting/").content.decode()
    assert "<mark>ح.مار</mark>" in page
    assert "الأصل المردود عليه" in page
    assert "حمار" in page
    assert "&lt;script&gt;" in page


def test_a_mark_stands_where_the_word_was_found_in_whatever_paragraph(
    desk: Client, story: Any, reader: Any
) -> None:
    text = "سطر أول\n\nثم حمار هنا"
    at = text.index("حمار")
    finding = {"phase": "words", "verdict": "mark", "reason": "suspect_word",
               "spans": [[at, at + 4]], "word": "حمار"}  # fmt: skip
    write(story, reader, text, findings=[finding])
    page = desk.get("/desk/discussion/q/waiting/").content.decode()
    assert '<p dir="auto">ثم <mark>حمار</mark> هنا</p>' in page


def test_a_picked_comment_is_no_longer_when_it_is_rejected(
    desk: Client, story: Any, reader: Any
) -> None:
    comment = write(story, reader, state="published")
    assert decide(desk, "pick", named(comment)).json()["ok"]
    comment.refresh_from_db()
    assert comment.picked
    decide(desk, "reject", named(comment), rule="topic")
    comment.refresh_from_db()
    assert not comment.picked
    assert decide(desk, "pick", named(comment)).status_code == 422


def test_the_desk_knows_what_waits(desk: Client, story: Any, reader: Any) -> None:
    for number in range(3):
        write(story, reader, f"نص {number}")
    home = desk.get("/desk/").content.decode()
    assert "(3)" in home
    assert "/desk/discussion/q/waiting/" in home


def test_a_queue_goes_on_where_the_page_before_ended_without_gap_or_repeat(
    desk: Client, story: Any, reader: Any
) -> None:
    from nashra.community.queues import PAGE

    # All of one moment: the place must tell them apart.
    made = {write(story, reader, f"نص {n}").pk for n in range(PAGE + 7)}
    with unit_of_work(cause="test"):
        Comment.objects.update(created_at=timezone.now())
    address, seen = "/desk/discussion/q/waiting/", []
    while address:
        page = desk.get(address)
        seen += [row.comment.pk for row in page.context["rows"]]
        further = page.context["further"]
        address = f"/desk/discussion/q/waiting/{further}" if further else ""
    assert len(seen) == len(made)
    assert set(seen) == made


@pytest.mark.parametrize("after", ["", "x", "~", "2026-13-45T00:00~abc", "2026-01-01~a", "\x00"])
def test_a_place_that_is_none_shows_the_beginning(desk: Client, after: str) -> None:
    assert desk.get("/desk/discussion/q/waiting/", {"after": after}).status_code == 200


def test_the_story_page_closes_opens_and_sets_the_mode(
    story: Any, reader: Any, make_user: Callable[..., Any], section: Callable[..., Any]
) -> None:
    write(story, reader)
    client = Client()
    client.force_login(make_user(Role.DESK_EDITOR, section("local")))
    page = f"/desk/discussion/story/{story.public_id}/"
    shown = client.get(page).content.decode()
    assert 'value="approve"' not in shown
    client.post(f"{page}close/")
    assert Discussion.objects.get().closed_at is not None
    client.post(f"{page}open/")
    assert Discussion.objects.get().kept_open
    client.post(f"{page}mode/", {"mode": "before"})
    assert Discussion.objects.get().mode == "before"
    client.post(f"{page}mode/", {"mode": "nonsense"})
    assert Discussion.objects.get().mode == "before"
    assert list(Decision.objects.values_list("verb", flat=True)) == ["close", "open", "mode"]
    edit = client.get(f"/desk/pages/{story.pk}/edit/").content.decode()
    assert page in edit


def test_slow_mode_is_told_and_ended(desk: Client, story: Any) -> None:
    from nashra.community import actions

    actions.slow_discussion(discussion=discussion_of(story), newcomers=12)
    assert "خبر للنقاش" in desk.get("/desk/discussion/q/waiting/").content.decode()
    desk.post(f"/desk/discussion/story/{story.public_id}/slow/")
    assert Discussion.objects.get().slow_until is None


def test_the_way_back_never_leads_elsewhere(desk: Client, story: Any, reader: Any) -> None:
    for back in ("https://evil.example/", "//evil.example/desk/discussion/", "/desk/logout/", ""):
        comment = write(story, reader, f"نص {back}")
        answer = decide(desk, "approve", named(comment), data=False, back=back)
        assert answer["Location"].startswith("/desk/discussion/?done=")


def test_known_people_have_their_history_beside_their_comment(
    desk: Client, story: Any, reader: Any
) -> None:
    known(reader)
    for number in range(2):
        write(story, reader, f"نص {number}", state="published")
    write(story, reader, "مرفوض", state="rejected")
    write(story, reader, "ينتظر")
    row = desk.get("/desk/discussion/q/waiting/").context["rows"][0]
    assert row.history == {"published": 2, "rejected": 1, "waiting": 1}
