"""``nashra dates`` and ``nashra words``: what the language room finds in a text."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Final

import click

from nashra.arabic.dates import DateMention, find_expressions
from nashra.arabic.words import Finder, Hit, Verdict, WordList

_CERTAINTY: Final = {
    "certain": "مؤكد certain",
    "ambiguous": "محتمل ambiguous",
    "contradicted": "متناقض contradicted",
}


class Moment(click.ParamType[date | datetime]):
    """A day or a moment in ISO 8601."""

    name = "ISO"

    def convert(
        self,
        value: str | date | datetime,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date | datetime:
        """The day or moment; anything else is refused with an example of what is meant."""
        if isinstance(value, date):
            return value
        try:
            return datetime.fromisoformat(value) if "T" in value else date.fromisoformat(value)
        except ValueError:
            message = (
                f"«{value}» ليس تاريخا بصيغة ISO 8601، مثل 2020-12-01 أو 2020-12-01T19:31+00:00 | "
                f"{value!r} is no ISO 8601 date, such as 2020-12-01 or 2020-12-01T19:31+00:00"
            )
            raise click.BadParameter(message, ctx, param) from None


@click.command("dates")
@click.argument("text")
@click.option("--anchor", type=Moment(), help="When the text was written: a day or a moment.")
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a text.")
def dates(text: str, anchor: date | datetime | None, as_json: bool) -> None:
    """Find the dates and times in TEXT, or with - in every line of standard input."""
    for line in _texts(text):
        mentions = find_expressions(line, anchor)
        click.echo(_as_json(line, anchor, mentions) if as_json else _for_people(mentions))


def _texts(text: str) -> Iterator[str]:
    """The text, or standard input line by line as it comes."""
    if text != "-":
        yield text
        return
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace").rstrip("\r\n")


def _as_json(text: str, anchor: date | datetime | None, mentions: list[DateMention]) -> str:
    found = {
        "text": text,
        "anchor": None if anchor is None else anchor.isoformat(),
        "dates": [asdict(mention) for mention in mentions],
    }
    return json.dumps(found, ensure_ascii=False)


def _for_people(mentions: list[DateMention]) -> str:
    if not mentions:
        return "لا تواريخ no dates"
    return "\n".join(
        f"{mention.text}\t{mention.value or '؟'}\t{mention.granularity or mention.type}\t"
        f"{_CERTAINTY[mention.certainty]}"
        for mention in mentions
    )


_VERDICTS: Final = {
    Verdict.CLEAN: "سليم clean",
    Verdict.SUSPECT: "مشتبه فيه suspect",
    Verdict.BANNED: "محظور banned",
}


@click.group("words")
def words() -> None:
    """Find listed words in texts, however they are disguised."""


@words.command("check")
@click.argument("text")
@click.option(
    "--list", "file", required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="The list: a word or phrase a line; see the operations guide.",
)  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="One line of JSON a text.")
def check_words(text: str, file: Path, as_json: bool) -> None:
    """Look for the words of a list in TEXT, or with - in every line of standard input."""
    listed = WordList.read(file.read_bytes().decode("utf-8", "replace").splitlines())
    for bad in listed.bad:
        click.echo(f"{file.name}:{bad.number}: {bad.reason}: {bad.text}", err=True)
    finder = Finder(listed)
    for line in _texts(text):
        hit = finder.worst(line)
        click.echo(_verdict_json(hit) if as_json else _verdict_line(line, hit))


def _verdict_json(hit: Hit | None) -> str:
    found = {
        "verdict": hit.verdict if hit else Verdict.CLEAN,
        "word": hit.entry.word if hit else None,
        "start": hit.start if hit else None,
        "end": hit.end if hit else None,
        "rule": hit.rule if hit else None,
    }
    return json.dumps(found, ensure_ascii=False)


def _verdict_line(line: str, hit: Hit | None) -> str:
    if hit is None:
        return _VERDICTS[Verdict.CLEAN]
    return f"{_VERDICTS[hit.verdict]}\t{hit.entry.word}\t{line[hit.start : hit.end]}\t{hit.rule}"
