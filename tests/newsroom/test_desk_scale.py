"""The desk with more stories than anybody looks through: what it costs, finds and lets be seen."""

import re
import uuid
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from lxml import html
from wagtail.admin.templatetags.wagtailadmin_tags import timesince_simple
from wagtail.models import Page
from wagtail.models.pages import PagePermissionTester
from wagtail.permission_policies.pages import PagePermissionPolicy
from wagtail.search.backends import get_search_backend
from wagtail.test.utils.form_data import nested_form_data, streamfield

from nashra.accounts.models import Role
from nashra.changes import guard
from nashra.changes.unit import unit_of_work
from nashra.newsroom import finder
from nashra.newsroom.actions import publish_due
from nashra.newsroom.admin import listing
from nashra.newsroom.ids import new_public_id
from nashra.newsroom.models import StoryPage, Tag
from nashra.newsroom.reach import POLICY

SCAN = re.compile(
    r"SCAN (wagtailcore_page|newsroom_storypage|wagtailsearch\w+)\b(?!.*(USING|VIRTUAL))"
)


def copies(story: StoryPage, count: int) -> None:
    """So many more stories like this one beside it, in the search index too."""
    parent = story.get_parent()
    shared = {f.attname: getattr(story, f.attname) for f in Page._meta.concrete_fields}
    columns = [f.column for f in StoryPage._meta.local_concrete_fields]
    kept = ", ".join(columns).replace("page_ptr_id", "%s").replace("public_id", "%s")
    insert = f"INSERT INTO newsroom_storypage ({', '.join(columns)}) SELECT {kept} "
    public_ids = [new_public_id() for _ in range(count)]
    pages = [
        Page(
            **shared | {
                "id": None, "slug": public_id, "translation_key": uuid.uuid4(),
                "path": Page._get_path(parent.path, story.depth, parent.numchild + number),
            }
        )
        for number, public_id in enumerate(public_ids, 1)
    ]  # fmt: skip
    with guard.suspended(), connection.cursor() as cursor:
        for page in Page.objects.bulk_create(pages):
            cursor.execute(
                insert + "FROM newsroom_storypage WHERE page_ptr_id = %s",
                [page.pk, page.slug, story.pk],
            )
        Page.objects.filter(pk=parent.pk).update(numchild=parent.numchild + count)
    index = get_search_backend().get_index_for_model(StoryPage)
    index.add_items(StoryPage, StoryPage.objects.filter(public_id__in=public_ids))


def explore_url(page: Any) -> str:
    """What lies beneath a page."""
    return reverse("wagtailadmin_explore", args=[page.pk])


def screens(section: Any) -> list[tuple[str, dict[str, Any]]]:
    """Every kind of list at the desk."""
    explore = explore_url(section)
    return [
        (reverse("wagtailadmin_home"), {}),
        (reverse("stories:index"), {}),
        (reverse("stories:index"), {"q": "عنوان"}),
        (reverse("stories:index"), {"section": section.pk, "state": "live"}),
        (reverse("stories:index"), {"urgency": "flash"}),
        (reverse("stories:index"), {"language": section.locale_id}),
        (reverse("stories:index"), {"state": "changed"}),
        (reverse("stories:index"), {"state": "gone"}),
        (explore, {}),
        (explore, {"ordering": "ord"}),
        (explore, {"q": "عنوان", "search_all": "1"}),
        (reverse("wagtailadmin_explore", args=[section.get_parent().pk]), {}),
        (reverse("wagtailadmin_pages:search"), {"q": "عنوان"}),
        (reverse("wagtailadmin_choose_page_child", args=[section.pk]), {}),
        (reverse("wagtailadmin_choose_page_search"), {"q": "عنوان"}),
        *(
            (reverse(f"wagtailadmin_reports:{name}"), {})
            for name in (
                "site_history",
                "workflow",
                "workflow_tasks",
                "locked_pages",
                "aging_pages",
            )
        ),
    ]


def queries(desk: Any, url: str, data: dict[str, Any]) -> list[str]:
    """What a screen asks of the database."""
    with CaptureQueriesContext(connection) as made:
        assert desk.get(url, **data).status_code == 200, url
    return [query["sql"] for query in made.captured_queries]


@pytest.fixture
def reporter(desk_for: Any, make_user: Any, section: Any) -> Any:
    """A reporter of one section."""
    return desk_for(make_user(Role.REPORTER, section("local")))


