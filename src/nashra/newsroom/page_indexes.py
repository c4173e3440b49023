"""Indexes of the pages that no model names, and what the planner is told of small tables.

Migrations 0003 to 0012 made them. A later migration, of a new Wagtail most of all, may make the
table of pages anew, as SQLite needs for many changes: Django then keeps only what models name.
"""

from typing import Any

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import post_migrate

MADE = ("newsroom", "0012_large_archive")
"""The migration with which all of them stand."""
INDEXES = {
    "newsroom_newest_pages": "wagtailcore_page (latest_revision_created_at, path, depth)",
    "newsroom_pages_beneath": "wagtailcore_page (path COLLATE NOCASE)",
    "newsroom_last_published": "wagtailcore_page (last_published_at)",
    "newsroom_expiring_pages": "wagtailcore_page (expire_at) WHERE expire_at IS NOT NULL",
    "newsroom_pages_by_depth": "wagtailcore_page (depth, path)",
    "newsroom_pages_by_slug": "wagtailcore_page (depth, slug, path)",
    "newsroom_newest_of_kind": "wagtailcore_page (content_type_id, latest_revision_created_at)",
    "newsroom_changed_pages":
        "wagtailcore_page (latest_revision_created_at) WHERE has_unpublished_changes",
    "newsroom_not_live_pages": "wagtailcore_page (latest_revision_created_at) WHERE NOT live",
    "newsroom_locked_pages": "wagtailcore_page (locked_at) WHERE locked",
    "newsroom_urgent_stories": "newsroom_storypage (urgency) WHERE NOT (urgency = 'normal')",
}  # fmt: skip
ROWS = {
    "newsroom_homepage": 4, "newsroom_sectionpage": 50, "newsroom_staticpage": 20,
    "newsroom_breaking": 50, "newsroom_coverage": 500,
}  # fmt: skip
"""Rows of small tables, as the planner is to take them (decision 15)."""
PAGES_OF_A_LANGUAGE = "1000000 500000"
"""All pages, and those of one language: as an index on it is described to the planner."""


def connect() -> None:
    """Has them looked after whenever migrations have run."""
    sender = apps.get_app_config("newsroom")
    post_migrate.connect(_after, sender=sender, dispatch_uid="nashra.newsroom.page_indexes")


def _after(**_: Any) -> None:
    # Migrated only to before them, they are not there yet.
    if MADE in MigrationRecorder(connection).applied_migrations():
        restore()


def restore() -> None:
    """Makes those that are missing again; what stands is left as it is."""
    with connection.cursor() as cursor:
        for name, what in INDEXES.items():
            cursor.execute(f"CREATE INDEX IF NOT EXISTS {name} ON {what}")
        # Makes the table of statistics where somebody dropped it, and else says nothing of pages.
        cursor.execute("ANALYZE sqlite_schema")
        for table, rows in ROWS.items():
            cursor.execute(
                "INSERT INTO sqlite_stat1 SELECT %s, NULL, %s "
                "WHERE NOT EXISTS (SELECT 1 FROM sqlite_stat1 WHERE tbl = %s)",
                [table, str(rows), table],
            )
        cursor.execute(
            "INSERT INTO sqlite_stat1 SELECT tbl_name, name, %s FROM sqlite_master "
            "WHERE type = 'index' AND tbl_name = 'wagtailcore_page' "
            "AND sql LIKE '%%(\"locale_id\")' "
            "AND name NOT IN (SELECT idx FROM sqlite_stat1 WHERE idx IS NOT NULL)",
            [PAGES_OF_A_LANGUAGE],
        )
