"""The words of Arabic time expressions and what each stands for.

Sources: month, weekday, city and country names from Unicode CLDR in Babel's copy; Hijri month
names from hijridate; number, gender and case forms from W. Wright, A Grammar of the Arabic
Language (3rd ed., I §§ 318-332 numerals, II §§ 96-107 their construction).
"""

from __future__ import annotations

from typing import Final, Literal

from nashra.arabic.months import all_hijri_month_names, all_month_names, english_month_names
from nashra.arabic.timex.model import Granularity
from nashra.arabic.timex.phrases import Phrases, word_set

Unit = Literal["second", "minute", "hour", "day", "week", "month", "year", "decade", "century"]


def _listed(*groups: tuple[str, int]) -> list[tuple[str, int]]:
    return [(name.strip(), value) for names, value in groups for name in names.split(",")]


MONTHS: Final = Phrases(
    (known.name, known.month) for known in (*all_month_names(), *english_month_names())
)
HIJRI_MONTHS: Final = Phrases((known.name, known.month) for known in all_hijri_month_names())
#: Month names that are other words too: alone they are a month only if something says so.
DOUBTFUL_MONTHS: Final = word_set(
    "مارس ماي مي اب اوت جوان نوار نيسان تموز ايار مايس غشت ماس اذار جويليا"
)

#: Monday is 0 as in ``date.weekday``.
WEEKDAYS: Final = Phrases(
    _listed(
        ("الاثنين,الإثنين,الأثنين", 0), ("الثلاثاء,الثلاثا,الثلثاء", 1),
        ("الأربعاء,الأربعا,الاربعاء", 2), ("الخميس", 3), ("الجمعة", 4), ("السبت", 5),
        ("الأحد", 6),
    )
)  # fmt: skip
BARE_WEEKDAYS: Final = Phrases(
    _listed(
        ("اثنين,إثنين", 0), ("ثلاثاء", 1), ("أربعاء", 2), ("خميس", 3), ("جمعة", 4), ("سبت", 5),
        ("أحد", 6),
    )
)  # fmt: skip

#: Distance in days from the anchor.
RELATIVE_DAYS: Final = Phrases(
    _listed(
        ("أول أول من أمس,أول أول أمس", -3),
        ("أول من أمس,أول أمس,أمس الأول,أمس الأولى,قبل أمس,قبل البارحة,أول البارحة", -2),
        ("أمس,البارحة,الأمس,الليلة الماضية,الليلة الفائتة,الليلة السابقة", -1),
        ("اليوم,الليلة", 0),
        ("غدا,غد,الغد,الليلة المقبلة,الليلة القادمة", 1),
        ("بعد غد,بعد غدا,بعد الغد", 2),
    )
)
#: What follows «اليوم» when it is not today.
NOT_TODAY: Final = word_set(
    "التالي الثاني الاول الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر الاخير "
    "نفسه ذاته عينه الوطني العالمي الدولي السابق اللاحق الواحد الذي الموعود الاخر الحادي "
    "المدرسي الدراسي المفتوح الختامي الافتتاحي الموافق التي"
)
#: Parts of the day as they stand before or after a day; see ``clock`` for hours.
DAY_PARTS: Final = Phrases(
    _listed(
        ("فجر,فجرا,سحر", 0), ("صباح,صباحا,ضحى,الصباح", 1),
        ("قبل ظهر,قبل الظهر,قبيل ظهر,قبيل الظهر", 1),
        ("ظهر,ظهرا,ظهيرة", 2), ("بعد ظهر,بعد الظهر,عصر,عصرا,عصر يوم", 3),
        ("مساء,المساء,أصيل", 4), ("ليل,ليلا,ليلة,منتصف ليل,منتصف ليلة,بعد منتصف الليل", 5),
    )
)  # fmt: skip
_ENDINGS: Final = ("", "ة", "ين", "ان", "تين", "تان", "ات")
#: Words of direction, in every number and gender: 0 is the running one, 2 the one after next.
DIRECTIONS: Final = Phrases(
    (before + stem + ending, direction)
    for befores, stems, direction in (
        ("", "الماضي المنصرم الفائت المنقضي السابق الأخير", -1),
        ("قبل ,ما قبل ", "الماضي المنصرم الفائت", -2),
        ("", "الجاري الحالي الراهن", 0),
        ("", "المقبل القادم الآتي", 1),
        ("بعد ,ما بعد ", "المقبل القادم", 2),
    )
    for before in befores.split(",")
    for stem in stems.split()
    for ending in _ENDINGS
)
#: Words that point to a moment of the story and not to the anchor.
NARRATED: Final = word_set(
    "التالي التاليه اللاحق اللاحقه التاليين اللاحقين نفسه نفسها ذاته ذاتها عينه عينها"
)
#: «الأخير» and «السابق» after a month or a weekday are about something else.
LOOSE_DIRECTIONS: Final = word_set("الاخير الاخيره السابق السابقه الراهن الراهنه")

