"""The documents say all there is, name nothing that is not, and lead nowhere dead."""

import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from nashra.cli.main import COMMANDS, main
from nashra.community import facts as discussion_facts
from nashra.community import standing
from nashra.config.environment import VARIABLES
from nashra.newsroom import facts
from nashra.newsroom.models import Newsroom
from nashra.publishing import pages

ROOT = Path(__file__).parent.parent
OPERATIONS = (ROOT / "docs" / "operations.md").read_text(encoding="utf-8")
CHANGES = (ROOT / "docs" / "changes.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([ROOT / "README.md", ROOT / "CHANGELOG.md", *(ROOT / "docs").rglob("*.md")])

KEYS = {*facts.KEYS, *discussion_facts.KEYS, *standing.KEYS}
OUTSIDE_THE_OUTBOX = {
    "absent:<path>", "file:<path>", "views:<id>", "views:<name>/<span>", "views:recent",
}  # fmt: skip
LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
SOURCE = re.compile(r"`((?:\w+/)+\w+\.\w+)`")
HEADING = re.compile(r"^#{1,6} +(.+)$", re.MULTILINE)


def _terms(text: str) -> set[str]:
    """What begins a row of a table, in code."""
    return {name for row in re.findall(r"^\| *(`.*?) *\|", text, re.M) for name in _code(row)}


def _code(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)


def _part(text: str, heading: str) -> str:
    """What stands beneath a heading, up to the next of its rank or above."""
    rank = len(heading.split(" ")[0])
    found = re.search(rf"^{re.escape(heading)}\n(.*?)(?=^#{{2,{rank}}} |\Z)", text, re.M | re.S)
    assert found, f"no heading {heading!r}"
    return found[1]


def _options() -> Iterator[tuple[str, str]]:
    context = click.Context(main)
    for name in sorted(COMMANDS):
        command = main.get_command(context, name)
        assert command is not None
        parts = command.commands.values() if isinstance(command, click.Group) else [command]
        for parameter in (parameter for part in parts for parameter in part.params):
            if isinstance(parameter, click.Option):
                yield name, max(parameter.opts, key=len)


def test_every_variable_is_documented() -> None:
    assert _terms(_part(OPERATIONS, "## The environment")) == {*VARIABLES, "NASHRA_ADMIN_PASSWORD"}


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_documented_with_its_options(name: str) -> None:
    text = _part(OPERATIONS, f"### nashra {name}")
    options = {option for command, option in _options() if command == name}
    assert {term.split(" ")[0] for term in _terms(text)} == options


def test_no_command_is_documented_that_is_not() -> None:
    headings = re.findall(r"^### nashra (\S+)$", OPERATIONS, re.M)
    assert sorted(headings) == sorted(COMMANDS)


def test_every_setting_of_the_newsroom_is_documented() -> None:
    settings = {
        field.name
        for field in Newsroom._meta.get_fields()
        if field.name != "id" and (not field.auto_created or field.name in {"channels", "mirrors"})
    }
    assert _terms(_part(OPERATIONS, "## The newsroom's settings")) == settings


def test_every_change_key_is_documented() -> None:
    described = _terms(_part(CHANGES, "## Change keys"))
    assert described == {*KEYS, *OUTSIDE_THE_OUTBOX}


def test_every_page_kind_is_documented_with_its_rank() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|.*?\| (\d+) \|", _part(CHANGES, "## Page kinds"), re.M)
    assert {name: int(rank) for name, rank in rows} == {
        kind.name: kind.rank for kind in pages.kinds()
    }


def _table_rows() -> list[str]:
    table = _part(README, "## What stands on the page, what does it, what proves it")
    return [row for row in table.splitlines() if row.startswith("|")][2:]


def test_every_row_of_the_page_names_what_does_it_and_a_test_that_exists() -> None:
    rows = _table_rows()
    assert len(rows) == 15
    for row in rows:
        _, _, _, parts, proofs, state, _ = (cell.strip() for cell in row.split("|"))
        if state == "**later**":
            assert (parts, proofs) == ("", ""), row
            continue
        assert state in {"done", "**part**"}, row
        assert ("Still missing" in row) == (state == "**part**"), row
        assert SOURCE.findall(parts), row
        assert TEST.findall(proofs), row
        for part in SOURCE.findall(parts):
            assert (ROOT / "src" / "nashra" / part).is_file(), part


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_named_tests_exist(document: Path) -> None:
    for name, function in TEST.findall(document.read_text(encoding="utf-8")):
        assert (ROOT / name).is_file(), name
        if function:
            source = (ROOT / name).read_text(encoding="utf-8")
            assert re.search(rf"def {function}\(", source), f"{name}::{function}"


def _anchor(heading: str) -> str:
    """A heading's anchor as GitHub makes it."""
    plain = re.sub(r"[`*]", "", heading).strip().lower()
    return re.sub(r"[^\w\- ]", "", plain).replace(" ", "-")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_relative_link_is_dead(document: Path) -> None:
    for link in LINK.findall(document.read_text(encoding="utf-8")):
        if link.startswith(("http://", "https://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (document.parent / path).resolve() if path else document
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        if anchor:
            headings = HEADING.findall(target.read_text(encoding="utf-8"))
            assert anchor in {_anchor(heading) for heading in headings}, link


def test_pictures_are_light() -> None:
    pictures = list((ROOT / "docs" / "pictures").iterdir())
    assert pictures
    assert [picture.name for picture in pictures if picture.stat().st_size > 200_000] == []


def test_every_decision_is_numbered_once_and_says_what_follows() -> None:
    records = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [record.name[:4] for record in records] == [
        f"{number:04}" for number in range(1, len(records) + 1)
    ]
    for record in records:
        text = record.read_text(encoding="utf-8")
        assert text.startswith(f"# {int(record.name[:4])}. "), record.name
        assert "\n## Decision\n" in text, record.name
        assert "\n## Consequences\n" in text, record.name
