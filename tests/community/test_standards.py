"""The community standards: a draft on the desk, versions that never change, pages for readers."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes.models import Change
from nashra.changes.unit import unit_of_work
from nashra.community import actions, beginnings, standards
from nashra.community.models import Rule, Standards
from nashra.newsroom.models import StaticPage
from tests.publishing.conftest import Published


@pytest.fixture
def chief(make_user: Callable[..., Any]) -> Client:
    client = Client()
    client.force_login(make_user(Role.CHIEF_EDITOR))
    return client


PAGE = "/desk/discussion/standards/"


def form(**more: str) -> dict[str, str]:
    return {
        "verb": "keep", "intro": "مقدمة", "intro_en": "Intro",
        "0-key": "calm", "0-title": "اهدأ", "0-text": "لا ترفع صوتك.", "0-place": "2",
        "1-key": "kind", "1-title": "كن لطيفا", "1-text": "قل خيرا.", "1-place": "1",
        "1-title_en": "Be kind", "1-text_en": "Say good things.", **more,
    }  # fmt: skip


def test_a_newsroom_begins_with_standards_in_both_languages(newsroom: Any) -> None:
    found = standards.in_force()
    assert found is not None
    assert found.number == 1
    rules = standards.rules()
    assert len(rules) >= 6
    assert all(rule.title and rule.title_en and rule.text and rule.text_en for rule in rules)


def test_a_draft_changes_nothing_until_it_is_published(newsroom: Any, chief: Client) -> None:
    chief.post(PAGE, form())
    assert standards.number_in_force() == 1
    chief.post(PAGE, form(verb="publish"))
    assert standards.number_in_force() == 2
    assert [rule.key for rule in standards.rules()] == ["kind", "calm"]
    assert Rule.objects.filter(standards__number=1).count() >= 6
    assert "standards" in Change.objects.order_by("-pk")[0].keys


@pytest.mark.parametrize(
    "more",
    [
        {"1-key": "calm"}, {"1-key": ""}, {"1-key": "has space"}, {"1-text": ""},
        {"0-title": "", "1-title": "", "verb": "publish"},
    ],
)  # fmt: skip
def test_what_is_wrong_in_a_draft_is_said_and_nothing_is_lost(
    newsroom: Any, chief: Client, more: dict[str, str]
) -> None:
    answer = chief.post(PAGE, form(**more))
    assert answer.status_code == 422
    assert "لا ترفع صوتك." in answer.content.decode() or "0-title" in more
    assert standards.draft() is None
    assert standards.number_in_force() == 1


def test_everybody_accepts_a_new_version_anew(newsroom: Any, make_user: Any) -> None:
    reader = make_user()
    assert not standards.accepted(reader)
    actions.accept_standards(person=reader, number=1)
    assert standards.accepted(reader)
    actions.draft_standards(
        actor=None, intro="", intro_en="",
        rules=[{"key": "calm", "title": "اهدأ", "text": "لا ترفع صوتك."}],
    )  # fmt: skip
    actions.publish_standards(actor=None)
    assert not standards.accepted(reader)
    with pytest.raises(ValidationError):
        actions.accept_standards(person=reader, number=1)


def test_a_rule_that_is_no_more_is_not_cited_and_is_still_named(
    newsroom: Any, make_story: Any, make_user: Any
) -> None:
    from tests.community.written import write

    actions.draft_standards(
        actor=None, intro="", intro_en="",
        rules=[{"key": "calm", "title": "اهدأ", "text": "لا ترفع صوتك."}],
    )  # fmt: skip
    actions.publish_standards(actor=None)
    with pytest.raises(ValidationError):
        actions.reject_comment(comment=write(make_story(), make_user()), actor=None, rule="respect")
    old = standards.rule("respect")
    assert old is not None
    assert old.standards.number == 1


def test_readers_get_each_version_as_a_page(published: Published) -> None:
    first = Standards.objects.get(number=1).rules.all()[0]
    assert first.title in published.read("/standards/")
    assert first.title_en in published.read("/en/standards/")
    assert f'id="{first.key}"' in published.read("/standards/1/")
    assert 'href="standards/"' in published.read("/")
    actions.draft_standards(
        actor=None, intro="", intro_en="",
        rules=[{"key": "calm", "title": "اهدأ", "text": "<b>لا ترفع صوتك.</b>"}],
    )  # fmt: skip
    published.worker.drain()
    assert first.title in published.read("/standards/")
    actions.publish_standards(actor=None)
    published.worker.drain()
    now, old = published.read("/standards/"), published.read("/standards/1/")
    assert "&lt;b&gt;" in now
    assert first.title not in now
    assert first.title in old
    assert 'href="1/"' in now
    assert 'href="../2/"' in old
    assert published.stands("/en/standards/2/")


def test_a_page_that_an_editor_wrote_there_stands_until_there_are_standards(
    newsroom: Any, tmp_path: Path
) -> None:
    with unit_of_work(cause="test"):
        Standards.objects.all().delete()
        newsroom.add_child(
            instance=StaticPage(
                title="معايير قديمة", slug="standards", locale=newsroom.locale, kind="standards",
                body="<p>نص.</p>", live=True, last_published_at=timezone.now(),
            )
        )  # fmt: skip
    published = Published(tmp_path)
    assert "معايير قديمة" in published.read("/standards/")
    beginnings.first_standards()
    published.worker.drain()
    assert "احترم من تخاطب" in published.read("/standards/")
