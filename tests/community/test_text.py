"""What is kept of a comment's text, and how readers get it."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nashra.community.text import MOST_MARKS, Piece, paragraphs, settled

HOSTILE = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from(
            "\u202e\u202d\u2066\u2069\u200b\u200c\u200d\ufeff\u0301\u0651\u064b\n\r\0 "
        ),
    )
)  # fmt: skip


@given(HOSTILE)
def test_settling_twice_is_settling_once(text: str) -> None:
    once = settled(text)
    assert settled(once) == once


@given(HOSTILE)
def test_nothing_is_kept_that_is_unseen_or_turns_the_line(text: str) -> None:
    once = settled(text)
    kinds = {char: unicodedata.category(char) for char in once}
    assert all(kind not in {"Cc", "Cf", "Cs", "Co", "Cn"} or char in "\n\u200c\u200d"
               for char, kind in kinds.items())  # fmt: skip
    once.encode()
    assert "\n\n\n" not in once


def test_a_tower_of_marks_is_cut_down() -> None:
    tower = settled("ه" + "\u0311" * 300 + "نا")
    assert sum(unicodedata.combining(char) > 0 for char in tower) == MOST_MARKS
    assert tower.endswith("نا")


@pytest.mark.parametrize("text", ["اللّٰه", "می\u200cروم", "👨\u200d👩\u200d👧", "مُحَمَّدٌ"])
def test_what_people_write_stays(text: str) -> None:
    assert settled(text) == unicodedata.normalize("NFC", text)


def test_addresses_become_links_and_only_those() -> None:
    url = "https://example.org/" + "م" * 80
    (line,) = paragraphs(
        f"انظر {url}، ثم javascript:alert(1) وhttps://a@b.example و http://nothost."
    )
    assert [piece.url for piece in line if piece.url] == [url]
    assert line[0] == Piece("انظر ")
    assert line[1].text == "example.org/" + "م" * 36 + "…"
    assert "".join(piece.text for piece in line[2:]).startswith("، ثم javascript:")


def test_paragraphs_are_lines_with_words() -> None:
    assert [line[0].text for line in paragraphs("أول\n\nثان\nثالث")] == ["أول", "ثان", "ثالث"]
