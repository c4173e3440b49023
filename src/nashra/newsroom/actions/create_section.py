"""Create a section."""

from typing import Any

from nashra.changes.unit import unit_of_work
from nashra.newsroom import rights
from nashra.newsroom.actions.open_section import open_section
from nashra.newsroom.models import HomePage, SectionPage


def create_section(
    *,
    actor: Any,
    name: str,
    slug: str,
    language: str,
    description: str = "",
    band: str = "list",
    edition_of: SectionPage | None = None,
) -> SectionPage:
    """Makes a section with its desk beneath the front page of an edition, open at once.

    ``edition_of`` is the same section in another language. Raises ValidationError for a bad or
    taken address, PermissionDenied where the actor may not add sections.
    """
    home = HomePage.objects.get(locale__language_code=language)
    rights.require(actor, "create", home)
    with unit_of_work(cause="create section", actor=actor):
        section = SectionPage(
            title=name, slug=slug, description=description, band=band, locale=home.locale
        )
        if edition_of is not None:
            section.translation_key = edition_of.translation_key
        home.add_child(instance=section)
        # Wagtail counts a page whose last revision was never published as changed since.
        section.save_revision(user=actor, log_action=True).publish(user=actor)
        open_section(section=section)
    return section
