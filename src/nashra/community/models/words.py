"""Words that a comment should not have."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ListedWord(models.Model):
    """A word or a phrase; found behind its disguises, see :mod:`nashra.arabic.words`."""

    class Verdict(models.TextChoices):
        """What it does to a comment. Nothing is deleted by a machine."""

        BANNED = "banned", _("Waits for a moderator")
        SUSPECT = "suspect", _("Is marked")

    text = models.CharField(_("word"), max_length=80, unique=True)
    verdict = models.CharField(_("effect"), max_length=8, choices=Verdict, default=Verdict.SUSPECT)

    class Meta:
        ordering = ["text"]
        verbose_name = _("listed word")
        verbose_name_plural = _("listed words")

    def __str__(self) -> str:
        return self.text