def test_no_list_asks_more_of_three_hundred_stories_than_of_sixty(
    desk_for: Any, make_user: Any, reporter: Any, make_story: Any, section: Any
) -> None:
    copies(make_story(), 60)
    chief, all_screens = desk_for(make_user(Role.CHIEF_EDITOR)), screens(section("local"))
    asked = [(chief, *screen) for screen in all_screens]
    asked += [(reporter, *screen) for screen in all_screens[1:9]]
    for screen in asked:
        queries(*screen)
    before = [len(queries(*screen)) for screen in asked]
    copies(StoryPage.objects.all()[0], 240)
    after = [queries(*screen) for screen in asked]
    assert all(len(made) <= count for made, count in zip(after, before, strict=True))
    for sql in {sql for made in after for sql in made if sql.startswith("SELECT")}:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
            plan = [row[3] for row in cursor.fetchall()]
        if sql.startswith("SELECT COUNT(*)") and '"last_published_at" IS NULL' in sql:
            continue  # Nearly every page was published: two thousand are counted soon.
        assert not any(SCAN.search(step) for step in plan), (sql, plan)


def shown(response: Any) -> list[str]:
    """The headlines of a list, in its order."""
    assert response.status_code == 200
    page = html.fromstring(f"<main>{response.content.decode()}</main>")
    titles = page.xpath('//table//tbody/tr/td[contains(@class, "title")]')
    return [title.xpath("string(.//text()[normalize-space()])").strip() for title in titles]


def found(desk: Any, words: str, view: str = "wagtailadmin_pages:search_results") -> set[str]:
    """The headlines that a search shows."""
    return set(shown(desk.get(reverse(view), q=words)))


def test_an_order_by_hand_is_answered_with_the_newest(
    desk: Any, make_story: Any, section: Any, monkeypatch: Any
) -> None:
    for number in range(3):
        make_story(f"خبر {number}")
    explore = reverse("wagtailadmin_explore", args=[section("local").pk])
    by_hand = shown(desk.get(explore, ordering="ord"))
    assert by_hand == shown(desk.get(explore)) == ["خبر 2", "خبر 1", "خبر 0"]
    edition = reverse("wagtailadmin_explore", args=[section("local").get_parent().pk])
    assert desk.get(edition, ordering="ord").context["paginator"] is None
    monkeypatch.setattr(listing, "FEW", 2)
    assert desk.get(edition, ordering="ord").context["paginator"].count == 4


def test_a_page_beyond_the_last_is_the_last(desk: Any, make_story: Any, monkeypatch: Any) -> None:
    copies(make_story(), 60)
    monkeypatch.setattr(listing, "MOST", 55)
    answer = desk.get(reverse("stories:index"), p=1000)
    assert answer.context["paginator"].count == 55
    assert answer.context["page_obj"].number == 2
    assert len(shown(answer)) == 55 - listing.ROWS
    assert "55+" in answer.content.decode()
    monkeypatch.setattr(finder, "MOST", 55)
    local = StoryPage.objects.all()[0].get_parent()
    for url in (reverse("wagtailadmin_pages:search"), explore_url(local)):
        assert desk.get(url, q="عنوان").context["paginator"].count == 55


def test_what_lies_further_back_is_found_by_its_day(desk: Any, make_story: Any) -> None:
    old, new = make_story("قديم"), make_story("جديد")
    with guard.suspended():
        day = timezone.now() - timedelta(days=400)
        Page.objects.filter(pk=old.pk).update(latest_revision_created_at=day)
    later = f"{day + timedelta(days=2):%Y-%m-%d}"
    stories = reverse("stories:index")
    assert shown(desk.get(stories, latest_revision_created_at_to=later)) == ["قديم"]
    answer = desk.get(stories, latest_revision_created_at_from=later)
    assert shown(answer) == [new.title]


@pytest.mark.parametrize(
    "words",
    ["الى المدرسه", "إلى المَدْرَسة", "مدرسة الى" , "المدرسة إلى عود", "عودة", "2026"],
)  # fmt: skip
def test_search_finds_however_it_is_spelt(words: str, desk: Any, make_story: Any) -> None:
    make_story("عودةُ التلاميذ إلى المدرسة في مدرسة القرية ٢٠٢٦")
    make_story("اجتماع الحكومة")
    assert found(desk, words) == {"عودةُ التلاميذ إلى المدرسة في مدرسة القرية ٢٠٢٦"}
    assert found(desk, words, "stories:index_results") == found(desk, words)
    assert found(desk, words, "wagtailadmin_choose_page_search") == found(desk, words)


def test_a_changed_headline_is_found_by_its_new_words(desk: Any, make_story: Any) -> None:
    story = make_story("انفجار في المرفأ", publish=False)
    assert found(desk, "المرفأ") == {"انفجار في المرفأ"}
    url = reverse("wagtailadmin_pages:edit", args=[story.pk])
    body = nested_form_data({"body": streamfield([])})
    assert desk.post(url, desk.form(url) | body, headline="حريق في السوق").status_code == 302
    assert found(desk, "حريق") == {"حريق في السوق"}
    assert found(desk, "المرفأ") == set()


