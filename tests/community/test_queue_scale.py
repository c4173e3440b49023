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
    assert Comment.objects.count() == MANY
    middle = Comment.objects.order_by("-created_at")[MANY // 2]
    place = queues.Place(middle.created_at, middle.pk)
    person = Comment.objects.values_list("author", flat=True)[0]
    ways = [f"q/{name}" for name in queues.QUEUES]
    ways += [f"story/{middle.discussion_id}", f"person/{person}"]
    for way in ways:
        for query in ({}, {"after": str(place)}):
            best, asked = 9.0, 0
            # The best of three: other work on the machine is none of the page's.
            for _ in range(3):
                begun = time.perf_counter()
                with CaptureQueriesContext(connection) as captured:
                    page = desk.get(f"/desk/discussion/{way}/", query)
                best, asked = min(best, time.perf_counter() - begun), len(captured)
            assert page.status_code == 200
            assert len(page.context["rows"]) == queues.PAGE, way
            assert asked < 60, way
            assert best < 0.9, (way, query, best)
            print(way, query, asked, round(best * 1000))


@pytest.mark.parametrize("name", list(queues.QUEUES))
@pytest.mark.parametrize("deep", [False, True])
def test_a_page_is_read_by_an_index_from_its_place_on(
    desk: Client, name: str, deep: bool
) -> None:
    queue = queues.QUEUES[name]
    middle = Comment.objects.order_by("-created_at")[MANY // 2]
    place = queues.Place(middle.created_at, middle.pk) if deep else None
    with CaptureQueriesContext(connection) as captured:
        queues.page(queue.rows(Comment.objects.all()), place, newest=queue.newest)
    sql = captured[0]["sql"]
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        plan = [row[3] for row in cursor.fetchall()]
    assert "community_comment USING" in plan[0], plan
    assert "INDEX" in plan[0], plan
    # The moment is the index's; only comments of one moment are sorted by their name.
    assert not any(step == "USE TEMP B-TREE FOR ORDER BY" for step in plan), plan
