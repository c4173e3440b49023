"""``nashra manage``: Django's and Wagtail's own commands."""

import sys

import click
from django.core.management import execute_from_command_line


@click.command(
    "manage",
    context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False},
    add_help_option=False,
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def manage(arguments: tuple[str, ...]) -> None:
    """Run one of Django's or Wagtail's management commands."""
    execute_from_command_line([f"{sys.argv[0]} manage", *arguments])
