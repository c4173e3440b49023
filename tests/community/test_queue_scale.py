"""A queue of 60,000 comments is paged as fast as one of sixty."""

import time
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from nashra.accounts.models import Role
from nashra.changes import guard
from nashra.community import queues
from nashra.community.models import Comment
from tests.community.written import discussion_of

MANY = 60_000


@pytest.fixture
def desk(make_user: Callable[..., Any], make_story: Callable[..., Any]) -> Client:
    story, author = make_story(), make_user()
    discussion_of(story)
    # One in sixty is reported, one in fifty suspect, nine in ten wait.
    with guard.suspended(), connection.cursor() as cursor:
        cursor.execute(
            """
            WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < %s)
            INSERT INTO community_comment (
                public_id, discussion_id, author_id, guest, text, state, created_at, respects,
                replies_given, reports, picked, suspect, findings, likeness, first, rule, version,
                token, imported_as)
            SELECT printf('q%%06d', i), %s, %s, '', 'نص ' || i,
                CASE WHEN i %% 10 THEN 'waiting' ELSE 'rejected' END,
                strftime('%%Y-%%m-%%d %%H:%%M:%%f', %s, '-' || (i / 3) || ' seconds'),
                0, 0, (i %% 60) = 0, 0, (i %% 50) = 0, '[]', '', 0, '', 1, '', ''
            FROM n
            """,
            [MANY - 1, story.public_id, author.pk, timezone.now().strftime("%Y-%m-%d %H:%M:%S")],
        )
        cursor.execute("ANALYZE")
    client = Client()
    client.force_login(make_user(Role.MODERATOR))
    return client


def test_no_page_of_a_long_queue_is_slow(desk: Client) -> None:
    middle = Comment.objects.order_by("-created_at")[MANY // 2]
    place = queues.Place(middle.created_at, middle.pk)
    for name in queues.QUEUES:
        _is_walked_by_an_index(name, None)
        _is_walked_by_an_index(name, place)
    ways = [f"q/{name}" for name in queues.QUEUES]
    ways += [f"story/{middle.discussion_id}", f"person/{middle.author_id}"]
    for way in ways:
        begun = time.perf_counter()
        with CaptureQueriesContext(connection) as captured:
            page = desk.get(f"/desk/discussion/{way}/", {"after": str(place)})
        assert page.status_code == 200
        assert len(page.context["rows"]) == queues.PAGE, way
        assert len(captured) < 60, way
        # Ten times what it takes, for machines that do much besides.
        assert time.perf_counter() - begun < 3, way


def _is_walked_by_an_index(name: str, place: queues.Place | None) -> None:
    """The plan of the question that finds a page: from its place on, in the index's order."""
    queue = queues.QUEUES[name]
    with CaptureQueriesContext(connection) as captured:
        queues.page(queue.rows(Comment.objects.all()), place, newest=queue.newest)
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {captured[0]['sql']}")
        plan = [row[3] for row in cursor.fetchall()]
    assert "community_comment USING" in plan[0], plan
    assert "INDEX" in plan[0], plan
    # The moment is the index's; only comments of one moment are sorted by their name.
    assert "USE TEMP B-TREE FOR ORDER BY" not in plan, plan
