"""Discussions of the demo newsroom, each from one TOML file, and the readers who take part."""

from pathlib import Path

from nashra.cli.demo.schema import Reader, Readership, Said, StoryDiscussion
from nashra.cli.demo.toml_table import Problems, TomlTable, read_toml


def _reader(table: TomlTable) -> Reader:
    reader = Reader(
        username=table.text("username", longest=60),
        name=table.text("name", longest=40),
        approved=int(table.number("approved", default=0)),
    )
    table.done()
    return reader


def read_readership(path: Path, problems: Problems) -> Readership:
    """Readers' accounts and listed words."""
    table = read_toml(path, problems)
    listed = table.table("words")
    readership = Readership(
        readers=tuple(map(_reader, table.tables("readers"))),
        suspect=listed.words("suspect") if listed else (),
        banned=listed.words("banned") if listed else (),
    )
    if listed:
        listed.done()
    table.done()
    return readership


def _said(table: TomlTable) -> Said:
    said = Said(
        by=table.text("by"),
        hour=table.number("hour"),
        text=table.text("text", longest=2000),
        answers=int(table.number("answers", default=0)),
        respected_by=table.words("respected_by"),
        picked=table.flag("picked", default=False),
        waits=table.flag("waits", default=False),
        rejected=table.text("rejected", longest=40, default=""),
        note=table.text("note", longest=1000, default=""),
        reported_by=table.words("reported_by"),
        report=table.text("report", longest=40, default=""),
    )
    table.done()
    return said


def read_discussion(path: Path, problems: Problems) -> StoryDiscussion:
    """One discussion."""
    table = read_toml(path, problems)
    discussion = StoryDiscussion(
        file=path.name,
        story=table.text("story"),
        comments=tuple(map(_said, table.tables("comments"))),
    )
    table.done()
    return discussion
