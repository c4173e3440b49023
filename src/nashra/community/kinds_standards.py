"""Pages of the community standards: the version in force, and every version under its number."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Final

from markupsafe import Markup, escape

from nashra.arabic.digits import convert_digits
from nashra.community.models import Standards
from nashra.newsroom import queries
from nashra.newsroom.addresses import STANDARDS_PATH
from nashra.publishing import views
from nashra.publishing.kinds import static
from nashra.publishing.kinds.common import at, edition, has_edition, output, standing_editions
from nashra.publishing.kinds.common import pattern as in_edition
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader

KEY: Final = "standards"
SLUG: Final = STANDARDS_PATH.strip("/")
_STATIC: Final = next(kind for kind in static.KINDS if kind.name == "static")
_WORDS: Final = {
    "ar": {
        "title": "معايير المجتمع", "version": "النسخة {number}", "in_force": "النسخة السارية",
        "versions": "كل النسخ", "old": "هذه نسخة سابقة.",
    },
    "en": {
        "title": "Community standards", "version": "Version {number}",
        "in_force": "The version in force", "versions": "All versions",
        "old": "This is an earlier version.",
    },
}  # fmt: skip


def _build(reader: Reader, number: str | None, language: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    with reader.reading(KEY):
        rows = Standards.objects.exclude(number=None).order_by("number")
        versions = list(rows.prefetch_related("rules"))
    wanted = [one for one in versions if number is None or str(one.number) == number]
    if not wanted:
        # A page that an editor wrote there stands until there are standards.
        return None if number else _STATIC.build(reader, slug=SLUG, language=language)
    shown, newest = wanted[-1], versions[-1]
    words = _WORDS[code]
    name = words["version"].format(number=_digits(reader, code, shown.number))
    view = views.StaticView(
        path=at(code, STANDARDS_PATH if number is None else f"{STANDARDS_PATH}{number}/"),
        title=words["title"] if number is None else f"{words['title']} ({name})",
        html=_notice(reader, code, shown, newest) + _rules(shown, code)
        + _versions(reader, code, versions, shown),
        modified_at=_published(shown), editions=_editions(reader, number),
    )  # fmt: skip
    return output(reader, view, code)


def _published(standards: Standards) -> datetime:
    assert standards.published_at is not None
    return standards.published_at


def _digits(reader: Reader, language: str, number: int | None) -> str:
    digits = reader.site(language).digits if language == "ar" else "latn"
    return convert_digits(str(number), digits)


def _notice(reader: Reader, language: str, shown: Standards, newest: Standards) -> Markup:
    if shown.number == newest.number:
        return Markup()
    words = _WORDS[language]
    return Markup('<p><em>{} <a href="{}">{}</a></em></p>').format(
        words["old"], "../", words["in_force"]
    )


def _rules(standards: Standards, language: str) -> Markup:
    english = language == "en"
    intro = (english and standards.intro_en) or standards.intro
    parts = [_paragraphs(intro)]
    for rule in standards.rules.all():
        title = (english and rule.title_en) or rule.title
        parts.append(Markup('<h2 id="{}">{}</h2>').format(rule.key, title))
        parts.append(_paragraphs((english and rule.text_en) or rule.text))
    return Markup("\n").join(parts)


def _paragraphs(text: str) -> Markup:
    lines = [line.strip() for line in text.splitlines()]
    return Markup("\n").join(Markup("<p>{}</p>").format(escape(line)) for line in lines if line)


def _versions(reader: Reader, language: str, versions: list[Standards], shown: Standards) -> Markup:
    """Links to the others that stand; the first version alone has none."""
    if len(versions) < 2:
        return Markup()
    words, links = _WORDS[language], []
    base = at(language, STANDARDS_PATH)
    for one in versions:
        if one.number != shown.number and reader.stands(f"{base}{one.number}/"):
            name = words["version"].format(number=_digits(reader, language, one.number))
            links.append(Markup('<li><a href="{}">{}</a></li>').format(_href(reader, one), name))
    return Markup("<h2>{}</h2><ul>{}</ul>").format(words["versions"], Markup().join(links))


def _href(reader: Reader, version: Standards) -> str:
    """Relative, so that a mirror in a folder holds together."""
    in_force = reader.path.endswith(STANDARDS_PATH)
    return f"{version.number}/" if in_force else f"../{version.number}/"


def _editions(reader: Reader, number: str | None) -> tuple[views.Link, ...]:
    rest = STANDARDS_PATH if number is None else f"{STANDARDS_PATH}{number}/"
    pages = (
        (language, at(language, rest), words["title"])
        for language, words in _WORDS.items()
        if has_edition(reader, language)
    )
    return standing_editions(reader, reader.path, pages)


def _arises(key: str) -> Iterator[str]:
    if key == KEY:
        yield from _every()
    elif key.startswith("site:"):
        language = key.removeprefix("site:")
        yield from _of(language)


def _of(language: str) -> Iterator[str]:
    numbers = list(
        Standards.objects.exclude(number=None).order_by("number").values_list("number", flat=True)
    )
    base = at(language, STANDARDS_PATH)
    if numbers:
        yield base
    yield from (f"{base}{number}/" for number in numbers)


def _every() -> Iterator[str]:
    for language in queries.languages():
        yield from _of(language)


KINDS = (
    PageKind(
        name="standards", rank=4, build=_build, arises=_arises, every=_every,
        pattern=in_edition(rf"{re.escape(STANDARDS_PATH)}(?:(?P<number>[1-9]\d{{0,5}})/)?"),
        doc="The community standards in force, and each version under its number.",
    ),
)  # fmt: skip
