from django.db import migrations

INDEXES = {
    "newsroom_changed_pages":
        "wagtailcore_page (latest_revision_created_at) WHERE has_unpublished_changes",
    "newsroom_not_live_pages": "wagtailcore_page (latest_revision_created_at) WHERE NOT live",
    "newsroom_locked_pages": "wagtailcore_page (locked_at) WHERE locked",
    "newsroom_urgent_stories": "newsroom_storypage (urgency) WHERE NOT (urgency = 'normal')",
}  # fmt: skip
BY_TIME = "CREATE INDEX newsroom_newest_pages ON wagtailcore_page "
FEW = {
    "newsroom_homepage": 4, "newsroom_sectionpage": 50, "newsroom_staticpage": 20,
    "newsroom_breaking": 50, "newsroom_coverage": 500,
}  # fmt: skip
"""Rows of the small tables beside that of pages, as the planner is to take them."""


class Migration(migrations.Migration):
    """What waits, is withdrawn, locked or urgent: few of many pages, and the desk has lists of them.

    Without these indexes such a list walks through all pages. Hardly any page is in one of them,
    so they are small and a publication seldom writes to them. The index by time holds the path
    too, so that a walk to the newest beneath a section looks at no page that lies elsewhere.

    SQLite takes a table of which it knows nothing for one of a million rows, and walks through all
    pages in search of the sections. It is told by hand that those are few and that a language says
    little (https://www.sqlite.org/optoverview.html#manual_control_of_query_plans_using_sqlite_stat_tables):
    ``ANALYZE`` of everything makes other lists slow (decision 15).
    """

    dependencies = [("newsroom", "0011_mirrors")]

    operations = [
        migrations.RunSQL(
            ["DROP INDEX newsroom_newest_pages",
             f"{BY_TIME} (latest_revision_created_at, path, depth)"],
            ["DROP INDEX newsroom_newest_pages", f"{BY_TIME} (latest_revision_created_at)"],
        ),
        *(
            migrations.RunSQL(f"CREATE INDEX {name} ON {what}", f"DROP INDEX {name}")
            for name, what in INDEXES.items()
        ),
        migrations.RunSQL(
            [
                # Makes the table of statistics.
                "ANALYZE newsroom_homepage",
                f"DELETE FROM sqlite_stat1 WHERE tbl IN {tuple(FEW)}",
                *(f"INSERT INTO sqlite_stat1 VALUES ('{table}', NULL, '{rows}')"
                  for table, rows in FEW.items()),
                "INSERT INTO sqlite_stat1 SELECT tbl_name, name, '1000000 500000' "
                "FROM sqlite_master WHERE type = 'index' AND tbl_name = 'wagtailcore_page' "
                "AND sql LIKE '%%(\"locale_id\")'",
            ],
            f"DELETE FROM sqlite_stat1 WHERE tbl IN {(*FEW, 'wagtailcore_page')}",
        ),
    ]  # fmt: skip
