"""The one user model, for staff and (later) readers."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in the newsroom. Rights come from groups; see ``newsroom.rights``."""

    REPORTER = "reporter", _("Reporter")
    DESK_EDITOR = "desk_editor", _("Desk editor")
    CHIEF_EDITOR = "chief_editor", _("Chief editor")
    MODERATOR = "moderator", _("Moderator")
    ADMINISTRATOR = "administrator", _("Administrator")


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person with an account. ``display_name`` is what colleagues see."""

    display_name = models.CharField(_("display name"), max_length=120, blank=True)

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def get_full_name(self) -> str:
        return self.display_name or super().get_full_name()
