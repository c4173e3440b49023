"""The audit log takes new rows and nothing else."""

from django.db import migrations


def _refuse(verb: str) -> migrations.RunSQL:
    name = f"community_decision_no_{verb.lower()}"
    return migrations.RunSQL(
        f"CREATE TRIGGER {name} BEFORE {verb} ON community_decision "
        "BEGIN SELECT RAISE(ABORT, 'the audit log is never changed'); END",
        f"DROP TRIGGER {name}",
    )


class Migration(migrations.Migration):
    dependencies = [("community", "0001_initial")]

    operations = [_refuse("UPDATE"), _refuse("DELETE")]
