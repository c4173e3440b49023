"""From the parameters of an address to what is looked for; anything may stand there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from nashra.newsroom import queries as newsroom
from nashra.newsroom.models import Author, Person, Tag
from nashra.publishing.views import Language, SearchForm
from nashra.search.queries import Filters

LONGEST: Final = 300
"""Characters of a query that are read."""
_MOST_PAGES: Final = 50
_NAMED: Final[Mapping[str, type[Any]]] = {"tag": Tag, "author": Author, "person": Person}


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What somebody asked, understood as far as it can be."""

    language: Language
    form: SearchForm
    page: int
    filters: Filters
    named: Mapping[str, Any]
    """The tag, author or person that narrows it, by kind."""
    unclear: bool
    """Whether a date was not understood."""

    @property
    def anything(self) -> bool:
        """Whether there is anything to look for."""
        form = self.form
        return any((form.q, form.section, form.since, form.until, *self.named))

    def address(self, **changes: str) -> str:
        """The same with other values, as a link that holds the query alone."""
        form = self.form
        values = {
            "q": form.q, "section": form.section, "tag": form.tag, "author": form.author,
            "person": form.person, "from": form.since, "to": form.until,
            "sort": "date" if form.newest else "", "who": "1" if form.said else "",
            "page": "",
        } | changes  # fmt: skip
        return "?" + urlencode({name: value for name, value in values.items() if value})


def read(values: Mapping[str, str], language: Language) -> Asked:
    """Reads parameters. What names nothing that there is, is left aside."""
    section = newsroom.section_by_slug(values.get("section", "")[:80], language=language)
    if section is not None and not section.live:
        section = None
    named = {
        kind: row
        for kind, model in _NAMED.items()
        if (row := model.objects.filter(slug=values.get(kind, "")[:80]).first())
    }
    (since, one), (until, two) = _day(values.get("from", "")), _day(values.get("to", ""))
    said = values.get("who") == "1"
    form = SearchForm(
        q=" ".join(values.get("q", "")[:LONGEST].replace("\x00", " ").split()),
        section=section.slug if section else "",
        since=since.isoformat() if since else "", until=until.isoformat() if until else "",
        newest=values.get("sort") == "date", said=said,
        **{kind: row.slug for kind, row in named.items()},
    )  # fmt: skip
    filters = Filters(
        language=language, section=section.pk if section else None, since=since, until=until,
        kind="said" if said else "story", **{kind: row.pk for kind, row in named.items()},
    )  # fmt: skip
    return Asked(
        language=language, form=form, page=_page(values.get("page", "")), filters=filters,
        named=named, unclear=one or two,
    )  # fmt: skip


def _day(text: str) -> tuple[date | None, bool]:
    """A day, and whether there was something that is none."""
    text = text.strip()
    if not text:
        return None, False
    try:
        return date.fromisoformat(text), False
    except ValueError:
        return None, True


def _page(text: str) -> int:
    return min(int(text), _MOST_PAGES) if text.isascii() and text.isdigit() and int(text) else 1
