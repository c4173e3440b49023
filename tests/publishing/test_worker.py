"""From a commit to files, and what can go wrong between."""

import itertools
import json
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db.models import QuerySet
from django.test import Client
from django.utils import timezone

from nashra.changes.models import Change, Priority
from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions, bulk, queries
from nashra.newsroom.models import (
    Author,
    Breaking,
    Newsroom,
    StaticPage,
    Storyline,
    StoryPage,
    Tag,
)
from nashra.publishing import health, jinja, lease, pages, scripts, tables, verify, worker
from nashra.publishing.batch import Batch
from nashra.publishing.build import prepare
from nashra.publishing.explain import explain
from nashra.publishing.lease import LeaseLost, LeaseTaken, acquire
from nashra.publishing.models import PageFailure, PageTask, PublishedFile, WorkerLease
from nashra.publishing.store import Root
from nashra.publishing.worker import Worker
from tests.publishing.conftest import Published, address


def test_a_publication_reaches_article_home_section_tag_author_and_feeds(
    published: Published,
) -> None:
    story = published.story("ميناء جديد", tags=("الميناء",), authors=("ليلى حداد",))
    published.worker.drain()
    assert "ميناء جديد" in published.read(address(story))
    tag, author = Tag.objects.get(), Author.objects.get()
    for path in (
        "/", "/section/local/", "/section/local/archive/0/", f"/tag/{tag.slug}/",
        f"/author/{author.slug}/", "/latest/", "/latest/fragment.html", "/feed.xml",
        "/section/local/feed.xml",
    ):  # fmt: skip
        assert "ميناء جديد" in published.read(path), path
    assert f"/a/{story.public_id}/" in published.read("/sitemap/0.xml")


def test_a_typo_in_a_body_touches_no_listing(published: Published) -> None:
    story = published.story()
    published.worker.drain()
    before = dict(PublishedFile.objects.values_list("path", "built_at"))
    story.body = [*story.body.raw_data, {"type": "paragraph", "value": "<p>تصويب.</p>"}]
    with unit_of_work(cause="test"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)
    published.worker.drain()
    after = dict(PublishedFile.objects.values_list("path", "built_at"))
    assert {path for path in after if after[path] != before.get(path)} == {
        address(story), "/sitemap/0.xml"
    }  # fmt: skip


def test_a_publication_without_change_writes_nothing(published: Published) -> None:
    story = published.story()
    published.worker.drain()
    changes = Change.objects.count()
    actions.publish_story(story=story, actor=None)
    assert Change.objects.count() == changes


def test_retract_leaves_a_tombstone_with_the_reason_and_restore_brings_it_back(
    published: Published,
) -> None:
    story = published.story("خبر يُسحب")
    published.worker.drain()
    actions.retract_story(story=story, actor=None, reason="تبيّن أن الوثيقة مزورة.")
    published.worker.drain()
    assert "تبيّن أن الوثيقة مزورة." in published.read(address(story))
    assert published.read(f"{address(story)}gone.txt") == "410\n"
    assert "خبر يُسحب" not in published.read("/section/local/")
    story.refresh_from_db()
    actions.restore_story(story=story, actor=None)
    published.worker.drain()
    assert "خبر يُسحب" in published.read(address(story))
    assert not published.stands(f"{address(story)}gone.txt")
    assert "خبر يُسحب" in published.read("/section/local/archive/0/")


def test_a_draft_reaches_nobody(published: Published) -> None:
    section = queries.section_by_slug("local")
    assert section is not None
    from nashra.newsroom.content import StoryContent

    story = actions.create_draft(
        section=section, actor=None, content=StoryContent(headline="سرّ لم ينشر")
    )
    published.worker.drain()
    assert not published.stands(address(story))
    assert "سرّ لم ينشر" not in published.read("/latest/")