#: Parts of a span, as TIMEX3 ``mod`` (ISO-TimeML): «أوائل شهر مارس».
SPAN_PARTS: Final = Phrases(
    (name, part)
    for names, part in (
        ("أوائل,مطلع,بداية,بدايات,مستهل,أول", "start"),
        ("منتصف,أواسط", "mid"),
        ("أواخر,نهاية,نهايات,ختام,آخر", "end"),
    )
    for name in names.split(",")
)

_UNIT_FORMS: Final[dict[Unit, tuple[str, str, str]]] = {
    "second": ("ثانية", "ثانيتين ثانيتان", "ثوان ثواني"),
    "minute": ("دقيقة", "دقيقتين دقيقتان", "دقائق"),
    "hour": ("ساعة", "ساعتين ساعتان", "ساعات"),
    "day": ("يوم يوما", "يومين يومان", "أيام"),
    "week": ("أسبوع أسبوعا", "أسبوعين أسبوعان", "أسابيع"),
    "month": ("شهر شهرا", "شهرين شهران", "أشهر شهور"),
    "year": ("عام عاما سنة", "عامين عامان سنتين سنتان", "أعوام سنوات سنين سنون"),
    "decade": ("عقد عقدا", "عقدين عقدان", "عقود"),
    "century": ("قرن قرنا", "قرنين قرنان", "قرون"),
}
Count = Literal["one", "two", "many"]
_COUNTS: Final[tuple[Count, ...]] = ("one", "two", "many")
#: Every indefinite form of a unit with its number.
UNITS: Final[Phrases[tuple[Unit, Count]]] = Phrases(
    (form, (unit, count))
    for unit, forms in _UNIT_FORMS.items()
    for count, words in zip(_COUNTS, forms, strict=True)
    for form in words.split()
)
#: The same with the article: «الأسبوعين».
DEFINITE_UNITS: Final[Phrases[tuple[Unit, Count]]] = Phrases(
    ("ال" + form, (unit, count))
    for unit, forms in _UNIT_FORMS.items()
    for count, words in zip(_COUNTS, forms, strict=True)
    for form in words.split()
    if not form.endswith("ا")
)
#: Letter of ISO 8601 durations, its factor, and whether it follows ``T``.
ISO_UNITS: Final[dict[Unit, tuple[str, int]]] = {
    "second": ("S", 1), "minute": ("M", 1), "hour": ("H", 1), "day": ("D", 1), "week": ("W", 1),
    "month": ("M", 1), "year": ("Y", 1), "decade": ("Y", 10), "century": ("Y", 100),
}  # fmt: skip

#: Words before a year: «عام 2020», «للسنوات».
YEAR_WORDS: Final = Phrases(
    (name, True)
    for name in [
        "عام",
        "العام",
        "سنة",
        "السنة",
        "عامي",
        "عامَي",
        "سنتي",
        "العامين",
        "السنتين",
        "سنوات",
        "أعوام",
    ]
)
#: Two years follow: «عامي 2010 و2015».
TWO_YEARS: Final = frozenset(["عامي", "سنتي", "العامين", "السنتين"])
#: A month is named: «شهر مايو», «شهري مايو ويونيو».
MONTH_WORDS: Final = word_set("شهر شهري شهور اشهر شهرا")
GREGORIAN_ERA: Final = word_set("م ميلادي ميلاديه الميلادي الميلاديه للميلاد")
HIJRI_ERA: Final = word_set("ه هجري هجريه الهجري الهجريه للهجره")
BEFORE_CHRIST: Final = Phrases((name, True) for name in ("قبل الميلاد", "ق م", "ق.م"))

#: TIMEX3 names of the seasons.
SEASONS: Final = Phrases(
    (form, season)
    for word, season in (("ربيع", "SP"), ("صيف", "SU"), ("خريف", "FA"), ("شتاء", "WI"))
    for form in (word, word + "ا", "ال" + word, "فصل ال" + word)
)
#: Decades by name: «الخمسينيات» is 5.
DECADES: Final = Phrases(
    (article + stem + ending, tens)
    for stem, tens in (
        ("عشرين", 2), ("ثلاثين", 3), ("أربعين", 4), ("خمسين", 5), ("ستين", 6), ("سبعين", 7),
        ("ثمانين", 8), ("تسعين", 9),
    )
    for ending in ("يات", "ات", "يّات")
    for article in ("", "ال")
)  # fmt: skip

#: Amounts that carry no number: «بضعة أيام».
VAGUE_AMOUNTS: Final = frozenset(["عده", "بضعه", "بضع"])
#: TIMEX3 ``mod`` of an amount.
QUALIFIERS: Final = Phrases(
    (name, mod)
    for names, mod in (
        ("أكثر من,ما يزيد على,ما يزيد عن,أزيد من,ما يربو على", "more_than"),
        ("أقل من,ما يقل عن", "less_than"),
        ("نحو,حوالي,قرابة,زهاء,ما يقارب,ما يقرب من,تقريبا", "approx"),
    )
    for name in names.split(",")
)
#: TIMEX3 letters of the parts of a year.
PARTS_OF_YEAR: Final[dict[str, Granularity]] = {"Q": "quarter", "H": "half"}
