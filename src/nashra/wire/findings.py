"""What the importer has to say about an item, in Arabic and English.

A finding is a code with its particulars; the sentence is made when somebody reads it, so
that the desk shows one language and the command line both.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

Language = Literal["ar", "en"]

_MESSAGES: Final[dict[str, tuple[str, str]]] = {
    # errors: the item could not be read
    "empty": ("الملف فارغ", "the file is empty"),
    "too_large": (
        "حجم الملف {size} بايت والحد {limit}",
        "the file has {size} bytes, the limit is {limit}",
    ),
    "binary": (
        "ليس نصا: بايت ثنائي عند الموضع {offset}",
        "not a text: binary data at byte {offset}",
    ),
    "encoding_broken": (
        "ترميز {encoding} فاسد عند البايت {offset}",
        "broken {encoding} at byte {offset}",
    ),
    "xml_broken": (
        "خطأ في XML عند السطر {line} العمود {column}: {detail}",
        "XML error at line {line}, column {column}: {detail}",
    ),
    "xml_forbidden": (
        "تعريف DTD أو كيان ممنوع في XML",
        "a DTD or an entity definition is not allowed in XML",
    ),
    "too_deep": (
        "تداخل العناصر أعمق من {limit} عند السطر {line}",
        "elements are nested deeper than {limit} at line {line}",
    ),
    "unknown_format": ("صيغة غير معروفة: {detail}", "unknown format: {detail}"),
    "nothing_found": ("لا نص لمادة في الملف", "no text of a story in the file"),
    "unreadable": ("لا تمكن قراءة الملف: {detail}", "cannot be read: {detail}"),
    "not_a_file": ("ليس ملفا ولا مجلدا", "neither a file nor a folder"),
    "folder_empty": ("لا ملفات في المجلد", "no files in the folder"),
    "section_missing": ("لا قسم بالاسم {section}", "there is no section {section}"),
    "failed": ("خطأ غير متوقع: {detail}", "unexpected error: {detail}"),
    # warnings: the item was read, and an editor should look
    "headline_missing": (
        "لا عنوان في المادة؛ المقترح مأخوذ من مطلعها",
        "the item has no headline; the suggestion is made from its lead",
    ),
    "headline_long": (
        "العنوان أطول من {limit} حرفا",
        "the headline is longer than {limit} characters",
    ),
    "body_missing": ("لا نص تحت العنوان", "there is no text under the headline"),
    "weekday_contradicts": (
        "«{text}» يناقض يوم {weekday} {day}",
        "“{text}” contradicts {day}, which is a {weekday_en}",
    ),
    "date_contradicts": (
        "التاريخ «{text}» يناقض نفسه",
        "the date “{text}” contradicts itself",
    ),
    "clock_is_not_date": (
        "ساعة الصفحة {clock} ليست تاريخ النشر، وهو غير معروف",
        "the page clock {clock} is not the date of publication, which is unknown",
    ),
    "published_day_only": (
        "يوم النشر {day} معروف ووقته غير معروف؛ وضع عند أول اليوم",
        "published on {day} at an unknown time; it stands at the start of that day",
    ),
    "published_ambiguous": (
        "«{text}» قُرئ يوما ثم شهرا: {day}",
        "“{text}” was read day first: {day}",
    ),
    "published_without_zone": (
        "«{text}» بلا منطقة زمنية؛ قُرئ بتوقيت غرينتش",
        "“{text}” has no time zone; it was read as GMT",
    ),
    "published_unreadable": (
        "لم يُفهم تاريخ النشر «{text}»",
        "the date of publication “{text}” was not understood",
    ),
    "encoding_assumed": (
        "قُرئ الملف بترميز {encoding}",
        "the file was read as {encoding}",
    ),
    "text_repaired": (
        "أُصلح ترميز النص أو محارفه",
        "damaged encoding or characters in the text were repaired",
    ),
    "xml_repaired": (
        "أُصلح {detail} في XML عند السطر {line} العمود {column}",
        "{detail} in XML was mended at line {line}, column {column}",
    ),
    "text_truncated": ("النص مقطوع في المصدر: «{text}»", "the text is cut off: “{text}”"),
    "byline_unsplit": (
        "لم يُعرف المكان من الاسم في «{text}»",
        "place and name could not be told apart in “{text}”",
    ),
    "section_unknown": (
        "القسم «{section}» غير معروف؛ المسودة في الوارد",
        "the section “{section}” is unknown; the draft is in the inbox",
    ),
    "kept_as_draft": (
        "بقيت المادة مسودة: {detail}",
        "the story stays a draft: {detail}",
    ),
    "kept_without_headline": (
        "بقيت المادة مسودة لأنها بلا عنوان",
        "the story stays a draft because it has no headline",
    ),
    "kept_without_text": (
        "بقيت المادة مسودة لأنها بلا نص",
        "the story stays a draft because it has no text",
    ),
    "published_before": (
        "سبق نشر المادة؛ لا يغير الاستيراد ما نُشر",
        "the story has been published before; an import changes nothing that is out",
    ),
    "draft_edited": (
        "عُدلت المسودة منذ الاستيراد السابق؛ الصيغة الجديدة مراجعة فوقها والسابقة في سجلها",
        "the draft was edited since the last import; the new version is a revision on top of it",
    ),
    "name_too_long": (
        "اسم أطول من أن يكون اسما تُرك: «{text}»",
        "left out, too long for a name: “{text}”",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One thing found: a code of the catalogue above and its particulars."""

    code: str
    params: tuple[tuple[str, str], ...] = ()

    def say(self, language: Language) -> str:
        """The sentence in one language."""
        arabic, english = _MESSAGES[self.code]
        pattern = arabic if language == "ar" else english
        return pattern.format_map(dict(self.params))

    @property
    def message(self) -> str:
        """Arabic and English, for a line that anybody may read."""
        return f"{self.say('ar')} | {self.say('en')}"

    def to_json(self) -> dict[str, str]:
        """Code and message, as a line of the import command says them."""
        return {"code": self.code, "message": self.message}


def finding(code: str, **params: object) -> Finding:
    """A finding; ``KeyError`` if the catalogue has no such code."""
    _MESSAGES[code]
    return Finding(code, tuple((name, str(value)) for name, value in params.items()))


class UnreadableError(Exception):
    """The bytes cannot be made an item; ``finding`` says why and where."""

    def __init__(self, code: str, **params: object) -> None:
        self.finding = finding(code, **params)
        super().__init__(self.finding.say("en"))
