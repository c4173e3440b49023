"""Live coverage: what its verbs do, who may, and what the outbox is told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes.models import Change, Fact, Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.actions import EntryChangedError, EntryContent
from nashra.newsroom.models import Coverage, JournalEntry, JournalEvent

State = JournalEntry.State


def text(words: str = "فُتح الطريق.") -> EntryContent:
    return EntryContent(html=f"<p>{words}</p>")


@pytest.fixture
def coverage(make_story: Any) -> Coverage:
    return actions.start_coverage(story=make_story("تغطية"), actor=None)


@pytest.fixture
def post(coverage: Coverage) -> Callable[..., JournalEntry]:
    def do(content: EntryContent | None = None, actor: Any = None, **more: Any) -> JournalEntry:
        return actions.post_entry(
            coverage=coverage, actor=actor, content=content or text(), **more
        )  # fmt: skip

    return do


def edit(entry: JournalEntry, actor: Any = None, **more: Any) -> JournalEntry:
    given = {
        "version": entry.version, "content": text("غيره"), "key": False, "pinned": False,
        "urgent": False, **more,
    }  # fmt: skip
    return actions.edit_entry(entry=entry, actor=actor, **given)


def journal(coverage: Coverage) -> list[tuple[int, str]]:
    return list(coverage.journal.order_by("number").values_list("number", "type"))


def test_every_verb_is_the_next_number(coverage: Coverage, post: Any) -> None:
    first, second = post(key=True), post()
    edit(second)
    actions.pause_coverage(coverage=coverage, actor=None, next_expected_at=timezone.now())
    actions.resume_coverage(coverage=coverage, actor=None)
    actions.retract_entry(entry=first, actor=None, reason="لم يثبت")
    actions.end_coverage(coverage=coverage, actor=None, summary="انتهى")
    actions.reopen_coverage(coverage=coverage, actor=None)
    kinds = ["state", "post", "post", "edit", "state", "state", "retract", "state", "state"]
    assert journal(coverage) == list(enumerate(kinds, start=1))
    assert [first.slot, second.slot] == [0, 1]


def test_what_changes_nothing_tells_nothing(coverage: Coverage, post: Any) -> None:
    entry = post()
    before = journal(coverage)
    edit(entry, content=text())
    actions.resume_coverage(coverage=coverage, actor=None)
    actions.reopen_coverage(coverage=coverage, actor=None)
    assert journal(coverage) == before


def test_the_same_token_is_one_entry(coverage: Coverage, post: Any) -> None:
    assert post(token="t1") == post(text("محاولة ثانية"), token="t1")
    assert coverage.entries.count() == 1
    assert journal(coverage)[-1] == (2, "post")


def test_an_old_version_is_refused_and_says_whose_stands(
    coverage: Coverage, post: Any, make_user: Any
) -> None:
    entry, editor = post(), make_user(Role.DESK_EDITOR, username="samar")
    edit(entry, editor)
    with pytest.raises(EntryChangedError) as refused:
        edit(entry, content=text("نصي أنا"))
    assert "samar" in refused.value.messages[0]
    assert refused.value.entry.content["html"] == "<p>غيره</p>"
    entry.refresh_from_db()
    assert entry.version == 2


def test_an_event_keeps_what_was_said_then(coverage: Coverage, post: Any) -> None:
    entry = post(text("الأول"))
    edit(entry, content=text("الثاني"))
    told = coverage.journal.filter(entry=entry).order_by("number")
    assert [event.payload["content"]["html"] for event in told] == ["<p>الأول</p>", "<p>الثاني</p>"]


def test_a_number_is_given_once(coverage: Coverage) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), unit_of_work(cause="test"):
        JournalEvent.objects.create(
            coverage=coverage, number=1, type="state", at=timezone.now(), payload={}
        )


def test_a_scheduled_entry_comes_when_it_is_due(coverage: Coverage, post: Any) -> None:
    soon = timezone.now() + timedelta(hours=1)
    later, now = post(publish_at=soon), post()
    assert (later.state, later.slot, now.slot) == (State.SCHEDULED, None, 0)
    assert actions.publish_due() == 0
    with unit_of_work(cause="test"):
        JournalEntry.objects.filter(pk=later.pk).update(at=timezone.now())
    assert actions.publish_due() == 1
    later.refresh_from_db()
    assert (later.state, later.slot) == (State.PUBLISHED, 1)
    assert Change.objects.latest("pk").priority == Priority.BREAKING


def test_what_is_scheduled_when_it_ends_waits_for_somebody(coverage: Coverage, post: Any) -> None:
    later = post(publish_at=timezone.now() + timedelta(hours=1))
    actions.end_coverage(coverage=coverage, actor=None, summary="انتهى")
    later.refresh_from_db()
    assert later.state == State.WAITING
    with pytest.raises(ValidationError, match="أعد فتحها"):
        post()


def test_reporters_write_and_editors_give_it_to_readers(
    coverage: Coverage, post: Any, make_user: Any
) -> None:
    reporter, editor = make_user(Role.REPORTER), make_user(Role.DESK_EDITOR)
    with pytest.raises(PermissionDenied):
        post(actor=reporter)
    with unit_of_work(cause="test"):
        type(coverage.story).objects.filter(pk=coverage.story.pk).update(owner=reporter)
    coverage.refresh_from_db()
    entry = post(actor=reporter)
    assert (entry.state, journal(coverage)) == (State.WAITING, [(1, "state")])
    entry = edit(entry, reporter)
    with pytest.raises(PermissionDenied):
        actions.approve_entry(entry=entry, actor=reporter)
    entry = actions.approve_entry(entry=entry, actor=editor)
    assert journal(coverage)[-1] == (2, "post")
    with pytest.raises(PermissionDenied):
        edit(entry, reporter)
    with pytest.raises(PermissionDenied):
        actions.retract_entry(entry=entry, actor=reporter, reason="خطأ")
    with pytest.raises(PermissionDenied):
        actions.end_coverage(coverage=coverage, actor=reporter, summary="انتهى")
    with pytest.raises(PermissionDenied):
        edit(post(actor=editor), reporter)


def test_an_entry_given_up_before_readers_had_it_leaves_no_trace(
    coverage: Coverage, post: Any
) -> None:
    entry = post(publish_at=timezone.now() + timedelta(hours=1))
    actions.retract_entry(entry=entry, actor=None, reason="")
    assert journal(coverage) == [(1, "state")]
    with pytest.raises(ValidationError):
        actions.retract_entry(entry=post(), actor=None, reason=" ")


@pytest.mark.parametrize(
    ("content", "field"),
    [
        (EntryContent(html="<p> </p>"), "html"),
        (EntryContent(kind="statement", text="سنعود"), "speaker"),
        (EntryContent(kind="statement", speaker="الوالي"), "text"),
        (EntryContent(kind="picture", image=404, alt="ميناء"), "image"),
        (EntryContent(kind="link", story="zzzzzzz"), "story"),
        (EntryContent(kind="poll"), "kind"),
        (EntryContent(html="<p>نص</p>", title="ع" * 300), "title"),
    ],
)
def test_what_an_entry_lacks_is_said_by_field(post: Any, content: EntryContent, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        post(content)
    assert field in refused.value.message_dict


def test_markup_is_cleaned(post: Any) -> None:
    dirty = (
        '<p onclick="x()">نص <b>مهم</b><script>x()</script> <a href="javascript:x()">أ</a> '
        '<a href="/desk/">ب</a> <a href="https://a.example/">ج</a><img src="https://b.example/">'
    )
    assert post(EntryContent(html=dirty)).content["html"] == (
        '<p>نص <b>مهم</b> <a rel="noopener">أ</a> <a rel="noopener">ب</a> '
        '<a href="https://a.example/" rel="noopener">ج</a></p>'
    )


def test_a_known_speaker_is_linked(post: Any) -> None:
    from nashra.newsroom.models import Person

    with unit_of_work(cause="test"):
        person = Person.objects.create(name="إلياس الحمصي", slug="elias")
    said = post(EntryContent(kind="statement", speaker="الياس الحمصي", text="سنعود"))
    assert said.content["person"] == person.pk


def test_the_outbox_names_few_keys(coverage: Coverage, post: Any, changed_keys: Any) -> None:
    own = f"coverage:{coverage.pk}"
    entry = post()
    since = changed_keys()
    post()
    assert since() == {f"{own}/head", f"{own}/page/0", f"{own}/tail"}
    since = changed_keys()
    edit(entry)
    assert since() == {f"{own}/head", f"{own}/page/0", f"{own}/tail"}
    since = changed_keys()
    actions.pause_coverage(coverage=coverage, actor=None)
    assert since() == {f"{own}/state", f"{own}/tail"}


def test_the_fiftieth_event_seals_a_segment_and_a_retraction_opens_it(
    coverage: Coverage, post: Any, changed_keys: Any
) -> None:
    own = f"coverage:{coverage.pk}"
    entries = [post() for _ in range(48)]
    since = changed_keys()
    post()
    assert f"{own}/segment/0" in since()
    since = changed_keys()
    actions.retract_entry(entry=entries[0], actor=None, reason="لم يثبت")
    assert f"{own}/segment/0" in since()


def test_facts_go_with_the_story_and_come_back(coverage: Coverage, post: Any) -> None:
    def held() -> set[str]:
        keys = Fact.objects.filter(key__startswith="coverage:").values_list("key", flat=True)
        return {key.partition("/")[2] for key in keys}

    for _ in range(49):
        post()
    everything = {"state", "head", "last", "tail", "page/0", "segment/0"}
    assert held() == everything
    story = coverage.story
    actions.retract_story(story=story, actor=None, reason="لم يثبت")
    assert held() == set()
    story.refresh_from_db()
    actions.restore_story(story=story, actor=None)
    assert held() == everything
    story.refresh_from_db()
    with unit_of_work(cause="test"):
        story.delete()
    assert held() == set()
    assert not JournalEvent.objects.exists()


def test_a_story_is_covered_once(coverage: Coverage) -> None:
    with pytest.raises(ValidationError, match="تغطية"):
        actions.start_coverage(story=coverage.story, actor=None)


def test_an_ending_needs_words(coverage: Coverage) -> None:
    for summary in (" ", "ط" * 2001):
        with pytest.raises(ValidationError):
            actions.end_coverage(coverage=coverage, actor=None, summary=summary)
