"""What a newsroom keeps names of: people, places, agencies, authors, storylines, tags."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.fields import RichTextField
from wagtail.search import index

from nashra.newsroom.forms import NamedForm

PLAIN_FEATURES = ["bold", "italic", "link"]

ascii_slug = RegexValidator(
    r"^[a-z0-9]+(?:-[a-z0-9]+)*$",
    _("Use small Latin letters, digits and single hyphens: they make the public address."),
)


permanent_address = _("This address is public already and stays as it is.")


class Named(index.Indexed, models.Model):
    """A name with the other ways in which it is written.

    ``name`` is Arabic; ``name_en`` is used in the English edition and falls back to ``name``.
    """

    name = models.CharField(_("name"), max_length=160)
    name_en = models.CharField(_("name in English"), max_length=160, blank=True)
    slug = models.CharField(
        _("address"), max_length=80, unique=True, validators=[ascii_slug],
        help_text=_("The last part of the public address, for example rajab-salem."),
    )  # fmt: skip
    aliases = models.TextField(
        _("also written"), blank=True, help_text=_("Other spellings, one a line.")
    )

    panels: Sequence[Panel | Any] = [
        FieldPanel("name"),
        FieldPanel("name_en"),
        FieldPanel("slug"),
        FieldPanel("aliases"),
    ]
    base_form_class = NamedForm
    search_fields = [
        index.SearchField("name"),
        index.SearchField("aliases"),
        index.AutocompleteField("name"),
        index.AutocompleteField("aliases"),
    ]

    class Meta:
        abstract = True
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.pk and type(self)._default_manager.filter(pk=self.pk).exclude(slug=self.slug):
            raise ValidationError({"slug": permanent_address})

    def called(self, language: str) -> str:
        """The name in ``language``."""
        return self.name_en or self.name if language == "en" else self.name

    def spellings(self) -> tuple[str, ...]:
        """All ways in which the name is written, the preferred ones first, none twice."""
        lines = (line.strip() for line in self.aliases.splitlines())
        return tuple(dict.fromkeys(s for s in (self.name, self.name_en, *lines) if s))


class Person(Named):
    """Somebody who is quoted or written about."""

    capacity = models.CharField(_("capacity"), max_length=200, blank=True)
    capacity_en = models.CharField(_("capacity in English"), max_length=200, blank=True)
    bio = models.TextField(_("about"), blank=True)
    bio_en = models.TextField(_("about, in English"), blank=True)

    panels = [*Named.panels, "capacity", "capacity_en", "bio", "bio_en"]

    class Meta(Named.Meta):
        verbose_name = _("person")
        verbose_name_plural = _("people")


class Place(Named):
    """Where a story was filed from or happens."""

    class Meta(Named.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")


class Agency(Named):
    """A credit line: a news agency, or the newsroom itself."""

    class Meta(Named.Meta):
        verbose_name = _("agency")
        verbose_name_plural = _("agencies")


class Author(Named):
    """Somebody who signs stories, on the staff or not."""

    role = models.CharField(_("role"), max_length=160, blank=True)
    role_en = models.CharField(_("role in English"), max_length=160, blank=True)
    bio = models.TextField(_("about"), blank=True)
    bio_en = models.TextField(_("about, in English"), blank=True)
    portrait = models.ForeignKey(
        "newsroom.NewsImage", verbose_name=_("portrait"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip

    panels = [*Named.panels, "role", "role_en", "bio", "bio_en", "portrait"]

    class Meta(Named.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")


class Storyline(Named):  # type: ignore[django-manager-missing]
    """A developing matter; its background is one text, shown in every story that carries it."""

    background = RichTextField(_("background"), features=PLAIN_FEATURES, blank=True)
    background_en = RichTextField(_("background in English"), features=PLAIN_FEATURES, blank=True)

    panels = [*Named.panels, "background", "background_en"]

    class Meta(Named.Meta):
        verbose_name = _("storyline")
        verbose_name_plural = _("storylines")


class Tag(Named):
    """A topic with a page of its own."""

    class Meta(Named.Meta):
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
