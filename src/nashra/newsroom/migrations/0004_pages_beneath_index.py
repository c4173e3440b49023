from django.db import migrations


class Migration(migrations.Migration):
    """Wagtail asks for all that lies beneath a page by LIKE, without regard for case.

    SQLite takes an index for that only where the index disregards case too; without this, each
    such question (several for each row of a listing) reads every page there is.
    """

    dependencies = [("newsroom", "0003_newest_pages_index")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX newsroom_pages_beneath ON wagtailcore_page (path COLLATE NOCASE)",
            "DROP INDEX newsroom_pages_beneath",
        ),
        # What is live, newest first: the dashboard.
        migrations.RunSQL(
            "CREATE INDEX newsroom_last_published ON wagtailcore_page (last_published_at)",
            "DROP INDEX newsroom_last_published",
        ),
    ]
