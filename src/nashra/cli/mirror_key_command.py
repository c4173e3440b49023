"""``nashra mirror-key``."""

import click

from nashra.mirror import keys
from nashra.mirror.minisign import PublicKey


@click.command("mirror-key")
@click.option("--new", is_flag=True, help="Make another key; readers must be told of it.")
def mirror_key(new: bool) -> None:
    """Print the public key with which copies of the published root are verified."""
    if new:
        keys.make_key(another=True)
        click.echo(
            "The signature changes within seconds, and pages tell the new key once Nashra is "
            "started again: do that now.",
            err=True,
        )
    try:
        click.echo(PublicKey.of(keys.signing_key()).file(), nl=False)
    except keys.NoKey as error:
        raise click.ClickException(str(error)) from error
