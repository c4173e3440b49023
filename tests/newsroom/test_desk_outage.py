"""The database is held, full, read-only or gone while editors work: nothing typed is lost."""

import contextlib
import io
import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from lxml import html
from PIL import Image

from tests.homes import Home

pytestmark = pytest.mark.django_db
"""The desk has a database of its own, begun as a copy of the tests' empty one."""

TYPED = 'نص <b>طويل</b> & "علامات"\nوسطر ثان'
PARAGRAPH = "فقرة طويلة " * 9000
"""More than the database has room for without another page."""

BODY = {
    "body-count": "1", "body-0-deleted": "", "body-0-order": "0", "body-0-type": "paragraph",
    "body-0-id": "", "body-0-value": json.dumps(
        {"entityMap": {}, "blocks": [{"key": "a", "text": PARAGRAPH, "type": "unstyled", "depth": 0,
         "inlineStyleRanges": [], "entityRanges": []}]}
    ),
}  # fmt: skip


class Newsroom:
    """A newsroom with its desk behind HTTP, and the ways in which its database fails."""

    def __init__(self, home: Home, port: int, log: Path) -> None:
        self.home, self.log = home, log
        self.database = home.folder / "db.sqlite3"
        self.http = httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60)

    def rows(self, sql: str) -> list[Any]:
        with contextlib.closing(sqlite3.connect(self.database)) as connection:
            return connection.execute(sql).fetchall()

    def sign_in(self) -> None:
        form = {"username": "chief", "password": "long-enough-71"}
        assert self.post("/desk/login/", form).status_code == 302

    def form(self, path: str) -> dict[str, Any]:
        """What the page's form would send if nobody touched it."""
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return main_form(answer.text)

    def post(self, path: str, data: dict[str, Any], **more: Any) -> httpx.Response:
        if "csrfmiddlewaretoken" not in data:
            data = {"csrfmiddlewaretoken": self.form(path)["csrfmiddlewaretoken"], **data}
        return self.http.post(path, data=data, **more)

    def story(self) -> int:
        pk: int = self.rows("SELECT MAX(page_ptr_id) FROM newsroom_storypage")[0][0]
        return pk

    @contextlib.contextmanager
    def locked(self) -> Iterator[None]:
        """Somebody else writes, for as long as the block lasts."""
        with contextlib.closing(sqlite3.connect(self.database, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.execute("ROLLBACK")

    @contextlib.contextmanager
    def begins_with(self, sql: str) -> Iterator[None]:
        fault = self.home.folder / "fault"
        fault.write_text(sql, encoding="ascii")
        yield
        fault.unlink()

    @contextlib.contextmanager
    def full(self) -> Iterator[None]:
        """SQLite may not take one more page."""
        [(free,)] = self.rows("PRAGMA freelist_count")
        assert free < 20
        with self.begins_with("PRAGMA max_page_count = 1"):
            yield

    @contextlib.contextmanager
    def gone(self) -> Iterator[None]:
        away = self.database.with_name("away")
        self.database.rename(away)
        yield
        assert not self.database.exists(), "an empty one was made in its place"
        away.rename(self.database)

    def read_only(self) -> contextlib.AbstractContextManager[None]:
        return self.begins_with("PRAGMA query_only = ON")


def main_form(page: str) -> dict[str, Any]:
    forms = [form for form in html.fromstring(page).forms if form.method == "POST"]
    return dict(max(forms, key=lambda form: len(form.inputs)).form_values())


def _migrated(database: Path) -> None:
    """An empty database with all tables: a copy of the one that the tests have anyway."""
    from django.db import connection

    connection.ensure_connection()
    with contextlib.closing(sqlite3.connect(database)) as copy:
        connection.connection.backup(copy)


@pytest.fixture(scope="module")
def room(
    tmp_path_factory: pytest.TempPathFactory, django_db_setup: None, django_db_blocker: Any
) -> Iterator[Newsroom]:
    home = Home(tmp_path_factory.mktemp("outage"))
    with django_db_blocker.unblock():
        _migrated(home.folder / "db.sqlite3")
    log = home.folder / "log"
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, str(Path(__file__).with_name("desk_process.py"))],
            env=home.environment, stdout=subprocess.PIPE, stderr=errors, text=True,
        )  # fmt: skip
    assert process.stdout is not None
    try:
        newsroom = Newsroom(home, int(process.stdout.readline()), log)
        newsroom.sign_in()
        yield newsroom
        newsroom.http.close()
    finally:
        process.kill()
        process.wait(10)
        process.stdout.close()


FAULTS = {
    "locked": "قاعدة البيانات مشغولة",
    "full": "امتلأ قرص الخادم",
    "read_only": "قرص الخادم لا يقبل الكتابة",
    "gone": "تعذّر الوصول إلى قاعدة البيانات",
}


def _revisions(room: Newsroom, pk: int) -> int:
    sql = f"SELECT COUNT(*) FROM wagtailcore_revision WHERE object_id = '{pk}'"
    count: int = room.rows(sql)[0][0]
    return count


