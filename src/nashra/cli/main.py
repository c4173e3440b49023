"""The ``nashra`` command."""

import os
import sys

import click

COMMANDS = {
    "setup": "nashra.cli.setup_command:setup",
    "demo": "nashra.cli.demo_command:demo",
    "serve": "nashra.cli.serve_command:serve",
    "worker": "nashra.cli.publishing_commands:worker",
    "build": "nashra.cli.publishing_commands:build",
    "verify": "nashra.cli.publishing_commands:verify",
    "mirror-key": "nashra.cli.mirror_key_command:mirror_key",
    "verify-mirror": "nashra.cli.verify_mirror_command:verify_mirror",
    "explain": "nashra.cli.publishing_commands:explain_command",
    "status": "nashra.cli.publishing_commands:status",
    "views": "nashra.cli.views_command:views",
    "import": "nashra.cli.import_command:import_command",
    "import-comments": "nashra.cli.comments_command:import_comments",
    "backup": "nashra.cli.backup_commands:backup",
    "restore": "nashra.cli.backup_commands:restore",
    "bench": "nashra.cli.bench_commands:bench",
    "search": "nashra.cli.search_commands:search",
    "index": "nashra.cli.search_commands:index",
    "learn": "nashra.cli.search_commands:learn",
    "check": "nashra.cli.check_command:check_command",
    "relate": "nashra.cli.search_commands:relate",
    "evaluate": "nashra.cli.search_commands:evaluate",
    "dates": "nashra.cli.language_commands:dates",
    "words": "nashra.cli.language_commands:words",
    "nginx": "nashra.cli.serve_command:nginx",
    "manage": "nashra.cli.manage_command:manage",
}
"""Every command with where it lives; documented in docs/operations.md by test."""

ALONE = frozenset({"verify-mirror"})
"""Commands that need no newsroom: no settings are read, no folder of data is made for them."""


class LazyGroup(click.Group):
    """Imports a command when it is used: ``nashra --help`` needs no database."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        target = COMMANDS.get(cmd_name)
        if target is None:
            return None
        if cmd_name not in ALONE:
            _set_up_django()
        module, _, name = target.partition(":")
        command: click.Command = getattr(__import__(module, fromlist=[name]), name)
        return command


def _set_up_django() -> None:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nashra.config.settings")
    django.setup()
    from django.conf import settings

    from nashra.cli.backup import finish_swap

    if finish_swap(settings.NASHRA_HOME):
        # A restore that was killed while it put its files in place: begin again with its keys.
        os.execv(sys.executable, sys.orig_argv)  # noqa: S606


@click.command(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="nashra")
def main() -> None:
    """نشرة: a live newsroom publishing platform, Arabic first."""


if __name__ == "__main__":
    main()
