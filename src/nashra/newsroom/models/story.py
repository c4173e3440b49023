"""The story: what the newsroom exists for."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from nashra.newsroom.blocks import BodyBlock
from nashra.newsroom.ids import new_public_id
from nashra.newsroom.models.named import Agency, Author, Tag
from nashra.newsroom.models.pages import PublicPage


class Urgency(models.TextChoices):
    """How a story is announced."""

    FLASH = "flash", _("Flash")
    URGENT = "urgent", _("Urgent")
    NORMAL = "normal", _("Normal")


class Genre(models.TextChoices):
    """What kind of text it is; the terms are those of IPTC's genre vocabulary."""

    NEWS = "news", _("News")
    ANALYSIS = "analysis", _("Analysis")
    OPINION = "opinion", _("Opinion")


class StoryPage(PublicPage):
    """A story beneath its section. Its public address is ``/a/<public_id>/`` whatever it is called.

    ``title`` is the working title on the desk; it follows ``headline`` once there is one.
    """

    public_id = models.CharField(
        max_length=7, unique=True, default=new_public_id, editable=False
    )
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=240)
    short_headline = models.CharField(
        _("short headline"), max_length=110, blank=True,
        help_text=_("For cards and lists; the headline if empty."),
    )  # fmt: skip
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Genre, default=Genre.NEWS)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    dateline = models.ForeignKey(
        "newsroom.Place", verbose_name=_("dateline"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    storyline = models.ForeignKey(
        "newsroom.Storyline", verbose_name=_("storyline"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="stories",
    )  # fmt: skip
    further_sections = ParentalManyToManyField(
        "newsroom.SectionPage", verbose_name=_("further sections"), blank=True, related_name="+"
    )
    lead_image = models.ForeignKey(
        "newsroom.NewsImage", verbose_name=_("lead picture"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="+",
    )  # fmt: skip
    lead_alt = models.CharField(_("alternative text"), max_length=300, blank=True)
    lead_caption = models.CharField(_("caption"), max_length=400, blank=True)
    lead_credit = models.CharField(_("credit"), max_length=160, blank=True)
    body = StreamField(BodyBlock(), verbose_name=_("text"), blank=True)
    note_to_readers = models.TextField(_("note to readers"), max_length=600, blank=True)
    source_url = models.URLField(_("source address"), max_length=1000, blank=True)

    parent_page_types = ["newsroom.SectionPage"]
    subpage_types = []
    exclude_fields_in_copy = ["public_id", "source_url"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("headline"),
        index.SearchField("standfirst"),
        index.FilterField("urgency"),
    ]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        permissions = [("retract_story", "Can retract and restore stories")]

    def clean(self) -> None:
        """Keeps the working title on the headline and asks for a picture's alternative text."""
        super().clean()
        if self.headline:
            self.title = self.headline
        if self.lead_image_id and not self.lead_alt:
            raise ValidationError(
                {"lead_alt": _("Describe the picture for those who cannot see it.")}
            )

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.headline:
            self.title = self.headline
        super().full_clean(*args, **kwargs)

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "newsroom/preview_unavailable.html"

    def serve_preview(self, request: Any, mode_name: str) -> Any:
        from nashra.newsroom.preview import render_preview

        return render_preview(self, request)


class StoryAuthor(Orderable):
    """A signature on a story."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="story_authors")
    author = models.ForeignKey(
        Author, verbose_name=_("author"), on_delete=models.CASCADE, related_name="+"
    )


class StoryAgency(Orderable):
    """An agency credit on a story."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="story_agencies")
    agency = models.ForeignKey(
        Agency, verbose_name=_("agency"), on_delete=models.CASCADE, related_name="+"
    )


class StoryTag(Orderable):
    """A topic of a story."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="story_tags")
    tag = models.ForeignKey(Tag, verbose_name=_("tag"), on_delete=models.CASCADE, related_name="+")


class RelatedStory(Orderable):
    """A story that the editor wants read next."""

    story = ParentalKey(StoryPage, on_delete=models.CASCADE, related_name="related_stories")
    related = models.ForeignKey(
        StoryPage, verbose_name=_("story"), on_delete=models.CASCADE, related_name="+"
    )


class Correction(models.Model):
    """A public note: what was wrong, and when it was put right. It outlives a deleted story."""

    story = models.ForeignKey(
        StoryPage, null=True, on_delete=models.SET_NULL, related_name="corrections"
    )
    language = models.CharField(max_length=8)
    slot = models.PositiveIntegerField()
    """Permanent place in the edition's list of corrections; page = slot // PAGE_SIZE."""
    note = models.TextField(_("note"), max_length=1000)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-slot"]
        constraints = [
            models.UniqueConstraint(fields=["language", "slot"], name="correction_slot")
        ]
        verbose_name = _("correction")

    def __str__(self) -> str:
        return self.note[:60]


class Tombstone(models.Model):
    """What stands at the address of a story that readers once had and no longer do.

    It outlives the story's page, so that a deleted story answers 410 for ever.
    """

    class Reason(models.TextChoices):
        """Why the story is gone."""

        RETRACTED = "retracted", _("Retracted")
        UNPUBLISHED = "unpublished", _("Withdrawn")
        DELETED = "deleted", _("Deleted")

    public_id = models.CharField(max_length=7, primary_key=True)
    language = models.CharField(max_length=8)
    kind = models.CharField(max_length=12, choices=Reason)
    reason = models.TextField(_("reason"), max_length=1000, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("tombstone")

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
