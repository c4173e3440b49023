"""What the newsroom decides about itself."""

from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting
from wagtail.models import Orderable

from nashra.newsroom.models.style import RulesField


class Months(models.TextChoices):
    """Which month names readers see."""

    EGYPTIAN_LEVANTINE = "egyptian_levantine", "نوفمبر/ تشرين الثاني"
    LEVANTINE_EGYPTIAN = "levantine_egyptian", "تشرين الثاني/ نوفمبر"
    EGYPTIAN = "egyptian", "نوفمبر"
    LEVANTINE = "levantine", "تشرين الثاني"
    MAGHREBI = "maghrebi", "نوفمبر (الجزائر وتونس)"
    MOROCCAN = "moroccan", "نونبر (المغرب)"


class Digits(models.TextChoices):
    """Which digits readers see, everywhere."""

    LATN = "latn", "0123456789"
    ARAB = "arab", "٠١٢٣٤٥٦٧٨٩"


def _known_zone(value: str) -> None:
    if value not in available_timezones():
        raise ValidationError(_("“%(value)s” is no IANA time zone."), params={"value": value})


_A_DAY_AT_MOST = [MinValueValidator(1), MaxValueValidator(24 * 60)]


@register_setting(icon="cog", order=100)
class Newsroom(ClusterableModel, BaseGenericSetting):
    """The newsroom's own settings; all but the house style show on every page."""

    origin = models.CharField(
        _("origin"), max_length=200, default="http://localhost:8000",
        validators=[RegexValidator(r"^https?://[^/\s]+$", _("A scheme and a host, no path."))],
        help_text=_("Scheme and host under which readers reach the site, without a final slash."),
    )  # fmt: skip
    onion = models.CharField(
        _("onion service"), max_length=100, blank=True,
        validators=[
            RegexValidator(r"^http://[a-z2-7]{56}\.onion\Z", _("http://….onion, no path."))
        ],
        help_text=_("Address of the same site as an onion service; Tor Browser then offers it."),
    )  # fmt: skip
    zone = models.CharField(_("time zone"), max_length=60, default="UTC", validators=[_known_zone])
    months = models.CharField(
        _("month names"), max_length=20, choices=Months, default=Months.EGYPTIAN_LEVANTINE
    )
    digits = models.CharField(_("digits"), max_length=4, choices=Digits, default=Digits.LATN)
    hijri = models.BooleanField(
        _("Hijri date"), default=False,
        help_text=_("Adds the date by the Umm al-Qura calendar to the site's clock, in Arabic."),
    )  # fmt: skip
    flash_minutes = models.PositiveSmallIntegerField(
        _("minutes of a flash"), default=60, validators=_A_DAY_AT_MOST,
        help_text=_("How long a flash is announced when the story sets no end."),
    )  # fmt: skip
    urgent_minutes = models.PositiveSmallIntegerField(
        _("minutes of urgent news"), default=30, validators=_A_DAY_AT_MOST,
        help_text=_("How long urgent news is announced when the story sets no end."),
    )  # fmt: skip
    rules_off = RulesField(
        _("rules of the copy desk that are off"), default=list, blank=True,
        help_text=_("What is ticked here is not marked while a story is written."),
    )  # fmt: skip

    panels = [
        FieldPanel("origin"),
        FieldPanel("onion"),
        FieldPanel("zone"),
        FieldPanel("months"),
        FieldPanel("digits"),
        FieldPanel("hijri"),
        FieldPanel("flash_minutes"),
        FieldPanel("urgent_minutes"),
        FieldPanel("rules_off"),
        InlinePanel("channels", heading=_("Follow us"), label=_("Channel")),
        InlinePanel("mirrors", heading=_("Mirrors"), label=_("Mirror")),
    ]

    class Meta:
        verbose_name = _("newsroom")

    def __str__(self) -> str:
        return self.origin


class FollowChannel(Orderable):
    """One way to follow the newsroom."""

    class Kind(models.TextChoices):
        """Services that readers know; ``other`` carries its own name."""

        TELEGRAM = "telegram", _("Telegram")
        WHATSAPP = "whatsapp", _("WhatsApp")
        X = "x", _("X")
        FACEBOOK = "facebook", _("Facebook")
        YOUTUBE = "youtube", _("YouTube")
        INSTAGRAM = "instagram", _("Instagram")
        OTHER = "other", _("Other")

    newsroom = ParentalKey(Newsroom, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("service"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    url = models.URLField(_("address"))


class Mirror(Orderable):
    """A known copy of the published site, at another address."""

    newsroom = ParentalKey(Newsroom, on_delete=models.CASCADE, related_name="mirrors")
    name = models.CharField(_("name"), max_length=60)
    name_en = models.CharField(_("name in English"), max_length=60, blank=True)
    url = models.URLField(
        _("address"),
        validators=[RegexValidator(r"^https?://", _("It begins with http:// or https://."))],
    )

    class Meta:
        ordering = ["sort_order"]
        verbose_name = _("mirror")

    def __str__(self) -> str:
        return self.name
