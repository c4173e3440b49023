from django.db import migrations, models


class Migration(migrations.Migration):
    """Tasks are done in the order in which they were listed, not in that of their addresses."""

    dependencies = [
        ('publishing', '0005_numbers'),
    ]

    operations = [
        migrations.RemoveIndex(model_name='pagetask', name='task_order'),
        migrations.RenameModel(old_name='PageTask', new_name='PathTask'),
        migrations.CreateModel(
            name='PageTask',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('path', models.CharField(max_length=255, unique=True)),
                ('priority', models.PositiveSmallIntegerField()),
                ('rank', models.PositiveSmallIntegerField()),
                ('position', models.BigIntegerField(default=0)),
                ('change', models.BigIntegerField(null=True)),
                ('cause', models.CharField(max_length=200)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('not_before', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['priority', 'position', 'rank', 'id'], name='task_order')],
            },
        ),
        migrations.RunSQL(
            "INSERT INTO publishing_pagetask (path, priority, rank, position, change, cause, attempts, not_before) "
            "SELECT path, priority, rank, position, change, cause, attempts, not_before "
            "FROM publishing_pathtask ORDER BY path",
            "INSERT INTO publishing_pathtask (path, priority, rank, position, change, cause, attempts, not_before) "
            "SELECT path, priority, rank, position, change, cause, attempts, not_before FROM publishing_pagetask",
        ),
        migrations.DeleteModel(name='PathTask'),
    ]
