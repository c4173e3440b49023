"""Community standards: versions that never change, with rules that decisions cite."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Standards(models.Model):
    """One version. The newest published one is in force; a draft has no number yet."""

    number = models.PositiveIntegerField(null=True, unique=True)
    """From 1, given when it is published; from then on nothing of it changes."""
    intro = models.TextField(_("introduction"), max_length=4000, blank=True)
    intro_en = models.TextField(_("introduction in English"), max_length=4000, blank=True)
    published_at = models.DateTimeField(null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("community standards")
        verbose_name_plural = _("community standards")

    def __str__(self) -> str:
        return str(self.number or _("Draft"))


class Rule(models.Model):
    """One rule. Its ``key`` is the same in every version that has the rule."""

    standards = models.ForeignKey(Standards, on_delete=models.CASCADE, related_name="rules")
    key = models.SlugField(_("key"), max_length=40)
    place = models.PositiveSmallIntegerField(default=0)
    title = models.CharField(_("title"), max_length=120)
    title_en = models.CharField(_("title in English"), max_length=120, blank=True)
    text = models.TextField(_("text"), max_length=2000)
    text_en = models.TextField(_("text in English"), max_length=2000, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["standards", "key"], name="rule_key")]
        ordering = ["place", "pk"]
        verbose_name = _("rule")

    def __str__(self) -> str:
        return self.title
