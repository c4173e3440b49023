"""``nashra dates``: what the language room reads in a text, for people and for other programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime
from typing import Final

import click

from nashra.arabic.dates import DateMention, find_expressions

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
