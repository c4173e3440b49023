"""Permanent places in lists: what makes archives stable."""

from django.db import models

PAGE_SIZE = 50
"""Stories on one archive page; part of the public addresses, so it never changes."""


class Placement(models.Model):
    """A story's slot in one list, given at its first publication there and kept for ever.

    Archive page = slot // 50. A story that leaves keeps its slot as a gap and finds it again when
    it comes back. Lists are ``all:<lang>``, ``section:<id>``, ``tag:<id>:<lang>``,
    ``author:<id>:<lang>`` and ``person:<id>:<lang>``.
    """

    list_name = models.CharField(max_length=60)
    slot = models.PositiveIntegerField()
    public_id = models.CharField(max_length=7)
    live = models.BooleanField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["list_name", "slot"], name="placement_slot"),
            models.UniqueConstraint(fields=["public_id", "list_name"], name="placement_story"),
        ]
        indexes = [
            models.Index(
                fields=["list_name", "-published_at", "-slot"],
                condition=models.Q(live=True),
                name="placement_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.list_name}/{self.slot}"


class Modification(models.Model):
    """When what readers see of a published story last changed after its first publication.

    Kept apart from the story, whose revisions would bring old values back. A publication that
    changes nothing for readers is no modification.
    """

    public_id = models.CharField(max_length=7, primary_key=True)
    at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"{self.public_id} {self.at}"
