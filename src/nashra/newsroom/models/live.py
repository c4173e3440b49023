"""Live coverage of a story: entries, and the numbered events that readers' pages are told of."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nashra.newsroom.ids import new_public_id
from nashra.newsroom.models.placement import PAGE_SIZE
from nashra.newsroom.models.story import StoryPage

SEGMENT_SIZE = 50
"""Events in one sealed segment; part of the public addresses, so it never changes."""


class Coverage(models.Model):
    """A story's live coverage. Its key is the story's public id, so that its rows name their page.

    ``events`` and ``slots`` count what was given out so far; they are raised only in the
    transaction that gives out the next one.
    """

    class State(models.TextChoices):
        """Where the coverage stands."""

        LIVE = "live", _("Running")
        PAUSED = "paused", _("Paused")
        ENDED = "ended", _("Ended")

    public_id = models.CharField(max_length=7, primary_key=True)
    story = models.OneToOneField(StoryPage, on_delete=models.CASCADE, related_name="coverage")
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.LIVE)
    next_expected_at = models.DateTimeField(null=True)
    """While paused: when readers may look again."""
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    summary = models.TextField(_("summary"), max_length=2000, blank=True)
    """What happened, in plain lines; written when the coverage ends."""
    events = models.PositiveIntegerField(default=0)
    slots = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("live coverage")
        verbose_name_plural = _("live coverages")

    def __str__(self) -> str:
        return self.public_id


class JournalEntry(models.Model):
    """One entry of a coverage as it stands now."""

    class State(models.TextChoices):
        """Whether readers have it."""

        WAITING = "waiting", _("Waiting for approval")
        SCHEDULED = "scheduled", _("Scheduled")
        PUBLISHED = "published", _("Published")
        RETRACTED = "retracted", _("Retracted")

    public_id = models.CharField(max_length=7, primary_key=True, default=new_public_id)
    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="entries")
    slot = models.PositiveIntegerField(null=True)
    """Permanent place, given when readers get it; stable page = slot // 50."""
    content = models.JSONField()
    """See :meth:`nashra.newsroom.entries.EntryContent.plain`."""
    key = models.BooleanField(_("key moment"), default=False)
    pinned = models.BooleanField(_("pinned"), default=False)
    urgent = models.BooleanField(_("urgent"), default=False)
    state = models.CharField(max_length=10, choices=State)
    at = models.DateTimeField()
    """Its own time: when it was posted, or the time that was set for it."""
    edited_at = models.DateTimeField(null=True)
    """When readers last saw it change."""
    retracted_at = models.DateTimeField(null=True)
    reason = models.TextField(max_length=600, blank=True)
    """Why it was retracted, for readers."""
    version = models.PositiveIntegerField(default=1)
    """Raised by every save; an edit names the one that it was made from."""
    event = models.PositiveIntegerField(default=0)
    """Number of the newest event about it."""
    token = models.CharField(max_length=64, blank=True)
    """Chosen by whoever posted it, so that a second attempt is no second entry."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coverage", "slot"], name="entry_slot"),
            models.UniqueConstraint(
                fields=["coverage", "token"], condition=~models.Q(token=""), name="entry_token"
            ),
        ]
        indexes = [
            models.Index(
                fields=["at"], condition=models.Q(state="scheduled"), name="entry_due"
            )
        ]  # fmt: skip
        verbose_name = _("entry")
        verbose_name_plural = _("entries")

    def __str__(self) -> str:
        return f"{self.coverage_id}/{self.public_id}"

    @property
    def page(self) -> int | None:
        """The number of its stable page; None while readers do not have it."""
        return None if self.slot is None else self.slot // PAGE_SIZE


class JournalEvent(models.Model):
    """Something that a reader's page is told of, once: a row is written and never changed.

    ``number`` begins at 1 in each coverage, without gaps, in the order of the commits.
    """

    class Type(models.TextChoices):
        """What happened."""

        POST = "post"
        EDIT = "edit"
        RETRACT = "retract"
        STATE = "state"

    id = models.BigAutoField(primary_key=True)
    coverage = models.ForeignKey(Coverage, on_delete=models.CASCADE, related_name="journal")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=8, choices=Type)
    entry = models.ForeignKey(
        JournalEntry, null=True, on_delete=models.CASCADE, related_name="journal"
    )
    at = models.DateTimeField()
    """The entry's own time; of a state, when it began."""
    payload = models.JSONField()
    """The entry, or the coverage's state, as it was at that moment."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["coverage", "number"], name="event_number")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.coverage_id}/{self.number}"
