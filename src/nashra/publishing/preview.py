"""Preview: the very page that readers would get, from what is not saved yet."""

from dataclasses import replace
from functools import cached_property
from typing import Any

from django.utils import timezone

from nashra.newsroom.models import NewsImage, StoryPage
from nashra.publishing import jinja
from nashra.publishing.epochs import stands
from nashra.publishing.memory import Memory
from nashra.publishing.reader import Reader
from nashra.publishing.site import site_view
from nashra.publishing.story_view import story_view
from nashra.publishing.views import Picture, Site, Source
from nashra.publishing.wholes import unsaved

WIDTH = 960


class _Desk:
    """The published root as it stands, with pictures from the desk's library."""

    def exists(self, path: str, *, wanted_by: str) -> bool:
        return path == wanted_by or stands(path)

    def site(self, language: str) -> Site:
        return site_view(language, stands)

    @cached_property
    def memory(self) -> Memory:
        return Memory()


class _PreviewReader(Reader):
    def picture(
        self, pk: int | None, *, alt: str, caption: str = "", credit: str = ""
    ) -> Picture | None:
        shown = super().picture(pk, alt=alt, caption=caption, credit=credit)
        image = self.publication.memory.row(NewsImage, pk) if pk else None
        if shown is None or image is None:
            return None
        made = image.get_rendition(f"width-{WIDTH}")
        source = Source(path=made.url, width=made.width, height=made.height)
        return replace(shown, webp=(), jpeg=(source,))


def preview(page: Any) -> str:
    """HTML of an unsaved story. Raises TypeError for a page that has no preview."""
    if not isinstance(page, StoryPage):
        raise TypeError(f"{type(page).__name__} has no preview")
    desk = _Desk()
    reader = _PreviewReader(f"/a/{page.public_id}/", desk)
    moment = page.first_published_at or timezone.now()
    view = story_view(reader, unsaved(page), preview_at=moment)
    return jinja.render(view, site=desk.site(page.locale.language_code))