@pytest.mark.parametrize("fault", FAULTS)
def test_a_story_saved_during_a_fault_is_kept_and_saved_once_by_trying_again(
    room: Newsroom, fault: str
) -> None:
    pk = room.story()
    path = f"/desk/pages/{pk}/edit/"
    form = {**room.form(path), "headline": f"عنوان أثناء {fault}", "standfirst": TYPED}
    form |= BODY
    before = _revisions(room, pk)
    started = time.monotonic()
    with getattr(room, fault)():
        answer = room.post(path, form)
    assert answer.status_code == 503
    assert time.monotonic() - started < 10
    assert FAULTS[fault] in answer.text
    page = html.fromstring(answer.text)
    assert (page.get("lang"), page.get("dir")) == ("ar", "rtl")
    kept = main_form(answer.text)
    assert {name: kept[name] for name in form} == form
    assert page.xpath("//form/@action") == [path]
    shown = page.xpath("string(//textarea)")
    assert TYPED in shown
    assert PARAGRAPH.strip() in shown
    assert "entityMap" not in shown
    assert _revisions(room, pk) == before
    assert room.http.post(page.xpath("string(//form/@action)"), data=kept).status_code == 302
    assert _revisions(room, pk) == before + 1
    [(title,)] = room.rows(f"SELECT draft_title FROM wagtailcore_page WHERE id = {pk}")
    assert title == f"عنوان أثناء {fault}"
    assert room.form(path)["standfirst"].lstrip("\n") == TYPED


def test_whoever_reads_english_is_told_in_english(room: Newsroom) -> None:
    path = f"/desk/stories/{room.story()}/correct/"
    form = {**room.form(path), "note": "A date was wrong."}
    with room.locked():
        answer = room.http.post(path, data=form, headers={"Cookie": _cookies(room, "en")})
    assert answer.status_code == 503
    page = html.fromstring(answer.text)
    assert (page.get("lang"), page.get("dir")) == ("en", "ltr")
    assert page.xpath("string(//h1)") == "The database is busy"
    assert page.xpath("string(//textarea)").strip() == "A date was wrong."


def _cookies(room: Newsroom, language: str) -> str:
    kept = {**dict(room.http.cookies), "desk_language": language}
    return "; ".join(f"{name}={value}" for name, value in kept.items())


@pytest.mark.parametrize("verb", ["retract", "restore", "correct"])
def test_a_verb_is_carried_out_once_by_trying_again(room: Newsroom, verb: str) -> None:
    path = f"/desk/stories/{room.story()}/{verb}/"
    form = {**room.form(path), "reason": "سبب", "note": "تصويب"}
    with room.locked():
        before = room.rows("SELECT COUNT(*) FROM changes_change")
        answer = room.post(path, form)
        assert answer.status_code == 503
        assert room.rows("SELECT COUNT(*) FROM changes_change") == before
    assert room.http.post(path, data=main_form(answer.text)).status_code == 302
    [(after,)] = room.rows("SELECT COUNT(*) FROM changes_change")
    assert after == before[0][0] + 1


def test_a_new_story_is_made_once(room: Newsroom) -> None:
    [(section,)] = room.rows("SELECT MAX(page_ptr_id) FROM newsroom_sectionpage")
    path = f"/desk/pages/add/newsroom/storypage/{section}/"
    form = {**room.form(path), "headline": "خبر جديد", **BODY, "action-publish": "on"}
    count = "SELECT COUNT(*) FROM newsroom_storypage"
    [(before,)] = room.rows(count)
    with room.locked():
        answer = room.post(path, form)
    assert answer.status_code == 503
    assert room.http.post(path, data=main_form(answer.text)).status_code == 302
    assert room.rows(count) == [(before + 1,)]
    newest = "SELECT live, draft_title FROM wagtailcore_page ORDER BY id DESC LIMIT 1"
    assert room.rows(newest) == [(1, "خبر جديد")]


def test_a_picture_must_be_chosen_again_and_its_caption_need_not_be_typed_again(
    room: Newsroom,
) -> None:
    path = "/desk/images/add/"
    form = {**room.form(path), "title": "الميناء", "caption": "سفينة عند الرصيف"}
    form.pop("file", None)
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "JPEG")
    file = {"file": ("ميناء <b>.jpg", picture.getvalue(), "image/jpeg")}
    with room.locked():
        answer = room.post(path, form, files=file)
    assert answer.status_code == 503
    assert "لا تستطيع صفحة أن تحتفظ بملف" in answer.text
    [again] = html.fromstring(answer.text).forms
    assert again.get("enctype") == "multipart/form-data"
    assert again.inputs["file"].type == "file"
    asked = again.xpath("string(.//label[input/@type='file'])")
    assert asked.split() == ["الملف", "ميناء", "<b>.jpg"]
    kept = {name: value for name, value in again.form_values() if name != "file"}
    assert kept == form
    assert room.http.post(path, data=kept, files=file).status_code == 302
    assert room.rows("SELECT caption FROM newsroom_newsimage") == [("سفينة عند الرصيف",)]


