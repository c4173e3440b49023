"""``nashra backup`` and ``nashra restore``."""

import json
import shutil
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from django.conf import settings
from django.core.management import call_command
from django.db import connection

from nashra.cli import backup as archives
from nashra.delivery.supervise import is_serving
from nashra.publishing.lease import worker_alive


def _progress() -> archives.Progress:
    started = shown = time.monotonic()

    def show(done: int, total: int) -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started > 1 and now - shown > 0.5:
            shown = now
            click.echo(f"{done / 1e6:,.0f} / {total / 1e6:,.0f} MB", err=True)

    return show


@click.command("backup")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Replace FILE where it exists.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def backup(file: Path, force: bool, as_json: bool) -> None:
    """Copy database, keys and pictures into FILE, while Nashra runs or not."""
    if file.exists() and not force:
        raise click.ClickException(f"{file} exists; --force replaces it.")
    try:
        report = archives.back_up(settings.NASHRA_HOME, file, progress=_progress())
    except (archives.BackupError, OSError) as error:
        raise click.ClickException(f"no backup was made: {error}") from error
    for name in report.missing:
        click.echo(f"{name} went while the backup was being made", err=True)
    if as_json:
        values = {"file": str(file), "files": len(report.files), "bytes": report.size}
        click.echo(json.dumps(values | {"missing": report.missing}, ensure_ascii=False))
    else:
        click.echo(f"{len(report.files):,} files, {report.size / 1e6:,.1f} MB in {file}")


def _is_used() -> bool:
    used = is_serving(settings.NASHRA_HOME / "run")
    if not used and (settings.NASHRA_HOME / archives.DATABASE).exists():
        if "publishing_workerlease" in connection.introspection.table_names():
            used = worker_alive()
        connection.close()
    return used


@click.command("restore")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Also over a newsroom that stands; it is put aside.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def restore(file: Path, force: bool, as_json: bool) -> None:
    """Put a backup's data in place. The whole of FILE is checked before anything is touched."""
    home = settings.NASHRA_HOME
    if _is_used():
        raise click.ClickException("Nashra runs from this folder: stop it first.")
    stands = (home / archives.DATABASE).exists()
    if stands and not force:
        raise click.ClickException(f"{home} holds a newsroom; --force puts it aside.")
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S")
    staged, aside = home / f"restoring-{stamp}", home / f"before-restore-{stamp}"
    staged.mkdir(mode=0o700)
    try:
        manifest = archives.unpack(file, staged, progress=_progress())
        archives.swap(home, staged, aside)
    except (archives.BackupError, OSError) as error:
        shutil.rmtree(staged, ignore_errors=True)
        raise click.ClickException(f"nothing was changed: {error}") from error
    call_command("migrate", verbosity=0)
    _tell(manifest, aside if stands else None, as_json=as_json)


def _tell(manifest: dict[str, Any], aside: Path | None, *, as_json: bool) -> None:
    if as_json:
        values = {"made": manifest["made"], "files": len(manifest["files"])}
        click.echo(json.dumps(values | {"aside": str(aside) if aside else None}))
        return
    click.echo(f"{len(manifest['files']):,} files of {manifest['made']} are in place.")
    if aside:
        click.echo(f"What stood here before is in {aside}")
    click.echo("Now run: nashra verify --repair", file=sys.stdout)
