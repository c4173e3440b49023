from django.db import migrations


class Migration(migrations.Migration):
    """What lies right beneath a page, without a look at all that lies anywhere beneath it.

    The second keeps Wagtail's question whether a slug is taken from being answered by the first,
    which would read all pages of a section: it is asked three times for each publication.
    """

    dependencies = [("newsroom", "0009_expiring_pages_index")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX newsroom_pages_by_depth ON wagtailcore_page (depth, path)",
            "DROP INDEX newsroom_pages_by_depth",
        ),
        migrations.RunSQL(
            "CREATE INDEX newsroom_pages_by_slug ON wagtailcore_page (depth, slug, path)",
            "DROP INDEX newsroom_pages_by_slug",
        ),
        # The report on kinds of pages: the newest of each kind.
        migrations.RunSQL(
            "CREATE INDEX newsroom_newest_of_kind ON wagtailcore_page "
            "(content_type_id, latest_revision_created_at)",
            "DROP INDEX newsroom_newest_of_kind",
        ),
    ]
