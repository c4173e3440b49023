"""The one row of settings: whoever reads it must not write it."""

from typing import Any

from django.db import migrations


def make(apps: Any, editor: Any) -> None:
    apps.get_model("community", "DiscussionSettings").objects.get_or_create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("community", "0003_moderation")]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