@pytest.mark.parametrize("words", ["", "ا", '"* OR "', "'؛--", "NEAR(", "title:عنوان", "%"])
def test_whatever_is_typed_is_answered(words: str, desk: Any, make_story: Any) -> None:
    make_story("عنوان")
    assert found(desk, words, "stories:index_results") <= {"عنوان"}
    assert desk.get(reverse("wagtailadmin_pages:search"), q=words).status_code == 200


def test_search_shows_a_reporter_what_lies_within_reach(reporter: Any, make_story: Any) -> None:
    make_story("ميزانية البلد", slug="local")
    make_story("ميزانية الاقتصاد", slug="economy")
    assert found(reporter, "ميزانية") == {"ميزانية البلد"}
    assert found(reporter, "ميزانية", "stories:index_results") == {"ميزانية البلد"}
    both = {"ميزانية البلد", "ميزانية الاقتصاد"}
    assert found(reporter, "ميزانية", "wagtailadmin_choose_page_search") == both


def test_the_newest_matches_are_looked_at_and_rights_apply_among_them(
    desk: Any, make_story: Any, monkeypatch: Any
) -> None:
    for number in range(5):
        make_story(f"مباراة {number}")
    monkeypatch.setattr(finder, "MOST", 3)
    assert found(desk, "مباراة") == {"مباراة 2", "مباراة 3", "مباراة 4"}


def test_names_are_found_among_stories_that_bear_the_same_words(
    desk: Any, make_story: Any, monkeypatch: Any
) -> None:
    with unit_of_work(cause="test"):
        tag = Tag(name="انتخابات", slug="elections")
        tag.save()
    copies(make_story("انتخابات"), 10)
    monkeypatch.setattr(finder, "MOST", 3)
    assert list(get_search_backend().autocomplete("انتخاب", Tag)) == [tag]
    url = reverse("wagtailsnippetchoosers_newsroom_tag:choose_results")
    assert "انتخابات" in desk.get(url, q="انتخ").content.decode()


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("narrow", [True, False])
def test_rights_are_those_of_wagtail(
    role: Role, narrow: bool, make_user: Any, make_story: Any, section: Any
) -> None:
    user = make_user(role, section("local") if narrow else None)
    for slug, publish in product(("local", "economy"), (True, False)):
        make_story(f"خبر {slug} {publish}", slug=slug, publish=publish, owner=None)
        with guard.suspended():
            mine = make_story("لي", slug=slug, publish=publish)
            Page.objects.filter(pk=mine.pk).update(owner=user)
    plain = PagePermissionPolicy(Page)
    assert set(POLICY.explorable_instances(user)) == set(plain.explorable_instances(user))
    for verbs in ({"add"}, {"change"}, {"publish"}, {"add", "change"}, {"lock", "bulk_delete"}):
        wanted = set(plain.instances_user_has_any_permission_for(user, verbs))
        assert set(POLICY.instances_user_has_any_permission_for(user, verbs)) == wanted, verbs
    for story in StoryPage.objects.all():
        wanted = PagePermissionTester(user, story).can_delete()
        assert story.permissions_for_user(user).can_delete() == wanted


def test_somebody_without_rights_reaches_nothing(make_user: Any, make_story: Any) -> None:
    make_story()
    user = make_user()
    assert not POLICY.listed(StoryPage.objects.all(), user).exists()
    assert not POLICY.instances_user_has_any_permission_for(user, {"change"}).exists()


def test_a_new_section_is_live_and_nothing_else(desk: Any, section: Any) -> None:
    local = section("local")
    assert str(local.status_string) == "نشط"
    answer = desk.get(reverse("wagtailadmin_choose_page_child", args=[local.get_parent().pk]))
    assert "البلد" in answer.json()["html"]
    assert "مسودة" not in answer.json()["html"]


@pytest.mark.parametrize(
    ("minutes", "words"), [(1, "دقيقة"), (2, "دقيقتين"), (3, "3 دقائق"), (11, "11 دقيقة"),
                           (60, "ساعة"), (120, "ساعتين"), (48 * 60, "يومين")],
)  # fmt: skip
def test_lengths_of_time_are_arabic(minutes: int, words: str) -> None:
    now = timezone.now()
    assert timesince(now - timedelta(minutes=minutes), now).replace("\xa0", " ") == words


def test_this_minute_is_now() -> None:
    assert timesince_simple(timezone.now()) == "الآن"


def test_what_is_due_is_found_without_a_walk_through_all_pages(make_story: Any) -> None:
    """The worker asks every second."""
    copies(make_story(), 60)
    with CaptureQueriesContext(connection) as made:
        assert publish_due() == 0
    for query in made.captured_queries:
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {query['sql']}")
            assert not any(SCAN.search(row[3]) for row in cursor.fetchall()), query["sql"]
