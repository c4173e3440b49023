"""The front page of an edition, and its newest stories."""

from collections.abc import Iterator
from typing import cast

from nashra.newsroom import queries
from nashra.publishing import views
from nashra.publishing.kinds.breaking import announced
from nashra.publishing.kinds.common import FIRST, at, edition, fixed, has_edition, output
from nashra.publishing.pages import Output
from nashra.publishing.reader import Reader

LEADS = 3
BAND_SIZE = 6
FRAGMENT_SIZE = 12


def _lead(reader: Reader, language: str) -> tuple[views.Card, ...]:
    """The editor's choice, filled up with the newest stories that have a picture."""
    picked = reader.fact(f"home:{language}", lambda: queries.lead_ids(language))
    cards = reader.cards(picked)
    if len(cards) >= LEADS:
        return cards
    newest = reader.head(f"all:{language}")
    taken = {card.id for card in cards}
    more = reader.cards(public_id for public_id in newest if public_id not in taken)
    pictured = sorted(more, key=lambda card: card.picture is None)
    return (*cards, *pictured[: LEADS - len(cards)])


def _bands(reader: Reader, language: str, taken: set[str]) -> Iterator[views.Band]:
    with reader.reading(f"site:{language}"):
        sections = reader.publication.memory.named(
            "sections", language, read=lambda: list(queries.sections(language))
        )
    for section in sections:
        link = reader.section(section.pk)
        ids = reader.head(f"section:{section.pk}")
        wanted = [public_id for public_id in ids if public_id not in taken][:BAND_SIZE]
        # A story that stands in several sections is shown by the first of them alone.
        taken.update(wanted)
        if link.path:
            style = cast(views.BandStyle, section.band)
            yield views.Band(section=link, style=style, cards=reader.cards(wanted))


def _home(reader: Reader, language: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    lead = _lead(reader, code)
    bands = tuple(_bands(reader, code, {card.id for card in lead}))
    hot = reader.cards(public_id for public_id, _ in announced(reader, code))
    flash = next((card for card in hot if card.urgency == "flash"), None)
    view = views.HomeView(path=at(code, "/"), lead=lead, bands=bands, flash=flash)
    return output(reader, view, code, FIRST)


def _newest(reader: Reader, language: str, size: int = FRAGMENT_SIZE) -> tuple[views.Card, ...]:
    return reader.cards(reader.head(f"all:{language}", size))


def _latest(reader: Reader, language: str | None, part: str) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    fragment = bool(part)
    cards = _newest(reader, code, FRAGMENT_SIZE if fragment else queries.HEAD_SIZE)
    view = views.LatestView(path=at(code, f"/latest/{part}"), cards=cards, fragment=fragment)
    return output(reader, view, code, FIRST)


KINDS = (
    fixed("home", "/", 3, _home, "The front page: the lead, then a band per section.", "/"),
    fixed(
        "latest", r"/latest/(?P<part>(?:fragment\.html)?)", 3, _latest,
        "The newest stories, as a page and as the fragment that scripts put beside a story.",
        "/latest/", "/latest/fragment.html",
    ),
)  # fmt: skip
