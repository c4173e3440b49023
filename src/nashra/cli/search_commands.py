"""``nashra search``, ``nashra index`` and ``nashra evaluate search``."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import click
from django.conf import settings

from nashra.newsroom import bulk
from nashra.newsroom import queries as newsroom
from nashra.newsroom.addresses import story_path
from nashra.search import documents, evaluation, learned, offering, queries, rebuild
from nashra.search.queries import Filters, SearchUnavailable

NONE_YET = (
    "لا يوجد فهرس بعد؛ شغّل nashra serve أو nashra index rebuild | "
    "there is no index yet: run nashra serve or nashra index rebuild"
)
Day = click.DateTime(formats=["%Y-%m-%d"])


@click.command("search")
@click.argument("text", metavar="QUERY")
@click.option("--language", help="An edition: ar or en.")
@click.option("--since", type=Day, help="The first day.")
@click.option("--until", type=Day, help="The last day.")
@click.option("--said", is_flag=True, help="Statements instead of stories.")
@click.option("--newest", is_flag=True, help="The newest first instead of the best.")
@click.option("--page", type=click.IntRange(1, 50), default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def search(
    text: str, language: str | None, since: Any, until: Any, said: bool, newest: bool, page: int,
    as_json: bool,
) -> None:  # fmt: skip
    """Search the published stories as readers do."""
    filters = Filters(
        language=language, since=_day(since), until=_day(until), kind="said" if said else "story"
    )
    try:
        found = queries.search(
            text, filters=filters, order="date" if newest else "relevance", page=page
        )
    except SearchUnavailable as error:
        raise click.ClickException(f"{NONE_YET} ({error})") from None
    hits = list(_hits(text, found))
    if as_json:
        shown = {"query": text, "total": found.total, "loosened": found.loosened, "hits": hits}
        click.echo(json.dumps(shown, ensure_ascii=False))
        return
    click.echo(f"{found.total} نتيجة results" if found.total else "لا نتائج no results")
    for hit in hits:
        click.echo(f"{hit['published_at'][:10]}  {hit['path']}  {hit['headline']}")


def _day(value: Any) -> date | None:
    return value.date() if value else None


def _hits(text: str, found: queries.Results) -> Iterator[dict[str, Any]]:
    stories = bulk.stories(hit.public_id for hit in found.hits)
    for hit in found.hits:
        story = stories.get(hit.public_id)
        if story is None or story.published_at is None:
            continue
        pieces = queries.excerpt(documents.text_of(story), text)
        yield {
            "id": hit.public_id, "path": story_path(hit.public_id), "headline": story.headline,
            "published_at": story.published_at.isoformat(), "score": round(hit.score, 4),
            "statement": hit.statement, "excerpt": "".join(piece for piece, _ in pieces),
        }  # fmt: skip


@click.group("index")
def index() -> None:
    """The index that search uses."""


@index.command("show")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def show(as_json: bool) -> None:
    """What the index holds, and by what rules it was made."""
    found = rebuild.describe(settings.NASHRA_HOME)
    if as_json:
        click.echo(json.dumps(found))
        return
    if not found:
        raise click.ClickException(NONE_YET)
    for name, value in found.items():
        click.echo(f"{name}: {value}")


@index.command("rebuild")
@click.option("--quiet", is_flag=True, help="Nothing but errors.")
def rebuild_index(quiet: bool) -> None:
    """Build the index anew; the one that stands serves until it is done."""
    try:
        rebuild.rebuild(settings.NASHRA_HOME, *([] if quiet else [_telling()]))
    except rebuild.AlreadyBuildingError:
        raise click.ClickException(
            "فهرس آخر قيد البناء | another process is building an index"
        ) from None
    if not quiet:
        click.echo("بُني الفهرس | the index is built")


def _telling() -> Callable[[str, int, int], None]:
    names = {"words": "كلمات words", "stories": "مواد stories"}

    def tell(name: str, done: int, of: int) -> None:
        click.echo(f"\r{names[name]}: {done:,}/{of:,}", nl=done >= of)

    return tell


@click.command("relate")
def relate() -> None:
    """Find anew what is offered after every published story; the worker does the latest itself."""
    left = offering.wait_for_all()
    done = 0
    while done < left:
        worked = offering.work(longest=1.0)
        done += worked
        click.echo(f"\r{done:,}/{left:,}", nl=False)
        if not worked:
            break
    click.echo()
    if offering.waiting():
        raise click.ClickException(NONE_YET)


@click.command("learn")
@click.option("--quiet", is_flag=True, help="Nothing but errors.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object an edition.")
def learn(quiet: bool, as_json: bool) -> None:
    """Learn from the archive which sections and tags stories have; the worker does it by itself."""
    for language in newsroom.languages():
        try:
            found = learned.learn(settings.NASHRA_HOME, language)
        except SearchUnavailable as error:
            raise click.ClickException(f"{NONE_YET} ({error})") from None
        if not quiet:
            click.echo(_lesson(language, found, as_json=as_json))


def _lesson(language: str, found: learned.Learned | None, *, as_json: bool) -> str:
    sections, tags = (found.section_measure, found.tag_measure) if found else (None, None)
    if as_json:
        values = {
            "language": language, "stories": found.stories if found else 0,
            "sections": sections and asdict(sections), "tags": tags and asdict(tags),
        }  # fmt: skip
        return json.dumps(values)
    if found is None:
        return f"{language}: المواد أقل من أن يُتعلم منها | too few stories to learn from"
    lines = [f"{language}: {found.stories:,} مادة stories"]
    for name, one in (("الأقسام sections", sections), ("الوسوم tags", tags)):
        if one:
            lines.append(
                f"  {name}: {one.first:.0%} أولا first, {one.among:.0%} من خمسة among five, "
                f"{one.baseline:.0%} بالتخمين by guessing"
            )
    return "\n".join(lines)


@click.group("evaluate")
def evaluate() -> None:
    """Measures of what Nashra does with Arabic, on your own samples."""


_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@evaluate.command("search")
@click.option("--docs", required=True, type=_FILE, help="JSON lines with id and text.")
@click.option("--queries", "questions", required=True, type=_FILE, help="JSON lines: q and gold.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def evaluate_search(docs: Path, questions: Path, as_json: bool) -> None:
    """How often search finds the text that answers a question, and how high."""
    try:
        with tempfile.TemporaryDirectory() as folder:
            found = evaluation.evaluate(docs, questions, Path(folder) / "index")
    except evaluation.UnreadableError as error:
        raise click.ClickException(str(error)) from None
    if as_json:
        click.echo(json.dumps(found))
        return
    for name, value in found.items():
        click.echo(f"{name}: {value}")
