"""What a change of Wagtail's tables takes from the desk's speed, and who brings it back."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from tests.homes import Home, migrated

WIDER_TITLES = """
import django; django.setup()
from django.db import connection, models
from django.db.migrations.loader import MigrationLoader
Page = MigrationLoader(connection).project_state().apps.get_model("wagtailcore", "Page")
old = Page._meta.get_field("draft_title")
new = models.CharField(max_length=300)
new.set_attributes_from_name("draft_title")
new.model = Page
with connection.schema_editor() as editor:
    editor.alter_field(Page, old, new)
"""
MIGRATE = """
import django; django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
"""
KEPT = """
SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql NOT LIKE '%INDEX "%'
UNION SELECT coalesce(idx, tbl), stat FROM sqlite_stat1
"""


def kept(home: Home) -> set[tuple[str, str]]:
    """Indexes that no model names, as written but for spaces, and what the planner is told."""
    return {(name, " ".join(text.split())) for name, text in home.ask(KEPT)}


def test_a_table_that_is_made_anew_has_its_indexes_again_after_migrating(tmp_path: Path) -> None:
    home = Home(tmp_path)
    shutil.copy(migrated(), tmp_path / "db.sqlite3")
    before = kept(home)
    home.python(WIDER_TITLES)
    with closing(sqlite3.connect(tmp_path / "db.sqlite3")) as database:
        database.execute("DROP TABLE sqlite_stat1")
    home.python(MIGRATE)
    assert kept(home) == before
