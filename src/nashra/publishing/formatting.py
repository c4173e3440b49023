"""How values are written on a page: times in the newsroom's zone, digits, links, languages."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from functools import cached_property
from itertools import groupby, zip_longest
from typing import Final, Literal, cast, get_args
from urllib.parse import quote
from zoneinfo import ZoneInfo

from babel.dates import format_date as babel_date
from babel.dates import get_month_names
from markupsafe import Markup, escape

from nashra.arabic.date_style import (
    DateStyle,
    MonthStyle,
    format_date,
    format_hijri,
    month_label,
    weekday_name,
)
from nashra.arabic.digits import convert_digits
from nashra.arabic.months import hijri_month_names
from nashra.arabic.plurals import Category, plural_category
from nashra.publishing.labels import LABELS, LIVE_WORDS, Labels
from nashra.publishing.links import relative
from nashra.publishing.views import Card, Language, Site, Source, StoryView

_UNSHOWN: Final = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069\ufffe\uffff\ud800-\udfff]"
)
"""What XML 1.0 forbids (section 2.2), and controls that turn the text around them (UAX 9, 2.1 to
2.5): direction is told by markup, so that no headline can reverse what follows it."""

_LATIN: Final = re.compile(r"([A-Za-zÀ-ɏ][A-Za-zÀ-ɏ0-9]*(?:[ .&'’/+-]+[A-Za-zÀ-ɏ0-9]+)*)")
_SHORT_RUN: Final = 20
"""Characters; a longer run of another script must be able to break on a narrow screen."""
_UNBROKEN: Final = Markup(' class="run"')
_QUOTE_MARKS: Final = (("«", "»"), ("“", "”"), ('"', '"'))


def clean(text: str) -> bool:
    """Whether a text has none of the control characters that a page must not carry."""
    return _UNSHOWN.search(text) is None


def plain(text: str) -> str:
    """Text without the control characters that a page must not carry."""
    return _UNSHOWN.sub("", text)


@dataclass(frozen=True)
class Formatter:
    """Writes values for one page of an edition; each public method is a template filter."""

    site: Site
    path: str
    links: str = "relative"
    """``absolute`` for the error page, which is shown at any address; ``rooted`` for previews on
    the desk, which stand at another address than the story."""

    @cached_property
    def labels(self) -> Labels:
        """The edition's words."""
        return LABELS[self.site.language]

    @cached_property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self.site.zone)

    @cached_property
    def _style(self) -> DateStyle:
        return DateStyle(months=cast(MonthStyle, self.site.months), digits=self.numerals)

    @property
    def numerals(self) -> Literal["latn", "arab"]:
        """The newsroom's digits; they are its choice for Arabic alone."""
        return self.site.digits if self.site.language == "ar" else "latn"

    def digits(self, value: object) -> str:
        """A number or text in the edition's digits."""
        return convert_digits(str(value), self.numerals)

    def read(self, views: int) -> str:
        """How often a story was viewed: «110 مشاهدة»."""
        forms: tuple[str, ...] = LIVE_WORDS[self.site.language]["views"]
        category = plural_category(views, locale=self.site.language)
        form = forms[get_args(Category).index(category)]
        return form.replace("{n}", self.digits(views))

    def local(self, moment: datetime) -> datetime:
        """A moment in the newsroom's zone."""
        return moment.astimezone(self._zone)

    def iso(self, moment: datetime) -> str:
        """A moment for machines: ISO 8601 with the newsroom's offset, to the second."""
        return self.local(moment).isoformat(timespec="seconds")

    def rfc822(self, moment: datetime) -> str:
        """A moment as RSS 2.0 wants it (RFC 822 with four digits of the year)."""
        return format_datetime(self.local(moment))

    def day(self, when: date) -> str:
        """A date in words; of a moment, the date in the newsroom's zone."""
        local = self.local(when) if isinstance(when, datetime) else when
        if self.site.language == "ar":
            return format_date(local, self._style)
        return babel_date(local, "d MMMM y", locale="en")

    def weekday(self, when: date) -> str:
        """A date without the year, with its day of the week: heads a list of times."""
        local = self.local(when) if isinstance(when, datetime) else when
        if self.site.language == "ar":
            month = month_label(local.month, self._style)
            return self.digits(f"{weekday_name(local)} {local.day} {month}")
        return babel_date(local, "EEEE d MMMM", locale="en")

    def hijri(self, when: date) -> str:
        """The date by the Umm al-Qura calendar, «25 شوال 1436 هـ»; empty where the newsroom does
        not want it, in English, and outside the calendar's tables."""
        if not self._with_hijri:
            return ""
        local = self.local(when) if isinstance(when, datetime) else when
        try:
            return format_hijri(local, self._style)
        except ValueError:
            return ""

    def hijri_names(self) -> str:
        """Its twelve months and its era for the site's clock, joined by ``|``; empty if not
        wanted."""
        return "|".join((*hijri_month_names(), "هـ")) if self._with_hijri else ""

    @property
    def _with_hijri(self) -> bool:
        return self.site.hijri and self.site.language == "ar"

    def clock(self, moment: datetime) -> str:
        """The time of day, «19:31»."""
        return self.digits(f"{self.local(moment):%H:%M}")

    def months(self) -> str:
        """The twelve months as the site's clock writes them, joined by ``|``."""
        if self.site.language == "ar":
            return "|".join(month_label(number, self._style) for number in range(1, 13))
        names = get_month_names("wide", locale="en")
        return "|".join(str(names[number]) for number in range(1, 13))

    def by_day(self, cards: Iterable[Card]) -> list[tuple[date, list[Card]]]:
        """Neighbouring cards of the same day of the newsroom's zone, together."""
        days = groupby(cards, key=lambda card: self.local(card.published_at).date())
        return [(day, list(group)) for day, group in days]

    def href(self, path: str) -> str:
        """A link to an address of this site; a full URL stays as it is."""
        if not path.startswith("/"):
            return path
        if self.links == "absolute":
            return self.absolute(path)
        return path if self.links == "rooted" else relative(self.path, path)

    def absolute(self, path: str) -> str:
        """The full URL of an address of this site."""
        return path if not path.startswith("/") else f"{self.site.origin}{path}"

    def srcset(self, sources: Iterable[Source]) -> str:
        """Renditions with their widths, for ``srcset``."""
        return ", ".join(f"{self.href(source.path)} {source.width}w" for source in sources)

    def foreign(self, language: Language | None) -> Markup:
        """``lang`` and ``dir`` of a part in another language than its page, else nothing."""
        if language is None or language == self.site.language:
            return Markup("")
        return Markup(' lang="{}" dir="{}"').format(language, LABELS[language].direction)

    def runs(self, text: str, language: Language | None = None) -> Markup:
        """Arabic text with its Latin runs isolated (UAX 9, section 6.2); short ones do not break.

        ``language`` is that of the text where it is not the page's.
        """
        if (language or self.site.language) != "ar":
            return escape(text)
        parts = _LATIN.split(plain(text))
        marked = (
            Markup("<bdi{}>{}</bdi>").format(_UNBROKEN if len(part) < _SHORT_RUN else "", part)
            for part in parts[1::2]
        )
        return Markup("").join(
            piece
            for pair in zip_longest(map(escape, parts[::2]), marked, fillvalue=Markup(""))
            for piece in pair
        )

    def kicker(self, story: Card | StoryView) -> str:
        """The line above a headline, unless it only repeats what the page says beside it."""
        labels = self.labels
        said = (labels.flash, labels.urgent, labels.opinion, story.section.text)
        return "" if story.kicker.strip() in said else story.kicker

    def opening(self, place: str, agencies: Iterable[str]) -> str:
        """What stands at the head of the first paragraph: «رأس الشيح - نشرة الساحل.»"""
        credits = self.labels.comma.join(agencies)
        if place and credits:
            return self.labels.dateline.format(place=place, agencies=credits)
        one = place or credits
        return self.labels.dateline_alone.format(one=one) if one else ""


def unquoted(text: str) -> str:
    """A quote without the marks that a source put round it; the page puts its own."""
    text = text.strip()
    for opening, closing in _QUOTE_MARKS:
        inner = text[1:-1]
        if text.startswith(opening) and text.endswith(closing) and closing not in inner:
            return inner.strip()
    return text


def lines(text: str) -> list[str]:
    """The lines of a text that are not empty."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def url_part(text: str) -> str:
    """Text as a part of a query string (RFC 3986)."""
    return quote(plain(text), safe="")
