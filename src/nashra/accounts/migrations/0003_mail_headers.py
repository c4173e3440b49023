from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_readers")]

    operations = [
        migrations.AddField(
            model_name="queuedmail",
            name="headers",
            field=models.JSONField(blank=True, default=dict),
        ),
    ]
