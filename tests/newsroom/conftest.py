"""The desk as an editor's browser sees it, without the browser."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from lxml import html

from nashra.changes import guard

OWN_TABLES = ("changes_change", "changes_fact", "newsroom_placement")


class Desk:
    """A signed-in client that fills in forms from the page, as a browser does."""

    def __init__(self, user: Any) -> None:
        self.user = user
        self.client = Client(raise_request_exception=False)
        self.client.force_login(user)

    def get(self, url: str, **data: Any) -> Any:
        return self.client.get(url, data)

    def form(self, url: str, *, number: int = 0) -> dict[str, Any]:
        """What the page's main form would send if nobody touched it."""
        response = self.client.get(url)
        assert response.status_code == 200, (url, response.status_code)
        forms = [
            form
            for form in html.fromstring(response.content.decode()).forms
            if form.method == "POST" and "csrf" not in (form.get("action") or "")
        ]
        form = max(forms, key=lambda f: len(f.inputs)) if not number else forms[number]
        values: dict[str, Any] = {}
        for name, value in form.form_values():
            values.setdefault(name, [] if name in values else value)
        return values

    def post(self, url: str, data: dict[str, Any] | None = None, **more: Any) -> Any:
        return self.client.post(url, {**(data or {}), **more})


def everything() -> dict[str, list[Any]]:
    """All rows that readers or the outbox depend on."""
    found = {}
    with connection.cursor() as cursor:
        for table in sorted({*guard.watched(), *OWN_TABLES}):
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = sorted(cursor.fetchall(), key=repr)
    return found


@pytest.fixture
def snapshot() -> Callable[[], dict[str, list[Any]]]:
    return everything


@pytest.fixture
def desk(make_user: Callable[..., Any]) -> Desk:
    """An administrator at the desk."""
    from nashra.accounts.models import Role

    return Desk(make_user(Role.ADMINISTRATOR, username="chief"))


@pytest.fixture
def desk_for() -> type[Desk]:
    return Desk


@pytest.fixture
def changed_keys() -> Callable[[], Callable[[], set[str]]]:
    """Call it to begin; call what it gives to learn which keys the outbox has named since."""
    from nashra.changes.models import Change

    def begin() -> Callable[[], set[str]]:
        last = Change.objects.order_by("-pk").values_list("pk", flat=True).first() or 0

        def since() -> set[str]:
            rows = Change.objects.filter(pk__gt=last).values_list("keys", flat=True)
            return {key for keys in rows for key in keys}

        return since

    return begin


@pytest.fixture
def picture(newsroom: Any) -> Callable[..., Any]:
    """Makes a picture in the library."""
    import io

    from django.core.files.base import ContentFile
    from PIL import Image

    from nashra.changes.unit import unit_of_work
    from nashra.newsroom.models import NewsImage

    def make(title: str = "صورة", colour: str = "teal") -> Any:
        out = io.BytesIO()
        Image.new("RGB", (40, 30), colour).save(out, "JPEG")
        with unit_of_work(cause="test"):
            image = NewsImage(title=title, file=ContentFile(out.getvalue(), "camera.jpg"))
            image.save()
        return image

    return make
