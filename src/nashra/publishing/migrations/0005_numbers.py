from itertools import islice

from django.db import migrations, models

from nashra.publishing.numbers import file_number, key_number

MANY = 5000


def _parts(rows):
    source = iter(rows)
    while part := list(islice(source, MANY)):
        yield part


def number_files(apps, schema_editor):
    connection = schema_editor.connection
    with connection.cursor() as cursor:
        cursor.execute("SELECT path FROM publishing_publishedfile")
        paths = [row[0] for row in cursor.fetchall()]
        for part in _parts(paths):
            cursor.executemany(
                "UPDATE publishing_publishedfile SET number = %s WHERE path = %s",
                [(file_number(path), path) for path in part],
            )


def make_dependencies(apps, schema_editor):
    """SQLite keeps the rows in the primary key itself when told so: half of the space."""
    model = apps.get_model("publishing", "Dependency")
    if schema_editor.connection.vendor != "sqlite":
        schema_editor.create_model(model)
        return
    schema_editor.execute(
        "CREATE TABLE publishing_dependency (file bigint NOT NULL, key bigint NOT NULL, "
        "PRIMARY KEY (file, key)) WITHOUT ROWID"
    )
    schema_editor.execute("CREATE INDEX dependency_readers ON publishing_dependency (key, file)")


def number_dependencies(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        last = 0
        while True:
            cursor.execute(
                "SELECT id, path, key FROM publishing_dependency_named "
                "WHERE id > %s ORDER BY id LIMIT %s",
                [last, MANY],
            )
            part = cursor.fetchall()
            if not part:
                break
            cursor.executemany(
                "INSERT INTO publishing_dependency (file, key) VALUES (%s, %s) "
                "ON CONFLICT DO NOTHING",
                [(file_number(path), key_number(key)) for _, path, key in part],
            )
            last = part[-1][0]
        cursor.execute("DROP TABLE publishing_dependency_named")


class Migration(migrations.Migration):

    dependencies = [
        ('publishing', '0004_built_at'),
    ]

    operations = [
        migrations.AddField(
            model_name='workerlease',
            name='first_build',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='publishedfile',
            name='number',
            field=models.BigIntegerField(default=0),
            preserve_default=False,
        ),
        migrations.RunPython(number_files),
        migrations.AlterField(
            model_name='publishedfile',
            name='number',
            field=models.BigIntegerField(db_index=True),
        ),
        migrations.RemoveConstraint(model_name='dependency', name='dependency_once'),
        migrations.RemoveIndex(model_name='dependency', name='dependency_key'),
        migrations.AlterModelTable(name='dependency', table='publishing_dependency_named'),
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.DeleteModel(name='Dependency'),
                migrations.CreateModel(
                    name='Dependency',
                    fields=[
                        ('pk', models.CompositePrimaryKey('file', 'key', blank=True, editable=False, primary_key=True, serialize=False)),
                        ('file', models.BigIntegerField()),
                        ('key', models.BigIntegerField()),
                    ],
                    options={
                        'indexes': [models.Index(fields=['key', 'file'], name='dependency_readers')],
                    },
                ),
            ],
        ),
        migrations.RunPython(make_dependencies),
        migrations.RunPython(number_dependencies),
    ]
