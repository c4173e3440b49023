"""``nashra worker``, ``build``, ``verify``, ``explain`` and ``status``."""

import json
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from types import FrameType
from typing import Any

import click
from django.conf import settings
from django.db import OperationalError, connection

from nashra.publishing import followers
from nashra.publishing import verify as verification
from nashra.publishing.build import prepare
from nashra.publishing.explain import Explanation, explain
from nashra.publishing.health import Status, read_status
from nashra.publishing.lease import LeaseLost, LeaseTaken, worker_alive
from nashra.publishing.models import PageTask, PublishedFile
from nashra.publishing.store import Root
from nashra.publishing.worker import Worker, hurry_disk


def _stop_on_signals() -> Any:
    stopped = False

    def stop(number: int, frame: FrameType | None) -> None:
        nonlocal stopped
        stopped = True

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    return lambda: stopped


@click.command()
def worker() -> None:
    """Turn changes into files until told to stop. One worker publishes at a time."""
    stopping = _stop_on_signals()
    hurry_disk()
    while not stopping():
        try:
            Worker(renderers=settings.NASHRA_RENDERERS).start().run(stopping=stopping)
        except LeaseTaken:
            # A successor waits for the lease instead of failing, so that it takes over at once.
            time.sleep(1)
        except LeaseLost as error:
            click.echo(f"another worker took over: {error}", err=True)
            time.sleep(1)
        except (OSError, OperationalError) as error:
            click.echo(f"publishing cannot begin yet: {error}", err=True)
            connection.close()
            time.sleep(1)


def _take_worker() -> Worker:
    hurry_disk()
    started = time.monotonic()
    while True:
        try:
            return Worker(renderers=settings.NASHRA_RENDERERS)
        except LeaseTaken as error:
            # One that hangs is followed once it has been silent for fifteen seconds.
            if time.monotonic() - started > (5 if worker_alive() else 20):
                raise click.ClickException(
                    f"{error}: stop it first, or let it do the work (nashra status)."
                ) from error
            time.sleep(0.2)


def _progress(total: int) -> Any:
    """Shows what is left: on a terminal in one line, in a log a line every ten seconds."""
    started = shown = time.monotonic()
    begin, pause = ("\r", 0.5) if sys.stderr.isatty() else ("", 10.0)

    def show() -> None:
        nonlocal shown
        now = time.monotonic()
        if now - started < 1 or now - shown < pause:
            return
        # Counting a hundred thousand tasks after each batch took as long as writing it.
        shown, left = now, PageTask.objects.count()
        click.echo(f"{begin}{max(total - left, 0):,} / {total:,} files", nl=not begin, err=True)

    return show


def _signing() -> Callable[[], None]:
    """Says once that the hash lists of a large root take their time."""
    said = False

    def say() -> None:
        nonlocal said
        if not said:
            said = True
            click.echo("signing what is published ...", err=True)

    return say


@click.command()
@click.option("--clean", is_flag=True, help="Render every file again; old ones stay up meanwhile.")
def build(clean: bool) -> None:
    """Publish what is missing, remove what should not stand."""
    worker = _take_worker()
    try:
        total = prepare(worker, clean=clean)
        worker.drain(progress=_progress(total))
        worker.catch_up(progress=_signing())
    finally:
        worker.close()
    failures = read_status().failures
    click.echo(f"\n{PublishedFile.objects.count():,} files published, {failures} failed.", err=True)
    if failures:
        raise SystemExit(1)


@click.command()
@click.option("--repair", is_flag=True, help="Put right what is wrong.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify(repair: bool, as_json: bool) -> None:
    """Compare the published root with the manifest and with the newsroom's data."""
    root = Root(settings.NASHRA_SITE_ROOT)
    found = list(verification.faults(root))
    if not as_json:
        for fault in found:
            click.echo(f"{fault.path}: {fault.fault}")
    # A restored database may know of work that nobody has done, with every file as it says.
    undone = repair and (found or read_status().left or followers.waiting())
    left = _repaired(root, found) if undone else found
    if as_json:
        values = {"faults": [asdict(fault) for fault in found], "left": len(left)}
        click.echo(json.dumps(values, ensure_ascii=False))
    elif not found:
        click.echo("Nothing is wrong.")
    elif repair:
        click.echo(_counts(found))
        click.echo(f"{len(found) - len(left)} repaired, {len(left)} left.")
    if left:
        raise SystemExit(1)


def _repaired(root: Root, found: list[verification.Fault]) -> list[verification.Fault]:
    """What is still wrong after repair."""
    holder = _take_worker()
    try:
        verification.rewrite(found)
        holder.drain(progress=_progress(PageTask.objects.count()))
        verification.remove_strays(root, found)
        holder.catch_up(progress=_signing())
    finally:
        holder.close()
    return list(verification.faults(root))


def _counts(found: list[verification.Fault]) -> str:
    strays = sum(fault.fault == verification.STRAY for fault in found)
    return f"{strays} files removed that no data stands for, {len(found) - strays} written anew."


def _show(found: Explanation) -> None:
    click.echo(f"{found.path}  ({found.kind}, epoch {found.epoch})")
    click.echo(f"built {found.built_at:%Y-%m-%d %H:%M:%S} UTC, sha256 {found.sha256[:16]}")
    why = f"change {found.change}: {found.cause}" if found.change else found.cause
    click.echo(f"because of {why}")
    for key in found.changed_keys:
        click.echo(f"  changed {key}")
    if found.waiting:
        click.echo(f"will be rendered again: {found.waiting}")
    if found.error:
        click.echo(f"failed:\n{found.error}")
    click.echo(f"it read {len(found.keys)} facts:")
    for key in found.keys:
        click.echo(f"  {key}")


@click.command("explain")
@click.argument("path")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def explain_command(path: str, as_json: bool) -> None:
    """What the page at PATH read, and why it was last rebuilt."""
    found = explain(path)
    if found is None:
        raise click.ClickException(f"nothing is published at {path}")
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, default=str))
    else:
        _show(found)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="One JSON object; with --watch one a line.")
@click.option("--watch", is_flag=True, help="Go on until nothing is left to render.")
def status(as_json: bool, watch: bool) -> None:
    """How publishing is doing. Exit status 1 when what editors publish does not reach readers."""
    found = read_status()
    _say(found, as_json=as_json)
    while watch and found.well and (found.left or found.waiting):
        time.sleep(1)
        found = read_status()
        _say(found, as_json=as_json)
    if not found.well:
        raise SystemExit(1)


def _say(found: Status, *, as_json: bool) -> None:
    if as_json:
        values = asdict(found) | {"well": found.well, "left": found.left}
        click.echo(json.dumps(values, ensure_ascii=False, default=str))
        return
    click.echo(f"worker     {'running' if found.worker else 'NOT RUNNING'}  {found.state}")
    click.echo(f"outbox     {found.waiting} changes, oldest {found.oldest_seconds:.1f} s")
    click.echo(f"to render  {found.tasks} files, {found.stale} of an earlier epoch")
    click.echo(f"published  {found.files} files, last {found.last_built_at}")
    click.echo(f"failures   {found.failures}  {found.last_error}")
