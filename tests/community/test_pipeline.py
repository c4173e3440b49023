"""What becomes of a comment before its readers, phase by phase."""

import http.server
import json
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone, translation

from nashra.accounts.models import Role
from nashra.changes.unit import unit_of_work
from nashra.community import actions
from nashra.community.models import DiscussionSettings
from nashra.community.pipeline import Judgement
from tests.community.written import discussion_of, judged, known, write

FIRST, OTHER = "هذا رأيي في ما جرى أمس في المدينة.", "أما أنا فأرى غير ذلك تماما يا صديقي."


def codes(judgement: Judgement) -> list[str]:
    return [one.code for one in judgement.findings]


def decide(**fields: Any) -> None:
    settings = DiscussionSettings.load()
    for name, value in fields.items():
        setattr(settings, name, value)
    with unit_of_work(cause="test"):
        settings.save()


@pytest.fixture
def story(make_story: Callable[..., Any]) -> Any:
    return make_story()


@pytest.fixture
def reader(make_user: Callable[..., Any]) -> Any:
    return known(make_user())


def test_what_breaks_no_rule_is_published(story: Any, reader: Any) -> None:
    assert judged(story, reader, FIRST).verdict == "publish"


@pytest.mark.parametrize(
    ("mode", "approved", "verdict"),
    [
        ("first", 2, "hold"), ("first", 3, "publish"), ("after", 0, "publish"),
        ("before", 50, "hold"), ("off", 50, "refuse"),
    ],
)  # fmt: skip
def test_the_mode_decides_about_newcomers(
    story: Any, make_user: Callable[..., Any], mode: str, approved: int, verdict: str
) -> None:
    decide(mode=mode, first_comments=3)
    assert judged(story, known(make_user(), approved), FIRST).verdict == verdict


@pytest.mark.parametrize("text", ["", " \n ", "\u200b\u2067", "\u0301"])
def test_nothing_is_no_comment(story: Any, reader: Any, text: str) -> None:
    assert codes(judged(story, reader, text)) == ["empty"]


def test_length_counts_letters_as_readers_do(story: Any, reader: Any) -> None:
    decide(longest=50)
    assert judged(story, reader, "عَ" * 50).verdict == "publish"
    long = judged(story, reader, "عَ" * 51)
    assert (long.verdict, codes(long)) == ("refuse", ["too_long"])
    assert "50" in long.told[0]
    assert codes(judged(story, reader, "ع" + "\u0651" * 400)) == ["too_long"]


