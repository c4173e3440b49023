"""What the tests of all rooms share.

Founding a newsroom takes a third of a second; it is done once and its rows are put back for each
test that asks for ``newsroom``, in a transactional test too.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

Table = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def pytest_configure(config: pytest.Config) -> None:
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    config.addinivalue_line(
        "filterwarnings", "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
    )


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: Any) -> Iterator[None]:
    """The tests' database, in memory: a copy of one that was migrated for all processes."""
    from django.db import connection

    from tests.homes import migrated

    kept = connection.settings_dict["NAME"]
    with django_db_blocker.unblock():
        connection.close()
        connection.settings_dict["NAME"] = f"file:nashra-{os.getpid()}?mode=memory&cache=shared"
        connection.ensure_connection()
        with closing(sqlite3.connect(migrated())) as source:
            source.backup(connection.connection)
        yield
        connection.settings_dict["NAME"] = kept
        # Django closes a database in memory never: what holds it must go.
        connection.connection.close()


def _read_all() -> Table:
    from django.db import connection

    found: Table = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table != "django_migrations" and "_fts" not in table:
                cursor.execute(f'SELECT * FROM "{table}"')
                names = [column[0] for column in cursor.description]
                found[table] = (names, cursor.fetchall())
    return found


def _put_back(rows: Table) -> None:
    from django.contrib.contenttypes.models import ContentType
    from django.db import connection, transaction
    from wagtail.models import Site

    with transaction.atomic(), connection.cursor() as cursor:
        for table, (names, values) in rows.items():
            cursor.execute(f'SELECT * FROM "{table}"')
            if cursor.fetchall() == values:
                continue
            cursor.execute(f'DELETE FROM "{table}"')
            marks = ", ".join(["%s"] * len(names))
            columns = ", ".join(f'"{name}"' for name in names)
            cursor.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', values)
    ContentType.objects.clear_cache()
    Site.clear_site_root_paths_cache()


def _found() -> None:
    from nashra.newsroom import actions

    actions.found_newsroom(
        names={"ar": "نشرة التجربة", "en": "Trial Bulletin"},
        origin="https://nashra.example",
        zone="Asia/Beirut",
        months="egyptian_levantine",
        digits="latn",
    )
    for name, slug in (("البلد", "local"), ("الاقتصاد", "economy"), ("الرياضة", "sport")):
        actions.create_section(actor=None, name=name, slug=slug, language="ar")
    actions.create_section(actor=None, name="Local", slug="local", language="en")


@pytest.fixture(scope="session")
def _founded(django_db_setup: None, django_db_blocker: Any) -> Table:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        _found()
        rows = _read_all()
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def newsroom(db: None, _founded: Table) -> Any:
    """A small newsroom: two editions, three Arabic sections, an English one; its front page."""
    from nashra.changes import guard
    from nashra.newsroom.models import HomePage

    with guard.suspended():
        _put_back(_founded)
    return HomePage.objects.get(locale__language_code="ar")


class Rows:
    """The whole database, to be read once and put back for each test that wants it so."""

    def __init__(self, read: Table) -> None:
        self._read = read

    @classmethod
    def now(cls) -> "Rows":
        return cls(_read_all())

    def put_back(self) -> None:
        from nashra.changes import guard

        with guard.suspended():
            _put_back(self._read)


@pytest.fixture(scope="session")
def rows() -> type[Rows]:
    return Rows


@pytest.fixture
def section(newsroom: Any) -> Callable[[str], Any]:
    """Gives a section of the Arabic edition by its address."""
    from nashra.newsroom.models import SectionPage

    def get(slug: str, language: str = "ar") -> Any:
        return SectionPage.objects.get(slug=slug, locale__language_code=language)

    return get


@pytest.fixture
def make_user(newsroom: Any) -> Callable[..., Any]:
    """Makes somebody with a role, everywhere or in one section."""
    from django.contrib.auth import get_user_model

    from nashra.newsroom import actions

    def make(role: Any = None, section: Any = None, **fields: Any) -> Any:
        users = get_user_model().objects
        name = fields.pop("username", f"person{users.count()}")
        user = users.create_user(username=name, password="long-enough-71", **fields)
        if role is not None:
            actions.grant_role(user=user, role=role, section=section)
        return users.get(pk=user.pk)

    return make


@pytest.fixture
def make_story(section: Callable[[str], Any]) -> Callable[..., Any]:
    """Makes a story beneath a section; published unless told otherwise."""
    from nashra.newsroom import actions
    from nashra.newsroom.content import StoryContent

    def make(
        headline: str = "عنوان للتجربة", *, slug: str = "local", publish: bool = True,
        owner: Any = None, language: str = "ar", **content: Any,
    ) -> Any:  # fmt: skip
        content.setdefault("body", (("paragraph", "<p>فقرة أولى.</p>"),))
        story = actions.create_draft(
            section=section(slug, language), actor=owner,
            content=StoryContent(headline=headline, language=language, **content),
        )  # fmt: skip
        if publish:
            actions.publish_story(story=story, actor=None)
        story.refresh_from_db()
        return story

    return make


@pytest.fixture(autouse=True)
def _arabic() -> Iterator[None]:
    """Each test begins in the desk's own language, whatever the one before it chose."""
    from django.utils import translation

    with translation.override("ar"):
        yield
