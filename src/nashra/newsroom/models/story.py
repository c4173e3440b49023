"""The story: what the newsroom exists for."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from nashra.newsroom import panels
from nashra.newsroom.blocks import BodyBlock
from nashra.newsroom.forms import StoryCopyForm, StoryForm
from nashra.newsroom.ids import new_public_id
from nashra.newsroom.models.named import Agency, Author, Tag
from nashra.newsroom.models.pages import PublicPage
from nashra.newsroom.permissions import StoryPermissionTester
from nashra.newsroom.readiness import NotReady, problems


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


def untitled(hint: str) -> str:
    """What the desk calls a draft without a headline."""
    return str(gettext("[no headline] %(hint)s") % {"hint": hint[:180]}).strip()


class StoryPage(PublicPage):
    """A story beneath its section. Its public address is ``/a/<public_id>/`` whatever it is called.

    ``title`` is the working title on the desk; it follows ``headline`` once there is one.
    """

    public_id = models.CharField(max_length=7, unique=True, default=new_public_id, editable=False)
    kicker = models.CharField(_("kicker"), max_length=80, blank=True)
    headline = models.CharField(_("headline"), max_length=240)
    short_headline = models.CharField(
        _("short headline"), max_length=110, blank=True,
        help_text=_("For cards and lists; the headline if empty."),
    )  # fmt: skip
    standfirst = models.TextField(_("standfirst"), max_length=600, blank=True)
    genre = models.CharField(_("genre"), max_length=12, choices=Genre, default=Genre.NEWS)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default=Urgency.NORMAL)
    breaking_until = models.DateTimeField(
        _("breaking until"), null=True, blank=True,
        help_text=_("When flash or urgent ends. If empty: after the newsroom's usual minutes."),
    )  # fmt: skip
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

    preview_modes = Page.DEFAULT_PREVIEW_MODES
    edit_handler = panels.story_edit_handler()
    base_form_class = StoryForm
    copy_form_class = StoryCopyForm
    parent_page_types = ["newsroom.SectionPage"]
    subpage_types: list[str] = []
    exclude_fields_in_copy = ["public_id", "source_url", "breaking_until"]
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

    def name_itself(self) -> None:
        """Puts the working title on the headline, and the tree's slug on the public id."""
        if self.headline:
            self.title = self.headline
        elif not self.title:
            self.title = untitled(self.standfirst)
        self.slug = self.public_id

    def full_clean(self, exclude: Any = None, **kwargs: Any) -> None:
        """Validates the story for publication.

        A form leaves out (``exclude``) the fields that it does not hold, and asks for what
        publication requires itself, since a draft may lack all of it. Raises NotReady.
        """
        self.name_itself()
        if exclude is not None:
            super().full_clean(exclude=exclude, **kwargs)
            return
        found = problems(self, self.get_parent() if self.path else None)
        try:
            super().full_clean(**kwargs)
        except ValidationError as error:
            found = {**error.message_dict, **found}
        if found:
            raise NotReady(found, story=self)

    def minimal_clean(self) -> None:
        self.name_itself()
        super().minimal_clean()

    def with_content_json(self, content: dict[str, Any]) -> "StoryPage":
        """The story as a revision has it; no revision changes the public address."""
        story: StoryPage = super().with_content_json(content)
        story.public_id, story.slug = self.public_id, self.slug
        return story

    def permissions_for_user(self, user: Any) -> StoryPermissionTester:
        return StoryPermissionTester(user, self)

    def create_alias(self, **kwargs: Any) -> Any:
        """Raises ValidationError: one story has one address."""
        raise ValidationError(
            _("A story has one address: give it further sections instead of an alias.")
        )

    @property
    def published_at(self) -> datetime | None:
        """First publication in whole seconds: a revision keeps but thousandths, the row more."""
        moment: datetime | None = self.first_published_at
        return moment.replace(microsecond=0) if moment else None

    @property
    def announced(self) -> str:
        """How readers see it announced now: its urgency while that has not ended."""
        row = getattr(self, "breaking", None)
        return str(row.urgency) if row and not row.over else str(Urgency.NORMAL)

    @property
    def announced_until(self) -> datetime | None:
        """When the announcement ends; None where it is not announced as breaking now."""
        row = getattr(self, "breaking", None)
        return row.until if row and not row.over else None

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
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-slot"]
        constraints = [models.UniqueConstraint(fields=["language", "slot"], name="correction_slot")]
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
    at = models.DateTimeField(db_index=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("tombstone")

    def __str__(self) -> str:
        return f"{self.public_id} {self.kind}"
