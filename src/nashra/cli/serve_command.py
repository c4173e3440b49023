"""``nashra serve`` and ``nashra nginx``."""

import sys
from pathlib import Path
from typing import NoReturn

import click
import django
import wagtail
from django.conf import settings
from django.core.management import call_command

from nashra.delivery.headers import CLOSED_POLICY, Told, read_told
from nashra.delivery.hub.server import HubSettings
from nashra.delivery.nginx import NginxSettings, render_nginx_config
from nashra.delivery.server import ReaderSettings
from nashra.delivery.supervise import CannotServeError, Plan, desk_socket, supervise
from nashra.publishing.after_boot import mend_after_boot

DESK = "nashra.config.wsgi:application"
HUB_SOCKET = "hub.sock"
"""Shorter than the desk's, so that it fits wherever that does."""


def _state_of_static() -> str:
    """Changes whenever ``collectstatic`` would gather something else."""
    newest = max(
        (
            path.stat().st_mtime_ns
            for folder in settings.STATICFILES_DIRS
            for path in Path(folder).rglob("*")
        ),
        default=0,
    )
    apps = ",".join(settings.INSTALLED_APPS)
    return f"{django.__version__} {wagtail.__version__} {newest} {apps}\n"


def _collect_static() -> None:
    """Gathers the desk's style sheets and scripts when they are missing or older than the code."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    state = _state_of_static()
    if stamp.exists() and stamp.read_text(encoding="utf-8") == state:
        return
    call_command("collectstatic", interactive=False, clear=True, skip_checks=True, verbosity=0)
    stamp.write_text(state, encoding="utf-8")


def _prepare() -> None:
    call_command("migrate", interactive=False, verbosity=0)
    _collect_static()
    mend_after_boot()


def _plan(host: str, port: int) -> Plan:
    home = Path(settings.NASHRA_HOME)
    run = home / "run"
    hub = HubSettings(
        root=Path(settings.NASHRA_SITE_ROOT),
        socket=run / HUB_SOCKET,
        spool=run / "views",
        views_a_minute=settings.NASHRA_VIEWS_A_MINUTE,
        listeners=settings.NASHRA_LISTENERS,
        from_one_address=settings.NASHRA_LISTENERS_AN_ADDRESS,
    )
    shown = f"[{host}]" if ":" in host else host
    return Plan(
        settings=ReaderSettings(
            root=Path(settings.NASHRA_SITE_ROOT),
            policy=home / "headers.json",
            desk_socket=desk_socket(run),
            hub_socket=hub.socket,
            spool=hub.spool,
            views_a_minute=hub.views_a_minute,
            scheme="https" if settings.SESSION_COOKIE_SECURE else "http",
        ),
        host=host,
        port=port,
        run=run,
        worker=(sys.executable, "-m", "nashra.cli.main", "worker"),
        desk=DESK,
        hub=hub,
        announcement=f"الموقع · readers:  http://{shown}:{port}/\n"
        f"المكتب · desk:     http://{shown}:{port}/desk/",
    )


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
def serve(host: str, port: int) -> None:
    """Serve readers and the desk, and publish, in the foreground until Ctrl-C."""
    run_server(host=host, port=port)


def run_server(*, port: int, host: str = "127.0.0.1") -> NoReturn:
    """Serves until told to stop. Raises ClickException where the port is taken."""
    try:
        supervise(_plan(host, port), prepare=_prepare)
    except CannotServeError as error:
        raise click.ClickException(str(error)) from error


@click.command()
@click.option("--listen", default="80", show_default=True, help="Value of nginx's `listen`.")
@click.option("--name", default="_", show_default=True, help="Host name of the site.")
def nginx(listen: str, name: str) -> None:
    """Print a configuration with which nginx serves the same root.

    Print it again after every upgrade: it names the inline code that pages may run.
    """
    home = Path(settings.NASHRA_HOME)
    try:
        told = read_told(home / "headers.json")
    except FileNotFoundError:
        click.echo("nashra: no headers.json yet; run `nashra build` and print this again", err=True)
        told = Told(CLOSED_POLICY)
    try:
        wanted = NginxSettings(
            root=Path(settings.NASHRA_SITE_ROOT),
            socket=desk_socket(home / "run"),
            hub_socket=home / "run" / HUB_SOCKET,
            told=told,
            listen=listen,
            server_name=name,
        )
        click.echo(render_nginx_config(wanted), nl=False)
    except (CannotServeError, ValueError) as error:
        raise click.ClickException(str(error)) from error
