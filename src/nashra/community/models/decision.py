"""The audit log: what moderators decided. The database itself refuses to change a row of it."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from nashra.community.models.comment import Comment
from nashra.community.models.person import Sanction


class Decision(models.Model):
    """One decision about a comment or a person.

    Accounts and comments are named by their keys and no relation: the log outlives both, and
    nothing of a person is in it but a number.
    """

    class Verb(models.TextChoices):
        """What was done."""

        APPROVE = "approve", _("Approved")
        REJECT = "reject", _("Rejected")
        RESTORE = "restore", _("Undone")
        PICK = "pick", _("Picked")
        UNPICK = "unpick", _("No longer picked")
        HIDE = "hide", _("Hidden after reports")
        WARN = "warn", _("Warned")
        SUSPEND = "suspend", _("Suspended")
        BAN = "ban", _("Banned")
        LIFT = "lift", _("Lifted")
        CLOSE = "close", _("Closed")
        OPEN = "open", _("Opened")
        MODE = "mode", _("Mode changed")
        SLOW = "slow", _("Slow mode")
        UPHOLD = "uphold", _("Appeal refused")
        GRANT = "grant", _("Appeal granted")

    verb = models.CharField(_("decision"), max_length=10, choices=Verb)
    story_id = models.CharField(max_length=7, blank=True)
    comment_id = models.CharField(max_length=7, blank=True, db_index=True)
    person_id = models.BigIntegerField(null=True, db_index=True)
    """Whom it is about."""
    by_id = models.BigIntegerField(null=True)
    """Who decided; None for the machine."""
    rule = models.CharField(max_length=40, blank=True)
    standards = models.PositiveIntegerField(default=0)
    """Number of the standards that the rule is of."""
    note = models.TextField(max_length=1000, blank=True)
    at = models.DateTimeField(db_index=True)
    waited = models.PositiveIntegerField(null=True)
    """Seconds for which the comment had waited for it."""
    undoes = models.ForeignKey("self", null=True, on_delete=models.DO_NOTHING, related_name="+")
    before = models.JSONField(default=dict)
    """What an undo puts back."""

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.verb} {self.comment_id or self.person_id}"


class Appeal(models.Model):
    """One appeal against a rejection or a sanction; there is no second."""

    class State(models.TextChoices):
        """Where it stands."""

        OPEN = "open", _("Open")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="appeals"
    )
    comment = models.OneToOneField(Comment, null=True, on_delete=models.CASCADE)
    sanction = models.OneToOneField(Sanction, null=True, on_delete=models.CASCADE)
    text = models.TextField(_("text"), max_length=1000)
    at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=State, default=State.OPEN)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        indexes = [models.Index(fields=["state", "at"], name="appeal_queue")]
        verbose_name = _("appeal")

    def __str__(self) -> str:
        return f"{self.person_id} {self.state}"
