"""Reports at the desk: who sees what, and how far it is counted."""

import re
from itertools import product
from typing import Any

import pytest
from django.contrib.contenttypes.models import ContentType
from django.urls import reverse
from wagtail.admin.views.reports import workflows
from wagtail.models import Page, PageLogEntry, WorkflowState

from nashra.accounts.models import Role
from nashra.changes import guard
from nashra.changes.unit import unit_of_work
from nashra.newsroom import finder
from nashra.newsroom.actions import set_role
from nashra.newsroom.admin import listing, reports
from nashra.newsroom.models import StoryPage

REPORTS = ("workflow", "workflow_tasks", "site_history", "locked_pages", "aging_pages")


def report(desk: Any, name: str, **data: Any) -> Any:
    answer = desk.get(reverse(f"wagtailadmin_reports:{name}"), **data)
    assert answer.status_code == 200, name
    return answer


def words(answer: Any) -> str:
    """What a report says, without its menus and filters."""
    found = re.search(r'<table class="listing.*</table>', answer.content.decode(), re.DOTALL)
    return found[0] if found else ""


def send_for_approval(story: Any, user: Any) -> None:
    with guard.suspended():
        story.get_workflow().start(story, user)


@pytest.fixture
def waiting(make_story: Any, make_user: Any) -> None:
    """A draft in each of two sections, sent for approval, and a story that is deleted."""
    user = make_user(Role.ADMINISTRATOR)
    for slug in ("local", "economy"):
        send_for_approval(make_story(f"خبر {slug}", slug=slug, publish=False), user)
        make_story(f"منشور {slug}", slug=slug)
    gone = make_story("محذوف", publish=False)
    with unit_of_work(cause="test"):
        gone.delete(user=user)


@pytest.mark.usefixtures("waiting")
def test_everybody_sees_what_wagtail_would_show(make_user: Any, section: Any, rf: Any) -> None:
    page, kinds = ContentType.objects.get_for_model(Page), (
        reports.HistoryReport, reports.WorkflowReport, reports.WorkflowTasksReport
    )  # fmt: skip
    for role, narrow in product(Role, (True, False)):
        request = rf.get("/")
        request.user = make_user(role, section("local") if narrow else None)
        views = [kind(request=request) for kind in kinds]
        for view in views:
            view.is_export = False
            view.filter_queryset = lambda rows: rows
        history, workflow, tasks = views
        plain = PageLogEntry.objects.viewable_by_user(request.user)
        assert set(history._entries(PageLogEntry)) == set(plain), (role, narrow)
        pages = workflows.get_editable_page_ids_query(request)
        wanted = WorkflowState.objects.filter(base_content_type=page, object_id__in=pages)
        assert set(workflow.get_filtered_queryset()) == set(wanted), (role, narrow)
        steps = tasks.get_filtered_queryset()
        assert {step.workflow_state for step in steps} == set(wanted), (role, narrow)


@pytest.mark.usefixtures("waiting")
def test_an_editor_reads_of_their_section_alone(
    desk_for: Any, make_user: Any, section: Any
) -> None:
    desk = desk_for(make_user(Role.DESK_EDITOR, section("local")))
    for name in ("workflow", "workflow_tasks", "site_history"):
        shown = words(report(desk, name))
        assert "خبر local" in shown, name
        assert "economy" not in shown, name
        assert "محذوف" not in shown, name


@pytest.mark.usefixtures("waiting")
def test_an_administrator_reads_of_what_was_deleted(desk: Any) -> None:
    shown = words(report(desk, "site_history"))
    assert "محذوف" in shown
    assert shown.index("محذوف") < shown.index("خبر local")


@pytest.mark.usefixtures("waiting")
def test_reports_are_counted_as_far_as_anybody_leafs(desk: Any, monkeypatch: Any) -> None:
    with guard.suspended():
        Page.objects.filter(title__startswith="منشور").update(locked=True)
    for module in (finder, listing, reports):
        monkeypatch.setattr(module, "MOST", 2)
    monkeypatch.setattr(reports.HistoryReport, "paginate_by", 1)
    filters = {
        "workflow": {"status": "in_progress"}, "workflow_tasks": {"status": "in_progress"},
        "site_history": {"action": "wagtail.publish"}, "locked_pages": {"live": "true"},
        "aging_pages": {"live": "true"},
    }  # fmt: skip
    for name, narrowed in filters.items():
        for asked in ({}, narrowed):
            paginator = report(desk, name, **asked).context["paginator"]
            assert paginator.count == 2, name
            assert "2+" in paginator.items_count_label, name


@pytest.mark.usefixtures("waiting")
def test_who_has_rights_in_one_section_looks_among_the_newest(
    desk_for: Any, make_user: Any, section: Any, monkeypatch: Any
) -> None:
    desk = desk_for(make_user(Role.DESK_EDITOR, section("local")))
    monkeypatch.setattr(reports, "LOOKED", 1)
    assert "خبر local" not in words(report(desk, "workflow"))
    monkeypatch.setattr(reports, "LOOKED", 2)
    assert "خبر local" in words(report(desk, "workflow"))


@pytest.mark.usefixtures("waiting")
def test_an_address_of_nothing_is_answered_by_the_desk(desk: Any) -> None:
    answer = desk.get(reverse("wagtailadmin_choose_page_child", args=[999_999]))
    assert answer.status_code == 404
    assert "wagtail" in answer.content.decode()


@pytest.mark.usefixtures("waiting")
def test_the_history_is_narrowed_by_people_of_the_newsroom_and_by_what_they_did(
    desk: Any, make_user: Any
) -> None:
    make_user(username="reader", display_name="قارئة كريمة")
    left = make_user(Role.CHIEF_EDITOR, display_name="من غادرت")
    send_for_approval(StoryPage.objects.filter(live=True)[0], left)
    set_role(user=left, role=None, sections=[])
    answer = report(desk, "site_history")
    assert "قارئة كريمة" not in answer.content.decode()
    assert "من غادرت" in answer.content.decode()
    choices = dict(answer.context["filters"].form.fields["action"].choices)
    assert "wagtail.workflow.start" in choices
    assert "wagtail.rename" not in choices
    shown = words(report(desk, "site_history", action="wagtail.workflow.start"))
    assert "خبر economy" in shown
    assert "محذوف" not in shown


@pytest.mark.usefixtures("waiting")
def test_an_export_of_the_history_holds_all_of_it(desk: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr(reports, "MOST", 1)
    answer = report(desk, "site_history", export="csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) > PageLogEntry.objects.count()


def test_nobody_reads_reports_without_signing_in(client: Any) -> None:
    for name in REPORTS:
        answer = client.get(reverse(f"wagtailadmin_reports:{name}"))
        assert answer.status_code == 302
        assert "login" in answer["Location"]


def test_a_long_section_offers_its_newest_to_choose_from(
    desk: Any, make_story: Any, section: Any, monkeypatch: Any
) -> None:
    for number in range(3):
        make_story(f"خبر {number}")
    monkeypatch.setattr(listing, "FEW", 2)
    monkeypatch.setattr(listing, "MOST", 2)
    url = reverse("wagtailadmin_choose_page_child", args=[section("local").pk])
    answer = desk.get(url)
    page = answer.json()["html"]
    assert page.index("خبر 2") < page.index("خبر 1")
    monkeypatch.setattr(listing, "FEW", 200)
    page = desk.get(url).json()["html"]
    assert page.index("خبر 0") < page.index("خبر 1")
