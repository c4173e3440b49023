"""Whether and how a story may be discussed."""

from typing import Any

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from nashra.accounts.mail import has_mail
from nashra.newsroom.models import SectionPage, StoryPage


class Mode(models.TextChoices):
    """When readers see what was written."""

    OFF = "off", _("No discussion")
    BEFORE = "before", _("After a moderator approved it")
    AFTER = "after", _("At once; moderators look afterwards")
    FIRST = "first", _("At once, but for a person's first comments")


def _between(least: int, most: int) -> list[MinValueValidator | MaxValueValidator]:
    return [MinValueValidator(least), MaxValueValidator(most)]


class MailPanel(FieldPanel):
    """A field that means nothing without mail, and is not there then."""

    class BoundPanel(FieldPanel.BoundPanel):
        def is_shown(self) -> bool:
            return has_mail() and bool(super().is_shown())


@register_setting(icon="comment", order=110)
class DiscussionSettings(BaseGenericSetting):
    """What the newsroom decides about all of its discussions. No page shows any of it."""

    mode = models.CharField(_("publication"), max_length=8, choices=Mode, default=Mode.FIRST)
    first_comments = models.PositiveSmallIntegerField(
        _("first comments"), default=3, validators=_between(1, 100),
        help_text=_("How many approved comments make somebody known."),
    )  # fmt: skip
    closes_after_days = models.PositiveSmallIntegerField(
        _("closes after days"), default=14, validators=_between(0, 3650),
        help_text=_("Days after publication; 0 keeps discussions open."),
    )  # fmt: skip
    longest = models.PositiveIntegerField(
        _("longest comment"), default=2000, validators=_between(50, 10_000),
        help_text=_("In letters as readers count them."),
    )  # fmt: skip
    most_links = models.PositiveSmallIntegerField(
        _("links"), default=1, validators=_between(0, 20),
        help_text=_("A comment with more links waits for a moderator."),
    )  # fmt: skip
    flood_comments = models.PositiveSmallIntegerField(
        _("comments in five minutes"), default=6, validators=_between(1, 100),
        help_text=_("More from one person are refused until time has passed."),
    )  # fmt: skip
    recent_rejections = models.PositiveSmallIntegerField(
        _("recent rejections"), default=2, validators=_between(1, 100),
        help_text=_("Whoever had so many comments rejected in a week waits for a moderator."),
    )  # fmt: skip
    brigade_newcomers = models.PositiveSmallIntegerField(
        _("newcomers in ten minutes"), default=12, validators=_between(2, 1000),
        help_text=_("So many newcomers on one story switch it to slow mode and tell the desk."),
    )  # fmt: skip
    slow_minutes = models.PositiveSmallIntegerField(
        _("minutes of slow mode"), default=60, validators=_between(5, 24 * 60),
        help_text=_("In slow mode newcomers' comments wait and others write once in two minutes."),
    )  # fmt: skip
    reports_hide = models.PositiveSmallIntegerField(
        _("reports"), default=5, validators=_between(0, 100),
        help_text=_("So many people's reports hide a comment until a moderator decides; 0 never."),
    )  # fmt: skip
    notify = models.TextField(
        _("e-mail for moderators"), max_length=1000, blank=True,
        help_text=_("Addresses that learn of waiting comments and reports, one a line."),
    )  # fmt: skip

    panels = [
        MultiFieldPanel(
            [
                FieldPanel("mode"), FieldPanel("first_comments"), FieldPanel("closes_after_days"),
                FieldPanel("longest"),
            ],
            heading=_("Discussion"),
        ),
        MultiFieldPanel(
            [
                FieldPanel("most_links"), FieldPanel("flood_comments"),
                FieldPanel("recent_rejections"), FieldPanel("brigade_newcomers"),
                FieldPanel("slow_minutes"), FieldPanel("reports_hide"),
            ],
            heading=_("Protection"),
        ),
        MailPanel("notify"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("discussion")

    def __str__(self) -> str:
        return str(self.get_mode_display())

    @classmethod
    def load(cls, request_or_site: Any = None) -> "DiscussionSettings":
        """What is decided, or what holds before. Wagtail's own would write on reading."""
        found: DiscussionSettings | None = cls.objects.first()
        return found or cls(pk=1)


class SectionMode(models.Model):
    """A section that differs from the newsroom's choice."""

    section = models.OneToOneField(
        SectionPage, primary_key=True, on_delete=models.CASCADE, related_name="discussion_mode"
    )
    mode = models.CharField(_("publication"), max_length=8, choices=Mode)

    class Meta:
        verbose_name = _("discussion of a section")

    def __str__(self) -> str:
        return f"{self.section_id} {self.mode}"


class Discussion(models.Model):
    """A story's discussion, from its first comment or an editor's decision about it on.

    Its key is the story's public id. ``slots`` counts the places of comments that were given out;
    it is raised only in the transaction that gives out the next one.
    """

    public_id = models.CharField(max_length=7, primary_key=True)
    story = models.OneToOneField(StoryPage, on_delete=models.CASCADE, related_name="discussion")
    mode = models.CharField(_("publication"), max_length=8, choices=Mode, blank=True)
    """Empty: as the section, else as the newsroom."""
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    """None where age closed it."""
    kept_open = models.BooleanField(default=False)
    """An editor opened it again: age does not close it."""
    slow_until = models.DateTimeField(null=True)
    slots = models.PositiveIntegerField(default=0)
    comments = models.PositiveIntegerField(default=0)
    """Published comments, replies included."""

    class Meta:
        verbose_name = _("discussion")
        verbose_name_plural = _("discussions")

    def __str__(self) -> str:
        return self.public_id
