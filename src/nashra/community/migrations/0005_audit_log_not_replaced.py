"""A row of the audit log is not replaced either: SQLite asks no delete trigger then.

Source: https://www.sqlite.org/lang_conflict.html, REPLACE.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("community", "0004_settings")]

    operations = [
        migrations.RunSQL(
            "CREATE TRIGGER community_decision_no_replace BEFORE INSERT ON community_decision "
            "WHEN EXISTS (SELECT 1 FROM community_decision WHERE id = NEW.id) "
            "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END",
            "DROP TRIGGER community_decision_no_replace",
        )
    ]
