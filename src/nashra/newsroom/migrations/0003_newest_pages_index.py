from django.db import migrations


class Migration(migrations.Migration):
    """The desk's list is by last revision; without this it sorts every story for each screen."""

    dependencies = [("newsroom", "0002_modification")]

    operations = [
        migrations.RunSQL(
            "CREATE INDEX newsroom_newest_pages ON wagtailcore_page (latest_revision_created_at)",
            "DROP INDEX newsroom_newest_pages",
        )
    ]
