from django.db import migrations

INDEXES = {
    "newsroom_changed_pages":
        "wagtailcore_page (latest_revision_created_at) WHERE has_unpublished_changes",
    "newsroom_not_live_pages": "wagtailcore_page (latest_revision_created_at) WHERE NOT live",
    "newsroom_locked_pages": "wagtailcore_page (locked_at) WHERE locked",
    "newsroom_urgent_stories": "newsroom_storypage (urgency) WHERE NOT (urgency = 'normal')",
    "newsroom_newest_of_language": "wagtailcore_page (locale_id, latest_revision_created_at)",
}  # fmt: skip


class Migration(migrations.Migration):
    """What waits, is withdrawn, locked or urgent: few of many pages, and the desk has lists of them.

    Without these such a list walks through all pages. Hardly any page is in one of the first
    four, so they are small and a publication seldom writes to them. The last is for lists of one
    language: without it SQLite reads and sorts all pages of the language for a screen of them.
    """

    dependencies = [("newsroom", "0011_mirrors")]

    operations = [
        migrations.RunSQL(f"CREATE INDEX {name} ON {what}", f"DROP INDEX {name}")
        for name, what in INDEXES.items()
    ]
