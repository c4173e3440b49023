"""What the desk shows of an imported story: what was found, what is doubted, the original."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from nashra.wire.decode import decode
from nashra.wire.findings import Language, UnreadableError, finding
from nashra.wire.models import WireRecord

#: Of a longer original the desk shows this many characters.
_SHOWN: Final = 20_000

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "title": ("ما وجده المستورد", "What the importer found"),
    "doubts": ("ما يشك فيه", "What it doubts"),
    "original": ("النص كما وصل", "The text as it came"),
    "version": ("الصيغة", "Version"),
    "source": ("الملف", "File"),
    "received": ("وصل في", "Received"),
    "suggested_headline": ("عنوان مقترح", "Suggested headline"),
    "section": ("القسم", "Section"),
    "dateline": ("المكان", "Dateline"),
    "agency": ("الوكالة", "Agency"),
    "page_clock": ("ساعة الصفحة", "Page clock"),
    "page_counter": ("عداد الصفحة", "Page counter"),
    "published_at": ("تاريخ النشر", "Published"),
    "dates": ("تواريخ في النص", "Dates in the text"),
    "statements": ("تصريحات", "Statements"),
    "background": ("خلفية", "Background"),
    "related": ("مواد ذات صلة", "Related"),
    "tags": ("كلمات دلالية", "Tags"),
}
_CERTAINTY: Final[dict[str, tuple[str, str]]] = {
    "certain": ("مؤكد", "certain"),
    "ambiguous": ("محتمل", "likely"),
    "contradicted": ("متناقض", "contradicted"),
}
_PLAIN: Final = (
    "suggested_headline", "section", "dateline", "agency", "page_clock", "page_counter",
    "published_at", "background",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Found:
    """One thing that was found: what it is, and each of its values as a line."""

    label: str
    values: tuple[str, ...]


_ISO = re.compile(r"\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:\d{2})?)?")


@dataclass(frozen=True, kw_only=True)
class StoryFindings:
    """All that the desk shows of one import."""

    language: Language
    source: str
    version: int
    received: Any
    found: tuple[Found, ...]
    doubts: tuple[str, ...]
    original: str

    def words(self) -> dict[str, str]:
        """The headings of the notice in its language."""
        return {name: _word(name, self.language) for name in _WORDS}


def story_findings(story_id: int, *, language: Language = "ar") -> StoryFindings | None:
    """The findings of the newest import that made or changed a story; ``None`` if none did.

    ``story_id`` is the primary key of the story's page.
    """
    record = WireRecord.objects.filter(story_id=story_id).order_by("-received_at").first()
    if record is None:
        return None
    return StoryFindings(
        language=language,
        source=record.source_name,
        version=record.version,
        received=record.received_at,
        found=tuple(_found(record.item, language)),
        doubts=tuple(
            isolated(finding(warning["code"], **warning["params"]).say(language))
            for warning in record.warnings
        ),
        original=_original(record),
    )


def story_notice(story: Any, request: Any) -> SafeString:
    """The findings as HTML above a story's form, in the desk's language; empty for other stories.

    Everything that came in is escaped; the original is shown as text.
    """
    language: Language = "en" if (get_language() or "ar").startswith("en") else "ar"
    findings = story_findings(story.pk, language=language) if story.pk else None
    if findings is None:
        return mark_safe("")
    context = {"findings": findings, "words": findings.words()}
    return render_to_string("wire/story_notice.html", context)


def isolated(text: str) -> str:
    """ISO dates between isolates (UAX #9): beside Arabic their parts would swap places."""
    return _ISO.sub("\u2066\\g<0>\u2069", text)


def _word(name: str, language: Language) -> str:
    return _WORDS[name][language == "en"]


def _found(item: dict[str, Any], language: Language) -> list[Found]:
    values: dict[str, list[str]] = {
        name: [str(item[name])] for name in _PLAIN if item.get(name) not in (None, "")
    }
    values["dates"] = [
        f"{mention['text']} ← {isolated(mention['value'] or '؟')} "
        f"({_CERTAINTY[mention['certainty']][language == 'en']})"
        for mention in item.get("dates", ())
    ]
    values["statements"] = [_statement(statement) for statement in item.get("statements", ())]
    values["related"] = list(item.get("related", ()))
    values["tags"] = list(item.get("tags", ()))
    return [
        Found(label=_word(name, language), values=tuple(values[name]))
        for name in _WORDS
        if values.get(name)
    ]


def _statement(statement: dict[str, Any]) -> str:
    names = (statement["speaker"], statement["capacity"], statement["source"])
    who = "، ".join(name for name in names if name)
    text = f"«{statement['text']}»" if statement["quoted"] else statement["text"]
    return f"{who}: {text}" if who else text


def _original(record: WireRecord) -> str:
    try:
        text, _ = decode(record.original())
    except UnreadableError as error:
        return json.dumps(error.finding.to_json(), ensure_ascii=False)
    return text[:_SHOWN] + ("…" if len(text) > _SHOWN else "")