def test_signing_in_keeps_the_name_and_asks_for_the_password_again(room: Newsroom) -> None:
    with httpx.Client(base_url=room.http.base_url, timeout=60) as visitor:
        form = main_form(visitor.get("/desk/login/").text)
        form |= {"username": "chief", "password": "long-enough-71"}
        with room.locked():
            answer = visitor.post("/desk/login/", data=form)
        assert answer.status_code == 503
        assert "long-enough-71" not in answer.text
        [again] = html.fromstring(answer.text).forms
        assert again.inputs["password"].type == "password"
        kept = dict(again.form_values()) | {"password": "long-enough-71"}
        assert kept["username"] == "chief"
        assert visitor.post("/desk/login/", data=kept).status_code == 302


def test_settings_are_saved_by_trying_again(room: Newsroom) -> None:
    path = "/desk/settings/newsroom/newsroom/1/"
    form = {**room.form(path), "origin": "https://moved.example"}
    with room.full():
        answer = room.post(path, form)
    # A few letters may find room on a page that stands.
    if answer.status_code == 503:
        assert room.http.post(path, data=main_form(answer.text)).status_code == 302
    assert room.rows("SELECT origin FROM newsroom_newsroom") == [("https://moved.example",)]


@pytest.mark.parametrize("path", ["/desk/", "/desk/stories/", "/desk/images/", "/desk/login/"])
def test_a_page_that_cannot_be_read_says_so(room: Newsroom, path: str) -> None:
    with room.gone():
        answer = room.http.get(path)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert answer.headers["Cache-Control"] == "no-store"
    page = html.fromstring(answer.text)
    assert page.xpath("string(//h1)") == FAULTS["gone"]
    assert page.xpath("//main//a/@href") == [path]
    assert room.http.get(path).status_code in {200, 302}


def test_who_only_reads_is_not_kept_waiting_by_a_lock(room: Newsroom) -> None:
    with room.locked():
        for path in ("/desk/", "/desk/stories/", "/desk/images/"):
            assert room.http.get(path).status_code == 200


def test_autosave_is_told_in_words_what_to_show(room: Newsroom) -> None:
    path = f"/desk/pages/{room.story()}/edit/"
    form = {**room.form(path), "headline": "حفظ آلي"}
    with room.locked():
        answer = room.post(path, form, headers={"Accept": "application/json"})
    assert answer.status_code == 503
    told = answer.json()
    assert told["success"] is False
    assert told["error_message"].startswith(FAULTS["locked"])


def test_each_failure_is_logged_in_one_line_with_its_cause(room: Newsroom) -> None:
    path = f"/desk/stories/{room.story()}/correct/"
    form = {**room.form(path), "note": "تصويب سري"}
    before = len(room.log.read_bytes())
    with room.locked():
        room.post(path, form)
    lines = room.log.read_bytes()[before:].decode().splitlines()
    assert lines == [f"ERROR nashra.desk: busy: POST {path}: OperationalError: database is locked"]


def test_a_forged_request_is_not_made_good_by_trying_again(room: Newsroom) -> None:
    """The page carries the token that was sent, never a fresh one."""
    path = f"/desk/stories/{room.story()}/retract/"
    with room.gone():
        answer = room.http.post(path, data={"reason": "x", "csrfmiddlewaretoken": "forged"})
    assert answer.status_code == 503
    kept = main_form(answer.text)
    assert kept["csrfmiddlewaretoken"] == "forged"
    assert room.http.post(path, data=kept).status_code == 403


def test_what_is_kept_is_text_and_never_markup(room: Newsroom) -> None:
    hostile = """'"></textarea></form><script>alert(1)</script><img src=x onerror=alert(1)>"""
    path = "/desk/login/?next=%22%3E%3Cscript%3E"
    sent = {hostile: hostile, "headline": hostile}
    with room.gone():
        answer = room.http.post(path, data={**sent, "csrfmiddlewaretoken": "x"})
    assert answer.status_code == 503
    page = html.fromstring(answer.text)
    assert not page.xpath("//script | //img | //@onerror")
    [form] = page.forms
    assert form.get("action") == path
    assert dict(form.form_values()) == {**sent, "csrfmiddlewaretoken": "x"}
    assert page.xpath("string(//textarea)").count(hostile) == 2
    assert "script-src" not in answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]


def test_what_was_committed_is_not_asked_for_again(room: Newsroom) -> None:
    """The session's own row fails after the story's commit: the story is saved, and once."""
    path = f"/desk/pages/{room.story()}/edit/"
    form = {**room.form(path), "headline": "حُفظ قبل الخلل", **BODY}
    trigger = (
        "CREATE TEMP TRIGGER IF NOT EXISTS held BEFORE UPDATE ON main.accounts_session "
        "BEGIN SELECT RAISE(ABORT, 'no'); END"
    )
    before = _revisions(room, room.story())
    with room.begins_with(trigger):
        answer = room.post(path, form, headers={"X-Touch-Session": "1"})
    assert answer.status_code == 302
    assert _revisions(room, room.story()) == before + 1
