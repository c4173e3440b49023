"""The outbox: what changed, committed together with the change itself.

A *fact* is something that a published page may show, named by a key with a facet
(``story:k3v9x2m/card``), and known by the digest of its value. A unit of work compares the digests
of all facts it may have touched with the ones stored here; a :class:`Change` lists only those that
really differ, so that a typo in a body never touches a listing.
"""

from django.conf import settings
from django.db import models


class Priority(models.IntegerChoices):
    """The order in which changes become pages; smaller first."""

    BREAKING = 0
    EDIT = 10
    WIDE = 20
    """One change that touches many pages (a renamed author)."""
    SWEEP = 30
    """Re-rendering for a new epoch."""


class Fact(models.Model):
    """The digest of a fact as last committed; facts that are no more have no row."""

    key = models.CharField(max_length=200, primary_key=True)
    digest = models.CharField(max_length=32)

    def __str__(self) -> str:
        return self.key


class Change(models.Model):
    """One committed unit of work: the keys whose facts it changed."""

    id = models.BigAutoField(primary_key=True)
    created_at = models.DateTimeField(auto_now_add=True, db_index=True)
    priority = models.PositiveSmallIntegerField(choices=Priority, default=Priority.EDIT)
    cause = models.CharField(max_length=80)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    keys = models.JSONField(default=list)
    planned_at = models.DateTimeField(null=True)
    """When publishing turned it into a list of pages; until then it waits in the outbox."""

    class Meta:
        indexes = [
            models.Index(
                fields=["priority", "id"],
                condition=models.Q(planned_at=None),
                name="changes_waiting",
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.cause}"
