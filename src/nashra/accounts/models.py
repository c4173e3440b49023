"""The one user model, for staff and readers; their sessions; mail that waits to be sent."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the newsroom. Rights come from groups; see ``newsroom.rights``."""

    REPORTER = "reporter", _("Reporter")
    DESK_EDITOR = "desk_editor", _("Desk editor")
    CHIEF_EDITOR = "chief_editor", _("Chief editor")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person with an account. ``display_name`` is what others see."""

    display_name = models.CharField(_("display name"), max_length=120, blank=True)
    name_key = models.CharField(max_length=160, null=True, blank=True, unique=True, editable=False)
    """What names that look the same have in common; None for staff, who may share a name."""
    name_changed_at = models.DateTimeField(null=True, blank=True, editable=False)
    deletion_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    """When the person asked for the account's deletion, which comes a day later."""
    deletion_keeps = models.BooleanField(default=True, editable=False)
    """Whether what was written then stays, as that of a deleted account."""

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return self.display_name or super().get_full_name()


class Session(models.Model):
    """A browser that is signed in, or on its way to it. No address and no agent is kept."""

    key_hash = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of the key in the cookie: a copy of the table opens no session."""
    data = models.TextField()
    """JSON, enciphered with a key that follows from the cookie's: see ``accounts.sessions``."""
    expires_on = models.DateField(db_index=True)
    """The last day on which it is good."""
    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sessions")
    """None before somebody has signed in."""
    begun_on = models.DateField()
    used_on = models.DateField()
    """The last day on which it was used; noted once a day."""
    name = models.CharField(max_length=60, blank=True)
    """What the person calls it: "my phone"."""

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")

    def __str__(self) -> str:
        return self.name or str(self.begun_on)


class SignInLink(models.Model):
    """A way into an account that was sent by mail: good once, and for a few minutes."""

    digest = models.CharField(max_length=64, primary_key=True)
    """SHA-256 of what stands in the address: a copy of the table opens no account."""
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    """Several may be good: anybody can ask for one, and must not end what its owner asked for."""
    email = models.EmailField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = _("sign-in link")
        verbose_name_plural = _("sign-in links")

    def __str__(self) -> str:
        return self.digest[:8]


class QueuedMail(models.Model):
    """A mail that waits, or that was given up. What was sent is not kept."""

    to = models.EmailField()
    subject = models.CharField(max_length=300)
    body = models.TextField()
    headers = models.JSONField(default=dict, blank=True)
    """Beside the usual ones."""
    queued_at = models.DateTimeField(default=timezone.now)
    next_try = models.DateTimeField(default=timezone.now, db_index=True)
    tries = models.PositiveIntegerField(default=0)
    error = models.CharField(max_length=100, blank=True)
    """What kind of failure the last try met; never an address."""
    given_up_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("queued mail")
        verbose_name_plural = _("queued mails")

    def __str__(self) -> str:
        return f"{self.subject} ({self.tries})"
