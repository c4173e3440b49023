"""From a story to its page."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, cast

from nashra.changes.facts import digest
from nashra.newsroom.addresses import story_path
from nashra.newsroom.models import Agency, Correction, Place, Storyline, StoryPage, Tag
from nashra.publishing import views
from nashra.publishing.additions import additions
from nashra.publishing.journal_view import story_journal
from nashra.publishing.reader import Reader
from nashra.publishing.statement_view import statement
from nashra.publishing.wholes import Whole


def _paragraph(reader: Reader, story: StoryPage, value: str) -> Iterator[views.Block]:
    for html in reader.paragraphs(value):
        yield views.Paragraph(html=html)


def _heading(reader: Reader, story: StoryPage, value: str) -> Iterator[views.Block]:
    yield views.Heading(text=value, anchor=f"h-{digest(value)[:6]}")


def _statement(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    yield statement(reader, value, reader.language(story))


def _quote(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    yield views.Quote(text=value["text"], attribution=value.get("attribution") or "")


def _image(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    shown = reader.picture(
        value["image"], alt=value.get("alt") or "",
        caption=value.get("caption") or "", credit=value.get("credit") or "",
    )  # fmt: skip
    if shown:
        yield views.Figure(picture=shown)


def _list(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    texts = (item["value"] if isinstance(item, dict) else item for item in value["items"])
    items = tuple(html for text in texts for html in reader.items(text))
    yield views.Items(items=items, ordered=bool(value.get("ordered")))


def _table(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    table = value["table"]
    yield views.Table(
        caption=value.get("caption") or "",
        header=tuple(column["heading"] for column in table["columns"]),
        rows=tuple(tuple(str(cell or "") for cell in row["values"]) for row in table["rows"]),
    )


def _external(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    yield views.External(
        url=value["url"], title=value["title"], provider=value.get("provider") or "",
        description=value.get("description") or "",
    )  # fmt: skip


def _background(reader: Reader, story: StoryPage, value: Any) -> Iterator[views.Block]:
    line = _storyline(reader, story)
    if line is None:
        return
    language = reader.language(story)
    text = line.background_en or line.background if language == "en" else line.background
    if text:
        yield views.Background(title=line.called(language), html=reader.rich(text))


_BLOCKS: Mapping[str, Callable[[Reader, StoryPage, Any], Iterator[views.Block]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "statement": _statement,
    "quote": _quote,
    "image": _image,
    "list": _list,
    "table": _table,
    "external": _external,
    "background": _background,
}


def _body(reader: Reader, story: StoryPage) -> tuple[views.Block, ...]:
    return tuple(
        shown
        for block in story.body.raw_data
        for shown in _BLOCKS[block["type"]](reader, story, block["value"])
    )


def _storyline(reader: Reader, story: StoryPage) -> Storyline | None:
    if story.storyline_id is None:
        return None
    with reader.reading(f"storyline:{story.storyline_id}"):
        line: Storyline | None = reader.publication.memory.row(Storyline, story.storyline_id)
        return line


def _dateline(reader: Reader, story: StoryPage, language: str) -> str:
    if story.dateline_id is None:
        return ""
    with reader.reading(f"place:{story.dateline_id}"):
        place = reader.publication.memory.row(Place, story.dateline_id)
    return place.called(language) if place else ""


def _agencies(reader: Reader, ids: list[int], language: str) -> tuple[str, ...]:
    with reader.reading(*(f"agency:{pk}" for pk in ids)):
        found = reader.publication.memory.rows(Agency, ids)
    return tuple(agency.called(language) for agency in found.values())


def _tags(reader: Reader, ids: list[int], language: str) -> tuple[views.Link, ...]:
    with reader.reading(*(f"tag:{pk}" for pk in ids)):
        found = reader.publication.memory.rows(Tag, ids)
    links = (reader.front("tag", tag, language) for tag in found.values())
    return tuple(link for link in links if link)


def _corrections(rows: list[Correction]) -> tuple[views.Correction, ...]:
    return tuple(views.Correction(note=row.note, at=row.at) for row in rows)


def _editions(reader: Reader, whole: Whole) -> tuple[views.Link, ...]:
    own = whole.story.public_id
    reader.keys.add(f"story:{own}/editions")
    return tuple(
        views.Link(path=story_path(public_id), text=language, language=_language(language))
        for language, public_id in whole.editions
        if public_id == own or reader.stands(story_path(public_id))
    )


def _language(code: str) -> views.Language:
    return "en" if code == "en" else "ar"


def story_view(
    reader: Reader, whole: Whole, *, preview_at: datetime | None = None
) -> views.StoryView:
    """Everything on a story's page. With ``preview_at`` the story may be unsaved and undated."""
    story = whole.story
    own = f"story:{story.public_id}"
    with reader.reading(*(f"{own}/{facet}" for facet in ("state", "card", "body", "related"))):
        language = _language(reader.language(story))
        section = reader.publication.memory.section_of(story)
        urgency = story.urgency if preview_at else story.announced
        until = story.breaking_until if preview_at else story.announced_until
    bylines = (reader.byline(pk, language) for pk in whole.authors)
    published = story.published_at or preview_at
    if published is None:
        raise ValueError(f"story {story.public_id} has no time of publication")
    line = _storyline(reader, story)
    return views.StoryView(
        id=story.public_id, path=story_path(story.public_id), language=language,
        headline=story.headline or story.title, kicker=story.kicker, standfirst=story.standfirst,
        section=reader.section(section),
        further_sections=tuple(reader.section(pk) for pk in whole.further),
        urgency=cast(views.Urgency, urgency), opinion=story.genre == "opinion",
        dateline=_dateline(reader, story, language),
        agencies=_agencies(reader, whole.agencies, language),
        authors=tuple(byline for byline in bylines if byline),
        journal=story_journal(reader, story.public_id, language) if whole.covered else None,
        published_at=published, modified_at=whole.modified,
        picture=reader.picture(
            story.lead_image_id, alt=story.lead_alt,
            caption=story.lead_caption, credit=story.lead_credit,
        ),
        body=_body(reader, story), tags=_tags(reader, whole.tags, language),
        related=reader.cards(whole.related), storyline=line.called(language) if line else "",
        corrections=_corrections(whole.corrections), note_to_readers=story.note_to_readers,
        editions=_editions(reader, whole), breaking_until=until,
        preview=preview_at is not None, words=words(story),
        additions={} if preview_at else additions(reader, story),
    )  # fmt: skip


def words(story: StoryPage) -> int:
    """Roughly how many words the body has, for schema.org's ``wordCount``."""
    texts = (value for block in story.body.raw_data for value in _texts(block["value"]))
    return sum(len(text.split()) for text in texts)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        yield from (text for key, part in value.items() if key != "id" for text in _texts(part))
    elif isinstance(value, list):
        yield from (text for part in value for text in _texts(part))
