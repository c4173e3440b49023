"""All rules, each with its reason and its source."""

from typing import Final

from nashra.arabic.checks import facts, marks, spelling
from nashra.arabic.checks.model import Rule

_STYLE: Final = "house style"
_UNICODE: Final = "The Unicode Standard, ch. 9.2"
_BIDI: Final = "Unicode Standard Annex 9, 2.1-2.5"
_ACADEMY: Final = "قواعد الإملاء، مجمع اللغة العربية بالقاهرة"
_ACCURACY: Final = "IPTC and newsroom practice: check what can be checked"

RULES: Final = (
    Rule(
        id="weekday-date", severity="error", source=_ACCURACY, find=facts.weekday,
        ar="اليوم المذكور لا يوافق تاريخه.",
        en="The weekday is not the one of its date.",
    ),
    Rule(
        id="date-publication", severity="error", source=_ACCURACY, find=facts.against_publication,
        ar="يروى على أنه مضى وتاريخه بعد النشر، أو على أنه آت وتاريخه قبل النشر.",
        en="Told as past but dated after publication, or as to come but dated before.",
    ),
    Rule(
        id="hamza", severity="error", source=_ACADEMY, find=spelling.hamza,
        ar="همزة ناقصة أو في غير موضعها.", en="A hamza is missing or misplaced.",
    ),
    Rule(
        id="alef-maqsura", severity="error", source=_ACADEMY, find=spelling.alef_maqsura,
        ar="ياء مكان ألف مقصورة أو العكس.", en="Ya in the place of alef maqsura, or the reverse.",
    ),
    Rule(
        id="ta-marbuta", severity="error", source=_ACADEMY, find=spelling.ta_marbuta,
        ar="هاء مكان تاء مربوطة أو العكس.", en="Ha in the place of ta marbuta, or the reverse.",
    ),
    Rule(
        id="latin-punctuation", severity="error", source=_UNICODE, find=marks.latin_punctuation,
        ar="علامة ترقيم لاتينية في نص عربي.", en="A Latin punctuation mark in Arabic text.",
    ),
    Rule(
        id="spacing", severity="error", source=_STYLE, find=marks.spacing,
        ar="مسافة زائدة أو ناقصة حول علامة ترقيم أو قوس.",
        en="A space too many or missing at a mark or bracket.",
    ),
    Rule(
        id="mixed-quotes", severity="error", source=_STYLE, find=marks.mixed_quotes,
        ar="علامات تنصيص من أكثر من نوع في مادة واحدة.",
        en="More than one kind of quotation marks in one story.",
    ),
    Rule(
        id="mixed-digits", severity="error", source=_STYLE, find=marks.mixed_digits,
        ar="أرقام من نوعين في مادة واحدة.", en="Two kinds of digits in one story.",
    ),
    Rule(
        id="tatweel", severity="error", source=_UNICODE, find=marks.tatweel,
        ar="تطويل داخل كلمة: يفسد البحث والقراءة الآلية.",
        en="Tatweel within a word: search and screen readers stumble over it.",
    ),
    Rule(
        id="presentation-forms", severity="error", source=_UNICODE, find=marks.presentation_forms,
        ar="حروف مرمّزة بأشكالها، كما تأتي من ملفات PDF.",
        en="Letters coded by their shapes, as they come from PDF files.",
    ),
    Rule(
        id="detached-waw", severity="error", source=_ACADEMY, find=marks.detached_waw,
        ar="واو العطف تكتب متصلة بما بعدها.", en="The conjunction wa is joined to its word.",
    ),
    Rule(
        id="name-variant", severity="error", source=_STYLE, find=facts.name_variant,
        ar="اسم تكتبه النشرة على وجه آخر.", en="A name that the newsroom writes otherwise.",
    ),
    Rule(
        id="dateline-missing", severity="error", source=_STYLE, find=facts.missing_dateline,
        ar="خبر بلا مكان.", en="A report without a dateline.",
    ),
    Rule(
        id="agency-missing", severity="error", source=_STYLE, find=facts.missing_agency,
        ar="النص ينقل عن وكالة، والمادة لا تنسب إلى أي وكالة.",
        en="The text credits an agency, the story none.",
    ),
    Rule(
        id="no-speaker", severity="error", source=_ACCURACY, find=facts.unattributed,
        ar="كلام بين مزدوجين لا يُعرف قائله.", en="Words in quotation marks that nobody said.",
    ),
    Rule(
        id="headline-number", severity="error", source=_ACCURACY, find=facts.headline_number,
        ar="رقم في العنوان يخالف ما في النص.",
        en="A number in the headline that the text gives otherwise.",
    ),
    Rule(
        id="headline-length", severity="error", source=_STYLE, find=facts.long_headline,
        ar="العنوان أطول مما تسعه البطاقة؛ أضف عنواناً قصيراً.",
        en="The headline is longer than a card holds; add a short one.",
    ),
    Rule(
        id="bidi", severity="error", source=_BIDI, find=marks.bidi,
        ar="محرف خفي يقلب اتجاه النص، أو رقم هاتف أو رمز لاتيني ينقلب عند العرض.",
        en="A hidden character that turns text around, or a number or sign that reverses.",
    ),
)  # fmt: skip
