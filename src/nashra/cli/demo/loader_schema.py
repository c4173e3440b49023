"""Reads the demo newsroom from the TOML files beside this module.

Everything is read and checked before anything is made of it: an unknown key, a text that is too
long for its field or a name that nothing bears is told with file and key, all of them at once.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from nashra.cli.demo.checks import check_demo
from nashra.cli.demo.coverage_files import read_coverage
from nashra.cli.demo.discussion_files import read_discussion, read_readership
from nashra.cli.demo.schema import (
    BANDS,
    CHANNELS,
    ROLES,
    Author,
    Channel,
    Demo,
    Named,
    Newsroom,
    Person,
    Section,
    Staff,
    Storyline,
)
from nashra.cli.demo.story_files import read_page, read_story
from nashra.cli.demo.toml_table import Problems, TomlTable, read_toml

HERE: Final = Path(__file__).parent


class DemoError(ValueError):
    """The demo's files are wrong; ``problems`` has a line for each place."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


def _names(table: TomlTable) -> dict[str, str]:
    return {key: table.text(key, longest=160) for key in ("slug", "name", "name_en")}


def _named(table: TomlTable) -> Named:
    named = Named(**_names(table), aliases=table.words("aliases"))
    table.done()
    return named


def _author(table: TomlTable) -> Author:
    author = Author(
        **_names(table),
        aliases=table.words("aliases"),
        role=table.text("role", longest=160),
        role_en=table.text("role_en", longest=160),
        bio=table.text("bio"),
        bio_en=table.text("bio_en"),
        portrait=table.text("portrait"),
    )
    table.done()
    return author


def _person(table: TomlTable) -> Person:
    person = Person(
        **_names(table),
        aliases=table.words("aliases"),
        capacity=table.text("capacity", longest=200),
        capacity_en=table.text("capacity_en", longest=200),
        bio=table.text("bio"),
        bio_en=table.text("bio_en"),
    )
    table.done()
    return person


def _storyline(table: TomlTable) -> Storyline:
    storyline = Storyline(
        **_names(table),
        aliases=table.words("aliases"),
        background=table.text("background"),
        background_en=table.text("background_en"),
    )
    table.done()
    return storyline


def _section(table: TomlTable) -> Section:
    section = Section(
        **_names(table),
        description=table.text("description", longest=300),
        description_en=table.text("description_en", longest=300),
        band=table.choice("band", BANDS),
    )
    table.done()
    return section


def _channel(table: TomlTable) -> Channel:
    channel = Channel(
        kind=table.choice("kind", CHANNELS),
        text=table.text("text", longest=60),
        text_en=table.text("text_en", longest=60),
        url=table.text("url"),
    )
    table.done()
    return channel


def _staff(table: TomlTable) -> Staff:
    staff = Staff(
        username=table.text("username", longest=60),
        name=table.text("name", longest=120),
        email=table.text("email"),
        role=table.choice("role", ROLES),
        sections=table.words("sections"),
    )
    table.done()
    return staff


def read_newsroom(path: Path, problems: Problems) -> Newsroom:
    """The newsroom itself: names, sections, people and everything that stories refer to."""
    table = read_toml(path, problems)
    newsroom = Newsroom(
        name=table.text("name", longest=120),
        name_en=table.text("name_en", longest=120),
        tagline=table.text("tagline", longest=200),
        tagline_en=table.text("tagline_en", longest=200),
        zone=table.text("zone"),
        agency=table.text("agency"),
        lead=table.words("lead", required=True),
        lead_en=table.words("lead_en", required=True),
        sections=tuple(map(_section, table.tables("sections"))),
        authors=tuple(map(_author, table.tables("authors"))),
        people=tuple(map(_person, table.tables("people"))),
        places=tuple(map(_named, table.tables("places"))),
        agencies=tuple(map(_named, table.tables("agencies"))),
        storylines=tuple(map(_storyline, table.tables("storylines"))),
        tags=tuple(map(_named, table.tables("tags"))),
        channels=tuple(map(_channel, table.tables("channels"))),
        staff=tuple(map(_staff, table.tables("staff"))),
    )
    table.done()
    return newsroom


def load_demo(root: Path = HERE) -> Demo:
    """Everything under ``root``, checked. Raises ``DemoError`` with all that is wrong."""
    problems = Problems()
    demo = Demo(
        newsroom=read_newsroom(root / "newsroom.toml", problems),
        stories=tuple(read_story(path, problems) for path in sorted(root.glob("stories/*.toml"))),
        pages=tuple(read_page(path, problems) for path in sorted(root.glob("pages/*.toml"))),
        coverages=tuple(
            read_coverage(path, problems) for path in sorted(root.glob("coverages/*.toml"))
        ),
        readership=read_readership(root / "discussions" / "readers.toml", problems),
        discussions=tuple(
            read_discussion(path, problems) for path in sorted(root.glob("discussions/[0-9]*.toml"))
        ),
    )
    if not problems.lines:
        check_demo(demo, problems)
    if problems.lines:
        raise DemoError(problems.lines)
    return demo
