"""Every word of the reader's site that is not a story: one typed set per language.

Templates hold no words of their own, so an edition in another language is one more value here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from nashra.arabic.plurals import HOUR, MINUTE, CountedNoun
from nashra.publishing.views import Language


@dataclass(frozen=True, kw_only=True)
class Labels:
    """The words of one language. ``{...}`` marks what a template fills in."""

    language: Language
    direction: str
    skip: str
    live: str
    clock: str
    clock_pattern: str
    """Order of the parts of the site's clock: time, zone, day, month, year."""
    sections: str
    home: str
    latest: str
    latest_all: str
    flash: str
    urgent: str
    breaking: str
    breaking_none: str
    breaking_until: str
    """``{time}`` is the time of day at which a flash ends."""
    opinion: str
    corrected: str
    preview: str
    published: str
    updated: str
    by: str
    also_in: str
    share: str
    share_with: str
    copy: str
    copied: str
    address: str
    email: str
    networks: Mapping[str, str]
    credit: str
    dateline: str
    """How place and agencies open a story: ``{place}`` and ``{agencies}``."""
    dateline_alone: str
    """The same with only one of the two, ``{one}``."""
    comma: str
    quote_open: str
    quote_close: str
    statement: str
    statement_quoted: str
    statement_reported: str
    background: str
    table: str
    external: str
    correction: str
    note: str
    tags: str
    see_also: str
    editions: str
    follow: str
    feed: str
    most_read: str
    most_read_today: str
    most_read_week: str
    most_read_note: str
    most_read_none: str
    mirrors: str
    standards: str
    search: str
    corrections: str
    corrections_intro: str
    no_corrections: str
    footer: str
    empty: str
    empty_text: str
    front_kinds: Mapping[str, str]
    aliases: str
    said: str
    said_in: str
    stories_of: str
    archive: str
    archive_page: str
    """Name of an archive page: ``{number}`` counts from 1."""
    newer: str
    older: str
    more: str
    page_updated: str
    retracted: str
    withdrawn: str
    gone_text: str
    reason: str
    not_found: str
    not_found_text: str
    to_home: str
    permanent: str
    journal: str
    journal_live: str
    journal_paused: str
    journal_next: str
    journal_ended: str
    journal_started: str
    journal_none: str
    journal_all: str
    journal_pages: str
    moments: str
    moment: str
    pinned: str
    urgent_entry: str
    edited: str
    entry_retracted: str
    entry_link: str
    entry_gone: str


