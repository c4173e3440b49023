"""Found a newsroom."""

from collections.abc import Callable, Mapping

from django.contrib.auth.models import Group
from django.utils.translation import override
from wagtail.models import Locale, Page, Site, Task, Workflow

from nashra.changes.unit import unit_of_work
from nashra.newsroom.actions.create_section import create_section
from nashra.newsroom.models import HomePage, Newsroom
from nashra.newsroom.queries import INBOX_SLUG
from nashra.newsroom.roles import give_editions_to_chief_editors

INBOX_NAMES = {"ar": "الوارد", "en": "Inbox"}


_further: list[Callable[[], None]] = []


class AlreadyFounded(Exception):
    """This database holds a newsroom."""


def also(begin: Callable[[], None]) -> None:
    """Adds what another room brings to every new newsroom; runs in the founding's unit of work."""
    _further.append(begin)


def found_newsroom(
    *,
    names: Mapping[str, str],
    origin: str,
    zone: str,
    months: str,
    digits: str,
    taglines: Mapping[str, str] | None = None,
) -> HomePage:
    """Makes the editions in the order of ``names`` (language code to name) and their inboxes.

    Returns the front page of the first, the main edition. Raises AlreadyFounded where there is a
    newsroom, ValidationError where a setting is wrong; nothing is kept then.
    """
    if HomePage.objects.exists():
        raise AlreadyFounded
    with unit_of_work(cause="found newsroom"):
        settings = Newsroom(pk=1, origin=origin, zone=zone, months=months, digits=digits)
        settings.full_clean()
        settings.save()
        root = Page.get_first_root_node()
        for page in root.get_children():
            page.delete()
        _take_away_what_wagtail_brings()
        root = Page.get_first_root_node()
        key, homes = None, []
        for language, name in names.items():
            locale, _ = Locale.objects.get_or_create(language_code=language)
            home = HomePage(
                title=name, slug=f"home-{language}", locale=locale,
                tagline=(taglines or {}).get(language, ""),
            )  # fmt: skip
            if key is not None:
                home.translation_key = key
            root.add_child(instance=home)
            key = home.translation_key
            homes.append(home)
        Site.objects.all().delete()
        Site.objects.create(
            hostname="localhost", root_page=homes[0], is_default_site=True, site_name=homes[0].title
        )
        give_editions_to_chief_editors()
        _inboxes(homes)
        for begin in _further:
            begin()
    return homes[0]


def _take_away_what_wagtail_brings() -> None:
    """Its example groups may publish everywhere, and its example workflow asks one of them."""
    Workflow.objects.all().delete()
    Task.objects.all().delete()
    Group.objects.filter(name__in=["Editors", "Moderators"]).delete()


def _inboxes(homes: list[HomePage]) -> None:
    for home in homes:
        language = home.locale.language_code
        with override(language):
            create_section(
                actor=None, name=INBOX_NAMES.get(language, "Inbox"), slug=INBOX_SLUG,
                language=language,
            )  # fmt: skip
