"""What templates get of search: the page that is published, and what the application finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, Literal

from markupsafe import Markup

from nashra.publishing.pieces import Language, Link

Notice = Literal["", "resting", "busy", "nothing", "phrase", "letters", "dates"]


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """A story or a statement; what answers the query is marked in ``headline`` and ``excerpt``."""

    path: str
    headline: Markup
    excerpt: Markup
    section: Link
    published_at: datetime
    language: Language
    speaker: str = ""
    capacity: str = ""


@dataclass(frozen=True, kw_only=True)
class SearchForm:
    """What was asked, as the form shows it again. ``section`` is its slug; days are ISO dates."""

    q: str = ""
    section: str = ""
    tag: str = ""
    author: str = ""
    person: str = ""
    since: str = ""
    until: str = ""
    newest: bool = False
    said: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchView:
    """The search page; ``hits`` is None where nothing was asked."""

    path: str
    action: str
    """Address that the form asks."""
    form: SearchForm = SearchForm()
    hits: tuple[SearchHit, ...] | None = None
    total: int = 0
    notices: tuple[Notice, ...] = ()
    narrowed: tuple[Link, ...] = ()
    """Filters by a name (a tag, an author, a person), each with the way to be rid of it."""
    names: tuple[Link, ...] = ()
    """Pages of what the query names."""
    also: tuple[Link, ...] = ()
    """The same query with a name written otherwise."""
    other: str = ""
    """The same query among statements, or among stories."""
    order: str = ""
    """The same query in the other order."""
    newer: str = ""
    older: str = ""
    archives: tuple[Link, ...] = ()
    kind: Literal["search"] = "search"


WORDS: Final[Mapping[Language, Mapping[str, Any]]] = {
    "ar": {
        "title": "البحث", "query": "ابحث في مواد النشرة", "button": "ابحث",
        "hint": "للعبارة بنصها ضعها بين «مزدوجين»، ولاستبعاد كلمة ضع قبلها علامة ناقص.",
        "more": "حدد البحث", "section": "القسم", "any": "كل الأقسام",
        "since": "من يوم", "until": "إلى يوم", "stories": "المواد", "said": "من قال",
        "best": "الأنسب أولاً", "newest": "الأحدث أولاً", "without": "أزل",
        "results": "نتائج البحث عن «{q}»", "none": "لا نتائج عن «{q}»",
        "try": "جرّب كلمات أقل أو أعم، أو اسماً مكتوباً على وجه آخر، أو وسّع المدة.",
        "phrase": "لم ترد العبارة بنصها، وهذه مواد فيها كلماتها.",
        "letters": "لم ترد الكلمات، وهذه مواد فيها كلمات قريبة منها في الرسم.",
        "dates": "لم يُفهم التاريخ فلم يؤخذ به؛ يكتب هكذا: 2026-03-31.",
        "resting": "البحث متوقف الآن ويعود قريباً. الأخبار كلها في محفوظات الأقسام أدناه.",
        "busy": "البحث مزدحم الآن. أعد المحاولة بعد لحظات، أو تصفح المحفوظات أدناه.",
        "archives": "تصفح المحفوظات", "names": "صفحات بهذا الاسم", "also": "ابحث أيضاً عن",
        "newer": "الصفحة السابقة", "older": "الصفحة التالية", "pages": "صفحات النتائج",
        "tag": "الوسم", "author": "الكاتب", "person": "الشخص", "in": "في",
    },
    "en": {
        "title": "Search", "query": "Search the stories", "button": "Search",
        "hint": "Put a phrase between “quotation marks”; a minus before a word leaves it out.",
        "more": "Narrow the search", "section": "Section", "any": "All sections",
        "since": "From", "until": "To", "stories": "Stories", "said": "Who said",
        "best": "Best first", "newest": "Newest first", "without": "Remove",
        "results": "Results for “{q}”", "none": "Nothing found for “{q}”",
        "try": "Try fewer or more general words, another spelling of a name, or a longer time.",
        "phrase": "The phrase stands nowhere; these have its words.",
        "letters": "None of the words was found; these have words that are written alike.",
        "dates": "The date was not understood and left aside; write 2026-03-31.",
        "resting": "Search rests for the moment. All the news is in the archives below.",
        "busy": "Search is busy. Try again in a moment, or browse the archives below.",
        "archives": "Browse the archives", "names": "Pages of this name",
        "also": "Search also for", "newer": "Previous page", "older": "Next page",
        "pages": "Pages of results", "tag": "Tag", "author": "Author", "person": "Person",
        "in": "in",
    },
}  # fmt: skip
