"""What was announced as breaking, and until when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from nashra.newsroom.models.story import StoryPage, Urgency


class Breaking(models.Model):
    """A story's announcement as flash or urgent; readers see it as such while it is not ``over``.

    Settled whenever the story changes and once more when its end is due, so that no page depends on
    a clock. It is no part of a revision: an old draft that is published does not announce anew.
    """

    story = models.OneToOneField(
        StoryPage, primary_key=True, on_delete=models.CASCADE, related_name="breaking"
    )
    urgency = models.CharField(max_length=8, choices=Urgency)
    since = models.DateTimeField()
    until = models.DateTimeField()
    over = models.BooleanField(default=False)

    class Meta:
        indexes = [models.Index(fields=["over", "until"], name="breaking_due")]
        verbose_name = _("breaking news")

    def __str__(self) -> str:
        return f"{self.story_id} {self.urgency}"
