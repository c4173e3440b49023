"""Somebody who takes part: what they accepted and what was decided about them."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Commenter(models.Model):
    """What the discussion knows of an account beside its comments."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL, primary_key=True, on_delete=models.CASCADE,
        related_name="commenter",
    )  # fmt: skip
    accepted = models.PositiveIntegerField(default=0)
    """Number of the standards that were accepted last; 0 before the first."""
    accepted_on = models.DateField(null=True)
    approved = models.PositiveIntegerField(default=0)
    """Comments that were published and never rejected."""

    class Meta:
        verbose_name = _("commenter")

    def __str__(self) -> str:
        return str(self.user_id)


class Sanction(models.Model):
    """A warning, a suspension or a ban. The person is told of each, with the rule."""

    class Kind(models.TextChoices):
        """What it means."""

        WARNING = "warning", _("Warning")
        SUSPENSION = "suspension", _("Suspension")
        BAN = "ban", _("Ban")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="sanctions"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    rule = models.CharField(max_length=40)
    note = models.TextField(max_length=1000, blank=True)
    """What the person is told beside the rule."""
    at = models.DateTimeField()
    until = models.DateTimeField(null=True)
    """End of a suspension."""
    lifted_at = models.DateTimeField(null=True)
    seen_at = models.DateTimeField(null=True)
    """When the person was shown it."""
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["person", "at"], name="sanction_history")]
        verbose_name = _("sanction")

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind}"
