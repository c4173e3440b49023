"""Epochs: templates, settings and navigation, which every page shows."""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from nashra import __version__
from nashra.changes.facts import digest
from nashra.newsroom import queries
from nashra.publishing import jinja
from nashra.publishing.additions import inputs
from nashra.publishing.models import Epoch, PublishedFile
from nashra.publishing.pages import NO_EPOCH
from nashra.publishing.site import Exists, site_view
from nashra.publishing.views import Site


@dataclass(frozen=True)
class EpochState:
    """The current epoch with the global input that pages of it are rendered from."""

    number: int
    sites: dict[str, Site]
    links: frozenset[str] = frozenset()
    """What every page links to as long as it stands: when one of them comes or goes, look again."""


def stands(path: str) -> bool:
    """Whether a file is complete in the published root."""
    return PublishedFile.objects.filter(path=path).exclude(sha256="").exists()


def current_epoch(*, exists: Exists = stands, renew: bool = False) -> EpochState:
    """The epoch that pages are to be rendered in; a new one where a global input has changed.

    ``renew`` starts one even so, which has every page rendered again.
    """
    links: set[str] = set()

    def linked(path: str) -> bool:
        links.add(path)
        return exists(path)

    sites = {language: site_view(language, linked) for language in queries.languages()}
    value = digest(
        [
            __version__,
            jinja.templates_digest(),
            {code: asdict(site) for code, site in sites.items()},
            inputs(),
        ]
    )
    last = Epoch.objects.order_by("-number").first()
    if last is None or last.digest != value or renew:
        last = Epoch.objects.create(digest=value, hashes=list(jinja.inline_hashes()))
    return EpochState(number=last.number, sites=sites, links=frozenset(links))


def stale(number: int, size: int = 40) -> list[str]:
    """Up to ``size`` files of earlier epochs, the newest first."""
    found: list[tuple[str, datetime]] = []
    for epoch in _numbers(below=number):
        # One epoch's files lie in the index in this order already; of all at once they do not.
        rows = PublishedFile.objects.filter(epoch=epoch).order_by("-sort_at", "path")
        found += rows.values_list("path", "sort_at")[:size]
    found.sort(key=lambda row: (-row[1].timestamp(), row[0]))
    return [path for path, _ in found[:size]]


def _numbers(*, below: int) -> Iterator[int]:
    """Epochs that files of the published root belong to, by one look at the index for each."""
    last = -1
    while True:
        rows = PublishedFile.objects.filter(epoch__gt=last, epoch__lt=below).order_by("epoch")
        number = rows.values_list("epoch", flat=True).first()
        if number is None:
            return
        yield number
        last = number


def in_use() -> list[str]:
    """CSP hashes of all inline code that stands in the published root, in a stable order."""
    numbers = set(_numbers(below=NO_EPOCH))
    newest = Epoch.objects.order_by("-number").first()
    rows = Epoch.objects.filter(number__in=numbers | ({newest.number} if newest else set()))
    return sorted({value for hashes in rows.values_list("hashes", flat=True) for value in hashes})


def write_headers(home: Path) -> None:
    """Tells servers which inline code is ours, and of an onion service: ``headers.json``.

    While a sweep runs, pages of two epochs stand side by side, so both their hashes are allowed.
    """
    onion = queries.newsroom().onion
    value = {"csp": jinja.csp(tuple(in_use()))} | ({"onion": onion} if onion else {})
    text = json.dumps(value, ensure_ascii=False) + "\n"
    target = home / "headers.json"
    if target.exists() and target.read_text(encoding="utf-8") == text:
        return
    temporary = target.with_suffix(".new")
    temporary.write_text(text, encoding="utf-8")
    os.replace(temporary, target)
