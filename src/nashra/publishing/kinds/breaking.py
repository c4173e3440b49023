"""What is announced as breaking: a page, and the fragment for the top line of every other."""

from datetime import datetime

from nashra.newsroom import queries
from nashra.publishing import views
from nashra.publishing.kinds.common import FIRST, at, edition, fixed, has_edition, output
from nashra.publishing.pages import Output
from nashra.publishing.reader import Reader


def announced(reader: Reader, language: str) -> list[tuple[str, datetime]]:
    """``(public id, end)`` of what is announced now, the newest first."""
    found: list[tuple[str, datetime]] = reader.fact(
        f"breaking:{language}", lambda: queries.breaking(language)
    )
    return found


def _breaking(reader: Reader, language: str | None, part: str) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    ends = dict(announced(reader, code))
    cards = tuple((card, ends[card.id]) for card in reader.cards(ends))
    view = views.BreakingView(path=at(code, f"/breaking/{part}"), cards=cards, fragment=bool(part))
    return output(reader, view, code, FIRST)


KINDS = (
    fixed(
        "breaking", r"/breaking/(?P<part>(?:fragment\.html)?)", 3, _breaking,
        "Stories that are announced as breaking, as a page and as the fragment for the top line.",
        "/breaking/", "/breaking/fragment.html",
    ),
)  # fmt: skip
