"""What the tests of all rooms share.

Founding a newsroom takes a third of a second; it is done once and its rows are put back for each
test that asks for ``newsroom``, in a transactional test too.
"""

import gc
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any

import pytest

from tests import order
from tests.rows import Rows


def pytest_configure(config: pytest.Config) -> None:
    # Wagtail leaves the temporary file of a new rendition to the garbage collector.
    config.addinivalue_line(
        "filterwarnings", "ignore:Unclosed file <tempfile.SpooledTemporaryFile:ResourceWarning"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> order.Scheduling | None:
    by_file = config.getoption("dist") == "loadfile"
    return order.Scheduling(config, log) if by_file else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if gone := order.gone():
        raise pytest.UsageError(f"tests/order.py names what is no file: {', '.join(gone)}")
    items.sort(key=lambda item: order.place(item.path))


def pytest_collection_finish() -> None:
    # What was imported by now stays: no collection of garbage need look at it again.
    gc.collect()
    gc.freeze()


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
def _founded(django_db_setup: None, django_db_blocker: Any) -> Rows:
    from django.db import transaction

    with django_db_blocker.unblock(), transaction.atomic():
        _found()
        rows = Rows.now()
        transaction.set_rollback(True)
    return rows


@pytest.fixture
def newsroom(db: None, _founded: Rows) -> Any:
    """A small newsroom: two editions, three Arabic sections, an English one; its front page."""
    from nashra.newsroom.models import HomePage

    _founded.put_back()
    return HomePage.objects.get(locale__language_code="ar")


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