def test_a_closed_discussion_refuses_and_an_editor_may_keep_it_open(
    story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    later = timezone.now() + timedelta(days=15)
    assert codes(judged(story, reader, FIRST, now=later)) == ["closed"]
    actions.open_discussion(story=story, actor=None)
    assert judged(story, reader, FIRST, now=later).verdict == "publish"
    actions.close_discussion(story=story, actor=None)
    assert codes(judged(story, reader, FIRST)) == ["closed"]


def test_standards_come_first(story: Any, reader: Any) -> None:
    assert codes(judged(story, reader, FIRST, standards_accepted=False)) == ["standards"]


def test_the_same_again_is_refused_whatever_it_wears(story: Any, reader: Any) -> None:
    first = judged(story, reader, FIRST)
    write(story, reader, FIRST, state="published", **first.kept())
    again = judged(story, reader, FIRST.replace("رأيي", "رَأيــــي") + "!!!")
    assert (again.verdict, codes(again)) == ("refuse", ["said_already"])
    assert judged(story, reader, OTHER).verdict == "publish"


def test_nearly_the_same_on_another_story_waits(
    story: Any, reader: Any, make_story: Callable[..., Any]
) -> None:
    long = "زوروا متجرنا الجديد في وسط المدينة قبل نهاية الأسبوع فالعروض كثيرة"
    write(story, reader, long, **judged(story, reader, long).kept())
    other = judged(make_story("غيره"), reader, long + " جدا")
    assert (other.verdict, codes(other)) == ("hold", ["said_elsewhere"])


def test_short_answers_may_be_the_same_to_different_people(story: Any, reader: Any) -> None:
    thread = write(story, reader, FIRST, state="published")
    write(story, reader, "شكرا", parent=thread)
    assert codes(judged(story, reader, "شكرا", parent=thread)) == ["said_already"]
    assert judged(story, reader, "شكرا").verdict == "publish"


def test_what_several_people_say_word_for_word_waits(
    story: Any, make_user: Callable[..., Any]
) -> None:
    for _ in range(2):
        author = known(make_user())
        assert judged(story, author, FIRST).verdict == "publish"
        write(story, author, FIRST, **judged(story, author, FIRST).kept())
    third = judged(story, known(make_user()), f"«{FIRST}»")
    assert (third.verdict, codes(third)) == ("hold", ["said_by_several"])
    assert "3" in third.findings[0].reason


def test_listed_words_hold_or_mark_and_their_place_is_kept(story: Any, reader: Any) -> None:
    actions.list_words(actor=None, text="حمار\nكلب ابن كلب", verdict="banned")
    actions.list_words(actor=None, text="منافق", verdict="suspect")
    text = "انت ح م ا ر يا أخي"
    held = judged(story, reader, text)
    (found,) = held.findings
    assert (held.verdict, found.code, found.word) == ("hold", "banned_word", "حمار")
    assert text[slice(*found.spans[0])] == "ح م ا ر"
    assert "حمار" in found.reason
    assert "حمار" not in held.told[0]
    marked = judged(story, reader, "هذا منافق")
    assert (marked.verdict, marked.suspect, marked.told) == ("publish", True, [])


def test_a_changed_list_is_used_at_once(story: Any, reader: Any) -> None:
    from nashra.community.models import ListedWord

    assert judged(story, reader, "هذا حمار").verdict == "publish"
    actions.list_words(actor=None, text="حمار", verdict="banned")
    assert judged(story, reader, "هذا حمار").verdict == "hold"
    actions.unlist_words(actor=None, ids=list(ListedWord.objects.values_list("pk", flat=True)))
    assert judged(story, reader, "هذا حمار").verdict == "publish"


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("http://a.example/x و https://b.example/y", 2),
        ("زوروا shop.example.com و www.other.net/offer", 2),
        ("https://one.example/only", 0),
        ("قال ذلك.ثم عاد.وذهب 3.5 مليون", 0),
    ],
)
def test_many_links_wait(story: Any, reader: Any, text: str, links: int) -> None:
    found = [one.number for one in judged(story, reader, text).findings]
    assert found == ([links] if links else [])


def test_a_flood_is_refused_and_ends(story: Any, reader: Any) -> None:
    decide(flood_comments=2)
    for number in range(2):
        write(story, reader, f"{number} {FIRST}")
    refused = judged(story, reader, OTHER)
    assert (refused.verdict, codes(refused)) == ("refuse", ["flood"])
    later = timezone.now() + timedelta(minutes=6)
    assert judged(story, reader, OTHER, now=later).verdict == "publish"


def test_recent_rejections_hold(story: Any, reader: Any) -> None:
    decide(recent_rejections=2)
    for number in range(2):
        write(story, reader, f"{number} {FIRST}", state="rejected", ago=timedelta(days=number + 1))
    assert codes(judged(story, reader, OTHER)) == ["rejections"]
    later = timezone.now() + timedelta(days=6, hours=12)
    assert judged(story, reader, OTHER, now=later).verdict == "publish"


def test_nobody_of_the_newsroom_is_a_newcomer(story: Any, make_user: Any) -> None:
    decide(mode="first", first_comments=3)
    assert judged(story, make_user(), FIRST).verdict == "hold"
    said = judged(story, make_user(Role.REPORTER), FIRST)
    assert (said.verdict, said.first) == ("publish", False)


