"""Live coverages of the demo newsroom, each from one TOML file."""

from pathlib import Path

from nashra.cli.demo.schema import LiveCoverage, LiveEntry, Picture, Statement
from nashra.cli.demo.toml_table import Problems, TomlTable, read_toml


def _statement(table: TomlTable) -> Statement:
    statement = Statement(
        speaker=table.text("speaker"),
        speaker_name="",
        capacity=table.text("capacity", longest=200, default=""),
        source=table.text("source", longest=200, default=""),
        said_on_days_ago=0.0,
        quoted=table.flag("quoted", default=True),
        text=table.text("text"),
    )
    table.done()
    return statement


def _picture(table: TomlTable) -> Picture:
    picture = Picture(
        name=table.text("name"),
        alt=table.text("alt", longest=300),
        caption=table.text("caption", longest=400, default=""),
        credit=table.text("credit", longest=160, default=""),
    )
    table.done()
    return picture


def _entry(table: TomlTable) -> LiveEntry:
    said, shown = table.table("statement"), table.table("picture")
    entry = LiveEntry(
        minute=table.number("minute"),
        title=table.text("title", longest=240, default=""),
        text=table.text("text", default=""),
        statement=_statement(said) if said else None,
        picture=_picture(shown) if shown else None,
        story=table.text("story", default=""),
        key=table.flag("key", default=False),
        pinned=table.flag("pinned", default=False),
        urgent=table.flag("urgent", default=False),
        edited=table.text("edited", default=""),
        edited_minute=table.number("edited_minute", default=0),
        retracted=table.text("retracted", longest=600, default=""),
        retracted_minute=table.number("retracted_minute", default=0),
    )
    table.done()
    return entry


def read_coverage(path: Path, problems: Problems) -> LiveCoverage:
    """One coverage."""
    table = read_toml(path, problems)
    coverage = LiveCoverage(
        file=path.name,
        story=table.text("story"),
        started_days_ago=table.number("started_days_ago"),
        ended_minute=table.number("ended_minute", default=0),
        summary=table.text("summary", longest=2000, default=""),
        entries=tuple(map(_entry, table.tables("entries"))),
    )
    table.done()
    return coverage
