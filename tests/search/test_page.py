"""The search page by its address, as a reader without scripts uses it."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from lxml import html

from nashra.changes.unit import unit_of_work
from nashra.newsroom import actions
from nashra.newsroom.models import Tag
from nashra.publishing.worker import Worker
from nashra.search.keeping import Keeper
from nashra.search.web import views

FIND = "/search/find/"


@pytest.fixture
def worker(home: Any, newsroom: Any, settings: Any) -> Any:
    settings.NASHRA_SITE_ROOT = home / "site"
    worker = Worker()
    yield worker
    worker.close()


@pytest.fixture
def settle(worker: Worker, keeper: Keeper, monkeypatch: Any) -> Callable[[], None]:
    monkeypatch.setattr(views, "_names", views.names.Names())

    def run() -> None:
        keeper.keep()
        worker.start()
        worker.drain()
        keeper.keep()

    return run


class Page:
    """A page of results as it is shown."""

    def __init__(self, answer: Any) -> None:
        self.answer, self.tree = answer, html.fromstring(answer.content.decode())

    def texts(self, path: str) -> list[str]:
        return [" ".join(node.text_content().split()) for node in self.tree.xpath(path)]

    @property
    def headlines(self) -> list[str]:
        return self.texts("//article//h2/a")


def ask(status: int = 200, where: str = FIND, **values: str) -> Page:
    answer = Client().get(where, values)
    assert answer.status_code == status
    return Page(answer)


def test_a_story_is_found_with_its_words_marked(settle: Any, make_story: Any) -> None:
    body = (("paragraph", "<p>قالت البلدية إن المكتبة تُفتح للطلاب &amp; الزوار.</p>"),)
    story = make_story("افتتاح مكتبة الميناء", body=body)
    make_story("طقس الغد")
    settle()
    page = ask(q="المكتبات")
    assert page.headlines == ["افتتاح مكتبة الميناء"]
    assert page.texts("//article//mark") == ["مكتبة", "المكتبة"]
    assert page.tree.xpath("//article//h2/a/@href") == [f"../../a/{story.public_id}/"]
    assert page.tree.xpath("//input[@name='q']/@value") == ["المكتبات"]
    assert page.tree.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_nothing_about_a_query_may_be_kept(settle: Any, make_story: Any) -> None:
    make_story()
    settle()
    answer = ask(q="عنوان", lang="ar").answer
    assert answer["Cache-Control"] == "no-store"
    assert answer["Referrer-Policy"] == "no-referrer"
    assert not answer.cookies


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", '"><img src=x>', "\x00\u202e سد"])
def test_what_is_typed_is_text(text: str, settle: Any, make_story: Any) -> None:
    make_story("السد", body=(("paragraph", "<p>سد script img src</p>"),))
    settle()
    page = ask(q=text)
    assert not page.tree.xpath("//main//script | //main//img")
    assert "\u202e" not in page.answer.content.decode()


def test_nothing_found_says_what_to_try(settle: Any, make_story: Any) -> None:
    make_story()
    settle()
    page = ask(q="بطاريات")
    assert page.headlines == []
    assert "جرّب كلمات أقل" in page.answer.content.decode()
    assert page.texts("//section[@class='archives']//a")


def test_an_empty_query_is_the_published_page(settle: Any, make_story: Any, home: Any) -> None:
    make_story()
    settle()
    answer = Client().get(FIND, {"q": "  "})
    assert (answer.status_code, answer["Location"]) == (302, "/search/")
    assert 'action="find/"' in (home / "site/search/index.html").read_text(encoding="utf-8")
    off = (home / "site/search/off/index.html").read_text(encoding="utf-8")
    assert "البحث متوقف الآن" in off
    assert 'action="../find/"' in off
    assert "البحث" in (home / "site/index.html").read_text(encoding="utf-8")


def test_wrong_values_are_left_aside_and_a_wrong_date_is_told(settle: Any, make_story: Any) -> None:
    make_story("السد")
    settle()
    page = ask(**{"q": "السد", "from": "2026-13-40", "section": "nowhere", "page": "-1",
                  "sort": "x", "tag": "nothing", "lang": "xx"})  # fmt: skip
    assert page.headlines == ["السد"]
    assert "لم يُفهم التاريخ" in page.answer.content.decode()


def test_filters_tabs_and_pages_are_links_that_keep_the_query(
    settle: Any, make_story: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(views, "SIZE", 2)
    said = ("statement", {"speaker": "مهندس", "text": "السد آمن.", "capacity": "مصلحة المياه"})
    for n in range(3):
        make_story(f"السد {n}", tags=("المياه",), body=(said,))
    make_story("السد بلا وسم", slug="sport")
    settle()
    tag = Tag.objects.get(name="المياه").slug
    page = ask(q="السد", tag=tag)
    assert len(page.headlines) == 2
    assert "أزل" in page.texts("//ul[@class='ways']//a")
    older = page.tree.xpath("//nav[@class='pager']/a[@rel='next']/@href")[0]
    rest = Page(Client().get(FIND + older))
    assert len({*page.headlines, *rest.headlines}) == 3
    other = page.tree.xpath("//nav[@class='tabs']/a/@href")[0]
    statements = Page(Client().get(FIND + other))
    assert "السد آمن." in statements.texts("//article//blockquote")[0]
    assert "مصلحة المياه" in statements.answer.content.decode()
    assert ask(q="السد", section="sport").headlines == ["السد بلا وسم"]


def test_names_lead_to_their_pages_and_other_spellings(settle: Any, make_story: Any) -> None:
    make_story("هدنة", tags=("قره باغ",))
    with unit_of_work(cause="test"):
        tag = Tag.objects.get(name="قره باغ")
        tag.aliases = "كاراباخ"
        tag.save()
    settle()
    page = ask(q="أخبار كاراباخ")
    assert page.texts("//p[@class='ways']//a") == ["قره باغ", "أخبار قره باغ"]
    front, also = page.tree.xpath("//p[@class='ways']//a/@href")
    assert front == f"../../tag/{tag.slug}/"
    assert Page(Client().get(FIND + also)).answer.status_code == 200


def test_a_retracted_story_is_gone_from_results(settle: Any, make_story: Any) -> None:
    story = make_story("السد")
    settle()
    assert ask(q="السد").headlines == ["السد"]
    actions.retract_story(story=story, actor=None, reason="لم يثبت")
    settle()
    assert ask(q="السد").headlines == []


def test_while_there_is_no_index_search_rests(worker: Worker, make_story: Any, home: Any) -> None:
    make_story()
    worker.drain()
    page = ask(503, q="السد")
    assert "البحث متوقف الآن" in page.answer.content.decode()
    assert page.answer["Retry-After"] == "5"
    assert page.texts("//section[@class='archives']//h2")


def test_too_many_at_once_are_told_to_come_again(
    settle: Any, make_story: Any, monkeypatch: Any
) -> None:
    make_story("السد")
    settle()
    monkeypatch.setattr(views, "PATIENCE", 0.01)
    held = [views._places.acquire() for _ in range(views.AT_ONCE)]
    try:
        assert "مزدحم" in ask(503, q="السد").answer.content.decode()
    finally:
        for _ in held:
            views._places.release()
    assert ask(q="السد").headlines == ["السد"]


def test_the_english_edition_speaks_english(settle: Any, make_story: Any) -> None:
    make_story("The dam is full", language="en")
    make_story("السد")
    settle()
    page = ask(where=f"/en{FIND}", q="dam")
    assert page.headlines == ["The dam is full"]
    assert page.tree.get("lang") == "en"
    assert page.tree.xpath("//form[@role='search']/@action") == ["./"]


def test_only_reading_is_allowed(settle: Any, newsroom: Any) -> None:
    assert Client().post(FIND, {"q": "السد"}).status_code == 405