def test_many_newcomers_on_one_story_are_met_with_slow_mode(
    story: Any, make_user: Callable[..., Any], make_story: Callable[..., Any]
) -> None:
    decide(mode="after", brigade_newcomers=3)
    for number in range(2):
        author = make_user()
        text = f"{FIRST} {number}{number}"
        before = judged(story, author, text)
        assert (before.verdict, before.newcomers) == ("publish", 0)
        write(story, author, text, **before.kept())
    third = judged(story, make_user(), OTHER)
    assert (third.verdict, codes(third), third.newcomers) == ("hold", ["brigade"], 3)
    assert judged(make_story("غيره"), make_user(), OTHER).verdict == "publish"


def test_in_slow_mode_newcomers_wait_and_others_write_rarely(
    story: Any, reader: Any, make_user: Callable[..., Any]
) -> None:
    decide(mode="after")
    actions.slow_discussion(discussion=discussion_of(story), newcomers=12)
    assert codes(judged(story, make_user(), FIRST)) == ["slow_newcomer"]
    assert judged(story, reader, FIRST).verdict == "publish"
    write(story, reader, FIRST)
    assert codes(judged(story, reader, OTHER)) == ["slow_wait"]
    actions.end_slow_mode(story=story, actor=None)
    assert judged(story, reader, OTHER).verdict == "publish"


class _Service(http.server.BaseHTTPRequestHandler):
    answer: tuple[int, bytes] = (200, b"{}")
    asked: list[dict[str, Any]] = []

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        type(self).asked.append({"body": json.loads(body), "headers": dict(self.headers)})
        status, text = type(self).answer
        self.send_response(status)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture
def service(settings: Any) -> Iterator[type[_Service]]:
    _Service.asked = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Service) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.NASHRA_COMMENT_HOOK = f"http://127.0.0.1:{server.server_port}/check"
        yield _Service
        server.shutdown()


@pytest.mark.parametrize(
    ("answer", "verdict", "found"),
    [
        ((200, b'{"verdict": "publish"}'), "publish", []),
        ((200, b'{"verdict": "mark", "reason": "rude"}'), "publish", ["hook"]),
        ((200, b'{"verdict": "hold", "reason": "rude"}'), "hold", ["hook"]),
        ((200, b'{"verdict": "delete"}'), "hold", ["hook_failed"]),
        ((200, b"[]"), "hold", ["hook_failed"]),
        ((200, b"{"), "hold", ["hook_failed"]),
        ((200, b" " * 20_000), "hold", ["hook_failed"]),
        ((302, b'{"verdict": "publish"}'), "hold", ["hook_failed"]),
        ((500, b'{"verdict": "publish"}'), "hold", ["hook_failed"]),
    ],
)
def test_another_service_is_asked_and_its_failure_publishes_nothing(
    story: Any, reader: Any, service: type[_Service], answer: tuple[int, bytes], verdict: str,
    found: list[str],
) -> None:  # fmt: skip
    service.answer = answer
    judgement = judged(story, reader, FIRST)
    assert (judgement.verdict, codes(judgement)) == (verdict, found)
    (asked,) = service.asked
    assert asked["body"] == {"text": FIRST, "story": story.public_id}
    assert not {"Cookie", "Authorization", "Referer"} & set(asked["headers"])


def test_a_service_that_is_not_there_lets_the_comment_wait(
    story: Any, reader: Any, settings: Any
) -> None:
    settings.NASHRA_COMMENT_HOOK = "http://127.0.0.1:9/"
    assert codes(judged(story, reader, FIRST)) == ["hook_failed"]


def test_every_reason_is_said_in_both_languages() -> None:
    from nashra.community.pipeline.reasons import REASONS, for_moderators, for_writer

    for code in REASONS:
        with translation.override("ar"):
            arabic = for_moderators(code, "كلمة", 3) + for_writer(code, 3)
        with translation.override("en"):
            english = for_moderators(code, "word", 3) + for_writer(code, 3)
        assert arabic != english, code


def test_few_questions_are_asked_of_the_database(
    story: Any, reader: Any, django_assert_max_num_queries: Any
) -> None:
    write(story, reader, OTHER)
    judged(story, reader, FIRST)
    with django_assert_max_num_queries(10):
        judged(story, reader, FIRST)
