"""The global input of an edition, and the epoch that it makes."""

from collections.abc import Callable
from typing import cast

from nashra.newsroom import queries
from nashra.newsroom.addresses import MIRRORS_PATH, SEARCH_PATH, STANDARDS_PATH, front_path, prefix
from nashra.newsroom.models import FollowChannel, Newsroom
from nashra.publishing.labels import LABELS
from nashra.publishing.views import Channel, Digits, Language, Link, Site

Exists = Callable[[str], bool]
"""Whether a file stands at an address; navigation lists what stands, never a dead link."""


def _channels(room: Newsroom, language: str) -> tuple[Channel, ...]:
    if not room.pk:
        return ()
    rows = room.channels.all()
    return tuple(Channel(kind=row.kind, text=_called(row, language), url=row.url) for row in rows)


def _called(row: FollowChannel, language: str) -> str:
    return row.name_en or row.name if language == "en" else row.name


def _statics(language: str, exists: Exists) -> dict[str, tuple[Link, ...]]:
    found: dict[str, list[Link]] = {"standards": [], "all": []}
    for page in queries.static_pages(language):
        path = f"{prefix(language)}/{page.slug}/"
        if exists(path):
            link = Link(path=path, text=page.title)
            found["all"].append(link)
            if page.kind == "standards":
                found["standards"].append(link)
    path = f"{prefix(language)}{STANDARDS_PATH}"
    if exists(path) and path not in {link.path for link in found["all"]}:
        link = Link(path=path, text=LABELS[cast(Language, language)].standards)
        found["all"].append(link)
        found["standards"].append(link)
    return {key: tuple(links) for key, links in found.items()}


def site_view(language: str, exists: Exists) -> Site:
    """An edition as its pages show it. Raises LookupError where there is no such edition."""
    room = queries.newsroom()
    homes = {home.locale.language_code: home for home in queries.homes()}
    if language not in homes:
        raise LookupError(f"no published edition in {language!r}")
    statics = _statics(language, exists)
    sections = (
        Link(path=front_path("section", section.slug, language), text=section.title)
        for section in queries.sections(language)
    )
    others = (
        Link(path=f"{prefix(code)}/", text=home.title, language=cast(Language, code))
        for code, home in homes.items()
        if code != language
    )
    return Site(
        name=homes[language].title, tagline=homes[language].tagline, origin=room.origin,
        language=cast(Language, language), zone=room.zone, months=room.months,
        digits=cast(Digits, room.digits),
        prefix=prefix(language),
        sections=tuple(link for link in sections if exists(link.path)),
        pages=statics["all"], channels=_channels(room, language),
        editions=tuple(link for link in others if exists(link.path)),
        search=found if exists(found := f"{prefix(language)}{SEARCH_PATH}") else "",
        mirrors=found if exists(found := f"{prefix(language)}{MIRRORS_PATH}") else "",
        onion=room.onion,
        standards_path=next((link.path for link in statics["standards"]), ""),
        hijri=room.hijri,
    )  # fmt: skip
