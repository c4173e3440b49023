"""Editions, sections and static pages: the tree that stories hang in."""

from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, MultipleChooserPanel
from wagtail.fields import RichTextField
from wagtail.models import Orderable, Page

from nashra.newsroom.addresses import RESERVED, page_path, public_root
from nashra.newsroom.forms import PublicPageForm
from nashra.newsroom.models.named import ascii_slug, permanent_address

ADDRESS_PANELS = [FieldPanel("slug")]


class PublicPage(Page):
    """A Wagtail page whose public address is a file in the published root."""

    base_form_class = PublicPageForm
    preview_modes: list[tuple[str, Any]] = []
    """Fronts are made from the stories in them; there is nothing to see before they are."""

    class Meta:
        abstract = True

    def check_address(self) -> None:
        """Raises ValidationError where the slug is no address, or differs from the public one."""
        ascii_slug(self.slug)
        was = Page.objects.filter(pk=self.pk, live=True).values_list("slug", flat=True).first()
        if was is not None and was != self.slug:
            raise ValidationError({"slug": permanent_address})

    def can_move_to(self, parent: Page) -> bool:
        """Nothing leaves its edition: it would be in the wrong language there."""
        return bool(super().can_move_to(parent)) and parent.locale_id == self.locale_id

    @cached_property
    def public_root(self) -> tuple[int, str] | None:
        """Site id and origin; a listing, which asks thrice a row, reads them once for all rows."""
        return public_root()

    def get_url_parts(self, request: Any = None) -> tuple[int, str, str] | None:
        """What Wagtail wants for "view live": site id, origin, path."""
        return (*self.public_root, page_path(self)) if self.public_root else None


class HomePage(PublicPage):
    """One edition of the site: its name and what leads its front page."""

    tagline = models.CharField(_("tagline"), max_length=200, blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("tagline"),
        MultipleChooserPanel(
            "lead_items", chooser_field_name="story", label=_("Story"),
            heading=_("What leads the front page, in order"),
        ),
    ]  # fmt: skip
    promote_panels: list[Any] = []
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["newsroom.SectionPage", "newsroom.StaticPage"]

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


class LeadItem(Orderable):
    """One of the stories that lead a front page."""

    home = ParentalKey(HomePage, on_delete=models.CASCADE, related_name="lead_items")
    story = models.ForeignKey(
        "newsroom.StoryPage", verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )


class Band(models.TextChoices):
    """How a section's strip on the front page is arranged."""

    LIST = "list", _("List")
    LEAD_LIST = "lead_list", _("Lead with list")
    PORTRAITS = "portraits", _("Opinion with portraits")


class SectionPage(PublicPage):
    """A section: a desk with rights of its own, a front and an archive."""

    description = models.CharField(_("description"), max_length=300, blank=True)
    band = models.CharField(
        _("strip on the front page"), max_length=12, choices=Band, default=Band.LIST
    )

    content_panels = [*Page.content_panels, FieldPanel("description"), FieldPanel("band")]
    promote_panels = ADDRESS_PANELS
    parent_page_types = ["newsroom.HomePage"]
    subpage_types = ["newsroom.StoryPage"]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def clean(self) -> None:
        super().clean()
        self.check_address()


class StaticKind(models.TextChoices):
    """What a static page is for; each kind stands once in an edition, "other" as often as liked."""

    ABOUT = "about", _("About us")
    CONTACT = "contact", _("Contact")
    STANDARDS = "standards", _("Community standards")
    PRIVACY = "privacy", _("Privacy")
    OTHER = "other", _("Other")


class StaticPage(PublicPage):
    """A page that is not news: about, contact, standards, privacy."""

    kind = models.CharField(_("kind"), max_length=12, choices=StaticKind, default=StaticKind.OTHER)
    body = RichTextField(
        _("text"), features=["h2", "h3", "bold", "italic", "link", "ol", "ul"], blank=True
    )

    content_panels = [*Page.content_panels, FieldPanel("kind"), FieldPanel("body")]
    promote_panels = ADDRESS_PANELS
    parent_page_types = ["newsroom.HomePage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("static page")
        verbose_name_plural = _("static pages")

    def clean(self) -> None:
        super().clean()
        self.check_address()
        if self.slug in RESERVED:
            raise ValidationError({"slug": _("This address is taken by a part of the site.")})
