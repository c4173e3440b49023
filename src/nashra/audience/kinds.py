"""What readers see of the counts: pages of the most read, and numbers for scripts."""

import json
import re
from collections.abc import Iterator

from nashra.audience.models import Ranked, ShownCount
from nashra.audience.snapshot import RECENT, key_of
from nashra.newsroom import bulk, queries
from nashra.newsroom.addresses import front_path, story_path
from nashra.newsroom.models import SectionPage, StoryPage
from nashra.publishing import views
from nashra.publishing.kinds.common import EPOCH_START, FIRST, at, edition, has_edition, output
from nashra.publishing.kinds.common import pattern as in_edition
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader

SPANS = {"": "today", "week/": "week"}
"""What stands beneath ``most-read/`` for each span."""


def _most_read(
    reader: Reader, slug: str | None, week: str, part: str, language: str | None
) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    section = _section(reader, slug, code) if slug else None
    if slug and (section is None or part):
        return None
    name = f"section:{section.pk}" if section else f"all:{code}"
    base = _base(slug, code)
    other = base + ("" if week else "week/")
    view = views.MostReadView(
        path=f"{base}{week}{part}", week=bool(week), fragment=bool(part),
        reads=_reads(reader, f"{name}/{SPANS[week]}"),
        of=reader.section(section.pk) if section else None,
        other=other if reader.stands(other) else "",
    )  # fmt: skip
    return output(reader, view, code, FIRST)


def _section(reader: Reader, slug: str, language: str) -> SectionPage | None:
    with reader.reading():
        section = queries.section_by_slug(slug, language=language)
    if section is None:
        return None
    reader.keys.add(f"section:{section.pk}")
    return section if section.live and slug != queries.INBOX_SLUG else None


def _reads(reader: Reader, name: str) -> tuple[views.Read, ...]:
    with reader.reading(key_of(name)):
        rows = Ranked.objects.filter(list_name=name).order_by("place")
        counted = dict(rows.values_list("public_id", "views"))
    return tuple(views.Read(card=card, views=counted[card.id]) for card in reader.cards(counted))


def _base(slug: str | None, language: str) -> str:
    return f"{front_path('section', slug, language) if slug else at(language, '/')}most-read/"


def _arises(key: str) -> Iterator[str]:
    if key.startswith("site:"):
        yield from _of_edition(key.removeprefix("site:"))
    if match := re.fullmatch(r"section:(\d+)", key):
        section = SectionPage.objects.filter(pk=match[1]).select_related("locale").first()
        if section:
            yield from _of_section(section.slug, section.locale.language_code)


def _of_edition(language: str) -> Iterator[str]:
    base = _base(None, language)
    yield from (f"{base}{rest}" for rest in ("", "week/", "fragment.html", "week/fragment.html"))


def _of_section(slug: str, language: str) -> Iterator[str]:
    yield from (f"{_base(slug, language)}{rest}" for rest in SPANS)


def _every() -> Iterator[str]:
    for language in queries.languages():
        yield from _of_edition(language)
        for section in queries.sections(language):
            yield from _of_section(section.slug, language)


def _recent(reader: Reader) -> Output:
    with reader.reading(key_of(RECENT)):
        rows = Ranked.objects.filter(list_name=RECENT).order_by("place")
        counted = dict(rows.values_list("public_id", "views"))
    with reader.reading(*(f"story:{public_id}/state" for public_id in counted)):
        live = set(queries.published(counted).values_list("public_id", flat=True))
    return _json({"v": 1, "n": {key: n for key, n in counted.items() if key in live}})


def _count(reader: Reader, public_id: str) -> Output | None:
    with reader.reading(f"story:{public_id}/state", f"views:{public_id}"):
        live = queries.published([public_id]).exists()
        shown = ShownCount.objects.filter(pk=public_id).first() if live else None
    return _json({"v": 1, "n": shown.views}) if shown else None


def _json(values: object) -> Output:
    body = json.dumps(values, separators=(",", ":")).encode()
    return Output(body=body, sort_at=EPOCH_START)


def _count_arises(key: str) -> Iterator[str]:
    match = re.fullmatch(r"story:(\w+)/state", key)
    if match and ShownCount.objects.filter(pk=match[1]).exists():
        yield f"{story_path(match[1])}n.json"


def _every_count() -> Iterator[str]:
    live = StoryPage.objects.filter(live=True).values("public_id")
    for public_id in bulk.column(ShownCount.objects.filter(public_id__in=live), "public_id"):
        yield f"{story_path(public_id)}n.json"


KINDS = (
    PageKind(
        name="most-read", rank=6, build=_most_read, arises=_arises, every=_every,
        pattern=in_edition(
            r"(?:/section/(?P<slug>[a-z0-9-]+))?/most-read/(?P<week>(?:week/)?)"
            r"(?P<part>(?:fragment\.html)?)"
        ),
        doc="The most read stories, today and in seven days, of an edition or a section.",
    ),
    PageKind(
        name="recent-views", pattern=re.compile(r"/n/recent\.json"), rank=6, build=_recent,
        arises=lambda key: iter(["/n/recent.json"] if key.startswith("site:") else []),
        every=lambda: iter(["/n/recent.json"]), epochal=False,
        doc="How often the newest and the most read stories were viewed.",
    ),
    PageKind(
        name="views", pattern=re.compile(r"/a/(?P<public_id>[0-9a-z]{7})/n\.json"), rank=6,
        build=_count, arises=_count_arises, every=_every_count, epochal=False,
        doc="How often one story was viewed.",
    ),
)  # fmt: skip
