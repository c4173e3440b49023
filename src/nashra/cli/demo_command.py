"""``nashra demo``: a sample newsroom, published and served."""

import os
import secrets
from pathlib import Path

import click
from django.conf import settings
from django.core.management import call_command

from nashra.cli.demo.builder import Builder
from nashra.cli.demo.loader_schema import load_demo
from nashra.cli.serve_command import run_server
from nashra.newsroom.actions import move_origin
from nashra.newsroom.models import HomePage, Newsroom
from nashra.publishing.build import prepare
from nashra.publishing.lease import LeaseTaken, worker_alive
from nashra.publishing.worker import Worker
from nashra.wire.importer import import_paths

PASSWORD_FILE = "demo-password"  # noqa: S105


def _password(keys: Path) -> str:
    """The staff password, made once and kept readable by the owner alone."""
    path = keys / PASSWORD_FILE
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(9), encoding="ascii")
    return path.read_text(encoding="ascii")


def _bring_wire_copy() -> None:
    """Leaves a draft from the wire on the desk, with what the importer found and doubts."""
    dump = str(Path(__file__).parent / "demo" / "wire" / "port_dump.txt")
    for item in import_paths(paths=[dump], section=None, agency=None, publish=False):
        if item.error:
            raise click.ClickException(f"{item.file}: {item.error}")


def _build_newsroom(origin: str, password: str) -> None:
    demo = load_demo()
    Builder(demo=demo, say=click.echo).build(origin=origin, password=password)
    _bring_wire_copy()
    worker = Worker()
    try:
        total = prepare(worker)
        click.echo(f"Building {total} files ...")
        worker.drain()
    finally:
        worker.lease.release()


@click.command()
@click.option("--port", default=8000, show_default=True, help="Where to serve.")
@click.option("--no-serve", is_flag=True, help="Only build it.")
def demo(port: int, no_serve: bool) -> None:
    """Make the sample newsroom on first use, then serve it until Ctrl-C."""
    origin = f"http://localhost:{port}"
    call_command("migrate", verbosity=0, interactive=False)
    if worker_alive():
        raise click.ClickException("A server of this newsroom is running already (nashra status).")
    password = _password(settings.NASHRA_HOME / "keys")
    try:
        if not HomePage.objects.exists():
            click.echo("Founding the sample newsroom (once, about a minute) ...")
            _build_newsroom(origin, password)
        elif Newsroom.objects.get().origin.startswith("http://localhost:"):
            move_origin(origin=origin)
    except LeaseTaken as error:
        raise click.ClickException(str(error)) from error
    loaded = load_demo()
    staff = ", ".join(person.username for person in loaded.newsroom.staff)
    readers = ", ".join(reader.username for reader in loaded.readership.readers[:3])
    click.echo(f"\n  Readers   {origin}/\n  English   {origin}/en/\n  Desk      {origin}/desk/")
    click.echo(f"  Staff     {staff}\n  Commenters {readers}: {origin}/account/login/")
    click.echo(f"  Password  {password}")
    # The processes that serve it read it; whoever sets it has their will.
    if os.environ.setdefault("NASHRA_SECOND_FACTOR", "0") == "0":
        click.echo("\n  This demo asks staff for no second factor; a real newsroom does.")
        click.echo("  لا يُطلب هنا عامل ثانٍ من المحررين؛ وغرفة الأخبار الحقيقية تطلبه.")
    click.echo("\n  Stop with Ctrl-C.\n")
    if not no_serve:
        run_server(port=port)