AR: Final = Labels(
    language="ar",
    direction="rtl",
    skip="إلى المحتوى",
    live="مباشر",
    clock="ساعة الموقع",
    clock_pattern="{time} {zone} {day} {month} {year}",
    sections="الأقسام",
    home="الرئيسية",
    latest="آخر الأخبار",
    latest_all="كل ما نُشر أخيراً",
    flash="عاجل",
    urgent="هام",
    breaking="العاجل",
    breaking_none="لا خبر عاجل الآن",
    breaking_until="حتى {time}",
    opinion="رأي",
    corrected="صُحِّح",
    preview="معاينة: هذه الصفحة لم تُنشر بعد، ولا يراها القراء.",
    published="نُشر",
    updated="حُدِّث",
    by="بقلم",
    also_in="ونُشر أيضاً في",
    share="شارك",
    share_with="شارك عبر {network}",
    copy="انسخ الرابط",
    copied="نُسخ الرابط",
    address="الرابط الدائم",
    email="بريد",
    networks={
        "whatsapp": "واتساب",
        "telegram": "تلغرام",
        "x": "إكس",
        "facebook": "فيسبوك",
        "email": "بريد",
    },
    credit="تصوير",
    dateline="{place} - {agencies}.",
    dateline_alone="{one} -",
    comma="، ",
    quote_open="«",
    quote_close="»",
    statement="تصريح",
    statement_quoted="نصّاً",
    statement_reported="نقلاً بالمعنى",
    background="خلفية",
    table="جدول",
    external="رابط خارجي",
    correction="تصويب",
    note="إلى القراء",
    tags="الكلمات الدلالية",
    see_also="انظر أيضاً",
    editions="الخبر بلغة أخرى",
    follow="تابعنا عبر",
    feed="خلاصة RSS",
    most_read="الأكثر قراءة",
    most_read_today="الأكثر قراءة اليوم",
    most_read_week="الأكثر قراءة في سبعة أيام",
    most_read_note="تُعدّ المشاهدات دون أن يُحفظ شيء عمّن شاهد، وتتجدد كل دقيقة.",
    most_read_none="لا مشاهدات بعد",
    mirrors="المرايا",
    standards="معايير المجتمع",
    search="البحث",
    corrections="التصويبات",
    corrections_intro="إذا أخطأنا صحّحنا، وهنا سجل ما صُحِّح ومتى.",
    no_corrections="لا تصويبات بعد.",
    footer="عن الصحيفة",
    empty="لا أخبار هنا بعد",
    empty_text="سيظهر هنا أول ما يُنشر تحت هذا العنوان.",
    front_kinds={"section": "قسم", "tag": "وسم", "author": "من كتّابنا", "person": "شخصية"},
    aliases="يُعرف أيضاً باسم",
    said="التصريحات",
    said_in="في خبر",
    stories_of="في الأخبار",
    archive="الأرشيف",
    archive_page="الدفتر {number}",
    newer="الأحدث",
    older="الأقدم",
    more="المزيد من {section}",
    page_updated="آخر تعديل",
    retracted="سُحب هذا الخبر",
    withdrawn="لم يعد هذا الخبر منشوراً",
    gone_text="كان في هذا العنوان خبر أزالته هيئة التحرير.",
    reason="السبب",
    not_found="لا صفحة في هذا العنوان",
    not_found_text="قد يكون الرابط ناقصاً أو فيه خطأ. هذه أقسام الصحيفة، ومنها تصل إلى كل ما نُشر.",
    to_home="إلى الصفحة الأولى",
    permanent="الرابط الدائم لهذا الخبر",
    journal="التغطية المباشرة",
    journal_live="تغطية جارية",
    journal_paused="التغطية متوقفة الآن",
    journal_next="نعود قرابة {time}",
    journal_ended="انتهت التغطية",
    journal_started="بدأت",
    journal_none="لم يُنشر فيها شيء بعد.",
    journal_all="التغطية كاملة",
    journal_pages="صفحات التغطية",
    moments="أبرز اللحظات",
    moment="لحظة مفصلية",
    pinned="مثبّت",
    urgent_entry="عاجل",
    edited="عُدّل",
    entry_retracted="سُحب هذا التحديث",
    entry_link="رابط هذا التحديث",
    entry_gone="لم يعد الخبر الذي يشير إليه هذا التحديث منشوراً.",
)

