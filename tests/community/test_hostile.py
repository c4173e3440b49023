"""Ten thousand hostile strings: what is kept of them is clean, and what is shown is only text."""

import unicodedata

from nashra.community.importing.plain import LONGEST, guest_name, paragraphs
from nashra.community.text import LARGEST, MOST_MARKS, settled
from nashra.community.text import paragraphs as shown
from tests.community.hostile import strings

COUNT = 10_000


def _is_clean(text: str) -> bool:
    marks = 0
    for char in text:
        kind = unicodedata.category(char)
        marks = marks + 1 if kind in {"Mn", "Me"} else 0
        if marks > MOST_MARKS or (
            kind in {"Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"} and char not in "\n\u200c\u200d"
        ):
            return False
    return text == text.strip() and "\n\n\n" not in text


def test_what_is_kept_is_clean_by_either_way() -> None:
    for given in strings(COUNT):
        if len(given) <= LARGEST:
            kept = settled(given)
            assert _is_clean(kept), ascii(given)
            assert settled(kept) == kept, ascii(given)
        kept, shortened = paragraphs(given)
        assert _is_clean(kept), ascii(given)
        assert len(kept) <= LONGEST + 1
        assert shortened or len(given) < 100_000 or not kept
        assert _is_clean(guest_name(given))
        assert "\n" not in guest_name(given)


def test_an_address_that_is_linked_leads_to_a_page_of_the_web() -> None:
    links = {
        piece.url
        for given in strings(COUNT)
        if len(given) <= LARGEST
        for line in shown(settled(given))
        for piece in line
        if piece.url
    }
    assert len(links) > 15
    for link in links:
        assert link.lower().startswith(("http://", "https://")), link
        assert not set(link) & set(' "<>\n\t@'), link
