"""Stories and static pages of the demo newsroom, each from one TOML file."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from nashra.cli.demo.schema import (
    GENRES,
    LANGUAGES,
    PAGE_KINDS,
    URGENCIES,
    Background,
    Block,
    Correction,
    External,
    Heading,
    Items,
    Paragraph,
    Picture,
    Quote,
    Statement,
    StaticText,
    Story,
    Table,
)
from nashra.cli.demo.toml_table import Problems, TomlTable, read_toml


def _picture(table: TomlTable, name_key: str) -> Picture:
    return Picture(
        name=table.text(name_key),
        alt=table.text("alt", longest=300),
        caption=table.text("caption", longest=400, default=""),
        credit=table.text("credit", longest=160, default=""),
    )


def _paragraph(table: TomlTable) -> Paragraph:
    return Paragraph(html=table.text("text"))


def _heading(table: TomlTable) -> Heading:
    return Heading(text=table.text("text", longest=160))


def _statement(table: TomlTable) -> Statement:
    statement = Statement(
        speaker=table.text("speaker", default=""),
        speaker_name=table.text("speaker_name", longest=160, default=""),
        capacity=table.text("capacity", longest=200, default=""),
        source=table.text("source", longest=200, default=""),
        said_on_days_ago=table.number("said_on_days_ago"),
        quoted=table.flag("quoted", default=True),
        text=table.text("text"),
    )
    if bool(statement.speaker) == bool(statement.speaker_name):
        table.wrong("speaker", "give either a person's slug or speaker_name")
    return statement


def _quote(table: TomlTable) -> Quote:
    return Quote(
        text=table.text("text"), attribution=table.text("attribution", longest=200, default="")
    )


def _items(table: TomlTable) -> Items:
    return Items(
        items=table.words("items", required=True), ordered=table.flag("ordered", default=False)
    )


def _table(table: TomlTable) -> Table:
    read = Table(
        caption=table.text("caption", longest=200, default=""),
        header=table.row("header"),
        rows=table.rows("rows"),
    )
    for number, row in enumerate(read.rows, start=1):
        if len(row) != len(read.header):
            table.wrong(f"rows[{number}]", f"has {len(row)} cells, the header {len(read.header)}")
    return read


def _external(table: TomlTable) -> External:
    return External(
        url=table.text("url"),
        title=table.text("title", longest=200),
        provider=table.text("provider", longest=80, default=""),
        description=table.text("description", default=""),
    )


def _background(_: TomlTable) -> Background:
    return Background()


def _image(table: TomlTable) -> Picture:
    return _picture(table, "picture")


_BLOCKS: Final[dict[str, Callable[[TomlTable], Block]]] = {
    "paragraph": _paragraph,
    "heading": _heading,
    "statement": _statement,
    "quote": _quote,
    "list": _items,
    "table": _table,
    "external": _external,
    "background": _background,
    "image": _image,
}


def _body(table: TomlTable) -> tuple[Block, ...]:
    blocks: list[Block] = []
    for entry in table.tables("body"):
        read = _BLOCKS.get(entry.choice("type", tuple(_BLOCKS)))
        if read is not None:
            blocks.append(read(entry))
            entry.done()
    return tuple(blocks)


def _lead_picture(table: TomlTable) -> Picture | None:
    entry = table.table("picture")
    if entry is None:
        return None
    picture = _picture(entry, "name")
    entry.done()
    return picture


def _correction(table: TomlTable) -> Correction | None:
    entry = table.table("correction")
    if entry is None:
        return None
    correction = Correction(note=entry.text("note"), days_ago=entry.number("days_ago"))
    entry.done()
    return correction


def _retraction(table: TomlTable) -> str:
    entry = table.table("retraction")
    if entry is None:
        return ""
    reason = entry.text("reason")
    entry.done()
    return reason


def read_story(path: Path, problems: Problems) -> Story:
    """One story; what is wrong with it goes to ``problems``."""
    table = read_toml(path, problems)
    story = Story(
        file=path.name,
        id_hint=table.text("id_hint"),
        language=table.choice("language", LANGUAGES),
        edition_of=table.text("edition_of", default=""),
        section=table.text("section"),
        further_sections=table.words("further_sections"),
        kicker=table.text("kicker", longest=80, default=""),
        headline=table.text("headline", longest=240),
        short_headline=table.text("short_headline", longest=110, default=""),
        standfirst=table.text("standfirst", longest=600, default=""),
        urgency=table.choice("urgency", URGENCIES, default="normal"),
        genre=table.choice("genre", GENRES, default="news"),
        dateline=table.text("dateline", default=""),
        agencies=table.words("agencies"),
        authors=table.words("authors"),
        storyline=table.text("storyline", default=""),
        tags=table.words("tags"),
        related=table.words("related"),
        published_days_ago=table.number("published_days_ago"),
        picture=_lead_picture(table),
        note_to_readers=table.text("note_to_readers", longest=600, default=""),
        correction=_correction(table),
        retraction=_retraction(table),
        body=_body(table),
    )
    table.done()
    return story


def read_page(path: Path, problems: Problems) -> StaticText:
    """One static page in one language, from ``<kind>.<language>.toml``."""
    table = read_toml(path, problems)
    kind, _, language = path.stem.partition(".")
    if kind not in PAGE_KINDS or language not in LANGUAGES:
        problems.add(path.name, "expected a name such as about.ar.toml")
    page = StaticText(
        kind=kind, language=language, title=table.text("title"), html=table.text("html")
    )
    table.done()
    return page
