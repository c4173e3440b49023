"""What came in over the wire, as it came."""

from __future__ import annotations

import zlib
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class WireRecord(models.Model):
    """One item: its bytes, where it came from, what was read out of it, the story it became.

    ``identity`` says when two items are one (see ``nashra.wire.identity``); ``version`` counts
    the different contents seen under it; ``content_digest`` is of what reaches the story, so
    that a new page clock alone is no new version.
    """

    identity = models.CharField(_("identity"), max_length=200, unique=True)
    agency = models.CharField(_("agency"), max_length=200, blank=True)
    source_name = models.TextField(_("source"))
    format = models.CharField(_("format"), max_length=40)
    raw = models.BinaryField()
    raw_sha256 = models.CharField(max_length=64)
    content_digest = models.CharField(max_length=64)
    version = models.PositiveIntegerField(_("version"), default=1)
    item: models.JSONField[Any, Any] = models.JSONField(_("what was read"))
    warnings: models.JSONField[Any, Any] = models.JSONField(_("warnings"), default=list)
    received_at = models.DateTimeField(_("received"))
    story = models.ForeignKey(
        "newsroom.StoryPage", verbose_name=_("story"),
        null=True, blank=True, on_delete=models.SET_NULL, related_name="wire_records",
    )  # fmt: skip

    class Meta:
        verbose_name = _("wire item")
        verbose_name_plural = _("wire items")
        indexes = [models.Index(fields=["-received_at"], name="wire_received")]

    def __str__(self) -> str:
        return f"{self.source_name} ({self.identity})"

    def original(self) -> bytes:
        """The bytes of the newest version, as they came."""
        return zlib.decompress(bytes(self.raw))
