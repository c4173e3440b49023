"""``nashra bench``: newsrooms for measurements."""

import json
import time

import click
from django.conf import settings
from django.core.management import call_command

from nashra.cli.bench.comments import seed_comments
from nashra.cli.bench.seed import seed as seed_newsroom
from nashra.community.models import Comment
from nashra.newsroom.actions.found_newsroom import AlreadyFounded
from nashra.newsroom.models import Placement, StoryPage


@click.group("bench")
def bench() -> None:
    """Newsrooms of any size, for measurements."""


@bench.command("seed")
@click.option("--stories", type=click.IntRange(1), required=True, help="How many stories.")
@click.option("--comments", type=click.IntRange(0), default=0, help="How many comments on them.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def seed(stories: int, comments: int, as_json: bool) -> None:
    """Found an Arabic newsroom of so many published stories, the same each time.

    Their pages are for `nashra build` to make.
    """
    call_command("migrate", verbosity=0)
    started = time.monotonic()
    shown = started

    def progress(done: int, of: str = f"{stories:,} stories") -> None:
        nonlocal shown
        if time.monotonic() - shown > 1:
            shown = time.monotonic()
            click.echo(f"{done:,} / {of}", err=True)

    try:
        seed_newsroom(stories=stories, progress=progress)
    except AlreadyFounded as error:
        raise click.ClickException(f"{settings.NASHRA_HOME} holds a newsroom already.") from error
    if comments:
        seed_comments(
            comments=comments, progress=lambda done: progress(done, f"{comments:,} comments")
        )
    found = {
        "stories": StoryPage.objects.count(), "comments": Comment.objects.count(),
        "places": Placement.objects.count(),
        "bytes": (settings.NASHRA_HOME / "db.sqlite3").stat().st_size,
        "seconds": round(time.monotonic() - started, 1),
    }  # fmt: skip
    if as_json:
        click.echo(json.dumps(found))
    else:
        click.echo(
            f"{found['stories']:,} stories in {found['places']:,} places, "
            f"{found['bytes'] / 1e6:,.0f} MB, {found['seconds']} s"
        )