EN: Final = Labels(
    language="en",
    direction="ltr",
    skip="Skip to content",
    live="Live",
    clock="Site clock",
    clock_pattern="{time} {zone}, {day} {month} {year}",
    sections="Sections",
    home="Home",
    latest="Latest news",
    latest_all="Everything published lately",
    flash="Breaking",
    urgent="Urgent",
    breaking="Breaking news",
    breaking_none="Nothing is breaking now",
    breaking_until="until {time}",
    opinion="Opinion",
    corrected="Corrected",
    preview="Preview: this page is not published and readers cannot see it.",
    published="Published",
    updated="Updated",
    by="By",
    also_in="Also in",
    share="Share",
    share_with="Share on {network}",
    copy="Copy link",
    copied="Link copied",
    address="Permanent link",
    email="E-mail",
    networks={
        "whatsapp": "WhatsApp",
        "telegram": "Telegram",
        "x": "X",
        "facebook": "Facebook",
        "email": "E-mail",
    },
    credit="Photo",
    dateline="{place} ({agencies}) –",
    dateline_alone="{one} –",
    comma=", ",
    quote_open="“",
    quote_close="”",
    statement="Statement",
    statement_quoted="In their words",
    statement_reported="As reported",
    background="Background",
    table="Table",
    external="External link",
    correction="Correction",
    note="To our readers",
    tags="Tags",
    see_also="See also",
    editions="This story in another language",
    follow="Follow us",
    feed="RSS feed",
    most_read="Most read",
    most_read_today="Most read today",
    most_read_week="Most read in seven days",
    most_read_note="Views are counted without keeping anything about who viewed, and are renewed "
    "every minute.",
    most_read_none="No views yet",
    mirrors="Mirrors",
    standards="Community standards",
    search="Search",
    corrections="Corrections",
    corrections_intro="When we get something wrong we put it right. Here is what, and when.",
    no_corrections="No corrections yet.",
    footer="About the paper",
    empty="Nothing here yet",
    empty_text="The first story under this heading will appear here.",
    front_kinds={"section": "Section", "tag": "Tag", "author": "Author", "person": "Person"},
    aliases="Also known as",
    said="Statements",
    said_in="In",
    stories_of="In the news",
    archive="Archive",
    archive_page="Volume {number}",
    newer="Newer",
    older="Older",
    more="More from {section}",
    page_updated="Last changed",
    retracted="This story was retracted",
    withdrawn="This story is no longer published",
    gone_text="The editors removed the story that stood at this address.",
    reason="Reason",
    not_found="There is no page at this address",
    not_found_text="The link may be incomplete or mistyped. Everything we publish can be reached "
    "from the sections below.",
    to_home="To the front page",
    permanent="Permanent link to this story",
    journal="Live coverage",
    journal_live="Live now",
    journal_paused="The coverage is paused",
    journal_next="Back around {time}",
    journal_ended="The coverage has ended",
    journal_started="Started",
    journal_none="Nothing has been posted yet.",
    journal_all="The whole coverage",
    journal_pages="Pages of the coverage",
    moments="Key moments",
    moment="Key moment",
    pinned="Pinned",
    urgent_entry="Breaking",
    edited="Edited",
    entry_retracted="This update was retracted",
    entry_link="Link to this update",
    entry_gone="The story that this update pointed to is no longer published.",
)

LABELS: Final[Mapping[Language, Labels]] = {"ar": AR, "en": EN}
LANGUAGE_NAMES: Final[Mapping[Language, str]] = {"ar": "العربية", "en": "English"}
"""Each language in its own words."""


def _forms(noun: CountedNoun) -> tuple[str, ...]:
    return noun.zero, noun.one, noun.two, noun.few, noun.many, noun.other


def _english(one: str, other: str) -> tuple[str, ...]:
    return (other, one, *[other] * 4)


_NEWS: Final = CountedNoun(
    zero="لا أخبار جديدة", one="خبر جديد", two="خبران جديدان",
    few="{n} أخبار جديدة", many="{n} خبراً جديداً", other="{n} خبر جديد",
)  # fmt: skip
_ENTRIES: Final = CountedNoun(
    zero="لا جديد", one="تحديث جديد", two="تحديثان جديدان",
    few="{n} تحديثات جديدة", many="{n} تحديثاً جديداً", other="{n} تحديث جديد",
)  # fmt: skip
_VIEWS: Final = CountedNoun(
    zero="لا مشاهدات", one="مشاهدة واحدة", two="مشاهدتان",
    few="{n} مشاهدات", many="{n} مشاهدة", other="{n} مشاهدة",
)  # fmt: skip

LIVE_WORDS: Final[Mapping[Language, Mapping[str, Any]]] = {
    "ar": {
        "language": "ar",
        "now": "الآن",
        "ago": "منذ {length}",
        "minutes": _forms(MINUTE),
        "hours": _forms(HOUR),
        "news": _forms(_NEWS),
        "entries": _forms(_ENTRIES),
        "views": _forms(_VIEWS),
    },
    "en": {
        "language": "en",
        "now": "just now",
        "ago": "{length} ago",
        "minutes": _english("1 minute", "{n} minutes"),
        "hours": _english("1 hour", "{n} hours"),
        "news": _english("1 new story", "{n} new stories"),
        "entries": _english("1 new update", "{n} new updates"),
        "views": _english("1 view", "{n} views"),
    },
}
"""What ``/assets/live.js`` says. Counted nouns stand as their six CLDR plural forms, from zero to
other; those of Arabic that carry no number say it themselves."""
