"""All corrections of an edition, the newest first."""

import re
from collections.abc import Iterator

from nashra.newsroom import queries
from nashra.newsroom.models import PAGE_SIZE
from nashra.publishing import views
from nashra.publishing.kinds.common import at, edition, has_edition, output, pattern
from nashra.publishing.pages import Output, PageKind
from nashra.publishing.reader import Reader


def _last(reader: Reader, language: str) -> int:
    with reader.reading(f"corrections:{language}/last"):
        return max(0, (queries.corrections_length(language) - 1) // PAGE_SIZE)


def _address(language: str, number: int) -> str:
    return at(language, f"/corrections/archive/{number}/")


def _corrections(reader: Reader, language: str | None, number: str | None) -> Output | None:
    code = edition(language)
    if not has_edition(reader, code):
        return None
    last = _last(reader, code)
    page = last if number is None else int(number)
    if page > last:
        return None
    with reader.reading(f"corrections:{code}/page/{page}"):
        rows = list(queries.corrections_page(code, page).select_related("story"))
        ids = [row.story.public_id if row.story else "" for row in rows]
    cards = {card.id: card for card in reader.cards(filter(None, dict.fromkeys(ids)))}
    notes = tuple(
        views.Correction(note=row.note, at=row.at, card=cards.get(public_id))
        for row, public_id in zip(rows, ids, strict=True)
    )
    path = at(code, "/corrections/") if number is None else _address(code, page)
    newer = _address(code, page + 1) if page < last else ""
    older = _address(code, page - 1) if page else ""
    view = views.CorrectionsView(
        path=path, corrections=notes,
        newer=newer if newer and reader.stands(newer) else "",
        older=older if older and reader.stands(older) else "",
    )  # fmt: skip
    return output(reader, view, code)


def _arises(key: str) -> Iterator[str]:
    if key.startswith("site:"):
        yield at(key.removeprefix("site:"), "/corrections/")
    if match := re.fullmatch(r"corrections:(\w+)/page/(\d+)", key):
        yield _address(match[1], int(match[2]))


def _every() -> Iterator[str]:
    for language in queries.languages():
        yield at(language, "/corrections/")
        for number in range((queries.corrections_length(language) + PAGE_SIZE - 1) // PAGE_SIZE):
            yield _address(language, number)


KINDS = (
    PageKind(
        name="corrections", pattern=pattern(r"/corrections/(?:archive/(?P<number>\d+)/)?"),
        rank=6, build=_corrections, arises=_arises, every=_every,
        doc="What was wrong and when it was put right.",
    ),
)  # fmt: skip
