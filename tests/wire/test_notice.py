"""What the desk shows of an import."""

from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from nashra.newsroom import queries
from nashra.newsroom.desk import story_notices
from nashra.newsroom.models import StoryPage
from nashra.wire.admin import story_findings, story_notice
from nashra.wire.importer import import_paths

pytestmark = pytest.mark.django_db


@pytest.fixture
def story(newsroom: Any, tmp_path: Path, port_dump: bytes) -> StoryPage:
    path = tmp_path / "port<b>.txt"
    path.write_bytes(port_dump)
    [item] = import_paths(paths=[str(path)], section=None, agency=None, publish=False)
    found = queries.story_by_public_id(item.story or "")
    assert found is not None
    return found


def test_findings(story: StoryPage, port_dump: bytes) -> None:
    findings = story_findings(story.pk)
    assert findings is not None
    labels = [found.label for found in findings.found]
    assert labels[0] == "عنوان مقترح"
    assert {"القسم", "المكان", "الوكالة", "ساعة الصفحة", "تصريحات", "خلفية"} <= set(labels)
    assert "«اليوم الخميس» يناقض يوم الأحد \u20662026-03-15\u2069" in findings.doubts
    assert findings.original == port_dump.decode()


def test_notice_in_both_languages(story: StoryPage) -> None:
    with override("ar"):
        arabic = story_notice(story, None)
    with override("en"):
        english = story_notice(story, None)
    assert "ما وجده المستورد" in arabic
    assert "يناقض" in arabic
    assert "What the importer found" in english
    assert "which is a Sunday" in english
    assert "9 يناير/كانون الثاني ← \u20662026-01-09\u2069" in arabic


def test_everything_that_came_in_is_escaped(story: StoryPage) -> None:
    html = story_notice(story, None)
    assert "port&lt;b&gt;.txt" in html
    assert "port<b>" not in html


def test_the_desk_asks_for_it(story: StoryPage) -> None:
    assert any("nashra-wire" in notice for notice in story_notices(story, None))


def test_other_stories_have_none(newsroom: Any) -> None:
    from nashra.newsroom.actions import create_draft
    from nashra.newsroom.content import StoryContent

    own = create_draft(
        section=queries.inbox_section(), actor=None, content=StoryContent(headline="خبرنا")
    )
    assert story_findings(own.pk) is None
    assert story_notice(own, None) == ""
