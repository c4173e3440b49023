"""What is offered after a story beside what its editor picked."""

from django.conf import settings
from django.db import models

from nashra.newsroom.models.story import StoryPage


class FilledStory(models.Model):
    """A story that the engine found to be read after another.

    Kept apart from the editor's picks, which are part of a revision: these follow from what the
    stories say now, and a version that is brought back brings none of them.
    """

    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="filled_stories")
    related = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="filled_in")
    place = models.PositiveSmallIntegerField()
    why = models.JSONField(default=dict)
    """What they have in common, for the desk; see ``nashra.search.related``."""

    class Meta:
        ordering = ["place"]
        constraints = [
            models.UniqueConstraint(fields=["story", "related"], name="filled_story_once")
        ]

    def __str__(self) -> str:
        return f"{self.story_id} > {self.related_id}"


class RefusedStory(models.Model):
    """What an editor will not have offered after a story; the engine looks for something else."""

    story = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="refused_stories")
    related = models.ForeignKey(StoryPage, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["story", "related"], name="refused_story_once")
        ]

    def __str__(self) -> str:
        return f"{self.story_id} x {self.related_id}"
