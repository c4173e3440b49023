"""``nashra verify-mirror``: needs no newsroom, no database and no settings."""

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import click

from nashra.mirror.check import Check, Finding, Unusable
from nashra.mirror.minisign import LONGEST, PublicKey

AGAIN = (
    "This may come of a copy that was made while the newsroom published: copy once more, then "
    "verify once more. What stays is not what was signed."
)


def _key(given: str) -> PublicKey:
    """The key itself, or the file that holds it. Raises ValueError, OSError."""
    held = given
    if is_file := len(given) < 1024 and Path(given).is_file():
        with Path(given).open("rb") as file:
            held = file.read(LONGEST).decode("utf-8", "replace")
    try:
        return PublicKey.read(held)
    except ValueError as error:
        place = given if is_file else f"no file {given!r}, and as a key"
        raise ValueError(f"--key: {place}: {error}") from error


def _shown(name: str) -> str:
    """A name in one line, whatever characters somebody gave it."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in name)


def _progress() -> Callable[[int], None]:
    shown = time.monotonic()
    begin, pause = ("\r", 0.5) if sys.stderr.isatty() else ("", 10.0)
    due = shown + 1.0

    def show(count: int) -> None:
        nonlocal due
        if count % 64 == 0 and (now := time.monotonic()) >= due:
            due = now + pause
            click.echo(f"{begin}{count:,} files", nl=not begin, err=True)

    return show


class _Report:
    """Says what was found, as it is found."""

    def __init__(self, *, as_json: bool) -> None:
        self.count, self._json = 0, as_json
        if as_json:
            click.echo('{"faults": [', nl=False)

    def add(self, found: Finding) -> None:
        if self._json:
            value = {"name": found.name, "fault": found.fault, "late": found.late}
            click.echo(f"{', ' if self.count else ''}{json.dumps(value)}", nl=False)
        else:
            click.echo(f"{_shown(found.name)}: {_shown(found.fault)}")
        self.count += 1

    def end(self, check: Check) -> None:
        if self._json:
            values = {"files": check.files, "signed": check.comment, "again": check.torn}
            click.echo(f"], {json.dumps(values)[1:]}")
            return
        if check.comment:
            click.echo(f"Signed: {_shown(check.comment)}")
        if not self.count:
            click.echo(f"{check.files:,} files are as they were signed, and there is no other.")
            return
        click.echo(f"{self.count:,} faults; {check.files:,} files are as they were signed.")
        if check.torn:
            click.echo(AGAIN, err=True)


@click.command("verify-mirror")
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--key", required=True, help="The newsroom's public key, or a file that holds it.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
def verify_mirror(folder: Path, key: str, as_json: bool) -> None:
    """Verify a copy of a published root. Names every altered, missing or added file.

    Exit status 0 only if all is as it was signed, 1 if not, 2 where there is nothing to verify.
    """
    try:
        check = Check(folder, _key(key), _progress())
        found = check.run()
        first = next(found, None)
    except (ValueError, OSError, Unusable) as error:
        click.echo(f"nashra: {error}", err=True)
        raise SystemExit(2) from error
    report = _Report(as_json=as_json)
    while first is not None:
        report.add(first)
        first = next(found, None)
    report.end(check)
    if report.count:
        raise SystemExit(1)