def test_an_expired_and_a_scheduled_story_change_when_due(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = published.story("ينتهي")
    later = published.story("يبدأ", section="sport")
    with unit_of_work(cause="test"):
        later.unpublish()
    soon = timezone.now() + timedelta(hours=1)
    actions.schedule_story(story=later, actor=None, at=soon)
    with unit_of_work(cause="test"):
        StoryPage.objects.filter(pk=story.pk).update(expire_at=soon)
    published.worker.drain()
    assert actions.publish_due() == 0
    monkeypatch.setattr(timezone, "now", lambda: soon + timedelta(seconds=1))
    assert actions.publish_due() == 2
    published.worker.drain()
    assert "يبدأ" in published.read(address(later))
    assert published.stands(f"{address(story)}gone.txt")


def test_one_background_is_updated_in_every_story_that_carries_it(published: Published) -> None:
    with unit_of_work(cause="test"):
        line = Storyline.objects.create(name="العاصفة", slug="storm", background="<p>قديم</p>")
    stories = [published.story(f"خبر {n}", body=(("background", None),)) for n in range(3)]
    for story in stories:
        story.storyline = line
        with unit_of_work(cause="test"):
            story.save_revision()
            actions.publish_story(story=story, actor=None)
    published.worker.drain()
    assert all("قديم" in published.read(address(story)) for story in stories)
    line.background = "<p>خلفية محدثة</p>"
    with unit_of_work(cause="test"):
        line.save()
    published.worker.drain()
    assert all("خلفية محدثة" in published.read(address(story)) for story in stories)


def test_a_new_name_of_the_site_is_a_new_epoch_swept_newest_first(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    new = published.story("الأحدث")
    old = published.story("الأقدم", first_published_at=timezone.now() - timedelta(days=9))
    published.worker.drain()
    home = queries.homes()[0]
    home.title = "اسم آخر"
    with unit_of_work(cause="test"):
        home.save()
    written: list[str] = []
    place = Root.place

    def record(self: Root, path: str, *, tag: str = "") -> None:
        written.append(path)
        place(self, path, tag=tag)

    monkeypatch.setattr(Root, "place", record)
    published.worker.drain()
    assert "اسم آخر" in published.read(address(old))
    assert written.index(address(new)) < written.index(address(old))


def test_a_breaking_story_overtakes_a_sweep(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "BATCH", 4)
    for number in range(6):
        published.story(f"خبر {number}")
    published.worker.drain()
    room = Newsroom.objects.get()
    room.months = "levantine"
    with unit_of_work(cause="test"):
        room.save()
    published.worker.step()
    story = published.story("عاجل", urgency="flash")
    assert Change.objects.latest("id").priority == Priority.BREAKING
    published.worker.step()
    assert "عاجل" in published.read(address(story))
    assert health.read_status().stale > 0


def test_a_page_that_fails_keeps_its_last_good_version_and_the_rest_goes_on(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = published.story("سليم قبل العطل"), published.story("آخر")
    published.worker.drain()
    render = jinja.render

    def fail(view: Any, *, site: Any) -> str:
        if getattr(view, "id", "") == bad.public_id and view.kind == "story":
            raise RuntimeError("a template broke")
        return render(view, site=site)

    monkeypatch.setattr(jinja, "render", fail)
    for story in (bad, good):
        story.headline = "بعد التعديل"
        with unit_of_work(cause="test"):
            story.save_revision()
            actions.publish_story(story=story, actor=None)
    published.worker.drain()
    assert "سليم قبل العطل" in published.read(address(bad))
    assert "بعد التعديل" in published.read(address(good))
    assert "a template broke" in PageFailure.objects.get(path=address(bad)).error
    told = explain(address(bad))
    assert told is not None
    assert f"story:{bad.public_id}/body" in told.keys
    monkeypatch.setattr(jinja, "render", render)
    PageTask.objects.update(not_before=None)
    published.worker.drain()
    assert "بعد التعديل" in published.read(address(bad))
    assert not PageFailure.objects.exists()


def test_full_disk_keeps_the_task_until_there_is_room(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = published.story()

    def full(self: Root, path: str, body: bytes) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(Root, "stage", full)
        with pytest.raises(OSError, match="No space"):
            published.worker.drain()
    assert not published.stands(address(story))
    published.worker.drain()
    assert published.stands(address(story))


def test_a_worker_that_lost_its_lease_writes_no_more_and_its_files_are_mended(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = published.story("قبل")
    slow = published.worker
    place = Root.place

    def overtaken(self: Root, path: str, *, tag: str = "") -> None:
        monkeypatch.setattr(Root, "place", place)
        place(self, path, tag=tag)
        self.file(path).write_bytes(b"stale bytes of a slow worker")
        published.restart()

    monkeypatch.setattr(Root, "place", overtaken)
    with pytest.raises(LeaseLost):
        slow.drain()
    published.worker.drain()
    assert "قبل" in published.read(address(story))
    assert list(verify.faults(published.worker.root)) == []


def test_a_second_worker_is_refused_while_the_first_lives(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lease, "holder_name", lambda: "elsewhere:1")
    clock = itertools.count(1000, 10)
    monkeypatch.setattr("time.monotonic", lambda: next(clock))
    for _ in range(4):
        with pytest.raises(LeaseTaken):
            acquire()
        published.worker.lease.beat()
    for _ in range(2):
        with pytest.raises(LeaseTaken):
            acquire()
    assert acquire().generation > published.worker.lease.generation, "silent for 20 s"


@pytest.mark.parametrize("hours", [1, -1])
def test_a_clock_that_jumps_takes_no_lease_from_a_living_worker(
    published: Published, monkeypatch: pytest.MonkeyPatch, hours: int
) -> None:
    monkeypatch.setattr(lease, "holder_name", lambda: "elsewhere:1")
    jumped = timezone.now() + timedelta(hours=hours)
    monkeypatch.setattr(timezone, "now", lambda: jumped)
    with pytest.raises(LeaseTaken):
        acquire()


def test_a_holder_elsewhere_that_was_not_heard_of_for_long_is_followed_at_once(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    WorkerLease.objects.update(
        holder="elsewhere:1", heartbeat_at=timezone.now() - timedelta(minutes=1)
    )
    assert acquire().generation > published.worker.lease.generation


def test_power_loss_is_mended_at_start(published: Published) -> None:
    story = published.story()
    published.worker.drain()
    root = published.worker.root
    root.file(address(story)).write_bytes(b"")
    home = root.file("/")
    home.with_name("index.html.br").unlink()
    (published.site / ".nashra-new/1-index.html").write_bytes(b"half")
    published.restart().drain()
    assert list(verify.faults(published.worker.root)) == []
    assert not list((published.site / ".nashra-new").iterdir())


def test_what_should_stand_is_listed_without_a_query_that_stays_open(
    published: Published, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that stays open holds a snapshot from which SQLite lets nobody write any more."""
    paths = [address(published.story(f"خبر {number}")) for number in range(5)]
    actions.retract_story(
        story=StoryPage.objects.get(public_id=paths[0][3:10]), actor=None, reason="خطأ"
    )

    def iterator(*_: object, **__: object) -> None:
        raise AssertionError("a query stays open")

    monkeypatch.setattr(QuerySet, "iterator", iterator)
    monkeypatch.setattr(bulk.column, "__defaults__", (2,))
    assert set(paths) <= set(pages.every_path())


def test_verify_finds_and_repairs_every_kind_of_fault(published: Published) -> None:
    story = published.story()
    published.worker.drain()
    root = published.worker.root
    root.file(address(story)).write_text("changed by hand", encoding="utf-8")
    root.file("/feed.xml").unlink()
    root.file("/latest/").with_name("index.html.gz").write_bytes(b"nonsense")
    (published.site / "stray.html").write_text("stray", encoding="utf-8")
    PublishedFile.objects.filter(path="/404.html").delete()
    found = {fault.path: fault.fault for fault in verify.faults(root)}
    assert found[address(story)] == "wrong size"
    assert found["/feed.xml"] == "missing feed.xml"
    assert found["/latest/"] == "wrong bytes in .gz"
    assert found["/stray.html"] == "stray"
    assert found["/404.html"] in {"not published", "stray"}
    faults = list(verify.faults(root))
    verify.rewrite(faults)
    published.worker.drain()
    assert (published.site / "stray.html").exists()
    verify.remove_strays(root, faults)
    assert list(verify.faults(root)) == []


def test_explain_tells_what_a_page_read_and_why_it_was_rebuilt(published: Published) -> None:
    story = published.story(authors=("ليلى حداد",))
    published.worker.drain()
    author = Author.objects.get()
    author.name = "ليلى حدّاد"
    with unit_of_work(cause="rename"):
        author.save()
    published.worker.drain()
    found = explain(address(story))
    assert found is not None
    assert found.cause == "rename"
    assert found.changed_keys == (f"author:{author.pk}",)
    assert f"story:{story.public_id}/body" in found.keys
    assert explain("/nowhere/") is None


def test_health_tells_a_living_worker_from_a_dead_one(published: Published, client: Client) -> None:
    assert client.get("/healthz").status_code == 200
    WorkerLease.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    response = client.get("/healthz")
    assert response.status_code == 503
    assert response.json()["worker"] is False


def test_servers_learn_the_hashes_of_inline_code(published: Published, tmp_path: Path) -> None:
    headers = json.loads((tmp_path / "headers.json").read_text(encoding="utf-8"))
    assert headers["csp"]
    for value in jinja.inline_hashes():
        assert value in headers["csp"]


def test_a_picture_that_no_page_shows_any_more_goes(published: Published) -> None:
    from tests.publishing.pictures import image

    picture = image("ميناء")
    story = published.story()
    story.lead_image, story.lead_alt = picture, "رافعات"
    with unit_of_work(cause="test"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)
    published.worker.drain()
    shown = list(PublishedFile.objects.filter(kind="picture").values_list("path", flat=True))
    assert shown
    assert all(published.stands(path) for path in shown)
    story.lead_image = None
    with unit_of_work(cause="test"):
        story.save_revision()
        actions.publish_story(story=story, actor=None)
    published.worker.drain()
    assert not any(published.stands(path) for path in shown)
    assert list(verify.faults(published.worker.root)) == []


def test_a_worker_needs_the_newsroom_only(db: None, tmp_path: Path) -> None:
    worker = Worker(root=tmp_path / "site", home=tmp_path)
    worker.drain()
    assert worker.step() is False


def test_the_desk_says_when_the_worker_is_down(published: Published, client: Client) -> None:
    from nashra.accounts.models import Role, User

    user = User.objects.create_user("chief", password="x")
    actions.grant_role(user=user, role=Role.ADMINISTRATOR)
    client.force_login(user)
    story = published.story()
    published.worker.drain()
    edit = f"/desk/pages/{story.pk}/edit/"
    for address_ in ("/desk/", edit):
        assert "nashra-trouble" not in client.get(address_).content.decode()
    WorkerLease.objects.update(heartbeat_at=timezone.now() - timedelta(minutes=1))
    for address_ in ("/desk/", edit):
        assert "خدمة النشر متوقفة" in client.get(address_).content.decode()


def test_a_story_in_two_sections_is_shown_once_on_the_front_page(published: Published) -> None:
    for number in range(3):
        published.story(f"مقدمة {number}", section="economy")
    story = published.story("خبر القسمين", first_published_at=timezone.now() - timedelta(days=2))
    sport = queries.section_by_slug("sport")
    draft: Any = story.get_latest_revision_as_object()
    draft.further_sections = [sport]
    with unit_of_work(cause="test"):
        draft.save_revision()
        actions.publish_story(story=story, actor=None)
    published.worker.drain()
    assert published.read("/").count(">خبر القسمين<") == 1
    assert "خبر القسمين" in published.read("/section/sport/")


def test_the_script_that_follows_a_page_is_a_published_file(published: Published) -> None:
    body = published.read("/assets/live.js")
    assert body == scripts.live_script()
    assert published.worker.root.file("/assets/live.js.br").exists()


def test_what_a_release_brings_stands_before_the_pages_that_link_to_it(
    published: Published,
) -> None:
    published.story("خبر")
    published.worker.drain()
    new = ["/assets/live.js", "/breaking/", "/breaking/fragment.html", "/en/breaking/"]
    PublishedFile.objects.filter(path__in=new).delete()
    for path in new:
        published.worker.root.remove(path)
    published.worker.close()
    worker = Worker(root=published.site, home=published.site.parent)
    worker.renew_epoch(forced=True)
    while not published.stands("/en/breaking/"):
        assert worker.step()
    assert all(published.stands(path) for path in new)
    assert not published.stands("/breaking/nothing.html")
    assert PublishedFile.objects.filter(epoch__lt=worker.epoch.number).exists(), "the sweep is on"


@pytest.mark.parametrize("path", ["standards", "section/local", "about"])
def test_what_every_page_links_to_is_linked_to_once_it_stands(
    path: str, published: Published
) -> None:
    about()
    published.worker.drain()
    before = published.read("/404.html")
    assert f"{path}/" in before
    published.worker.close()
    PublishedFile.objects.filter(path=f"/{path}/").delete()
    published.worker.root.remove(f"/{path}/")
    worker = Worker(root=published.site, home=published.site.parent)
    tables.add_tasks([f"/{path}/"], priority=Priority.EDIT, cause="test")
    worker.drain()
    assert published.stands(f"/{path}/")
    assert published.read("/404.html") == before


def test_a_first_build_renders_each_page_once(
    newsroom: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    about()
    rendered: Counter[str] = Counter()
    render = Batch._render

    def counted(batch: Batch, path: str) -> Any:
        rendered[path] += 1
        return render(batch, path)

    monkeypatch.setattr(Batch, "_render", counted)
    published = Published(tmp_path)
    assert "about/" in published.read("/")
    assert {k: v for k, v in rendered.items() if v != 1} == {}


def about() -> None:
    """A static page, which every page links to."""
    home = queries.homes()[0]
    with unit_of_work(cause="test"):
        page = StaticPage(title="من نحن", slug="about", kind="about", body="<p>نص.</p>")
        home.add_child(instance=page)
        page.save_revision().publish()


def test_a_flash_and_its_end_reach_bar_front_and_lists(published: Published) -> None:
    story = published.story("انقطاع التيار", urgency="flash")
    published.worker.drain()
    lists = ("/", "/latest/", "/section/local/", "/breaking/", "/breaking/fragment.html")
    for path in lists:
        assert "عاجل</b>" in published.read(path), path
    assert address(story).lstrip("/") in published.read("/breaking/fragment.html")
    assert 'class="flash"' in published.read("/")
    assert 'class="flash"' in published.read(address(story))
    before = published.read("/en/breaking/")
    Breaking.objects.update(until=timezone.now() - timedelta(seconds=1))
    published.worker._next_due = 0.0
    published.worker.drain()
    for path in (*lists, address(story)):
        assert "عاجل</b>" not in published.read(path), path
        assert 'class="flash"' not in published.read(path), path
    assert "حُدِّث" not in published.read(address(story)), "its end is no change of the text"
    assert "لا خبر عاجل الآن" in published.read("/breaking/")
    assert published.read("/en/breaking/") == before
    assert verify_clean(published)


def verify_clean(published: Published) -> bool:
    """A clean build of the same data gives the same files."""
    held = {
        file.relative_to(published.site): file.read_bytes()
        for file in published.site.rglob("*")
        if file.is_file()
    }
    prepare(published.worker, clean=True)
    published.worker.drain()
    return all((published.site / name).read_bytes() == body for name, body in held.items())


def test_dates_are_given_by_both_calendars_where_the_newsroom_wants_it(
    published: Published,
) -> None:
    moment = datetime(2020, 12, 1, 17, 31, tzinfo=UTC)
    story = published.story("خبر", first_published_at=moment)
    published.worker.drain()
    assert "هـ" not in published.read("/latest/")
    with unit_of_work(cause="settings"):
        room = queries.newsroom()
        room.hijri = True
        room.digits = "arab"
        room.months = "maghrebi"
        room.save()
    published.worker.drain()
    assert "١٦ ربيع الثاني ١٤٤٢ هـ" in published.read("/latest/")
    page = published.read(address(story))
    assert "١٦ ربيع الثاني ١٤٤٢ هـ" in page
    assert "١ ديسمبر ٢٠٢٠" in page
    assert 'data-hijri="محرم|صفر|' in page
    assert "هـ" not in published.read("/en/latest/")
    assert "data-hijri" not in published.read("/en/latest/")
